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

    /// For each entity whether it is called by name somewhere.
    public func namedEntities() -> [Bool] {
        var named = [Bool](repeating: false, count: entities.count)
        for mention in mentions where mention.kind == .name { named[mention.entity] = true }
        return named
    }

    /// Whether an entity is called by name somewhere, rather than only by nouns and pronouns.
    public func isNamed(_ entity: Int) -> Bool {
        mentions.contains { $0.entity == entity && $0.kind == .name }
    }
}
