import Language

/// Speech that the setting of the text gives to somebody, not a sentence: a dash and a name below a quotation, the labels of a
/// transcript, a headline's quotation before a colon, lines of dialogue behind dashes.
struct SetSpeech {
    private let reading: Reading
    private(set) var found: [Attributed] = []

    init(_ reading: Reading) {
        self.reading = reading
        findDashes()
        findLabels()
        findHeadline()
        let dialogue = DashDialogue(reading).found
        found.removeAll { Attributor.isCovered($0.tokens, by: dialogue) }
        found += dialogue
        found.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    // MARK: "…" — Vera Lind, RN, head of Ostby Clinic

    /// A line of attribution is no longer than this.
    private static let longestLine = 24

    private mutating func findDashes() {
        for atom in reading.atoms where atom.inner.count >= 4 {
            let dash = atom.outer.upperBound
            guard dash + 1 < reading.count, reading.shapes[dash] == .dash else { continue }
            let paragraph = reading.document.paragraphs[Int(reading.paragraphOf[dash])]
            let quoteParagraph = Int(reading.paragraphOf[atom.outer.lowerBound])
            // On the same line, or at the head of the next one.
            guard Int(reading.paragraphOf[dash]) == quoteParagraph || paragraph.lowerBound == dash else { continue }
            let line = dash + 1..<paragraph.upperBound
            guard line.count <= Self.longestLine, let speaker = leadingName(line), !holdsVerb(line) else { continue }
            found.append(
                Attributed(
                    tokens: atom.outer, speaker: speaker, cue: dash, isDirect: true, group: atom.outer.lowerBound, probability: 0.95))
        }
    }

    /// The name at the head of a line.
    private func leadingName(_ line: Range<Int>) -> Int? {
        let index = reading.firstPhrase(endingBehind: line.lowerBound)
        guard reading.phrases.indices.contains(index) else { return nil }
        let phrase = reading.phrases[index]
        guard phrase.tokens.lowerBound <= line.lowerBound + 2, phrase.tokens.upperBound <= line.upperBound, !phrase.isPossessive else {
            return nil
        }
        let first = reading.shape(phrase.tokens.lowerBound)
        return phrase.kind == .name || first == .capital || first == .allCapitals ? index : nil
    }

    private func holdsVerb(_ line: Range<Int>) -> Bool {
        line.contains { reading.tag($0) == .auxiliary || reading.tag($0) == .verb && reading.shapes[$0] == .lower }
    }

    // MARK: WALLACE: …

    /// A label: a name in capitals, or one that comes back, with a colon at the head of a sentence.
    private struct Label {
        var name: Range<Int>
        var colon: Int
    }

    private mutating func findLabels() {
        var labels: [Label] = []
        var counts: [UInt32: Int] = [:]
        for sentence in reading.document.sentences {
            guard let label = label(at: sentence.lowerBound) else { continue }
            labels.append(label)
            counts[reading.words[label.colon - 1], default: 0] += 1
        }
        let isInterview = counts[Self.question] ?? 0 > 0 && labels.count >= 2
        labels = labels.filter { label in
            if isInterview, label.name.count == 1, [Self.question, Self.answer].contains(reading.words[label.name.lowerBound]) {
                return true
            }
            let isShouted = label.name.allSatisfy { reading.shapes[$0] == .allCapitals || !reading.shapes[$0].isWord }
            let startsParagraph = reading.document.paragraphs[Int(reading.paragraphOf[label.colon])].lowerBound == label.name.lowerBound
            return isShouted || startsParagraph && counts[reading.words[label.colon - 1], default: 0] >= 2
        }
        // One label alone may be any word before a colon, unless it is somebody's name.
        guard labels.count >= 2 || labels.allSatisfy(isPerson) else { return }
        let interviewee = isInterview ? labels.first.flatMap { firstPerson(before: $0.name.lowerBound) } : nil
        for (index, label) in labels.enumerated() {
            let paragraph = reading.document.paragraphs[Int(reading.paragraphOf[label.colon])]
            let next = index + 1 < labels.count ? labels[index + 1].name.lowerBound : reading.count
            let words = label.colon + 1..<min(paragraph.upperBound, max(next, label.colon + 1))
            guard !words.isEmpty else { continue }
            var speaker = reading.phrases.indices.contains(phrase(label)) ? phrase(label) : nil
            if isInterview, label.name.count == 1 {
                // "Q" asks for the paper, and "A" is whom the article spoke of first.
                if reading.words[label.colon - 1] == Self.question { speaker = nil }
                if reading.words[label.colon - 1] == Self.answer { speaker = interviewee }
            }
            found.append(
                Attributed(
                    tokens: words, speaker: speaker, cue: label.colon, isDirect: true, group: label.name.lowerBound, probability: 0.85))
        }
    }

    private func isPerson(_ label: Label) -> Bool {
        let index = phrase(label)
        guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.upperBound == label.colon,
            let entity = reading.entity(of: reading.phrases[index])
        else { return false }
        return reading.document.entities[entity].type == EntityType.person.rawValue
            && reading.document.mentions.contains { $0.entity == entity && $0.tokens.count > 1 && $0.tokens.upperBound <= label.colon }
    }

    private static let question = FeatureHash.of("q")
    private static let answer = FeatureHash.of("a")

    /// The phrase that names a label's speaker: the one before the colon, behind a title.
    private func phrase(_ label: Label) -> Int {
        let last = Int(reading.phraseEnding[label.colon])
        return last >= 0 && reading.phrases[last].tokens.lowerBound >= label.name.lowerBound
            ? last : reading.firstPhrase(endingBehind: label.name.lowerBound)
    }

    /// The first person named before a token.
    private func firstPerson(before token: Int) -> Int? {
        reading.phrases.indices.prefix { reading.phrases[$0].tokens.upperBound <= token }.first { index in
            guard reading.phrases[index].kind == .name, reading.phrases[index].tokens.count > 1,
                let entity = reading.entity(of: reading.phrases[index])
            else { return false }
            return reading.document.entities[entity].type == EntityType.person.rawValue
        }
    }

    /// Up to four capitalised words and a colon, in one paragraph.
    private func label(at start: Int) -> Label? {
        guard start < reading.count else { return nil }
        let end = reading.document.paragraphs[Int(reading.paragraphOf[start])].upperBound
        var token = start
        while token < end, token - start < 5 {
            switch reading.shapes[token] {
            case .colon:
                guard token > start, token + 1 < end, reading.shape(token + 1) != .digits else { return nil }
                let index = reading.firstPhrase(endingBehind: start)
                guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.lowerBound <= start + 1,
                    reading.phrases[index].tokens.upperBound <= token
                else { return nil }
                return Label(name: start..<token, colon: token)
            case .capital, .allCapitals: token += 1
            case .mixed where reading.startsWithCapital(token): token += 1
            case .stop where reading.document.tokens[token].bytes.count == 1 && token > start: token += 1
            default: return nil
            }
        }
        return nil
    }

    // MARK: ‘…’: council turns down plan; Holm: Pier will close

    private mutating func findHeadline() {
        guard let first = reading.document.paragraphs.first, found.first.map({ $0.tokens.lowerBound >= first.upperBound }) ?? true else {
            return
        }
        findNamedHeadline(first)
        guard let atom = reading.atoms.first, atom.outer.lowerBound == first.lowerBound,
            atom.inner.count >= 2, atom.outer.upperBound + 1 < first.upperBound, reading.shapes[atom.outer.upperBound] == .colon
        else { return }
        let index = reading.firstPhrase(endingBehind: atom.outer.upperBound + 1)
        guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.lowerBound == atom.outer.upperBound + 1 else { return }
        found.append(
            Attributed(
                tokens: atom.outer, speaker: index, cue: atom.outer.upperBound, isDirect: true, group: atom.outer.lowerBound,
                probability: 0.6))
    }

    /// The first paragraph begins with the name of a person whom the text speaks of again, a colon, and what they say without marks.
    private mutating func findNamedHeadline(_ headline: Range<Int>) {
        guard let label = label(at: headline.lowerBound) else { return }
        var end = headline.upperBound
        while end > label.colon + 1, reading.shapes[end - 1] == .stop { end -= 1 }
        let words = label.colon + 1..<end
        let index = phrase(label)
        guard words.count >= 3, words.allSatisfy({ reading.atomOf[$0] < 0 }), reading.phrases.indices.contains(index),
            reading.phrases[index].tokens.upperBound == label.colon, let entity = reading.entity(of: reading.phrases[index]),
            reading.document.entities[entity].type == EntityType.person.rawValue, reading.mentionCounts[entity] > 1
        else { return }
        found.append(
            Attributed(
                tokens: words, speaker: index, cue: label.colon, isDirect: false, group: label.name.lowerBound, probability: 0.6))
    }
}
