/// Gathers the names of a document into people, organizations and places, each under its fullest form.
///
/// Full names are settled first; short forms ("Ni", "Dr. Ni", "Mindpath", "DOGE") then join the one they are short for. Two
/// people of one surname stay two; a surname alone is the one of them who was named last and fits the title.
struct WhoIsWho {
    private var document: Document
    private let table: TokenTable
    private var groups: [Group] = []
    /// People by each word of their names, others by their whole names.
    private var places: [UInt64: [Int]] = [:]
    /// How many namesakes are looked at: more stand only in texts made to be slow.
    private static let namesakes = 48

    /// One of those spoken of.
    private struct Group {
        var kind: NameTagger.Kind
        /// The name's words: of people without titles.
        var words: [UInt64]
        var tokens: Range<Int>
        var gender: Gender?
        var acronyms: [UInt64] = []
        /// The token of the last mention so far.
        var last: Int
    }

    /// Adds the names to the document as mentions and entities.
    ///
    /// - Returns: the document; mentions of names and their entities are in it, in order.
    static func gather(_ names: [NameTagger.Name], _ document: Document, _ table: TokenTable) -> Document {
        var reader = WhoIsWho(document: document, table: table)
        reader.run(names)
        return reader.document
    }

    private init(document: Document, table: TokenTable) {
        self.document = document
        self.table = table
    }

    /// Words of a name that say nothing of who it is.
    private static let dispensable = WordSet(
        "the inc inc. corp corp. ltd ltd. llc plc co co. company corporation limited group 's ' & , . gmbh ag sa s.a.")

    private func words(_ name: NameTagger.Name) -> [UInt64] {
        let all = name.tokens.map { table.lower[$0] }
        guard name.kind != .person else {
            return all.filter { !Lexicon.generations.contains(WordHash(value: $0)) && table.isWord($0) }
        }
        let main = all.filter { !Self.dispensable.contains(WordHash(value: $0)) }
        return main.isEmpty ? all : main
    }

    private mutating func run(_ names: [NameTagger.Name]) {
        var assigned = [Int](repeating: -1, count: names.count)
        // The longer a name, the surer it is; short ones find theirs later.
        for (index, name) in names.enumerated() where name.tokens.count > 1 || name.kind != .person {
            let words = words(name)
            guard !words.isEmpty else { continue }
            if name.kind == .person, words.count < 2 { continue }
            assigned[index] = matchFull(name, words) ?? add(name, words)
        }
        for index in groups.indices { groups[index].last = -1 }
        for (index, name) in names.enumerated() {
            if assigned[index] < 0 {
                let words = words(name)
                assigned[index] = matchShort(name, words) ?? add(name, words.isEmpty ? [0] : words)
            }
            groups[assigned[index]].last = name.tokens.lowerBound
            if groups[assigned[index]].gender == nil, name.kind == .person { groups[assigned[index]].gender = titleGender(name.tokens) }
        }
        mergeShortOrganizations(&assigned, names)
        var entityOf: [Int: Int] = [:]
        for (index, name) in names.enumerated() {
            let group = assigned[index]
            let entity = entityOf[group] ?? document.entities.count
            if entity == document.entities.count, entityOf[group] == nil {
                entityOf[group] = entity
                let described = groups[group]
                let type = described.kind == .other ? OtherNames.type(document, described.tokens) : Self.types[Int(described.kind.rawValue)]
                document.entities.append(
                    Entity(type: type.rawValue, name: document.string(described.tokens), gender: described.gender ?? givenGender(described))
                )
            }
            document.mentions.append(Mention(tokens: name.tokens, kind: .name, entity: entity))
        }
    }

    private static let types: [EntityType] = [.person, .organization, .location, .norp, .work]

    private mutating func add(_ name: NameTagger.Name, _ words: [UInt64]) -> Int {
        var group = Group(kind: name.kind, words: words, tokens: name.tokens, last: name.tokens.lowerBound)
        if name.kind == .organization || name.kind == .location || name.kind == .other {
            group.acronyms = Acronym.candidates(document, name.tokens).filter { $0.count >= 2 }.map { WordHash($0).value }
        }
        if name.kind == .person { group.gender = titleGender(name.tokens) }
        groups.append(group)
        register(groups.count - 1, words, name.kind)
        return groups.count - 1
    }

    private mutating func register(_ group: Int, _ words: [UInt64], _ kind: NameTagger.Kind) {
        for key in kind == .person ? words : [Self.key(words, kind)] where places[key]?.last != group {
            places[key, default: []].append(group)
        }
    }

    private static func key(_ words: [UInt64], _ kind: NameTagger.Kind) -> UInt64 { words.reduce(UInt64(kind.rawValue) + 1, Hashing.join) }

    // MARK: Full names

    private mutating func matchFull(_ name: NameTagger.Name, _ words: [UInt64]) -> Int? {
        let key = name.kind == .person ? words.last ?? 0 : Self.key(words, name.kind)
        for index in (places[key] ?? []).suffix(Self.namesakes) where groups[index].kind == name.kind {
            let group = groups[index]
            guard group.words == words || (name.kind == .person && isSamePerson(group, words, name)) else { continue }
            if isFuller(name.tokens, than: group.tokens, name.kind) {
                groups[index].tokens = name.tokens
                groups[index].words = words
                register(index, words, name.kind)
            }
            return index
        }
        return nil
    }

    /// Of people the form with more words counts, and the one written in small letters too; of others the first one met, unless longer.
    private func isFuller(_ new: Range<Int>, than old: Range<Int>, _ kind: NameTagger.Kind) -> Bool {
        if new.count != old.count { return new.count > old.count }
        let shouted = old.allSatisfy { !table.form[$0].contains(.small) }
        return shouted && new.contains { table.form[$0].contains(.small) }
    }

    private func isSamePerson(_ group: Group, _ words: [UInt64], _ name: NameTagger.Name) -> Bool {
        guard let last = words.last, last == group.words.last, let first = words.first, let other = group.words.first else { return false }
        guard words.count > 1, group.words.count > 1 else { return false }
        let here = name.tokens.lowerBound
        let there = group.tokens.lowerBound
        if first == other { return true }
        if let gender = titleGender(name.tokens), let known = group.gender ?? givenGender(group), gender != known { return false }
        return isShortFirst(here, there) || isShortFirst(there, here)
            || (words.count > 2 && words[1] == other) || (group.words.count > 2 && group.words[1] == first)
    }

    /// "J." and "Joe" for "Joseph".
    private func isShortFirst(_ short: Int, _ full: Int) -> Bool {
        let first = document.string(short).lowercased()
        let second = document.string(full).lowercased()
        if first.unicodeScalars.count <= 2, first.unicodeScalars.count == 1 || first.hasSuffix("."),
            let initial = first.unicodeScalars.first
        {
            return second.unicodeScalars.first == initial
        }
        if let long = Lexicon.nicknames[first] { return long == second || Lexicon.nicknames[second] == long }
        return first.utf8.count >= 3 && second.hasPrefix(first)
    }

    // MARK: Short forms

    private func matchShort(_ name: NameTagger.Name, _ words: [UInt64]) -> Int? {
        guard name.kind == .person, let word = words.last else { return nil }
        let gender = titleGender(name.tokens) ?? reportedGender(name.tokens)
        var best: (index: Int, value: Int)?
        let candidates = places[word] ?? []
        for index in candidates.prefix(Self.namesakes) + candidates.dropFirst(Self.namesakes).suffix(Self.namesakes)
        where groups[index].kind == .person {
            let group = groups[index]
            var value: Int
            if group.words.last == word || (words.count == 1 && group.words.count > 2 && group.words.dropFirst().contains(word)) {
                value = 2_000_000
            } else if group.words.count > 1, group.words.first == word {
                value = 1_000_000
            } else {
                continue
            }
            if let gender, let known = group.gender ?? givenGender(group) {
                if known != gender { continue }
                value += 100_000_000
            }
            // Who was named last; before that whoever is named first.
            value += group.last >= 0 ? 10_000_000 + group.last : -group.tokens.lowerBound
            if best.map({ value > $0.value }) ?? true { best = (index, value) }
        }
        return best?.index
    }

    /// "Mindpath" joins "Mindpath Health", "DOGE" the department it abbreviates.
    private mutating func mergeShortOrganizations(_ assigned: inout [Int], _ names: [NameTagger.Name]) {
        var target = Array(groups.indices)
        var byAcronym: [UInt64: Int] = [:]
        var byFirst: [UInt64: [Int]] = [:]
        for (index, group) in groups.enumerated() where group.words.count > 1 {
            for acronym in group.acronyms where byAcronym[acronym] == nil { byAcronym[acronym] = index }
            if group.kind == .organization, let first = group.words.first { byFirst[first, default: []].append(index) }
        }
        for index in groups.indices where groups[index].kind != .person && groups[index].words.count == 1 {
            let group = groups[index]
            guard let word = group.words.first else { continue }
            let token = group.tokens.lowerBound
            if table.form[token].contains(.allCapitals), let full = byAcronym[word] {
                target[index] = full
                continue
            }
            guard group.kind == .organization, table.facts[token].capitals == 0 || table.facts[token].capitals >= 4 else { continue }
            if let longer = byFirst[word], longer.count == 1 { target[index] = longer[0] }
        }
        for index in assigned.indices { assigned[index] = target[assigned[index]] }
    }

    // MARK: Gender

    private func titleGender(_ tokens: Range<Int>) -> Gender? {
        for token in [tokens.lowerBound, tokens.lowerBound - 1] where token >= 0 {
            let word = WordHash(value: table.lower[token])
            guard token < tokens.lowerBound || tokens.count > 1, Lexicon.titles.contains(word) else { continue }
            if Lexicon.male.contains(word) { return .male }
            if Lexicon.female.contains(word) { return .female }
        }
        return nil
    }

    private static let reporting = WordSet(
        "said says thought thinks believes believed hoped hopes feared fears knew knows added insisted claimed")

    /// "Crowe said she would sell": whoever reports and is spoken of at once is likely one person.
    private func reportedGender(_ tokens: Range<Int>) -> Gender? {
        guard tokens.upperBound + 1 < table.count, Self.reporting.contains(WordHash(value: table.lower[tokens.upperBound])) else {
            return nil
        }
        switch WordHash(value: table.lower[tokens.upperBound + 1]) {
        case Self.she: return .female
        case Self.he: return .male
        default: return nil
        }
    }

    private static let she = WordHash("she")
    private static let he = WordHash("he")

    private func givenGender(_ group: Group) -> Gender? {
        guard group.kind == .person else { return nil }
        guard group.tokens.count > 1 else { return nil }
        let facts = table.facts[group.tokens.lowerBound]
        let male = facts.has(.maleName)
        let female = facts.has(.femaleName)
        return male == female ? nil : male ? .male : .female
    }
}

extension TokenTable {
    private static let marks: Set<UInt64> = Set([",", ".", "-", "–", "’", "'", "(", ")", "\"", "“", "”"].map { WordHash($0).value })

    /// Whether a word is more than a mark.
    func isWord(_ word: UInt64) -> Bool { !Self.marks.contains(word) }
}

/// Tells names of events, laws, products and works apart by their words.
enum OtherNames {
    private static let events = WordSet(
        """
        war wars games cup olympics championship championships festival tournament league prix open day election elections conference summit \
        revolution battle earthquake hurricane storm tour awards award oscars grammys marathon exhibition expo fair congress massacre holocaust \
        uprising referendum debate convention primary caucus bowl series trial derby regatta inquiry week ceremony crisis tsunami attack attacks
        """)
    private static let laws = WordSet(
        "act bill law amendment treaty constitution code directive regulation accord agreement protocol statute charter convention resolution title"
    )
    private static let products = WordSet("iphone ipad windows android xbox playstation model galaxy boeing airbus")

    /// The type of a name that is none of a person, organization, place or people.
    static func type(_ document: Document, _ tokens: Range<Int>) -> EntityType {
        for token in tokens.reversed() {
            let word = document.hash(token)
            if laws.contains(word), tokens.count > 1 { return .law }
            if events.contains(word), tokens.count > 1 { return .event }
            if products.contains(word) { return .product }
        }
        let quoted =
            tokens.lowerBound > 0
            && Scalars.classify(Scalars.decode(document.text.bytes, at: document.tokens[tokens.lowerBound - 1].start).value) == .quote
        if quoted { return .work }
        let digits = tokens.contains { 0x30...0x39 ~= document.text.bytes[document.tokens[$0].start] }
        let year =
            tokens.first.map { document.tokens[$0].bytes.count == 4 && 0x30...0x39 ~= document.text.bytes[document.tokens[$0].start] }
            ?? false
        if year, tokens.count > 1 { return .event }
        return digits ? .product : .work
    }
}
