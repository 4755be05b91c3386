import Language

/// A stretch of tokens that could name a speaker.
package struct NounPhrase {
    /// What its head is.
    package enum Kind: UInt8 {
        case name, nominal, pronoun
    }

    /// The tokens of the mention: the whole name, "a former spokesman", "she".
    package var tokens: Range<Int>
    /// The token that carries the meaning: the last one of a name, the noun, the pronoun.
    package var head: Int
    package var kind: Kind
    /// Whether a possessive ending follows ("Perrin's" in "Perrin's lawyer").
    package var isPossessive: Bool
    /// Whether it only modifies a noun behind it ("Perrin" in "a Perrin spokesman").
    package var isModifier: Bool
    /// The document's mention it is, or -1.
    package var mention: Int32
}

extension NounPhrase {
    /// Every noun phrase of a document, by where it ends.
    ///
    /// Runs of determiners, adjectives, numbers and nouns are taken apart into the names in them and the noun they end in.
    static func all(in reading: Reading) -> [NounPhrase] {
        var phrases: [NounPhrase] = []
        phrases.reserveCapacity(reading.count / 4)
        var token = 0
        while token < reading.count {
            if isSubjectPronoun(reading, token) {
                phrases.append(
                    NounPhrase(
                        tokens: token..<token + 1, head: token, kind: .pronoun, isPossessive: false, isModifier: false,
                        mention: reading.mentionOf[token]))
                token += 1
                continue
            }
            let start = token
            while token < reading.count, token == start || !breaks(reading, before: token), isPart(reading, token) { token += 1 }
            if token == start {
                token += 1
                continue
            }
            take(start..<token, in: reading, into: &phrases)
        }
        return phrases
    }

    /// Takes the names and the final noun out of one run.
    private static func take(_ run: Range<Int>, in reading: Reading, into phrases: inout [NounPhrase]) {
        var start = run.lowerBound
        var token = run.lowerBound
        while token < run.upperBound {
            if isPossessiveEnding(reading, token) {
                // The owner alone was taken already; what follows begins a new phrase that may include it.
                token += 1
                continue
            }
            if reading.tag(token) == .properNoun || isNameMention(reading, token) || reading.tag(token) == .auxiliary {
                var end = token + 1
                let mention = reading.mentionOf[token]
                while end < run.upperBound, !isPossessiveEnding(reading, end),
                    mention >= 0 ? reading.mentionOf[end] == mention : (reading.tag(end) == .properNoun && reading.mentionOf[end] < 0)
                { end += 1 }
                let isOwner =
                    end < run.upperBound && isPossessiveEnding(reading, end) || end < reading.count && isPossessiveEnding(reading, end)
                let isModifier = !isOwner && end < run.upperBound
                phrases.append(
                    NounPhrase(
                        tokens: token..<end, head: end - 1, kind: .name, isPossessive: isOwner, isModifier: isModifier, mention: mention))
                token = end
                continue
            }
            let endsHere = token + 1 == run.upperBound || isPossessiveEnding(reading, token + 1)
            // "Fell, 34, said": an age is nobody.
            let isAge = token == start && reading.shapes[token] == .digits && reading.shape(token - 1) == .comma
            if endsHere, isNominalHead(reading, token), !isAge, !isInCompound(reading, token) {
                let isOwner = token + 1 < reading.count && isPossessiveEnding(reading, token + 1)
                phrases.append(
                    NounPhrase(
                        tokens: start..<token + 1, head: token, kind: .nominal, isPossessive: isOwner, isModifier: false,
                        mention: reading.mentionOf[token]))
                if isOwner { start = run.lowerBound }
            }
            token += 1
        }
    }

    /// Whether a hyphen follows: "the state-run agency" speaks of no state.
    private static func isInCompound(_ reading: Reading, _ token: Int) -> Bool {
        token + 1 < reading.count && reading.document.isMark(token + 1, "-") && reading.document.isAttached(token + 1)
    }

    private static func isNameMention(_ reading: Reading, _ token: Int) -> Bool {
        let mention = reading.mentionOf[token]
        return mention >= 0 && reading.document.mentions[Int(mention)].kind == .name && reading.shape(token) != .lower
            && reading.shape(token).isWord
    }

    private static func isNominalHead(_ reading: Reading, _ token: Int) -> Bool {
        switch reading.tag(token) {
        case .noun, .numeral, .adjective, .determiner: reading.shape(token).isWord
        default: false
        }
    }

    private static func isPart(_ reading: Reading, _ token: Int) -> Bool {
        if isNameMention(reading, token) { return true }
        // A verb of speech taken for a noun ends the phrase: "the editorial board writes".
        if verbs.contains(reading.word(token)) { return false }
        if reading.tag(token) == .auxiliary, reading.shape(token) == .capital, verbs.contains(reading.word(token + 1)) { return true }
        switch reading.tag(token) {
        case .determiner, .adjective, .noun, .numeral, .properNoun: return reading.shape(token).isWord
        case .pronoun: return possessives.contains(reading.word(token))
        default: return isPossessiveEnding(reading, token)
        }
    }

    private static func breaks(_ reading: Reading, before token: Int) -> Bool {
        if reading.atomOf[token] != reading.atomOf[token - 1] { return true }
        switch reading.tag(token) {
        case .determiner: return reading.tag(token - 1) != .determiner && reading.tag(token - 1) != .numeral
        case .pronoun: return true
        default: return false
        }
    }

    static func isPossessiveEnding(_ reading: Reading, _ token: Int) -> Bool {
        let word = reading.word(token)
        return word == apostropheS || word == curlyApostropheS
            || (word == apostrophe || word == curlyApostrophe) && token > 0
                && reading.document.tokens[token].start == reading.document.tokens[token - 1].end && reading.tag(token) == .particle
    }

    private static func isSubjectPronoun(_ reading: Reading, _ token: Int) -> Bool {
        let word = reading.word(token)
        if pronouns.contains(word) { return true }
        // "some said", but "some traders said".
        guard quantities.contains(word) else { return false }
        return token + 1 >= reading.count || !isPart(reading, token + 1) || reading.atomOf[token] != reading.atomOf[token + 1]
            || reading.tag(token + 1) == .determiner
    }

    private static let apostropheS = FeatureHash.of("'s")
    private static let curlyApostropheS = FeatureHash.of("’s")
    private static let apostrophe = FeatureHash.of("'")
    private static let curlyApostrophe = FeatureHash.of("’")
    private static let possessives = FeatureHash.all("his her its their my our your whose")
    private static let verbs = FeatureHash.all("said says writes wrote told tells reads adds added asked asks argues insists")
    private static let quantities = FeatureHash.all("many some several most both another one few those all half")
    private static let pronouns = FeatureHash.all(
        """
        he she they it i we you who him them which someone somebody everyone everybody others many some several most both another one
        anyone nobody few those us me
        """)
}
