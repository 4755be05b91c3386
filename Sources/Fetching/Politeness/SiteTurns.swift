/// What is known of one site's turns, and the decision whether the next request may start. Pure: times come from outside, counted from any
/// one point.
public struct SiteTurns: Sendable, Hashable {
    public enum Decision: Sendable, Hashable {
        case start
        /// Not before that time.
        case wait(until: Duration)
        /// When one of those under way has ended.
        case waitForAnother
    }

    /// Requests under way.
    public private(set) var active = 0
    /// When the last one started.
    public private(set) var lastStart: Duration?
    /// The site asked to be left alone until then.
    public private(set) var heldUntil: Duration?
    /// The longest delay lately asked for: decides when the site may be forgotten.
    private var lastDelay = Duration.zero

    public init() {}

    /// Whether a request may start now.
    public func decide(_ limits: SiteLimits, now: Duration) -> Decision {
        if active >= limits.perSite { return .waitForAnother }
        let earliest = max(lastStart.map { $0 + limits.delay } ?? .zero, heldUntil ?? .zero)
        return earliest <= now ? .start : .wait(until: earliest)
    }

    /// Notes that a request has started.
    public mutating func started(_ limits: SiteLimits, now: Duration) {
        active += 1
        lastStart = now
        lastDelay = limits.delay
    }

    /// Takes it that somebody else's request has started at that time.
    mutating func assume(lastStart: Duration) { self.lastStart = max(self.lastStart ?? lastStart, lastStart) }

    /// Notes that a request has ended.
    public mutating func ended() {
        active = max(0, active - 1)
    }

    /// Holds the site back; a hold is only ever lengthened.
    public mutating func hold(until time: Duration) {
        heldUntil = max(heldUntil ?? time, time)
    }

    /// Whether a site in this state behaves as one that was never asked.
    public func isForgettable(now: Duration) -> Bool {
        active == 0 && (lastStart.map { $0 + lastDelay } ?? .zero) <= now && (heldUntil ?? .zero) <= now
    }
}
