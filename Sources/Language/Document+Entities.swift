extension Document {
    /// Puts the entities in the order of their first mention, those without a mention last.
    mutating func orderEntities() {
        var place = [Int](repeating: -1, count: entities.count)
        var ordered: [Entity] = []
        ordered.reserveCapacity(entities.count)
        for index in mentions.indices {
            let entity = mentions[index].entity
            if place[entity] < 0 {
                place[entity] = ordered.count
                ordered.append(entities[entity])
            }
            mentions[index].entity = place[entity]
        }
        entities = ordered
    }

    /// Takes over the matches of watch lists, but for those that are a part of a longer name: "Boston" of "Boston Legal".
    mutating func watch(_ matches: [WatchMatch]) {
        guard !matches.isEmpty else { return }
        var position = 0
        watched = matches.filter { match in
            while position < mentions.count, mentions[position].tokens.upperBound <= match.tokens.lowerBound { position += 1 }
            var other = position
            while other < mentions.count, mentions[other].tokens.lowerBound < match.tokens.upperBound {
                let tokens = mentions[other].tokens
                if mentions[other].kind == .name, !isMeasure(mentions[other].entity), tokens.count > match.tokens.count { return false }
                other += 1
            }
            return true
        }
    }

    private func isMeasure(_ entity: Int) -> Bool {
        [EntityType.date, .money, .percent, .quantity].contains { $0.rawValue == entities[entity].type }
    }

    /// For each entity whether it is called by name somewhere, rather than only by nouns and pronouns.
    public func namedEntities() -> [Bool] {
        var named = [Bool](repeating: false, count: entities.count)
        for mention in mentions where mention.kind == .name { named[mention.entity] = true }
        return named
    }
}
