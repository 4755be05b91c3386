/// One quotation mark as it stands in the text, with what surrounds it.
struct QuotationMark {
    /// The families of marks that open and close each other.
    enum Family: UInt8 {
        /// " “ ” „ ‟ and the typewriter's `` and ''.
        case double
        /// ' ‘ ’ ‚ ‛
        case single
        /// « »
        case guillemet
        /// ‹ ›
        case singleGuillemet
        /// 「 」
        case corner
        /// 『 』
        case whiteCorner
    }

    /// Which way the glyph itself points.
    enum Shape: UInt8 {
        /// Straight: only what is around it tells.
        case neutral
        /// Made to open (“ ‘ « ‹ 「).
        case left
        /// Made to close (” ’ » › 」).
        case right
        /// On the base line („ ‚), which always opens.
        case low
    }

    /// The bytes of the mark.
    var range: Range<Int>
    var family: Family
    var shape: Shape
    /// The scalar before and behind; a space at the paragraph's ends.
    var before: Surrounding
    var after: Surrounding

    /// Whether white space or an opening bracket stands before it and a word behind it.
    var looksOpening: Bool { before.opensWords && !after.endsWords }
    /// Whether a word or its punctuation stands before it and white space or punctuation behind it.
    var looksClosing: Bool { !before.opensWords && after.endsWords }
}

/// What kind of scalar stands beside a mark.
enum Surrounding: UInt8 {
    case space, letter, digit, stop, comma, openingBracket, closingBracket, dash, mark, other

    /// Whether a word may begin behind it.
    var opensWords: Bool { self == .space || self == .openingBracket || self == .dash || self == .mark }
    /// Whether a word has ended before it.
    var endsWords: Bool {
        switch self {
        case .space, .stop, .comma, .closingBracket, .dash, .mark: true
        case .letter, .digit, .openingBracket, .other: false
        }
    }

    /// - Parameter scalar: any scalar.
    init(_ scalar: UInt32) {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: self = .space
        case 0x30...0x39: self = .digit
        case 0x2E, 0x21, 0x3F, 0x2026, 0x3002: self = .stop
        case 0x2C, 0x3B, 0x3A, 0x3001: self = .comma
        case 0x28, 0x5B, 0x7B, 0xBF, 0xA1: self = .openingBracket
        case 0x29, 0x5D, 0x7D: self = .closingBracket
        case 0x2D, 0x2010...0x2015: self = .dash
        case 0x22, 0x27, 0x60, 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A, 0x300C...0x300F: self = .mark
        case 0x21...0x7F:
            let isLetter = (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
            self = isLetter ? .letter : .other
        case 0x2016...0x205E, 0x3003...0x303F: self = .other
        default: self = scalar < 0x20 ? .space : .letter
        }
    }
}
