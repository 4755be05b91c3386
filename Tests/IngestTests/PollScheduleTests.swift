import Configuration
import Records
import Store
import Testing

@testable import Ingest

@Suite("An outage of our own network")
struct OutageTests {
    private let now = Moment(milliseconds: 1_772_355_600_000)

    @Test("is told from sites that fail: only several at once, and none in between that answers")
    func detection() {
        var outage = Outage(sites: 100)
        var found = (1...4).map { outage.missed("site\($0)", feed: 1, began: now, at: now) }
        // One site twice is one site.
        found.append(outage.missed("site4", feed: 1, began: now, at: now))
        #expect(found == Array(repeating: false, count: 5))
        let early = outage.reached(at: now - .seconds(1))
        #expect(early == nil)
        found = (1...5).map { outage.missed("site\($0)", feed: Int64($0), began: now, at: now) }
        #expect(found == [false, false, false, false, true])
        #expect(outage.isOn)
        let feeds = outage.reached(at: now - .seconds(1))
        #expect(feeds == [1, 2, 3, 4, 5])
        #expect(!outage.isOn)
    }

    @Test("is not told from sites that fail while others answer, however many they are")
    func hostileSites() {
        var outage = Outage(sites: 1000)
        for number in 0..<100 {
            let asked = now + .seconds(number)
            _ = outage.reached(at: asked + .seconds(1))
            let found = outage.missed("site\(number)", feed: Int64(number), began: asked, at: asked + .seconds(10))
            #expect(!found)
        }
        // Late ones come after the last answer, and were asked before it.
        for number in 0..<100 { _ = outage.missed("late\(number)", feed: nil, began: now + .seconds(50), at: now + .seconds(200)) }
        #expect(!outage.isOn)
    }

    @Test("asks a feed that has answered before, and any where none has")
    func probing() {
        var outage = Outage(sites: 2)
        for feed in 1...2 { _ = outage.missed("site\(feed)", feed: Int64(feed), began: now, at: now) }
        var failing = FeedState()
        failing.failures = 7
        let due = [(1, FeedState()), (2, FeedState()), (3, failing), (4, FeedState())].map {
            StoredFeed(id: $0.0, url: "", nextPoll: now, state: $0.1)
        }
        #expect(outage.probe(among: due)?.id == 4)
        #expect(outage.probe(among: Array(due.prefix(3)))?.id == 1)
        #expect(outage.probe(among: []) == nil)
    }

    @Test("needs all of few sites, and is never told of a single one", arguments: [(1, Int?.none), (2, 2), (3, 3), (1000, 5)])
    func enough(sites: Int, needed: Int?) {
        var outage = Outage(sites: sites)
        var count = 0
        while !outage.isOn, count < sites {
            count += 1
            _ = outage.missed("site\(count)", feed: nil, began: now, at: now)
        }
        #expect((outage.isOn ? count : nil) == needed)
    }

    @Test("lets one feed at a time be asked, more rarely the longer it lasts")
    func probes() {
        var outage = Outage(sites: 2)
        let before = outage.allowed(7, at: now)
        #expect(before == 7)
        for site in 1...2 { _ = outage.missed("site\(site)", feed: nil, began: now, at: now) }
        let asked = (0..<3600).reduce(0) { $0 + outage.allowed(7, at: now + .seconds($1)) }
        #expect((60...120).contains(asked))
    }
}

@Suite("Validators")
struct TrustTests {
    private let now = Moment(milliseconds: 1_772_355_600_000)

    private func state(unchanged: Int = 1, lies: Int = 0) -> FeedState {
        var state = FeedState()
        (state.unchangedAnswers, state.lies) = (unchanged, lies)
        (state.lastBody, state.lastSuccess) = (now - .seconds(7200), now - .seconds(600))
        state.validators = .init(etag: "\"a\"", lastModified: nil)
        return state
    }

    @Test("are left out now and then, the more often the more they have lied", arguments: [(0, 50), (1, 12), (2, 3), (3, 1), (99, 1)])
    func conditional(lies: Int, every: Int) {
        let conditional = (0..<every).map { Trust.asksConditionally(state(unchanged: $0, lies: lies), at: now) }
        #expect(conditional == Array(repeating: true, count: every - 1) + [false])
    }

    @Test("are left out once a week")
    func weekly() {
        #expect(Trust.asksConditionally(state(), at: now + .seconds(6 * 86_400)))
        #expect(!Trust.asksConditionally(state(), at: now + .seconds(8 * 86_400)))
    }

    @Test("lie where the body changed under them, or holds what was there when it was denied")
    func lies() {
        let (same, other) = (FeedState.Validators(etag: "\"a\"", lastModified: nil), FeedState.Validators(etag: "\"b\"", lastModified: nil))
        #expect(Trust.isLie(state(), validators: same, published: []))
        #expect(!Trust.isLie(state(), validators: other, published: [now - .seconds(300), now - .seconds(9000)]))
        #expect(Trust.isLie(state(), validators: other, published: [now - .seconds(3600)]))
        #expect(!Trust.isLie(state(unchanged: 0), validators: same, published: []), "nothing was denied")
    }
}

@Suite("When a feed is polled next")
struct PollScheduleTests {
    private let now = Moment(milliseconds: 1_772_355_600_000)  // 2026-03-01T09:00:00Z, a Sunday

    private func gap(
        after outcome: PollSchedule.Outcome, jitter: Double = 0, settings: PollSettings = PollSettings(),
        _ change: (inout FeedState) -> Void = { _ in }
    ) -> Duration {
        var state = FeedState()
        change(&state)
        return PollSchedule(settings: settings).next(after: outcome, state: state, now: now, jitter: jitter).at - now
    }

    @Test("is the configured interval where the feed tells nothing")
    func standard() {
        #expect(gap(after: .unchanged) == .seconds(900))
        #expect(gap(after: .body(new: 3)) == .seconds(900))
    }

    @Test("is drawn out by a tenth at the most, never sooner")
    func jitter() {
        #expect(gap(after: .unchanged, jitter: 1) == .seconds(990))
    }

    @Test(
        "follows the rate of new items, within the bounds",
        arguments: [(200.0, Duration.seconds(300)), (48, .seconds(900)), (1, .seconds(43_200)), (0.01, .seconds(86_400))])
    func learned(perDay: Double, expected: Duration) {
        #expect(gap(after: .unchanged) { $0.itemsPerDay = perDay } == expected)
    }

    @Test("is not before the feed's own period or its answer's freshness, as far as max_interval allows")
    func hints() {
        #expect(gap(after: .unchanged) { $0.hints.period = 3600 } == .seconds(3600))
        #expect(gap(after: .unchanged) { $0.hints.freshFor = 1800 } == .seconds(1800))
        #expect(gap(after: .unchanged) { $0.hints.freshFor = 10_000_000 } == .seconds(86_400))
    }

    @Test("leaves out the hours and days that the feed asks to be left alone")
    func skips() {
        #expect(gap(after: .unchanged) { $0.hints.skipHours = [9, 10, 11] } == .seconds(3 * 3600))
        #expect(gap(after: .unchanged) { $0.hints.skipDays = [0] } == .seconds(15 * 3600))
        #expect(gap(after: .unchanged) { $0.hints.skipHours = Array(0..<24) } <= .seconds(86_400 + 900))
    }

    @Test("leaves such an hour alone however a poll would come into it", arguments: [0, 0.3, 0.6, 1])
    func skipsAtAll(jitter: Double) {
        var state = FeedState()
        state.hints.skipHours = [10, 11]
        (state.failures, state.itemsPerDay) = (5, 10_000)
        let schedule = PollSchedule(settings: PollSettings())
        for minute in stride(from: 0, to: 180, by: 7) {
            let now = now + .seconds(minute * 60)
            let decisions =
                [.body(new: 1), .unchanged, .failed(retryAfter: nil), .gone].map {
                    schedule.next(after: $0, state: state, now: now, jitter: jitter)
                } + [schedule.next(after: .unchanged, state: state, pushedUntil: now + .seconds(5400), now: now, jitter: jitter)]
            for decision in decisions {
                let (hour, earliest) = (decision.at.milliseconds / 3_600_000 % 24, now + .seconds(300))
                #expect(![10, 11].contains(hour) && decision.at >= earliest)
                #expect(!decision.reason.contains("skip") || hour == 12, "\(decision)")
            }
        }
    }

    @Test("says nothing of hours to be left alone where none was in the way")
    func noSkip() {
        var state = FeedState()
        state.hints.skipHours = [3]
        let decision = PollSchedule(settings: PollSettings()).next(
            after: .unchanged, state: state, now: now + .seconds(2700), jitter: 1)
        #expect(decision.reason == "every 15m, as configured")
        #expect(decision.at == now + .seconds(2700 + 990))
    }

    @Test("grows with failures up to a day, and never ends")
    func failures() {
        let gaps = [1, 2, 3, 10, 1000].map { failures in gap(after: .failed(retryAfter: nil)) { $0.failures = failures } }
        #expect(gaps == [.seconds(300), .seconds(600), .seconds(1200), .seconds(86_400), .seconds(86_400)])
    }

    @Test("obeys Retry-After, a long one as a short one")
    func retryAfter() {
        #expect(gap(after: .failed(retryAfter: .seconds(2))) { $0.failures = 1 } == .seconds(2))
        #expect(gap(after: .failed(retryAfter: .seconds(7200))) { $0.failures = 1 } == .seconds(7200))
        #expect(gap(after: .failed(retryAfter: .seconds(10_000_000))) { $0.failures = 1 } == .seconds(7 * 86_400))
    }

    @Test(
        "is slower and slower for one that has failed for weeks",
        arguments: [(1, Duration.seconds(86_400)), (13, .seconds(86_400)), (15, .seconds(3 * 86_400)), (400, .seconds(7 * 86_400))])
    func longFailures(days: Int, expected: Duration) {
        let gap = gap(after: .failed(retryAfter: nil)) { state in
            state.failures = 40
            state.failingSince = now - .seconds(days * 86_400)
        }
        #expect(gap == expected)
    }

    @Test("tells since when it has been failing")
    func since() {
        var state = FeedState()
        (state.failures, state.failingSince) = (12, now - .seconds(20 * 86_400))
        let decision = PollSchedule(settings: PollSettings()).next(after: .failed(retryAfter: nil), state: state, now: now, jitter: 0)
        #expect(decision.reason == "failed 12 times in a row, since 2026-02-09: tried again in 3d")
    }

    @Test("is soon where nothing at all can be reached")
    func outage() {
        #expect(gap(after: .outage(lasting: .zero)) { $0.failures = 9 } == .seconds(60))
        #expect(gap(after: .outage(lasting: .seconds(3600))) == .seconds(360))
        #expect(gap(after: .outage(lasting: .seconds(864_000))) == .seconds(900))
    }

    @Test("is rare while a hub pushes, and not after its lease")
    func pushed() {
        func gap(_ lease: Duration) -> Duration {
            PollSchedule(settings: PollSettings()).next(
                after: .unchanged, state: FeedState(), pushedUntil: now + lease, now: now, jitter: 0
            )
            .at - now
        }
        #expect(gap(.seconds(864_000)) == .seconds(86_400))
        #expect(gap(.seconds(7200)) == .seconds(7200))
        #expect(gap(.seconds(1)) == .seconds(300))
        #expect(gap(.seconds(-1)) == .seconds(900))
    }

    @Test("is guessed at first from the newer half of the dates, whatever old item is pinned")
    func firstRate() throws {
        func item(_ age: Duration) -> FoundItem {
            FoundItem(
                link: nil, normalisedLink: nil, site: "", guid: nil, title: nil, summary: nil, content: nil, published: now - age,
                authors: [], categories: [], language: nil)
        }
        let hourly = (1...24).map { item(.seconds($0 * 3600)) }
        var (plain, pinned) = (FeedState(), FeedState())
        plain.learnRate(from: hourly, now: now)
        pinned.learnRate(from: hourly + [item(.seconds(900 * 86_400))], now: now)
        #expect(try #require(plain.itemsPerDay) == 24)
        #expect(try #require(pinned.itemsPerDay) > 20)
    }

    @Test("learns from what was new, days of silence too, and not from the first poll")
    func rate() throws {
        var state = FeedState()
        state.learnRate(at: now)
        #expect(state.period == nil)
        (state.lastBody, state.items) = (now, 20)
        state.learnRate(at: now)
        state.items += 48
        state.learnRate(at: now + .seconds(43_200))
        #expect(state.itemsPerDay == nil)
        state.learnRate(at: now + .seconds(86_400))
        #expect(state.itemsPerDay == 48)
        for day in 2...9 { state.learnRate(at: now + .seconds(day * 86_400)) }
        #expect(try #require(state.itemsPerDay) < 0.5)
    }

    @Test("is a week later for a feed that is gone")
    func gone() {
        #expect(gap(after: .gone) == .seconds(7 * 86_400))
    }

    @Test("page tries grow apart and end after the time given")
    func pages() {
        func decide(_ attempts: Int, since: Duration) -> PageRetry.Decision {
            PageRetry.decide(attempts: attempts, firstTry: now - since, retryFor: .seconds(86_400), retryAfter: nil, now: now)
        }
        #expect(decide(1, since: .zero) == .again(now + .seconds(30)))
        #expect(decide(3, since: .seconds(90)) == .again(now + .seconds(120)))
        #expect(decide(50, since: .seconds(80_000)) == .giveUp)
    }
}
