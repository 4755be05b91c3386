import GRDB
import Records

/// The table of sites that asked to be left alone, so that a new start leaves them alone too.
enum HoldTable {
    static func all(_ database: Database, at now: Moment) throws -> [String: Moment] {
        let rows = try Row.fetchAll(database, sql: "SELECT site, until FROM hold WHERE until > ?", arguments: [now.milliseconds])
        return Dictionary(
            try rows.map { (try $0.stored("site"), Moment(milliseconds: try $0.stored("until"))) }, uniquingKeysWith: max)
    }

    static func save(_ database: Database, _ holds: [String: Moment], at now: Moment) throws {
        try database.execute(sql: "DELETE FROM hold WHERE until <= ?", arguments: [now.milliseconds])
        let hold = try database.cachedStatement(
            sql: "INSERT INTO hold (site, until) VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET until = max(until, excluded.until)")
        for (site, until) in holds { try hold.execute(arguments: [site, until.milliseconds]) }
    }
}
