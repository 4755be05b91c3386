/// What a token looks like.
enum TokenShape: UInt8 {
    case lower, capital, allCapitals, digits, mixed
    case comma, stop, colon, semicolon, dash, openingBracket, closingBracket, quotationMark, otherMark

    var isWord: Bool { rawValue <= Self.mixed.rawValue }
    var startsWithCapital: Bool { self == .capital || self == .allCapitals }

    /// - Parameter bytes: the token as UTF-8; never empty.
    init(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else {
            self = .otherMark
            return
        }
        switch first {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            let rest = bytes.dropFirst()
            let isShouted = rest.count > 0 && rest.allSatisfy { $0 &- 0x41 < 26 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
            self = isShouted ? .allCapitals : .capital
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digits
        case UInt8(ascii: ","): self = .comma
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): self = .stop
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: ";"): self = .semicolon
        case UInt8(ascii: "-"): self = bytes.count <= 3 ? .dash : .mixed
        case UInt8(ascii: "("), UInt8(ascii: "["): self = .openingBracket
        case UInt8(ascii: ")"), UInt8(ascii: "]"): self = .closingBracket
        case UInt8(ascii: "\""), UInt8(ascii: "`"): self = .quotationMark
        case UInt8(ascii: "'"): self = bytes.count > 2 || bytes.last != UInt8(ascii: "'") ? .mixed : .quotationMark
        case 0xE2: self = Self.general(bytes)
        case 0xC2: self = bytes.count == 2 && (bytes.last == 0xAB || bytes.last == 0xBB) ? .quotationMark : .otherMark
        case 0xC3: self = bytes.dropFirst().first.map { $0 < 0x9F } == true ? .capital : .lower
        // Latin Extended-A has its capitals at even code points, or at odd ones from U+0139 to U+0148 and from U+0179 on.
        case 0xC4, 0xC5:
            let scalar = UInt32(first & 0x1F) << 6 | UInt32((bytes.dropFirst().first ?? 0x80) & 0x3F)
            let isShifted = (0x139...0x148).contains(scalar) || (0x179...0x17E).contains(scalar)
            self = scalar % 2 == (isShifted ? 1 : 0) ? .capital : .lower
        case 0xCE: self = bytes.dropFirst().first.map { $0 < 0xAA } == true ? .capital : .lower
        case 0xD0: self = bytes.dropFirst().first.map { $0 < 0xB0 } == true ? .capital : .lower
        // Letters of the planes above are rare; pictographs (U+1F000 to U+1FFFF) are not.
        case 0xF0: self = bytes.dropFirst().first == 0x9F ? .otherMark : .lower
        case 0x80...: self = .lower
        default: self = .otherMark
        }
    }

    /// Dashes, marks and the ellipsis of the block General Punctuation.
    private static func general(_ bytes: ArraySlice<UInt8>) -> TokenShape {
        let second = bytes.dropFirst().first ?? 0
        let third = bytes.dropFirst(2).first ?? 0
        guard second == 0x80 else { return .otherMark }
        switch third {
        case 0x90...0x95: return .dash
        case 0x99 where bytes.count > 3: return .mixed
        case 0x98...0x9F, 0xB9, 0xBA: return .quotationMark
        case 0xA6: return .stop
        default: return .otherMark
        }
    }
}
