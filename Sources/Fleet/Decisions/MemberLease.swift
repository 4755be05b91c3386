/// A worker's own lease: whether it may act, and what is to be done to keep it.
///
/// One lease stands for all shards of a worker, so that a fleet of any size costs one write a worker and second. It is an entry
/// that is renewed by compare-and-set; whoever finds it unchanged for long enough ends it by compare-and-set, so that a late
/// renewal cannot bring it back. Time counts from when a renewal was **sent**: the others count from when they saw it, which is
/// later.
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

    public private(set) var state = State.none
    /// When the last renewal that succeeded was sent.
    public private(set) var renewedAt: Duration?
    private var lastTry: Duration?
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
        if let renewedAt, now - renewedAt >= times.fence { return .restart }
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

    /// The entry was made or renewed by a request sent at that time.
    public mutating func renewed(revision: UInt64, sentAt: Duration) {
        guard state != .ended else { return }
        state = .held(revision: revision)
        renewedAt = max(renewedAt ?? sentAt, sentAt)
        lastTry = sentAt
    }

    /// A request that was sent at that time failed, and whether it was done is unknown, or the entry has another revision.
    public mutating func failed(sentAt: Duration) {
        guard state != .ended else { return }
        // Whether one that was never acknowledged is there, nobody needs to know: each lease has a name of its own.
        if state != .none { state = .doubtful }
        lastTry = sentAt
    }

    /// The entry was read.
    ///
    /// - Parameter revision: `nil` where it is gone or ended.
    public mutating func found(revision: UInt64?, sentAt: Duration) {
        guard state != .ended else { return }
        guard let revision else {
            state = .ended
            return
        }
        // Reading proves nothing about time: only an own write that was acknowledged moves the fence.
        state = .held(revision: revision)
        lastTry = sentAt
    }

    /// The worker gives its lease back.
    public mutating func end() { state = .ended }
}
