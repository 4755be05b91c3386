/// Reads what a text says beside a name: credentials, roles, affiliation.
///
/// "Christina Ni, MD, a psychiatrist with Mindpath Health"; "chief executive Marla Ojukwu"; "a spokesman for the port, Leo
/// Brandt"; "Brandt, who directs the port," is left alone.
struct Appositions {
    private var document: Document
    private let table: TokenTable
    /// The mention each token is part of, or -1.
    private let owner: [Int32]
    private let sentenceEnd: [Int32]

    /// Fills in the entities' credentials, roles and affiliations.
    static func read(_ document: Document, _ table: TokenTable) -> Document {
        var owner = [Int32](repeating: -1, count: document.tokens.count)
        for (index, mention) in document.mentions.enumerated() { for token in mention.tokens { owner[token] = Int32(index) } }
        var ends = [Int32](repeating: 0, count: document.tokens.count)
        for sentence in document.sentences { for token in sentence { ends[token] = Int32(sentence.upperBound) } }
        var reader = Appositions(document: document, table: table, owner: owner, sentenceEnd: ends)
        for mention in document.mentions where document.entities[mention.entity].type == EntityType.person.rawValue { reader.read(mention) }
        return reader.document
    }

    private mutating func read(_ mention: Mention) {
        var position = mention.tokens.upperBound
        let end = Int(sentenceEnd[mention.tokens.lowerBound])
        position = readCredentials(position, end, mention.entity)
        readBehind(position, end, mention.entity)
        readBefore(mention)
    }

    private func word(_ token: Int) -> WordHash { WordHash(value: table.lower[token]) }

    /// ", MD, PhD" behind a name, or "MD" at once; answers with the token behind.
    private mutating func readCredentials(_ start: Int, _ end: Int, _ entity: Int) -> Int {
        var position = start
        while position < end {
            let at = document.isMark(position, ",") ? position + 1 : position
            guard at < end, Lexicon.credentials.contains(word(at)), table.form[at].contains(.capital), document.tokens[at].bytes.count > 1
            else { break }
            // "ms" and "ma" are words too: credentials are written with more than one capital.
            guard table.form[at].contains(.allCapitals) || document.string(at).dropFirst().contains(where: \.isUppercase) else { break }
            var stop = at + 1
            if stop < end, document.isMark(stop, "."), document.isAttached(stop), stop + 1 < end, document.isMark(stop + 1, ",") {
                stop += 1
            }
            // "LCSW-R", "PA-C".
            if stop + 1 < end, document.isMark(stop, "-"), document.isAttached(stop), document.isAttached(stop + 1) { stop += 2 }
            let credential = document.string(at..<stop)
            if !document.entities[entity].credentials.contains(credential) { document.entities[entity].credentials.append(credential) }
            position = stop
        }
        return position
    }

    private static let articles = WordSet("a an the his her their its our my")
    private static let prepositions = WordSet("with of at for from in on to")
    private static let stops = WordSet("who which that whose where when and but said says told tells wrote was is are were has had will")

    /// ", a psychiatrist with Mindpath Health," behind a name.
    private mutating func readBehind(_ start: Int, _ end: Int, _ entity: Int) {
        guard start + 1 < end, document.isMark(start, ",") || document.isMark(start, "(") else { return }
        var position = start + 1
        if position < end, Self.articles.contains(word(position)) { position += 1 }
        readRole(position, end, entity)
    }

    /// Reads a role and where it is held, from the first word on.
    private mutating func readRole(_ start: Int, _ end: Int, _ entity: Int) {
        var position = start
        var head: Int?
        // The noun phrase: up to a role noun that no other follows.
        while position < end, position < start + 10 {
            let token = document.tokens[position]
            if Lexicon.roles.contains(word(position)) {
                head = position
            } else if head != nil {
                break
            }
            let joins = document.isMark(position, "-") || document.isMark(position, "/") || word(position) == Self.genitive
            guard
                joins || token.tag == .noun || token.tag == .adjective || token.tag == .properNoun || token.tag == .adverb
                    || token.tag == .verb
                    || token.tag == .numeral || word(position) == Self.and
            else { break }
            if token.tag == .verb, head == nil, Self.stops.contains(word(position)) { return }
            position += 1
        }
        guard let head else { return }
        var roleStart = head
        // An organization before the role is where it is held: "Mindpath Health psychiatrist".
        while roleStart > start, owner[roleStart - 1] < 0, word(roleStart - 1) != Self.genitive, word(roleStart - 1) != Self.and {
            roleStart -= 1
        }
        if roleStart > start, owner[roleStart - 1] >= 0 || word(roleStart - 1) == Self.genitive {
            let beside = owner[roleStart - 1] >= 0 ? roleStart - 1 : roleStart - 2
            if beside >= start { affiliate(Int(owner[beside]), entity) }
        }
        addRole(roleStart..<head + 1, entity)
        // "psychotherapist and founder of …", "director and head of …".
        var behind = head + 1
        if behind + 1 < end, word(behind) == Self.and {
            var second: Int?
            var next = behind + 1
            if Self.articles.contains(word(next)) { next += 1 }
            let from = next
            while next < end, next < from + 5,
                document.tokens[next].tag == .noun || document.tokens[next].tag == .adjective || document.isMark(next, "-")
            {
                if Lexicon.roles.contains(word(next)) { second = next }
                next += 1
            }
            if let second {
                addRole(from..<second + 1, entity)
                behind = second + 1
            }
        }
        // Where: the first organization or place behind a preposition, before the phrase ends.
        while behind < end, behind < head + 14 {
            if owner[behind] >= 0 {
                let mention = document.mentions[Int(owner[behind])]
                if affiliate(Int(owner[behind]), entity) { return }
                behind = mention.tokens.upperBound
                continue
            }
            if document.isMark(behind, ",") || document.isMark(behind, ")") || document.isMark(behind, ".") || document.isMark(behind, ";")
            {
                return
            }
            if Self.stops.contains(word(behind)), word(behind) != Self.and { return }
            if document.tokens[behind].tag == .verb || document.tokens[behind].tag == .auxiliary { return }
            behind += 1
        }
    }

    private static let and = WordHash("and")
    private static let genitive = WordHash("'s")

    @discardableResult
    private mutating func affiliate(_ mention: Int, _ entity: Int) -> Bool {
        guard mention >= 0, mention < document.mentions.count else { return false }
        let other = document.entities[document.mentions[mention].entity]
        if other.type == EntityType.location.rawValue || other.type == EntityType.work.rawValue,
            isUnknownBody(document.mentions[mention].tokens)
        {
            document.entities[document.mentions[mention].entity].type = EntityType.organization.rawValue
        } else if other.type != EntityType.organization.rawValue {
            return false
        }
        if document.entities[entity].affiliation == nil { document.entities[entity].affiliation = other.name }
        return true
    }

    /// Whether a name where somebody works must be that of a body: three words in no list of places ("Madison Square Psychotherapy").
    private func isUnknownBody(_ tokens: Range<Int>) -> Bool {
        guard tokens.count >= 3, let last = tokens.last else { return false }
        return !table.facts[last].has(.city) && !table.facts[last].has(.country) && !table.facts[last].has(.state)
            && tokens.allSatisfy { table.form[$0].contains(.letter) }
    }

    private mutating func addRole(_ tokens: Range<Int>, _ entity: Int) {
        var tokens = tokens
        while let first = tokens.first,
            document.tokens[first].tag == .determiner || document.isMark(first, "-") || document.tokens[first].tag == .adverb
                || document.tokens[first].tag == .numeral
        {
            tokens = tokens.dropFirst()
        }
        guard !tokens.isEmpty, document.entities[entity].roles.count < 8 else { return }
        let role = document.string(tokens)
        guard role.utf8.count <= 80, !document.entities[entity].roles.contains(where: { $0.lowercased() == role.lowercased() }) else {
            return
        }
        document.entities[entity].roles.append(role)
        if document.entities[entity].gender == nil, let head = tokens.last {
            if Lexicon.male.contains(word(head)) { document.entities[entity].gender = .male }
            if Lexicon.female.contains(word(head)) { document.entities[entity].gender = .female }
        }
    }

    /// "chief executive Marla Ojukwu", "President Donald Trump", "A spokesman for the port, Leo Brandt,".
    private mutating func readBefore(_ mention: Mention) {
        let start = mention.tokens.lowerBound
        guard let sentence = sentenceStart(start), start > sentence else { return }
        if document.isMark(start - 1, ",") {
            // The phrase before the comma starts with an article and has a role right behind it or after adjectives.
            var position = start - 2
            var steps = 0
            while position >= sentence, steps < 12 {
                if document.isMark(position, ",") || document.isMark(position, ".") || document.tokens[position].tag == .auxiliary {
                    return
                }
                if position == sentence || Self.articles.contains(word(position)) {
                    let first = Self.articles.contains(word(position)) ? position + 1 : position
                    guard let role = (first..<min(first + 4, start - 1)).first(where: { Lexicon.roles.contains(word($0)) }) else {
                        if position == sentence { return }
                        position -= 1
                        steps += 1
                        continue
                    }
                    // Only a whole clause-less phrase: nothing but nouns, adjectives, prepositions and names.
                    let plain = (first..<start - 1).allSatisfy { ![.verb, .auxiliary, .pronoun].contains(document.tokens[$0].tag) }
                    if plain, role < start { readRole(first, start - 1, mention.entity) }
                    return
                }
                position -= 1
                steps += 1
            }
            return
        }
        var position = start
        var head: Int?
        while position > sentence, position > start - 8 {
            let token = position - 1
            let tag = document.tokens[token].tag
            if head == nil {
                guard Lexicon.roles.contains(word(token)) || Lexicon.titles.contains(word(token)) else { return }
                // "Mr." and "Dr." are forms of address, no roles.
                guard document.tokens[token].bytes.count > 3, document.text.bytes[document.tokens[token].end - 1] != UInt8(ascii: ".")
                else { return }
                head = token
            } else {
                if owner[token] >= 0 {
                    affiliate(Int(owner[token]), mention.entity)
                    break
                }
                let joins = document.isMark(token, "-") || word(token) == Self.genitive
                guard tag == .noun || tag == .adjective || tag == .properNoun || joins else { break }
                if word(token) == Self.genitive {
                    if token > sentence, owner[token - 1] >= 0 { affiliate(Int(owner[token - 1]), mention.entity) }
                    break
                }
            }
            position = token
        }
        if let head { addRole(position..<head + 1, mention.entity) }
    }

    private func sentenceStart(_ token: Int) -> Int? {
        var low = 0
        var high = document.sentences.count
        while low < high {
            let middle = (low + high) / 2
            if document.sentences[middle].upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low < document.sentences.count ? document.sentences[low].lowerBound : nil
    }
}
