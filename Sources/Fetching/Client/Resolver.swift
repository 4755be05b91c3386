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
final class Resolver: Sendable {
    /// How a wait for a name ends.
    enum Ending: Sendable, Hashable {
        case found(LookupResult)
        case timeout
        case cancelled
    }

    private struct State {
        var cache: [String: (result: LookupResult, until: ContinuousClock.Instant)] = [:]
        var waiting: [String: [Waiter<Ending>]] = [:]
        var queue: [String] = []
        var threads = 0
    }

    private static let maxCached = 20_000

    private let state = Mutex(State())
    private let maxThreads: Int
    private let lookup: @Sendable (String) -> LookupResult
    private let keepGood = Duration.seconds(60)
    private let keepBad = Duration.seconds(15)

    init(maxThreads: Int, lookup: @escaping @Sendable (String) -> LookupResult) {
        self.maxThreads = max(1, maxThreads)
        self.lookup = lookup
    }

    /// Looks a name up, or takes the answer that is remembered.
    func resolve(_ host: String, timeout: Duration) async -> Ending {
        let waiter = Waiter<Ending>()
        if enter(host, waiter), !startThread("resolve", { [self] in work() }) { giveUp(host) }
        if waiter.isAnswered { return await waiter.value() }
        let timer = Task {
            do { try await Task.sleep(for: timeout) } catch { return }
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
            state.queue.append(host)
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

    private func nextHost() -> String? {
        state.withLock { state in
            while !state.queue.isEmpty {
                let host = state.queue.removeFirst()
                // Nobody waits any more: don't ask.
                if state.waiting[host]?.contains(where: { !$0.isAnswered }) == true { return host }
                state.waiting[host] = nil
            }
            state.threads -= 1
            return nil
        }
    }

    /// No thread was to be had; while others run, they will do the work.
    private func giveUp(_ host: String) {
        let waiting = state.withLock { state -> [Waiter<Ending>] in
            state.threads -= 1
            guard state.threads == 0 else { return [] }
            state.queue.removeAll { $0 == host }
            return state.waiting.removeValue(forKey: host) ?? []
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
