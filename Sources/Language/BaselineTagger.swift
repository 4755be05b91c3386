/// A first tagger by word lists and endings.
enum BaselineTagger {
    private static let lists: [(WordSet, PartOfSpeech)] = [
        (WordSet("the a an this that these those every each some any no another"), .determiner),
        (
            WordSet("i you he she it we they me him her us them his its their our my your who whom himself herself themselves itself"),
            .pronoun
        ),
        (
            WordSet("in on at for from with by to of as into about over under after before between through during against without within"),
            .adposition
        ),
        (WordSet("and or but nor"), .coordinatingConjunction),
        (WordSet("if because while although though whether since unless"), .subordinatingConjunction),
        (WordSet("is are was were be been being am has have had do does did will would can could may might shall should must"), .auxiliary),
        (WordSet("not n't 's"), .particle),
        (WordSet("said says say told tells tell added adds asked asks wrote writes called calls noted notes warned argued"), .verb),
    ]

    static func tag(_ document: inout Document) {
        let bytes = document.text.bytes
        for index in document.tokens.indices {
            let token = document.tokens[index]
            let (value, _) = Scalars.decode(bytes, at: token.start)
            let hash = WordHash(bytes, token.bytes)
            let tag: PartOfSpeech
            switch Scalars.classify(value) {
            case .letter, .apostrophe:
                if let known = lists.first(where: { $0.0.contains(hash) }) {
                    tag = known.1
                } else if Scalars.isUpper(value) {
                    tag = .properNoun
                } else if bytes[..<token.end].suffix(2).elementsEqual("ly".utf8) {
                    tag = .adverb
                } else if bytes[..<token.end].suffix(2).elementsEqual("ed".utf8) {
                    tag = .verb
                } else {
                    tag = .noun
                }
            case .digit: tag = .numeral
            case .symbol: tag = .symbol
            default: tag = .punctuation
            }
            document.tokens[index].tag = tag
        }
    }
}

/// A first recogniser: runs of capitalised words.
enum BaselineRecogniser {
    static func recognise(_ document: inout Document) {
        let text = document.text
        var known: [String: Int] = [:]
        let pronouns = WordSet("he she they i we")
        for sentence in document.sentences {
            var position = sentence.lowerBound
            while position < sentence.upperBound {
                var stop = position
                while stop < sentence.upperBound, document.tokens[stop].tag == .properNoun { stop += 1 }
                if stop > position {
                    let name = text.string(document.tokens[position].start..<document.tokens[stop - 1].end)
                    let entity = known[name] ?? document.entities.count
                    if entity == document.entities.count {
                        document.entities.append(Entity(type: EntityType.person.rawValue, name: name))
                        known[name] = entity
                    }
                    document.mentions.append(Mention(tokens: position..<stop, kind: .name, entity: entity))
                    position = stop
                } else {
                    if pronouns.contains(WordHash(text.bytes, document.tokens[position].bytes)) {
                        document.mentions.append(Mention(tokens: position..<position + 1, kind: .pronoun, entity: document.entities.count))
                        document.entities.append(Entity(type: EntityType.person.rawValue, name: text.string(document.tokens[position])))
                    }
                    position += 1
                }
            }
        }
    }
}
