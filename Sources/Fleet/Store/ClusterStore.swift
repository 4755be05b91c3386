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
    private struct State {
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
    private let records: RecordStream
    private let feedList: FeedList
    private let imageLimits: ShardLog.ImageLimits
    private let images = ImagesAtOnce()
    private let folder: String
    private let spool: Spool
    private let log: @Sendable (String) -> Void
    private let state = Mutex(State())
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
    private struct Weakly: ShardHolder {
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

    // MARK: Shards

    /// A folder for each opening of a shard: one that is dropped late must not take the next one's away.
    private func newFolder(for shard: Shard) -> String {
        "\(folder)/\(Self.folderPrefix)\(shard)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    private static let folderPrefix = "shard-"

    /// Removes what an earlier run has left.
    private static func sweep(_ folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(folderPrefix) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    public func open(_ shard: Shard, epoch: UInt64) async throws {
        let keeper = keeper
        let owned = try await OwnedShard(
            shard, epoch: epoch, jetStream: jetStream, layout: layout, folder: newFolder(for: shard), now: .now,
            limits: imageLimits, images: images, mayGoOn: { keeper?.mayGoOn(shard) ?? false })
        do {
            try await refresh(owned)
        } catch {
            await owned.drop()
            throw error
        }
        state.withLock { state in
            state.shards[shard] = owned
            state.glances[shard] = Glance()
            state.takenAt[shard] = .now
        }
        let holds = (try? await owned.store.holds(at: .now)) ?? [:]
        state.withLock { $0.work }?.onTake(holds)
    }

    /// Waits for what has begun of a shard, as long as that may take, and ends the work on it.
    public func close(_ shard: Shard) async {
        if let work = state.withLock({ $0.work }) {
            work.onRelease()
            let end = ContinuousClock.now + Self.longestWork
            while ContinuousClock.now < end, work.atWork().contains(where: { $0.shard == shard }) {
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        await take(shard)?.close()
    }

    /// How long a hand-over waits for requests on their way and records in the making.
    private static let longestWork: Duration = .seconds(8)

    public func drop(_ shard: Shard) {
        guard let owned = take(shard) else { return }
        Task { await owned.drop() }
    }

    private func take(_ shard: Shard) -> OwnedShard? {
        state.withLock { state in
            state.glances[shard] = nil
            state.tags[shard] = nil
            return state.shards.removeValue(forKey: shard)
        }
    }

    /// Brings a shard's feeds to the list.
    private func refresh(_ owned: OwnedShard) async throws {
        let list = try await directory.list(of: owned.shard, through: state.withLock { $0.listChanges[owned.shard] ?? 0 })
        let (sum, tags) = (list.sum, list.tags)
        state.withLock { $0.tags[owned.shard] = tags }
        // Bringing thousands of feeds to what they are is most of what taking a shard would cost.
        guard try await owned.store.listSum() != sum else { return }
        let feeds = list.feeds.map { Subscription(url: $0.url, site: $0.site) }
        try await owned.commit { try await $0.subscribe(to: feeds, listSum: sum, at: .now) }
        note(owned.shard) { $0.changed() }
        state.withLock { $0.work }?.onTake([:])
    }

    /// The shards that may be worked on, in order.
    var working: [OwnedShard] {
        let open = keeper?.open ?? []
        return state.withLock { state in state.shards.filter { open.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// A shard that is this worker's, also while what has begun of it is ended.
    func owned(_ shard: Shard) -> OwnedShard? {
        guard keeper?.holds(shard) ?? false else { return nil }
        return state.withLock { $0.shards[shard] }
    }

    public var isShared: Bool { true }

    public func mayAsk(for feed: Int64) -> Bool { keeper?.mayAct(on: feed.shard) ?? false }

    public func tags(of url: String) -> [String]? {
        guard feedList == .cluster else { return nil }
        return state.withLock { state in state.tags.values.lazy.compactMap { $0[url] }.first } ?? []
    }

    /// Writes to a shard; for one that is gone, the stand-in.
    ///
    /// - Parameter noting: what the write changes of what is known without a look.
    func commit<Value: Sendable>(
        _ shard: Shard, _ standIn: Value, noting: (inout Glance, Value) -> Void = { glance, _ in glance.changed() },
        _ body: @Sendable (SQLiteStore) async throws -> Value
    ) async throws -> Value {
        guard let owned = owned(shard) else { return standIn }
        do {
            let value = try await owned.commit(body)
            note(shard) { noting(&$0, value) }
            return value
        } catch ShardLog.Failure.fenced {
            lose(owned)
            return standIn
        } catch {
            return try standInOrThrow(standIn, error, of: owned)
        }
    }

    private func standInOrThrow<Value>(_ standIn: Value, _ error: any Error, of owned: OwnedShard) throws -> Value {
        guard isHere(owned) else { return standIn }
        guard Replica.isTrouble(error) else { throw error }
        // A damaged file or a full disk of this machine: what counts is in the cluster.
        log("the tables of shard \(owned.shard) cannot be used and are made anew: \(error)")
        lose(owned)
        return standIn
    }

    /// Reads a shard; for one that goes meanwhile, the stand-in.
    func read<Value: Sendable>(
        _ owned: OwnedShard, _ standIn: Value, _ body: (SQLiteStore) async throws -> Value
    ) async throws -> Value {
        do { return try await body(owned.store) } catch { return try standInOrThrow(standIn, error, of: owned) }
    }

    private func isHere(_ owned: OwnedShard) -> Bool { state.withLock { $0.shards[owned.shard] === owned } }

    /// A shard's tables do not count any more; if it is still this worker's, they are read anew.
    private func lose(_ owned: OwnedShard) {
        let isFirst = state.withLock { state in
            guard state.shards[owned.shard] === owned else { return false }
            state.shards[owned.shard] = nil
            state.glances[owned.shard] = nil
            return true
        }
        guard isFirst else { return }
        Task { await owned.drop() }
        keeper?.reopen(owned.shard, epoch: owned.epoch)
    }

    private func glance(_ shard: Shard) -> Glance { state.withLock { $0.glances[shard] ?? Glance() } }

    private func note(_ shard: Shard, _ change: (inout Glance) -> Void) {
        state.withLock { state in if state.glances[shard] != nil { change(&state.glances[shard, default: Glance()]) } }
    }

    // MARK: Beside the work

    private static func followList(_ bucket: KeyValue, after position: UInt64, of weakly: Weakly) async {
        var reader = StreamReader(bucket.jetStream, stream: bucket.stream, subjects: [], after: position)
        var late: Set<Shard> = []
        var renewals = 0
        while !Task.isCancelled {
            do {
                let found = try await reader.next(wait: .seconds(1))
                if reader.renewals != renewals {
                    // The list was made anew: what was seen of the other one is no mark any more.
                    renewals = reader.renewals
                    weakly.store?.state.withLock { $0.listChanges = [:] }
                    late = Set(Shard.all)
                }
                for entry in found.compactMap(bucket.entry) {
                    let parts = entry.key.split(separator: ".")
                    guard parts.count == 3, let shard = Shard(parts[1]), let store = weakly.store else { continue }
                    store.state.withLock { $0.listChanges[shard] = entry.revision }
                    late.insert(shard)
                }
                for shard in late {
                    guard let store = weakly.store else { return }
                    if let owned = store.owned(shard) {
                        try await store.refresh(owned)
                    } else if store.keeper?.holds(shard) ?? false {
                        // It is being opened, and may have read its list before the change.
                        continue
                    }
                    late.remove(shard)
                }
            } catch {
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        await reader.close()
    }

    private static func deliverSpool(of weakly: Weakly) async {
        while !Task.isCancelled {
            guard let (spool, records) = weakly.store.map({ ($0.spool, $0.records) }) else { return }
            if spool.waiting > 0 {
                _ = try? await spool.deliver { record in
                    do throws(MessagingError) { try await records.publish(record) } catch {
                        guard !error.mayPass, error.code != .cancelled else { throw error }
                        // Its item is pending still, and what is refused for good must not keep those behind it.
                        weakly.store?.log("record \(record.id) of the spool is refused and dropped; it will be made anew: \(error)")
                    }
                }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    // MARK: Feeds

    public func subscribe(to feeds: [Subscription], at now: Moment) async throws {
        guard feedList == .caller else { return }
        let changed = try await directory.replace(with: feeds.map { FeedDirectory.Feed(url: $0.url, site: $0.site) })
        for shard in changed { if let owned = owned(shard) { try await refresh(owned) } }
    }

    public func feeds() async throws -> [StoredFeed] {
        var feeds: [StoredFeed] = []
        for owned in working { feeds += try await read(owned, []) { try await $0.feeds() }.map { $0.global(owned.shard) } }
        return feeds.sorted { $0.url < $1.url }
    }

    public func feeds(atLeast limit: Int) async throws -> [StoredFeed] {
        var feeds: [StoredFeed] = []
        for owned in working where feeds.count < limit {
            feeds += try await read(owned, []) { try await $0.feeds() }.map { $0.global(owned.shard) }
        }
        return feeds.sorted { $0.url < $1.url }
    }

    /// A shard after the other is asked until there are enough, beginning where the last question has ended.
    public func dueFeeds(at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>) async throws -> [StoredFeed] {
        let busy = Dictionary(grouping: busy, by: \.shard).mapValues { Set($0.map(\.local)) }
        let all = working
        let turn = state.withLock { $0.dueTurn % max(1, all.count) }
        var due: [StoredFeed] = []
        var asked = 0
        for owned in all[turn...] + all[..<turn] where due.count < limit {
            asked += 1
            let glance = glance(owned.shard)
            if glance.firstDue(at: now) != nil { continue }
            let limit = limit - due.count
            let nothing: (feeds: [StoredFeed], next: Moment?) = ([], nil)
            let found = try await read(owned, nothing) {
                try await $0.dueFeedsAndNext(at: now, limit: limit, perSite: perSite, busy: busy[owned.shard] ?? [])
            }
            due += found.feeds.map { $0.global(owned.shard) }
            // What is handed out is due until it is said to be busy.
            if found.feeds.isEmpty { note(owned.shard) { $0.sawFeeds(first: found.next, at: now, version: glance.version) } }
        }
        state.withLock { state in
            state.dueTurn = all.isEmpty ? 0 : (turn + asked) % all.count
            state.isBehind = due.count >= limit
        }
        return due.sorted { $0.nextPoll < $1.nextPoll }
    }

    public func nextPoll(after now: Moment) async throws -> Moment? {
        // Then the end of any poll wakes who asks, and soon enough.
        if state.withLock({ $0.isBehind }) { return now + .seconds(1) }
        var first: Moment?
        for owned in working {
            let known = glance(owned.shard).firstDue(at: now)
            let next = if let known { Optional(known) } else { try await read(owned, nil) { try await $0.nextPoll(after: now) } }
            if let next { first = min(first ?? next, next) }
        }
        return first
    }

    public func update(_ feed: StoredFeed) async throws {
        let noting = { (glance: inout Glance, _: Void) in glance.polled(next: feed.nextPoll, foundItems: false) }
        try await commit(feed.id.shard, (), noting: noting) { try await $0.update(feed.local) }
    }

    // MARK: Items

    public func claim(_ claim: Claim) async throws -> ClaimResult {
        let noting = { (glance: inout Glance, result: ClaimResult) in
            glance.polled(next: claim.feed.nextPoll, foundItems: result.new + result.changed > 0)
        }
        return try await commit(claim.feed.id.shard, ClaimResult(), noting: noting) { store in
            var claim = claim
            claim.feed = claim.feed.local
            return try await store.claim(claim)
        }
    }

    public func pendingItems(_ question: PendingQuestion, at now: Moment) async throws -> [PendingReference] {
        let all = working
        guard !all.isEmpty else { return [] }
        let turn = state.withLock { state in
            defer { state.turn &+= 1 }
            return Int(UInt(bitPattern: state.turn) % UInt(all.count))
        }
        let busy = Dictionary(grouping: question.busy, by: \.id.shard).mapValues { Set($0.map(\.local)) }
        let atWork = Dictionary(grouping: question.atWork, by: \.id.shard).mapValues { Set($0.map(\.local)) }
        let last = Dictionary(grouping: question.last, by: \.shard).mapValues { Set($0.map(\.local)) }
        var references: [PendingReference] = []
        // A site's pages may be linked by feeds of several shards.
        var taken = question.atWork.reduce(into: [:]) { $0[$1.site, default: 0] += 1 }
        for owned in all[turn...] + all[..<turn] {
            let glance = glance(owned.shard)
            if !glance.mayHaveItems(at: now) { continue }
            var local = question
            local.busy = busy[owned.shard] ?? []
            local.atWork = atWork[owned.shard] ?? []
            local.last = last[owned.shard] ?? []
            let found = try await read(owned, []) { [local] in try await $0.pendingItems(local, at: now) }
            if found.isEmpty, local.busy.isEmpty {
                let next = try await read(owned, nil) { try await $0.nextTry(after: now) }
                note(owned.shard) { $0.sawNoItems(until: next, at: now, version: glance.version) }
            }
            for reference in found where taken[reference.site, default: 0] < question.perSite {
                taken[reference.site, default: 0] += 1
                references.append(reference.global(owned.shard))
            }
            if references.count >= question.limit { break }
        }
        return Array(references.prefix(question.limit))
    }

    public func pendingItem(_ id: Int64) async throws -> PendingItem? {
        guard let owned = owned(id.shard), var item = try await read(owned, nil, { try await $0.pendingItem(id.local) }) else { return nil }
        item.id = id
        item.feed = item.feed.global(owned.shard)
        return item
    }

    public func nextTry(after now: Moment) async throws -> Moment? {
        var first: Moment?
        for owned in working {
            if glance(owned.shard).hasNoItems(at: now) { continue }
            if let next = try await read(owned, nil, { try await $0.nextTry(after: now) }) { first = min(first ?? next, next) }
        }
        return first
    }

    public func backlog(at now: Moment) async throws -> Backlog {
        var sum = Backlog()
        for owned in working {
            if glance(owned.shard).hasNoItems(at: now) { continue }
            let backlog = try await read(owned, Backlog()) { try await $0.backlog(at: now) }
            sum.due += backlog.due
            sum.waiting += backlog.waiting
            for (feed, due) in backlog.crowding { sum.crowding[feed.global(owned.shard)] = due }
            if let next = backlog.nextTry { sum.nextTry = min(sum.nextTry ?? next, next) }
        }
        return sum
    }

    public func complete(_ completions: [Completion], at now: Moment, limits: SegmentLimits) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (shard, completions) in Dictionary(grouping: completions, by: \.item.shard) {
                group.addTask { try await self.complete(completions, of: shard, at: now, limits: limits) }
            }
            try await group.waitForAll()
        }
    }

    private func complete(_ completions: [Completion], of shard: Shard, at now: Moment, limits: SegmentLimits) async throws {
        guard let owned = owned(shard) else { return }
        let local = completions.map(\.local)
        let known = try await read(owned, []) { try await $0.itemsKnownOtherwise(among: local) }
        // One after the other: collectors write them in the order in which they are acknowledged.
        var done: [Completion] = []
        for completion in completions {
            if known.contains(completion.item.local) {
                done.append(completion.local)
            } else if let published = try await publish(completion, of: shard, at: now) {
                done.append(published.local)
            }
        }
        let ended = done
        try await commit(shard, (), noting: { glance, _ in glance.completed() }) { store in
            try await store.complete(ended, knownOtherwise: known, at: now)
        }
    }

    /// Publishes a completion's record, before its item's state moves.
    ///
    /// - Returns: the completion to be stored; `nil` where the shard is lost and the record waits in the spool, or was dropped there for
    ///   want of room: then its item is pending for the next owner.
    private func publish(_ completion: Completion, of shard: Shard, at now: Moment) async throws -> Completion? {
        guard case .record(let item, var record, let content, let page) = completion else { return completion }
        while true {
            do throws(MessagingError) {
                let outcome = try await records.publish(record)
                // Two shards may know one article. Of a new one the first counts; of what has changed nothing is to be lost.
                guard outcome == .taken, record.revision > 1 else {
                    return .record(item: item, record, content: content, page: page)
                }
                record = record.asUpdate(revision: record.revision + 1)
            } catch {
                switch error.code {
                case .tooLarge:
                    log("record \(record.id) is too large for the servers: raise max_payload; it is tried again in an hour")
                    return .retry(item: completion.item, at: now + .seconds(3600), error: "\(error)")
                default:
                    guard error.mayPass else { throw error }
                    if keeper?.mayGoOn(shard) ?? false {
                        try await Task.sleep(for: .milliseconds(100))
                    } else {
                        if try await !OwnThread.run({ [spool, record] in try spool.keep(record) }) {
                            log("the spool is full; record \(record.id) will be made anew")
                        }
                        return nil
                    }
                }
            }
        }
    }

    public func forget(unseenFor age: Duration, at now: Moment) async throws -> Int {
        var count = 0
        for owned in working { count += try await commit(owned.shard, 0) { try await $0.forget(unseenFor: age, at: now) } }
        return count
    }

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
