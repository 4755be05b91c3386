/// Tells formats that are sent under the name of HTML by their first bytes.
enum FileFormat {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF image"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"), ([0x1F, 0x8B], "compressed with gzip"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard"), ([0x52, 0x49, 0x46, 0x46], "a RIFF file"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x49, 0x44, 0x33], "an MP3 file"), ([0x00, 0x00, 0x00, 0x18, 0x66, 0x74, 0x79, 0x70], "an MP4 file"),
        ([0x42, 0x5A, 0x68], "compressed with bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz"),
        ([0x77, 0x4F, 0x46], "a font"),
    ]

    /// The format's name in words; `nil` for what may be a page.
    static func notHTML(_ bytes: [UInt8]) -> String? {
        for signature in signatures where bytes.starts(with: signature.bytes) { return signature.name }
        // UTF-16 has many zeros too, but with a mark in front or beside every letter.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
        let sample = bytes.prefix(8192)
        if sample.count >= 4, sample.count(where: { $0 == 0 }) * 5 > sample.count * 2, sample.contains(UInt8(ascii: "<")) { return nil }
        let controls = sample.count { $0 < 0x09 || (0x0E..<0x1B).contains($0) }
        return controls * 100 > sample.count * 4 ? "binary" : nil
    }
}
