/// What an attempt at a site's robots.txt means, and for how long (RFC 9309 §2.3.1). Pure.
struct RobotsPolicy: Sendable, Hashable {
    /// How an attempt ended.
    enum Outcome: Sendable, Hashable {
        case answer(status: Int, body: [UInt8])
        /// More redirects than are followed, or one to where we don't go.
        case lostInRedirects
        /// No whole answer: no host, no connection, time out.
        case unreachable(reason: String)
    }

    var rules: RobotsRules
    /// How long the rules hold before the file is asked for again.
    var keep: Duration
    /// Attempts in a row that brought nothing.
    var failures: Int
    /// Whether the rules were read from a file, so that they outlive a later failure.
    var isRead: Bool
    /// Why the file could not be had, where it could not.
    var trouble: String?

    /// - Parameters:
    ///   - outcome: how the latest attempt ended.
    ///   - previous: what held before it.
    static func decide(_ outcome: Outcome, previous: RobotsPolicy?) -> RobotsPolicy {
        let day = Duration.seconds(24 * 3600)
        switch outcome {
        case .answer(let status, let body) where (200..<300).contains(status):
            return RobotsPolicy(rules: RobotsRules(parsing: body), keep: day, failures: 0, isRead: true)
        case .answer(let status, _) where status >= 500 || status == 429:
            // "Too many requests" is no word on what may be fetched, so it is taken as a server in trouble.
            return failed(previous, "status \(status)")
        case .unreachable(let reason):
            return failed(previous, reason)
        case .answer, .lostInRedirects:
            return RobotsPolicy(rules: .allowAll, keep: day, failures: 0, isRead: false)
        }
    }

    /// Complete disallow (§2.3.1.4), unless there is an older copy (§2.4); asked again after 5 minutes, then 10, 20, up to 2 hours.
    private static func failed(_ previous: RobotsPolicy?, _ trouble: String) -> RobotsPolicy {
        let failures = min((previous?.failures ?? 0) + 1, 100)
        let minutes = min(5 << min(failures - 1, 8), 120)
        let isRead = previous?.isRead == true
        return RobotsPolicy(
            rules: isRead ? previous?.rules ?? .disallowAll : .disallowAll, keep: .seconds(minutes * 60), failures: failures,
            isRead: isRead,
            trouble: trouble)
    }
}
