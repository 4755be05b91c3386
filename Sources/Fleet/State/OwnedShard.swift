import Messaging
import Records
import Store
import Synchronization

/// A shard that this worker owns: its tables at hand, every change of them in the cluster before anybody is told of it.
///
/// Changes that come while others are on their way go together with the next ones.
actor OwnedShard {
    nonisolated let shard: Shard
    nonisolated let epoch: UInt64
    nonisolated let store: SQLiteStore
    private let replica: Replica
    private var log: ShardLog
    private let mayGoOn: @Sendable () -> Bool
    private let imagesAtOnce: ImagesAtOnce

    private var isFlushing = false
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private var isEnded = false
    private var isClosing = false
    private var imaging: Task<Void, Never>?
    private var noImageBefore = ContinuousClock.now
    /// Between two tries of an image, where the first has failed.
    private static let imageRetry: Duration = .seconds(30)

    /// Reads a shard and shuts out whoever had it before.
    ///
    /// - Parameters:
    ///   - folder: for the tables; a folder of this shard alone.
    ///   - images: shared by the shards of a worker.
    ///   - mayGoOn: whether the lease still holds.
    init(
        _ shard: Shard, epoch: UInt64, jetStream: JetStream, layout: FleetLayout, folder: String, now: Moment,
        limits: ShardLog.ImageLimits = .init(), images: ImagesAtOnce = .init(), mayGoOn: @escaping @Sendable () -> Bool
    ) async throws {
        var log = ShardLog(jetStream, layout: layout, shard: shard, epoch: epoch, limits: limits)
        let contents = try await log.open()
        replica = try await Replica.open(folder: folder, image: contents.image, changes: contents.changes, now: now)
        self.log = log
        self.shard = shard
        self.epoch = epoch
        self.mayGoOn = mayGoOn
        imagesAtOnce = images
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
            if log.isImageDue, imaging == nil, !isEnded, !isClosing, ContinuousClock.now >= noImageBefore { await makeImage() }
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
        // Images are held in memory: where too many are, a later change finds this one still due.
        guard let permit = imagesAtOnce.begin() else { return }
        do {
            let (changes, image) = try await replica.image()
            try await append(changes)
            let (covers, entries, bytes) = (log.moment, log.entriesSinceImage, log.bytesSinceImage)
            let (upload, mayGoOn) = (log, mayGoOn)
            imaging = Task { [weak self] in
                defer { permit.end() }
                do {
                    try await upload.put(image, covers: covers, mayGoOn: mayGoOn)
                    await self?.imaged(bytes: image.count, entries: entries, size: bytes)
                } catch {
                    await self?.imageFailed()
                }
            }
        } catch {
            permit.end()
            isEnded = true
        }
    }

    private func imaged(bytes: Int, entries: Int, size: Int) {
        imaging = nil
        log.imaged(bytes: bytes, entriesBehind: log.entriesSinceImage - entries, bytesBehind: log.bytesSinceImage - size)
    }

    private func imageFailed() {
        imaging = nil
        noImageBefore = .now + Self.imageRetry
    }

    /// Whether the shard was lost.
    var hasEnded: Bool { isEnded }

    /// Ends the work on the shard; what has been begun is written.
    func close() async {
        isClosing = true
        if !isEnded { try? await flush() }
        isEnded = true
        // The log has all of it.
        imaging?.cancel()
        await replica.close()
    }

    /// Ends it at once.
    func drop() async {
        isEnded = true
        imaging?.cancel()
        await replica.close()
    }
}

/// Counts the images of a worker that are being made: each is as large as a shard, and is held in memory.
final class ImagesAtOnce: Sendable {
    private let free: Mutex<Int>

    init(_ most: Int = 2) { free = Mutex(most) }

    struct Permit: Sendable {
        fileprivate let owner: ImagesAtOnce

        /// To be called once.
        func end() { owner.free.withLock { $0 += 1 } }
    }

    /// - Returns: `nil` where as many as may be are being made.
    func begin() -> Permit? {
        free.withLock { free in
            guard free > 0 else { return nil }
            free -= 1
            return Permit(owner: self)
        }
    }
}
