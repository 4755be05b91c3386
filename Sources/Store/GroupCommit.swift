import GRDB
import Synchronization

/// Puts the writes that come while another one is being synced into one transaction.
///
/// A synced commit costs as much as hundreds of small writes, and hundreds of polls a second each end with one. Every caller waits for
/// the commit that holds its write, so nothing is promised that is not on disk. A write that fails takes only itself back.
final class GroupCommit: Sendable {
    private struct Write: Sendable {
        let body: @Sendable (Database) -> (any Error)?
        let done: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var waiting: [Write] = []
        var isRunning = false
    }

    private let database: DatabasePool
    private let state = Mutex(State())

    /// No transaction holds more than this many writes, so that none of them waits for long.
    private static let most = 256

    init(database: DatabasePool) {
        self.database = database
    }

    /// Runs a write and returns when it is on disk.
    ///
    /// - Throws: the write's own error, or the commit's.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        let box = Box<Value>()
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let write = Write(
                body: { database in
                    do {
                        var value: Value?
                        try database.inSavepoint {
                            value = try body(database)
                            return .commit
                        }
                        if let value { box.result.withLock { $0 = .success(value) } }
                        return nil
                    } catch {
                        box.result.withLock { $0 = .failure(error) }
                        return error
                    }
                }, done: done)
            let starts = state.withLock { state in
                state.waiting.append(write)
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if starts { Task { await run() } }
        }
        guard let result = box.result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }

    /// Where a write leaves what it came to.
    private final class Box<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    private func run() async {
        while true {
            let batch = state.withLock { state -> [Write] in
                let batch = Array(state.waiting.prefix(Self.most))
                state.waiting.removeFirst(batch.count)
                if batch.isEmpty { state.isRunning = false }
                return batch
            }
            if batch.isEmpty { return }
            do {
                try await database.write { database in
                    for write in batch {
                        // What breaks the transaction itself (a full disk, damage) is everybody's.
                        if let error = write.body(database), !database.isInsideTransaction { throw error }
                    }
                }
                for write in batch { write.done.resume() }
            } catch {
                for write in batch { write.done.resume(throwing: error) }
            }
        }
    }
}
