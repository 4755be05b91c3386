import Messaging
import Records
import Store

/// A shard that this worker owns: its tables at hand, every change of them in the cluster before anybody is told of it.
///
/// Changes that come while others are on their way go together with the next ones.
actor OwnedShard {
    nonisolated let shard: Shard
    nonisolated let store: SQLiteStore
    private let replica: Replica
    private var log: ShardLog
    private let mayGoOn: @Sendable () -> Bool

    private var isFlushing = false
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private var isEnded = false
    private var imaging: Task<Void, Never>?

    /// Reads a shard and shuts out whoever had it before.
    ///
    /// - Parameters:
    ///   - folder: for the tables; a folder of this shard alone.
    ///   - mayGoOn: whether the lease still holds.
    init(
        _ shard: Shard, epoch: UInt64, jetStream: JetStream, layout: FleetLayout, folder: String, now: Moment,
        limits: ShardLog.ImageLimits = .init(), mayGoOn: @escaping @Sendable () -> Bool
    ) async throws {
        var log = ShardLog(jetStream, layout: layout, shard: shard, epoch: epoch, limits: limits)
        let contents = try await log.open()
        replica = try await Replica.open(folder: folder, image: contents.image, changes: contents.changes, now: now)
        self.log = log
        self.shard = shard
        self.mayGoOn = mayGoOn
        store = replica.store
    }

    /// Does some writes, and returns when the cluster has what they changed.
    ///
    /// - Throws: what the writes throw; ``ShardLog/Failure/fenced`` where the shard is not this worker's any more: then nothing of it
    ///   was kept.
    nonisolated func commit<Value: Sendable>(_ body: @Sendable (SQLiteStore) async throws -> Value) async throws -> Value {
        let value = try await body(store)
        try await flush()
        return value
    }

    private func flush() async throws {
        if isEnded { throw ShardLog.Failure.fenced }
        try await withCheckedThrowingContinuation { done in
            waiting.append(done)
            guard !isFlushing else { return }
            isFlushing = true
            Task { await flushAll() }
        }
    }

    private func flushAll() async {
        while !waiting.isEmpty, !isEnded {
            let served = waiting
            waiting = []
            do {
                let changes = try await replica.takeChanges()
                try await append(changes)
                for done in served { done.resume() }
            } catch {
                // The tables are ahead of the log now: they count no more, whatever the reason was.
                isEnded = true
                for done in served { done.resume(throwing: ShardLog.Failure.fenced) }
            }
            if log.isImageDue, imaging == nil, !isEnded { await makeImage() }
        }
        for done in waiting { done.resume(throwing: ShardLog.Failure.fenced) }
        waiting = []
        isFlushing = false
    }

    private func append(_ changes: [UInt8]) async throws {
        guard !changes.isEmpty else { return }
        // The log is used by one flush at a time; an actor's state is not to be changed across a wait.
        var log = log
        try await log.append(changes, mayGoOn: mayGoOn)
        self.log = log
    }

    /// Takes an image now, and puts it in the cluster while the work goes on.
    private func makeImage() async {
        do {
            let (changes, image) = try await replica.image()
            try await append(changes)
            let (covers, entries, bytes) = (log.moment, log.entriesSinceImage, log.bytesSinceImage)
            let upload = log
            imaging = Task { [weak self] in
                let put = try? await upload.put(image, covers: covers)
                await self?.imaged(put, bytes: image.count, entries: entries, size: bytes)
            }
        } catch {
            isEnded = true
        }
    }

    private func imaged(_ put: (sequence: UInt64, generation: UInt64)?, bytes: Int, entries: Int, size: Int) {
        imaging = nil
        // Where it failed, the next change tries again.
        guard let put else { return }
        log.imaged(
            put, bytes: bytes, entriesBehind: log.entriesSinceImage - entries, bytesBehind: log.bytesSinceImage - size)
    }

    /// Whether the shard was lost.
    var hasEnded: Bool { isEnded }

    /// Ends the work on the shard; what has been begun is written.
    func close() async {
        if !isEnded { try? await flush() }
        isEnded = true
        await imaging?.value
        await replica.close()
    }

    /// Ends it at once.
    func drop() async {
        isEnded = true
        imaging?.cancel()
        await replica.close()
    }
}
