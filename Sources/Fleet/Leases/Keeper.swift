import Messaging
import Synchronization

/// What is done with a shard while it is owned.
public protocol ShardHolder: Sendable {
    /// Reads a shard's state, and shuts everybody else out of it.
    ///
    /// - Throws: where it cannot be had just now; it is tried again.
    func open(_ shard: Shard, epoch: UInt64) async throws
    /// Ends the work on a shard that is handed over: nothing of it is written behind this.
    func close(_ shard: Shard) async
    /// Forgets a shard whose lease was lost: somebody else may have it already.
    func drop(_ shard: Shard)
}

/// Keeps a worker's lease, takes the shards that are meant for it and gives up those that are not.
///
/// Three loops: one renews the lease, one watches leases and owners, one does what ``ShardClaim`` says. None of them waits for
/// another, so that reading a large shard never costs the lease.
public final class Keeper: Sendable {
    enum Phase: Sendable, Hashable {
        case opening, closing
        case open(epoch: UInt64)
    }

    struct State {
        var lease: MemberLease
        var leaseName: String
        var overview = Overview()
        var phases: [Shard: Phase] = [:]
        var leavingSince: Duration?
        var isLeaving: Bool { leavingSince != nil }
        /// Whose jobs have ended since the last round.
        var performed: [Shard] = []
        var losses = 0
        /// Shards that were opened since the first of them was taken, and when that was.
        var opened = 0
        var openingSince: Duration?
        /// When the log was last told of a shard that cannot be read.
        var complainedAt: Duration?
    }

    let bucket: KeyValue
    private let layout: FleetLayout
    let member: MemberEntry
    let holder: any ShardHolder
    let times: LeaseTimes
    private let origin = ContinuousClock.now
    let state: Mutex<State>
    let log: @Sendable (String) -> Void

    static let tick: Duration = .milliseconds(200)

    /// - Parameters:
    ///   - member: this worker; its name must be no other's.
    ///   - log: takes what people should know.
    public init(
        _ jetStream: JetStream, layout: FleetLayout, member: MemberEntry, holder: any ShardHolder, times: LeaseTimes = LeaseTimes(),
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        var jetStream = jetStream
        // Short, so that the first try behind an election is soon.
        jetStream.timeout = .milliseconds(350)
        bucket = KeyValue(jetStream, bucket: layout.fleetBucket)
        self.layout = layout
        self.member = member
        self.holder = holder
        self.times = times
        self.log = log
        state = Mutex(State(lease: MemberLease(times: times), leaseName: Self.newName(of: member.worker)))
    }

    /// Names a lease: no other ever had it.
    private static func newName(of worker: String) -> String {
        let letters = worker.utf8.map { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) ? $0 : UInt8(ascii: "-") }
        return String(decoding: letters, as: UTF8.self) + "-" + String(UInt64.random(in: .min ... .max), radix: 36)
    }

    var now: Duration { ContinuousClock.now - origin }

    // MARK: Asking

    /// Whether work on a shard may begin now.
    public func mayAct(on shard: Shard) -> Bool {
        let now = now
        return state.withLock { state in
            if case .open = state.phases[shard] { state.lease.mayAct(at: now) } else { false }
        }
    }

    /// The shards that may be worked on now.
    public var open: Set<Shard> {
        let now = now
        return state.withLock { state in
            guard state.lease.mayAct(at: now) else { return [] }
            return Set(state.phases.filter { if case .open = $0.value { true } else { false } }.keys)
        }
    }

    /// Whether a shard is this worker's, whatever is done with it just now: what was begun may be written.
    public func holds(_ shard: Shard) -> Bool {
        let now = now
        return state.withLock { $0.phases[shard] != nil && $0.lease.mayAct(at: now) }
    }

    /// Whether what was begun may be tried again: a worker that leaves does not wait for servers without a leader.
    public func mayGoOn(_ shard: Shard) -> Bool { holds(shard) && leavingFor.map { $0 < Self.farewell } ?? true }

    private static let farewell: Duration = .seconds(8)

    /// Reads a shard anew whose state was lost, if it is still this worker's under that epoch.
    public func reopen(_ shard: Shard, epoch: UInt64) {
        state.withLock { state in if state.phases[shard] == .open(epoch: epoch) { state.phases[shard] = nil } }
    }

    /// How long the worker has been leaving; `nil` where it is not.
    public var leavingFor: Duration? {
        let now = now
        return state.withLock { $0.leavingSince.map { now - $0 } }
    }

    /// How often the lease was lost.
    public var losses: Int { state.withLock { $0.losses } }

    // MARK: Running

    /// Works until the task is cancelled or ``leave()`` has been called; without either of them a cancelled worker's shards are
    /// taken when its lease expires.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.renewing() }
            group.addTask { await self.watching() }
            group.addTask { await self.claiming() }
            // Behind the last hand-over nothing that the others wait for is of any use.
            while await group.next() != nil { if hasLeft { group.cancelAll() } }
        }
    }

    /// Hands all shards over and gives the lease back; ``run()`` ends then.
    public func leave() {
        let now = now
        state.withLock { $0.leavingSince = $0.leavingSince ?? now }
    }

    var hasLeft: Bool { state.withLock { $0.isLeaving && $0.phases.isEmpty && $0.lease.state == .ended } }

    /// Without a lease for longer than that, the log says why.
    static let longestSilence: Duration = .seconds(10)

    private func renewing() async {
        var triedSince: Duration?
        while !Task.isCancelled, !hasLeft {
            let (action, name, isLeaving) = state.withLock { ($0.lease.next(at: now), $0.leaseName, $0.isLeaving) }
            let sentAt = now
            let key = "member.\(name)"
            do throws(MessagingError) {
                switch action {
                case .create: try await renew(key, of: name, revision: 0, sentAt)
                case .renew(let revision): try await renew(key, of: name, revision: revision, sentAt)
                case .read:
                    let finding = try await finding(key)
                    state.withLock { if $0.leaseName == name { $0.lease.found(finding, sentAt: sentAt) } }
                case .wait(let end): try? await Task.sleep(for: min(end - now, Self.tick))
                case .restart:
                    await restart(name)
                    if isLeaving { state.withLock { $0.lease.end() } }
                }
            } catch {
                state.withLock { if $0.leaseName == name { $0.lease.failed(sentAt: sentAt) } }
                guard state.withLock({ $0.lease.renewedAt == nil }) else { continue }
                let since = triedSince ?? sentAt
                triedSince = since
                if now - since > Self.longestSilence {
                    log("there is no lease to be had for \((now - since).components.seconds) s: \(error)")
                    triedSince = nil
                    // The bucket may have gone.
                    try? await layout.prepare(bucket.jetStream)
                }
            }
        }
    }

    private func renew(_ key: String, of name: String, revision: UInt64, _ sentAt: Duration) async throws(MessagingError) {
        var entry = member
        (entry.isLeaving, entry.number) = state.withLock { ($0.isLeaving, $0.lease.sends(at: sentAt)) }
        let revision = try await bucket.update(key, entry.json, revision: revision)
        state.withLock { if $0.leaseName == name { $0.lease.renewed(revision: revision, sentAt: sentAt) } }
    }

    private func finding(_ key: String) async throws(MessagingError) -> MemberLease.Finding {
        guard let last = try await bucket.last(key) else { return .absent }
        guard let entry = last.value.flatMap(MemberEntry.init(json:)) else { return .ended }
        return .entry(revision: last.revision, number: entry.number)
    }

    /// Gives up all shards and begins anew.
    private func restart(_ name: String) async {
        let lost = state.withLock { state in
            let lost = Array(state.phases.keys)
            if state.lease.renewedAt != nil {
                state.losses += 1
                state.overview.membership.doubt()
            }
            state.lease = MemberLease(times: times)
            state.leaseName = Self.newName(of: member.worker)
            state.phases = [:]
            // A write of the old one that comes late must not make it one of ours again.
            state.overview.membership.sawEnd(of: name)
            return lost
        }
        if !lost.isEmpty { log("the lease was lost; \(lost.count) shards are given up") }
        for shard in lost { holder.drop(shard) }
        // Nobody needs to wait for the old one's end.
        _ = try? await bucket.delete("member.\(name)")
    }

    // MARK: Watching

    private func watching() async {
        var watch = bucket.watch(Self.watched)
        var (renewals, losses) = (0, 0)
        // What is being read from the beginning.
        var reading: Overview? = Overview()
        while !Task.isCancelled, !hasLeft {
            if self.losses != losses {
                // The servers may have been away and have lost the end of the bucket. A watch that goes on by numbers may not notice.
                losses = self.losses
                await watch.close()
                (watch, renewals, reading) = (bucket.watch(Self.watched), 0, Overview())
            }
            do throws(MessagingError) {
                let found = try await watch.next(most: 1000, wait: .milliseconds(900))
                let now = now
                let entries = found.compactMap(bucket.entry)
                if watch.renewals != renewals {
                    (renewals, reading) = (watch.renewals, Overview())
                    state.withLock { $0.overview = Overview() }
                }
                guard var new = reading else {
                    state.withLock { state in for entry in entries { state.overview.take(entry, at: now) } }
                    continue
                }
                for entry in entries { new.take(entry, at: now) }
                let isWhole = found.last.map { $0.pending == 0 } ?? true
                // The lease may have been lost meanwhile: then this is not the reading that is waited for.
                if isWhole { state.withLock { [new] in if $0.losses == losses { $0.overview.replace(with: new) } } }
                reading = isWhole ? nil : new
            } catch {
                try? await Task.sleep(for: times.retry)
            }
        }
        await watch.close()
    }

    private static let watched = ["member.*", "shard.*"]
}
