import Foundation
import GRDB
import Records

/// What the tables know of items.
struct KnownItems: ItemMemory {
    let database: Database
    /// The feed that is asked for.
    let feed: Int64

    private static let columns = "item.id, item.feed, title, published, feed_hash"

    func entry(_ key: Key) throws -> ItemIdentity.Entry? {
        try database.cachedStatement(
            sql: "SELECT \(Self.columns) FROM item_key LEFT JOIN item ON item.id = item_key.item WHERE key = ?"
        ).fetchOne(arguments: [Data(key.bytes)]).map { ItemIdentity.Entry(item: try known($0)) }
    }

    func named(_ key: Key) throws -> ItemIdentity.Known? {
        try database.cachedStatement(sql: "SELECT \(Self.columns) FROM item WHERE record_id = ?").fetchOne(
            arguments: [key.bytes.hexadecimal]
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
            isOfFeed: try row.stored("feed") == feed, contentHash: (try row.stored("feed_hash") as Data?).flatMap { Key(stored: Array($0)) }
        )
    }
}
