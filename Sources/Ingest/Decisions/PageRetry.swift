import Records

/// Decides what becomes of an item whose page could not be had.
public enum PageRetry {
    public enum Decision: Sendable, Hashable {
        /// Ask again then.
        case again(Moment)
        /// Write the record from the feed's own content.
        case giveUp
    }

    /// - Parameters:
    ///   - attempts: how often the page has been tried, this time counted.
    ///   - firstTry: when it was first tried.
    ///   - retryFor: how long it may be tried.
    ///   - retryAfter: what the publisher asked for.
    public static func decide(attempts: Int, firstTry: Moment, retryFor: Duration, retryAfter: Duration?, now: Moment) -> Decision {
        let gap = min(Duration.seconds(30) * (1 << min(max(attempts - 1, 0), 10)), .seconds(4 * 3600))
        let at = now + max(gap, retryAfter ?? .zero)
        return at - firstTry > retryFor ? .giveUp : .again(at)
    }
}
