import Foundation
import GRDB
import Records

/// What waits, and which of it is worked on next.
extension ItemTable {
    static func pending(_ database: Database, _ question: PendingQuestion, at now: Moment) throws -> [PendingReference] {
        var choice = PendingChoice(question)
        for last in question.last.isEmpty ? [[]] : [question.last, []] {
            var full: Int
            repeat {
                full = choice.full.count
                try offer(to: &choice, passing: choice.full.union(last), from: database, at: now)
                // A feed that has become full may have stood before others at its sites.
            } while choice.full.count > full && !choice.isDone
        }
        return choice.chosen
    }

    /// Goes round the sites that items wait for, leaping through the index, until there are enough.
    private static func offer(to choice: inout PendingChoice, passing: Set<Int64>, from database: Database, at now: Moment) throws {
        let statement = try database.cachedStatement(
            sql: """
                WITH RECURSIVE waiting (site) AS (
                    SELECT min(site) FROM item WHERE status = 0 AND site >= :from
                    UNION ALL
                    SELECT (SELECT min(item.site) FROM item WHERE status = 0 AND item.site > waiting.site) FROM waiting
                        WHERE waiting.site IS NOT NULL
                )
                SELECT item.id, item.site, item.feed FROM waiting CROSS JOIN item WHERE item.id IN (
                    SELECT id FROM item WHERE status = 0 AND site = waiting.site AND next_try <= :now
                        AND feed NOT IN (SELECT value FROM json_each(:passing)) AND id NOT IN (SELECT value FROM json_each(:busy))
                    ORDER BY next_try LIMIT :most)
                """)
        let behind = choice.question.behind
        for isSecondHalf in [false, true] where !choice.isDone {
            // No site's name has a character as low as this one.
            let from = isSecondHalf ? "" : behind + "\u{1}"
            let busy = choice.question.busy.union(choice.chosen).map(\.id)
            let rows = try Row.fetchCursor(
                statement,
                arguments: [
                    "from": from, "now": now.milliseconds, "passing": list(passing), "busy": list(busy), "most": choice.question.perSite,
                ])
            while !choice.isDone, let row = try rows.next() {
                let item = PendingReference(id: try row.stored("id"), site: try row.stored("site"), feed: try row.stored("feed"))
                if isSecondHalf, item.site > behind { break }
                choice.offer(item)
            }
        }
    }

    /// Numbers as a JSON array, by which a statement takes any number of them.
    private static func list(_ numbers: some Sequence<Int64>) -> String { "[\(numbers.map(String.init).joined(separator: ","))]" }

    static func backlog(_ database: Database, at now: Moment) throws -> Backlog {
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT feed, count(*) AS total, count(*) FILTER (WHERE next_try <= :now) AS due,
                        min(next_try) FILTER (WHERE next_try > :now) AS next
                        FROM item WHERE status = 0 GROUP BY feed
                    """), arguments: ["now": now.milliseconds])
        var backlog = Backlog()
        while let row = try rows.next() {
            let (due, total): (Int, Int) = (try row.stored("due"), try row.stored("total"))
            backlog.due += due
            backlog.waiting += total - due
            if due > Backlog.crowd { backlog.crowding[try row.stored("feed")] = due }
            if let next = (try row.stored("next") as Int64?).map(Moment.init) { backlog.nextTry = min(backlog.nextTry ?? next, next) }
        }
        return backlog
    }
}
