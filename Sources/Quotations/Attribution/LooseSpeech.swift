import Language

/// What stands between marks and no cue introduces: is it speech, and whose?
package struct LooseSpeech {
    /// Somebody who may have said it.
    package enum Option: Hashable {
        /// It is no speech: a title, a term, a nickname, a scare quote.
        case noSpeech
        /// Somebody nobody names.
        case nobody
        /// The speaker of the quotation at that position among those found so far.
        case speakerOf(Int)
        /// A phrase nearby.
        case phrase(Int)
    }

    package private(set) var options: [Option] = [.noSpeech, .nobody]
    private let reading: Reading
    private let atom: Int
    private let before: Int?
    private let behind: Int?
    private let found: [Attributed]

    /// - Parameters:
    ///   - atom: position among the reading's atoms.
    ///   - found: the quotations found so far, by where they start.
    package init(atom: Int, found: [Attributed], _ reading: Reading) {
        self.reading = reading
        self.atom = atom
        self.found = found
        let range = reading.atoms[atom].outer
        var low = 0
        var high = found.count
        while low < high {
            let middle = (low + high) / 2
            if found[middle].tokens.lowerBound >= range.lowerBound { high = middle } else { low = middle + 1 }
        }
        before = low > 0 ? low - 1 : nil
        behind = low < found.count ? low : nil
        if let before { options.append(.speakerOf(before)) }
        if let behind, Self.paragraphs(reading, range, found[behind].tokens) <= 1, !isPartedByNarration(range, found[behind].tokens) {
            options.append(.speakerOf(behind))
        }
        collectPhrases(range)
    }

    private static func paragraphs(_ reading: Reading, _ first: Range<Int>, _ second: Range<Int>) -> Int {
        abs(Int(reading.paragraphOf[first.lowerBound]) - Int(reading.paragraphOf[second.lowerBound]))
    }

    /// Whether a whole sentence without speech stands before what follows: it speaks of somebody new.
    private func isPartedByNarration(_ own: Range<Int>, _ next: Range<Int>) -> Bool {
        var sentence = Int(reading.sentenceOf[own.upperBound - 1]) + 1
        let last = Int(reading.sentenceOf[next.lowerBound])
        while sentence < last {
            let tokens = reading.document.sentences[sentence]
            if tokens.count > 1, reading.atomOf[tokens.lowerBound] < 0, reading.atomOf[tokens.upperBound - 1] < 0 { return true }
            sentence += 1
        }
        return false
    }

    /// The phrases of its own sentence and of the one before, outside of speech; behind them the names that led the last sentences.
    private mutating func collectPhrases(_ range: Range<Int>) {
        let sentence = Int(reading.sentenceOf[range.lowerBound])
        for earlier in stride(from: sentence - 2, through: max(0, sentence - 6), by: -1) {
            let tokens = reading.document.sentences[earlier]
            let index = reading.firstPhrase(endingBehind: tokens.lowerBound)
            guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.upperBound <= tokens.upperBound,
                reading.atomOf[reading.phrases[index].head] < 0, reading.phrases[index].kind != .nominal, canSpeak(reading.phrases[index])
            else { continue }
            options.append(.phrase(index))
        }
        let first = reading.document.sentences[max(0, sentence - 1)].lowerBound
        let last = reading.document.sentences[Int(reading.sentenceOf[range.upperBound - 1])].upperBound
        var index = reading.firstPhrase(endingBehind: max(first, range.lowerBound - 80))
        var taken = 0
        while index < reading.phrases.count, taken < 24 {
            let phrase = reading.phrases[index]
            if phrase.tokens.upperBound > last || phrase.head > range.upperBound + 40 { break }
            if reading.atomOf[phrase.head] < 0, canSpeak(phrase) {
                options.append(.phrase(index))
                taken += 1
            }
            index += 1
        }
    }

    /// Whether a phrase names or may name a person or an organization.
    private func canSpeak(_ phrase: NounPhrase) -> Bool {
        if phrase.kind == .pronoun { return true }
        if phrase.kind == .name {
            // "The birds winter in Spain": a place behind a preposition says nothing.
            guard reading.tagCode(phrase.tokens.lowerBound - 1) == UInt32(PartOfSpeech.adposition.rawValue),
                let entity = reading.entity(of: phrase)
            else { return true }
            return reading.document.entities[entity].type != EntityType.location.rawValue
        }
        guard let entity = reading.entity(of: phrase) else { return false }
        let type = reading.document.entities[entity].type
        return type == EntityType.person.rawValue || type == EntityType.organization.rawValue
    }

    // MARK: Features

    package func features(of option: Option, into list: inout FeatureList) {
        let own = reading.atoms[atom]
        let shape = ownShape(own)
        switch option {
        case .noSpeech:
            list.add(0)
            for (template, value) in ownFacts(own).enumerated() { list.add(1, UInt32(template), value) }
            list.add(2, shape, neighbours(own))
            list.add(3, reading.word(own.outer.lowerBound - 1), shape)
            list.add(4, reading.word(own.outer.upperBound), shape)
            list.add(5, reading.tagCode(own.outer.lowerBound - 1), shape)
            list.add(6, reading.stem(own.outer.lowerBound - 1))
            list.add(7, reading.stem(own.outer.lowerBound - 2), shape)
        case .nobody:
            list.add(10)
            list.add(11, shape)
            list.add(12, neighbours(own))
            list.add(13, reading.word(own.outer.lowerBound - 1))
        case .speakerOf(let index):
            let other = found[index]
            let isBefore = other.tokens.lowerBound < own.outer.lowerBound
            let direction: UInt32 = isBefore ? 0 : 1
            let paragraphs = UInt32(min(3, Self.paragraphs(reading, own.outer, other.tokens)))
            let gap = isBefore ? own.outer.lowerBound - other.tokens.upperBound : other.tokens.lowerBound - own.outer.upperBound
            let hasSpeaker: UInt32 = other.speaker == nil ? 0 : 1
            let isDirect: UInt32 = other.isDirect ? 1 : 0
            let key = direction &* 64 &+ paragraphs &* 8 &+ isDirect &* 2 &+ hasSpeaker
            list.add(20, key)
            list.add(21, key, Buckets.length(gap))
            list.add(22, key, shape)
            list.add(23, key, neighbours(own))
            list.add(24, key, hasPhraseBetween(own.outer, other) ? 1 : 0)
            list.add(25, key, other.cue.map { $0 > other.tokens.lowerBound ? 1 : 0 } ?? 2)
            list.add(26, key, own.span.continuesParagraph ? 1 : 0)
            list.add(27, key, startsParagraph(own) ? 1 : 0, sentencesBetween(own.outer, other))
            list.add(28, direction, reading.word(own.outer.lowerBound - 1))
            list.add(29, key, isAlone(own) ? 1 : 0)
        case .phrase(let index):
            let phrase = reading.phrases[index]
            let isBefore = phrase.head < own.outer.lowerBound
            let direction: UInt32 = isBefore ? 0 : 1
            let sameSentence: UInt32 =
                reading.sentenceOf[phrase.head] == reading.sentenceOf[isBefore ? own.outer.lowerBound : own.outer.upperBound - 1] ? 1 : 0
            let distance = Buckets.length(
                isBefore ? own.outer.lowerBound - phrase.tokens.upperBound : phrase.tokens.lowerBound - own.outer.upperBound)
            let kind = UInt32(phrase.kind.rawValue) * 4 + (phrase.isPossessive ? 1 : 0) + (phrase.isModifier ? 2 : 0)
            let startsSentence: UInt32 =
                reading.document.sentences[Int(reading.sentenceOf[phrase.head])].lowerBound == phrase.tokens.lowerBound ? 1 : 0
            let key = direction &* 2 &+ sameSentence
            list.add(40, key, kind)
            list.add(41, key, distance, kind)
            list.add(42, key, startsSentence, kind)
            list.add(43, key, shape)
            list.add(44, key, neighbours(own))
            list.add(45, key, reading.word(phrase.tokens.upperBound))
            list.add(46, key, reading.tagCode(phrase.tokens.upperBound), reading.tagCode(phrase.tokens.lowerBound - 1))
            list.add(47, key, reading.words[phrase.head])
            list.add(48, key, reading.stem(own.outer.lowerBound - 1), kind)
            list.add(49, key, startsParagraph(own) ? 1 : 0, distance)
            list.add(50, key, isAlone(own) ? 1 : 0, kind)
            list.add(51, key, reading.word(own.outer.lowerBound - 1), startsSentence)
            let sentences = UInt32(min(7, abs(Int(reading.sentenceOf[phrase.head]) - Int(reading.sentenceOf[own.outer.lowerBound]))))
            let sameParagraph: UInt32 = reading.paragraphOf[phrase.head] == reading.paragraphOf[own.outer.lowerBound] ? 1 : 0
            list.add(53, key, sentences, kind)
            list.add(54, key, sentences, sameParagraph)
            list.add(55, sentences, sameParagraph, startsSentence)
            list.add(52, key, reading.entity(of: phrase).map { FeatureHash.lowercase(reading.document.entities[$0].type.utf8) } ?? 0)
        }
    }

    /// Whether marked text is set like the title of a work: few words, the long ones capitalised, no stop at its end.
    package static func isTitle(_ atom: Reading.Atom, _ reading: Reading) -> Bool {
        guard atom.inner.count <= 9, reading.shape(atom.inner.upperBound - 1) != .stop else { return false }
        var capitals = 0
        for token in atom.inner where reading.shapes[token].isWord {
            switch reading.shapes[token] {
            case .capital, .allCapitals: capitals += 1
            case .lower where reading.document.tokens[token].bytes.count > 3: return false
            default: break
            }
        }
        return capitals >= 2 || capitals == 1 && atom.inner.count == 1
    }

    /// Length, ending and case in one value.
    private func ownShape(_ own: Reading.Atom) -> UInt32 {
        let length = Buckets.length(own.inner.count)
        let last = reading.shape(own.inner.upperBound - 1)
        let ending: UInt32 = last == .stop ? 1 : (last == .comma ? 2 : 0)
        let capital: UInt32 = reading.shape(own.inner.lowerBound) == .capital ? 1 : 0
        return length &* 8 &+ ending &* 2 &+ capital
    }

    private func ownFacts(_ own: Reading.Atom) -> [UInt32] {
        var verbs: UInt32 = 0
        var capitals: UInt32 = 0
        var pronouns: UInt32 = 0
        for token in own.inner.prefix(40) {
            if reading.tag(token) == .verb || reading.tag(token) == .auxiliary { verbs += 1 }
            if reading.shapes[token] == .capital { capitals += 1 }
            if reading.tag(token) == .pronoun { pronouns += 1 }
        }
        return [
            Buckets.length(own.inner.count), min(verbs, 3),
            UInt32(own.inner.count) > 0 ? capitals * 4 / UInt32(min(40, own.inner.count)) : 0,
            min(pronouns, 2), own.span.isSingle ? 1 : 0, own.span.isClosed ? 1 : 0, ownShape(own), startsParagraph(own) ? 1 : 0,
            isAlone(own) ? 1 : 0, reading.words[own.inner.lowerBound], UInt32(reading.paragraphOf[own.outer.lowerBound] == 0 ? 1 : 0),
        ]
    }

    /// What stands right before and behind.
    private func neighbours(_ own: Reading.Atom) -> UInt32 {
        let start = startsParagraph(own) ? UInt32(31) : UInt32(reading.shape(own.outer.lowerBound - 1).rawValue)
        return start &* 32 &+ (endsParagraph(own) ? UInt32(31) : UInt32(reading.shape(own.outer.upperBound).rawValue))
    }

    private func startsParagraph(_ own: Reading.Atom) -> Bool {
        own.outer.lowerBound == 0 || reading.paragraphOf[own.outer.lowerBound - 1] != reading.paragraphOf[own.outer.lowerBound]
    }

    private func endsParagraph(_ own: Reading.Atom) -> Bool {
        own.outer.upperBound >= reading.count || reading.paragraphOf[own.outer.upperBound] != reading.paragraphOf[own.outer.upperBound - 1]
    }

    private func isAlone(_ own: Reading.Atom) -> Bool { startsParagraph(own) && endsParagraph(own) }

    private func hasPhraseBetween(_ own: Range<Int>, _ other: Attributed) -> Bool {
        let gap =
            other.tokens.lowerBound < own.lowerBound
            ? other.tokens.upperBound..<max(own.lowerBound, other.tokens.upperBound)
            : own.upperBound..<max(own.upperBound, other.tokens.lowerBound)
        let speaker = other.speaker.map { reading.phrases[$0].head }
        var index = reading.firstPhrase(endingBehind: gap.lowerBound)
        var looked = 0
        while index < reading.phrases.count, reading.phrases[index].tokens.upperBound <= gap.upperBound {
            if reading.phrases[index].head != speaker, reading.atomOf[reading.phrases[index].head] < 0,
                reading.phrases[index].kind != .nominal
            {
                return true
            }
            index += 1
            looked += 1
            if looked > 40 { return true }
        }
        return false
    }

    private func sentencesBetween(_ own: Range<Int>, _ other: Attributed) -> UInt32 {
        UInt32(min(4, abs(Int(reading.sentenceOf[own.lowerBound]) - Int(reading.sentenceOf[max(0, other.tokens.upperBound - 1)]))))
    }
}
