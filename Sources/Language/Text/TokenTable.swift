/// Everything about a document's tokens that taggers look at, worked out once.
package struct TokenTable {
    /// The lower-cased word, digits as 0.
    package private(set) var word: [UInt64] = []
    /// The lower-cased word as ``WordHash`` gives it.
    package private(set) var lower: [UInt64] = []
    /// The pattern of capitals, small letters, digits and marks, runs shortened: "Xx", "X.X.", "d-d".
    package private(set) var shape: [UInt64] = []
    /// Beginnings of 1–4 and endings of 1–4 bytes of the lower-cased word, eight a token.
    package private(set) var affixes: [UInt64] = []
    /// What the word lists and clusters say.
    package private(set) var facts: [WordFacts] = []
    /// How it is written.
    package private(set) var form: [Form] = []

    /// How a token is written.
    package struct Form: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let letter = Form(rawValue: 1)
        package static let capital = Form(rawValue: 2)
        /// Two letters or more, all of them capitals.
        package static let allCapitals = Form(rawValue: 4)
        package static let digit = Form(rawValue: 8)
        /// No white space before it.
        package static let attached = Form(rawValue: 16)
        /// A small letter somewhere.
        package static let small = Form(rawValue: 32)
    }

    package init(bytes: [UInt8], tokens: [Token], words: WordTable?) {
        let count = tokens.count
        word.reserveCapacity(count)
        lower.reserveCapacity(count)
        shape.reserveCapacity(count)
        affixes.reserveCapacity(count * 8)
        facts.reserveCapacity(count)
        form.reserveCapacity(count)
        var small: [UInt8] = []
        for (index, token) in tokens.enumerated() {
            var form: Form = index > 0 && tokens[index - 1].end == token.start ? .attached : []
            small.removeAll(keepingCapacity: true)
            var shape = WordHash.seed
            var last: UInt8 = 0
            var run = 0
            var letters = 0
            var capitals = 0
            var position = token.start
            while position < token.end {
                let (value, length) = Scalars.decode(bytes, at: position)
                var symbol: UInt8
                if value < 0x80 {
                    let byte = UInt8(value)
                    switch byte {
                    case 0x61...0x7A:
                        symbol = UInt8(ascii: "x")
                        small.append(byte)
                    case 0x41...0x5A:
                        symbol = UInt8(ascii: "X")
                        small.append(byte | 0x20)
                    case 0x30...0x39:
                        symbol = UInt8(ascii: "d")
                        small.append(UInt8(ascii: "0"))
                    default:
                        symbol = byte
                        small.append(byte)
                    }
                } else if value == 0x2019 || value == 0x2018 {
                    symbol = UInt8(ascii: "'")
                    small.append(symbol)
                } else if Scalars.isUpper(value), let scalar = Unicode.Scalar(value) {
                    symbol = UInt8(ascii: "X")
                    small.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
                } else {
                    switch Scalars.classify(value) {
                    case .letter: symbol = UInt8(ascii: "x")
                    case .digit: symbol = UInt8(ascii: "d")
                    case .quote: symbol = UInt8(ascii: "\"")
                    case .dash, .hyphen: symbol = UInt8(ascii: "-")
                    case .joiner: symbol = 0
                    default: symbol = UInt8(ascii: "?")
                    }
                    if symbol != 0 {
                        if symbol == UInt8(ascii: "\"") || symbol == UInt8(ascii: "-") {
                            small.append(symbol)
                        } else {
                            small.append(contentsOf: bytes[position..<min(position + length, token.end)])
                        }
                    }
                }
                position += length
                guard symbol != 0 else { continue }
                if symbol == UInt8(ascii: "X") {
                    capitals += 1
                    letters += 1
                    if letters == 1, small.count <= 4 { form.insert(.capital) }
                } else if symbol == UInt8(ascii: "x") {
                    letters += 1
                    form.insert(.small)
                } else if symbol == UInt8(ascii: "d") {
                    form.insert(.digit)
                }
                run = symbol == last ? run + 1 : 1
                last = symbol
                if run <= 2 { shape = WordHash.mix(shape, symbol) }
            }
            if letters > 0 { form.insert(.letter) }
            if capitals == letters, letters >= 2 { form.insert(.allCapitals) }
            self.form.append(form)
            self.shape.append(shape)
            var hash = WordHash.seed
            for byte in small { hash = WordHash.mix(hash, byte) }
            word.append(hash)
            let exact = form.contains(.digit) || small.isEmpty ? WordHash(bytes, token.bytes).value : hash
            lower.append(exact)
            facts.append(WordFacts(bits: words?[exact] ?? 0))
            var prefix = WordHash.seed ^ 0x5555
            var suffix = WordHash.seed ^ 0xAAAA
            for length in 0..<4 {
                affixes.append(
                    length < small.count
                        ? {
                            prefix = WordHash.mix(prefix, small[length]); return prefix
                        }() : 0)
            }
            for length in 0..<4 {
                affixes.append(
                    length < small.count
                        ? {
                            suffix = WordHash.mix(suffix, small[small.count - 1 - length]); return suffix
                        }() : 0)
            }
        }
    }

    package var count: Int { word.count }
}
