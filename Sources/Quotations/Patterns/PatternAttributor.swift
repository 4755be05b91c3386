import Language

/// Attribution by plain patterns and a list of cues, for languages without a model.
///
/// A sentence is read once: a clause that a verb of speech, "according to" or "as she said" introduces, then the marked text in it.
/// What no cue introduces goes on with who spoke last in the paragraph. Marked speech comes out in any language, with or without a cue.
struct PatternAttributor {
    let reading: Reading
    let lexicon: CueLexicon
    let subjects: SourceReader
    var found: [Attributed] = []
    /// The last one that somebody said, if it stands in this paragraph or was left open in the one before.
    var last: Attributed?
    /// The last clause reported in the paragraph before.
    var reported: Attributed?
    /// The sentence before.
    var previous: Range<Int>?

    init(_ reading: Reading, lexicon: CueLexicon) {
        self.reading = reading
        self.lexicon = lexicon
        subjects = SourceReader(reading, lexicon: lexicon)
    }

    /// Everything said, by where it starts.
    func attributed() -> [Attributed] {
        var reader = self
        return reader.run()
    }

    private mutating func run() -> [Attributed] {
        let set = SetSpeech(reading).found
        var next = 0
        var position = 0
        var atom = 0
        while position < reading.count {
            let unit = Region(around: position, in: reading, outsideAtoms: true).tokens
            let end = max(unit.upperBound, position + 1)
            while next < set.count, set[next].tokens.upperBound <= position { next += 1 }
            if let last, reading.paragraphOf[last.tokens.lowerBound] != reading.paragraphOf[position],
                !reading.isCarriedOver(to: position)
            {
                reported = last.isDirect ? nil : last
                self.last = nil
            } else if last != nil {
                reported = nil
            }
            if next < set.count, set[next].tokens.lowerBound < end {
                while next < set.count, set[next].tokens.lowerBound < end {
                    found.append(set[next])
                    next += 1
                }
            } else {
                read(position..<end, &atom)
            }
            position = end
        }
        return found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    private mutating func read(_ unit: Range<Int>, _ atom: inout Int) {
        while atom < reading.atoms.count, reading.atoms[atom].outer.lowerBound < unit.lowerBound { atom += 1 }
        let first = atom
        while atom < reading.atoms.count, reading.atoms[atom].outer.lowerBound < unit.upperBound { atom += 1 }
        var clauses = reportedClauses(in: unit)
        if clauses.isEmpty, first == atom || !reading.isMarked(trimmed(unit)), let reported = continued(unit) ?? pointedAt(unit) {
            clauses = [reported]
        }
        found += clauses
        last = clauses.last ?? last
        for index in first..<atom {
            let marked = reading.atoms[index]
            if clauses.contains(where: { $0.tokens.overlaps(marked.outer) }) { continue }
            guard let speech = speech(marked, in: unit) else { continue }
            found.append(speech)
            if speech.speaker != nil { last = speech }
        }
        previous = unit
    }

    // MARK: Speech between marks

    private func speech(_ atom: Reading.Atom, in unit: Range<Int>) -> Attributed? {
        let isShort = atom.inner.count < 4 && reading.document.bytes(of: atom.inner).count < 18
        let endsSentence =
            reading.shape(atom.inner.upperBound - 1) == .stop || reading.shape(atom.outer.upperBound) == .stop
            || reading.shape(atom.outer.upperBound) == .comma || isCornered(atom)
        if let (cue, speaker) = nearestCue(to: atom.outer, in: unit) {
            let isFragment =
                isShort || atom.inner.count < 9 && reading.shape(atom.inner.upperBound - 1) != .stop && !isAdjacent(atom, cue)
                || LooseSpeech.isTitle(atom, reading)
            let isNamed = lexicon.namings.contains(reading.words[cue]) && cue < atom.outer.lowerBound
            if isFragment, !isNamed, reading.shape(atom.outer.lowerBound - 1) != .colon, !(isShort && endsSentence && isAdjacent(atom, cue))
            {
                return nil
            }
            return make(atom.outer, speaker, cue: cue, 0.7)
        }
        guard !LooseSpeech.isTitle(atom, reading), !isShort else { return nil }
        let startsUnit = atom.outer.lowerBound == unit.lowerBound
        if let last, endsSentence || startsUnit {
            return Attributed(
                tokens: atom.outer, speaker: last.speaker, cue: nil, isDirect: true, group: last.group, probability: 0.74)
        }
        if let neighbour = neighbour(of: atom, in: unit) { return neighbour }
        guard endsSentence || startsUnit else { return nil }
        return Attributed(
            tokens: atom.outer, speaker: nil, cue: nil, isDirect: true, group: atom.outer.lowerBound, probability: 0.02)
    }

    /// Whether it is as long as a sentence between corner marks, behind which no comma stands: 「…」と述べた.
    private func isCornered(_ atom: Reading.Atom) -> Bool {
        let bytes = reading.document.text.bytes[reading.document.bytes(of: atom.outer)]
        return bytes.count >= 30 && bytes.starts(with: [0xE3, 0x80])
    }

    /// Whether nothing but a comma or a subject stands between marked text and a cue behind it, or a comma before it.
    private func isAdjacent(_ atom: Reading.Atom, _ cue: Int) -> Bool {
        cue >= atom.outer.upperBound
            ? cue - atom.outer.upperBound <= 1 || reading.shape(atom.outer.upperBound) == .comma
                || reading.shape(atom.inner.upperBound - 1) == .comma
            : atom.outer.lowerBound - cue <= 1 || [.colon, .comma].contains(reading.shape(atom.outer.lowerBound - 1))
    }

    /// The cue nearest to marked text, with who is named beside it.
    private func nearestCue(to range: Range<Int>, in unit: Range<Int>) -> (cue: Int, speaker: Int?)? {
        for distance in 1...14 {
            for token in [range.upperBound - 1 + distance, range.lowerBound - distance]
            where unit.contains(token) && reading.atomOf[token] < 0 {
                let word = reading.words[token]
                let isBehind = token >= range.upperBound
                if isCue(token, in: unit) || lexicon.namings.contains(word) || isPlacedAsCue(token, behind: range),
                    let speaker = speaker(of: token, range, unit)
                {
                    return (token, speaker)
                }
                if isBehind, distance <= 3, lexicon.prepositions.contains(word) || subjects.isTrailing(token),
                    let source = subjects.source(at: token + 1, limit: unit.upperBound)
                {
                    return (token, source.phrase)
                }
            }
        }
        let colon = range.lowerBound - 1
        guard unit.contains(colon), reading.shapes[colon] == .colon else { return nil }
        return subjects.leading(in: unit.lowerBound..<colon).map { (colon, $0) }
    }

    /// Whether it stands where a verb of speech does: behind the marks and a comma, before a name or an article.
    private func isPlacedAsCue(_ token: Int, behind range: Range<Int>) -> Bool {
        guard !lexicon.common.isEmpty, token == range.upperBound + 1, reading.shape(range.upperBound) == .comma,
            reading.shapes[token] == .lower,
            !lexicon.functionWords.contains(reading.words[token]), !lexicon.determiners.contains(reading.words[token]),
            !lexicon.links.contains(reading.words[token]), !lexicon.common.contains(reading.words[token])
        else { return false }
        return reading.phraseStarting[token + 1] >= 0 || lexicon.determiners.contains(reading.word(token + 1))
    }

    /// Who is named at a verb of speech; who spoke last where the verb tells a third person ("Ha aggiunto: …", "heißt es").
    func speaker(of cue: Int, _ content: Range<Int>, _ unit: Range<Int>) -> Int? {
        let subject = subjects.subject(ofVerb: cue, outside: content, unit)
        if let subject, !subjects.isImpersonal(subject) { return subject }
        return subjects.reportSource(behind: cue, unit) ?? last?.speaker
    }

    /// Without a cue: a name right behind a comma or dash that follows the marks, or before a colon.
    private func neighbour(of atom: Reading.Atom, in unit: Range<Int>) -> Attributed? {
        let behind = atom.outer.upperBound
        for token in behind..<max(behind, min(behind + 4, unit.upperBound)) where reading.atomOf[token] < 0 {
            let index = Int(reading.phraseStarting[token])
            guard index >= 0, reading.phrases[index].kind == .name else { continue }
            return make(atom.outer, index, cue: nil, 0.1)
        }
        return nil
    }

    // MARK: Spans

    func rest(_ start: Int, _ unit: Range<Int>) -> Range<Int> { trimmed(min(start, unit.upperBound)..<unit.upperBound) }

    /// Without what is no word at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, !reading.shapes[start].isWord, reading.atomOf[start] < 0 { start += 1 }
        while end > start, !reading.shapes[end - 1].isWord, reading.atomOf[end - 1] < 0 { end -= 1 }
        return start..<end
    }

    func make(_ tokens: Range<Int>, _ speaker: Int?, cue: Int?, _ probability: Float) -> Attributed? {
        guard !tokens.isEmpty else { return nil }
        let isMute = speaker.map { subjects.isMute(reading.phrases[$0]) } ?? false
        guard !isMute || reading.isMarked(tokens) else { return nil }
        let speaker = isMute ? last?.speaker : speaker
        return Attributed(
            tokens: tokens, speaker: speaker, cue: cue, isDirect: reading.isMarked(tokens), group: tokens.lowerBound,
            probability: probability)
    }
}
