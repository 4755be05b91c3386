import Language

/// Clauses that a cue introduces without marks: "said that …", "according to …", German reported speech.
extension PatternAttributor {
    /// Whether a verb of speech stands there: a finite one, or a participle behind its auxiliary.
    func isCue(_ token: Int, in unit: Range<Int>) -> Bool {
        let word = reading.words[token]
        if lexicon.verbs.contains(word) || lexicon.denials.contains(word) {
            return !lexicon.determiners.contains(reading.word(token - 1)) || reading.phraseEnding[token] >= 0
        }
        return lexicon.participles.contains(word) && subjects.auxiliary(ofParticiple: token, unit) != nil
    }

    func reportedClauses(in unit: Range<Int>) -> [Attributed] {
        for token in unit where reading.atomOf[token] < 0 {
            let clauses = sourced(token, unit)
            if !clauses.isEmpty { return clauses }
            guard isCue(token, in: unit) else { continue }
            if let clause = subordinate(behind: token, unit) ?? placedBefore(token, unit), clause.count >= 3, !reading.isMarked(clause),
                let speaker = speaker(of: token, clause, unit), let made = make(clause, speaker, cue: token, 0.6)
            {
                return [made]
            }
        }
        return []
    }

    /// What "laut", "nach Angaben", "zufolge", "demnach" and "wie … meldete" give a source to.
    private func sourced(_ token: Int, _ unit: Range<Int>) -> [Attributed] {
        let word = reading.words[token]
        if lexicon.anaphors.contains(word), reading.phraseStarting[token] >= 0, found.contains(where: { $0.speaker != nil }) {
            let content = rest(token == unit.lowerBound ? token + 1 : unit.lowerBound, unit)
            return [make(content, Int(reading.phraseStarting[token]), cue: token, 0.5)].compactMap(\.self)
        }
        if lexicon.postpositions.contains(word), let source = subjects.leading(in: max(unit.lowerBound, token - 9)..<token, last: true) {
            let start = reading.phrases[source].tokens.lowerBound
            return around(start - unit.lowerBound <= 2 ? unit.lowerBound..<token + 1 : start..<token + 1, source, cue: token, unit)
        }
        if lexicon.comparatives.contains(word), isHead(token, unit) { return [compared(token, unit)].compactMap(\.self) }
        let isStrong = lexicon.prepositions.contains(word) && !lexicon.determiners.contains(reading.word(token - 1))
        guard isStrong || lexicon.weakPrepositions.contains(word) || subjects.isTrailing(token) else { return [] }
        guard let source = subjects.source(at: token + 1, limit: unit.upperBound), isStrong || subjects.isTrailing(token) || source.isReport
        else { return [] }
        var speaker = source.phrase
        if source.isOwn {
            speaker = subjects.leading(in: unit.lowerBound..<token) ?? subjects.leading(in: source.end..<unit.upperBound) ?? speaker
        }
        let start = token - unit.lowerBound <= 1 ? unit.lowerBound : token
        return around(start..<max(source.end, token + 1), speaker, cue: token, unit)
    }

    /// The clause around the naming of its source, in two parts where that stands in the middle.
    private func around(_ naming: Range<Int>, _ speaker: Int, cue: Int, _ unit: Range<Int>) -> [Attributed] {
        let isTail = naming.upperBound + 1 >= unit.upperBound
        let front = trimmed(
            (isTail ? unit.lowerBound : clauseStart(before: naming.lowerBound, unit))..<max(naming.lowerBound, unit.lowerBound))
        let back = rest(naming.upperBound, unit)
        let parts = [front, back].filter { $0.count >= 2 && !reading.isMarked($0) }
        guard parts.reduce(0, { $0 + $1.count }) >= 4 else { return [] }
        return parts.compactMap { part in
            var made = make(part, speaker, cue: cue, 0.73)
            made?.group = naming.lowerBound
            return made
        }
    }

    /// Where the clause begins that holds a token: behind the comma before a relative or joined clause.
    private func clauseStart(before token: Int, _ unit: Range<Int>) -> Int {
        var position = token - 2
        while position > unit.lowerBound, token - position < 30 {
            if reading.atomOf[position] < 0, reading.shapes[position] == .comma, Self.joints.contains(reading.words[position + 1]) {
                return position + 1
            }
            position -= 1
        }
        return unit.lowerBound
    }

    /// "Das teilte die Polizei mit": what points back was said in the sentence before.
    func pointedAt(_ unit: Range<Int>) -> Attributed? {
        guard let previous, lexicon.pointers.contains(reading.words[unit.lowerBound]), unit.count <= 30,
            previous.upperBound == unit.lowerBound,
            found.last.map({ $0.tokens.upperBound <= previous.lowerBound }) ?? true,
            let cue = (unit.lowerBound + 1..<min(unit.lowerBound + 4, unit.upperBound)).first(where: {
                lexicon.verbs.contains(reading.words[$0])
            }),
            let speaker = subjects.subject(ofVerb: cue, outside: unit.lowerBound..<unit.lowerBound, unit), !subjects.isImpersonal(speaker)
        else { return nil }
        let content = trimmed(previous)
        return content.count >= 4 && !reading.isMarked(content) ? make(content, speaker, cue: cue, 0.6) : nil
    }

    private func isHead(_ token: Int, _ unit: Range<Int>) -> Bool {
        token == unit.lowerBound || reading.shape(token - 1) == .comma
    }

    /// "Wie die Polizei mitteilte, …" and "…, wie die Polizei mitteilte".
    private func compared(_ token: Int, _ unit: Range<Int>) -> Attributed? {
        var end = token + 1
        while end < unit.upperBound, end - token < 24, reading.atomOf[end] < 0 {
            if isCue(end, in: token..<unit.upperBound) {
                let speaker =
                    subjects.leading(in: token + 1..<end) ?? subjects.source(at: end + 1, limit: unit.upperBound)?.phrase
                guard let speaker else { return nil }
                if token > unit.lowerBound {
                    let content = trimmed(unit.lowerBound..<token)
                    return content.count >= 4 && !reading.isMarked(content) ? make(content, speaker, cue: end, 0.6) : nil
                }
                guard let comma = (end + 1..<max(end + 1, min(end + 14, unit.upperBound))).first(where: { reading.shapes[$0] == .comma })
                else { return nil }
                let content = rest(comma + 1, unit)
                return content.count >= 4 && !reading.isMarked(content) ? make(content, speaker, cue: end, 0.6) : nil
            }
            end += 1
        }
        return nil
    }

    /// The clause behind a verb: behind "that", or behind a comma where its verb tells that it is reported.
    private func subordinate(behind cue: Int, _ unit: Range<Int>) -> Range<Int>? {
        for token in cue + 1..<max(cue + 1, min(cue + 18, unit.upperBound)) {
            if reading.atomOf[token] >= 0 {
                if reading.atoms[Int(reading.atomOf[token])].outer.count > 6 { return nil }
                continue
            }
            let isJoined = reading.shape(token - 1) == .comma || token - cue <= 6 || !lexicon.capitalisesNouns
            if lexicon.complementizers.contains(reading.words[token]) || lexicon.complementizers.contains(reading.elisions[token] ?? 0) {
                guard isJoined else { continue }
                let isElided = reading.elisions[token] != nil
                return rest(isElided ? token : token + 1, unit)
            }
            switch reading.shapes[token] {
            case .comma where !lexicon.subjunctives.isEmpty && !lexicon.complementizers.contains(reading.word(token + 1)):
                let look = token + 1..<max(token + 1, min(token + 25, unit.upperBound))
                if look.contains(where: { reading.atomOf[$0] < 0 && (lexicon.subjunctives.contains(reading.words[$0]) || isInfinitive($0)) }
                ) {
                    return rest(token + 1, unit)
                }
            case .colon, .semicolon, .stop: return nil
            default: break
            }
        }
        return nil
    }

    /// German "zu" with the infinitive behind it.
    private func isInfinitive(_ token: Int) -> Bool {
        reading.words[token] == Self.zu && reading.shape(token + 1) == .lower || isJoinedInfinitive(token)
    }

    /// "zurückzutreten": a prefix, "zu", and what ends like an infinitive.
    private func isJoinedInfinitive(_ token: Int) -> Bool {
        guard lexicon.capitalisesNouns, reading.shapes[token] == .lower else { return false }
        let word = reading.document.text.bytes[reading.document.tokens[token].bytes]
        guard word.count >= 8, word.last == UInt8(ascii: "n") else { return false }
        return (word.startIndex + 2..<word.endIndex - 4).contains { word[$0] == UInt8(ascii: "z") && word[$0 + 1] == UInt8(ascii: "u") }
    }

    /// "Die Mole bleibt zu, sagte Vance": the sentence before a comma and the verb with its subject.
    private func placedBefore(_ cue: Int, _ unit: Range<Int>) -> Range<Int>? {
        let head = lexicon.participles.contains(reading.words[cue]) ? subjects.auxiliary(ofParticiple: cue, unit) ?? cue : cue
        guard head > unit.lowerBound, reading.shape(head - 1) == .comma,
            !Self.subordinators.contains(reading.words[unit.lowerBound]) || holdsMood(unit.lowerBound..<head),
            !lexicon.comparatives.contains(reading.words[unit.lowerBound]), !lexicon.prepositions.contains(reading.words[unit.lowerBound])
        else { return nil }
        guard subjects.source(at: cue + 1, limit: unit.upperBound) != nil || cue > head + 1 else { return nil }
        let content = trimmed(unit.lowerBound..<head)
        return content.count >= 4 && !isApposed(content) ? content : nil
    }

    private func holdsMood(_ range: Range<Int>) -> Bool {
        range.prefix(60).contains { reading.atomOf[$0] < 0 && lexicon.subjunctives.contains(reading.words[$0]) }
    }

    /// "Ada Holm, die Leiterin der Wache": a name with what describes it, and nothing said.
    private func isApposed(_ content: Range<Int>) -> Bool {
        guard let comma = content.first(where: { reading.shapes[$0] == .comma }), subjects.leading(in: content.lowerBound..<comma) != nil
        else { return false }
        return !(content.lowerBound..<comma).contains { token in
            reading.shapes[token] == .lower && !lexicon.links.contains(reading.words[token])
                && !lexicon.determiners.contains(reading.words[token])
                && !isInPhrase(token)
        }
    }

    private func isInPhrase(_ token: Int) -> Bool {
        let index = reading.firstPhrase(endingBehind: token)
        return reading.phrases.indices.contains(index) && reading.phrases[index].tokens.contains(token)
    }

    /// A sentence in the mood of reported speech goes on with what was reported before it.
    func continued(_ unit: Range<Int>) -> Attributed? {
        guard let last = last ?? reported, last.speaker != nil, unit.count >= 5,
            last.tokens.upperBound + (self.last == nil ? 4 : 24) > unit.lowerBound,
            unit.prefix(60).contains(where: { reading.atomOf[$0] < 0 && lexicon.subjunctives.contains(reading.words[$0]) })
        else { return nil }
        return Attributed(
            tokens: rest(unit.lowerBound, unit), speaker: last.speaker, cue: nil, isDirect: false, group: unit.lowerBound, probability: 0.68
        )
    }

    private static let zu = FeatureHash.of("zu")
    /// What begins a clause behind a comma.
    private static let joints = FeatureHash.all("die der das was wo worauf wobei so und weil dass doch aber wodurch denn")
    private static let subordinators = FeatureHash.all(
        """
        nachdem als wenn weil obwohl da während bevor seit um lorsque quand après si alors cuando mientras aunque tras quando mentre dopo
        depois enquanto embora toen terwijl nadat omdat hoewel auf zu in bei mit auch
        """)
}
