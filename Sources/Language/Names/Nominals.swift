/// Finds the common nouns and pronouns that stand for somebody, and whom they stand for where the text makes it plain.
struct Nominals {
    private var document: Document
    private let table: TokenTable
    private var owner: [Int32]
    /// Whether a token stands between quotation marks.
    private let quoted: [Bool]

    /// Adds mentions of kinds nominal and pronoun; each belongs to the entity it stands for, or to one of its own.
    static func find(_ document: Document, _ table: TokenTable) -> Document {
        var owner = [Int32](repeating: -1, count: document.tokens.count)
        for (index, mention) in document.mentions.enumerated() { for token in mention.tokens { owner[token] = Int32(index) } }
        var reader = Nominals(document: document, table: table, owner: owner, quoted: Self.quoted(document))
        reader.run()
        return reader.document
    }

    /// By double marks, paragraph by paragraph; a straight one opens where none is open.
    private static func quoted(_ document: Document) -> [Bool] {
        var quoted = [Bool](repeating: false, count: document.tokens.count)
        for paragraph in document.paragraphs {
            var isOpen = false
            for token in paragraph {
                switch Scalars.decode(document.text.bytes, at: document.tokens[token].start).value {
                case 0x201C: isOpen = true
                case 0x201D: isOpen = false
                case 0x22: isOpen.toggle()
                default: quoted[token] = isOpen
                }
            }
        }
        return quoted
    }

    private func word(_ token: Int) -> WordHash { WordHash(value: table.lower[token]) }

    private static let determiners = WordSet(
        "the a an this that these those his her their its our my your one another some two three four five several many most both each every no all any other"
    )
    private static let singularPeople = WordSet("he him himself she her herself")
    private static let masculine = WordSet("he him himself")
    private static let feminine = WordSet("she her herself hers")
    private static let mentioned = WordSet(
        "i he she they we you it who him her them me us himself herself themselves everyone everybody someone somebody nobody anyone")
    private static let that = WordHash("that")
    private static let definite = WordSet("the this that his her their its our")

    /// A person or body named not long ago, for pronouns and nouns to stand for.
    private struct Recent {
        var entity: Int
        var token: Int
        var sentence: Int
        var subject: Bool
    }

    private mutating func run() {
        var additions: [Mention] = []
        var people: [Recent] = []
        var bodies: [Recent] = []
        var own: [WordHash: Int] = [:]
        for (number, sentence) in document.sentences.enumerated() {
            var token = sentence.lowerBound
            while token < sentence.upperBound {
                if owner[token] >= 0 {
                    let mention = document.mentions[Int(owner[token])]
                    let recent = Recent(
                        entity: mention.entity, token: token, sentence: number, subject: isSubject(mention.tokens, sentence))
                    switch document.entities[mention.entity].type {
                    case EntityType.person.rawValue: people.append(recent)
                    case EntityType.organization.rawValue: bodies.append(recent)
                    default: break
                    }
                    token = max(token + 1, mention.tokens.upperBound)
                    continue
                }
                if Self.mentioned.contains(word(token)), document.tokens[token].tag != .determiner {
                    let entity = antecedent(of: token, number, people) ?? single(word(token), document.string(token), &own)
                    additions.append(Mention(tokens: token..<token + 1, kind: .pronoun, entity: entity))
                    if Self.singularPeople.contains(word(token)), document.entities[entity].type == EntityType.person.rawValue {
                        people.append(
                            Recent(entity: entity, token: token, sentence: number, subject: isSubject(token..<token + 1, sentence)))
                    }
                    token += 1
                    continue
                }
                if let phrase = nominal(from: token, sentence) {
                    let head = phrase.upperBound - 1
                    let entity =
                        apposed(phrase, people) ?? antecedent(of: phrase, number, people, bodies) ?? nominalEntity(phrase, head, &own)
                    additions.append(Mention(tokens: phrase, kind: .nominal, entity: entity))
                    token = phrase.upperBound
                    continue
                }
                token += 1
            }
        }
        document.mentions = (document.mentions + additions).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// Whether words stand before their verb rather than behind it.
    private func isSubject(_ tokens: Range<Int>, _ sentence: Range<Int>) -> Bool {
        // A name may reach over what was taken for the sentence's end.
        for token in tokens.upperBound..<max(tokens.upperBound, min(tokens.upperBound + 4, sentence.upperBound)) {
            switch document.tokens[token].tag {
            case .verb, .auxiliary: return true
            case .adverb: continue
            default: return tokens.lowerBound == sentence.lowerBound
            }
        }
        return false
    }

    // MARK: Phrases

    /// The base noun phrase that starts at a token and ends with a noun for people, bodies or documents.
    private func nominal(from start: Int, _ sentence: Range<Int>) -> Range<Int>? {
        var position = start
        let determined = Self.determiners.contains(word(start))
        if determined {
            position += 1
        } else {
            // Without an article: bare plurals and groups, not in the middle of a phrase.
            let tag = document.tokens[start].tag
            guard tag == .noun || tag == .adjective || tag == .properNoun else { return nil }
            if start > sentence.lowerBound, owner[start - 1] < 0 {
                let before = document.tokens[start - 1].tag
                if before == .adjective || before == .noun || before == .determiner || document.isMark(start - 1, "-") { return nil }
            }
        }
        var head: Int?
        let limit = min(start + 8, sentence.upperBound)
        while position < limit, owner[position] < 0 {
            let tag = document.tokens[position].tag
            let dash = document.isMark(position, "-") && document.isAttached(position)
            guard
                tag == .noun || tag == .adjective || tag == .numeral || tag == .properNoun || dash
                    || (tag == .verb && head == nil && determined)
            else { break }
            if tag == .noun || tag == .properNoun || tag == .adjective {
                head = isHead(position, determined) ? position : (tag == .adjective ? head : nil)
            }
            position += 1
        }
        guard var end = head.map({ $0 + 1 }) else { return nil }
        // "the year that analysts expect": no demonstrative stands before a plural but "these" and "those".
        let start = word(start) == Self.that && isPlural(end - 1) ? start + 1 : start
        // The head is the phrase's last noun: "the company car" is no company.
        if end < position, (end..<position).contains(where: { document.tokens[$0].tag == .noun }) { return nil }
        if end < sentence.upperBound, owner[end] >= 0 {
            // "chief executive Marla Ojukwu": the noun is said of the name.
            let mention = document.mentions[Int(owner[end])]
            if mention.tokens.lowerBound == end, document.entities[mention.entity].type == EntityType.person.rawValue { return nil }
        }
        if end > start + 8 { end = start + 8 }
        return start..<end
    }

    /// Whether a noun may speak.
    private func isHead(_ token: Int, _ determined: Bool) -> Bool {
        let word = word(token)
        if isAttachedMark(token + 1) { return false }
        if Lexicon.groups.contains(word) { return true }
        if determined, Lexicon.roles.contains(word) || Lexicon.bodies.contains(word) || Lexicon.documents.contains(word) { return true }
        guard let stem = singular(token) else { return false }
        return Lexicon.roles.contains(stem) || (determined && (Lexicon.bodies.contains(stem) || Lexicon.documents.contains(stem)))
    }

    /// "the state-run agency" speaks of no state.
    private func isAttachedMark(_ token: Int) -> Bool {
        token < document.tokens.count && document.isMark(token, "-") && document.isAttached(token)
    }

    /// What a word is the plural of, where it ends like one.
    private func singular(_ token: Int) -> WordHash? {
        let bytes = document.tokens[token].bytes
        guard bytes.count > 3, document.text.bytes[bytes.upperBound - 1] | 0x20 == UInt8(ascii: "s") else { return nil }
        return WordHash(document.text.bytes, bytes.lowerBound..<bytes.upperBound - 1)
    }

    /// Whether a noun means several people.
    private func isPlural(_ token: Int) -> Bool {
        if Lexicon.groups.contains(word(token)) { return true }
        guard let stem = singular(token) else { return false }
        return Lexicon.roles.contains(stem) && !Lexicon.roles.contains(word(token))
    }

    // MARK: Who it is

    /// The person a "he" or "she" stands for: of the right gender, named shortly before, a subject rather than not.
    private func antecedent(of token: Int, _ sentence: Int, _ people: [Recent]) -> Int? {
        guard Self.singularPeople.contains(word(token)) else { return nil }
        let gender: Gender = Self.masculine.contains(word(token)) ? .male : .female
        var best: (entity: Int, value: Int)?
        for recent in people.suffix(24).reversed() {
            let distance = sentence - recent.sentence
            if distance > 6 { break }
            let known = document.entities[recent.entity].gender
            if let known, known != gender { continue }
            var value = (recent.subject ? 3 : 0) + (known == gender ? 2 : 0) - distance * 2
            // "“Pat is passionate,” she said": whom somebody speaks of is mostly another.
            if quoted[recent.token], !quoted[token] { value -= 5 }
            if best.map({ value > $0.value }) ?? true { best = (recent.entity, value) }
        }
        return best?.entity
    }

    /// The one a phrase is said of: "Christina Ni, MD, a psychiatrist"; "a spokesman for the port, Leo Brandt".
    private func apposed(_ phrase: Range<Int>, _ people: [Recent]) -> Int? {
        guard let head = phrase.last else { return nil }
        let noun = document.string(head).lowercased()
        func fits(_ mention: Mention) -> Bool {
            document.entities[mention.entity].roles.contains { $0.lowercased().hasSuffix(noun) }
        }
        var before = phrase.lowerBound - 1
        if before > 0, document.isMark(before, ",") || document.isMark(before, "(") {
            before -= 1
            while before > 0, owner[before] < 0, document.isMark(before, ",") || Lexicon.credentials.contains(word(before)) { before -= 1 }
            if owner[before] >= 0, fits(document.mentions[Int(owner[before])]) { return document.mentions[Int(owner[before])].entity }
        }
        var after = phrase.upperBound
        while after < min(phrase.upperBound + 10, owner.count - 1) {
            if document.isMark(after, ","), owner[after + 1] >= 0, fits(document.mentions[Int(owner[after + 1])]) {
                return document.mentions[Int(owner[after + 1])].entity
            }
            if document.isMark(after, ",") || document.isMark(after, ".") { return nil }
            after += 1
        }
        return nil
    }

    /// The one "the psychiatrist" or "the company" stands for.
    private func antecedent(of phrase: Range<Int>, _ sentence: Int, _ people: [Recent], _ bodies: [Recent]) -> Int? {
        guard Self.definite.contains(word(phrase.lowerBound)), let head = phrase.last else { return nil }
        if Lexicon.roles.contains(word(head)) {
            let noun = document.string(head).lowercased()
            for recent in people.suffix(40).reversed() {
                let roles = document.entities[recent.entity].roles
                if roles.contains(where: { $0.lowercased().hasSuffix(noun) }) { return recent.entity }
            }
        } else if Lexicon.bodies.contains(word(head)), phrase.count == 2 {
            let noun = document.string(head).lowercased()
            for recent in bodies.suffix(20).reversed() where sentence - recent.sentence <= 8 {
                if document.entities[recent.entity].name.lowercased().hasSuffix(noun) { return recent.entity }
            }
            if Self.firms.contains(word(head)), let recent = bodies.last, sentence - recent.sentence <= 3 { return recent.entity }
        }
        return nil
    }

    private static let firms = WordSet(
        "company firm group charity agency organization organisation manufacturer retailer airline operator maker")

    /// The entity of a word that stands for nobody named; one for all "he" of a text would join strangers, so only fixed ones are shared.
    private mutating func single(_ word: WordHash, _ text: String, _ own: inout [WordHash: Int]) -> Int {
        if let known = own[word] { return known }
        let gender: Gender? =
            Self.masculine.contains(word) ? .male : Self.feminine.contains(word) ? .female : Self.plural.contains(word) ? .plural : nil
        let type: EntityType = word == Self.neuter ? .organization : .person
        document.entities.append(Entity(type: type.rawValue, name: text, gender: gender))
        own[word] = document.entities.count - 1
        return document.entities.count - 1
    }

    private static let neuter = WordHash("it")
    private static let plural = WordSet("they them we us themselves")

    private mutating func nominalEntity(_ phrase: Range<Int>, _ head: Int, _ own: inout [WordHash: Int]) -> Int {
        var hash = table.lower[head]
        for token in phrase.dropLast() where !Self.determiners.contains(word(token)) { hash = Hashing.join(hash, table.lower[token]) }
        let key = WordHash(value: hash)
        if let known = own[key] { return known }
        let isBody = Lexicon.bodies.contains(word(head)) && !Lexicon.roles.contains(word(head))
        let isDocument = Lexicon.documents.contains(word(head)) && !Lexicon.roles.contains(word(head))
        let gender: Gender? =
            Lexicon.male.contains(word(head)) ? .male : Lexicon.female.contains(word(head)) ? .female : isPlural(head) ? .plural : nil
        let type: EntityType = isBody ? .organization : isDocument ? .work : .person
        document.entities.append(Entity(type: type.rawValue, name: document.string(phrase), gender: gender))
        own[key] = document.entities.count - 1
        return document.entities.count - 1
    }
}
