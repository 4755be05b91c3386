import Language

/// Attribution by plain patterns and a list of cues, for languages without a model.
///
/// Speech between marks goes to the source named beside the nearest cue of its sentence, or to who spoke before it in the paragraph; a clause
/// behind "said that" and one beside "according to" go to theirs.
struct PatternAttributor {
    private let reading: Reading
    private let lexicon: CueLexicon

    init(_ reading: Reading, lexicon: CueLexicon) {
        self.reading = reading
        self.lexicon = lexicon
    }

    /// Everything said, by where it starts.
    func attributed() -> [Attributed] {
        var found = SetSpeech(reading).found
        var covered = Set(found.map(\.tokens.lowerBound))
        for (index, atom) in reading.atoms.enumerated() where !covered.contains(atom.outer.lowerBound) {
            if let speech = speech(index, atom, after: found.last) {
                found.append(speech)
                covered.insert(atom.outer.lowerBound)
            }
        }
        found.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
        var taken = [Bool](repeating: false, count: reading.count)
        for speech in found { for token in speech.tokens { taken[token] = true } }
        for sentence in reading.document.sentences {
            guard let reported = reportedClause(in: sentence), !reported.tokens.contains(where: { taken[$0] }) else { continue }
            found.append(reported)
        }
        return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    // MARK: Speech between marks

    private func speech(_ index: Int, _ atom: Reading.Atom, after last: Attributed?) -> Attributed? {
        let region = Region(around: atom.outer.lowerBound, in: reading, outsideAtoms: true)
        let cue = nearestCue(to: atom.outer, in: region.tokens)
        if let cue {
            guard let speaker = source(ofVerb: cue, outside: atom.outer, region.tokens) else { return nil }
            return Attributed(
                tokens: atom.outer, speaker: speaker, cue: cue, isDirect: true, group: atom.outer.lowerBound, probability: 0.7)
        }
        // A whole sentence right behind attributed speech in the same paragraph goes on with it.
        guard let last, reading.paragraphOf[last.tokens.lowerBound] == reading.paragraphOf[atom.outer.lowerBound], atom.inner.count >= 4,
            reading.shape(atom.inner.upperBound - 1) == .stop || reading.shape(atom.outer.upperBound) == .stop, last.isDirect
        else { return nil }
        return Attributed(tokens: atom.outer, speaker: last.speaker, cue: nil, isDirect: true, group: last.group, probability: 0.5)
    }

    /// The cue nearest to a stretch of marked text, or the colon before it.
    private func nearestCue(to range: Range<Int>, in region: Range<Int>) -> Int? {
        for distance in 1...14 {
            for token in [range.lowerBound - distance, range.upperBound - 1 + distance]
            where region.contains(token) && reading.atomOf[token] < 0 {
                if lexicon.verbs.contains(reading.words[token]) { return token }
                if distance <= 3, token > range.upperBound - 1, lexicon.prepositions.contains(reading.words[token]) { return token }
            }
        }
        return nil
    }

    /// The subject of a cue: the phrase right behind it where speech stands before it, the first one of the clause otherwise.
    private func source(ofVerb cue: Int, outside content: Range<Int>, _ region: Range<Int>) -> Int? {
        let isInverted = content.upperBound <= cue
        let behind = phrases(in: cue + 1..<region.upperBound, outside: content)
        let before = phrases(in: region.lowerBound..<cue, outside: content)
        if isInverted, let next = behind.first, reading.phrases[next].tokens.lowerBound - cue <= 3 {
            return preferredName(behind.prefix(3), next)
        }
        if let subject = before.last(where: { reading.phrases[$0].kind != .nominal }) ?? before.last { return subject }
        return behind.first
    }

    /// "der Sprecher Leo Brandt": of phrases that follow each other directly the name.
    private func preferredName(_ phrases: ArraySlice<Int>, _ first: Int) -> Int {
        var end = reading.phrases[first].tokens.upperBound
        for index in phrases {
            guard reading.phrases[index].tokens.lowerBound <= end + 1 else { break }
            if reading.phrases[index].kind == .name { return index }
            end = reading.phrases[index].tokens.upperBound
        }
        return first
    }

    private func phrases(in range: Range<Int>, outside content: Range<Int>) -> [Int] {
        var found: [Int] = []
        var index = reading.firstPhrase(endingBehind: range.lowerBound)
        while index < reading.phrases.count, reading.phrases[index].tokens.upperBound <= range.upperBound, found.count < 12 {
            let phrase = reading.phrases[index]
            if phrase.tokens.lowerBound >= range.lowerBound, reading.atomOf[phrase.head] < 0, !content.contains(phrase.head),
                !phrase.isPossessive
            {
                found.append(index)
            }
            index += 1
        }
        return found
    }

    // MARK: Reported clauses

    private func reportedClause(in sentence: Range<Int>) -> Attributed? {
        for token in sentence where reading.atomOf[token] < 0 {
            let word = reading.words[token]
            if lexicon.verbs.contains(word), let clause = clause(behind: token, sentence) {
                guard let speaker = source(ofVerb: token, outside: clause, sentence) else { continue }
                return make(clause, speaker, cue: token, 0.6)
            }
            if lexicon.prepositions.contains(word), token == sentence.lowerBound || reading.shape(token - 1) == .comma,
                let source = phrases(in: token + 1..<sentence.upperBound, outside: 0..<0).first,
                reading.phrases[source].tokens.lowerBound - token <= 2
            {
                let end = reading.phrases[source].tokens.upperBound
                let content = token == sentence.lowerBound ? rest(from: end, sentence) : sentence.lowerBound..<token - 1
                if content.count >= 4 { return make(content, source, cue: token, 0.45) }
            }
            if lexicon.postpositions.contains(word), let source = phrases(in: sentence.lowerBound..<token, outside: 0..<0).last {
                let content = rest(from: token + 1, sentence)
                if content.count >= 4 { return make(content, source, cue: token, 0.45) }
            }
        }
        return nil
    }

    /// The clause that "that" opens behind a cue.
    private func clause(behind cue: Int, _ sentence: Range<Int>) -> Range<Int>? {
        for token in cue + 1..<max(cue + 1, min(cue + 12, sentence.upperBound)) where lexicon.complementizers.contains(reading.words[token])
        {
            let content = rest(from: token + 1, sentence)
            return content.count >= 3 ? content : nil
        }
        return nil
    }

    private func rest(from start: Int, _ sentence: Range<Int>) -> Range<Int> {
        var start = start
        var end = sentence.upperBound
        while start < end, !reading.shapes[start].isWord, reading.atomOf[start] < 0 { start += 1 }
        while end > start, reading.shapes[end - 1] == .stop { end -= 1 }
        return start..<max(start, end)
    }

    private func make(_ tokens: Range<Int>, _ speaker: Int, cue: Int, _ probability: Float) -> Attributed {
        Attributed(
            tokens: tokens, speaker: speaker, cue: cue, isDirect: reading.isMarked(tokens), group: tokens.lowerBound,
            probability: probability)
    }
}
