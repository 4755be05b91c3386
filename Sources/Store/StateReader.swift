import Foundation
import GRDB
import Records

/// Reads a state beside the daemon that writes it, for what pages and commands show.
///
/// A feed is decoded only where it has changed since it was last asked for, so that ten thousand feeds cost little.
public actor StateReader {
    private let database: DatabaseQueue
    private var known: [Int64: Known] = [:]

    /// A feed, and the marks by which a change of its row shows.
    private struct Known {
        var nextPoll: Int64
        var touched: Int64
        var feed: StoredFeed
    }

    /// Opens an existing state to read only.
    ///
    /// - Throws: GRDB's `DatabaseError` where there is none.
    public init(path: String) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(2)
        configuration.label = "onrecord-reader"
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// All feeds of the list, by address.
    ///
    /// - Parameter freshly: decodes each anew.
    public func feeds(freshly: Bool = false) async throws -> [StoredFeed] {
        let before = freshly ? [:] : known
        let now = try await database.read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT id, next_poll, touched FROM feed WHERE active ORDER BY url")
            var now: [(Int64, Known)] = []
            var changed: [(position: Int, id: Int64)] = []
            while let row = try rows.next() {
                let (id, nextPoll, touched): (Int64, Int64, Int64) = (
                    try row.stored("id"), try row.stored("next_poll"), try row.stored("touched")
                )
                if let same = before[id], same.nextPoll == nextPoll, same.touched == touched {
                    now.append((id, same))
                } else {
                    changed.append((now.count, id))
                    let none = StoredFeed(id: id, url: "", nextPoll: Moment(milliseconds: nextPoll), state: FeedState())
                    now.append((id, Known(nextPoll: nextPoll, touched: touched, feed: none)))
                }
            }
            for (position, id) in changed {
                if let feed = try FeedTable.one(database, id) { now[position].1.feed = feed }
            }
            return now
        }
        known = Dictionary(now, uniquingKeysWith: { first, _ in first })
        return now.map(\.1.feed)
    }

    /// A feed's subscription at its hub.
    public func push(ofFeed feed: Int64) async throws -> PushSubscription? {
        try await database.read { try PushTable.one($0, feed: feed) }
    }

    /// How much work waits.
    public func backlog(at now: Moment) async throws -> Backlog {
        try await database.read { database in
            var backlog = try ItemTable.backlog(database, at: now)
            backlog.outbox = try Outbox.count(database)
            return backlog
        }
    }

    /// The items that were found behind another one, the latest first.
    ///
    /// - Parameters:
    ///   - last: an item's number; 0 for all.
    ///   - limit: the most items; older ones are left out.
    public func itemsFound(behind last: Int64, limit: Int) async throws -> [ItemMark] {
        try await database.read { database in
            try Row.fetchAll(
                database, sql: ItemMark.columns() + " WHERE id > ? ORDER BY id DESC LIMIT ?", arguments: [last, limit]
            ).map(ItemMark.init)
        }
    }

    /// How many of the items that were found last are searched for those of one feed.
    private static let window = 200_000

    /// The latest items of a feed, the latest first.
    public func items(ofFeed feed: Int64, limit: Int) async throws -> [ItemMark] {
        try await database.read { database in
            try Row.fetchAll(
                database,
                sql: ItemMark.columns(and: "record_id, payload")
                    + " WHERE id > (SELECT max(id) FROM item) - ? AND feed = ? ORDER BY id DESC LIMIT ?",
                arguments: [Self.window, feed, limit]
            ).map { row in
                var item = try ItemMark(row)
                item.recordID = try row.stored("record_id")
                item.link = (try row.stored("payload") as Data?).flatMap { try? JSONDecoder().decode(FoundItem.self, from: $0).link }
                return item
            }
        }
    }
}

/// What a page tells of an item.
public struct ItemMark: Sendable, Hashable {
    /// What has become of it, as the table says it.
    ///
    /// Queries for pending items say 0 themselves: SQLite uses the indexes `WHERE status = 0` only then.
    public enum Status: Int, Sendable {
        case pending, written, noted
    }

    public var id: Int64
    public var feed: Int64
    public var firstSeen: Moment
    public var title: String?
    public var status: Status
    public var revision: Int
    /// How often its page has been tried in vain, and why the last time.
    public var attempts: Int
    public var error: String?
    /// Its record's, where it is asked for by feed.
    public var recordID: String?
    /// Where its page is, as long as its record is not made; afterwards the record says it.
    public var link: String?

    static func columns(and more: String? = nil) -> String {
        "SELECT id, feed, first_seen, title, status, revision, attempts, error\(more.map { ", \($0)" } ?? "") FROM item"
    }

    init(_ row: Row) throws {
        id = try row.stored("id")
        feed = try row.stored("feed")
        firstSeen = Moment(milliseconds: try row.stored("first_seen"))
        title = try row.stored("title")
        status = Status(rawValue: try row.stored("status")) ?? .noted
        revision = try row.stored("revision")
        attempts = try row.stored("attempts")
        error = try row.stored("error")
    }
}
