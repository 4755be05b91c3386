import Language

/// Finds who is named as the source of a statement, in languages without tags.
struct SourceReader {
    let reading: Reading
    let lexicon: CueLexicon

    /// A source as it stands behind "laut" or a verb.
    struct Source {
        /// Position of the phrase that names it.
        var phrase: Int
        /// The token behind all that belongs to it.
        var end: Int
        /// Whether it began with a word for a statement ("Angaben der Polizei").
        var isReport: Bool
        /// Whether it is the statement of whom the sentence speaks of ("nach eigenen Angaben").
        var isOwn: Bool
    }

    init(_ reading: Reading, lexicon: CueLexicon) {
        self.reading = reading
        self.lexicon = lexicon
    }

    /// "so" right behind a comma or speech, before who said it.
    func isTrailing(_ token: Int) -> Bool {
        guard reading.words[token] == CueCandidates.so, lexicon.capitalisesNouns, token > 0 else { return false }
        return (reading.shape(token - 1) == .comma || reading.atomOf[token - 1] >= 0)
            && (reading.phraseStarting[token + 1] >= 0
                || lexicon.determiners.contains(reading.word(token + 1)) && reading.phraseStarting[min(token + 2, reading.count)] >= 0)
    }

    // MARK: Behind a cue

    /// The source that begins at a token or up to two words behind it.
    func source(at start: Int, limit: Int) -> Source? {
        var token = start
        var isOwn = false
        var index = -1
        while token < limit, token - start < 4 {
            index = Int(reading.phraseStarting[token])
            if index >= 0 { break }
            guard reading.shapes[token].isWord || reading.shapes[token] == .dash, reading.atomOf[token] < 0 else { return nil }
            isOwn = isOwn || Self.owns.contains(reading.words[token])
            token += 1
        }
        guard index >= 0, token < limit else { return nil }
        var chosen = index
        let isReport = isReportNoun(index)
        var hasOwner = false
        var end = reading.phrases[index].tokens.upperBound
        for _ in 0..<6 where end < limit {
            let linked = isLink(end) ? Int(reading.phraseStarting[end + 1]) : Int(reading.phraseStarting[end])
            if linked >= 0, isLink(end) || isGenitive(end), reading.atomOf[end] < 0 {
                if isReport, !hasOwner, !isReportNoun(linked) {
                    chosen = linked
                    hasOwner = true
                }
                end = reading.phrases[linked].tokens.upperBound
            } else if linked >= 0, reading.phrases[linked].kind == .name, reading.phrases[linked].tokens.lowerBound == end {
                if reading.phrases[chosen].kind == .nominal { chosen = linked }
                end = reading.phrases[linked].tokens.upperBound
            } else if reading.shape(end) == .openingBracket,
                let close = (end..<min(end + 8, limit)).first(where: { reading.shapes[$0] == .closingBracket })
            {
                end = close + 1
            } else if reading.shape(end) == .comma, let named = apposed(behind: end, limit) {
                if reading.phrases[chosen].kind != .name || !isPerson(chosen) { chosen = named.phrase }
                end = named.end
            } else {
                break
            }
        }
        return Source(phrase: chosen, end: min(end, limit), isReport: isReport, isOwn: isOwn && isReport && !hasOwner)
    }

    /// A person's name between a comma and the next one, or the sentence's end.
    private func apposed(behind comma: Int, _ limit: Int) -> (phrase: Int, end: Int)? {
        let index = Int(reading.phraseStarting[comma + 1])
        guard index >= 0, reading.phrases[index].kind == .name, isPerson(index) else { return nil }
        let end = reading.phrases[index].tokens.upperBound
        guard end >= limit || !reading.shapes[end].isWord || lexicon.verbs.contains(reading.words[end]) else { return nil }
        return (index, end < limit && reading.shapes[end] == .comma ? end + 1 : end)
    }

    func isPerson(_ index: Int) -> Bool {
        reading.entity(of: reading.phrases[index]).map { reading.document.entities[$0].type == EntityType.person.rawValue } ?? false
    }

    private func isReportNoun(_ index: Int) -> Bool {
        let phrase = reading.phrases[index]
        return phrase.kind == .nominal && lexicon.isReport(reading.document.text.bytes[reading.document.tokens[phrase.head].bytes])
    }

    private func isLink(_ token: Int) -> Bool {
        reading.phraseStarting[token] < 0 && lexicon.links.contains(reading.word(token)) && reading.phraseStarting[token + 1] >= 0
    }

    /// "der Polizei", "du maire": an article that makes a genitive, or an elided "d'".
    private func isGenitive(_ token: Int) -> Bool {
        lexicon.links.contains(reading.word(token)) || lexicon.links.contains(reading.elisions[token] ?? 0)
    }

    /// "heißt es in einer Mitteilung der Polizei": whose report stands behind the verb.
    func reportSource(behind cue: Int, _ unit: Range<Int>) -> Int? {
        for token in cue + 1..<max(cue + 1, min(cue + 8, unit.upperBound)) where reading.phraseStarting[token] >= 0 {
            let index = Int(reading.phraseStarting[token])
            guard isReportNoun(index) else { continue }
            return source(at: token, limit: unit.upperBound)?.phrase
        }
        return nil
    }

    // MARK: Beside a verb

    /// The auxiliary of a participle: at most a clause before it.
    func auxiliary(ofParticiple token: Int, _ unit: Range<Int>) -> Int? {
        let reach = lexicon.capitalisesNouns || lexicon.links.contains(Self.van) ? 20 : 6
        var position = token - 1
        while position >= unit.lowerBound, token - position <= reach, reading.atomOf[position] < 0 {
            if lexicon.auxiliaries.contains(reading.words[position]) { return position }
            if reading.shapes[position] == .stop || reading.shapes[position] == .colon { return nil }
            position -= 1
        }
        return nil
    }

    /// Whether a phrase is "es", "man", "on".
    func isImpersonal(_ index: Int) -> Bool {
        let phrase = reading.phrases[index]
        return phrase.kind == .pronoun && lexicon.pronouns[reading.words[phrase.head]] == .some(nil)
            && !lexicon.anaphors.contains(reading.words[phrase.head])
    }

    /// The subject of a verb of speech.
    ///
    /// - Parameters:
    ///   - cue: the verb.
    ///   - content: what was said; nothing in it is the subject.
    ///   - unit: the sentence.
    func subject(ofVerb cue: Int, outside content: Range<Int>, _ unit: Range<Int>) -> Int? {
        let isParticiple = lexicon.participles.contains(reading.words[cue]) && !lexicon.verbs.contains(reading.words[cue])
        let finite = isParticiple ? auxiliary(ofParticiple: cue, unit) ?? cue : cue
        // "In einem Gespräch mit der Zeitung sagte sie": a sentence that begins with a preposition has its subject behind the verb.
        if Self.prepositions.contains(reading.words[unit.lowerBound]),
            !(unit.lowerBound..<finite).contains(where: { reading.shapes[$0] == .comma }),
            reading.phraseStarting[cue + 1] >= 0, let behind = nominative(from: cue + 1, limit: unit.upperBound), !content.contains(cue + 1)
        {
            return behind.phrase
        }
        if lexicon.capitalisesNouns, let leader = leader(of: finite, outside: content, unit) { return leader }
        let before = directlyBefore(finite, outside: content, unit)
        if let before, !(content.upperBound <= finite && finite - content.upperBound <= 1) { return before }
        if isParticiple, finite + 1 < cue, let between = nominative(from: finite + 1, limit: cue),
            !content.contains(reading.phrases[between.phrase].head)
        {
            return between.phrase
        }
        if let behind = nominative(from: cue + 1, limit: unit.upperBound), !content.contains(reading.phrases[behind.phrase].head),
            reading.atomOf[reading.phrases[behind.phrase].head] < 0
        {
            return behind.phrase
        }
        let lower = content.upperBound <= finite ? content.upperBound : unit.lowerBound
        return before ?? (lower < finite ? leading(in: lower..<finite) : nil)
    }

    /// The subject before the finite verb of a German main clause: what the sentence begins with, unless its case or a pronoun behind the
    /// verb tells otherwise.
    private func leader(of finite: Int, outside content: Range<Int>, _ unit: Range<Int>) -> Int? {
        let start = unit.lowerBound
        guard start + 1 < finite, finite - start <= 30, !content.contains(start) else { return nil }
        var index = Int(reading.phraseStarting[start])
        if index < 0, lexicon.determiners.contains(reading.words[start]) { index = Int(reading.phraseStarting[start + 1]) }
        guard index >= 0, reading.phrases[index].kind != .pronoun, canBeSubject(index), reading.atomOf[start] < 0 else { return nil }
        let next = Int(reading.phraseStarting[finite + 1])
        if next >= 0, reading.phrases[next].kind == .pronoun, !isImpersonal(next) { return next }
        if next >= 0, reading.phrases[index].kind == .nominal, reading.phrases[next].kind == .name, isPerson(next) { return next }
        return source(at: start, limit: finite)?.phrase
    }

    /// The first phrase that may be a subject: none that a preposition governs, or whose article tells another case.
    private func nominative(from start: Int, limit: Int) -> Source? {
        var token = start
        var looked = 0
        while token < limit, looked < 10, reading.atomOf[token] < 0 {
            let index = Int(reading.phraseStarting[token])
            if index >= 0 {
                guard let source = source(at: token, limit: limit) else { return nil }
                if canBeSubject(index), token == start || !isAdverbial(index) { return source }
                token = max(source.end, token + 1)
            } else if reading.shapes[token].isWord || reading.shapes[token] == .dash {
                token += 1
            } else {
                return nil
            }
            looked += 1
        }
        return nil
    }

    /// Whether it is no time of day or year, and its article that of a subject: "den Vorwurf", "der Zeitung" are none.
    func canBeSubject(_ index: Int) -> Bool {
        let phrase = reading.phrases[index]
        guard !isMute(phrase) else { return false }
        let article = reading.words[start(of: index)]
        guard lexicon.capitalisesNouns, phrase.kind != .pronoun else { return true }
        if lexicon.obliques.contains(article) { return false }
        return article != Self.der || !isFeminine(phrase.head)
    }

    /// Whether it is a time, or what words are about; somebody's name never is.
    func isMute(_ phrase: NounPhrase) -> Bool { phrase.kind != .name && lexicon.mutes.contains(reading.words[phrase.head]) }

    /// By the endings that German nouns of one gender have: "der Regierung" is no subject.
    private func isFeminine(_ token: Int) -> Bool {
        let word = reading.document.text.bytes[reading.document.tokens[token].bytes]
        return Self.feminine.contains { word.count >= $0.count && word.suffix($0.count).elementsEqual($0) }
    }

    private static let der = FeatureHash.of("der")
    private static let feminine = [
        "ung", "heit", "keit", "schaft", "tät", "tion", "erin", "orin", "istin", "olizei", "artei", "resse", "gentur", "ehörde", "Post",
        "Welt", "Times",
    ]
    .map { Array($0.utf8) }

    /// The phrase that ends right before a verb, or the one an apposition there belongs to.
    private func directlyBefore(_ verb: Int, outside content: Range<Int>, _ unit: Range<Int>) -> Int? {
        var end = verb
        while end > unit.lowerBound, verb - end < 3, Self.reflexives.contains(reading.word(end - 1)) { end -= 1 }
        let isClosed = end > unit.lowerBound && reading.shape(end - 1) == .comma
        if isClosed { end -= 1 }
        var index = Int(reading.phraseEnding[end])
        guard index >= 0, canBeSubject(index) || isGenitive(start(of: index)) else { return nil }
        for _ in 0..<6 {
            let start = start(of: index)
            guard start > unit.lowerBound else { break }
            let isLinked = lexicon.links.contains(reading.word(start - 1)) && reading.phraseEnding[start - 1] >= 0
            let isOwned = isGenitive(start) && reading.phraseEnding[start] >= 0 && reading.phrases[index].kind != .pronoun
            if isLinked {
                index = Int(reading.phraseEnding[start - 1])
            } else if isOwned {
                index = Int(reading.phraseEnding[start])
            } else if isClosed, reading.shape(start - 1) == .comma, reading.phraseEnding[start - 1] >= 0, !isPerson(index) {
                index = Int(reading.phraseEnding[start - 1])
                if reading.phrases[index].kind == .name { break }
            } else {
                break
            }
        }
        let phrase = reading.phrases[index]
        guard !content.contains(phrase.head), reading.atomOf[phrase.head] < 0, phrase.tokens.lowerBound >= unit.lowerBound,
            !isAdverbial(index), canBeSubject(index)
        else { return nil }
        return index
    }

    /// Where a phrase begins with the article of a name: "der BBC".
    private func start(of index: Int) -> Int {
        let start = reading.phrases[index].tokens.lowerBound
        let hasArticle =
            start > 0 && reading.phrases[index].kind == .name && lexicon.determiners.contains(reading.words[start - 1])
            && reading.phraseEnding[start] < 0
        return hasArticle ? start - 1 : start
    }

    /// Whether a preposition makes it no subject: "am Montag", "in Paris".
    private func isAdverbial(_ index: Int) -> Bool {
        let start = start(of: index)
        guard start > 0, !reading.startsSentence(start) else { return Self.times.contains(reading.words[reading.phrases[index].head]) }
        return Self.prepositions.contains(reading.words[start - 1]) || Self.times.contains(reading.words[reading.phrases[index].head])
    }

    /// The first phrase in a range that no preposition governs, a name before others close behind it; or the last one.
    func leading(in range: Range<Int>, last: Bool = false) -> Int? {
        var index = reading.firstPhrase(endingBehind: range.lowerBound)
        var best: Int?
        var looked = 0
        while index < reading.phrases.count, reading.phrases[index].tokens.upperBound <= range.upperBound, looked < 14 {
            defer {
                index += 1
                looked += 1
            }
            let phrase = reading.phrases[index]
            guard phrase.tokens.lowerBound >= range.lowerBound, reading.atomOf[phrase.head] < 0,
                last || !isAdverbial(index) && canBeSubject(index)
            else {
                continue
            }
            if let best, !last,
                !(phrase.kind == .name && reading.phrases[best].kind == .nominal
                    && phrase.tokens.lowerBound <= reading.phrases[best].tokens.upperBound + 1)
            {
                continue
            }
            best = index
        }
        return best
    }

    private static let owns = FeatureHash.all("eigenen eigener eigene eigen")
    private static let reflexives = FeatureHash.all("sich s se si lo le l y zich noch auch jedoch später - weiter er")
    private static let van = FeatureHash.of("van")
    private static let times = FeatureHash.all(
        """
        montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
        miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag
        donderdag vrijdag zaterdag zondag abend morgen uhr jahr woche
        """)
    private static let prepositions = FeatureHash.all(
        """
        am im in an auf aus bei beim mit nach seit von vom zu zum zur über unter vor für gegen ohne um bis wegen während trotz gegenüber
        durch à au aux en dans sur sous par pour avec sans chez vers depuis a al con por para sin sobre entre desde tras ante ad nel nella
        su sul per tra fra da dal em no na nos nas com sem op aan met naar uit door over voor tegen tijdens in de du di do van
        """)
}
