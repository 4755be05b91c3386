import Glibc

/// How likely each letter of a language is after each other, counted in a sample of it.
///
/// The samples are a thousand letters of news in each language, written for this purpose: they are short, but text in the wrong
/// encoding is so far from any language that no more is needed. Letters are counted in lower case, and everything that is no
/// letter by its sort (``CharsetSymbol``).
struct CharsetLanguage: Sendable {
    /// Whether ASCII has most of its letters.
    let isLatin: Bool
    /// The numbers of the letters in the sample, from ``CharsetSymbol/count`` on.
    private let letters: [UInt32: UInt8]
    /// The logarithm of the probability of a symbol or letter (row) after another (column).
    private let pairs: [Float]
    private let width: Int

    init(_ sample: String) {
        let scalars = sample.unicodeScalars.map(Self.folded)
        let isLatin = scalars.count { (0x61...0x7A).contains($0.value) } * 3 > scalars.count
        var letters: [UInt32: UInt8] = [:]
        if isLatin { for letter in 0x61...0x7A as ClosedRange<UInt32> { letters[letter] = UInt8(CharsetSymbol.count + letters.count) } }
        for scalar in scalars where scalar.properties.isAlphabetic || Self.isAccent(scalar) {
            guard letters[scalar.value] == nil, isLatin || scalar.value >= 0x80 else { continue }
            letters[scalar.value] = UInt8(CharsetSymbol.count + letters.count)
        }
        let text = scalars.map { letters[$0.value] ?? CharsetSymbol.of($0, isLatinLanguage: isLatin).symbol.rawValue }
        let width = CharsetSymbol.count + letters.count
        (self.isLatin, self.letters, self.width) = (isLatin, letters, width)
        pairs = Self.pairs(of: text, width: width)
    }

    /// The number of a character's letter or symbol, and the logarithm of how likely it is this one of the symbol's characters.
    func symbol(of scalar: Unicode.Scalar) -> (number: UInt8, cost: Float) {
        if let letter = letters[Self.folded(scalar).value] { return (letter, 0) }
        let (symbol, cost) = CharsetSymbol.of(scalar, isLatinLanguage: isLatin)
        return (symbol.rawValue, cost)
    }

    /// The logarithm of the probability of a letter or symbol after another.
    @inline(__always)
    func likelihood(of number: UInt8, after previous: UInt8) -> Float { pairs[Int(previous) * width + Int(number)] }

    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.properties.isUppercase ? scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar : scalar
    }

    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .nonspacingMark }

    /// Counts the pairs and gives those that the sample lacks the share that is due to them by how varied a letter's followers are
    /// (Witten and Bell).
    private static func pairs(of text: [UInt8], width: Int) -> [Float] {
        var single = [Float](repeating: 0.3, count: width)
        var counts = [Float](repeating: 0, count: width * width)
        for (previous, next) in zip(text, text.dropFirst()) {
            single[Int(next)] += 1
            counts[Int(previous) * width + Int(next)] += 1
        }
        // Marks and the like are the same in all languages: the sample is too short for them.
        let lettersTotal = single[CharsetSymbol.count...].reduce(0, +)
        let left = 1 - CharsetSymbol.allCases.reduce(0) { $0 + $1.chance }
        for number in single.indices {
            single[number] = CharsetSymbol(rawValue: UInt8(number))?.chance ?? single[number] / lettersTotal * left
        }
        for previous in 0..<width {
            let row = previous * width..<(previous + 1) * width
            let total = counts[row].reduce(0, +)
            let kinds = Float(counts[row].count { $0 > 0 }) + 3
            for next in 0..<width {
                let isMark = next < CharsetSymbol.count && next != CharsetSymbol.space.rawValue
                let chance = isMark ? single[next] : (counts[row.lowerBound + next] + kinds * single[next]) / (total + kinds)
                counts[row.lowerBound + next] = Float.log(chance) + bias(previous, next)
            }
        }
        return counts
    }

    /// What is known of two neighbours without counting, as a logarithm.
    private static func bias(_ previous: Int, _ next: Int) -> Float {
        // What is no symbol is a letter.
        switch (CharsetSymbol(rawValue: UInt8(previous)), CharsetSymbol(rawValue: UInt8(next))) {
        case (.latin, .latin): return 3.6
        // No word is written in two scripts, and no mark of this sort stands within one.
        case (.latin, nil), (nil, .latin), (.odd, nil), (nil, .odd), (nil, .opening), (nil, .measure): return -4
        case (.latin, .opening), (.closing, nil), (.closing, .latin), (.space, .closing), (.digit, nil), (nil, .digit): return -2.5
        case (.digit, .closing), (.opening, .digit), (.measure, .digit), (.digit, .measure): return 1.5
        case (.digit, .digit), (.space, .opening), (.space, .quote): return 2
        case (.opening, .space), (.measure, nil), (nil, .quote), (.quote, nil): return -0.7
        default: return 0
        }
    }
}

extension Float {
    static func log(_ value: Float) -> Float { logf(value) }
}
