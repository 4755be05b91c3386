import Records
import Store

/// What a terminal shows of the daemon besides its counts.
public struct Outlook: Sendable {
    /// How many feeds there are of each health.
    public var feeds: [FeedState.Health: Int] = [:]
    /// How many of them should be polled by now, and when the next one is due.
    public var due = 0
    public var nextPoll: Moment?
    public var backlog = Backlog()
    /// What was said last.
    public var latest: Saying?
    /// Why something could not be read.
    public var trouble: String?

    /// One quotation.
    public struct Saying: Sendable, Hashable {
        public var text: String
        public var isDirect: Bool
        /// `nil` where nobody is named.
        public var speaker: String?
        public var source: String

        public init(text: String, isDirect: Bool, speaker: String?, source: String) {
            (self.text, self.isDirect, self.speaker, self.source) = (text, isDirect, speaker, source)
        }
    }

    public init() {}

    /// What is said while no site can be reached.
    public static func networkTrouble(since: Moment, now: Moment) -> String {
        "no site can be reached for \(Times.span(now - since)): this machine's own network seems to be down"
    }

    init(_ view: View, at now: Moment) {
        feeds = view.feeds.reduce(into: [:]) { $0[$1.feed.state.health, default: 0] += 1 }
        let polls = view.feeds.map(\.feed.nextPoll)
        due = polls.count { $0 <= now }
        nextPoll = polls.filter { $0 > now }.min()
        backlog = view.backlog
        // What somebody has said tells more than what nobody has.
        let last = view.quotations.last { $0.speaker != nil } ?? view.quotations.last
        latest = last.map { Saying(text: $0.text, isDirect: $0.isDirect, speaker: $0.speaker, source: $0.source) }
        trouble = view.trouble
    }
}

extension Board {
    /// What is known, no older than asked for.
    public func outlook(notOlderThan age: Duration) async -> Outlook {
        let view = await view(notOlderThan: age)
        return Outlook(view, at: .now)
    }
}
