import Glibc

extension Charset {
    /// The encoding that the mark in front of the bytes names, and the mark's length.
    static func byteOrderMark(of bytes: [UInt8]) -> (name: String, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("utf-32le", 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("utf-32be", 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        return nil
    }

    /// An encoding with more than a byte for `<` or `{` at the start, or EBCDIC (XML 1.0, appendix F).
    static func wideEncoding(of bytes: [UInt8]) -> String? {
        guard bytes.count >= 4 else { return nil }
        let opening: [UInt8] = [UInt8(ascii: "<"), UInt8(ascii: "{"), 0x20, 0x0A, 0x0D]
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0, 0, 0, let byte) where opening.contains(byte): return "utf-32be"
        case (let byte, 0, 0, 0) where opening.contains(byte): return "utf-32le"
        case (0, let byte, 0, let next) where opening.contains(byte) && next != 0: return "utf-16be"
        case (let byte, 0, let next, 0) where opening.contains(byte) && next != 0: return "utf-16le"
        case (0x4C, 0x6F, 0xA7, 0x94): return "ibm037"
        default: return bytes.prefix(probe).contains(0) ? encoding(byNULsIn: bytes) : nil
        }
    }

    /// How many bytes are looked at for a pattern that a whole document has.
    private static let probe = 4_096

    /// UTF-32 or UTF-16 by where the bytes are 0: of the letters, digits and markup of ASCII every second byte is, or three of four.
    private static func encoding(byNULsIn bytes: [UInt8]) -> String? {
        let head = bytes.prefix(probe & ~3)
        guard head.count >= 8 else { return nil }
        var zeros = [0, 0, 0, 0]
        var high = [UInt8](repeating: 0, count: 4)
        for (position, byte) in head.enumerated() {
            if byte == 0 { zeros[position & 3] += 1 }
            high[position & 3] = max(high[position & 3], byte)
        }
        let least = head.count / 4
        // No character is beyond 10FFFF.
        if zeros[0] >= least, zeros[1] > 0, high[1] <= 0x10, zeros[3] == 0 { return "utf-32be" }
        if zeros[3] >= least, zeros[2] > 0, high[2] <= 0x10, zeros[0] == 0 { return "utf-32le" }
        let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
        guard max(even, odd) >= max(4, head.count / 16), min(even, odd) * 16 <= max(even, odd) else { return nil }
        return even > odd ? "utf-16be" : "utf-16le"
    }

    /// Whether bytes of ASCII shift to the characters of JIS and back (RFC 1468), and hold nothing else there than those have.
    ///
    /// Only what declares nothing is asked: whoever can put an escape into a page of another charset could else hide markup in it.
    static func isISO2022JP(_ bytes: [UInt8]) -> Bool {
        let found = bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.flatMap { base in memchr(base, Int32(escape), bytes.count).map { UnsafeRawPointer($0) - base } }
        }
        guard var position = found else { return false }
        let end = min(bytes.count, position + 16 * probe)
        var isShifted = false
        var pairs = 0
        while position < end {
            if bytes[position] == escape {
                guard position + 2 < bytes.count else { break }
                switch (bytes[position + 1], bytes[position + 2]) {
                case (UInt8(ascii: "$"), UInt8(ascii: "B")), (UInt8(ascii: "$"), UInt8(ascii: "@")): isShifted = true
                case (UInt8(ascii: "("), UInt8(ascii: "B")), (UInt8(ascii: "("), UInt8(ascii: "J")): isShifted = false
                default: return false
                }
                position += 3
            } else if isShifted {
                // Lines end in ASCII, but not all writers know.
                if bytes[position] == 0x0A || bytes[position] == 0x0D {
                    isShifted = false
                    position += 1
                    continue
                }
                guard position + 1 < bytes.count else { break }
                guard (0x21...0x7E).contains(bytes[position]), (0x21...0x7E).contains(bytes[position + 1]) else { return false }
                pairs += 1
                position += 2
            } else {
                position += 1
            }
        }
        return pairs > 0
    }

    private static let escape: UInt8 = 0x1B

    /// The charset parameter of a Content-Type value; quotes of either kind are taken off.
    public static func label(inContentType contentType: String) -> String? {
        var rest = Array(contentType.utf8)[...]
        while let semicolon = rest.firstIndex(of: UInt8(ascii: ";")) {
            rest = rest[(semicolon + 1)...]
            if let label = labelAfterCharset(in: rest[..<(rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex)]) { return label }
        }
        return nil
    }

    /// What follows `charset =` where the bytes begin with that, but for spaces.
    private static func labelAfterCharset(in bytes: ArraySlice<UInt8>) -> String? {
        var rest = bytes.drop(while: isSpace)
        let word = Array("charset".utf8)
        guard rest.count > word.count, rest.prefix(word.count).map(lowercased).elementsEqual(word) else { return nil }
        rest = rest.dropFirst(word.count).drop(while: isSpace)
        guard rest.first == UInt8(ascii: "=") else { return nil }
        rest = rest.dropFirst().drop(while: isSpace)
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            rest = rest.dropFirst()
            rest = rest.prefix { $0 != quote }
        } else {
            rest = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
        }
        return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
    }

    /// The encoding pseudo-attribute of the XML declaration, which may stand behind some white space or a comment.
    static func xmlDeclaration(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(1024)
        guard let start = firstIndex(of: "<?xml", in: head), let end = head[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = head[start..<end]
        guard let name = firstIndex(of: "encoding", in: declaration) else { return nil }
        var rest = declaration[(name + 8)...].drop(while: isSpace)
        guard rest.first == UInt8(ascii: "=") else { return nil }
        rest = rest.dropFirst().drop(while: isSpace)
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let label = rest.dropFirst().prefix { $0 != quote }
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }

    /// The charset a `<meta>` near the top declares (HTML standard, 13.2.3.2 "prescan", simplified).
    static func metaDeclaration(in bytes: [UInt8]) -> String? {
        // The standard stops at 1,024 bytes; pages with long scripts in front of the meta are common.
        var rest = bytes.prefix(8192)
        while let start = firstIndex(of: "<", in: rest) {
            rest = rest[(start + 1)...]
            if rest.starts(with: Array("!--".utf8)) {
                guard let end = firstIndex(of: "-->", in: rest) else { return nil }
                rest = rest[end...]
                continue
            }
            guard firstIndex(of: "meta", in: rest.prefix(4)) != nil, let end = rest.firstIndex(of: UInt8(ascii: ">")) else { continue }
            let tag = rest[rest.startIndex..<end]
            rest = rest[end...]
            guard let name = firstIndex(of: "charset", in: tag) else { continue }
            if let label = labelAfterCharset(in: tag[name...]) {
                let clean = label.utf8.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "/") }
                // A meta that says UTF-16 was read as bytes: it can only be UTF-8.
                let found = String(decoding: clean, as: UTF8.self)
                return canonicalName(of: found)?.hasPrefix("utf-16") == true ? "utf-8" : found
            }
        }
        return nil
    }

    /// Where `word` (lower case) stands in the bytes, in either case.
    private static func firstIndex(of word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        word.withUTF8Buffer { word in
            guard bytes.count >= word.count, let first = word.first else { return nil }
            var position = bytes.startIndex
            let last = bytes.endIndex - word.count
            while position <= last {
                if lowercased(bytes[position]) == first, (1..<word.count).allSatisfy({ lowercased(bytes[position + $0]) == word[$0] }) {
                    return position
                }
                position += 1
            }
            return nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
