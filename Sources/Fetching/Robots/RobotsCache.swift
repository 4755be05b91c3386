import Synchronization

/// Remembers what the robots.txt of each origin says, and asks for it when that is not known or too old.
public final class RobotsCache: Sendable {
    /// What robots.txt says about one URL.
    public struct Verdict: Sendable, Hashable {
        public var isAllowed: Bool
        public var crawlDelay: Duration?
        /// Why the file could not be had, where nothing is allowed only for that; it is asked for again later.
        public var trouble: String?
    }

    private struct Entry {
        var policy: RobotsPolicy
        var until: ContinuousClock.Instant
        var lastUse: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var asking: [String: [Waiter<RobotsPolicy?>]] = [:]
        var uses = 0
        /// Bytes that all entries' rules take.
        var weight = 0
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let maxBytes: Int

    /// Those least recently used go first.
    ///
    /// - Parameters:
    ///   - capacity: how many origins are remembered.
    ///   - maxBytes: about how much memory their rules may take.
    public init(capacity: Int = 20_000, maxBytes: Int = 32 << 20) {
        self.capacity = max(16, capacity)
        self.maxBytes = max(2 << 20, maxBytes)
    }

    /// How many origins are remembered.
    var count: Int { state.withLock { $0.entries.count } }

    /// Whether a URL may be fetched, and how slowly.
    ///
    /// - Parameters:
    ///   - address: the URL.
    ///   - fetch: fetches the robots.txt at the URL it is given; called for one task at a time and origin, others wait for its answer.
    /// - Throws: `cancelled` only; failures to fetch are part of the verdict.
    func verdict(
        for address: WebAddress, fetch: (String) async -> Result<RobotsPolicy.Outcome, FetchError>
    ) async throws(FetchError) -> Verdict {
        let policy = try await policy(for: address, fetch: fetch)
        return Verdict(
            isAllowed: policy.rules.allows(address.target), crawlDelay: policy.rules.crawlDelay,
            trouble: policy.isRead ? nil : policy.trouble)
    }

    /// The crawl delay that the origin's robots.txt asks for, where it is remembered.
    public func knownCrawlDelay(of address: WebAddress) -> Duration? {
        state.withLock { $0.entries[address.origin]?.policy.rules.crawlDelay }
    }

    private enum Step {
        case known(RobotsPolicy)
        case ask(previous: RobotsPolicy?)
        case wait(Waiter<RobotsPolicy?>)
    }

    private func policy(
        for address: WebAddress, fetch: (String) async -> Result<RobotsPolicy.Outcome, FetchError>
    ) async throws(FetchError) -> RobotsPolicy {
        while true {
            switch step(address.origin) {
            case .known(let policy):
                return policy
            case .wait(let waiter):
                if let policy = await waiter.value(onCancel: { waiter.answer(nil) }) { return policy }
                // Cancelled, or the one who asked was: then somebody else has to.
                if Task.isCancelled { throw FetchError(.cancelled, at: address, message: "cancelled") }
            case .ask(let previous):
                switch await fetch(address.origin + "/robots.txt") {
                case .success(let outcome):
                    let policy = RobotsPolicy.decide(outcome, previous: previous)
                    finish(address.origin, policy)
                    return policy
                case .failure(let error):
                    finish(address.origin, nil)
                    throw error
                }
            }
        }
    }

    private func step(_ origin: String) -> Step {
        state.withLock { state in
            state.uses += 1
            let entry = state.entries[origin]
            if let entry, entry.until > .now {
                state.entries[origin]?.lastUse = state.uses
                return .known(entry.policy)
            }
            guard state.asking[origin] == nil else {
                let waiter = Waiter<RobotsPolicy?>()
                state.asking[origin]?.append(waiter)
                return .wait(waiter)
            }
            state.asking[origin] = []
            return .ask(previous: entry?.policy)
        }
    }

    private func finish(_ origin: String, _ policy: RobotsPolicy?) {
        let waiters = state.withLock { state in
            if let policy {
                let old = state.entries.updateValue(Entry(policy: policy, until: .now + policy.keep, lastUse: state.uses), forKey: origin)
                state.weight += policy.rules.weight - (old?.policy.rules.weight ?? 0)
                if state.entries.count > capacity || state.weight > maxBytes { evict(&state) }
            }
            return state.asking.removeValue(forKey: origin) ?? []
        }
        for waiter in waiters { waiter.answer(policy) }
    }

    /// Drops the half that was not used for longest: rare, and cheaper than keeping an order.
    private func evict(_ state: inout State) {
        let median = state.entries.values.map(\.lastUse).sorted()[state.entries.count / 2]
        state.entries = state.entries.filter { $0.value.lastUse > median }
        state.weight = state.entries.values.reduce(0) { $0 + $1.policy.rules.weight }
    }
}
