import Glibc

/// Reads character references (`&eacute;`, `&#8217;`, `&#x2019;`) as the HTML standard's tokenizer does (section 13.2.5.72 on).
///
/// ```swift
/// CharacterReferences.decode("Caf&eacute; &#146;t Hof")  // "Café ’t Hof"
/// ```
public enum CharacterReferences {
    /// Where the references stand, which decides what a missing semicolon means.
    public enum Context: Sendable {
        /// Text of an HTML document: `&copy 2026` is a reference, `&notit;` is `¬it;`.
        case text
        /// An attribute of an HTML document: `?a=1&copy=2` holds none.
        case attribute
        /// XML: only with a semicolon.
        case xml
    }

    /// Replaces all references in a text.
    public static func decode(_ text: String, in context: Context = .text) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return String(decoding: decode(Array(text.utf8), in: context), as: UTF8.self)
    }

    /// Replaces all references in UTF-8 bytes.
    public static func decode(_ bytes: [UInt8], in context: Context = .text) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { append($0, to: &output, in: context) }
        return output
    }

    /// Appends bytes with all references replaced.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], in context: Context) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count {
            guard let found = memchr(base + position, Int32(UInt8(ascii: "&")), bytes.count - position) else { break }
            let ampersand = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position..<ampersand]))
            let length = appendReference(at: ampersand, of: bytes, to: &output, in: context)
            if length == 0 { output.append(UInt8(ascii: "&")) }
            position = ampersand + max(length, 1)
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position...]))
    }

    /// Appends what the reference at `position` (the ampersand) stands for.
    ///
    /// - Returns: the bytes the reference takes up; 0, with nothing appended, where there is none.
    public static func appendReference(
        at position: Int, of bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], in context: Context
    ) -> Int {
        guard position + 1 < bytes.count else { return 0 }
        if bytes[position + 1] == UInt8(ascii: "#") { return appendNumeric(at: position, of: bytes, to: &output, in: context) }
        var end = position + 1
        // The longest name has 31 bytes.
        let limit = min(bytes.count, position + 34)
        while end < limit, isAlphanumeric(bytes[end]) { end += 1 }
        let name = UnsafeBufferPointer(rebasing: bytes[(position + 1)..<end])
        guard !name.isEmpty else { return 0 }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";") {
            if let byte = everyday(name) {
                output.append(byte)
                return end + 1 - position
            }
            if appendNamed(name, to: &output, needsLegacy: false) { return end + 1 - position }
        }
        guard context != .xml else { return 0 }
        // Without a semicolon the longest of the old names counts, in an attribute only before what can't go on a query.
        for length in stride(from: min(name.count, 6), to: 1, by: -1) {
            let after = position + 1 + length
            if context == .attribute, after < bytes.count, isAlphanumeric(bytes[after]) || bytes[after] == UInt8(ascii: "=") { continue }
            if appendNamed(UnsafeBufferPointer(rebasing: name[..<length]), to: &output, needsLegacy: true) { return length + 1 }
        }
        return 0
    }

    /// What XML's own five references stand for: most of all there are.
    private static func everyday(_ name: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard name.count <= 4 else { return nil }
        switch name.reduce(0 as UInt32, { $0 << 8 | UInt32($1) }) {
        case 0x6C74: return UInt8(ascii: "<")
        case 0x6774: return UInt8(ascii: ">")
        case 0x616D70: return UInt8(ascii: "&")
        case 0x71756F74: return UInt8(ascii: "\"")
        case 0x61706F73: return UInt8(ascii: "'")
        default: return nil
        }
    }

    private static func appendNumeric(
        at position: Int, of bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], in context: Context
    ) -> Int {
        var end = position + 2
        var value: UInt32 = 0
        let isHexadecimal = end < bytes.count && bytes[end] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { end += 1 }
        let firstDigit = end
        while end < bytes.count {
            let digit: UInt32
            switch bytes[end] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(bytes[end] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f") where isHexadecimal: digit = UInt32(bytes[end] - UInt8(ascii: "a")) + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F") where isHexadecimal: digit = UInt32(bytes[end] - UInt8(ascii: "A")) + 10
            default: digit = .max
            }
            guard digit != .max else { break }
            if value <= 0x10FFFF { value = value * (isHexadecimal ? 16 : 10) + digit }
            end += 1
        }
        guard end > firstDigit else { return 0 }
        let hasSemicolon = end < bytes.count && bytes[end] == UInt8(ascii: ";")
        guard hasSemicolon || context != .xml else { return 0 }
        let length = end - position + (hasSemicolon ? 1 : 0)
        if (0xD800...0xDBFF).contains(value), let (character, more) = surrogatePair(value, before: position + length, of: bytes) {
            Charset.append(character, to: &output)
            return length + more
        }
        switch value {
        case 0x80..<0xA0: Charset.append(windows1252[Int(value) - 0x80], to: &output)
        case 0: output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        // Control characters that no text may hold.
        case 1..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: break
        default: Charset.append(value, to: &output)
        }
        return length
    }

    /// The character that a reference to a high surrogate and the next one make: software that counts in UTF-16 writes
    /// `&#xD83D;&#xDE00;`.
    private static func surrogatePair(
        _ high: UInt32, before position: Int, of bytes: UnsafeBufferPointer<UInt8>
    ) -> (character: UInt32, length: Int)? {
        let next = bytes[position...].prefix(8)
        guard next.starts(with: "&#".utf8), let semicolon = next.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let digits = String(decoding: next[(position + 2)..<semicolon], as: UTF8.self)
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        guard let low = UInt32(isHexadecimal ? digits.dropFirst() : digits[...], radix: isHexadecimal ? 16 : 10),
            (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return (0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), semicolon + 1 - position)
    }

    /// The code points that windows-1252 has for the bytes 0x80 to 0x9F: what publishers mean by `&#146;`.
    static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }
}

extension CharacterReferences {
    /// Where each entry of the table begins.
    private static let entries: [Int32] = table.withUTF8Buffer { table in
        var entries: [Int32] = [0]
        for (position, byte) in table.enumerated() where byte == UInt8(ascii: ";") { entries.append(Int32(position + 1)) }
        entries.removeLast()
        return entries
    }

    /// Appends what the name stands for; false for an unknown name.
    private static func appendNamed(_ name: UnsafeBufferPointer<UInt8>, to output: inout [UInt8], needsLegacy: Bool) -> Bool {
        table.withUTF8Buffer { table in
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                let start = Int(entries[middle])
                switch compare(name, with: table, at: start) {
                case 0:
                    let mark = table[start + name.count]
                    guard !needsLegacy || mark == UInt8(ascii: "!") else { return false }
                    appendCodePoints(of: table, from: start + name.count + 1, to: &output)
                    return true
                case ..<0: high = middle
                default: low = middle + 1
                }
            }
            return false
        }
    }

    /// The order of the name and the entry: negative, zero or positive.
    private static func compare(_ name: UnsafeBufferPointer<UInt8>, with table: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        for offset in 0..<name.count {
            let other = table[start + offset]
            // Both marks sort before all letters and digits, so a shorter entry comes first.
            if !isAlphanumeric(other) { return 1 }
            if name[offset] != other { return Int(name[offset]) - Int(other) }
        }
        return isAlphanumeric(table[start + name.count]) ? -1 : 0
    }

    private static func appendCodePoints(of table: UnsafeBufferPointer<UInt8>, from start: Int, to output: inout [UInt8]) {
        var value: UInt32 = 0
        for byte in table[start...] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default:
                Charset.append(value, to: &output)
                value = 0
                if byte == UInt8(ascii: ";") { return }
            }
        }
    }
}
