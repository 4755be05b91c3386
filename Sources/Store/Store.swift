import Records

/// What is known of feeds and items, and what still has to be written.
///
/// Three transactions carry each item from its feed to the output, and nothing is lost or doubled whichever of them a crash
/// falls between:
///
/// - ``claim(_:)``: the feed's validators and state, and its new items as pending. A 304 after a crash loses nothing.
/// - ``complete(_:at:limits:)``: an item is done, and its record's exact bytes with their place wait in the outbox.
/// - ``clear(through:)``: those bytes are on disk.
///
/// Every error thrown means that nothing of the call was kept.
public protocol Store: Sendable {
    // MARK: Feeds

    /// Makes the list of feeds that are polled; what is known of a feed that is left out is kept for when it comes back.
    func subscribe(to feeds: [Subscription], at now: Moment) async throws
    /// All feeds of the list, by address.
    func feeds() async throws -> [StoredFeed]
    /// The feeds whose time has come, the longest overdue first.
    ///
    /// - Parameters:
    ///   - perSite: how many of one site, those of `busy` counted.
    ///   - busy: feeds that are being polled; they are not among the answers.
    func dueFeeds(at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>) async throws -> [StoredFeed]
    /// When the next feed that is not due yet will be.
    func nextPoll(after now: Moment) async throws -> Moment?
    /// Stores a feed after a poll that brought no items.
    func update(_ feed: StoredFeed) async throws
    /// One feed, polled or not.
    func feed(_ id: Int64) async throws -> StoredFeed?
    /// All feeds of the list, those of one site apart from one another: the first of each site, then the second of each.
    func feedsInTurns() async throws -> [Int64]
    /// Makes feeds due now that were to be polled later.
    func hasten(_ feeds: Set<Int64>, at now: Moment) async throws

    // MARK: Sites

    /// Sites that have asked to be left alone, until when.
    func holds(at now: Moment) async throws -> [String: Moment]
    /// Notes that sites have asked to be left alone.
    func hold(_ sites: [String: Moment], at now: Moment) async throws

    // MARK: Subscriptions at hubs

    /// All subscriptions.
    func pushes() async throws -> [PushSubscription]
    /// The subscriptions of these feeds.
    func pushes(of feeds: [Int64]) async throws -> [PushSubscription]
    /// The subscriptions whose hub is to be asked something now.
    func duePushes(at now: Moment, limit: Int) async throws -> [PushSubscription]
    func push(feed: Int64) async throws -> PushSubscription?
    func push(token: String) async throws -> PushSubscription?
    /// Changes a feed's subscription in one transaction, or makes it, or (`nil` left behind) deletes it.
    ///
    /// - Returns: what is there now.
    @discardableResult
    func changePush(
        of feed: Int64, _ change: @escaping @Sendable (inout PushSubscription?) -> Void
    ) async throws -> PushSubscription?

    // MARK: Items

    /// Stores a feed after a poll together with what is new or changed in it.
    func claim(_ claim: Claim) async throws -> ClaimResult
    /// Items whose record is to be made now: for each site the ones that wait longest.
    func pendingItems(_ question: PendingQuestion, at now: Moment) async throws -> [PendingReference]
    /// A pending item in full, or `nil` where it is pending no more.
    func pendingItem(_ id: Int64) async throws -> PendingItem?
    /// When the first of the items that are not due yet will be.
    func nextTry(after now: Moment) async throws -> Moment?
    /// How many items wait, and when the first of those that are not due yet will be.
    func backlog(at now: Moment) async throws -> Backlog
    /// Stores what became of some pending items; their records are placed in the order of `completions`.
    func complete(_ completions: [Completion], at now: Moment, limits: SegmentLimits) async throws
    /// Forgets items that no feed has shown for that long, and feeds that have not been polled for that long.
    func forget(unseenFor age: Duration, at now: Moment) async throws -> Int

    // MARK: Delivery

    /// The first steps that are not known to be done, in order, of up to about `bytes` bytes.
    func outbox(bytes: Int) async throws -> [OutboxStep]
    /// Marks the steps up to that one as done.
    func clear(through step: Int64) async throws
    /// Finishes the growing segment where its age asks for it.
    func finishSegment(at now: Moment, limits: SegmentLimits) async throws

    /// What the store is called in messages: its file.
    var name: String { get }

    /// Whether requests for a feed or its items may begin now: in a fleet, whether the feed is still this worker's.
    func mayAsk(for feed: Int64) -> Bool

    /// Told when the daemon begins to stop: what has begun is still written, and nothing new is taken up.
    func leave()
    /// Whether others have feeds of the same list: what is not known here may be known to them.
    var isShared: Bool { get }
    /// Feeds for people to look at: at least so many, where there are, and in a fleet not many more.
    func feeds(atLeast count: Int) async throws -> [StoredFeed]
    /// Makes feeds that are failing due now, or when their publisher lets them be asked.
    func hastenFailing(except busy: Set<Int64>, at now: Moment) async throws
    /// The tags of a feed, where the store and not the configuration has the list of feeds.
    func tags(of url: String) -> [String]?

    /// Ends the use of the store, in good order; without it nothing is lost.
    func close() async

    // MARK: Trouble

    /// Brings back what a wall clock that ran ahead has put into the future; to be called whenever it was set back by more than an hour.
    ///
    /// A store does it by itself when it is opened. Doing it again, or without need, changes nothing.
    func acceptClock(at now: Moment) async throws
    /// Whether an error means that the state is damaged: going on would make it worse, starting again repairs it.
    func isDamage(_ error: any Error) -> Bool
}

extension Store {
    public func mayAsk(for feed: Int64) -> Bool { true }
    public func leave() {}
    public var isShared: Bool { false }
    public func feeds(atLeast count: Int) async throws -> [StoredFeed] { try await feeds() }
    public func pushes(of feeds: [Int64]) async throws -> [PushSubscription] {
        let wanted = Set(feeds)
        return try await pushes().filter { wanted.contains($0.feed) }
    }
    public func tags(of url: String) -> [String]? { nil }
}

/// A feed of the list that is polled.
public struct Subscription: Sendable, Hashable {
    public var url: String
    /// The key of its site, by which requests are spaced.
    public var site: String

    public init(url: String, site: String) {
        self.url = url
        self.site = site
    }
}

/// What a poll found, to be stored as one.
public struct Claim: Sendable {
    /// The feed with its state after the poll.
    public var feed: StoredFeed
    public var items: [FoundItem]
    public var now: Moment
    /// Items older than this are noted without a record; `nil` for no bound. Given on a feed's first poll, and for sitemaps, of which an old one
    /// may come into view at any time.
    public var oldest: Moment?
    /// The normalised address of the feed's site.
    public var homePage: String?

    public init(feed: StoredFeed, items: [FoundItem], now: Moment, oldest: Moment?, homePage: String?) {
        self.feed = feed
        self.items = items
        self.now = now
        self.oldest = oldest
        self.homePage = homePage
    }
}

/// What became of a claim.
public struct ClaimResult: Sendable, Hashable {
    /// Items to be written for the first time.
    public var new = 0
    /// Known items whose content in the feed has changed.
    public var changed = 0
    /// Items too old to be written.
    public var noted = 0
    /// Whether it was stored: in a fleet the feed may be another worker's by then.
    public var isKept = true

    public init() {}
}

/// An item whose record is to be made.
public struct PendingItem: Sendable, Hashable {
    public var id: Int64
    public var recordID: String
    /// The feed it was found in.
    public var feed: StoredFeed
    public var item: FoundItem
    public var event: Record.Event
    /// The revision that its record will have.
    public var revision: Int
    public var seenAt: Moment
    /// How often its page has been tried in vain.
    public var attempts: Int
    /// When its page was first tried.
    public var firstTry: Moment?
    /// What its last record was made of; `nil` where it has none.
    public var content: WrittenContent?
    /// The validators of the page that its last record was made of.
    public var page = FeedState.Validators(etag: nil, lastModified: nil)
}

/// What became of a pending item.
public enum Completion: Sendable {
    /// Its record, and what that was made of; `page` holds the validators of its page.
    case record(item: Int64, EncodedRecord, content: WrittenContent, page: FeedState.Validators? = nil)
    /// The content is that of the last record; `page` holds the validators of the page that says so.
    case unchanged(item: Int64, page: FeedState.Validators? = nil)
    /// Its page could not be had and is to be tried again.
    case retry(item: Int64, at: Moment, error: String)

    /// The record, where there is one.
    public var encodedRecord: EncodedRecord? { if case .record(_, let record, _, _) = self { record } else { nil } }
}

/// How much work waits.
public struct Backlog: Sendable, Hashable {
    /// A feed with more items than this that can be worked on now is crowding.
    public static let crowd = 500

    /// Items that can be worked on now.
    public var due = 0
    /// Items that wait for another try.
    public var waiting = 0
    /// When the first of the waiting ones is due.
    public var nextTry: Moment?
    /// Steps in the outbox.
    public var outbox = 0
    /// The feeds that are crowding, with how many of their items can be worked on now.
    public var crowding: [Int64: Int] = [:]

    public init(due: Int = 0, waiting: Int = 0, nextTry: Moment? = nil, outbox: Int = 0) {
        self.due = due
        self.waiting = waiting
        self.nextTry = nextTry
        self.outbox = outbox
    }
}

/// A delivery step with its number in the outbox.
public struct OutboxStep: Sendable, Hashable {
    public var number: Int64
    public var step: DeliveryStep

    public init(number: Int64, step: DeliveryStep) {
        self.number = number
        self.step = step
    }
}
