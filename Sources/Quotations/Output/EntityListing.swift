import Language

/// Which entities of a document are printed, under which ids and with which mentions.
///
/// Those that are never named ("some patients", "it") are left out, unless they say something: "a witness" does.
struct EntityListing {
    /// One printed entity.
    struct Entry {
        var id: String
        /// Position in the document's entities; `nil` for what only a watch list knows.
        var entity: Int?
        /// Positions in the document's mentions.
        var mentions: [Int]
        /// The user's own term for it.
        var term: WatchTerm?
        /// Where only the watch list found it.
        var matches: [Range<Int>] = []
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
        var entries = document.entities.indices.filter { isListed[$0] }.map { Entry(id: "", entity: $0, mentions: mentions[$0]) }
        Self.addTerms(of: document, to: &entries)
        entries.sort { Self.start($0, document) < Self.start($1, document) }
        for (place, var entry) in entries.enumerated() {
            entry.id = "e\(place + 1)"
            if let entity = entry.entity { places[entity] = place }
            entities.append(entry)
        }
    }

    /// Adds what watch lists found. A term that stands where an entity is named is that entity, under the user's type and name.
    private static func addTerms(of document: Document, to entries: inout [Entry]) {
        guard !document.watched.isEmpty else { return }
        var namedAt: [Range<Int>: Int] = [:]
        for (place, entry) in entries.enumerated() {
            for mention in entry.mentions where document.mentions[mention].kind == .name {
                namedAt[document.mentions[mention].tokens] = place
            }
        }
        var placeOf: [WatchTerm: Int] = [:]
        for match in document.watched {
            guard let place = namedAt[match.tokens], entries[place].term == nil || entries[place].term == match.term else { continue }
            entries[place].term = match.term
            if placeOf[match.term] == nil { placeOf[match.term] = place }
        }
        for match in document.watched where namedAt[match.tokens].map({ entries[$0].term != match.term }) ?? true {
            if placeOf[match.term] == nil {
                placeOf[match.term] = entries.count
                entries.append(Entry(id: "", mentions: [], term: match.term))
            }
            if let place = placeOf[match.term] { entries[place].matches.append(match.tokens) }
        }
    }

    private static func start(_ entry: Entry, _ document: Document) -> Int {
        min(entry.mentions.first.map { document.mentions[$0].tokens.lowerBound } ?? .max, entry.matches.first?.lowerBound ?? .max)
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
