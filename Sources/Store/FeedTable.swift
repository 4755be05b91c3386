import Foundation
import GRDB
import Records

/// The table of feeds.
enum FeedTable {
    static func subscribe(_ database: Database, to urls: [String], at now: Moment) throws {
        try database.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS subscribed (url TEXT PRIMARY KEY); DELETE FROM temp.subscribed")
        let list = try database.makeStatement(sql: "INSERT OR IGNORE INTO temp.subscribed VALUES (?)")
        for url in urls { try list.execute(arguments: [url]) }
        let state = try JSONEncoder().encode(FeedState())
        try database.execute(
            sql: """
                INSERT INTO feed (url, active, next_poll, touched, state)
                    SELECT url, 1, 0, :now, :state FROM temp.subscribed WHERE true ON CONFLICT (url) DO NOTHING;
                UPDATE feed SET touched = :now WHERE active AND url NOT IN (SELECT url FROM temp.subscribed);
                UPDATE feed SET active = url IN (SELECT url FROM temp.subscribed)
                    WHERE active != (url IN (SELECT url FROM temp.subscribed));
                """, arguments: ["now": now.milliseconds, "state": state])
    }

    static func all(_ database: Database) throws -> [StoredFeed] {
        try Row.fetchAll(database, sql: "SELECT id, url, next_poll, state FROM feed WHERE active ORDER BY url").map(feed)
    }

    static func one(_ database: Database, _ id: Int64) throws -> StoredFeed? {
        try database.cachedStatement(sql: "SELECT id, url, next_poll, state FROM feed WHERE id = ?").fetchOne(arguments: [id]).map(feed)
    }

    static func due(_ database: Database, at now: Moment, limit: Int) throws -> [StoredFeed] {
        try Row.fetchAll(
            database, sql: "SELECT id, url, next_poll, state FROM feed WHERE active AND next_poll <= ? ORDER BY next_poll LIMIT ?",
            arguments: [now.milliseconds, limit]
        ).map(feed)
    }

    static func nextPoll(_ database: Database, after now: Moment) throws -> Moment? {
        try Int64.fetchOne(
            database, sql: "SELECT min(next_poll) FROM feed WHERE active AND next_poll > ?", arguments: [now.milliseconds]
        ).map(Moment.init)
    }

    static func update(_ database: Database, _ feed: StoredFeed) throws {
        try database.cachedStatement(sql: "UPDATE feed SET next_poll = ?, touched = ?, state = ? WHERE id = ?").execute(
            arguments: [
                feed.nextPoll.milliseconds, feed.state.lastPoll?.milliseconds ?? 0, try JSONEncoder().encode(feed.state), feed.id,
            ])
    }

    static func forget(_ database: Database, unseenSince: Moment) throws {
        try database.execute(sql: "DELETE FROM feed WHERE NOT active AND touched < ?", arguments: [unseenSince.milliseconds])
    }

    private static func feed(_ row: Row) throws -> StoredFeed {
        StoredFeed(
            id: row["id"], url: row["url"], nextPoll: Moment(milliseconds: row["next_poll"]),
            state: try JSONDecoder().decode(FeedState.self, from: row["state"]))
    }
}

extension Statement {
    /// The first row of a query.
    func fetchOne(arguments: StatementArguments) throws -> Row? { try Row.fetchOne(self, arguments: arguments) }
}
