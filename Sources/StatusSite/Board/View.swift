import Ingest
import Records
import Store

/// All that pages and metrics show, at one moment.
struct View: Sendable {
    /// When state and records were read.
    var now = Moment(milliseconds: 0)
    var activity: Telemetry.Snapshot
    var instance: String
    var backlog = Backlog()
    /// By address.
    var feeds: [FeedEntry] = []
    /// New items by feed and hour.
    var found: [Int64: HourlyCounts] = [:]
    /// The title of the latest item by feed.
    var latest: [Int64: String] = [:]
    /// The latest, the oldest first.
    var quotations: [Quotation] = []
    var articles = HourlyCounts()
    var spoken = HourlyCounts()
    var lastRecord: Moment?
    var disk = Disk()
    /// `nil` on a single machine.
    var fleet: FleetView?
    /// Why something could not be read.
    var trouble: String?
    /// Goes up when anything has changed.
    var version = 0

    init(activity: Telemetry.Snapshot, instance: String) {
        self.activity = activity
        self.instance = instance
    }

    func count(_ health: FeedState.Health) -> Int { feeds.count { $0.feed.state.health == health } }

    /// How many new items a feed has brought in 24 hours.
    func newInDay(_ feed: Int64) -> Int { found[feed]?.sum(ofLatest: 24, now: now) ?? 0 }

    /// Feeds whose poll is overdue by more than a minute.
    var overdue: Int { feeds.count { now - $0.feed.nextPoll > .seconds(60) } }

    /// What a change of the pages shows in.
    var mark: [Int] {
        let counts = activity.counts
        return [
            counts.polls, counts.records, counts.pagesFailed, counts.pageRetries, feeds.count, backlog.due, backlog.waiting, backlog.outbox,
            Int(lastRecord?.milliseconds ?? 0), quotations.count, activity.feedsInFlight, activity.pagesInFlight,
            activity.writingFailure == nil ? 0 : 1, activity.networkDownSince == nil ? 0 : 1, trouble == nil ? 0 : 1, fleet?.hashValue ?? 0,
        ]
    }
}
