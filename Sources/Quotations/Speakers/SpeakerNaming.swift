import Language

/// Finds out whom a phrase means: the entity of a name, of "she", of "the mayor".
struct SpeakerNaming {
    private let reading: Reading
    /// The entities that spoke so far, the last one last.
    private var spoken: [Int] = []
    private var known: [Int: Int?] = [:]
    /// For each entity the places of its mentions by name, in order.
    private var places: [[Int]]
    /// For each entity the one with the longest form of its name, mostly itself.
    private let fullest: [Int]

    init(_ reading: Reading) {
        self.reading = reading
        places = [[Int]](repeating: [], count: reading.document.entities.count)
        for mention in reading.document.mentions where mention.kind != .pronoun && places.indices.contains(mention.entity) {
            places[mention.entity].append(mention.tokens.lowerBound)
        }
        fullest = NameForms.fullest(reading.document.entities)
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
        let found = entity(of: index, depth: 0)
        if let found = found.map({ fullest[$0] }) {
            spoken.append(found)
            let name = reading.document.entities[found].name
            return Quotation.Speaker(name: name.isEmpty ? passage.text : name, mention: passage, entity: found)
        }
        return Quotation.Speaker(name: passage.text, mention: passage)
    }

    private mutating func entity(of index: Int, depth: Int) -> Int? {
        if let known = known[index] { return known }
        let phrase = reading.phrases[index]
        var found = reading.entity(of: phrase).flatMap { places[$0].isEmpty ? nil : $0 }
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
        let last = reading.document.text.string(reading.document.tokens[phrase.head])
        return reading.document.entities.indices.first { entity in
            !places[entity].isEmpty && reading.document.entities[entity].name.split(separator: " ").last.map(String.init) == last
        }
    }

    // MARK: Pronouns

    private mutating func pronoun(_ index: Int, _ phrase: NounPhrase, _ depth: Int) -> Int? {
        let word = reading.words[phrase.head]
        if Self.relatives.contains(word) {
            // "who" is the one named right before.
            guard index > 0, depth < 3, phrase.head - reading.phrases[index - 1].head <= 4 else { return nil }
            return entity(of: index - 1, depth: depth + 1)
        }
        guard let gender = Self.genders[word] else { return nil }
        return antecedent(of: phrase.head, gender: gender)
    }

    /// The likeliest entity that a pronoun there means.
    private func antecedent(of token: Int, gender: Gender) -> Int? {
        let sentence = Int(reading.sentenceOf[token])
        let last = spoken.last
        var best: (entity: Int, score: Double)?
        for (entity, description) in reading.document.entities.enumerated() where !places[entity].isEmpty {
            guard fits(description, gender), let place = lastPlace(of: entity, before: token) else { continue }
            let distance = sentence - Int(reading.sentenceOf[place])
            guard distance <= 12 else { continue }
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

    private func fits(_ entity: Entity, _ gender: Gender) -> Bool {
        let isPerson = entity.type == EntityType.person.rawValue
        switch gender {
        case .female, .male: return isPerson && (entity.gender == nil || entity.gender == gender)
        case .neuter: return entity.type == EntityType.organization.rawValue
        case .plural: return entity.type == EntityType.organization.rawValue || entity.type == EntityType.norp.rawValue
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
        guard Self.definites.contains(reading.words[phrase.tokens.lowerBound]) else { return nil }
        var best: (entity: Int, place: Int)?
        for (entity, description) in reading.document.entities.enumerated() where !places[entity].isEmpty {
            let holds = description.roles.contains { role in
                role.split(separator: " ").contains { Stem.hash(Array($0.utf8)[...]) == head }
            }
            guard holds, let place = lastPlace(of: entity, before: phrase.head) else { continue }
            if place > best?.place ?? -1 { best = (entity, place) }
        }
        return best?.entity
    }

    private static func hashes(_ words: [StaticString]) -> Set<UInt32> { Set(words.map { WordHash.of($0) }) }

    private static let titles = hashes([
        "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "prof", "prof.", "sen.", "rep.", "gov.", "rev.", "col.", "lt.", "sgt.",
        "capt.",
    ])
    private static let relatives = hashes(["who", "which", "whom"])
    private static let definites = hashes(["the", "this", "that", "his", "her", "their", "its"])
    private static let genders: [UInt32: Gender] = [
        WordHash.of("he"): .male, WordHash.of("him"): .male, WordHash.of("she"): .female, WordHash.of("her"): .female,
        WordHash.of("it"): .neuter, WordHash.of("they"): .plural, WordHash.of("them"): .plural,
    ]
}
