import Foundation
import GRDB
import JSONText
import Records

/// A record read back from a segment: what the store has to know of it.
struct PublishedRecord {
    var id: String
    var revision: Int
    var seenAt: Moment
    var feed: String
    var itemID: String?
    var contentHash: [UInt8]

    /// - Returns: `nil` where the line is no record.
    init?(line: ArraySlice<UInt8>) {
        guard let json = try? JSONValue(parsing: line), let id = json["id"]?.string, id.count == 32,
            let revision = json["revision"]?.int, let feed = json["source"]?["feed"]?.string
        else { return nil }
        self.id = id
        self.revision = revision
        self.feed = feed
        itemID = json["source"]?["item_id"]?.string
        seenAt = json["seen_at"]?.string.flatMap(Moment.init(rfc3339:)) ?? Moment(milliseconds: 0)
        contentHash = Fingerprints.content(title: json["title"]?.string, text: json["text"]?.string ?? "")
    }

    /// The number in a line's first bytes, found without reading the rest.
    static func sequence(ofLine line: ArraySlice<UInt8>) -> Int64? {
        let head = String(decoding: line.prefix(96), as: UTF8.self)
        guard let name = head.range(of: "\"seq\":") else { return nil }
        return Int64(head[name.upperBound...].prefix { $0.isNumber })
    }

    /// Makes the item known as written, with the highest revision seen.
    func store(in database: Database, at now: Moment) throws {
        let feed = try Int64.fetchOne(database, sql: "SELECT id FROM feed WHERE url = ?", arguments: [self.feed]) ?? addFeed(to: database)
        try database.cachedStatement(
            sql: """
                INSERT INTO item (record_id, feed, seen_feed, site, status, revision, first_seen, last_seen, content_hash)
                    VALUES (:id, :feed, :feed, '', 1, :revision, :seen, :now, :hash)
                ON CONFLICT (record_id) DO UPDATE SET status = 1, content_hash = excluded.content_hash, revision = excluded.revision,
                    payload = NULL, next_try = NULL WHERE excluded.revision >= revision OR status != 1
                """
        ).execute(
            arguments: [
                "id": id, "feed": feed, "revision": revision, "seen": seenAt.milliseconds, "now": now.milliseconds,
                "hash": Data(contentHash),
            ])
        guard let item = try Int64.fetchOne(database, sql: "SELECT id FROM item WHERE record_id = ?", arguments: [id]) else { return }
        guard let primary = Key(hexadecimal: id) else { return }
        try database.execute(sql: "INSERT OR IGNORE INTO item_key VALUES (?, ?)", arguments: [Data(primary.bytes), item])
        if let itemID {
            // A guid that leads to two records is one that its feed uses more than once: it counts for neither.
            let key = Data(ItemIdentity.guidKey(itemID, feed: self.feed).bytes)
            try database.execute(sql: "INSERT OR IGNORE INTO item_key VALUES (?, ?)", arguments: [key, item])
            try database.execute(sql: "DELETE FROM item_key WHERE key = ? AND item != ?", arguments: [key, item])
        }
    }

    /// A feed that is in no list (any more), so that its items can name it.
    private func addFeed(to database: Database) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO feed (url, active, next_poll, touched, state) VALUES (?, 0, 0, ?, ?)",
            arguments: [feed, seenAt.milliseconds, try JSONEncoder().encode(FeedState())])
        return database.lastInsertedRowID
    }
}
