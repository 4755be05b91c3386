import Foundation
import GRDB
import Records

/// Brings back what a wall clock that ran ahead has put into the future, where it would wait until that time has come.
///
/// No row says when it was written. But what has happened cannot lie ahead, and no wait is longer than its kind can be: what breaks that
/// was written under another clock. Doing it again does no harm.
enum WallClock {
    /// Clocks of machines differ, and a small step back does nothing that lasts.
    private static let tolerance: Duration = .seconds(3600)
    /// No site is left alone for longer than a day.
    private static let longestHold: Duration = .seconds(86_400)
    /// No failed page, and no hub that says no or nothing, waits for longer than a week.
    private static let longestRetry: Duration = .seconds(7 * 86_400)
    /// No lease of a hub is believed for longer than 90 days, and hardly a feed is left alone for so long.
    private static let longestWait: Duration = .seconds(90 * 86_400)

    static func accept(_ database: Database, at now: Moment) throws {
        let latest = now + tolerance
        let (hold, retry, wait) = (latest + longestHold, latest + longestRetry, latest + longestWait)
        let feeds = try Int64.fetchAll(
            database, sql: "SELECT id FROM feed WHERE touched > ? OR next_poll > ?", arguments: [latest.milliseconds, wait.milliseconds])
        for feed in feeds { try FeedTable.acceptClock(database, feed, at: now) }
        let changes: [SQL] = [
            """
            UPDATE item SET first_seen = min(first_seen, \(now)), last_seen = min(last_seen, \(now))
                WHERE first_seen > \(latest) OR last_seen > \(latest)
            """,
            "UPDATE item SET checked = \(now) WHERE checked > \(latest)",
            "UPDATE item SET seen_at = \(now) WHERE status = 0 AND seen_at > \(latest)",
            // One that has not been tried yet has been due since it was found.
            """
            UPDATE item SET next_try = \(now), first_try = iif(first_try > \(latest), NULL, first_try) WHERE status = 0
                AND (first_try > \(latest) OR next_try > iif(attempts = 0, \(latest), \(retry)))
            """,
            "UPDATE story SET seen_at = \(now) WHERE seen_at > \(latest)",
            "UPDATE hold SET until = \(now + longestHold) WHERE until > \(hold)",
            // Where it is not known how long the hub's lease lasts, it is asked again.
            """
            UPDATE push SET next_try = \(now), last_push = min(last_push, \(now)), last_missed = min(last_missed, \(now)),
                until = iif(until > \(wait), NULL, until)
                WHERE last_push > \(latest) OR last_missed > \(latest) OR until > \(wait)
                    OR next_try > iif(standing = 'active', \(wait), \(retry))
            """,
        ]
        for change in changes { try database.execute(literal: change) }
    }
}

extension FeedTable {
    fileprivate static func acceptClock(_ database: Database, _ id: Int64, at now: Moment) throws {
        guard var feed = try one(database, id) else { return }
        feed.state.acceptClock(at: now)
        let next = min(feed.nextPoll, max(now, feed.state.notBefore ?? now))
        try database.execute(
            literal: """
                UPDATE feed SET next_poll = \(next), touched = min(touched, \(now)), state = \(Data(feed.state.json)) WHERE id = \(id)
                """)
    }
}

extension SQL.StringInterpolation {
    fileprivate mutating func appendInterpolation(_ moment: Moment) { appendInterpolation(moment.milliseconds) }
}
