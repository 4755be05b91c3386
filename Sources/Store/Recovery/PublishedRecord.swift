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
    var title: String?
    var content: WrittenContent
    var text: String

    /// - Parameter addresses: of feeds whose records show their address without its secrets, by the form that is shown.
    /// - Returns: `nil` where the line is no record.
    init?(line: ArraySlice<UInt8>, addresses: [String: String] = [:]) {
        guard let json = try? JSONValue(parsing: line), let id = json["id"]?.string, id.count == 32,
            let revision = json["revision"]?.int, (1...Int(Int32.max)).contains(revision), let feed = json["source"]?["feed"]?.string
        else { return nil }
        self.id = id
        self.revision = revision
        self.feed = addresses[feed] ?? feed
        itemID = json["source"]?["item_id"]?.string
        seenAt = json["seen_at"]?.string.flatMap(Moment.init(rfc3339:)) ?? Moment(milliseconds: 0)
        title = json["title"]?.string
        text = json["text"]?.string ?? ""
        content = WrittenContent(Fingerprints.content(title: title, text: text), isPage: json["content_from"]?.string == "page")
    }

    /// Makes the item known as written, with the highest revision seen. One that waits for a higher one goes on waiting.
    func store(in database: Database, at now: Moment, notesStory: Bool = true) throws {
        let feed = try Int64.fetchOne(database, sql: "SELECT id FROM feed WHERE url = ?", arguments: [self.feed]) ?? addFeed(to: database)
        try database.cachedStatement(
            sql: """
                INSERT INTO item (record_id, feed, seen_feed, site, status, revision, first_seen, last_seen, title, content_hash)
                    VALUES (:id, :feed, :feed, '', :written, :revision, :seen, :now, :title, :hash)
                ON CONFLICT (record_id) DO UPDATE SET status = excluded.status, content_hash = excluded.content_hash,
                    revision = excluded.revision, last_seen = max(last_seen, excluded.last_seen), payload = NULL, next_try = NULL
                    WHERE excluded.revision >= revision
                """
        ).execute(
            arguments: [
                "id": id, "feed": feed, "written": ItemMark.Status.written.rawValue, "revision": revision, "seen": seenAt.milliseconds,
                "now": now.milliseconds, "title": title.map(Title.kept), "hash": Data(content.bytes),
            ])
        if notesStory { try StoryTable.note(database, record: id, text: text, seenAt: seenAt) }
        guard let item = try Int64.fetchOne(database, sql: "SELECT id FROM item WHERE record_id = ?", arguments: [id]) else { return }
        guard let primary = Key(hexadecimal: id) else { return }
        try database.execute(sql: "INSERT OR IGNORE INTO item_key VALUES (?, ?)", arguments: [Data(primary.bytes), item])
        if let itemID {
            try ItemTable.addKey(database, ItemIdentity.guidKey(itemID, feed: self.feed), to: item)
        }
    }

    /// A feed that is in no list (any more), so that its items can name it.
    private func addFeed(to database: Database) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO feed (url, site, active, next_poll, touched, state) VALUES (?, '', 0, 0, ?, ?)",
            arguments: [feed, seenAt.milliseconds, Data(FeedState().json)])
        return database.lastInsertedRowID
    }
}
