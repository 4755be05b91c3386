/// What a character is to a language that is written without it, or with it only now and then.
enum CharsetSymbol: UInt8, CaseIterable {
    /// White space and the punctuation of ASCII.
    case space
    case digit
    /// A mark in front of a word or number: „ ¿ £.
    case opening
    /// A mark behind one: … ™ ².
    case closing
    /// A quotation mark that opens in some languages and closes in others: “ ” « ».
    case quote
    /// A mark within words as well as between them: ’ – ·.
    case joiner
    /// A mark on either side of numbers: € ½ ×.
    case measure
    /// A mark that news hardly ever have: ¤ ¦ ¶ ±, lines of boxes.
    case odd
    /// No character of a text: controls, bytes that the encoding leaves open, U+FFFD, characters for private use.
    case impossible
    /// A letter of ASCII in a language with letters of its own.
    case latin
    /// A letter of the script that the language does without, as in names of elsewhere.
    case guest
    /// A letter of another script.
    case stranger

    /// The first number that stands for a letter of a language.
    static let count = allCases.count

    /// How likely the symbol is after anything, where a language's sample doesn't tell.
    var chance: Float {
        switch self {
        case .space: 0.15
        case .digit: 0.02
        case .opening: 0.004
        case .closing: 0.004
        case .quote: 0.006
        case .joiner: 0.004
        case .measure: 0.002
        case .odd: 0.000_1
        case .impossible: 1e-7
        case .latin: 0.02
        case .guest: 0.001
        case .stranger: 1e-5
        }
    }

    /// Marks and how often they are the one of their sort, in thousandths.
    private static let marks: [UInt32: (symbol: CharsetSymbol, share: Float)] = {
        var marks: [UInt32: (CharsetSymbol, Float)] = [:]
        func add(_ symbol: CharsetSymbol, _ share: Float, _ characters: String) {
            for scalar in characters.unicodeScalars { marks[scalar.value] = (symbol, share) }
        }
        add(.quote, 250, "“”«»")
        add(.opening, 250, "„")
        add(.opening, 150, "©")
        add(.opening, 80, "£¿¡")
        add(.opening, 40, "‘§•")
        add(.opening, 20, "‚‹№")
        add(.opening, 10, "†‡¥±µ")
        add(.closing, 400, "…")
        add(.closing, 40, "®™")
        add(.closing, 30, "›²³ºª¢‰")
        add(.closing, 5, "¹´")
        add(.joiner, 300, "’–—")
        add(.joiner, 60, "·")
        add(.measure, 300, "€°")
        add(.measure, 100, "½¼¾×")
        add(.joiner, 8, "\u{AD}‑―")
        // The signs of direction and of joining that Persian and Arabic have within words.
        add(.joiner, 30, "\u{200C}\u{200D}،؛؟")
        add(.joiner, 4, "\u{200E}\u{200F}")
        return marks
    }()

    /// The symbol for a character that is no letter of the language, and the logarithm of how likely it is this one of the sort.
    static func of(_ scalar: Unicode.Scalar, isLatinLanguage: Bool) -> (symbol: CharsetSymbol, cost: Float) {
        switch scalar.value {
        case 0x30...0x39: return (.digit, 0)
        case 0x41...0x5A, 0x61...0x7A: return isLatinLanguage ? (.guest, -3) : (.latin, -2.9)
        case ..<0x20: return scalar.value == 0x0A || scalar.value == 0x0D || scalar.value == 0x09 ? (.space, 0) : (.impossible, -2)
        case ..<0x80: return scalar.value == 0x7F ? (.impossible, -2) : (.space, 0)
        case 0xA0: return (.space, -4)
        default: break
        }
        if let mark = marks[scalar.value] { return (mark.symbol, Float.log(mark.share / 1000)) }
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .unassigned, .surrogate: return (.impossible, -2)
        default: break
        }
        if scalar.value == 0xFFFD { return (.impossible, -2) }
        if scalar.properties.isAlphabetic {
            let isLatin = (0xC0...0x24F).contains(scalar.value)
            return isLatin == isLatinLanguage ? (.guest, -3.5) : (.stranger, -3)
        }
        return (.odd, -2)
    }
}
