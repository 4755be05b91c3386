/// Unpacks gzip files (RFC 1952): sitemaps and feeds that are kept as `.xml.gz` and come without a content coding.
enum Gunzip {
    /// Whether the bytes begin as a gzip file does.
    static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 18 && bytes.starts(with: [0x1f, 0x8b, 8])
    }

    /// All members of the file, unpacked; bytes behind the last that begin no further one are passed over, as gzip(1) does.
    ///
    /// The checksum is not held against the bytes: a feed whose text came out whole is worth more than the sum.
    ///
    /// - Parameter bound: the most bytes that may come out.
    static func unpack(_ bytes: [UInt8], bound: Int) throws(Inflate.Failure) -> [UInt8] {
        var inflate = Inflate(bytes, bound: bound)
        var position = 0
        repeat {
            guard let start = dataStart(bytes, at: position) else { throw .malformed }
            position = try inflate.run(at: start) + 8
        } while position + 18 <= bytes.count && bytes[position] == 0x1f && bytes[position + 1] == 0x8b
        return inflate.output
    }

    /// Behind the header and its optional fields.
    private static func dataStart(_ bytes: [UInt8], at start: Int) -> Int? {
        guard start + 10 <= bytes.count, bytes[start + 2] == 8 else { return nil }
        let flags = bytes[start + 3]
        var position = start + 10
        if flags & 4 != 0 {
            guard position + 2 <= bytes.count else { return nil }
            position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
        }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else { return nil }
            position = end + 1
        }
        if flags & 2 != 0 { position += 2 }
        return position <= bytes.count ? position : nil
    }
}
