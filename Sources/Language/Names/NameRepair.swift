/// Makes the names of one document agree with each other.
///
/// A tagger sees a sentence; a reader sees the whole text. A short name that stands inside a longer person's name elsewhere is
/// that person; one form has one kind, unless the text is of two minds; a name found once is found again.
package struct NameRepair {
    let document: Document
    let table: TokenTable
    let context: NameTagger.Context
    var names: [NameTagger.Name]
    /// The name each token is part of, or -1.
    var owner: [Int32]

    /// - Parameter names: as the tagger found them, in order.
    package static func repair(
        _ names: [NameTagger.Name], _ document: Document, _ table: TokenTable, _ context: NameTagger.Context
    ) -> [NameTagger.Name] {
        var repair = NameRepair(document: document, table: table, context: context, names: names, owner: [])
        repair.trim()
        repair.shareKinds()
        repair.settlePlaces()
        repair.growNames()
        repair.shareSurnames()
        repair.findByAge()
        repair.shareBodies()
        repair.shareFullNames()
        repair.shareAcronyms()
        repair.findAgain()
        return repair.names.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    func words(_ range: Range<Int>) -> [UInt64] { range.map { table.lower[$0] } }

    private static let the = WordHash("the").value
    private static let possessives: Set<UInt64> = [WordHash("'s").value, WordHash("'").value]

    /// Takes off what the annotation never means: an article, a title, a genitive ending, marks at the edges.
    private mutating func trim() {
        var kept: [NameTagger.Name] = []
        let starts = Set(document.sentences.map(\.lowerBound))
        for var name in names {
            var range = name.tokens
            while let last = range.last, Self.possessives.contains(table.lower[last]) || !isWordlike(last) { range = range.dropLast() }
            while let first = range.first, !isWordlike(first) || (table.lower[first] == Self.the && !table.form[first].contains(.capital)) {
                range = range.dropFirst()
            }
            if name.kind == .person {
                while range.count > 1, let first = range.first, Lexicon.titles.contains(WordHash(value: table.lower[first])),
                    !(range.count == 2 && table.facts[first].has(.maleName))
                {
                    range = range.dropFirst()
                }
                // "Tenant Joyce Prill" at the start of a sentence.
                while range.count > 2, let first = range.first, Lexicon.roles.contains(WordHash(value: table.lower[first])),
                    !table.facts[first].has(.maleName), !table.facts[first].has(.femaleName)
                {
                    range = range.dropFirst()
                }
                if range.count > 1, let last = range.last, table.form[last].contains(.allCapitals),
                    Lexicon.credentials.contains(WordHash(value: table.lower[last]))
                {
                    range = range.dropLast()
                }
            }
            guard let first = range.first, let last = range.last else { continue }
            // "Counsel asked": a plain word with the capital of a sentence's start.
            if range.count == 1, starts.contains(first), table.facts[first].capitals == 1, context.elsewhere[first] & 2 == 0,
                !context.shouting[first]
            {
                continue
            }
            if name.kind != .person, range.count == 1, isCredential(first, behind: kept.last) { continue }
            if range.count == 2, name.kind == .other || name.kind == .location, table.facts[first].lists & ~Self.nameLists == 0,
                context.listed[first] == 0, speaks(range), table.form[last].contains(.capital), !table.form[last].contains(.allCapitals)
            {
                name.kind = .person
            }
            if name.kind == .person, range.count > 1, !table.facts[first].has(.maleName), !table.facts[first].has(.femaleName),
                first == 0 || !isTitle(first - 1)
            {
                // "Davis Gym", "Call Center Cabs": the last word tells that it is nobody.
                if Self.placeHeads.contains(WordHash(value: table.lower[last])) { name.kind = .location }
                if Self.bodyHeads.contains(WordHash(value: table.lower[last])) { name.kind = .organization }
            }
            name.tokens = range
            kept.append(name)
        }
        names = kept
        owner = [Int32](repeating: -1, count: document.tokens.count)
        for (index, name) in names.enumerated() { for token in name.tokens { owner[token] = Int32(index) } }
    }

    /// Whether a capitalised word is a degree behind the person named last: "Elio Marchetti, RN".
    private func isCredential(_ token: Int, behind name: NameTagger.Name?) -> Bool {
        guard let name, name.kind == .person, name.tokens.count > 1, (0..<8).contains(token - name.tokens.upperBound),
            Lexicon.credentials.contains(WordHash(value: table.lower[token]))
        else { return false }
        return (name.tokens.upperBound..<token).allSatisfy {
            document.isMark($0, ",") || Lexicon.credentials.contains(WordHash(value: table.lower[$0]))
        }
    }

    private static let placeHeads = WordSet(
        """
        park gym playfield field stadium arena bridge road street avenue boulevard lane square plaza tower building airport station harbor harbour \
        reservoir river lake creek island islands mountain mountains mount valley canyon bay beach county province region district village castle \
        palace theatre theater museum cathedral hotel mall forest desert ocean sea coast peninsula prison canal dam falls
        """)
    private static let bodyHeads = WordSet(
        """
        inc inc. corp corp. ltd ltd. llc plc co. company corporation bank university college school hospital institute foundation association \
        society committee commission council ministry department agency bureau party union club united fc rovers exchange group holdings airlines \
        airways motors industries systems technologies technology software pharmaceuticals partners capital media news times post gazette tribune herald \
        journal magazine press network league federation alliance coalition church army police court senate parliament congress
        """)
    private static let nameLists: UInt32 = [WordFacts.List.maleName, .femaleName, .surname, .commonSurname].reduce(0) { $0 | $1.bit >> 13 }
    static let speech = WordSet("said says told tells asked asks added adds wrote writes recalled explained explains argued argues")

    /// Whether a verb of speech stands beside a name as its own.
    private func speaks(_ range: Range<Int>) -> Bool {
        if range.upperBound < table.count, Self.speech.contains(WordHash(value: table.lower[range.upperBound])) { return true }
        guard range.lowerBound > 0, Self.speech.contains(WordHash(value: table.lower[range.lowerBound - 1])) else { return false }
        return range.upperBound >= table.count || document.isMark(range.upperBound, ".") || document.isMark(range.upperBound, ",")
    }

    private func isWordlike(_ token: Int) -> Bool {
        let form = table.form[token]
        if form.contains(.letter) || form.contains(.digit) { return true }
        return document.isMark(token, "!") || document.isMark(token, ")") || document.isMark(token, "+")
    }

    /// Gives each form of several words the kind it has most often.
    private mutating func shareKinds() {
        var votes: [[UInt64]: [Int]] = [:]
        for name in names {
            votes[words(name.tokens), default: [Int](repeating: 0, count: NameTagger.Kind.allCases.count)][Int(name.kind.rawValue)] += 1
        }
        let person = Int(NameTagger.Kind.person.rawValue)
        for index in names.indices {
            let words = words(names[index].tokens)
            guard let counts = votes[words], let last = words.last, let best = counts.indices.max(by: { counts[$0] < counts[$1] }) else {
                continue
            }
            let own = counts[Int(names[index].kind.rawValue)]
            // Called by the surname as a person elsewhere, or by a given name.
            if words.count == 2 || words.count == 3, names[index].kind != .person, names[index].kind != .norp {
                let first = table.facts[names[index].tokens.lowerBound]
                let evidence =
                    counts[person] + min(2, votes[[last]]?[person] ?? 0) + (first.has(.maleName) || first.has(.femaleName) ? 1 : 0)
                if counts[person] > 0 || (votes[[last]]?[person] ?? 0) > 0, evidence > own || (evidence == own && votes[[last]] != nil) {
                    names[index].kind = .person
                    continue
                }
            }
            let needed = words.count > 1 ? own + 1 : own * 3
            if counts[best] >= needed, let kind = NameTagger.Kind(rawValue: UInt8(best)) { names[index].kind = kind }
        }
    }

    /// A short name that is the last or first word of a longer person's name is that person.
    private mutating func shareSurnames() {
        var surnames: [UInt64: Int] = [:]
        var votes: [UInt64: (person: Int, other: Int)] = [:]
        for name in names where name.tokens.count == 1 {
            let word = table.lower[name.tokens.lowerBound]
            if name.kind == .person { votes[word, default: (0, 0)].person += 1 } else { votes[word, default: (0, 0)].other += 1 }
        }
        for name in names where name.kind == .person && name.tokens.count > 1 && name.tokens.count < 6 {
            var last = name.tokens.upperBound - 1
            if Lexicon.generations.contains(WordHash(value: table.lower[last])), last > name.tokens.lowerBound + 1 { last -= 1 }
            // "St. James's" and "Alexander the Great" have no surname to share.
            let first = name.tokens.lowerBound
            let loud = table.form[last].contains(.allCapitals) && !table.form[first].contains(.allCapitals)
            guard table.form[last].contains(.capital), !loud, document.tokens[last].bytes.count > 1 else { continue }
            // A given name or a title speaks for a person; without either the tagger may have been wrong.
            let sure = table.facts[first].has(.maleName) || table.facts[first].has(.femaleName) || (first > 0 && isTitle(first - 1))
            surnames[table.lower[last], default: 0] += sure ? 4 : 1
        }
        surnames = surnames.filter { word, weight in
            weight >= 4 || weight * 2 + votes[word, default: (0, 0)].person * 2 > votes[word, default: (0, 0)].other
        }
        guard !surnames.isEmpty else { return }
        for index in names.indices where names[index].kind != .person && names[index].tokens.count == 1 {
            let token = names[index].tokens.lowerBound
            let isPlace = names[index].kind == .location && !table.facts[token].lists.isMultiple(of: 1 << 10) && placeLike(token)
            if surnames[table.lower[token]] != nil, !isPlace { names[index].kind = .person }
        }
        // A person's name that runs into the words beside it is left as it is; capitalised words without a name are looked at.
        for sentence in document.sentences {
            for token in sentence where owner[token] < 0 {
                guard table.form[token].contains(.capital), surnames[table.lower[token]] != nil, !table.form[token].contains(.digit)
                else { continue }
                if table.form[token].contains(.allCapitals), context.shouting[token], [1, 2].contains(table.facts[token].capitals) {
                    continue
                }
                guard context.elsewhere[token] & 1 == 0 || token > sentence.lowerBound, table.facts[token].capitals != 1 else { continue }
                // Beside another capitalised word it may be part of another name.
                let before =
                    token > sentence.lowerBound && table.form[token - 1].contains(.capital) && owner[token - 1] < 0 && !isTitle(token - 1)
                    && token - 1 > sentence.lowerBound
                let after = token + 1 < sentence.upperBound && table.form[token + 1].contains(.capital) && owner[token + 1] < 0
                if (before || after) && !context.shouting[token] { continue }
                owner[token] = Int32(names.count)
                names.append(.init(tokens: token..<token + 1, kind: .person))
            }
        }
    }

    /// A full name that is a person's once is so everywhere, if that person is called by the surname too.
    private mutating func shareFullNames() {
        var full: Set<[UInt64]> = []
        var short: Set<UInt64> = []
        for name in names where name.kind == .person {
            if name.tokens.count == 1 { short.insert(table.lower[name.tokens.lowerBound]) } else { full.insert(words(name.tokens)) }
        }
        for index in names.indices where names[index].kind != .person && 2...3 ~= names[index].tokens.count {
            guard let last = names[index].tokens.last, short.contains(table.lower[last]), full.contains(words(names[index].tokens)) else {
                continue
            }
            names[index].kind = .person
        }
    }

    func isTitle(_ token: Int) -> Bool { Lexicon.titles.contains(WordHash(value: table.lower[token])) }

    static let placeWords = WordSet("in at near from to across around outside inside into")

    private func placeLike(_ token: Int) -> Bool {
        let facts = table.facts[token]
        guard facts.has(.country) || facts.has(.state) || facts.has(.bigCity) else { return false }
        return token > 0 && Self.placeWords.contains(WordHash(value: table.lower[token - 1]))
    }

    /// "DOGE" has the kind of the "Department of Government Efficiency".
    private mutating func shareAcronyms() {
        var acronyms: [UInt64: NameTagger.Kind] = [:]
        for name in names where name.tokens.count >= 2 && name.kind != .person && name.kind != .norp {
            for acronym in Acronym.candidates(document, name.tokens) where acronym.count >= 3 {
                acronyms[WordHash(acronym).value] = name.kind
            }
        }
        guard !acronyms.isEmpty else { return }
        for sentence in document.sentences {
            for token in sentence where table.form[token].contains(.allCapitals) {
                guard let kind = acronyms[table.lower[token]] else { continue }
                if owner[token] >= 0 {
                    if names[Int(owner[token])].tokens.count == 1 { names[Int(owner[token])].kind = kind }
                } else if !context.shouting[token] {
                    owner[token] = Int32(names.count)
                    names.append(.init(tokens: token..<token + 1, kind: kind))
                }
            }
        }
    }

    /// Finds forms of two words and more, and single words that are nothing else, wherever they stand again.
    private mutating func findAgain() {
        var forms: [UInt64: [(words: [UInt64], kind: NameTagger.Kind)]] = [:]
        var known: Set<[UInt64]> = []
        for name in names where name.tokens.count <= 8 {
            let first = name.tokens.lowerBound
            let single = name.tokens.count == 1
            if single {
                guard name.kind != .other, table.facts[first].capitals == 0 || table.facts[first].capitals >= 4 else { continue }
                guard context.elsewhere[first] & 1 == 0, document.tokens[first].bytes.count > 2 else { continue }
            }
            let key = words(name.tokens)
            if known.insert(key).inserted, forms[key[0], default: []].count < 64 { forms[key[0], default: []].append((key, name.kind)) }
        }
        guard !forms.isEmpty else { return }
        for key in forms.keys { forms[key]?.sort { $0.words.count > $1.words.count } }
        for sentence in document.sentences {
            var token = sentence.lowerBound
            while token < sentence.upperBound {
                guard owner[token] < 0, table.form[token].contains(.capital), let candidates = forms[table.lower[token]] else {
                    token += 1
                    continue
                }
                var matched = 1
                for candidate in candidates where token + candidate.words.count <= sentence.upperBound {
                    let end = token + candidate.words.count
                    guard (token..<end).allSatisfy({ owner[$0] < 0 && table.lower[$0] == candidate.words[$0 - token] }) else { continue }
                    let continues = end < sentence.upperBound && table.form[end].contains(.capital) && !context.shouting[token]
                    let continued = token > sentence.lowerBound + 1 && table.form[token - 1].contains(.capital) && !context.shouting[token]
                    if candidate.words.count == 1, continues || continued { continue }
                    for position in token..<end { owner[position] = Int32(names.count) }
                    names.append(.init(tokens: token..<end, kind: candidate.kind))
                    matched = candidate.words.count
                    break
                }
                token += matched
            }
        }
    }
}

/// Short forms made of the first letters of a name's words.
enum Acronym {
    private static let small = WordSet("of the and for in on at to de la & 's")

    /// The acronyms a name may have: with and without its small words ("DOGE", "DoD").
    static func candidates(_ document: Document, _ tokens: Range<Int>) -> [String] {
        guard tokens.count >= 2, tokens.count <= 10 else { return [] }
        var all = ""
        var main = ""
        for token in tokens {
            guard let first = document.string(token).unicodeScalars.first, Scalars.classify(first.value) == .letter else { continue }
            all.unicodeScalars.append(first)
            if !small.contains(document.hash(token)) { main.unicodeScalars.append(first) }
        }
        return all == main ? [main.uppercased()] : [main.uppercased(), all.uppercased()]
    }
}
