import Records
import Synchronization

/// What the daemon is doing and has done: read by the status page, the metrics and the terminal.
public final class Telemetry: Sendable {
    /// Counts since the start.
    public struct Counts: Sendable, Hashable {
        public var polls = 0
        public var pollsUnchanged = 0
        public var pollsFailed = 0
        /// Content that hubs have pushed, and what came without the right signature.
        public var pushes = 0
        public var pushesRefused = 0
        public var itemsNew = 0
        public var itemsChanged = 0
        public var itemsNoted = 0
        public var pages = 0
        /// Pages looked at again that had not changed by their server's word.
        public var pagesUnchanged = 0
        public var pagesFailed = 0
        public var pagesRefused = 0
        public var pageRetries = 0
        public var bytesFetched = 0
        public var records = 0
        public var updates = 0
        public var quotations = 0
        public var quotationsAttributed = 0
        public var delivered = 0

        public init() {}
    }

    /// How far a single run has come.
    public struct Course: Sendable, Hashable {
        /// How many feeds there are to poll, and how many are done with, waits for them included.
        public var feeds: Int
        public var feedsEnded = 0
        /// How many items an earlier run has left, and how many are done with, those of this run included.
        public var itemsLeft: Int
        public var itemsEnded = 0

        public init(feeds: Int, itemsLeft: Int) {
            self.feeds = feeds
            self.itemsLeft = itemsLeft
        }
    }

    /// The loops that go on for as long as the daemon does.
    enum Loop: Sendable, Hashable, CaseIterable { case feeds, pages }

    /// All of it at one moment.
    public struct Snapshot: Sendable, Hashable {
        public var counts = Counts()
        /// `nil` in a daemon, whose work has no end.
        public var course: Course?
        public var feedsInFlight = 0
        public var pagesInFlight = 0
        /// What cannot be written just now, with the reason, by purpose.
        var failures: [String: String] = [:]
        /// Why nothing can be written, while that is so.
        public var writingFailure: String? { failures.sorted { $0.key < $1.key }.first?.value }
        /// Whether the disk is nearly full.
        public var lacksRoom = false
        /// Since when no site can be reached, while that is so: this machine's own network is down.
        public var networkDownSince: Moment?
        public var isStopping = false
        /// Why the daemon has to end, where it has to: a new start can mend it.
        public var fatal: String?
        /// When each of the work loops last came round.
        var rounds: [Loop: Moment] = [:]
        /// When the one that has not come round for longest last did: at least twice a minute, unless it hangs.
        public var lastRound: Moment { rounds.values.min() ?? startedAt }
        public var startedAt: Moment

        /// Of a daemon that has just begun.
        public init(startedAt: Moment) {
            self.startedAt = startedAt
        }

        /// Whether the work loops hang.
        public func hangs(at now: Moment) -> Bool { now - lastRound > .seconds(120) }
    }

    private let state: Mutex<Snapshot>

    public init(startedAt: Moment = .now) {
        state = Mutex(Snapshot(startedAt: startedAt))
    }

    public var snapshot: Snapshot { state.withLock { $0 } }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    func stopping() { state.withLock { $0.isStopping = true } }

    func fail(_ reason: String) {
        state.withLock { state in
            state.fatal = state.fatal ?? reason
            state.isStopping = true
        }
    }

    func count(_ change: (inout Counts) -> Void) { state.withLock { change(&$0.counts) } }

    func begin(_ course: Course) { state.withLock { $0.course = course } }

    func feedEnded() { state.withLock { $0.course?.feedsEnded += 1 } }

    func itemEnded() { state.withLock { $0.course?.itemsEnded += 1 } }

    func inFlight(feeds: Int) { state.withLock { $0.feedsInFlight = feeds } }

    func inFlight(pages: Int) { state.withLock { $0.pagesInFlight = pages } }

    func round(of loop: Loop, at now: Moment) { state.withLock { $0.rounds[loop] = now } }

    func delivered(_ steps: Int) { count { $0.delivered += steps } }

    func network(downSince moment: Moment?) { state.withLock { $0.networkDownSince = moment } }

    func lacksRoom(_ lacks: Bool) { state.withLock { $0.lacksRoom = lacks } }

    /// Notes that something could not be written, or (`nil`) that it could.
    func writing(_ purpose: String, failure: String?) { state.withLock { $0.failures[purpose] = failure } }

    var writingFailure: String? { snapshot.writingFailure }
}
