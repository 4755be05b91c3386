/// What a worker knows of the others: which leases there are, and when each was last seen to change.
///
/// A value without input or output, on the worker's own clock.
public struct Membership: Sendable, Hashable {
    /// A worker as its lease shows it.
    public struct Member: Sendable, Hashable {
        /// The lease's name: new with each start of a worker, and whenever it has lost its lease.
        public var lease: String
        /// The worker's name, by which its shards are chosen: the same after each start.
        public var worker: String
        public var revision: UInt64
        /// When this worker saw it change.
        public var seenAt: Duration
        /// A worker that is stopping takes no shards.
        public var isLeaving: Bool
    }

    public private(set) var members: [String: Member] = [:]
    /// Leases that were ended or given back: a late word of one is not believed.
    private var ended: Set<String> = []
    /// Until the first reading is through, nobody is known and nothing may be concluded.
    public private(set) var isComplete = false

    public init() {}

    public mutating func saw(lease: String, worker: String, revision: UInt64, isLeaving: Bool, at now: Duration) {
        guard !ended.contains(lease), members[lease].map({ $0.revision < revision }) ?? true else { return }
        members[lease] = Member(lease: lease, worker: worker, revision: revision, seenAt: now, isLeaving: isLeaving)
    }

    public mutating func sawEnd(of lease: String) {
        members[lease] = nil
        ended.insert(lease)
        // Their names never come again; a bound keeps a fleet of years small.
        if ended.count > 10_000 { ended = [lease] }
    }

    public mutating func completed() { isComplete = true }

    /// All has to be read again before anything more is concluded.
    public mutating func doubt() { isComplete = false }

    /// Goes on from another reading of all; a lease that is as it was has been silent since then.
    public mutating func replace(with reading: Membership) {
        ended.formUnion(reading.ended)
        let before = members
        members = reading.members.filter { !ended.contains($0.key) }
        for (lease, member) in before where members[lease]?.revision == member.revision { members[lease]?.seenAt = member.seenAt }
        completed()
    }

    /// The leases that have not changed for too long, to be ended by compare-and-set.
    public func expired(at now: Duration, times: LeaseTimes) -> [Member] {
        members.values.filter { now - $0.seenAt >= times.expiry }.sorted { $0.lease < $1.lease }
    }

    /// The workers that take shards, each with its lease. Where a worker has started again before its old lease was ended, the
    /// newer one counts.
    public func takers() -> [String: String] {
        var takers: [String: Member] = [:]
        for member in members.values where !member.isLeaving {
            if let other = takers[member.worker], other.revision >= member.revision { continue }
            takers[member.worker] = member
        }
        return takers.mapValues(\.lease)
    }

    public func isAlive(_ lease: String) -> Bool { members[lease] != nil }
}
