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

    private static func push(_ row: Row) -> PushSubscription? {
        guard let standing = PushSubscription.Standing(rawValue: row["standing"]) else { return nil }
        var push = PushSubscription(
            feed: row["feed"], token: row["token"], secret: row["secret"], hub: row["hub"], topic: row["topic"],
            nextTry: Moment(milliseconds: row["next_try"]))
        push.standing = standing
        push.until = (row["until"] as Int64?).map(Moment.init)
        push.attempts = row["attempts"]
        push.lastPush = (row["last_push"] as Int64?).map(Moment.init)
        push.lastMissed = (row["last_missed"] as Int64?).map(Moment.init)
        push.lastError = row["last_error"]
        return push
    }
}
