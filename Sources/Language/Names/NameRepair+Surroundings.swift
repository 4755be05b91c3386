/// Repairs that look at the words right beside a name.
extension NameRepair {
    private static let settlements = WordSet("city cities town towns village villages county district borough island port province region")
    private static let of = WordHash("of").value

    /// Settles single words between places and the teams, bodies and people that share their names.
    mutating func settlePlaces() {
        for index in names.indices where names[index].kind != .location {
            let before = names[index].tokens.lowerBound - 2
            if before >= 0, table.lower[before + 1] == Self.of, Self.settlements.contains(WordHash(value: table.lower[before])) {
                names[index].kind = .location
            }
        }
        var places: Set<UInt64> = []
        for name in names where name.kind == .location && name.tokens.count == 1 { places.insert(table.lower[name.tokens.lowerBound]) }
        for index in names.indices where names[index].kind == .organization && names[index].tokens.count == 1 {
            let token = names[index].tokens.lowerBound
            let facts = table.facts[token]
            let isTown = facts.has(.city) || facts.has(.bigCity)
            // "Ghana" is the country also where it wins; "in Reading" is the town also where Reading plays.
            let isIn = token > 0 && Self.placeWords.contains(WordHash(value: table.lower[token - 1]))
            if facts.has(.country) && places.contains(table.lower[token]) || (isTown || facts.has(.country)) && isIn && !runsOn(token) {
                names[index].kind = .location
            }
        }
    }

    /// Whether another capitalised word follows, so that the name may be longer.
    private func runsOn(_ token: Int) -> Bool { token + 1 < table.count && table.form[token + 1].contains(.capital) }

    /// Given names that are plain words as well, so that a tagger leaves them off: "Per Lund".
    private static let plainGiven = WordSet(
        """
        per bo an art mark bill will may june april august guy drew pat sue rob jack grant chase dean frank hope faith joy grace ivy rose lily \
        daisy summer autumn dawn eve gene max miles norm rich ray skip wade ward rod odd dag even long hung van trinh so do ed gus christian \
        major price young early royal stone reed brook brooke blaze hunter mason cooper parker carter tucker penny robin jay martin
        """)
    /// Of these the ones that start a question or a phrase as often as they name somebody.
    private static let openers = WordSet("will may per an so do even long early can hung van")

    /// Gives a person's short name the given name before it, where that is known from elsewhere or stands inside a sentence.
    mutating func growNames() {
        var full: Set<[UInt64]> = []
        for name in names where name.kind == .person && 2...4 ~= name.tokens.count { full.insert(words(name.tokens)) }
        let starts = Set(document.sentences.map(\.lowerBound))
        for index in names.indices where names[index].kind == .person && names[index].tokens.count == 1 {
            let token = names[index].tokens.lowerBound
            guard token > 0, owner[token - 1] < 0, table.form[token - 1].contains(.capital), table.form[token - 1].contains(.small) else {
                continue
            }
            let before = token - 1
            let word = WordHash(value: table.lower[before])
            let known = full.contains([table.lower[before], table.lower[token]])
            guard known || Self.plainGiven.contains(word) && !context.shouting[token] else { continue }
            if starts.contains(before), Self.openers.contains(word), !(known && acts(after: token)) { continue }
            names[index].tokens = before..<token + 1
            owner[before] = Int32(index)
        }
    }

    /// Whether a verb of speech or a comma follows, as it does after a subject.
    private func acts(after token: Int) -> Bool {
        guard token + 1 < table.count else { return true }
        return Self.speech.contains(WordHash(value: table.lower[token + 1]))
            || [.verb, .auxiliary].contains(document.tokens[token + 1].tag)
            || document.isMark(token + 1, ",")
    }

    /// Finds people by the age behind their name: "Fell, 34, said".
    mutating func findByAge() {
        for index in names.indices where names[index].kind == .organization || names[index].kind == .location {
            let end = names[index].tokens.upperBound
            guard names[index].tokens.count <= 3, end + 2 < table.count, document.isMark(end, ","), document.isMark(end + 2, ","),
                isAge(end + 1)
            else { continue }
            names[index].kind = .person
        }
        for sentence in document.sentences {
            for token in sentence where owner[token] < 0 && table.form[token].contains(.capital) && table.form[token].contains(.small) {
                guard token + 3 < sentence.upperBound, document.isMark(token + 1, ","), document.isMark(token + 3, ","), isAge(token + 2)
                else {
                    continue
                }
                // At a sentence's start and beside other capitalised words it may be anything.
                guard token == sentence.lowerBound || !table.form[token - 1].contains(.capital) else { continue }
                let tag = document.tokens[token].tag
                guard tag == .properNoun || tag == .noun || tag == .verb || tag == .adjective else { continue }
                guard token > sentence.lowerBound || token + 4 < sentence.upperBound else { continue }
                owner[token] = Int32(names.count)
                names.append(.init(tokens: token..<token + 1, kind: .person))
            }
        }
    }

    private static let reigning = WordSet("king queen pope emperor sultan")

    /// Gives a short name to the body whose first word it is: "Vale" of "Vale Energy", and takes kings for people.
    mutating func shareBodies() {
        var firsts: Set<UInt64> = []
        var people: Set<UInt64> = []
        for name in names where name.tokens.count > 1 {
            if name.kind == .organization { firsts.insert(table.lower[name.tokens.lowerBound]) }
            if name.kind == .person { for token in name.tokens { people.insert(table.lower[token]) } }
        }
        for index in names.indices {
            let first = names[index].tokens.lowerBound
            if names[index].tokens.count == 1 {
                guard names[index].kind == .person, firsts.contains(table.lower[first]), !people.contains(table.lower[first]) else {
                    continue
                }
                let facts = table.facts[first]
                guard !facts.has(.maleName), !facts.has(.femaleName), first == 0 || !isTitle(first - 1) else { continue }
                names[index].kind = .organization
            } else if names[index].tokens.count == 2, names[index].kind == .organization,
                Self.reigning.contains(WordHash(value: table.lower[first])),
                table.facts[first + 1].has(.maleName) || table.facts[first + 1].has(.femaleName)
            {
                names[index].kind = .person
            }
        }
    }

    private func isAge(_ token: Int) -> Bool {
        let bytes = document.text.bytes[document.tokens[token].bytes]
        guard 1...2 ~= bytes.count, bytes.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        return bytes.reduce(0) { $0 * 10 + Int($1) - 0x30 } >= 4
    }
}
