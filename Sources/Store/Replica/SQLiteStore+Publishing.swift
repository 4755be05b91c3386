import GRDB
import Records

/// Completing items whose records are published by a stream: a worker's part of the store, which writes no segments.
extension SQLiteStore {
    /// Which of these records are of articles that are known by another address (``CanonicalAddress``) and not to be published.
    ///
    /// - Returns: their items.
    public func itemsKnownOtherwise(among completions: [Completion]) async throws -> Set<Int64> {
        guard completions.contains(where: { $0.encodedRecord?.canonicalID != nil }) else { return [] }
        return try await database.write { database in
            var known: Set<Int64> = []
            for case .record(let item, let record, _, _) in completions where try CanonicalAddress.isKnown(database, record) {
                known.insert(item)
            }
            return known
        }
    }

    /// Stores what became of items whose records have been published, perhaps under a later revision than they were made for.
    ///
    /// - Parameter known: items whose record was not, because the article is known.
    public func complete(_ completions: [Completion], knownOtherwise known: Set<Int64>, at now: Moment) async throws {
        try await database.write { database in
            for completion in completions {
                if let record = completion.encodedRecord { try Self.raise(database, record) }
                guard try ItemTable.complete(database, completion, at: now), case .record(let item, _, _, _) = completion else { continue }
                if known.contains(item) { try CanonicalAddress.note(database, item: item) }
            }
        }
    }

    private static func raise(_ database: Database, _ record: EncodedRecord) throws {
        try database.cachedStatement(sql: "UPDATE item SET revision = ? WHERE record_id = ? AND status = 0 AND revision < ?").execute(
            arguments: [record.revision, record.id, record.revision])
    }
}
