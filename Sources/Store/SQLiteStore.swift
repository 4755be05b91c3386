import Foundation
import GRDB
import Glibc
import Records

/// The store of a single machine: one SQLite database in WAL mode, every commit synced.
public final class SQLiteStore: Store {
    let database: DatabasePool
    private let group: GroupCommit
    /// How long back the same story is looked for; `nil` for not at all.
    let storyWindow: Duration?
    /// Held while the store is open, so that two daemons never share a state; a replica's folder is nobody else's.
    private let lock: FileLock?

    /// What was done to the database when it was opened, for the log.
    public let recovery: [RecoveryNote]

    /// Opens the database, made if it is not there, and holds it against the segments of the output folder.
    ///
    /// A database that SQLite finds damaged is set aside, and one that the segments are ahead of (deleted, or restored from a
    /// backup) is brought up to them: what has been published is never written again.
    ///
    /// - Parameters:
    ///   - path: the database's file.
    ///   - output: the folder of the segments, locked by the caller.
    ///   - addresses: of feeds whose records show their address without its secrets: the address by the form that is shown.
    ///   - now: for the name of a damaged database and of a segment that has to be finished.
    ///   - storyWindow: how long back the first article of the same story is looked for; `nil` for not at all.
    /// - Throws: ``FileError`` where another process holds the state or a segment cannot be read; ``NewerStateError``; GRDB's
    ///   `DatabaseError`.
    public init(
        path: String, output: OutputFolder, addresses: [String: String] = [:], now: Moment, storyWindow: Duration? = .seconds(3 * 86_400)
    ) throws {
        self.storyWindow = storyWindow
        try OutputFolder.makeFolder(FilePath.folder(of: path))
        lock = try FileLock(path: path + ".lock")
        var notes: [RecoveryNote] = []
        if StateCheck.isDamaged(path) {
            notes.append(.quarantined(to: try Self.setAside(path, at: now)))
        } else if FileManager.default.fileExists(atPath: path) {
            try StateCheck.read(path) { try Schema.refuseNewer($0, path: path) }
        }
        // The pool asks for NORMAL, which may lose commits in a power failure.
        database = try Self.open(path, synchronous: "FULL")
        group = GroupCommit(database: database)
        try Schema.migrator.migrate(database)
        notes += try database.write { database in
            try WallClock.accept(database, at: now)
            return try StateRepair.run(database)
        }
        notes += try Recovery(database: database, output: output, addresses: addresses).run(at: now)
        recovery = notes
    }

    /// Opens the tables of a replica: what counts is elsewhere, so nothing is locked, synced, or held against anything.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    init(replica path: String) throws {
        (lock, recovery, storyWindow) = (nil, [], nil)
        database = try Self.open(path, synchronous: "OFF") { try $0.execute(sql: "PRAGMA cache_size = -256") }
        group = GroupCommit(database: database)
        try database.read { try Schema.refuseNewer($0, path: path) }
        try Schema.migrator.migrate(database)
    }

    private static func open(
        _ path: String, synchronous: String, _ prepare: (@Sendable (Database) throws -> Void)? = nil
    ) throws -> DatabasePool {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "onrecord"
        if let prepare { configuration.prepareDatabase(prepare) }
        // Feeds' passwords and hubs' secrets are in it. What SQLite puts beside it gets the same permissions.
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 { _ = Glibc.close(file) }
        let database = try DatabasePool(path: path, configuration: configuration)
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(synchronous)") }
        return database
    }

    /// Opens an existing database to read only, whoever else has it open.
    ///
    /// - Throws: GRDB's `DatabaseError` where there is none; ``NewerStateError``.
    public static func readFeeds(path: String) async throws -> (feeds: [StoredFeed], pushes: [PushSubscription]) {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return try await DatabaseQueue(path: path, configuration: configuration).read { database in
            try Schema.refuseNewer(database, path: path)
            // A state of an older program has no subscriptions yet.
            return (try FeedTable.all(database), try database.tableExists("push") ? PushTable.all(database) : [])
        }
    }

    /// Renames a damaged database with its companions.
    private static func setAside(_ path: String, at now: Moment) throws -> String {
        let target = "\(path).damaged-\(now.compact)"
        // The log first: a crash in between leaves an older database, not a log that a new one would take for its own.
        for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.moveItem(atPath: path + suffix, toPath: target + suffix)
        }
        return target
    }

    // MARK: Feeds

    public func subscribe(to feeds: [Subscription], at now: Moment) async throws {
        try await database.write { try FeedTable.subscribe($0, to: feeds, at: now) }
    }

    public func feeds() async throws -> [StoredFeed] {
        try await database.read { try FeedTable.all($0) }
    }

    public func dueFeeds(at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>) async throws -> [StoredFeed] {
        let due = try await database.read { try FeedTable.due($0, at: now, limit: limit, perSite: perSite, busy: busy) }
        try await passOver(due.crowding, at: now)
        return due.feeds
    }

    /// As ``dueFeeds(at:limit:perSite:busy:)``.
    ///
    /// - Returns: also when the first feed is due that is neither busy nor among the answers, `now` where some are left; `nil` for none.
    public func dueFeedsAndNext(
        at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>
    ) async throws -> (feeds: [StoredFeed], next: Moment?) {
        let (due, next) = try await database.read { database in
            let due = try FeedTable.due(database, at: now, limit: limit, perSite: perSite, busy: busy)
            return (due, due.isLeft ? now : try FeedTable.nextPoll(database, after: now))
        }
        try await passOver(due.crowding, at: now)
        return (due.feeds, next)
    }

    private func passOver(_ crowding: [Int64], at now: Moment) async throws {
        if !crowding.isEmpty { try await group.write { try FeedTable.passOver($0, crowding, at: now) } }
    }

    public func nextPoll(after now: Moment) async throws -> Moment? {
        try await database.read { try FeedTable.nextPoll($0, after: now) }
    }

    public func update(_ feed: StoredFeed) async throws {
        try await group.write { try FeedTable.update($0, feed) }
    }

    public func feed(_ id: Int64) async throws -> StoredFeed? {
        try await database.read { try FeedTable.one($0, id) }
    }

    public func feedsInTurns() async throws -> [Int64] {
        try await database.read { try FeedTable.interleaved($0) }
    }

    public func hasten(_ feeds: Set<Int64>, at now: Moment) async throws {
        try await group.write { try FeedTable.hasten($0, feeds, at: now) }
    }

    public func hastenFailing(except busy: Set<Int64>, at now: Moment) async throws {
        try await group.write { try FeedTable.hastenFailing($0, except: busy, at: now) }
    }

    // MARK: Sites

    public func holds(at now: Moment) async throws -> [String: Moment] {
        try await database.read { try HoldTable.all($0, at: now) }
    }

    public func hold(_ sites: [String: Moment], at now: Moment) async throws {
        try await group.write { try HoldTable.save($0, sites, at: now) }
    }

    // MARK: Subscriptions at hubs

    public func pushes() async throws -> [PushSubscription] {
        try await database.read { try PushTable.all($0) }
    }

    public func duePushes(at now: Moment, limit: Int) async throws -> [PushSubscription] {
        try await database.read { try PushTable.due($0, at: now, limit: limit) }
    }

    public func push(feed: Int64) async throws -> PushSubscription? {
        try await database.read { try PushTable.one($0, feed: feed) }
    }

    public func push(token: String) async throws -> PushSubscription? {
        try await database.read { try PushTable.one($0, token: token) }
    }

    @discardableResult
    public func changePush(
        of feed: Int64, _ change: @escaping @Sendable (inout PushSubscription?) -> Void
    ) async throws -> PushSubscription? {
        try await group.write { database in
            let before = try PushTable.one(database, feed: feed)
            var push = before
            change(&push)
            guard push != before else { return push }
            if let push { try PushTable.save(database, push) } else { try PushTable.delete(database, feed: feed) }
            return push
        }
    }

    // MARK: Items

    public func claim(_ claim: Claim) async throws -> ClaimResult {
        let identity = ItemIdentity(items: claim.items, feed: claim.feed.url, homePage: claim.homePage)
        return try await group.write { try ItemTable.claim($0, claim, identity) }
    }

    public func pendingItems(_ question: PendingQuestion, at now: Moment) async throws -> [PendingReference] {
        try await database.read { try ItemTable.pending($0, question, at: now) }
    }

    public func pendingItem(_ id: Int64) async throws -> PendingItem? {
        do { return try await database.read { try ItemTable.pendingItem($0, id) } } catch is StateDamage {
            // It would be asked for again and again.
            try await group.write { try ItemTable.giveBack($0, id) }
            return nil
        }
    }

    public func nextTry(after now: Moment) async throws -> Moment? {
        try await database.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT min(next_try) FROM item WHERE status = 0 AND next_try > ?", arguments: [now.milliseconds])
        }.map(Moment.init)
    }

    public func backlog(at now: Moment) async throws -> Backlog {
        try await database.read { database in
            var backlog = try ItemTable.backlog(database, at: now)
            backlog.outbox = try Outbox.count(database)
            return backlog
        }
    }

    public func complete(_ completions: [Completion], at now: Moment, limits: SegmentLimits) async throws {
        try await database.write { database in
            var outbox = try Outbox(database)
            for completion in completions {
                guard try ItemTable.complete(database, completion, at: now), case .record(let item, let record, _, _) = completion else {
                    continue
                }
                if try CanonicalAddress.settle(database, record, item: item) { continue }
                let placed = try storyWindow.map { try StoryTable.meet(database, record, at: now, window: $0) } ?? record
                try outbox.place(placed, at: now, limits: limits)
            }
            try outbox.save()
        }
    }

    public func forget(unseenFor age: Duration, at now: Moment) async throws -> Int {
        try await database.write { database in
            try FeedTable.forget(database, unseenSince: now - age)
            try StoryTable.forget(database, seenBefore: now - (storyWindow ?? .zero))
            return try ItemTable.forget(database, unseenSince: now - age)
        }
    }

    // MARK: Delivery

    public func outbox(bytes: Int) async throws -> [OutboxStep] {
        try await database.read { try Outbox.steps($0, bytes: bytes) }
    }

    public func clear(through step: Int64) async throws {
        try await database.write { try Outbox.clear($0, through: step) }
    }

    public func finishSegment(at now: Moment, limits: SegmentLimits) async throws {
        // Asked every second, and mostly in vain: only a segment that is due costs a synced commit.
        var cursor = try await database.read { try Outbox.cursor($0) }
        guard cursor.finishIfDue(at: now, limits: limits) != nil else { return }
        try await database.write { database in
            var outbox = try Outbox(database)
            try outbox.finishIfDue(at: now, limits: limits)
            try outbox.save()
        }
    }

    public var name: String { database.path }

    /// Closing waits for readers, and a reader needs a thread of Swift's own pool to be done: on those it would wait for ever as soon as
    /// it has them all.
    public func close() async { await OwnThread.run { [database] in try? database.close() } }

    // MARK: Trouble

    public func acceptClock(at now: Moment) async throws {
        try await database.write { try WallClock.accept($0, at: now) }
    }

    /// Whether an error of opening a store says that its disk is full, or is not written to just now: that passes.
    public static func mayPass(_ error: any Error) -> Bool {
        if let error = error as? FileError { return error.mayPass }
        let codes: [ResultCode] = [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN]
        return (error as? DatabaseError).map { codes.contains($0.resultCode) } ?? false
    }

    public func isDamage(_ error: any Error) -> Bool {
        let code = (error as? DatabaseError)?.resultCode
        return error is StateDamage || code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB
    }
}
