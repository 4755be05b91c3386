import Language

/// Who speaks where paragraphs of speech alternate, and where an article begins with speech.
enum DialogueTurns {
    /// The speaker whose turn it is: of the paragraph before the last, where two different people spoke in the last two.
    ///
    /// - Parameters:
    ///   - range: marked text that is a paragraph of its own.
    ///   - found: the quotations before it.
    static func speaker(of range: Range<Int>, behind found: ArraySlice<Attributed>, _ reading: Reading) -> Int? {
        let paragraph = Int(reading.paragraphOf[range.lowerBound])
        guard reading.document.paragraphs[paragraph] == range, paragraph >= 2 else { return nil }
        guard let last = turn(in: paragraph - 1, found, reading), let other = turn(in: paragraph - 2, found, reading),
            let first = last.speaker, let second = other.speaker, !isSame(first, second, reading)
        else { return nil }
        return second
    }

    /// What was said in a paragraph that is all speech, but for a few words that tell by whom.
    private static func turn(in paragraph: Int, _ found: ArraySlice<Attributed>, _ reading: Reading) -> Attributed? {
        let tokens = reading.document.paragraphs[paragraph]
        let inside = found.suffix(8).filter { tokens.contains($0.tokens.lowerBound) }
        guard let first = inside.first, first.isDirect, first.tokens.lowerBound == tokens.lowerBound else { return nil }
        let spoken = inside.reduce(0) { $0 + $1.tokens.clamped(to: tokens).count }
        return tokens.count - spoken <= 6 ? inside.last : nil
    }

    private static func isSame(_ first: Int, _ second: Int, _ reading: Reading) -> Bool {
        if first == second { return true }
        let (one, other) = (reading.phrases[first], reading.phrases[second])
        if let entity = reading.entity(of: one), entity == reading.entity(of: other) { return true }
        return reading.words[one.head] == reading.words[other.head]
    }

    /// The person whom a paragraph begins with, for speech in it that nobody else is named for.
    static func topic(before token: Int, _ reading: Reading) -> Int? {
        let paragraph = reading.document.paragraphs[Int(reading.paragraphOf[token])]
        var index = reading.firstPhrase(endingBehind: paragraph.lowerBound)
        // "Professor" before the name it modifies.
        while reading.phrases.indices.contains(index), reading.phrases[index].isModifier { index += 1 }
        guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.upperBound <= token,
            reading.phrases[index].tokens.lowerBound <= paragraph.lowerBound + 3, reading.phrases[index].kind == .name,
            let entity = reading.entity(of: reading.phrases[index]), reading.document.entities[entity].type == EntityType.person.rawValue
        else { return nil }
        return index
    }

    /// The first person or organization named in the paragraph behind one that is nothing but speech.
    static func introduced(behind atom: Reading.Atom, _ reading: Reading) -> Int? {
        let paragraph = Int(reading.paragraphOf[atom.outer.lowerBound])
        guard reading.document.paragraphs[paragraph] == atom.outer, paragraph <= 2,
            reading.document.paragraphs.indices.contains(paragraph + 1)
        else { return nil }
        let next = reading.document.paragraphs[paragraph + 1]
        var index = reading.firstPhrase(endingBehind: next.lowerBound)
        while index < reading.phrases.count, reading.phrases[index].tokens.upperBound <= min(next.upperBound, next.lowerBound + 25) {
            let phrase = reading.phrases[index]
            if phrase.kind == .name, reading.atomOf[phrase.head] < 0, let entity = reading.entity(of: phrase),
                reading.document.entities[entity].type == EntityType.person.rawValue
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
