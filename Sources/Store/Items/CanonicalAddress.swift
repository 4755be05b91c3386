import Articles
import Foundation
import GRDB
import Records

/// Tells that two items with different links are one article, by the address that the pages call their own.
///
/// A publisher's feed for phones links the AMP page, an aggregator the page with its own parameters; both pages name the article's
/// address. Such names are wrong often enough (a section's front page, the same on every page of a site) that the address
/// alone is not believed: title or text have to agree.
enum CanonicalAddress {
    /// Settles what a new record's canonical address means.
    ///
    /// - Returns: whether its item is one that is known by that address, so that no record is written. Otherwise the address leads
    ///   to the item from now on.
    static func settle(_ database: Database, _ record: EncodedRecord, item: Int64) throws -> Bool {
        guard try isKnown(database, record) else { return false }
        try note(database, item: item)
        return true
    }

    /// Lets an item be one that was noted without a record.
    static func note(_ database: Database, item: Int64) throws {
        try database.cachedStatement(sql: "UPDATE item SET status = ?, revision = 0 WHERE id = ?").execute(
            arguments: [ItemMark.Status.noted.rawValue, item])
    }

    /// Whether a record's item is one that is known by its canonical address; otherwise the address leads to it from now on.
    static func isKnown(_ database: Database, _ record: EncodedRecord) throws -> Bool {
        guard let canonical = record.canonicalID, canonical != record.id, let key = Key(hexadecimal: canonical) else { return false }
        let find = try database.cachedStatement(sql: "SELECT id, title FROM item WHERE record_id = ?")
        guard let own = try find.fetchOne(arguments: [record.id]) else { return false }
        // A page that shows several items calls none of them by its address.
        let apart = try database.cachedStatement(sql: "SELECT 1 FROM item_key WHERE key = ?")
        if try apart.fetchOne(arguments: [Data(ItemIdentity.apartKey(record.id).bytes)]) != nil { return false }
        let lookup = try database.cachedStatement(
            sql: "SELECT item.id, record_id, title, status FROM item_key LEFT JOIN item ON item.id = item_key.item WHERE key = ?")
        guard let row = try lookup.fetchOne(arguments: [Data(key.bytes)]) else {
            try ItemTable.addKey(database, key, to: own.stored("id"))
            return false
        }
        let ownItem: Int64 = try own.stored("id")
        guard let other = try row.stored("id") as Int64?, other != ownItem, record.revision == 1 else { return false }
        let status = ItemMark.Status(rawValue: try row.stored("status"))
        let (title, ownTitle): (String?, String?) = (try row.stored("title"), try own.stored("title"))
        // One that is pending will be written; one that was only noted was not.
        var isSame = status != .noted && title != nil && title == ownTitle && (title?.utf8.count ?? 0) >= 12
        if !isSame, status == .written, let text = record.story {
            let record: String = try row.stored("record_id")
            let print = try Data.fetchOne(database, sql: "SELECT print FROM story WHERE record_id = ?", arguments: [record])
            isSame = print.flatMap { StorySignature(bytes: Array($0)) }.map(text.isSameStory(as:)) ?? false
        }
        return isSame
    }
}
