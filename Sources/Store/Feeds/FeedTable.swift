import Foundation
import GRDB
import Records

/// The table of feeds.
enum FeedTable {
    static func subscribe(_ database: Database, to feeds: [Subscription], at now: Moment) throws {
        try database.execute(
            sql: "CREATE TEMP TABLE IF NOT EXISTS subscribed (url TEXT PRIMARY KEY, site TEXT NOT NULL); DELETE FROM temp.subscribed")
        let list = try database.makeStatement(sql: "INSERT OR IGNORE INTO temp.subscribed VALUES (?, ?)")
        for feed in feeds { try list.execute(arguments: [feed.url, feed.site]) }
        let state = Data(FeedState().json)
        try database.execute(
            sql: """
                INSERT INTO feed (url, site, active, next_poll, touched, state)
                    SELECT url, site, 1, 0, :now, :state FROM temp.subscribed WHERE true
                    ON CONFLICT (url) DO UPDATE SET site = excluded.site WHERE site != excluded.site
                """, arguments: ["now": now.milliseconds, "state": state])
        try database.execute(
            sql: "UPDATE feed SET touched = ? WHERE active AND url NOT IN (SELECT url FROM temp.subscribed)",
            arguments: [now.milliseconds])
        try database.execute(
            sql: """
                UPDATE feed SET active = url IN (SELECT url FROM temp.subscribed)
                    WHERE active != (url IN (SELECT url FROM temp.subscribed))
                """)
        try PushTable.follow(database, at: now)
    }

    static func all(_ database: Database) throws -> [StoredFeed] {
        try Row.fetchAll(database, sql: "SELECT id, url, next_poll, state FROM feed WHERE active ORDER BY url").map(feed)
    }

    static func one(_ database: Database, _ id: Int64) throws -> StoredFeed? {
        try database.cachedStatement(sql: "SELECT id, url, next_poll, state FROM feed WHERE id = ?").fetchOne(arguments: [id]).map(feed)
    }

    /// How many overdue feeds are looked at.
    private static let window = 5000
    /// Of one site, no more overdue feeds than this stand in the way of others.
    private static let queue = 100
    /// How long the others of such a site are passed over.
    private static let patience: Duration = .seconds(30)

    /// What is due.
    struct Due {
        /// To be polled now.
        var feeds: [StoredFeed]
        /// What only stands in the way: their site has more feeds than turns.
        var crowding: [Int64]
        /// Whether more is due.
        var isLeft: Bool
    }

    static func due(
        _ database: Database, at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>
    ) throws -> Due {
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: "SELECT id, site FROM feed WHERE active AND next_poll <= ? ORDER BY next_poll LIMIT ?"),
            arguments: [now.milliseconds, window])
        var chosen: [Int64] = []
        var crowding: [Int64] = []
        var seen: [String: Int] = [:]
        var count = 0
        var isLeft = false
        while let row = try rows.next() {
            guard chosen.count < limit else {
                isLeft = true
                break
            }
            count += 1
            let (id, site): (Int64, String) = (try row.stored("id"), try row.stored("site"))
            let place = seen[site, default: 0]
            seen[site] = place + 1
            if place < perSite {
                if !busy.contains(id) { chosen.append(id) }
            } else if !busy.contains(id) {
                isLeft = true
                if place >= max(queue, perSite) { crowding.append(id) }
            }
        }
        return Due(feeds: try chosen.compactMap { try one(database, $0) }, crowding: crowding, isLeft: isLeft || count == window)
    }

    /// Lets feeds that stand in the way be due a little later, in their order.
    static func passOver(_ database: Database, _ feeds: [Int64], at now: Moment) throws {
        // Touched, so that it shows if the clock ran ahead just then.
        let statement = try database.cachedStatement(sql: "UPDATE feed SET next_poll = ?, touched = ? WHERE id = ? AND next_poll <= ?")
        for (place, feed) in feeds.enumerated() {
            try statement.execute(arguments: [(now + patience).milliseconds + Int64(place), now.milliseconds, feed, now.milliseconds])
        }
    }

    static func nextPoll(_ database: Database, after now: Moment) throws -> Moment? {
        try Int64.fetchOne(
            database, sql: "SELECT min(next_poll) FROM feed WHERE active AND next_poll > ?", arguments: [now.milliseconds]
        ).map(Moment.init)
    }

    /// Feeds of the same site as one another, in turns with those of other sites: the first of each, then the second of each.
    static func interleaved(_ database: Database) throws -> [Int64] {
        try Int64.fetchAll(
            database,
            sql: "SELECT id FROM feed WHERE active ORDER BY row_number() OVER (PARTITION BY site ORDER BY url), url")
    }

    /// Makes feeds due now that were to be polled later.
    static func hasten(_ database: Database, _ feeds: Set<Int64>, at now: Moment) throws {
        let hasten = try database.cachedStatement(sql: "UPDATE feed SET next_poll = :now WHERE id = :id AND next_poll > :now")
        for feed in feeds { try hasten.execute(arguments: ["now": now.milliseconds, "id": feed]) }
    }

    /// Makes feeds that are failing due now, or when their publisher lets them be asked.
    static func hastenFailing(_ database: Database, except busy: Set<Int64>, at now: Moment) throws {
        let free = busy.isEmpty ? "" : "AND id NOT IN (\(busy.map(String.init).joined(separator: ",")))"
        try database.execute(
            sql: """
                UPDATE feed SET next_poll = min(next_poll, max(:now, ifnull(json_extract(CAST(state AS TEXT), '$.notBefore'), 0)))
                    WHERE active AND next_poll > :now AND json_extract(CAST(state AS TEXT), '$.health') = 'failing' \(free)
                """, arguments: ["now": now.milliseconds])
    }

    static func update(_ database: Database, _ feed: StoredFeed) throws {
        try database.cachedStatement(sql: "UPDATE feed SET next_poll = ?, touched = ?, state = ? WHERE id = ?").execute(
            arguments: [
                feed.nextPoll.milliseconds, feed.state.lastPoll?.milliseconds ?? 0, Data(feed.state.json), feed.id,
            ])
    }

    static func forget(_ database: Database, unseenSince: Moment) throws {
        try database.execute(sql: "DELETE FROM feed WHERE NOT active AND touched < ?", arguments: [unseenSince.milliseconds])
    }

    /// A feed whose state cannot be read begins anew: its next poll makes it whole, and no other feed waits for that.
    private static func feed(_ row: Row) throws -> StoredFeed {
        StoredFeed(
            id: try row.stored("id"), url: try row.stored("url"), nextPoll: Moment(milliseconds: try row.stored("next_poll")),
            state: (try? FeedState(json: row.stored("state") as Data)) ?? .begunAnew)
    }

    // MARK: Damage

    /// What is no JSON, to SQLite's functions for it too.
    static let isUnreadable = "NOT json_valid(CAST(state AS TEXT))"

    /// Lets all states begin anew that cannot be read.
    ///
    /// - Returns: how many.
    static func mend(_ database: Database) throws -> Int {
        try database.execute(
            sql: "UPDATE feed SET next_poll = 0, state = ? WHERE \(isUnreadable)", arguments: [Data(FeedState.begunAnew.json)])
        return database.changesCount
    }

    /// Has a feed read again though it may not have changed, as soon as its publisher allows.
    ///
    /// - Parameter why: what is noted of it.
    static func readAgain(_ database: Database, _ id: Int64, why: String) throws {
        guard var feed = try one(database, id) else { return }
        feed.state.forgetDocument()
        feed.state.note(.damaged, at: feed.state.lastPoll ?? feed.nextPoll, why)
        if feed.state.notBefore == nil { feed.nextPoll = Moment(milliseconds: 0) }
        try update(database, feed)
    }

    /// Has all feeds read again now, though they may not have changed.
    static func readAllAgain(_ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE feed SET next_poll = 0, state = CAST(json_remove(CAST(state AS TEXT), '$.validators', '$.bodyHash', '$.sitemaps') AS BLOB)
                    WHERE NOT (\(isUnreadable))
                """)
    }
}

extension Statement {
    /// The first row of a query.
    func fetchOne(arguments: StatementArguments) throws -> Row? { try Row.fetchOne(self, arguments: arguments) }
}
