internal import CSQLiteSession
import Foundation
import GRDB

/// Notes what changes in the tables of a connection, row by row (SQLite's session extension).
///
/// For the connection's own queue only.
final class ChangeCapture {
    private let connection: UnsafeMutableRawPointer
    private var session: UnsafeMutableRawPointer?
    private let tables: [String]

    /// Tables of one machine: its deliveries, and what a collector notes of its stream. All others are the shared state.
    private static let local = ["outbox", "cursor", "story", "story_key", "stream_position", "grdb_migrations"]

    /// - Throws: GRDB's `DatabaseError`.
    init(_ database: Database) throws {
        guard let handle = database.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        connection = UnsafeMutableRawPointer(handle)
        tables = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        ).filter { !Self.local.contains($0) }
        try begin()
    }

    deinit { end() }

    private func begin() throws {
        var names: [UnsafePointer<CChar>?] = tables.map { UnsafePointer(strdup($0)) }
        defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
        names.append(nil)
        try Self.check(onrecord_session_begin(connection, names, &session))
    }

    private func end() {
        if let session { onrecord_session_end(session) }
        session = nil
    }

    /// What has changed since the last call.
    func take() throws -> [UInt8] {
        var size: Int32 = 0
        var bytes: UnsafeMutableRawPointer?
        try Self.check(onrecord_session_changes(session, &size, &bytes))
        defer { onrecord_session_free(bytes) }
        guard size > 0, let bytes else { return [] }
        let changes = Array(UnsafeRawBufferPointer(start: bytes, count: Int(size)))
        end()
        try begin()
        return changes
    }

    /// Does changes to another database.
    static func apply(_ changes: [UInt8], to database: Database) throws {
        guard let handle = database.sqliteConnection, let size = Int32(exactly: changes.count) else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        let code = changes.withUnsafeBytes { onrecord_session_apply(UnsafeMutableRawPointer(handle), size, $0.baseAddress) }
        try check(code)
    }

    private static func check(_ code: Int32) throws {
        guard code != 0 else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
}
