import GRDB
import Records

/// What becomes of items whose stored words the disk has changed.
extension ItemTable {
    /// Lets go of an item whose next record cannot be made of what is stored.
    ///
    /// Its feed is read again and brings it again: as a new one where it has no record yet, else as a changed one. What was written once is
    /// never taken for new.
    static func giveBack(_ database: Database, _ id: Int64) throws {
        guard let row = try Row.fetchOne(database, sql: "SELECT feed, title FROM item WHERE id = ?", arguments: [id]) else { return }
        let (feed, title): (Int64, String?) = (try row.stored("feed"), try row.stored("title"))
        let (pending, written) = (ItemMark.Status.pending.rawValue, ItemMark.Status.written.rawValue)
        try database.execute(
            sql: "DELETE FROM item WHERE id = ? AND revision <= 1 AND (status != ? OR content_hash IS NULL)", arguments: [id, pending])
        if database.changesCount == 0 {
            try database.execute(
                sql: """
                    UPDATE item SET status = ?, revision = max(1, revision - 1), feed_hash = x'', checked = NULL, payload = NULL,
                        next_try = NULL, error = NULL WHERE id = ?
                    """, arguments: [written, id])
        }
        try FeedTable.readAgain(
            database, feed, why: "an item that waited could not be read and is looked for again" + (title.map { ": \($0)" } ?? ""))
    }

    /// Gives back the item that a record is of; nothing where there is none.
    static func giveBack(_ database: Database, record: String) throws {
        let item = try Int64.fetchOne(database, sql: "SELECT id FROM item WHERE record_id = ?", arguments: [record])
        if let item { try giveBack(database, item) }
    }

    /// Gives back all pending items that cannot be read.
    ///
    /// - Returns: how many.
    static func mend(_ database: Database) throws -> Int {
        let items = try Int64.fetchAll(
            database, sql: "SELECT id FROM item WHERE status = 0 AND ifnull(json_valid(CAST(payload AS TEXT)), 0) = 0")
        for item in items { try giveBack(database, item) }
        return items.count
    }
}
