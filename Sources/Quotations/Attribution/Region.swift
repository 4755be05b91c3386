import Language

/// The tokens among which the content and the speaker of a cue are looked for: its sentence, widened to hold whole speeches.
package struct Region {
    package var tokens: Range<Int>
    /// The speech in which the cue itself stands, or -1.
    package var insideAtom: Int32

    /// No sentence that a person wrote is longer to either side.
    private static let reach = 500

    /// - Parameter outsideAtoms: whether the token stands for the speech it is in, whose sentence is wanted.
    package init(around cue: Int, in reading: Reading, outsideAtoms: Bool = false) {
        let sentence = reading.document.sentences[Int(reading.sentenceOf[cue])]
        insideAtom = outsideAtoms ? -1 : reading.atomOf[cue]
        if insideAtom >= 0 {
            tokens = sentence.clamped(to: reading.atoms[Int(insideAtom)].inner)
            if !tokens.contains(cue) { tokens = cue..<cue + 1 }
            return
        }
        var start = sentence.lowerBound
        for _ in 0..<8 {
            let atom = reading.atomOf[start]
            guard atom >= 0, reading.atoms[Int(atom)].outer.lowerBound < start else { break }
            start = reading.atoms[Int(atom)].outer.lowerBound
            start = reading.document.sentences[Int(reading.sentenceOf[start])].lowerBound
        }
        var end = sentence.upperBound
        for _ in 0..<8 {
            let atom = reading.atomOf[end - 1]
            guard atom >= 0, reading.atoms[Int(atom)].outer.upperBound > end else { break }
            end = reading.atoms[Int(atom)].outer.upperBound
            end = max(end, reading.document.sentences[Int(reading.sentenceOf[end - 1])].upperBound)
        }
        if reading.shape(end - 1) == .colon, end < reading.count, reading.atomOf[end] >= 0 {
            end = reading.atoms[Int(reading.atomOf[end])].outer.upperBound
        }
        tokens = max(start, cue - Self.reach)..<min(max(end, cue + 1), cue + Self.reach)
        tokens = Self.bracketed(around: cue, tokens, reading) ?? tokens
    }

    /// What stands between the brackets around a cue: "(they will take a year, said Holm)" is a sentence of its own.
    private static func bracketed(around cue: Int, _ tokens: Range<Int>, _ reading: Reading) -> Range<Int>? {
        var start = cue
        while start > tokens.lowerBound, cue - start < 40 {
            start -= 1
            if reading.atomOf[start] >= 0 { continue }
            if reading.shapes[start] == .closingBracket { return nil }
            if reading.shapes[start] == .openingBracket { break }
        }
        guard reading.shapes[start] == .openingBracket, reading.atomOf[start] < 0 else { return nil }
        var end = cue + 1
        while end < tokens.upperBound, end - cue < 40 {
            if reading.atomOf[end] < 0, reading.shapes[end] == .closingBracket { return end - start > 5 ? start + 1..<end : nil }
            end += 1
        }
        return nil
    }
}
