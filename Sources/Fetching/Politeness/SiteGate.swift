import Synchronization

/// Lets requests to each site pass in turn: so many at once, so long apart, none while the site asked to be left alone.
///
/// Feeds and articles of a site share its turns, first come, first served. What is remembered of a site goes when nobody waits and nothing
/// holds it back.
public final class SiteGate: Sendable {
    /// Why a turn was not given.
    public enum Refusal: Error, Sendable, Hashable {
        /// The site asked to be left alone, for that long still.
        case onHold(Duration)
        case cancelled
    }

    /// Longer holds are cut to this.
    public static let maximumHold = Duration.seconds(24 * 3600)

    private struct Entry {
        var turns = SiteTurns()
        var waiting: [Wait] = []
        /// The time the running timer ends at.
        var timerEnd: Duration?
    }

    private struct Wait {
        let waiter: Waiter<Result<Void, Refusal>>
        let limits: SiteLimits
        /// How long the caller wants to wait for a hold's end.
        let patience: Duration
        /// Whether the caller still wants the turn.
        let isWanted: (@Sendable () -> Bool)?
    }

    private struct State {
        var sites: [String: Entry] = [:]
        var sweepAt = 1024
        /// Holds that nobody has taken note of yet.
        var newHolds: [String: Duration] = [:]
    }

    private let state = Mutex(State())
    private let assumed = Mutex<(@Sendable (String) -> ContinuousClock.Instant?)?>(nil)
    private let origin = ContinuousClock.now

    public init() {}

    /// Waits for a turn at the site; to be given back by `leave`.
    ///
    /// - Parameters:
    ///   - site: any name for what is counted together; see `Site.key`.
    ///   - limits: what holds for this request.
    ///   - patience: where the site is held back for longer than this, the turn is refused at once. The wait in the queue is not counted.
    ///   - isWanted: asked by ``reconsider()``, and where it says no the turn is refused as cancelled.
    /// - Throws: where the site is held back for too long, or the task is cancelled.
    public func enter(
        _ site: String, limits: SiteLimits, patience: Duration = .seconds(60), isWanted: (@Sendable () -> Bool)? = nil
    ) async throws(Refusal) {
        let waiter = Waiter<Result<Void, Refusal>>()
        change(site) { $0.waiting.append(Wait(waiter: waiter, limits: limits, patience: patience, isWanted: isWanted)) }
        let result = await waiter.value { [self] in
            // A turn that was given in the same moment stands; the caller sees the cancellation soon enough.
            if waiter.answer(.failure(.cancelled)) { change(site) { $0.waiting.removeAll { $0.waiter === waiter } } }
        }
        try result.get()
    }

    /// Says of sites that nothing is known of when somebody else may have asked them last: the first turn keeps its distance.
    public func assume(_ lastAsked: @escaping @Sendable (String) -> ContinuousClock.Instant?) { assumed.withLock { $0 = lastAsked } }

    private func unknown(_ site: String) -> Entry {
        var entry = Entry()
        if let lastAsked = assumed.withLock({ $0 })?(site) { entry.turns.assume(lastStart: lastAsked - origin) }
        return entry
    }

    /// Refuses the turns that are not wanted any more, as when the daemon stops: nobody need wait for them.
    public func reconsider() {
        let waiting = state.withLock { $0.sites.compactMapValues { $0.waiting.isEmpty ? nil : $0.waiting } }
        for (site, waiting) in waiting {
            for wait in waiting where !(wait.isWanted?() ?? true) && wait.waiter.answer(.failure(.cancelled)) {
                change(site) { $0.waiting.removeAll { $0.waiter === wait.waiter } }
            }
        }
    }

    /// Gives a turn back.
    public func leave(_ site: String) {
        change(site) { $0.turns.ended() }
    }

    /// Holds all requests to the site back, as a server asks by Retry-After.
    public func hold(_ site: String, for time: Duration) {
        let end = now + min(max(.zero, time), Self.maximumHold)
        change(site) { $0.turns.hold(until: end) }
        if time >= Self.notedHold { state.withLock { $0.newHolds[site] = max($0.newHolds[site] ?? .zero, end) } }
    }

    /// Shorter holds are not worth being remembered over a restart.
    private static let notedHold = Duration.seconds(30)

    /// The longer holds that were asked for since the last call, and how long each still lasts: for keeping them over a restart.
    public func takeNewHolds() -> [String: Duration] {
        let now = now
        let holds = state.withLock { state in
            defer { state.newHolds = [:] }
            return state.newHolds
        }
        return holds.mapValues { $0 - now }.filter { $0.value > .zero }
    }

    /// How long the site is held back still; `nil` where it is not.
    func holdLeft(_ site: String) -> Duration? {
        let now = now
        guard let end = state.withLock({ $0.sites[site]?.turns.heldUntil }), end > now else { return nil }
        return end - now
    }

    /// How many sites are remembered.
    var count: Int { state.withLock { $0.sites.count } }

    /// How many wait for a turn at the site.
    func waiting(_ site: String) -> Int { state.withLock { $0.sites[site]?.waiting.count ?? 0 } }

    private var now: Duration { ContinuousClock.now - origin }

    /// Changes what is known of a site, and gives turns to those who may have one now.
    private func change(_ site: String, _ change: (inout Entry) -> Void) {
        let now = now
        let (answers, timerEnd) = state.withLock { state in
            var entry = state.sites.removeValue(forKey: site) ?? unknown(site)
            change(&entry)
            let answers = Self.advance(&entry, now: now)
            var newTimer: Duration?
            if let first = entry.waiting.first, case .wait(let end) = entry.turns.decide(first.limits, now: now),
                entry.timerEnd.map({ end < $0 || $0 <= now }) ?? true
            {
                entry.timerEnd = end
                newTimer = end
            }
            if !entry.waiting.isEmpty || !entry.turns.isForgettable(now: now) { state.sites[site] = entry }
            Self.sweep(&state, now: now)
            return (answers, newTimer)
        }
        for (waiter, result) in answers where !waiter.answer(result) {
            // Cancelled meanwhile: the turn goes back.
            if case .success = result { leave(site) }
        }
        if let timerEnd { startTimer(site, end: timerEnd) }
    }

    private static func advance(_ entry: inout Entry, now: Duration) -> [(Waiter<Result<Void, Refusal>>, Result<Void, Refusal>)] {
        var answers: [(Waiter<Result<Void, Refusal>>, Result<Void, Refusal>)] = []
        if let heldUntil = entry.turns.heldUntil, heldUntil > now {
            entry.waiting.removeAll { wait in
                guard heldUntil - now > wait.patience else { return false }
                answers.append((wait.waiter, .failure(.onHold(heldUntil - now))))
                return true
            }
        }
        var taken = 0
        while taken < entry.waiting.count {
            let wait = entry.waiting[taken]
            if !wait.waiter.isAnswered {
                guard entry.turns.decide(wait.limits, now: now) == .start else { break }
                entry.turns.started(wait.limits, now: now)
                answers.append((wait.waiter, .success(())))
            }
            taken += 1
        }
        entry.waiting.removeFirst(taken)
        return answers
    }

    private func startTimer(_ site: String, end: Duration) {
        let deadline = origin + end
        // Holds the gate weakly: one that nobody uses any more need not wait for a hold of hours.
        Task { [weak self] in
            try? await Task.sleep(until: deadline, clock: .continuous)
            self?.change(site) { entry in
                if entry.timerEnd == end { entry.timerEnd = nil }
            }
        }
    }

    /// Forgets sites that have become like new, each time their number has doubled.
    private static func sweep(_ state: inout State, now: Duration) {
        guard state.sites.count >= state.sweepAt else { return }
        state.sites = state.sites.filter { !$0.value.waiting.isEmpty || !$0.value.turns.isForgettable(now: now) }
        state.sweepAt = max(1024, state.sites.count * 2)
    }
}
