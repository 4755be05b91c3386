import Foundation
import GRDB
import Records
import Synchronization

/// A part of a shared state as one worker has it: the same tables as on a single machine, in a file that may be lost.
///
/// What is durable is elsewhere: an image of the tables, and the changes behind it in their order. A replica is made of both, and
/// hands out what its own work changes.
public final class Replica: Sendable {
    /// What works on the tables.
    public let store: SQLiteStore
    private let folder: String
    private let capture: Mutex<ChangeCapture?>

    /// Makes the tables, on a thread of its own.
    ///
    /// - Parameters:
    ///   - folder: a folder for this replica alone; what was in it goes.
    ///   - image: what ``image()`` gave; `nil` begins with nothing.
    ///   - changes: what ``takeChanges()`` gave since then, in order.
    /// - Throws: GRDB's `DatabaseError`, ``FileError``.
    public static func open(folder: String, image: [UInt8]?, changes: [[UInt8]], now: Moment) async throws -> Replica {
        try await OwnThread.run { try Replica(folder: folder, image: image, changes: changes, now: now) }
    }

    private init(folder: String, image: [UInt8]?, changes: [[UInt8]], now: Moment) throws {
        try? FileManager.default.removeItem(atPath: folder)
        try OutputFolder.makeFolder(folder)
        // Feeds' passwords are in the tables, whatever makes files of them.
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        self.folder = folder
        let path = folder + "/state.db"
        try Data(image ?? Self.empty(beside: folder)).write(to: URL(fileURLWithPath: path))
        store = try SQLiteStore(replica: path)
        let captured = try store.database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            for changes in changes { try ChangeCapture.apply(changes, to: database) }
            try database.execute(sql: "PRAGMA foreign_keys = ON")
            return Captured(try ChangeCapture(database))
        }
        capture = Mutex(nil)
        capture.withLock { $0 = captured.capture }
        try store.database.write { try WallClock.accept($0, at: now) }
    }

    /// Tables without a row: made once, since that takes several commits.
    private static func empty(beside folder: String) throws -> [UInt8] {
        try emptyImage.withLock { known in
            if let known { return known }
            let work = folder + "/empty"
            try OutputFolder.makeFolder(work)
            let store = try SQLiteStore(replica: work + "/state.db")
            try store.database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [work + "/image.db"]) }
            try store.database.close()
            let image = writtenAhead(Array(try Data(contentsOf: URL(fileURLWithPath: work + "/image.db"))))
            try FileManager.default.removeItem(atPath: work)
            known = image
            return image
        }
    }

    private static let emptyImage = Mutex<[UInt8]?>(nil)

    /// Marks a database as one with a write-ahead log (SQLite file format, section 1.3.3), so that opening it need not.
    private static func writtenAhead(_ image: [UInt8]) -> [UInt8] {
        var image = image
        if image.count > 19 { (image[18], image[19]) = (2, 2) }
        return image
    }

    /// Carries the capture out of the connection's queue; it is used in that queue only.
    private struct Captured: @unchecked Sendable {
        let capture: ChangeCapture

        init(_ capture: ChangeCapture) { self.capture = capture }
    }

    /// Counts the changes of the tables' form: rows that a newer program has changed may not fit into an older one's tables.
    public static var tablesVersion: Int { Schema.migrator.migrations.count }

    /// Whether an error is one of the tables themselves, which are made anew then.
    public static func isTrouble(_ error: any Error) -> Bool { error is DatabaseError || error is StateDamage }

    /// The changes of all writes that have ended since the last call; empty where there are none.
    public func takeChanges() async throws -> [UInt8] {
        try await store.database.writeWithoutTransaction { [self] _ in try taken() }
    }

    /// - Throws: where the replica is closed: what was changed since is in no log.
    private func taken() throws -> [UInt8] {
        try capture.withLock { capture in
            guard let capture else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the replica is closed") }
            return try capture.take()
        }
    }

    /// The changes, as ``takeChanges()`` gives them, and the tables as they are behind them.
    public func image() async throws -> (changes: [UInt8], image: [UInt8]) {
        let path = folder + "/image.db"
        try? FileManager.default.removeItem(atPath: path)
        let changes = try await store.database.writeWithoutTransaction { [self] database in
            let changes = try taken()
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            return changes
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        return (changes, Self.writtenAhead(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
    }

    /// Ends the use of the replica and removes it.
    public func close() async {
        _ = try? await store.database.writeWithoutTransaction { [self] _ in capture.withLock { $0 = nil } }
        await store.close()
        await OwnThread.run { [folder] in try? FileManager.default.removeItem(atPath: folder) }
    }
}
