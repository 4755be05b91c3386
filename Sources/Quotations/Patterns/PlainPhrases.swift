import Language

extension NounPhrase {
    /// Every noun phrase of a text in a language without tags, by where it ends: names, what an article begins, pronouns.
    ///
    /// The small words of the language end a phrase; where nouns are written with capitals they are its heads.
    static func all(in reading: Reading, lexicon: CueLexicon) -> [NounPhrase] {
        PlainPhrases(reading: reading, lexicon: lexicon).phrases()
    }
}

/// Reads noun phrases by capitals and small words.
private struct PlainPhrases {
    let reading: Reading
    let lexicon: CueLexicon

    /// An adjective or two stand between article and noun, seldom more.
    private static let mostWords = 5

    func phrases() -> [NounPhrase] {
        var phrases: [NounPhrase] = []
        var token = 0
        while token < reading.count {
            let phrase = pronoun(token) ?? name(token) ?? determined(token) ?? bareNoun(token)
            if let phrase {
                phrases.append(phrase)
                token = max(phrase.tokens.upperBound, token + 1)
            } else {
                token += 1
            }
        }
        return phrases
    }

    private func pronoun(_ token: Int) -> NounPhrase? {
        guard lexicon.pronouns[reading.words[token]] != nil || lexicon.anaphors.contains(reading.words[token]) else { return nil }
        return NounPhrase(
            tokens: token..<token + 1, head: token, kind: .pronoun, isPossessive: false, isModifier: false,
            mention: reading.mentionOf[token])
    }

    /// A name that was recognised, or capitals inside a sentence; the capitals before and behind belong to it.
    private func name(_ token: Int) -> NounPhrase? {
        guard reading.mentionOf[token] >= 0 || isNameWord(token) else { return nil }
        var end = token
        var mention: Int32 = -1
        while end < reading.count, end - token < 10, end == token || reading.atomOf[end] == reading.atomOf[token] {
            if reading.mentionOf[end] >= 0 {
                if mention >= 0, reading.mentionOf[end] != mention { break }
                mention = reading.mentionOf[end]
            } else if !(end == token || mention < 0 && isNameWord(end) || isNamePart(end, mention)) {
                break
            }
            end += 1
        }
        if mention >= 0 { end = min(end, max(token + 1, reading.document.mentions[Int(mention)].tokens.upperBound)) }
        let isSingleNoun = mention < 0 && lexicon.capitalisesNouns
        return NounPhrase(
            tokens: token..<end, head: end - 1, kind: isSingleNoun ? .nominal : .name, isPossessive: false, isModifier: false,
            mention: mention)
    }

    private func isNamePart(_ token: Int, _ mention: Int32) -> Bool {
        mention >= 0 && reading.document.mentions[Int(mention)].tokens.contains(token)
    }

    /// A capital that no sentence's beginning explains, outside languages that write all nouns so.
    private func isNameWord(_ token: Int) -> Bool {
        guard !lexicon.capitalisesNouns, isCapital(token), !lexicon.functionWords.contains(reading.words[token]),
            !lexicon.determiners.contains(reading.words[token]), !lexicon.prepositions.contains(reading.words[token])
        else { return false }
        guard reading.startsSentence(token) else { return true }
        return lexicon.verbs.contains(reading.word(token + 1)) || lexicon.auxiliaries.contains(reading.word(token + 1))
            || isCapital(token + 1)
    }

    private func isCapital(_ token: Int) -> Bool {
        let shape = reading.shape(token)
        return shape == .capital || shape == .allCapitals || shape == .mixed && token < reading.count && reading.startsWithCapital(token)
    }

    /// An article and what it begins, up to the noun: the first word in capitals, or the first one behind it.
    private func determined(_ token: Int) -> NounPhrase? {
        let isElided = lexicon.determiners.contains(reading.elisions[token] ?? 0)
        guard isElided || lexicon.determiners.contains(reading.words[token]) else { return nil }
        if isElided, reading.shapes[token].isWord {
            return NounPhrase(
                tokens: token..<token + 1, head: token, kind: isCapital(token) ? .name : .nominal, isPossessive: false, isModifier: false,
                mention: reading.mentionOf[token])
        }
        var end = token + 1
        var head: Int?
        while end < reading.count, end - token <= Self.mostWords, reading.atomOf[end] == reading.atomOf[token], !reading.startsSentence(end)
        {
            let shape = reading.shapes[end]
            guard shape.isWord || isHyphen(end) else { break }
            if reading.mentionOf[end] >= 0, reading.document.mentions[Int(reading.mentionOf[end])].kind == .name { break }
            if lexicon.capitalisesNouns {
                if isCapital(end) {
                    head = end
                } else if head != nil && !isHyphen(end) || isSmallWord(end) && head == nil && end > token + 1 {
                    break
                }
            } else {
                if isSmallWord(end) || lexicon.verbs.contains(reading.words[end]) || isCapital(end) && head != nil && end > token + 1 {
                    break
                }
                head = head ?? end
                if end - token >= 3 { break }
            }
            end += 1
        }
        guard let head else { return nil }
        return NounPhrase(
            tokens: token..<max(head + 1, lexicon.capitalisesNouns ? head + 1 : end), head: head,
            kind: isCapital(head) && !lexicon.capitalisesNouns ? .name : .nominal, isPossessive: false, isModifier: false, mention: -1)
    }

    /// A noun without an article, where capitals tell it: "Polizeiangaben".
    private func bareNoun(_ token: Int) -> NounPhrase? {
        guard lexicon.capitalisesNouns, isCapital(token), !isSmallWord(token), !lexicon.verbs.contains(reading.words[token]),
            !(reading.startsSentence(token) && isAdjective(token))
        else { return nil }
        var end = token + 1
        while end < reading.count, end - token < 4, reading.atomOf[end] == reading.atomOf[token],
            isCapital(end) && reading.mentionOf[end] < 0 && !reading.startsSentence(end) || isHyphen(end)
        { end += 1 }
        return NounPhrase(
            tokens: token..<end, head: end - 1, kind: .nominal, isPossessive: false, isModifier: false, mention: -1)
    }

    /// By its ending: at a sentence's head "Offiziell" has a capital as a noun has.
    private func isAdjective(_ token: Int) -> Bool {
        let word = reading.document.text.bytes[reading.document.tokens[token].bytes]
        return Self.endings.contains { word.count > $0.count + 2 && word.suffix($0.count).elementsEqual($0) }
    }

    private static let endings = ["end", "iell", "lich", "isch", "weise", "ßend", "mals", "falls", "seits", "dings"].map { Array($0.utf8) }

    private func isSmallWord(_ token: Int) -> Bool {
        lexicon.functionWords.contains(reading.words[token]) || lexicon.determiners.contains(reading.words[token])
            || lexicon.pronouns[reading.words[token]] != nil
    }

    private func isHyphen(_ token: Int) -> Bool {
        reading.shape(token) == .mixed && reading.document.tokens[token].bytes.count == 1
    }
}
