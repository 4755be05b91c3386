import Foundation
import GRDB
import Records

/// The list of feeds where it is kept elsewhere: a worker's part of the store.
extension SQLiteStore {
    private static let noteName = "list"

    /// The sum of the list that the feeds were last brought to; `nil` where they never were.
    public func listSum() async throws -> [UInt8]? {
        try await database.read { database in
            try Data.fetchOne(database, sql: "SELECT value FROM note WHERE name = ?", arguments: [Self.noteName]).map { Array($0) }
        }
    }

    /// Makes the list of feeds that are polled, and notes the sum of what it was made of.
    public func subscribe(to feeds: [Subscription], listSum sum: [UInt8], at now: Moment) async throws {
        try await database.write { database in
            try FeedTable.subscribe(database, to: feeds, at: now)
            try database.execute(sql: "INSERT OR REPLACE INTO note VALUES (?, ?)", arguments: [Self.noteName, Data(sum)])
        }
    }
}
