import Language

/// Which tokens could introduce speech, and what speaks for it.
package enum CueCandidates {
    /// Whether a token is looked at as a cue at all: a content word, a colon, or a dash behind speech.
    package static func isCandidate(_ reading: Reading, _ token: Int) -> Bool {
        switch reading.shapes[token] {
        case .colon: return true
        case .dash: return token > 0 && reading.shape(token - 1) != .lower
        case .lower, .capital, .allCapitals, .mixed: break
        default: return false
        }
        if !reading.isEnglish, reading.words[token] == so { return true }
        switch reading.tag(token) {
        case .determiner, .pronoun, .coordinatingConjunction, .punctuation, .symbol, .numeral, .interjection: return false
        case .adposition: return !reading.isEnglish || reading.words[token] == according || reading.words[token] == per
        case .auxiliary: return reading.stems[token] == say
        default: return true
        }
    }

    /// The features of a candidate.
    package static func features(_ reading: Reading, _ token: Int, into list: inout FeatureList) {
        let word = reading.words[token]
        let stem = reading.stems[token]
        let tag = reading.tagCode(token)
        let next = reading.word(token + 1)
        let previous = reading.word(token - 1)
        let atom = reading.atomOf[token]
        let inside: UInt32 = atom >= 0 ? 1 : 0
        let surroundings = marks(reading, token)
        list.add(0)
        list.add(1, word)
        list.add(2, stem)
        list.add(3, tag, UInt32(reading.shapes[token].rawValue))
        list.add(4, stem, tag)
        list.add(5, stem, next)
        list.add(6, stem, previous)
        list.add(7, stem, reading.tagCode(token + 1))
        list.add(8, stem, reading.tagCode(token - 1))
        list.add(9, tag, reading.tagCode(token - 1), reading.tagCode(token + 1))
        list.add(10, next, tag)
        list.add(11, previous, tag)
        list.add(12, reading.word(token - 2), tag)
        list.add(13, reading.word(token + 2), tag)
        list.add(14, stem, inside)
        list.add(15, inside, tag)
        list.add(16, surroundings, tag)
        list.add(17, surroundings, stem)
        list.add(18, UInt32(reading.shape(token + 1).rawValue), UInt32(reading.shape(token - 1).rawValue), tag)
        list.add(19, word, UInt32(reading.shape(token + 1).rawValue), UInt32(reading.shape(token - 1).rawValue))
        list.add(20, reading.tagCode(token + 1), reading.tagCode(token + 2), tag)
        list.add(21, reading.tagCode(token - 1), reading.tagCode(token - 2), tag)
        list.add(22, stem, reading.tagCode(token + 1), reading.tagCode(token + 2))
        list.add(23, stem, reading.word(token + 2))
        list.add(24, stem, reading.word(token - 2))
        let sentence = reading.document.sentences[Int(reading.sentenceOf[token])]
        let place = (token == sentence.lowerBound ? 1 : 0) + (token + 2 >= sentence.upperBound ? 2 : 0)
        list.add(25, UInt32(place), stem)
        list.add(26, UInt32(place), surroundings, inside)
        let behindName = reading.phraseEnding[token] >= 0 ? UInt32(reading.phrases[Int(reading.phraseEnding[token])].kind.rawValue) + 1 : 0
        let beforeName =
            reading.phraseStarting[token + 1] >= 0 ? UInt32(reading.phrases[Int(reading.phraseStarting[token + 1])].kind.rawValue) + 1 : 0
        list.add(27, behindName, beforeName, tag)
        list.add(28, behindName, beforeName, stem)
        list.add(29, negation(reading, token), stem)
    }

    /// What lies between the token and the nearest marks of its sentence: where they are and how far.
    private static func marks(_ reading: Reading, _ token: Int) -> UInt32 {
        var result: UInt32 = 0
        var position = token - 1
        while position >= 0, token - position <= 12, reading.sentenceOf[position] == reading.sentenceOf[token] {
            if reading.atomOf[position] >= 0, reading.atomOf[position] != reading.atomOf[token] {
                result = token - position <= 5 ? 1 : 2
                break
            }
            position -= 1
        }
        position = token + 1
        while position < reading.count, position - token <= 12, reading.sentenceOf[position] == reading.sentenceOf[token] {
            if reading.atomOf[position] >= 0, reading.atomOf[position] != reading.atomOf[token] {
                result |= position - token == 1 ? 4 : (position - token <= 5 ? 8 : 12)
                break
            }
            position += 1
        }
        return result
    }

    /// Whether "not", "never" or an auxiliary of the unreal stands shortly before.
    static func negation(_ reading: Reading, _ token: Int) -> UInt32 {
        for position in stride(from: token - 1, through: max(0, token - 3), by: -1) {
            if negatives.contains(reading.words[position]) { return 1 }
            if unreals.contains(reading.words[position]) { return 2 }
        }
        return 0
    }

    static let according = FeatureHash.of("according")
    static let per = FeatureHash.of("per")
    /// German: "so der Sprecher".
    static let so = FeatureHash.of("so")
    static let say = FeatureHash.of("say")
    static let negatives = FeatureHash.all("not n't n’t never nobody no neither nor without cannot")
    static let unreals = FeatureHash.all("would could should might may will if can must had to")
}
