import Synchronization
import Testing

@testable import Fetching

@Suite struct SiteTurnsTests {
    let limits = SiteLimits(perSite: 2, delay: .seconds(1))

    @Test func `requests start a delay apart`() {
        var turns = SiteTurns()
        #expect(turns.decide(limits, now: .seconds(10)) == .start)
        turns.started(limits, now: .seconds(10))
        #expect(turns.decide(limits, now: .seconds(10)) == .wait(until: .seconds(11)))
        #expect(turns.decide(limits, now: .seconds(11)) == .start)
    }

    @Test func `no more than so many are under way`() {
        var turns = SiteTurns()
        turns.started(limits, now: .seconds(10))
        turns.started(limits, now: .seconds(11))
        #expect(turns.decide(limits, now: .seconds(20)) == .waitForAnother)
        turns.ended()
        #expect(turns.decide(limits, now: .seconds(20)) == .start)
    }

    @Test func `a hold keeps all back, and is never shortened`() {
        var turns = SiteTurns()
        turns.hold(until: .seconds(100))
        turns.hold(until: .seconds(50))
        #expect(turns.decide(limits, now: .seconds(60)) == .wait(until: .seconds(100)))
        #expect(turns.decide(limits, now: .seconds(100)) == .start)
    }

    @Test func `a site is forgotten only when it is like new`() {
        var turns = SiteTurns()
        #expect(turns.isForgettable(now: .seconds(1)))
        turns.started(limits, now: .seconds(1))
        #expect(!turns.isForgettable(now: .seconds(5)))
        turns.ended()
        #expect(!turns.isForgettable(now: .seconds(1)))
        #expect(turns.isForgettable(now: .seconds(2)))
        turns.hold(until: .seconds(9))
        #expect(!turns.isForgettable(now: .seconds(8)))
    }

    @Test(arguments: [(nil, 2, 1.0), (0.0, 2, 1.0), (0.5, 1, 1.0), (10.0, 1, 10.0), (86_400.0, 1, 60.0)])
    func `a crawl delay raises the delay within reason`(crawlDelay: Double?, perSite: Int, delay: Double) {
        #expect(limits.raised(toCrawlDelay: crawlDelay.map { .seconds($0) }) == SiteLimits(perSite: perSite, delay: .seconds(delay)))
    }
}

extension SiteGate {
    /// Runs something in its turn.
    fileprivate func withTurn(at site: String, limits: SiteLimits, _ body: () async -> Void) async throws {
        try await enter(site, limits: limits)
        defer { leave(site) }
        await body()
    }
}

@Suite(.timeLimit(.minutes(1))) struct SiteGateTests {
    static let free = SiteLimits(perSite: 1, delay: .zero)

    @Test(arguments: [1, 2, 5]) func `no more than so many pass at once, and all pass in the end`(perSite: Int) async throws {
        let gate = SiteGate()
        let counts = Shared((now: 0, most: 0, all: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await gate.withTurn(at: "a", limits: SiteLimits(perSite: perSite, delay: .zero)) {
                        counts.withLock { ($0.now, $0.most, $0.all) = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
                        await Task.yield()
                        counts.withLock { $0.now -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counts.withLock { $0.all } == 100)
        #expect(counts.withLock { $0.most } <= perSite)
        #expect(gate.count == 0)
    }

    @Test func `turns are given in the order of asking`() async throws {
        let gate = SiteGate()
        let order = Shared<[Int]>([])
        try await gate.enter("a", limits: Self.free)
        var tasks: [Task<Void, any Error>] = []
        for index in 0..<10 {
            tasks.append(Task { try await gate.withTurn(at: "a", limits: Self.free) { order.withLock { $0.append(index) } } })
            while gate.waiting("a") <= index { await Task.yield() }
        }
        gate.leave("a")
        for task in tasks { try await task.value }
        #expect(order.withLock { $0 } == Array(0..<10))
    }

    @Test func `starts are spaced by timers`() async throws {
        let gate = SiteGate()
        let limits = SiteLimits(perSite: 3, delay: .milliseconds(10))
        let start = ContinuousClock.now
        for _ in 0..<4 { try await gate.withTurn(at: "a", limits: limits) {} }
        // Late is allowed, early is not.
        #expect(ContinuousClock.now - start >= .milliseconds(30))
    }

    @Test func `a site held back for long refuses at once, also those who wait`() async throws {
        let gate = SiteGate()
        try await gate.enter("a", limits: Self.free)
        let waiting = Task { try await gate.enter("a", limits: Self.free, patience: .seconds(60)) }
        while gate.waiting("a") == 0 { await Task.yield() }
        gate.hold("a", for: .seconds(3600))
        await #expect(throws: SiteGate.Refusal.self) { try await waiting.value }
        do throws(SiteGate.Refusal) {
            try await gate.enter("a", limits: Self.free, patience: .seconds(60))
            Issue.record("entered")
        } catch {
            guard case .onHold(let left) = error else { throw error }
            #expect(left > .seconds(3000) && left <= .seconds(3600))
        }
        #expect(gate.holdLeft("a") != nil)
        #expect(gate.holdLeft("b") == nil)
        try await gate.withTurn(at: "b", limits: Self.free) {}
    }

    @Test func `a short hold is waited for`() async throws {
        let gate = SiteGate()
        gate.hold("a", for: .milliseconds(20))
        let start = ContinuousClock.now
        try await gate.withTurn(at: "a", limits: Self.free) {}
        #expect(ContinuousClock.now - start >= .milliseconds(19))
    }

    @Test func `who is cancelled leaves the queue and holds nobody up`() async throws {
        let gate = SiteGate()
        try await gate.enter("a", limits: Self.free)
        let cancelled = Task { try await gate.enter("a", limits: Self.free) }
        while gate.waiting("a") == 0 { await Task.yield() }
        let next = Task { try await gate.withTurn(at: "a", limits: Self.free) {} }
        cancelled.cancel()
        await #expect(throws: SiteGate.Refusal.cancelled) { try await cancelled.value }
        gate.leave("a")
        try await next.value
        #expect(gate.count == 0)
    }

    @Test func `cancelling at any moment loses no turn`() async throws {
        let gate = SiteGate()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<300 {
                group.addTask {
                    let task = Task {
                        try? await gate.withTurn(at: "a", limits: SiteLimits(perSite: 2, delay: .zero)) { await Task.yield() }
                    }
                    for _ in 0..<(index % 7) { await Task.yield() }
                    if index % 3 > 0 { task.cancel() }
                    await task.value
                }
            }
        }
        #expect(gate.count == 0)
    }

    @Test func `memory of sites is bounded by those in use`() async throws {
        let gate = SiteGate()
        for index in 0..<20_000 { try await gate.withTurn(at: "site\(index)", limits: SiteLimits(perSite: 1, delay: .nanoseconds(1))) {} }
        #expect(gate.count <= 2048)
    }

    @Test func `turns that are not wanted any more are refused at once, and the others keep their places`() async throws {
        let gate = SiteGate()
        try await gate.enter("a", limits: Self.free)
        let unwanted = Task { try await gate.enter("a", limits: Self.free, isWanted: { false }) }
        while gate.waiting("a") == 0 { await Task.yield() }
        let wanted = Task { try await gate.enter("a", limits: Self.free, isWanted: { true }) }
        while gate.waiting("a") < 2 { await Task.yield() }
        gate.reconsider()
        await #expect(throws: SiteGate.Refusal.cancelled) { try await unwanted.value }
        gate.leave("a")
        try await wanted.value
        gate.leave("a")
    }

    @Test func `a site that somebody else has asked until now is asked no sooner than its delay allows`() async throws {
        let gate = SiteGate()
        let taken = ContinuousClock.now
        gate.assume { $0 == "taken" ? taken : nil }
        let limits = SiteLimits(perSite: 1, delay: .milliseconds(100))
        try await gate.enter("other", limits: limits)
        try await gate.enter("taken", limits: limits)
        #expect(ContinuousClock.now - taken >= .milliseconds(99))
    }
}
