import Foundation
import GRDB

/// Tells a damaged database from one that just cannot be read.
enum StateCheck {
    /// Whether a database is there and does not pass SQLite's own check.
    ///
    /// Setting a sound one aside would forget all that no segment tells, so damage has to be found twice.
    static func isDamaged(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        return looksDamaged(path) && looksDamaged(path)
    }

    /// Reads a state before it is opened to write, also where another program that reads it just closes it and has to be waited for.
    static func read<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration).read(body)
    }

    private static func looksDamaged(_ path: String) -> Bool {
        do {
            return try read(path) { database in
                let finding = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? ""
                if finding != "ok" { return !isRefusal(finding) }
                return try !Schema.isAsMade(database)
            }
        } catch {
            // Anything else than damage (no permission, no space) is for opening it to report.
            let code = (error as? DatabaseError)?.resultCode
            return code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB
        }
    }

    /// Whether the check has found a page only that the system did not give it: it tells that among its findings and not as an error.
    static func isRefusal(_ finding: String) -> Bool {
        if finding.contains("failed to get page") { return true }
        let code = finding.firstMatch(of: /unable to get the page\. error code=([0-9]+)/).flatMap { Int32($0.1) }
        return code.map { ResultCode(rawValue: $0).primaryResultCode != .SQLITE_CORRUPT } ?? false
    }
}
