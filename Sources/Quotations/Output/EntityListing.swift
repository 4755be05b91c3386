import Language

/// Which entities of a document are printed, under which ids and with which mentions.
///
/// Those that are never named ("some patients", "it") are left out, unless they say something: "a witness" does.
struct EntityListing {
    /// One printed entity.
    struct Entry {
        var id: String
        /// Position in the document's entities.
        var entity: Int
        /// Positions in the document's mentions.
        var mentions: [Int]
    }

    private(set) var entities: [Entry] = []
    /// For each entity of the document the place in ``entities``, or -1.
    private var places: [Int]

    /// - Parameter speakers: positions of entities that quotations are attributed to.
    init(_ document: Document, speakers: some Sequence<Int>) {
        var mentions = [[Int]](repeating: [], count: document.entities.count)
        var isListed = [Bool](repeating: false, count: document.entities.count)
        var isSpeaker = isListed
        for speaker in speakers where isSpeaker.indices.contains(speaker) { isSpeaker[speaker] = true }
        for (index, mention) in document.mentions.enumerated() where mentions.indices.contains(mention.entity) {
            mentions[mention.entity].append(index)
            if mention.kind == .name || mention.kind == .nominal && isSpeaker[mention.entity] { isListed[mention.entity] = true }
        }
        places = [Int](repeating: -1, count: document.entities.count)
        for entity in document.entities.indices where isListed[entity] {
            places[entity] = entities.count
            entities.append(Entry(id: "e\(entities.count + 1)", entity: entity, mentions: mentions[entity]))
        }
    }

    /// The id of an entity of the document, or `nil` where it is not printed.
    func id(of entity: Int) -> String? {
        guard places.indices.contains(entity), places[entity] >= 0 else { return nil }
        return entities[places[entity]].id
    }
}

extension Document {
    /// From the first byte of the first token to the last byte of the last; a range of at least one token.
    func bytes(of range: Range<Int>) -> Range<Int> {
        precondition(!range.isEmpty, "no tokens")
        return tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end
    }
}
