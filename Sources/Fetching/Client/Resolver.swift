import Glibc
import Synchronization

/// What looking up a name gave.
enum LookupResult: Sendable, Hashable {
    case addresses([IPAddress])
    /// - isTemporary: whether no name server answered, so that it may be otherwise soon.
    case failure(message: String, isTemporary: Bool)
}

/// Looks names up on a bounded number of threads of its own, and remembers the answers for a short while.
///
/// `getaddrinfo` can't be interrupted, and libcurl waits for its own lookups when a transfer is removed, which would stop all transfers. Here
/// only the waiting task gives up; the thread ends its lookup in peace, and its answer is kept for the next who asks.
///
/// A name server that never answers costs a thread for as long as the system tries. So the names of one site have few threads at once, and
/// all sites whose names were slow together have half of them; the others wait for a thread without losing their time.
final class Resolver: Sendable {
    /// How a wait for a name ends.
    enum Ending: Sendable, Hashable {
        case found(LookupResult)
        case timeout
        case cancelled
    }

    /// A name that is asked for.
    private struct Name {
        let host: String
        let site: String
        /// When its lookup began; before that, when it was asked for.
        var since = ContinuousClock.now
    }

    private struct State {
        var cache: [String: (result: LookupResult, until: ContinuousClock.Instant)] = [:]
        var waiting: [String: [Waiter<Ending>]] = [:]
        var queue: [Name] = []
        /// What is being looked up, by host.
        var running: [String: Name] = [:]
        /// Sites whose last lookup took long, and since when.
        var slow: [String: ContinuousClock.Instant] = [:]
        var threads = 0
    }

    private static let maxCached = 20_000
    private static let perSite = 2
    /// How many times the timeout may be waited for a thread.
    private static let patience = 8
    /// For how long a site counts as slow.
    private static let keepSlow = Duration.seconds(3600)

    private let state = Mutex(State())
    private let maxThreads: Int
    private let lookup: @Sendable (String) -> LookupResult
    private let keepGood = Duration.seconds(60)
    private let keepBad = Duration.seconds(15)
    private let slowness: Duration

    /// - Parameters:
    ///   - maxThreads: how many names are looked up at once.
    ///   - slowness: a lookup that takes longer makes its site a slow one.
    ///   - lookup: asks for one name, for however long it takes.
    init(maxThreads: Int, slowness: Duration = .seconds(2), lookup: @escaping @Sendable (String) -> LookupResult) {
        self.maxThreads = max(1, maxThreads)
        self.slowness = slowness
        self.lookup = lookup
    }

    /// Looks a name up, or takes the answer that is remembered.
    ///
    /// - Parameter timeout: for the lookup. The wait for a thread is counted only for names of slow sites, which wait for each other, and
    ///   where it is very long.
    func resolve(_ host: String, timeout: Duration) async -> Ending {
        let (waiter, asked) = (Waiter<Ending>(), ContinuousClock.now)
        if enter(host, waiter), !startThread("resolve", { [self] in work() }) { giveUp(host) }
        if waiter.isAnswered { return await waiter.value() }
        let timer = Task {
            do {
                while let left = timeLeft(host, of: timeout, asked: asked) { try await Task.sleep(for: left) }
            } catch { return }
            waiter.answer(.timeout)
        }
        defer { timer.cancel() }
        return await waiter.value { waiter.answer(.cancelled) }
    }

    /// Answers at once or takes the wait in. - Returns: whether one more thread is needed for it.
    private func enter(_ host: String, _ waiter: Waiter<Ending>) -> Bool {
        let (cached, needsThread) = state.withLock { state -> (LookupResult?, Bool) in
            if let cached = state.cache[host], cached.until > ContinuousClock.now { return (cached.result, false) }
            let isNew = state.waiting[host] == nil
            state.waiting[host, default: []].append(waiter)
            guard isNew else { return (nil, false) }
            state.queue.append(Name(host: host, site: Site.key(forHost: host)))
            guard state.threads < maxThreads else { return (nil, false) }
            state.threads += 1
            return (nil, true)
        }
        if let cached { waiter.answer(.found(cached)) }
        return needsThread
    }

    /// One thread's life: names from the queue until there are no more.
    private func work() {
        while let host = nextHost() {
            let result = lookup(host)
            let waiting = state.withLock { state in
                let now = ContinuousClock.now
                if let name = state.running.removeValue(forKey: host) {
                    if state.slow.count >= Self.maxCached { state.slow.removeAll() }
                    state.slow[name.site] = now - name.since > slowness ? now : nil
                }
                if state.cache.count >= Self.maxCached {
                    state.cache = state.cache.filter { $0.value.until > now }
                    if state.cache.count >= Self.maxCached { state.cache.removeAll() }
                }
                let keep = if case .addresses = result { keepGood } else { keepBad }
                state.cache[host] = (result, now + keep)
                return state.waiting.removeValue(forKey: host) ?? []
            }
            for waiter in waiting { waiter.answer(.found(result)) }
        }
    }

    /// The first that may be looked up now; `nil` ends the thread. Whatever another lookup keeps from being begun is left to that one's thread.
    private func nextHost() -> String? {
        state.withLock { state in
            // Nobody waits any more: don't ask.
            state.queue.removeAll { name in
                guard state.waiting[name.host]?.contains(where: { !$0.isAnswered }) != true else { return false }
                state.waiting[name.host] = nil
                return true
            }
            guard let index = state.queue.firstIndex(where: { mayBegin($0, state) }) else {
                state.threads -= 1
                return nil
            }
            var name = state.queue.remove(at: index)
            name.since = .now
            state.running[name.host] = name
            return name.host
        }
    }

    private func mayBegin(_ name: Name, _ state: State) -> Bool {
        guard state.running.values.count(where: { $0.site == name.site }) < Self.perSite else { return false }
        guard isSlow(name.site, state) else { return true }
        return state.running.values.count { isSlow($0.site, state) || .now - $0.since > slowness } < max(1, maxThreads / 2)
    }

    private func isSlow(_ site: String, _ state: State) -> Bool {
        state.slow[site].map { .now - $0 < Self.keepSlow } ?? false
    }

    /// How much time a lookup has left; `nil` where it is up.
    private func timeLeft(_ host: String, of timeout: Duration, asked: ContinuousClock.Instant) -> Duration? {
        let now = ContinuousClock.now
        let since = state.withLock { state -> ContinuousClock.Instant in
            if let name = state.running[host] { return max(name.since, asked) }
            let isSlow = state.queue.first { $0.host == host }.map { self.isSlow($0.site, state) } ?? false
            // One that is in neither has its answer in this very moment.
            return isSlow || now - asked > timeout * Self.patience ? asked : now
        }
        let left = timeout - (now - since)
        return left > .zero ? left : nil
    }

    /// No thread was to be had; while others run, they will do the work.
    private func giveUp(_ host: String) {
        let waiting = state.withLock { state -> [Waiter<Ending>] in
            state.threads -= 1
            guard state.threads == 0 else { return [] }
            defer { state.queue = [] }
            return state.queue.flatMap { state.waiting.removeValue(forKey: $0.host) ?? [] }
        }
        let failure = LookupResult.failure(message: "no thread is to be had for looking the name up", isTemporary: true)
        for waiter in waiting { waiter.answer(.found(failure)) }
    }
}

/// Asks the system's resolver.
func systemLookup(_ host: String) -> LookupResult {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard code == 0 else {
        let isTemporary = code == EAI_AGAIN || code == EAI_SYSTEM || code == EAI_MEMORY
        return .failure(message: isTemporary ? "the name server did not answer" : "there is no such host", isTemporary: isTemporary)
    }
    var addresses: [IPAddress] = []
    var next = list
    while let entry = next, addresses.count < 16 {
        if let raw = entry.pointee.ai_addr, let address = IPAddress(socketAddress: raw, length: Int(entry.pointee.ai_addrlen)),
            !addresses.contains(address)
        {
            addresses.append(address)
        }
        next = entry.pointee.ai_next
    }
    return addresses.isEmpty ? .failure(message: "there is no such host", isTemporary: false) : .addresses(addresses)
}
