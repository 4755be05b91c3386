import Language

/// Joins short forms of a name to the longest one: "Dr. Lind" and "Lind" are "Vera Lind".
enum NameForms {
    private static let titles: Set<String> = [
        "dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame", "lord", "lady", "prof", "prof.", "professor", "sen.",
        "senator",
        "rep.", "representative", "gov.", "governor", "president", "judge", "justice", "mayor", "captain", "capt.", "col.", "lt.", "sgt.",
        "rev.", "reverend", "secretary", "superintendent", "minister", "councillor", "councilman", "councilwoman", "chief", "general",
    ]

    /// For each entity the position of the one that carries the fullest form of its name.
    ///
    /// A name of one word is the person whose longer name ends in it, if there is but one such person (or one of that gender);
    /// titles in front do not count.
    static func fullest(_ entities: [Entity]) -> [Int] {
        var fullest = Array(entities.indices)
        var bySurname: [String: [Int]] = [:]
        let words = entities.map { bareWords($0.name) }
        for index in entities.indices where words[index].count >= 2 && isPerson(entities[index]) {
            if let surname = words[index].last { bySurname[surname, default: []].append(index) }
        }
        for index in entities.indices where words[index].count == 1 {
            guard let word = words[index].first, let longer = bySurname[word] else { continue }
            let fitting = longer.filter {
                entities[index].gender == nil || entities[$0].gender == nil || entities[$0].gender == entities[index].gender
            }
            if let only = fitting.first, fitting.allSatisfy({ words[$0] == words[only] }) { fullest[index] = only }
        }
        return fullest
    }

    private static func isPerson(_ entity: Entity) -> Bool { entity.type == EntityType.person.rawValue }

    private static func bareWords(_ name: String) -> [String] {
        var words = name.split(separator: " ").map(String.init)
        while words.count > 1, let first = words.first, titles.contains(first.lowercased()) { words.removeFirst() }
        return words
    }
}
