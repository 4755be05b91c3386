/// Bytes read as one encoding with a byte for each character, by one language.
struct CharsetReading: Sendable {
    let language: CharsetLanguage
    /// For each byte: the number of its letter or symbol, what it costs beyond that, and its case.
    private let numbers: [UInt8]
    private let costs: [Float]
    private let cases: [LetterCase]

    private enum LetterCase {
        case none, lower, upper, newline
    }

    /// - Parameter characters: of the encoding, ``characters(of:)``.
    init(_ characters: [Unicode.Scalar], _ language: CharsetLanguage) {
        var numbers: [UInt8] = []
        var costs: [Float] = []
        var cases: [LetterCase] = []
        for scalar in characters {
            let (number, cost) = language.symbol(of: scalar)
            numbers.append(number)
            costs.append(cost)
            cases.append(
                scalar == "\n" ? .newline : scalar.properties.isUppercase ? .upper : scalar.properties.isLowercase ? .lower : .none)
        }
        (self.language, self.numbers, self.costs, self.cases) = (language, numbers, costs, cases)
    }

    /// The characters of all bytes; U+FFFD for those that the encoding leaves open.
    static func characters(of encoding: String) -> [Unicode.Scalar] {
        (0...255 as ClosedRange<UInt8>).map { byte in
            byte < 0x80
                ? Unicode.Scalar(byte)
                : String(decoding: Charset.convert([byte], from: encoding), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        }
    }

    /// The logarithm of how likely the bytes are, given the encoding and the language.
    func likelihood(of bytes: [UInt8]) -> Float {
        var sum: Float = 0
        var previous = CharsetSymbol.space.rawValue
        var word = Word.beginning
        for byte in bytes {
            let number = numbers[Int(byte)]
            sum += language.likelihood(of: number, after: previous) + costs[Int(byte)]
            previous = number
            let (next, cost) = word.followed(by: cases[Int(byte)])
            sum += cost
            word = next
        }
        return sum
    }

    /// How the word that is being read has been written: Small, CAPITALS, or Capitalised; or what stands before it.
    private enum Word {
        case beginning, space, small, initial, capital, spaceAfterCapitals

        /// Most words are small, some begin with a capital, sentences do, headlines may have capitals only; and next to none has a
        /// capital behind small letters.
        @inline(__always)
        func followed(by letter: LetterCase) -> (Word, Float) {
            switch (self, letter) {
            case (_, .newline): (.beginning, 0)
            case (.beginning, .none): (.beginning, 0)
            case (.beginning, .lower): (.small, -1.5)
            case (.beginning, .upper): (.initial, -0.25)
            case (.capital, .none), (.spaceAfterCapitals, .none): (.spaceAfterCapitals, 0)
            case (_, .none): (.space, 0)
            case (.space, .lower): (.small, -0.2)
            case (.space, .upper): (.initial, -1.7)
            case (.spaceAfterCapitals, .lower): (.small, -1)
            case (.spaceAfterCapitals, .upper): (.capital, -0.5)
            case (.small, .lower): (.small, 0)
            case (.small, .upper): (.initial, -6)
            case (.initial, .lower): (.small, -0.1)
            case (.initial, .upper): (.capital, -2.3)
            case (.capital, .lower): (.small, -3.5)
            case (.capital, .upper): (.capital, -0.03)
            }
        }
    }
}
