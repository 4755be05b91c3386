extension Charset {
    /// The likeliest encoding of bytes that declare none and are no UTF-8.
    static func guess(_ bytes: [UInt8]) -> String {
        "windows-1252"
    }
}
