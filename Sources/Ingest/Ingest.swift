import Configuration
import Fetching
import Logging
import Records
import ServiceLifecycle
import Store
import Synchronization

/// The daemon's work: polls feeds, makes records of what is new, and writes them.
///
/// Two loops share the work through the store, so that nothing waits in memory that a crash could lose: one polls the feeds
/// that are due and claims what is new in them, the other takes pending items and makes their records. Both are bounded by how
/// much they have in flight; what they finish goes through the ``Committer``.
public final class Ingest: Service, Sendable {
    /// How much may be in flight, those counted that wait for their turn at a site, and how long things may take.
    enum Bounds {
        static let feeds = 1024
        static let pages = 128
        /// How many feeds and how many pages of one site are taken up at once at the least; most of them wait for their turn.
        static let perSite = 4
        /// How many pages of one feed are taken up at once: its links may lead to servers that all take long to say nothing.
        static let perFeed = 16
        /// Items that are done and wait for their commit, those at work counted.
        static let uncommitted = 512
        /// No feed is polled while more items than this wait for their pages, those of crowding feeds apart.
        static let backlog = 100_000
        /// How long work in flight may go on when the daemon stops.
        static let grace: Duration = .seconds(8)
        /// How long a single run goes on for pages that have to be tried again.
        static let patience: Duration = .seconds(60)
        /// How much a loop rests between two rounds: what has ended meanwhile is made up for in one.
        static let rest: Duration = .milliseconds(20)
        /// How long a look at the backlog is good for.
        static let backlogFreshness: Duration = .seconds(1)
        /// A fleet's worker may have millions of feeds, and shows these.
        static let shownFeeds = 10_000
        /// The longest sleep of a loop that has nothing to do.
        static let sleep: Duration = .seconds(30)
    }

    let store: any Store
    let client: PoliteClient
    let committer: Committer
    let upkeep: Upkeep
    let log: Logger
    public let telemetry: Telemetry
    let settings: Mutex<ActiveSettings>

    let feedsInFlight = InFlight<Int64>()
    /// Items that are worked on or wait for their commit.
    let pagesInFlight = InFlight<PendingReference>()
    /// Those of them that are still worked on: what the bounds for pages count.
    let pagesAtWork = InFlight<PendingReference>()
    let feedsWake = Wakeup()
    let pagesWake = Wakeup()
    /// When a poll last began.
    let lastPoll = Mutex(ContinuousClock.now)
    /// When the polls of a single run were done.
    let pollsAreDone = Mutex<ContinuousClock.Instant?>(nil)
    let workers = Workers()
    let outage: OutageWatch
    /// `nil` where no callback address is configured.
    let pushDesk: PushDesk?
    /// The last look at the backlog.
    let seenBacklog = Mutex<(backlog: Backlog, at: ContinuousClock.Instant)?>(nil)

    /// The configuration with its feeds by address.
    struct ActiveSettings {
        var settings: Settings
        var feeds: [String: FeedSettings]
        /// How many feeds and how many pages of one site are taken up at once.
        var perSite: Int

        init(_ settings: Settings) {
            self.settings = settings
            perSite = settings.feeds.reduce(max(Bounds.perSite, settings.fetch.perSite)) { max($0, $1.fetch.perSite) }
            feeds = Dictionary(settings.feeds.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
        }

        func feed(_ url: String) -> FeedSettings {
            feeds[url] ?? FeedSettings(url: url, poll: settings.poll, fetch: settings.fetch, origin: .init(file: ""))
        }
    }

    /// - Parameters:
    ///   - settings: the configuration; ``reload(_:)`` exchanges it.
    ///   - store: opened by the caller.
    ///   - output: the folder of the segments, which belongs to the daemon from now on.
    ///   - givesUpWriting: whether a disk that refuses a few times ends the run, as a single run wants it; a daemon waits.
    public init(
        settings: Settings, store: any Store, output: sending OutputFolder, client: PoliteClient, log: Logger, givesUpWriting: Bool = false
    ) {
        self.settings = Mutex(ActiveSettings(settings))
        self.store = store
        self.client = client
        self.log = log
        telemetry = Telemetry()
        outage = OutageWatch(log: log, telemetry: telemetry)
        pushDesk = settings.webSub.callback.map { PushDesk(callback: $0, store: store, client: client, log: log) }
        upkeep = Upkeep(log: log, telemetry: telemetry)
        committer = Committer(
            store: store, output: output, limits: settings.segments.limits, log: log, telemetry: telemetry,
            mostFailures: givesUpWriting ? 3 : nil,
            onFatal: { [telemetry, feedsWake, pagesWake] error in
                telemetry.fail("\(error)")
                feedsWake.signal()
                pagesWake.signal()
            })
    }

    // MARK: Running

    /// Runs until the service group asks for a graceful shutdown.
    ///
    /// - Throws: the store's error where the state is damaged.
    public func run() async throws {
        await withGracefulShutdownHandler {
            // Inside the handler, since a full disk may keep it here.
            var isReady = false
            while !isReady, !telemetry.isStopping, !Task.isCancelled {
                for loop in Telemetry.Loop.allCases { telemetry.round(of: loop, at: .now) }
                isReady = await tolerating(false) {
                    try await start()
                    return true
                }
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.feedLoop() }
                group.addTask { await self.pageLoop(isOnce: false) }
                group.addTask { await self.pushLoop() }
                // What a crash left between commit and disk.
                group.addTask { await self.committer.deliver() }
                group.addTask { await self.housekeeping() }
            }
        } onGracefulShutdown: {
            self.stop()
        }
        await committer.flush()
        await committer.deliver()
        await store.close()
        if let fatal = telemetry.snapshot.fatal { throw IngestError(description: fatal) }
        log.notice("stopped", metadata: ["records": "\(telemetry.snapshot.counts.records)"])
    }

    /// How a single run went.
    public struct Report: Sendable {
        public var counts: Telemetry.Counts
        public var feeds: Int
        /// Feeds that could not be read, with the reason.
        public var failures: [(feed: String, error: String)]
        public var backlog: Backlog
        /// Why something could not be written, where that is so.
        public var writingFailure: String?
    }

    /// Polls every feed once and finishes the work.
    ///
    /// A Retry-After of up to a minute is waited for; what has to wait longer stays for the next run. Where the disk is nearly full
    /// the run ends early.
    public func runOnce() async throws -> Report {
        try await start()
        await committer.deliver()
        await lookAfterRoom()
        let watching = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                await lookAfterRoom()
            }
        }
        defer { watching.cancel() }
        let feeds = try await store.feedsInTurns()
        telemetry.begin(Telemetry.Course(feeds: feeds.count, itemsLeft: try await store.backlog(at: .now).due))
        var failures: [(feed: String, error: String)] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.pageLoop(isOnce: true) }
            let polling = Task { try await self.pollAll(feeds) }
            let stopping = Task { [telemetry] in
                while !telemetry.isStopping { try await Task.sleep(for: .milliseconds(200)) }
                try await Task.sleep(for: Bounds.grace)
                polling.cancel()
            }
            defer { stopping.cancel() }
            do { failures = try await polling.value } catch {
                stop()
                throw error
            }
            pollsAreDone.withLock { $0 = ContinuousClock.now }
            pagesWake.signal()
            try await group.waitForAll()
        }
        await committer.flush()
        await committer.deliver()
        await committer.finishSegmentIfDue()
        await upkeep.tidy(settings.withLock { $0.settings }, wholly: true)
        await keepHolds()
        _ = try await store.forget(unseenFor: settings.withLock { $0.settings.remember }, at: .now)
        let snapshot = telemetry.snapshot
        let backlog = try await store.backlog(at: .now)
        await store.close()
        if let fatal = snapshot.fatal { throw IngestError(description: fatal) }
        return Report(
            counts: snapshot.counts, feeds: feeds.count, failures: failures.sorted { $0.feed < $1.feed }, backlog: backlog,
            writingFailure: snapshot.writingFailure)
    }

    /// Takes a new configuration; work in flight goes on as it was begun.
    public func reload(_ settings: Settings) async throws {
        try await subscribe(settings.feeds)
        self.settings.withLock { $0 = ActiveSettings(settings) }
        client.client.setGuard(AddressGuard(allowing: settings.allowNetworks))
        client.client.setUserAgent(Program.userAgent(contact: settings.contact))
        await committer.use(settings.segments.limits)
        // What was failing may have been mended by the very change.
        try await store.hastenFailing(except: feedsInFlight.all, at: .now)
        feedsWake.signal()
        log.notice("configuration reloaded", metadata: ["feeds": "\(settings.feeds.count)"])
    }

    /// What is going on.
    public func report() async throws -> StatusReport {
        let feeds = try await store.feeds(atLeast: Bounds.shownFeeds)
        return StatusReport(
            now: .now, activity: telemetry.snapshot, backlog: try await store.backlog(at: .now), feeds: feeds,
            pushes: try await store.pushes(of: feeds.map(\.id)), tags: tags(of: feeds.map(\.url)))
    }

    /// Begins to stop: nothing new is begun, and who waits for a turn at a site waits no longer.
    public func stop() {
        telemetry.stopping()
        store.leave()
        client.gate.reconsider()
        feedsWake.signal()
        pagesWake.signal()
    }

    func start() async throws {
        try await subscribe(settings.withLock { $0.settings.feeds })
        let now = Moment.now
        for (site, until) in try await store.holds(at: now) { client.gate.hold(site, for: until - now) }
    }

    func subscribe(_ feeds: [FeedSettings]) async throws {
        let subscriptions = feeds.map { Subscription(url: $0.url, site: Site.key(of: $0.url)) }
        let sites = Set(subscriptions.lazy.map(\.site)).count
        // A fleet's list of feeds is not in the configuration.
        outage.begin(sites: self.settings.withLock { $0.settings.cluster.isOn } ? Outage.sites : sites)
        try await store.subscribe(to: subscriptions, at: .now)
    }

    /// The tags of those feeds that have some, by address.
    public func tags(of urls: [String]) -> [String: [String]] {
        let configured = settings.withLock { $0.feeds }
        return urls.reduce(into: [:]) { tags, url in
            // A fleet's stand beside the feed in the list of the cluster.
            guard let own = store.tags(of: url) ?? configured[url]?.tags, !own.isEmpty else { return }
            tags[url] = own
        }
    }

    func feedSettings(_ url: String) -> FeedSettings {
        var settings = settings.withLock { $0.feed(url) }
        if let tags = store.tags(of: url) { settings.tags = tags }
        return settings
    }

    /// Takes over sites that have asked to be left alone, and looks for work that was not there before: in a fleet, after feeds have
    /// come from another worker.
    public func takeOver(_ holds: [String: Moment], at now: Moment = .now) {
        for (site, until) in holds { client.gate.hold(site, for: until - now) }
        feedsWake.signal()
        pagesWake.signal()
    }

    /// In a fleet, before shards go to another worker: turns at sites that are not this worker's any more are waited for no longer.
    public func reconsiderTurns() { client.gate.reconsider() }

    /// In a fleet: says when another worker may have asked a site last.
    public func assume(lastAsked: @escaping @Sendable (String) -> ContinuousClock.Instant?) { client.gate.assume(lastAsked) }

    /// The feeds and items that are at work, by their identifiers in the store.
    public var atWork: Set<Int64> { feedsInFlight.all.union(pagesInFlight.all.map(\.id)) }

    // MARK: Parts

    /// Waits until nothing is in flight, as long as a stopping daemon may.
    func drain<Element>(_ inFlight: InFlight<Element>, _ wake: Wakeup) async {
        let end = ContinuousClock.now + Bounds.grace
        while inFlight.count > 0, ContinuousClock.now < end { await wake.wait(atMost: .milliseconds(100)) }
    }

    /// Ends the daemon over what a new start can mend.
    ///
    /// No task of a loop throws: a group that one has thrown in cancels all its others, those that are still to come included, and the loop
    /// would go on beginning work that is cancelled at once.
    func fail(_ error: any Error) {
        telemetry.fail("\(error)")
        feedsWake.signal()
        pagesWake.signal()
    }

    /// Tries something with the store once; trouble that may pass (a full disk, a locked database) gives the stand-in, after a
    /// moment, and so does damage, which ends the daemon.
    func tolerating<Value: Sendable>(_ standIn: Value, _ body: () async throws -> Value) async -> Value {
        let purpose = "use \(store.name)"
        do {
            let value = try await body()
            telemetry.writing(purpose, failure: nil)
            return value
        } catch is CancellationError {
            return standIn
        } catch {
            if store.isDamage(error) {
                fail(error)
                return standIn
            }
            telemetry.writing(purpose, failure: "cannot use \(store.name): \(error)")
            log.error("cannot use \(store.name); it is tried again", metadata: ["error": "\(error)"])
            try? await Task.sleep(for: .seconds(1))
            return standIn
        }
    }
}

/// Why the daemon had to end: the state is damaged, or somebody else has changed the output. A new start mends what can be.
public struct IngestError: Error, Sendable, CustomStringConvertible {
    public var description: String
}
