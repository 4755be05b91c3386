import GRDB
import Records

/// The table of subscriptions at hubs.
enum PushTable {
    static func one(_ database: Database, feed: Int64) throws -> PushSubscription? {
        try database.cachedStatement(sql: "SELECT * FROM push WHERE feed = ?").fetchOne(arguments: [feed]).flatMap(push)
    }

    static func one(_ database: Database, token: String) throws -> PushSubscription? {
        try database.cachedStatement(sql: "SELECT * FROM push WHERE token = ?").fetchOne(arguments: [token]).flatMap(push)
    }

    static func all(_ database: Database) throws -> [PushSubscription] {
        try Row.fetchAll(database, sql: "SELECT * FROM push").compactMap(push)
    }

    static func due(_ database: Database, at now: Moment, limit: Int) throws -> [PushSubscription] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM push WHERE next_try <= ? ORDER BY next_try LIMIT ?", arguments: [now.milliseconds, limit]
        ).compactMap(push)
    }

    static func save(_ database: Database, _ push: PushSubscription) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO push (feed, token, secret, hub, topic, standing, until, next_try, attempts, last_push, last_missed,
                    last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                push.feed, push.token, push.secret, push.hub, push.topic, push.standing.rawValue, push.until?.milliseconds,
                push.nextTry.milliseconds, push.attempts, push.lastPush?.milliseconds, push.lastMissed?.milliseconds, push.lastError,
            ])
    }

    static func delete(_ database: Database, feed: Int64) throws {
        try database.execute(sql: "DELETE FROM push WHERE feed = ?", arguments: [feed])
    }

    /// Ends the subscriptions of feeds that are polled no more, and takes those up again that are.
    static func follow(_ database: Database, at now: Moment) throws {
        try database.execute(
            sql: """
                UPDATE push SET standing = 'ending', next_try = :now, attempts = 0
                    WHERE standing != 'ending' AND NOT EXISTS (SELECT 1 FROM feed WHERE feed.id = push.feed AND feed.active);
                """, arguments: ["now": now.milliseconds])
        try database.execute(
            sql: """
                UPDATE push SET standing = 'wanted', next_try = :now, attempts = 0
                    WHERE standing = 'ending' AND EXISTS (SELECT 1 FROM feed WHERE feed.id = push.feed AND feed.active)
                """, arguments: ["now": now.milliseconds])
    }

    /// - Returns: `nil` for a standing that no program knows.
    private static func push(_ row: Row) throws -> PushSubscription? {
        guard let standing = PushSubscription.Standing(rawValue: try row.stored("standing")) else { return nil }
        var push = PushSubscription(
            feed: try row.stored("feed"), token: try row.stored("token"), secret: try row.stored("secret"), hub: try row.stored("hub"),
            topic: try row.stored("topic"), nextTry: Moment(milliseconds: try row.stored("next_try")))
        push.standing = standing
        push.until = (try row.stored("until") as Int64?).map(Moment.init)
        push.attempts = try row.stored("attempts")
        push.lastPush = (try row.stored("last_push") as Int64?).map(Moment.init)
        push.lastMissed = (try row.stored("last_missed") as Int64?).map(Moment.init)
        push.lastError = try row.stored("last_error")
        return push
    }

    /// Removes subscriptions that stand in no way that there is; the next poll of such a feed finds its hub again.
    ///
    /// - Returns: how many.
    static func mend(_ database: Database) throws -> Int {
        let known = PushSubscription.Standing.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        try database.execute(sql: "DELETE FROM push WHERE standing NOT IN (\(known))")
        return database.changesCount
    }
}
