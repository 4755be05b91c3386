import Language

/// Who could have said what a cue introduces.
package struct SpeakerOptions {
    /// Positions of the phrases in the reading, in order.
    package private(set) var phrases: [Int] = []
    private let reading: Reading
    private let cue: Int
    private let region: Region
    private let contents: [Range<Int>]
    private let cues: CueMap

    private static let mostBefore = 14
    private static let mostBehind = 8

    /// - Parameters:
    ///   - cue: the token that introduces the speech.
    ///   - contents: what was said, to the left and to the right of it.
    package init(cue: Int, contents: [Range<Int>], in region: Region, _ cues: CueMap, _ reading: Reading) {
        self.reading = reading
        self.cues = cues
        self.cue = cue
        self.region = region
        self.contents = contents
        var index = reading.firstPhrase(endingBehind: cue) - 1
        while index >= 0, phrases.count < Self.mostBefore, reading.phrases[index].tokens.lowerBound >= region.tokens.lowerBound {
            if isFree(reading.phrases[index]) { phrases.append(index) }
            index -= 1
        }
        phrases.reverse()
        phrases.insert(contentsOf: phrasesOfSentenceBefore(), at: 0)
        index = reading.firstPhrase(endingBehind: cue)
        var taken = 0
        while index < reading.phrases.count, taken < Self.mostBehind, reading.phrases[index].tokens.upperBound <= region.tokens.upperBound {
            if reading.phrases[index].tokens.lowerBound > cue, isFree(reading.phrases[index]) {
                phrases.append(index)
                taken += 1
            }
            index += 1
        }
    }

    /// The first phrases of the sentence before, whose subject often goes on speaking.
    private func phrasesOfSentenceBefore() -> [Int] {
        let first = Int(reading.sentenceOf[region.tokens.lowerBound])
        guard region.insideAtom < 0, first > 0 else { return [] }
        let sentence = reading.document.sentences[first - 1]
        guard reading.paragraphOf[sentence.lowerBound] + 1 >= reading.paragraphOf[region.tokens.lowerBound] else { return [] }
        var found: [Int] = []
        var index = reading.firstPhrase(endingBehind: sentence.lowerBound)
        var looked = 0
        while index < reading.phrases.count, found.count < 4, looked < 30, reading.phrases[index].tokens.upperBound <= sentence.upperBound {
            let phrase = reading.phrases[index]
            if reading.atomOf[phrase.head] < 0, !phrase.isPossessive, !phrase.isModifier { found.append(index) }
            index += 1
            looked += 1
        }
        return found
    }

    /// Whether a phrase stands outside of what was said.
    private func isFree(_ phrase: NounPhrase) -> Bool {
        let atom = reading.atomOf[phrase.head]
        guard atom < 0 || atom == region.insideAtom, !phrase.tokens.contains(cue) else { return false }
        return !contents.contains { $0.contains(phrase.head) }
    }

    /// How likely nobody is named, and then each of ``phrases``.
    func probabilities(_ model: LogLinearModel) -> [Float] {
        var list = FeatureList()
        noneFeatures(into: &list)
        var scores = [model.score(list)]
        for phrase in phrases {
            list.removeAll()
            features(of: phrase, into: &list)
            scores.append(model.score(list))
        }
        return LogLinearModel.softmax(scores)
    }

    /// The features of nobody being named.
    package func noneFeatures(into list: inout FeatureList) {
        let stem = reading.stems[cue]
        list.add(200)
        list.add(201, stem)
        list.add(202, UInt32(min(phrases.count, 6)))
        list.add(203, reading.tagCode(cue - 1), reading.tagCode(cue + 1))
        list.add(204, stem, reading.word(cue - 1))
        list.add(205, reading.word(cue - 1))
        list.add(206, reading.word(cue + 1))
        list.add(207, stem, reading.word(cue + 1))
        list.add(208, suffix(cue))
    }

    /// The features of one of ``phrases``.
    package func features(of index: Int, into list: inout FeatureList) {
        let phrase = reading.phrases[index]
        let stem = reading.stems[cue]
        let isBefore = phrase.head < cue
        let isEarlier = phrase.tokens.lowerBound < region.tokens.lowerBound
        let direction: UInt32 = isEarlier ? 2 : (isBefore ? 0 : 1)
        let between = isBefore ? phrase.tokens.upperBound..<cue : (cue + 1)..<max(cue + 1, phrase.tokens.lowerBound)
        let seen = Between(between, reading, region)
        let kind = UInt32(phrase.kind.rawValue) * 4 + (phrase.isPossessive ? 1 : 0) + (phrase.isModifier ? 2 : 0)
        let distance = Buckets.length(seen.units)
        let place = direction &* 16 &+ distance
        let first = phrase.tokens.lowerBound
        let before = reading.word(first - 1)
        let beforeShape = UInt32(reading.shape(first - 1).rawValue)
        let behind = reading.word(phrase.tokens.upperBound)
        let behindShape = UInt32(reading.shape(phrase.tokens.upperBound).rawValue)
        let type = entityType(phrase)
        let rank = rank(of: index, isBefore)
        let cueShapes = UInt32(reading.shape(cue - 1).rawValue) &* 32 &+ UInt32(reading.shape(cue + 1).rawValue)
        let sides = contentSides
        list.add(0, kind, place)
        list.add(1, kind, direction, rank)
        list.add(2, stem, place)
        list.add(3, reading.words[phrase.head])
        list.add(4, reading.stems[phrase.head], direction)
        list.add(5, before, direction)
        list.add(6, reading.tagCode(first - 1), kind, direction)
        list.add(7, behind, direction)
        list.add(8, reading.tagCode(phrase.tokens.upperBound), kind, direction)
        list.add(9, beforeShape, behindShape, direction)
        list.add(10, seen.words, direction)
        list.add(11, seen.tags, direction)
        list.add(12, seen.commas, seen.verbs, direction)
        list.add(13, seen.commas &* 4 &+ seen.verbs, kind, place)
        list.add(14, type, place)
        list.add(15, type, kind, sides)
        list.add(16, sides, direction, rank)
        list.add(17, sides, place, kind)
        list.add(18, cueShapes, direction, rank)
        list.add(19, suffix(cue), direction, rank)
        list.add(20, suffix(cue), place, seen.verbs)
        list.add(21, stem, direction, rank)
        list.add(22, isFirst(index) ? 1 : 0, kind, suffix(cue))
        list.add(23, isFirst(index) ? 1 : 0, seen.commas, seen.verbs)
        list.add(24, seen.relative, direction, rank)
        list.add(25, crossesContent(phrase) ? 1 : 0, direction, sides)
        list.add(26, behindShape, seen.commas, UInt32(reading.shape(cue - 1).rawValue))
        list.add(27, before, kind, rank)
        list.add(28, stem, kind, direction)
        list.add(29, reading.word(cue - 1), direction, rank)
        list.add(30, reading.word(cue + 1), direction, rank)
        list.add(31, UInt32(reading.shapes[phrase.head].rawValue), kind, direction)
        list.add(32, frequency(phrase), type, direction)
        list.add(33, seen.clauses, direction, rank)
        let sameParagraph = reading.paragraphOf[phrase.head] == reading.paragraphOf[cue]
        if isEarlier { list.add(35, sameParagraph ? 1 : 0, rank, kind) }
        list.add(34, reading.tagCode(cue - 1), place, kind)
        let crossed = cues.strength(in: between, reading, insideAtom: region.insideAtom)
        let own = isBefore ? CueMap.step(cues[phrase.tokens.upperBound]) : CueMap.step(cues[first - 1])
        let isAdjacent: UInt32 = isBefore ? (phrase.tokens.upperBound == cue ? 1 : 0) : (first - 1 == cue ? 1 : 0)
        list.add(36, crossed, direction, rank)
        list.add(37, crossed, place)
        list.add(38, own, isAdjacent, direction)
        list.add(39, own &* 2 &+ isAdjacent, kind, rank)
        list.add(41, crossed &* 8 &+ own &* 2 &+ isAdjacent, suffix(cue), direction)
    }

    /// Where what was said stands: 1 left, 2 right, 3 on both sides.
    private var contentSides: UInt32 {
        contents.reduce(UInt32(0)) { $0 | ($1.lowerBound < cue ? 1 : 2) }
    }

    private func crossesContent(_ phrase: NounPhrase) -> Bool {
        contents.contains { content in
            phrase.head < content.lowerBound ? content.upperBound <= cue : phrase.head >= content.upperBound && content.lowerBound > cue
        }
    }

    /// How manieth phrase it is, counted from the cue.
    private func rank(of index: Int, _ isBefore: Bool) -> UInt32 {
        var rank: UInt32 = 0
        if isBefore {
            let isEarlier = reading.phrases[index].tokens.lowerBound < region.tokens.lowerBound
            if isEarlier { return UInt32(min(6, (phrases.firstIndex(of: index) ?? 0))) }
            for other in phrases where other > index && reading.phrases[other].head < cue { rank += 1 }
        } else {
            for other in phrases where other < index && reading.phrases[other].head > cue { rank += 1 }
        }
        return min(rank, 6)
    }

    private func isFirst(_ index: Int) -> Bool {
        phrases.first { reading.phrases[$0].tokens.lowerBound >= region.tokens.lowerBound } == index
    }

    private func suffix(_ token: Int) -> UInt32 {
        let bytes = reading.document.text.bytes[reading.document.tokens[token].bytes]
        guard let last = bytes.last, bytes.count > 3 else { return 0 }
        switch last | 0x20 {
        case UInt8(ascii: "g"): return 1
        case UInt8(ascii: "d"): return 2
        case UInt8(ascii: "s"): return 3
        default: return 4
        }
    }

    private func entityType(_ phrase: NounPhrase) -> UInt32 {
        guard phrase.mention >= 0, let entity = reading.entity(of: phrase) else { return 1 }
        return FeatureHash.lowercase(reading.document.entities[entity].type.utf8)
    }

    private func frequency(_ phrase: NounPhrase) -> UInt32 {
        guard let entity = reading.entity(of: phrase) else { return 0 }
        return Buckets.length(Int(reading.mentionCounts[entity]))
    }

    /// What stands between a phrase and the cue, outside of speech.
    private struct Between {
        var units = 0
        var commas: UInt32 = 0
        var verbs: UInt32 = 0
        /// Whether a relative pronoun stands there.
        var relative: UInt32 = 0
        /// Whether a conjunction stands there.
        var clauses: UInt32 = 0
        var words: UInt32 = 0
        var tags: UInt32 = 0

        init(_ range: Range<Int>, _ reading: Reading, _ region: Region) {
            var token = range.lowerBound
            var counted = 0
            while token < range.upperBound, counted < 60 {
                counted += 1
                units += 1
                let atom = reading.atomOf[token]
                if atom >= 0, atom != region.insideAtom {
                    words = (words ^ 0xA7) &* 0x85EB_CA6B
                    tags = (tags ^ 0xA7) &* 0x85EB_CA6B
                    token = max(token + 1, reading.atoms[Int(atom)].outer.upperBound)
                    continue
                }
                switch reading.tag(token) {
                case .verb, .auxiliary: verbs += 1
                case .coordinatingConjunction, .subordinatingConjunction: clauses += 1
                default: break
                }
                if reading.shapes[token] == .comma { commas += 1 }
                if Self.relatives.contains(reading.words[token]) { relative = 1 }
                words = (words ^ reading.words[token]) &* 0x85EB_CA6B
                tags = (tags ^ (reading.tagCode(token) &+ 1)) &* 0x85EB_CA6B
                token += 1
            }
            if units > 3 { words = 1 }
            if units > 5 { tags = 1 }
            commas = min(commas, 4)
            verbs = min(verbs, 3)
            clauses = min(clauses, 2)
        }

        private static let relatives = FeatureHash.all("who which whose that")
    }
}
