import Configuration
import Records
import Store

/// Decides when a feed is polled next.
///
/// A pure function of what is known: the feed's own hints, how fresh its answer is, how often it has news, how it fails, whether a hub
/// pushes its news.
public struct PollSchedule: Sendable {
    /// How a poll ended.
    public enum Outcome: Sendable, Hashable {
        /// A feed came, with that many new items.
        case body(new: Int)
        /// "Not modified", or the body of the last time.
        case unchanged
        /// It failed; the publisher may have said when to come back.
        case failed(retryAfter: Duration?)
        /// It failed, and so does everything else: it is this machine that has no network.
        case outage(lasting: Duration)
        /// "Gone" (410).
        case gone
    }

    /// The next poll, and why then.
    public struct Decision: Sendable, Hashable {
        public var at: Moment
        public var reason: String
    }

    /// How long a failing feed is left alone at the most, by how long it has been failing: slower and slower, never for ever.
    static let failureGaps: [(failingFor: Duration, most: Duration)] = [
        (.seconds(90 * 86_400), .seconds(7 * 86_400)), (.seconds(14 * 86_400), .seconds(3 * 86_400)), (.zero, .seconds(86_400)),
    ]
    /// How long a feed that is gone is left alone.
    static let goneGap: Duration = .seconds(7 * 86_400)
    /// How long a feed that was asked for in an outage is left alone at the least.
    static let outageGap: Duration = .seconds(60)

    var settings: PollSettings

    public init(settings: PollSettings) {
        self.settings = settings
    }

    /// - Parameters:
    ///   - state: the feed's state after the poll.
    ///   - pushedUntil: until when a hub can be trusted to push the feed's news; `nil` where none can.
    ///   - jitter: from 0 to 1, drawn anew for each decision, so that feeds polled together drift apart.
    public func next(
        after outcome: Outcome, state: FeedState, pushedUntil: Moment? = nil, now: Moment, jitter: Double
    ) -> Decision {
        switch outcome {
        case .gone:
            let since = state.goneSince.map { " since \($0.day)" } ?? ""
            return avoidingSkips(
                Decision(at: now + spread(Self.goneGap, jitter), reason: "gone (410)\(since): asked again once a week"), state.hints, jitter
            )
        case .outage(let lasting):
            let gap = min(max(lasting / 10, Self.outageGap), .seconds(900))
            return Decision(at: now + spread(gap, jitter), reason: "nothing can be reached: this machine's network seems to be down")
        case .failed(let retryAfter):
            return failed(retryAfter, state, now, jitter)
        case .body, .unchanged:
            if let pushedUntil, pushedUntil > now {
                let at = min(now + spread(max(settings.maximum, settings.minimum), jitter), max(pushedUntil, now + settings.minimum))
                return avoidingSkips(
                    Decision(at: at, reason: "a hub pushes its news until \(pushedUntil.rfc3339)"), state.hints, jitter)
            }
            let (gap, reason) = interval(state)
            return avoidingSkips(Decision(at: now + spread(gap, jitter), reason: reason), state.hints, jitter)
        }
    }

    /// The next poll of a feed that is crowding (``Backlog/crowding``): when a site that gives a page a second may have given enough.
    ///
    /// - Parameter waiting: how many of its items wait for their pages.
    static func putOff(waiting: Int, now: Moment) -> Decision {
        let wait = Duration.seconds(min(max(waiting - Backlog.crowd, 60), 3600))
        return Decision(at: now + wait, reason: "\(waiting) of its items wait for their pages: not asked before they are fewer")
    }

    private func failed(_ retryAfter: Duration?, _ state: FeedState, _ now: Moment, _ jitter: Double) -> Decision {
        let failingFor = state.failingSince.map { now - $0 } ?? .zero
        let gap = failureGap(state.failures, failingFor)
        if let retryAfter, retryAfter > gap {
            let wait = min(retryAfter, .seconds(7 * 86_400))
            return Decision(at: now + wait, reason: "the publisher asked to wait \(wait.short)")
        }
        if let retryAfter, state.failures <= 3 {
            return Decision(at: now + max(retryAfter, .seconds(1)), reason: "the publisher asked to wait \(retryAfter.short)")
        }
        let since = state.failingSince.map { failingFor > .seconds(86_400) ? ", since \($0.day)" : "" } ?? ""
        let reason = "failed \(state.failures) times in a row\(since): tried again in \(gap.short)"
        // What a publisher has asked for it has asked of those, too, that get no answer.
        return avoidingSkips(Decision(at: now + spread(gap, jitter), reason: reason), state.hints, jitter)
    }

    /// Whether a feed that has been failing for that long is asked for less than once a day.
    static func isSlow(_ failingFor: Duration) -> Bool { failureGaps.dropLast().contains { failingFor >= $0.failingFor } }

    /// 1, 2, 4 … times the interval, from a minute up to what the time it has been failing for allows.
    private func failureGap(_ failures: Int, _ failingFor: Duration) -> Duration {
        let first = max(min(settings.interval, .seconds(300)), settings.minimum)
        let most = Self.failureGaps.first { failingFor >= $0.failingFor }?.most ?? .seconds(86_400)
        return max(min(first * (1 << max(0, min(failures - 1, 20))), most), settings.minimum)
    }

    private func interval(_ state: FeedState) -> (Duration, String) {
        var gap = settings.interval
        var reason = "every \(gap.short), as configured"
        if let perDay = state.itemsPerDay {
            // Often enough to find about every second item by itself.
            let learned = Duration.milliseconds(Int64(43_200_000 / min(max(perDay, 0.1), 10_000)))
            if !settings.isIntervalGiven || learned < gap {
                gap = clamped(learned)
                reason = "\(perDay.short) new items a day"
            }
        }
        if let period = state.hints.period, .seconds(period) > gap {
            gap = .seconds(period)
            reason = "the feed asks for every \(gap.short)"
        }
        if let fresh = state.hints.freshFor, .seconds(fresh) > gap {
            gap = .seconds(fresh)
            reason = "the answer is fresh for \(gap.short)"
        }
        if gap > settings.maximum { reason += ", but max_interval is \(settings.maximum.short)" }
        return (clamped(gap), reason)
    }

    private func clamped(_ gap: Duration) -> Duration { min(max(gap, settings.minimum), settings.maximum) }

    /// Up to a tenth later, never sooner.
    private func spread(_ gap: Duration, _ jitter: Double) -> Duration {
        gap + .milliseconds(Int64(Double(gap.milliseconds) * 0.1 * min(max(jitter, 0), 1)))
    }

    /// Moves a poll out of the hours and days in which the feed asks not to be polled (RSS 2.0 skipHours, skipDays), as far
    /// as `max_interval` allows.
    private func avoidingSkips(_ decision: Decision, _ hints: PollingHints, _ jitter: Double) -> Decision {
        let first = decision.at.milliseconds / 3_600_000
        let isSkipped = { (hour: Int64) in
            hints.skipHours.contains(Int(hour % 24)) || hints.skipDays.contains(Int((hour / 24 + 4) % 7))
        }
        guard isSkipped(first) else { return decision }
        let hour = (first...first + 7 * 24).first { !isSkipped($0) } ?? first + 7 * 24
        // Not all at the stroke of the hour.
        let moved = Moment(milliseconds: hour * 3_600_000) + spread(.seconds(3600), jitter) - .seconds(3600)
        return Decision(
            at: min(moved, decision.at + settings.maximum), reason: decision.reason + ", later for its skipHours or skipDays")
    }
}

extension Moment {
    /// Year, month and day in UTC.
    fileprivate var day: Substring { rfc3339.prefix(10) }
}

extension Duration {
    /// "45s", "15m", "2h 5m", "3d".
    public var short: String {
        let seconds = max(0, components.seconds)
        return switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3600: "\(seconds / 60)m" + (seconds % 60 == 0 ? "" : " \(seconds % 60)s")
        case ..<86_400: "\(seconds / 3600)h" + (seconds % 3600 < 60 ? "" : " \(seconds % 3600 / 60)m")
        default: "\(seconds / 86_400)d" + (seconds % 86_400 < 3600 ? "" : " \(seconds % 86_400 / 3600)h")
        }
    }
}

extension Double {
    /// One digit behind the point.
    var short: String { "\((self * 10).rounded() / 10)" }
}
