/// A worker's own lease: whether it may act, and what is to be done to keep it.
///
/// One lease stands for all shards of a worker, so that a fleet of any size costs one write a worker and second. It is an entry
/// that is renewed by compare-and-set; whoever finds it unchanged for long enough ends it by compare-and-set, so that a late
/// renewal cannot bring it back. Time counts from when a renewal was **sent**: the others count from when they saw it, which is
/// later.
///
/// Each write carries a number of its own. Servers whose disks are slow acknowledge too late, or the answer is lost: a number that is read
/// back proves the write of that number, and so the time at which it was sent.
///
/// A value without input or output: the clock is handed in as the time since some fixed moment, and never runs backwards.
public struct MemberLease: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        /// There is no lease.
        case none
        case held(revision: UInt64)
        /// A renewal's outcome is unknown, or the entry has another revision than thought: it has to be read.
        case doubtful
        /// Another worker has ended it, or the worker has; never to be held again.
        case ended
    }

    /// What to do next.
    public enum Action: Sendable, Hashable {
        /// Make the entry where there is none.
        case create
        /// Write the entry anew where it has that revision.
        case renew(revision: UInt64)
        /// Ask the leader for the entry.
        case read
        /// Nothing before that time.
        case wait(until: Duration)
        /// Give up all shards and begin anew with another lease.
        case restart
    }

    /// What the leader has under the lease's name.
    public enum Finding: Sendable, Hashable {
        /// Nothing ever was there, or it was purged.
        case absent
        /// The lease was ended.
        case ended
        case entry(revision: UInt64, number: UInt64)
    }

    private struct Write: Sendable, Hashable {
        var number: UInt64
        var sentAt: Duration
    }

    public private(set) var state = State.none
    /// When the last renewal that succeeded was sent.
    public private(set) var renewedAt: Duration?
    private var lastTry: Duration?
    /// When the first try to make the entry was sent.
    private var begunAt: Duration?
    private var revision: UInt64 = 0
    private var count: UInt64 = 0
    /// Whose outcome is not known, the oldest first.
    private var unknown: [Write] = []
    public let times: LeaseTimes

    public init(times: LeaseTimes = LeaseTimes()) { self.times = times }

    /// Whether the worker may begin something now. What was begun before may go on: a request in flight.
    public func mayAct(at now: Duration) -> Bool {
        switch state {
        case .none, .ended: false
        case .held, .doubtful: renewedAt.map { now - $0 < times.fence } ?? false
        }
    }

    public func next(at now: Duration) -> Action {
        // One that could not be made for that long may have been seen, and ended, by others.
        if let since = renewedAt ?? begunAt, now - since >= times.fence { return .restart }
        let mayTryAt = lastTry.map { $0 + times.retry } ?? .zero
        switch state {
        case .ended:
            return .restart
        case .none:
            return now >= mayTryAt ? .create : .wait(until: mayTryAt)
        case .doubtful:
            return now >= mayTryAt ? .read : .wait(until: mayTryAt)
        case .held(let revision):
            let due = (renewedAt ?? .zero) + times.renewal
            return now >= due ? .renew(revision: revision) : .wait(until: due)
        }
    }

    /// A request to make or renew the entry is sent now.
    ///
    /// - Returns: the number that the entry is to carry.
    public mutating func sends(at now: Duration) -> UInt64 {
        count += 1
        begunAt = begunAt ?? now
        unknown.removeAll { now - $0.sentAt >= times.fence }
        unknown.append(Write(number: count, sentAt: now))
        return count
    }

    /// The entry was made or renewed by a request sent at that time.
    public mutating func renewed(revision: UInt64, sentAt: Duration) {
        guard state != .ended else { return }
        state = .held(revision: revision)
        self.revision = max(self.revision, revision)
        renewedAt = max(renewedAt ?? sentAt, sentAt)
        unknown.removeAll { $0.sentAt <= sentAt }
        lastTry = sentAt
    }

    /// A request that was sent at that time failed, and whether it was done is unknown, or the entry has another revision.
    public mutating func failed(sentAt: Duration) {
        guard state != .ended else { return }
        state = .doubtful
        lastTry = sentAt
    }

    /// The entry was read.
    public mutating func found(_ finding: Finding, sentAt: Duration) {
        guard state != .ended else { return }
        switch finding {
        case .ended: state = .ended
        // Of one that was never seen the request was lost, or is still on its way: the same is sent again.
        case .absent: state = renewedAt == nil ? .none : .ended
        // A bucket that was made anew or has lost its end: what it says of others is as old.
        case .entry(let revision, _) where revision < self.revision: state = .ended
        case .entry(let revision, let number):
            if let write = unknown.first(where: { $0.number == number }) { renewedAt = max(renewedAt ?? write.sentAt, write.sentAt) }
            unknown.removeAll { $0.number <= number }
            // By itself, reading proves nothing about time: of a write that is not known any more only that it is old.
            state = renewedAt == nil ? .ended : .held(revision: revision)
            self.revision = revision
        }
        lastTry = sentAt
    }

    /// The worker gives its lease back.
    public mutating func end() { state = .ended }
}
