/// Reading Unicode scalars out of valid UTF-8 bytes, and what a tokeniser wants to know of each.
enum Scalars {
    /// What part a scalar plays in a text.
    enum Class: UInt8 {
        case space, newline, letter, digit, apostrophe, quote, hyphen, dash, closer, opener, terminator, punctuation, symbol, joiner
    }

    /// The scalar that starts at `position`, and how many bytes it takes.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; malformed bytes are taken one at a time as U+FFFD.
    ///   - position: an index into `bytes`.
    @inline(__always)
    static func decode(_ bytes: [UInt8], at position: Int) -> (value: UInt32, length: Int) {
        let first = bytes[position]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard length > 1, position + length <= bytes.count else { return (0xFFFD, 1) }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (value, length)
    }

    /// The class of the ASCII characters.
    private static let ascii: [Class] = (0..<128).map { code in
        switch UInt8(code) {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0B, 0x0C: .newline
        case 0x00...0x20, 0x7F: .space
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "'"), UInt8(ascii: "`"): .apostrophe
        case UInt8(ascii: "\""): .quote
        case UInt8(ascii: "-"): .hyphen
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .opener
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .closer
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .terminator
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "&"), UInt8(ascii: "*"),
            UInt8(ascii: "\\"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "_"):
            .punctuation
        default: .symbol
        }
    }

    /// The class of a scalar.
    @inline(__always)
    static func classify(_ value: UInt32) -> Class {
        value < 0x80 ? ascii[Int(value)] : classifyBeyondASCII(value)
    }

    private static func classifyBeyondASCII(_ value: UInt32) -> Class {
        switch value {
        case 0x85, 0x2028, 0x2029: return .newline
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x200B, 0xFEFF: return .space
        case 0x2019, 0x2018, 0x02BC, 0xFF07, 0xB4, 0x201B: return .apostrophe
        case 0xAB, 0xBB, 0x201A, 0x201C...0x201F, 0x2039, 0x203A, 0x300C...0x300F, 0xFF02, 0x301D...0x301F: return .quote
        case 0x2010, 0x2011: return .hyphen
        case 0x2012...0x2015, 0x2212: return .dash
        case 0xAD, 0x200C, 0x200D, 0x2060, 0xFE00...0xFE0F, 0x0300...0x036F: return .joiner
        case 0x2026, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0x06D4, 0x061F, 0x0964, 0x203C, 0x203D, 0x2047...0x2049: return .terminator
        case 0xA1, 0xBF, 0xB7, 0x2020...0x2025, 0x2027, 0x2030...0x2038, 0x3001, 0x3003, 0xFF0C, 0xFF1A, 0xFF1B, 0x060C, 0x061B:
            return .punctuation
        case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x02AF, 0x0370...0x058F: return .letter
        case 0x80...0xBF, 0xD7, 0xF7: return .symbol
        default: break
        }
        guard let scalar = Unicode.Scalar(value) else { return .symbol }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: return .letter
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .joiner
        case .decimalNumber, .otherNumber: return .digit
        case .spaceSeparator, .control: return .space
        case .lineSeparator, .paragraphSeparator: return .newline
        case .openPunctuation: return .opener
        case .closePunctuation: return .closer
        case .initialPunctuation, .finalPunctuation: return .quote
        case .dashPunctuation: return .dash
        case .otherPunctuation, .connectorPunctuation: return .punctuation
        default: return .symbol
        }
    }

    /// Whether a scalar is written without spaces between words, so that each one is a token of its own.
    static func isIdeographic(_ value: UInt32) -> Bool {
        value >= 0x0E00
            && (0x3040...0x30FF ~= value || 0x3400...0x4DBF ~= value || 0x4E00...0x9FFF ~= value || 0x20000...0x2FFFF ~= value
                || 0x0E00...0x0EFF ~= value || 0xF900...0xFAFF ~= value)
    }

    /// Whether a scalar is an upper-case letter.
    @inline(__always)
    static func isUpper(_ value: UInt32) -> Bool {
        if value < 0x80 { return 0x41...0x5A ~= value }
        if value < 0xC0 { return false }
        return Unicode.Scalar(value)?.properties.isUppercase ?? false
    }

    /// Whether a scalar is a lower-case letter.
    @inline(__always)
    static func isLower(_ value: UInt32) -> Bool {
        if value < 0x80 { return 0x61...0x7A ~= value }
        if value < 0xAA { return false }
        return Unicode.Scalar(value)?.properties.isLowercase ?? false
    }
}
