import Foundation
import Messaging
import Records
import Store
import Synchronization

/// The store of a fleet's worker: the shards that it owns, each with its tables at hand and its changes in the cluster.
///
/// What the protocol calls the store is here what of it this worker owns at the moment. A shard may go at any time: what is written
/// for one that is gone is dropped without an error, since its next owner does that work again.
public final class ClusterStore: Store, ShardHolder {
    struct State {
        var shards: [Shard: OwnedShard] = [:]
        var glances: [Shard: Glance] = [:]
        /// The last change of each shard's list that was seen.
        var listChanges: [Shard: UInt64] = [:]
        /// Of the feeds that have any.
        var tags: [Shard: [String: [String]]] = [:]
        /// When each shard was taken.
        var takenAt: [Shard: ContinuousClock.Instant] = [:]
        var work: Work?
        /// Where the next question for items and for feeds begins.
        var turn = 0
        var dueTurn = 0
        /// Whether more feeds are due than were asked for.
        var isBehind = false
        var isClosed = false
    }

    /// What the worker does with its shards, as the store has to know of it.
    public struct Work: Sendable {
        /// Called with the sites that have asked to be left alone whenever feeds have come to this worker.
        var onTake: @Sendable ([String: Moment]) -> Void
        /// Called when shards are about to go: what has not begun yet (``ClusterStore/mayAsk(for:)``) is not waited for.
        var onRelease: @Sendable () -> Void
        /// The feeds and items that are at work.
        var atWork: @Sendable () -> Set<Int64>

        public init(
            onTake: @escaping @Sendable ([String: Moment]) -> Void, onRelease: @escaping @Sendable () -> Void,
            atWork: @escaping @Sendable () -> Set<Int64>
        ) {
            self.onTake = onTake
            self.onRelease = onRelease
            self.atWork = atWork
        }
    }

    /// Who says what is polled.
    public enum FeedList: Sendable {
        /// The list in the cluster; ``subscribe(to:at:)`` changes nothing.
        case cluster
        /// Whoever calls ``subscribe(to:at:)``.
        case caller
    }

    let jetStream: JetStream
    let layout: FleetLayout
    public let directory: FeedDirectory
    let records: RecordStream
    let feedList: FeedList
    let imageLimits: ShardLog.ImageLimits
    let images = ImagesAtOnce()
    let folder: String
    let spool: Spool
    let log: @Sendable (String) -> Void
    let state = Mutex(State())
    private let keeperBox = Mutex<Keeper?>(nil)
    private let running = Mutex<[Task<Void, Never>]>([])

    /// Makes what is missing in the cluster, and begins to take shards.
    ///
    /// - Parameters:
    ///   - member: this worker; its name must be no other's.
    ///   - folder: for tables that may be lost, and the spool, which may not.
    ///   - log: takes what people should know.
    /// - Throws: `MessagingError`, `FileError`.
    public convenience init(
        _ jetStream: JetStream, layout: FleetLayout, member: MemberEntry, folder: String, feedList: FeedList = .cluster,
        times: LeaseTimes = LeaseTimes(), spoolBytes: Int = 256 << 20, log: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        try await self.init(
            jetStream, layout: layout, member: member, folder: folder, feedList: feedList, times: times, images: .init(),
            spoolBytes: spoolBytes, log: log)
    }

    init(
        _ jetStream: JetStream, layout: FleetLayout, member: MemberEntry, folder: String, feedList: FeedList, times: LeaseTimes,
        images: ShardLog.ImageLimits, spoolBytes: Int = 256 << 20, log: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        try await layout.prepare(jetStream)
        try OutputFolder.makeFolder(folder)
        Self.sweep(folder)
        self.jetStream = jetStream
        self.layout = layout
        self.folder = folder
        self.feedList = feedList
        imageLimits = images
        self.log = log
        directory = FeedDirectory(jetStream, layout: layout)
        records = RecordStream(jetStream, layout: layout)
        spool = try Spool(path: folder + "/spool.jsonl", most: spoolBytes)
        let keeper = Keeper(jetStream, layout: layout, member: member, holder: Weakly(self), times: times, log: log)
        keeperBox.withLock { $0 = keeper }
        let listPosition = try await jetStream.state(of: directory.bucket.stream).lastSequence
        let (weakly, bucket) = (Weakly(self), directory.bucket)
        let tasks = [
            Task { await keeper.run() }, Task { await Self.followList(bucket, after: listPosition, of: weakly) },
            Task { await Self.deliverSpool(of: weakly) },
        ]
        running.withLock { $0 = tasks }
    }

    deinit {
        for task in running.withLock({ $0 }) { task.cancel() }
    }

    /// The keeper and what runs beside the work hold the store weakly: each would keep the other.
    struct Weakly: ShardHolder {
        weak let store: ClusterStore?

        init(_ store: ClusterStore) { self.store = store }

        func open(_ shard: Shard, epoch: UInt64) async throws { try await store?.open(shard, epoch: epoch) }
        func close(_ shard: Shard) async { await store?.close(shard) }
        func drop(_ shard: Shard) { store?.drop(shard) }
    }

    /// Leases and shards.
    public var keeper: Keeper? { keeperBox.withLock { $0 } }

    /// Says what is done with the shards.
    public func use(_ work: Work) { state.withLock { $0.work = work } }

    /// When the shard of a site came to this worker: another may have asked the site until then.
    public func takenAt(site: String) -> ContinuousClock.Instant? { state.withLock { $0.takenAt[Shard(site: site)] } }

    /// How many bytes of records wait for the cluster.
    public var spooled: Int { spool.waiting }

    // MARK: Delivery: the stream has the records, and collectors write them

    public func outbox(bytes: Int) async throws -> [OutboxStep] { [] }
    public func clear(through step: Int64) async throws {}
    public func finishSegment(at now: Moment, limits: SegmentLimits) async throws {}

    public var name: String { "the cluster" }

    /// Begins to hand the shards over, each as soon as what has begun of it has ended.
    public func leave() { keeper?.leave() }

    /// Hands all shards over and ends.
    public func close() async {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        keeper?.leave()
        let tasks = running.withLock { $0 }
        let time = Self.longestHandover - (keeper?.leavingFor ?? .zero)
        // Without a quorum nothing can be handed over: the others take the shards when the lease expires.
        let (left, end) = AsyncStream.makeStream(of: Void.self)
        Task {
            await tasks.first?.value
            end.finish()
        }
        Task {
            try? await Task.sleep(for: max(time, .seconds(1)))
            end.finish()
        }
        for await _ in left {}
        for task in tasks { task.cancel() }
    }

    private static let longestHandover: Duration = .seconds(16)

    /// Ends as a process ends that is killed: nothing is handed over.
    func abandon() async {
        state.withLock { $0.isClosed = true }
        for task in running.withLock({ $0 }) { task.cancel() }
        for shard in Shard.all { await take(shard)?.drop() }
    }

    public func isDamage(_ error: any Error) -> Bool { false }
}
