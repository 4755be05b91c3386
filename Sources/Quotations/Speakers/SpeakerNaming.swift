import Language

/// Finds out whom a phrase means: the entity of a name, of "she", of "the mayor".
struct SpeakerNaming {
    private let reading: Reading
    /// The entities that spoke so far, the last one last.
    private var spoken: [Int] = []
    private var known: [Int: Int?] = [:]
    /// For each entity whether it is called by name anywhere, and the words for it where it is not.
    private let isCalledByName: [Bool]
    private var fullNames: [Int: String] = [:]
    /// Who was named last.
    private var last: Quotation.Speaker?
    /// For each entity the places of its mentions by name, in order.
    private var places: [[Int]]
    /// For each entity the one with the longest form of its name, mostly itself.
    private let fullest: [Int]
    /// The first entity whose name ends in a word, and the entities whose roles hold a stem.
    private var bySurname: [String: Int] = [:]
    private var byRole: [UInt32: [Int]] = [:]
    /// The words of another language than English.
    private let lexicon: CueLexicon?

    init(_ reading: Reading) {
        self.reading = reading
        lexicon = reading.isEnglish ? nil : CueLexicon.of(reading.language)
        isCalledByName = reading.document.namedEntities()
        places = [[Int]](repeating: [], count: reading.document.entities.count)
        for mention in reading.document.mentions where mention.kind != .pronoun && places.indices.contains(mention.entity) {
            places[mention.entity].append(mention.tokens.lowerBound)
        }
        for (entity, description) in reading.document.entities.enumerated() where !places[entity].isEmpty {
            if let last = description.name.split(separator: " ").last.map(String.init), bySurname[last] == nil { bySurname[last] = entity }
            for role in description.roles {
                for word in role.split(separator: " ") { byRole[Stem.hash(Array(word.utf8)[...]), default: []].append(entity) }
            }
        }
        fullest = NameForms.fullest(reading.document.entities)
        if lexicon != nil { takePlainRoles() }
    }

    /// "die Ministerin Orla Vance", "Orla Vance, ministra de …": the noun beside a name is what the person is.
    private mutating func takePlainRoles() {
        for (name, next) in zip(reading.phrases.indices, reading.phrases.indices.dropFirst()) {
            let (first, second) = (reading.phrases[name], reading.phrases[next])
            let gap = second.tokens.lowerBound - first.tokens.upperBound
            guard gap == 0 || gap == 1 && reading.shapes[first.tokens.upperBound] == .comma else { continue }
            let (noun, person) = first.kind == .nominal ? (first, second) : (second, first)
            guard noun.kind == .nominal, person.kind == .name, let entity = reading.entity(of: person),
                reading.document.entities[entity].type == EntityType.person.rawValue
            else { continue }
            byRole[reading.stems[noun.head], default: []].append(entity)
        }
    }

    /// Names the speaker that a phrase stands for; called in the order of the text.
    mutating func speaker(_ index: Int) -> Quotation.Speaker {
        let phrase = reading.phrases[index]
        var tokens = phrase.tokens
        if phrase.kind == .name, tokens.lowerBound > 0, Self.titles.contains(reading.words[tokens.lowerBound - 1]),
            reading.atomOf[tokens.lowerBound - 1] == reading.atomOf[tokens.lowerBound]
        {
            tokens = tokens.lowerBound - 1..<tokens.upperBound
        }
        let passage = Quotation.Passage(reading.document.bytes(of: tokens), in: reading.document.text)
        if let lexicon, let last, lexicon.anaphors.contains(reading.words[phrase.head]) {
            // "Demnach" points back to who was heard last.
            return Quotation.Speaker(name: last.name, mention: passage, entity: last.entity)
        }
        if let last, isDocument(last), Self.genders[reading.words[phrase.head]] == .neuter, phrase.kind == .pronoun {
            // "The report found … It says": the report says so, not its author.
            return Quotation.Speaker(name: last.name, mention: passage, entity: last.entity)
        }
        let found = entity(of: index, depth: 0)
        if let found = found.map({ fullest[$0] }) {
            spoken.append(found)
            var name = fullNames[found] ?? reading.document.entities[found].name
            if phrase.kind == .nominal, fullNames[found] == nil, !isCalledByName[found] {
                name = extended(phrase) ?? name
                fullNames[found] = name
            }
            if name.hasPrefix("Dear ") { name.removeFirst(5) }
            let speaker = Quotation.Speaker(name: name.isEmpty ? passage.text : name, mention: passage, entity: found)
            last = speaker
            return speaker
        }
        let extended = phrase.kind == .nominal ? extended(phrase) : nil
        let speaker = Quotation.Speaker(name: extended ?? bareName(phrase, passage.text), mention: passage)
        if phrase.kind != .pronoun { last = speaker }
        return speaker
    }

    /// "A spokesman for Norwind" and "a resident of Ostby" rather than "A spokesman".
    private func extended(_ phrase: NounPhrase) -> String? {
        let link = phrase.tokens.upperBound
        guard reading.isEnglish, Self.links.contains(reading.word(link)), reading.atomOf[link] < 0 else { return nil }
        let next = Int(reading.phraseStarting[link + 1])
        guard next >= 0, !reading.phrases[next].isPossessive, reading.phrases[next].kind != .pronoun else { return nil }
        let tokens = phrase.tokens.lowerBound..<reading.phrases[next].tokens.upperBound
        return tokens.count <= 12 ? reading.document.text.string(reading.document.bytes(of: tokens)) : nil
    }

    private func isDocument(_ speaker: Quotation.Speaker) -> Bool {
        speaker.name.split(separator: " ").prefix(4).contains { Self.documents.contains($0.lowercased()) }
    }

    /// A name without the article elided before it: "Insee" of "l'Insee".
    private func bareName(_ phrase: NounPhrase, _ text: String) -> String {
        guard phrase.kind == .name, reading.elisions[phrase.tokens.lowerBound] != nil,
            let apostrophe = text.firstIndex(where: { $0 == "'" || $0 == "’" })
        else { return text }
        return String(text[text.index(after: apostrophe)...])
    }

    private mutating func entity(of index: Int, depth: Int) -> Int? {
        if let known = known[index] { return known }
        let phrase = reading.phrases[index]
        var found = reading.entity(of: phrase).flatMap { places[$0].isEmpty ? nil : $0 }
        if phrase.kind == .nominal, let named = apposed(to: phrase) { found = named }
        if phrase.kind == .nominal, found.map({ !isCalledByName[$0] }) ?? true, let body = body(of: phrase) { found = body }
        if found == nil {
            switch phrase.kind {
            case .name: found = entityNamed(phrase)
            case .pronoun: found = pronoun(index, phrase, depth)
            case .nominal: found = holder(of: phrase)
            }
        }
        known[index] = .some(found)
        return found
    }

    /// The entity whose name ends in the same word.
    private func entityNamed(_ phrase: NounPhrase) -> Int? {
        let word = reading.document.text.string(reading.document.tokens[phrase.head])
        // A transcript writes names in capitals.
        return bySurname[word] ?? (reading.shapes[phrase.head] == .allCapitals ? bySurname[word.capitalizedWord] : nil)
    }

    /// The name between commas behind a noun: "The trust's director, Dr. Mira Feld, said", "The company that runs it, NorthGrid, said".
    private func apposed(to phrase: NounPhrase) -> Int? {
        guard reading.isEnglish else { return nil }
        var comma = phrase.tokens.upperBound
        let isModified =
            reading.word(comma) == Self.that || Self.relatives.contains(reading.word(comma)) || Self.isPreposition(reading, comma)
        if isModified {
            let limit = min(comma + Self.longestModifier, reading.count)
            while comma < limit, reading.shapes[comma].isWord, reading.atomOf[comma] < 0 { comma += 1 }
        }
        guard reading.shape(comma) == .comma, comma + 1 < reading.count, reading.sentenceOf[comma] == reading.sentenceOf[phrase.head] else {
            return nil
        }
        var start = comma + 1
        while start < reading.count, start - comma < 4, Self.titles.contains(reading.words[start]) || reading.shapes[start] == .stop {
            start += 1
        }
        let index = reading.firstPhrase(endingBehind: start)
        guard reading.phrases.indices.contains(index), reading.phrases[index].tokens.lowerBound <= start,
            reading.phrases[index].kind == .name, !reading.phrases[index].isPossessive,
            let entity = reading.entity(of: reading.phrases[index])
        else { return nil }
        // What follows tells an apposition from a list and from the next clause.
        let behind = reading.phrases[index].tokens.upperBound
        guard behind >= reading.count || !reading.shapes[behind].isWord else { return nil }
        let type = reading.document.entities[entity].type
        let isBody = Self.bodies[reading.words[phrase.head]] != nil
        return type == (isBody ? EntityType.organization : .person).rawValue || isBody && type != EntityType.person.rawValue ? entity : nil
    }

    private static func isPreposition(_ reading: Reading, _ token: Int) -> Bool {
        token < reading.count && reading.tag(token) == .adposition
    }

    /// No clause between a noun and the name in apposition is longer.
    private static let longestModifier = 14

    /// The organization that "the company" stands for: the last one named before, of that kind where its name tells the kind.
    private func body(of phrase: NounPhrase) -> Int? {
        guard reading.isEnglish, Self.definites.contains(reading.words[phrase.tokens.lowerBound]), phrase.tokens.count <= 3,
            let isPlain = Self.bodies[reading.words[phrase.head]]
        else { return nil }
        var index = firstMention(from: phrase.tokens.lowerBound) - 1
        var looked = 0
        while index >= 0, looked < 60 {
            let mention = reading.document.mentions[index]
            index -= 1
            looked += 1
            guard mention.kind == .name, reading.document.entities.indices.contains(mention.entity),
                reading.document.entities[mention.entity].type == EntityType.organization.rawValue
            else { continue }
            if isPlain || mention.tokens.contains(where: { reading.stems[$0] == reading.stems[phrase.head] }) { return mention.entity }
        }
        return nil
    }

    // MARK: Pronouns

    private mutating func pronoun(_ index: Int, _ phrase: NounPhrase, _ depth: Int) -> Int? {
        let word = reading.words[phrase.head]
        if Self.relatives.contains(word) {
            // "who" is the one named right before.
            guard index > 0, depth < 3, phrase.head - reading.phrases[index - 1].head <= 4 else { return nil }
            return entity(of: index - 1, depth: depth + 1)
        }
        if let lexicon {
            guard let gender = lexicon.pronouns[word] ?? nil else { return nil }
            return antecedent(of: phrase.head, gender: gender)
        }
        guard let gender = Self.genders[word] else { return nil }
        return antecedent(of: phrase.head, gender: gender)
    }

    /// The likeliest entity that a pronoun there means.
    private func antecedent(of token: Int, gender: Gender) -> Int? {
        let sentence = Int(reading.sentenceOf[token])
        let last = spoken.last
        var best: (entity: Int, score: Double)?
        var seen: Set<Int> = []
        let first = firstMention(from: token)
        var index = first - 1
        while index >= 0, first - index < Self.mostMentions {
            let mention = reading.document.mentions[index]
            index -= 1
            let place = mention.tokens.lowerBound
            let distance = sentence - Int(reading.sentenceOf[place])
            guard distance <= 12 else { break }
            let entity = mention.entity
            guard mention.kind != .pronoun, places.indices.contains(entity), seen.insert(entity).inserted else { continue }
            let description = reading.document.entities[entity]
            guard fits(description, gender) else { continue }
            var score = -Double(distance)
            if isSubject(place) { score += 1.2 }
            if reading.atomOf[place] >= 0 { score -= 2 }
            if description.gender == gender { score += 1.5 }
            if entity == last { score += 1.5 }
            if distance == 0 { score -= 0.4 }
            score += min(1, Double(places[entity].count) * 0.15)
            if score > best?.score ?? -.infinity { best = (entity, score) }
        }
        return best?.entity
    }

    /// More mentions than this stand in no twelve sentences that a person wrote.
    private static let mostMentions = 300

    /// The first of the document's mentions that starts at a token or behind it.
    private func firstMention(from token: Int) -> Int {
        var (low, high) = (0, reading.document.mentions.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.document.mentions[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func fits(_ entity: Entity, _ gender: Gender) -> Bool {
        let isPerson = entity.type == EntityType.person.rawValue
        switch gender {
        case .female, .male: return isPerson && (entity.gender == nil || entity.gender == gender)
        case .neuter: return entity.type == EntityType.organization.rawValue
        case .plural:
            return entity.type == EntityType.organization.rawValue || entity.type == EntityType.norp.rawValue || entity.gender == .plural
        }
    }

    private func lastPlace(of entity: Int, before token: Int) -> Int? {
        var (low, high) = (0, places[entity].count)
        while low < high {
            let middle = (low + high) / 2
            if places[entity][middle] < token { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? places[entity][low - 1] : nil
    }

    /// Whether it is the first phrase of its sentence, or a verb follows shortly.
    private func isSubject(_ place: Int) -> Bool {
        let sentence = reading.document.sentences[Int(reading.sentenceOf[place])]
        let first = reading.firstPhrase(endingBehind: sentence.lowerBound)
        return reading.phrases.indices.contains(first) && reading.phrases[first].tokens.contains(place)
    }

    // MARK: Common nouns

    /// The person whose role "the mayor" is.
    private func holder(of phrase: NounPhrase) -> Int? {
        let head = reading.stems[phrase.head]
        guard
            lexicon?.determiners.contains(reading.words[phrase.tokens.lowerBound])
                ?? Self.definites.contains(reading.words[phrase.tokens.lowerBound])
                || reading.elisions[phrase.tokens.lowerBound] != nil
        else { return nil }
        var best: (entity: Int, place: Int)?
        for entity in byRole[head] ?? [] {
            guard let place = lastPlace(of: entity, before: phrase.head) else { continue }
            if place > best?.place ?? -1 { best = (entity, place) }
        }
        return best?.entity
    }

    private static let that = FeatureHash.of("that")
    private static let titles = FeatureHash.all("dr dr. mr mr. mrs mrs. ms ms. sir prof prof. sen. rep. gov. rev. col. lt. sgt. capt.")
    private static let links = FeatureHash.all("for of at from")
    private static let documents: Set<String> = [
        "report", "study", "letter", "statement", "survey", "poll", "article", "email", "memo", "document", "lawsuit", "complaint",
        "ruling",
        "review", "paper", "post",
    ]
    /// Nouns for organizations, and whether any organization may be meant.
    private static let bodies: [UInt32: Bool] = {
        var bodies: [UInt32: Bool] = [:]
        for word in ["company", "firm", "airline", "retailer", "carmaker", "bank", "charity", "nonprofit", "organization", "organisation"] {
            bodies[FeatureHash.lowercase(word.utf8)] = true
        }
        for word in [
            "board", "council", "agency", "department", "ministry", "university", "school", "college", "court", "committee", "commission",
            "authority", "union", "party", "group", "hospital", "museum", "newspaper", "association", "institute", "club", "team", "church",
        ] { bodies[FeatureHash.lowercase(word.utf8)] = false }
        return bodies
    }()
    private static let relatives = FeatureHash.all("who which whom")
    private static let definites = FeatureHash.all("the this that his her their its")
    private static let genders: [UInt32: Gender] = [
        FeatureHash.of("he"): .male, FeatureHash.of("him"): .male, FeatureHash.of("she"): .female, FeatureHash.of("her"): .female,
        FeatureHash.of("it"): .neuter, FeatureHash.of("they"): .plural, FeatureHash.of("them"): .plural,
    ]
}

extension String {
    /// "Reyes" of "REYES".
    fileprivate var capitalizedWord: String { prefix(1) + dropFirst().lowercased() }
}
