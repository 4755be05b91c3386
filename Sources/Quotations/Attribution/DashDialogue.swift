import Language

/// Speech that a dash at the head of its paragraph opens: "— The boat is late, said Ada Holm.", «—No lo sé —dijo ella—. Veremos.»
///
/// What stands behind the dash is speech but for the clauses that tell who speaks: between two dashes, behind a dash, or behind a comma or
/// question mark up to the end of the sentence. Lines in which nothing tells that they are spoken may be a list; they count only beside
/// one in which something does.
struct DashDialogue {
    private let reading: Reading
    private let lexicon: CueLexicon
    private(set) var found: [Attributed] = []

    /// A paragraph behind a dash.
    private struct Line {
        var paragraph: Int
        /// The speech, without the clauses that tell who speaks.
        var speech: [Range<Int>]
        var cue: Int?
        var speaker: Int?
    }

    /// A clause that tells who speaks is no longer than this.
    private static let longestClause = 24

    init(_ reading: Reading) {
        self.reading = reading
        lexicon = CueLexicon.of(reading.language)
        var run: [Line] = []
        for (index, paragraph) in reading.document.paragraphs.enumerated() where opensSpeech(paragraph) {
            if let last = run.last, index - last.paragraph > 2 {
                take(run)
                run = []
            }
            run.append(line(index, paragraph))
        }
        take(run)
    }

    private func opensSpeech(_ paragraph: Range<Int>) -> Bool {
        paragraph.count >= 3 && isLongDash(paragraph.lowerBound) && reading.shapes[paragraph.lowerBound + 1] != .dash
            && reading.atomOf[paragraph.lowerBound + 1] < 0
    }

    /// – — ―; the hyphen begins lists.
    private func isLongDash(_ token: Int) -> Bool {
        reading.shape(token) == .dash && reading.document.tokens[token].bytes.count == 3 && reading.atomOf[token] < 0
    }

    /// Keeps the lines of a run in which somebody is told to speak; between two such speakers the others take turns.
    private mutating func take(_ run: [Line]) {
        guard run.contains(where: { $0.cue != nil }) else { return }
        var speakers: [Int?] = []
        for line in run {
            var speaker = line.speaker
            if line.cue == nil, speakers.count >= 2, let last = speakers[speakers.count - 1], let other = speakers[speakers.count - 2],
                reading.words[reading.phrases[last].head] != reading.words[reading.phrases[other].head]
            {
                speaker = other
            }
            speakers.append(speaker)
            for speech in line.speech {
                found.append(
                    Attributed(
                        tokens: speech, speaker: speaker, cue: line.cue, isDirect: true, group: line.speech[0].lowerBound,
                        probability: line.cue == nil ? 0.5 : 0.85))
            }
        }
    }

    private func line(_ index: Int, _ paragraph: Range<Int>) -> Line {
        var line = Line(paragraph: index, speech: [], cue: nil, speaker: nil)
        var start = paragraph.lowerBound + 1
        var token = start
        while token < paragraph.upperBound {
            guard let clause = clause(at: token, from: start, in: paragraph) else {
                token += 1
                continue
            }
            add(start..<token, to: &line)
            line.cue = line.cue ?? clause.cue
            line.speaker = line.speaker ?? speaker(in: clause.tokens, cue: clause.cue)
            start = clause.tokens.upperBound
            token = max(start, token + 1)
        }
        add(start..<paragraph.upperBound, to: &line)
        return line
    }

    /// Speech without the dashes, commas and stops that belong to the clauses around it.
    private func add(_ range: Range<Int>, to line: inout Line) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, !reading.shapes[start].isWord, reading.shapes[start] != .otherMark, reading.atomOf[start] < 0 { start += 1 }
        while end > start, [.comma, .dash].contains(reading.shapes[end - 1]), reading.atomOf[end - 1] < 0 { end -= 1 }
        if start < end { line.speech.append(start..<end) }
    }

    /// The clause behind a dash, comma or stop that tells who speaks, with its verb.
    private func clause(at token: Int, from start: Int, in paragraph: Range<Int>) -> (tokens: Range<Int>, cue: Int)? {
        guard token > start, reading.atomOf[token] < 0 else { return nil }
        let isDash = isLongDash(token)
        let head: Int
        switch reading.shapes[token] {
        case .dash where isDash: head = token + 1
        case .comma: head = token + 1
        // "Et le bateau ? a demandé Paul": a small letter goes on with the sentence.
        case .lower where reading.shape(token - 1) == .stop: head = token
        default: return nil
        }
        guard let cue = verb(near: head, in: paragraph) else { return nil }
        var end = cue + 1
        while end < paragraph.upperBound, end - cue < Self.longestClause, reading.atomOf[end] < 0, !isLongDash(end),
            reading.shapes[end] != .stop
        { end += 1 }
        if end < paragraph.upperBound, isLongDash(end) {
            end += 1
        } else if !isDash {
            // ", said Ada Holm." or ", Holm said.", but not ", Holm said the pier was shut."
            let isInverted = cue == head || isAuxiliary(head)
            guard isInverted || end - cue <= 3 else { return nil }
        }
        while end < paragraph.upperBound, [.stop, .comma].contains(reading.shapes[end]) { end += 1 }
        return (token..<end, cue)
    }

    /// The verb of speech at a token or, behind its subject or auxiliary, up to four words further.
    private func verb(near head: Int, in paragraph: Range<Int>) -> Int? {
        for token in head..<max(head, min(head + 5, paragraph.upperBound)) {
            guard reading.shapes[token].isWord, reading.atomOf[token] < 0 else { return nil }
            if lexicon.verbs.contains(reading.words[token]) { return token }
            if token > head, lexicon.participles.contains(reading.words[token]), (head..<token).contains(where: isAuxiliary) {
                return token
            }
        }
        return nil
    }

    private func isAuxiliary(_ token: Int) -> Bool { lexicon.auxiliaries.contains(reading.word(token)) }

    private func speaker(in clause: Range<Int>, cue: Int) -> Int? {
        var index = reading.firstPhrase(endingBehind: clause.lowerBound)
        while index < reading.phrases.count, reading.phrases[index].tokens.upperBound <= clause.upperBound {
            let phrase = reading.phrases[index]
            if !phrase.isPossessive, !phrase.isModifier, !phrase.tokens.contains(cue),
                phrase.kind == .name || !lexicon.mutes.contains(reading.words[phrase.head])
            {
                // "dijo la alcaldesa Ana Ruiz": the name behind a noun.
                let next = Int(reading.phraseStarting[phrase.tokens.upperBound])
                if phrase.kind == .nominal, next >= 0, reading.phrases[next].kind == .name { return next }
                return index
            }
            index += 1
        }
        return nil
    }
}
