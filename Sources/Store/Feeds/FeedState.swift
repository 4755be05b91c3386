import Records

/// What is known of a feed between two polls.
public struct FeedState: Sendable, Hashable {
    /// How a feed is doing.
    public enum Health: String, Sendable {
        /// Not polled yet.
        case new
        /// The last poll brought a feed, or word that it has not changed.
        case ok
        /// The last poll failed; it is tried again.
        case failing
        /// The publisher says it is gone for good (410); asked again once in a long while.
        case gone
    }

    /// What makes a request conditional (RFC 9110 section 13): both from one response.
    public struct Validators: Sendable, Hashable {
        public var etag: String?
        public var lastModified: String?

        public init(etag: String?, lastModified: String?) {
            self.etag = etag
            self.lastModified = lastModified
        }
    }

    /// What is known of one of the sitemaps that an index names.
    public struct Sitemap: Sendable, Hashable {
        public var url: String
        /// When it last changed, by the index.
        public var modified: Moment?
        public var validators: Validators?

        public init(url: String, modified: Moment?, validators: Validators?) {
            self.url = url
            self.modified = modified
            self.validators = validators
        }
    }

    /// A permanent redirect that has been seen, and how often in a row.
    public struct Move: Sendable, Hashable {
        public var to: String
        public var times: Int

        public init(to: String, times: Int) {
            self.to = to
            self.times = times
        }
    }

    /// Something about a feed that people will want to have been told of.
    public struct Event: Sendable, Hashable {
        public enum Kind: String, Sendable {
            /// The feed is asked for at another address from now on, by a permanent redirect that has held.
            case moved
            /// Its new address failed: it is asked for at its configured address again.
            case movedBack = "moved_back"
            /// It was answered with 410.
            case gone
            /// It began to fail.
            case failing
            /// It works again after it was gone or had failed.
            case back
            /// It has been failing for so long that it is asked for less than once a day.
            case slowed
            /// Its server said "not modified" of a feed that was.
            case stuck = "stuck_validators"
            /// What was kept of it or of one of its items could not be read: the disk has changed it.
            case damaged
        }

        public var at: Moment
        public var kind: Kind
        /// An address, or what was wrong.
        public var detail: String?

        public init(at: Moment, kind: Kind, detail: String? = nil) {
            self.at = at
            self.kind = kind
            self.detail = detail
        }
    }

    /// How the rate of news is learned: how many items had been found when the running period began.
    public struct Period: Sendable, Hashable {
        public var since: Moment
        public var items: Int

        public init(since: Moment, items: Int) {
            self.since = since
            self.items = items
        }
    }

    public var health: Health = .new
    public var title: String?
    public var format: String?
    /// The site that the feed belongs to.
    public var homePage: String?
    /// Where the feed is asked for now, if it has moved for good.
    public var address: String?
    public var move: Move?
    public var validators: Validators?
    /// The SHA-256 of the last body, in hexadecimal.
    public var bodyHash: String?
    /// The sitemaps that were last read, where the feed is an index of such.
    public var sitemaps: [Sitemap] = []
    /// The limits that the last document went beyond, in words.
    public var exceeded: [String] = []
    public var lastPoll: Moment?
    /// The last poll that brought a feed or a 304.
    public var lastSuccess: Moment?
    /// The last poll that brought a body.
    public var lastBody: Moment?
    /// When the feed was last asked for without validators.
    public var lastUnconditional: Moment?
    /// How many answers without news have come in a row.
    public var unchangedAnswers = 0
    /// How often the server has said "not modified" of a feed that was.
    public var lies = 0
    /// Failed polls in a row.
    public var failures = 0
    /// When the failures began.
    public var failingSince: Moment?
    /// When the publisher first said that the feed is gone.
    public var goneSince: Moment?
    /// The publisher asked not to come back before then; single runs obey it too.
    public var notBefore: Moment?
    public var lastError: String?
    /// The HTTP status of the last answer.
    public var lastStatus: Int?
    /// Items found so far.
    public var items = 0
    /// When new items were last found.
    public var lastNew: Moment?
    /// A running mean of new items a day.
    public var itemsPerDay: Double?
    public var period: Period?
    /// What the feed itself says of when to poll.
    public var hints = PollingHints()
    /// Why the next poll is when it is, for people.
    public var reason: String?
    /// What has happened to it, the latest last.
    public private(set) var history: [Event] = []

    public init() {}

    /// What stands in for a state that cannot be read.
    static var begunAnew: FeedState {
        var state = FeedState()
        state.note(.damaged, at: Moment(milliseconds: 0), "what was known of the feed could not be read and is begun anew")
        return state
    }

    /// Brings back what was noted under a clock that ran ahead.
    mutating func acceptClock(at now: Moment) {
        // What the publisher has asked for lasts as long as it would have, which is a week at the most.
        let ahead = lastPoll.map { max(.zero, $0 - now) } ?? .zero
        notBefore = notBefore.map { min($0 - ahead, now + .seconds(7 * 86_400)) }
        let past: [WritableKeyPath<FeedState, Moment?>] = [
            \.lastPoll, \.lastSuccess, \.lastBody, \.lastUnconditional, \.failingSince, \.goneSince, \.lastNew,
        ]
        for moment in past { self[keyPath: moment] = self[keyPath: moment].map { min($0, now) } }
        if let since = period?.since { period?.since = min(since, now) }
        for event in history.indices { history[event].at = min(history[event].at, now) }
    }

    /// Forgets what the feed's document was, so that the next poll reads it whether it has changed or not.
    mutating func forgetDocument() {
        validators = nil
        bodyHash = nil
        sitemaps = []
    }

    /// How many events are kept.
    static let mostEvents = 20

    /// Adds an event to the history, from which the oldest fall out.
    public mutating func note(_ kind: Event.Kind, at now: Moment, _ detail: String? = nil) {
        note(Event(at: now, kind: kind, detail: detail))
    }

    mutating func note(_ event: Event) {
        history.append(event)
        history.removeFirst(max(0, history.count - Self.mostEvents))
    }
}

/// What a feed and its last answer say of when to ask again.
public struct PollingHints: Sendable, Hashable {
    /// How long the last answer may be kept (Cache-Control, Expires), in seconds.
    public var freshFor: Int?
    /// RSS `ttl` or the period of `sy:update…`, in seconds.
    public var period: Int?
    /// RSS `skipHours`: hours of the day in UTC, 0 to 23.
    public var skipHours: [Int] = []
    /// RSS `skipDays`: 0 is Sunday.
    public var skipDays: [Int] = []

    public init() {}
}

/// A feed in the store.
public struct StoredFeed: Sendable, Hashable {
    public var id: Int64
    /// The address as it is configured: what names the feed in records.
    public var url: String
    public var nextPoll: Moment
    public var state: FeedState

    public init(id: Int64, url: String, nextPoll: Moment, state: FeedState) {
        self.id = id
        self.url = url
        self.nextPoll = nextPoll
        self.state = state
    }
}
