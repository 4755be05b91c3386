import Configuration
import Records
import Store
import Testing

@testable import Ingest

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
