import Articles
import Foundation
import GRDB
import Records

/// The prints of the texts written in the last days, by which another feed's version of a story is recognised.
///
/// A text is looked up by its print's keys, so that nothing is scanned. Looking up and storing are one with the completion of
/// the item: of two versions that come in at once, the second to be committed names the first.
enum StoryTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE story (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    record_id TEXT NOT NULL UNIQUE,
                    seen_at INTEGER NOT NULL,
                    print BLOB NOT NULL
                );
                CREATE TABLE story_key (
                    key INTEGER NOT NULL,
                    story INTEGER NOT NULL,
                    PRIMARY KEY (key, story)
                ) WITHOUT ROWID;
                """)
    }

    /// The most texts that one is held against: a site that gives all its pages one text must not slow the others.
    private static let mostCandidates = 200
    /// The most stories under one key, for the same reason.
    private static let mostUnderOneKey = 50

    /// Notes a record's text, and finds the first article that told the same story.
    ///
    /// An article that is written again is held only against those that came before it, and never against what copied it.
    ///
    /// - Parameter window: how long back.
    /// - Returns: the record, naming that article if there is one.
    static func meet(_ database: Database, _ record: EncodedRecord, at now: Moment, window: Duration) throws -> EncodedRecord {
        guard let signature = record.story else { return record }
        let keys = signature.keys
        let own: Int64
        if let known = try row(database, of: record.id) {
            own = known.id
            try removeKeys(database, of: known.id, known.signature)
            try database.cachedStatement(sql: "UPDATE story SET print = ? WHERE id = ?").execute(arguments: [Data(signature.bytes), own])
        } else if record.revision > 1 {
            // Its own first print is forgotten: what is known now may have copied it.
            return record
        } else {
            own = try insert(database, record: record.id, seenAt: now, signature)
        }
        let first = try first(database, of: signature, keys, before: own, since: now - window)
        try addKeys(database, keys, of: own)
        return first.map { record.ofSameStory(as: $0.id, similarity: $0.similarity) } ?? record
    }

    /// The earliest article that tells the story.
    private static func first(
        _ database: Database, of signature: StorySignature, _ keys: [Int64], before own: Int64, since oldest: Moment
    ) throws -> (id: String, similarity: Double)? {
        let lookup = try database.cachedStatement(sql: "SELECT story FROM story_key WHERE key = ? AND story < ? ORDER BY story LIMIT ?")
        var candidates: Set<Int64> = []
        for key in keys {
            candidates.formUnion(try Int64.fetchAll(lookup, arguments: [key, own, mostUnderOneKey]))
        }
        let read = try database.cachedStatement(sql: "SELECT record_id, print FROM story WHERE id = ? AND seen_at >= ?")
        for candidate in candidates.sorted().prefix(mostCandidates) {
            guard let row = try Row.fetchOne(read, arguments: [candidate, oldest.milliseconds]),
                let other = StorySignature(bytes: Array(try row.stored("print") as Data)), signature.isSameStory(as: other)
            else { continue }
            return (try row.stored("record_id"), signature.similarity(to: other))
        }
        return nil
    }

    private static func row(_ database: Database, of record: String) throws -> (id: Int64, signature: StorySignature?)? {
        let row = try database.cachedStatement(sql: "SELECT id, print FROM story WHERE record_id = ?").fetchOne(arguments: [record])
        return try row.map { (try $0.stored("id"), StorySignature(bytes: Array(try $0.stored("print") as Data))) }
    }

    private static func insert(_ database: Database, record: String, seenAt: Moment, _ signature: StorySignature) throws -> Int64 {
        try database.cachedStatement(sql: "INSERT INTO story (record_id, seen_at, print) VALUES (?, ?, ?)").execute(
            arguments: [record, seenAt.milliseconds, Data(signature.bytes)])
        return database.lastInsertedRowID
    }

    private static func addKeys(_ database: Database, _ keys: [Int64], of story: Int64) throws {
        let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO story_key (key, story) VALUES (?, ?)")
        for key in keys { try insert.execute(arguments: [key, story]) }
    }

    private static func removeKeys(_ database: Database, of story: Int64, _ signature: StorySignature?) throws {
        let delete = try database.cachedStatement(sql: "DELETE FROM story_key WHERE key = ? AND story = ?")
        for key in signature?.keys ?? [] { try delete.execute(arguments: [key, story]) }
    }

    /// Notes the text of a record that was read back from the segments.
    static func note(_ database: Database, record: String, text: String, seenAt: Moment) throws {
        guard let signature = StorySignature(text), try row(database, of: record) == nil else { return }
        try addKeys(database, signature.keys, of: try insert(database, record: record, seenAt: seenAt, signature))
    }

    /// Forgets prints that have left the window.
    static func forget(_ database: Database, seenBefore oldest: Moment) throws {
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, print FROM story WHERE seen_at < ?", arguments: [oldest.milliseconds])
        for row in rows {
            try removeKeys(database, of: row.stored("id"), StorySignature(bytes: Array(row.stored("print") as Data)))
        }
        try database.execute(sql: "DELETE FROM story WHERE seen_at < ?", arguments: [oldest.milliseconds])
    }
}
