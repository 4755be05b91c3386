/// A text as UTF-8 bytes that can tell the Unicode scalar offset of each of them.
///
/// Scalar offsets are what the output promises; bytes are what is fast to work on. A checkpoint every 64 bytes keeps the
/// conversion at a constant cost.
public struct TextBuffer: Sendable {
    /// The text, valid UTF-8.
    public let bytes: [UInt8]
    /// The scalar offset of byte 0, 64, 128, …
    private let checkpoints: [Int32]

    /// - Parameter text: any text; what is no Unicode in it is U+FFFD already.
    public init(_ text: String) {
        bytes = Array(text.utf8)
        var checkpoints: [Int32] = []
        checkpoints.reserveCapacity(bytes.count / 64 + 1)
        var scalars: Int32 = 0
        for (position, byte) in bytes.enumerated() {
            if position & 63 == 0 { checkpoints.append(scalars) }
            if byte & 0xC0 != 0x80 { scalars += 1 }
        }
        if bytes.count & 63 == 0 { checkpoints.append(scalars) }
        self.checkpoints = checkpoints
    }

    /// How many Unicode scalars lie before that byte.
    ///
    /// - Parameter byte: the offset of a scalar's first byte, or the end of the text.
    public func scalarOffset(ofByte byte: Int) -> Int {
        var scalars = Int(checkpoints[byte >> 6])
        for position in (byte & ~63)..<byte where bytes[position] & 0xC0 != 0x80 { scalars += 1 }
        return scalars
    }

    /// The text of a range of bytes.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text of a token.
    public func string(_ token: Token) -> String { string(token.bytes) }
}
