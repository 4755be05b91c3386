import Records

/// A feed's subscription at its hub (W3C Recommendation WebSub).
public struct PushSubscription: Sendable, Hashable {
    /// Where the subscription stands.
    public enum Standing: String, Sendable, CaseIterable {
        /// The hub is to be asked.
        case wanted
        /// The hub has been asked and has not come back to verify it.
        case asked
        /// The hub has verified it: content comes by itself until ``PushSubscription/until``.
        case active
        /// The hub has said no; it is asked again after a while.
        case denied
        /// The feed is polled no more: the hub is to be told.
        case ending
    }

    public var feed: Int64
    /// What the callback address ends in: known to the hub only.
    public var token: String
    /// What the hub signs with.
    public var secret: String
    public var hub: String
    public var topic: String
    public var standing: Standing = .wanted
    /// When the hub's lease ends.
    public var until: Moment?
    /// When the hub is to be asked next, for what the standing says.
    public var nextTry: Moment
    /// How often it has been asked in vain.
    public var attempts = 0
    /// When content last came.
    public var lastPush: Moment?
    /// When a poll last found news that had not been pushed.
    public var lastMissed: Moment?
    public var lastError: String?

    public init(feed: Int64, token: String, secret: String, hub: String, topic: String, nextTry: Moment) {
        self.feed = feed
        self.token = token
        self.secret = secret
        self.hub = hub
        self.topic = topic
        self.nextTry = nextTry
    }

    /// Whether the hub is known to bring the news: it holds a lease, has pushed, and no poll since has found what it had not.
    public func brings(at now: Moment) -> Bool {
        guard standing == .active, let until, until > now, let lastPush else { return false }
        return lastMissed.map { $0 < lastPush } ?? true
    }
}
