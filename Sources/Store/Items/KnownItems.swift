import Foundation
import GRDB
import Records

/// What the tables know of items.
struct KnownItems: ItemMemory {
    let database: Database
    /// The feed that is asked for.
    let feed: Int64

    /// What was found in a feed of the same site that is read no more counts as this feed's: it is the same one under another address.
    private static let columns = """
        item.id, item.title, item.published, item.feed_hash,
        item.feed = own.id OR coalesce((SELECT NOT active AND site = own.site FROM feed WHERE id = item.feed), FALSE) AS is_of_feed
        """

    func entry(_ key: Key) throws -> ItemIdentity.Entry? {
        try database.cachedStatement(
            sql: "SELECT \(Self.columns) FROM item_key LEFT JOIN item ON item.id = item_key.item, feed AS own WHERE own.id = ? AND key = ?"
        ).fetchOne(arguments: [feed, Data(key.bytes)]).map { ItemIdentity.Entry(item: try known($0)) }
    }

    func named(_ key: Key) throws -> ItemIdentity.Known? {
        try database.cachedStatement(sql: "SELECT \(Self.columns) FROM item, feed AS own WHERE own.id = ? AND record_id = ?").fetchOne(
            arguments: [feed, key.bytes.hexadecimal]
        ).flatMap(known)
    }

    func keyCount(_ item: Int64) throws -> Int {
        try database.cachedStatement(sql: "SELECT count(*) AS count FROM item_key WHERE item = ?").fetchOne(arguments: [item])?
            .stored("count") ?? 0
    }

    private func known(_ row: Row) throws -> ItemIdentity.Known? {
        guard let id = try row.stored("id") as Int64? else { return nil }
        return ItemIdentity.Known(
            item: id, title: try row.stored("title"), published: (try row.stored("published") as Int64?).map(Moment.init),
            isOfFeed: try row.stored("is_of_feed"), contentHash: (try row.stored("feed_hash") as Data?).flatMap { Key(stored: Array($0)) }
        )
    }
}
