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
    /// How much may be in flight.
    private enum Bounds {
        static let feeds = 256
        static let pages = 128
        /// How many feeds and how many pages of one site are taken up at once at the least; most of them wait for their turn.
        static let perSite = 4
        /// Items that are done and wait for their commit, those at work counted.
        static let uncommitted = 512
        /// No feed is polled while more items than this wait for their pages.
        static let backlog = 100_000
        /// How long work in flight may go on when the daemon stops.
        static let grace: Duration = .seconds(8)
        /// How long a single run goes on for pages that have to be tried again.
        static let patience: Duration = .seconds(60)
        /// How much a loop rests between two rounds: what has ended meanwhile is made up for in one.
        static let rest: Duration = .milliseconds(20)
        /// How long a look at the backlog is good for.
        static let backlogFreshness: Duration = .seconds(1)
        /// The longest sleep of a loop that has nothing to do.
        static let sleep: Duration = .seconds(30)
    }

    let store: any Store
    private let client: PoliteClient
    private let committer: Committer
    private let upkeep: Upkeep
    let log: Logger
    public let telemetry: Telemetry
    private let settings: Mutex<ActiveSettings>

    let feedsInFlight = InFlight()
    /// Items that are worked on or wait for their commit.
    private let pagesInFlight = InFlight()
    /// Those of them that are still worked on: what the bounds for pages count.
    private let pagesAtWork = InFlight()
    let feedsWake = Wakeup()
    let pagesWake = Wakeup()
    /// When the polls of a single run were done.
    private let pollsAreDone = Mutex<ContinuousClock.Instant?>(nil)
    private let workers = Workers()
    let outage: OutageWatch
    /// `nil` where no callback address is configured.
    let pushDesk: PushDesk?
    /// The last look at the backlog.
    private let seenBacklog = Mutex<(backlog: Backlog, at: ContinuousClock.Instant)?>(nil)

    /// The configuration with its feeds by address.
    private struct ActiveSettings {
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
        outage = OutageWatch(log: log)
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
        try await withGracefulShutdownHandler {
            // Inside the handler, since a full disk may keep it here.
            try await start()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.feedLoop() }
                group.addTask { try await self.pageLoop(isOnce: false) }
                group.addTask { await self.pushLoop() }
                group.addTask { await self.housekeeping() }
                do { while try await group.next() != nil {} } catch {
                    stop()
                    throw error
                }
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
    /// A Retry-After of up to a minute is waited for; what has to wait longer stays for the next run.
    public func runOnce() async throws -> Report {
        try await start()
        let feeds = try await store.feedsInTurns()
        var failures: [(feed: String, error: String)] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.pageLoop(isOnce: true) }
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
        // What was failing may have been mended by the very change.
        for var feed in try await store.feeds() where feed.state.health == .failing && !feedsInFlight.all.contains(feed.id) {
            feed.nextPoll = min(feed.nextPoll, max(.now, feed.state.notBefore ?? .now))
            try await store.update(feed)
        }
        feedsWake.signal()
        log.notice("configuration reloaded", metadata: ["feeds": "\(settings.feeds.count)"])
    }

    /// What is going on.
    public func report() async throws -> StatusReport {
        StatusReport(
            now: .now, activity: telemetry.snapshot, backlog: try await store.backlog(at: .now), feeds: try await store.feeds(),
            pushes: try await store.pushes())
    }

    /// Begins to stop: nothing new is begun.
    public func stop() {
        telemetry.stopping()
        feedsWake.signal()
        pagesWake.signal()
    }

    private func start() async throws {
        try await subscribe(settings.withLock { $0.settings.feeds })
        let now = Moment.now
        for (site, until) in try await store.holds(at: now) { client.gate.hold(site, for: until - now) }
        // What a crash left between commit and disk.
        await committer.deliver()
    }

    private func subscribe(_ feeds: [FeedSettings]) async throws {
        let subscriptions = feeds.map { Subscription(url: $0.url, site: Site.key(of: $0.url)) }
        outage.begin(sites: Set(subscriptions.lazy.map(\.site)).count)
        try await store.subscribe(to: subscriptions, at: .now)
    }

    func feedSettings(_ url: String) -> FeedSettings { settings.withLock { $0.feed(url) } }

    // MARK: Feeds

    var poller: FeedPoller {
        FeedPoller(client: client, store: store, workers: workers, log: log, telemetry: telemetry, outage: outage, pushes: pushDesk)
    }

    private func feedLoop() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !telemetry.isStopping, !Task.isCancelled {
                let now = Moment.now
                telemetry.round(at: now)
                var sleep = Bounds.sleep
                var free = Bounds.feeds - feedsInFlight.count
                if free > 0, try await mayPoll(at: now) {
                    free = outage.allowed(free, at: now)
                    let (limit, perSite) = (free, settings.withLock { $0.perSite })
                    let due =
                        limit == 0
                        ? []
                        : try await tolerating([]) {
                            try await self.store.dueFeeds(at: now, limit: limit, perSite: perSite, busy: self.feedsInFlight.all)
                        }
                    for feed in due where feedsInFlight.insert(feed.id, site: "") {
                        group.addTask { try await self.poll(feed) }
                    }
                    if outage.isOn { sleep = .seconds(1) }
                    if let next = try await tolerating(nil, { try await self.store.nextPoll(after: now) }) {
                        sleep = min(sleep, max(next - .now, .milliseconds(10)))
                    }
                } else if free > 0 {
                    sleep = .seconds(1)
                }
                await feedsWake.wait(atMost: sleep)
                try? await Task.sleep(for: Bounds.rest)
            }
            await drain(feedsInFlight, feedsWake)
            group.cancelAll()
        }
    }

    /// Whether there is room for what polls find: on the disk and in the backlog.
    private func mayPoll(at now: Moment) async throws -> Bool {
        guard telemetry.writingFailure == nil else { return false }
        if let seen = seenBacklog.withLock({ $0 }), ContinuousClock.now - seen.at < Bounds.backlogFreshness {
            return seen.backlog.due < Bounds.backlog
        }
        let backlog = try await tolerating(Backlog()) { try await self.store.backlog(at: now) }
        seenBacklog.withLock { $0 = (backlog, .now) }
        return backlog.due < Bounds.backlog
    }

    private func poll(_ feed: StoredFeed) async throws {
        telemetry.inFlight(feeds: feedsInFlight.count)
        defer {
            feedsInFlight.remove(feed.id, site: "")
            telemetry.inFlight(feeds: feedsInFlight.count)
            feedsWake.signal()
        }
        let settings = settings.withLock { $0.feed(feed.url) }
        let report = try await tolerating(nil) { try await self.poller.poll(feed, settings: settings) }
        if let report, report.result.new + report.result.changed > 0 { pagesWake.signal() }
    }

    /// Polls each feed, and once more where it asks to come back within a minute.
    ///
    /// - Parameter feeds: in the order in which they are begun.
    private func pollAll(_ feeds: [Int64]) async throws -> [(feed: String, error: String)] {
        var failures: [(feed: String, error: String)] = []
        try await withThrowingTaskGroup(of: (String, String)?.self) { group in
            var waiting = feeds.makeIterator()
            var running = 0
            while true {
                while running < Bounds.feeds, !telemetry.isStopping, let feed = waiting.next() {
                    group.addTask { try await self.pollOnce(feed) }
                    running += 1
                }
                telemetry.inFlight(feeds: running)
                guard let ended = try await group.next() else { break }
                running -= 1
                if let ended { failures.append(ended) }
                pagesWake.signal()
            }
        }
        return failures
    }

    /// - Returns: the feed and why it could not be read, where it could not.
    private func pollOnce(_ id: Int64) async throws -> (String, String)? {
        for attempt in 0...PageWorker.waitsOnTheSpot {
            guard let feed = try await store.feed(id) else { return nil }
            let name = PublicURL.text(feed.url)
            var wait: Duration?
            var error: String?
            if let notBefore = feed.state.notBefore, notBefore > .now {
                // Asked for by the publisher, perhaps in an earlier run.
                wait = notBefore - .now
                error = "\(feed.state.lastError ?? "not asked"); not asked again before \(notBefore.rfc3339)"
            } else {
                let report = try await poller.poll(feed, settings: feedSettings(feed.url))
                (wait, error) = (report.retryAfter, report.error)
            }
            guard let wait, wait <= .seconds(60), attempt < PageWorker.waitsOnTheSpot, !telemetry.isStopping else {
                return error.map { (name, $0) }
            }
            do { try await Task.sleep(for: max(wait, .seconds(1))) } catch { return (name, "stopped") }
        }
        return nil
    }

    // MARK: Pages

    private func pageLoop(isOnce: Bool) async throws {
        let worker = PageWorker(
            client: client, workers: workers, log: log, telemetry: telemetry, outage: outage,
            watchList: { self.settings.withLock { $0.settings.watch.terms } }, patience: isOnce ? .seconds(60) : .zero)
        try await withThrowingDiscardingTaskGroup { group in
            var site = ""
            while !telemetry.isStopping, !Task.isCancelled {
                let mayEnd = isOnce ? pollsAreDone.withLock { $0 } : nil
                let now = Moment.now
                telemetry.round(at: now)
                let free = min(Bounds.pages - pagesAtWork.count, Bounds.uncommitted - pagesInFlight.count)
                let busy = pagesInFlight.bySite
                let (after, perSite) = (site, settings.withLock { $0.perSite })
                let references =
                    // Without a network, tries would only be used up.
                    free <= 0 || ((outage.isOn || telemetry.snapshot.lacksRoom) && !isOnce)
                    ? []
                    : try await tolerating([]) {
                        try await self.store.pendingItems(
                            at: now, perSite: perSite, limit: free, behind: after, busy: busy)
                    }
                var began = 0
                for reference in references where began < free {
                    guard pagesAtWork.count(site: reference.site) < perSite else { continue }
                    began += 1
                    site = reference.site
                    pagesInFlight.insert(reference.id, site: reference.site)
                    pagesAtWork.insert(reference.id, site: reference.site)
                    group.addTask { try await self.process(reference, worker) }
                }
                telemetry.inFlight(pages: pagesInFlight.count)
                let sleep = try await untilNextTry()
                // Only an answer without items says that none are left: those at work may have ended since the question.
                if let mayEnd, free > 0, references.isEmpty, pagesInFlight.count == 0 {
                    // What can be tried again within a minute is waited for; the rest is for the next run.
                    if ContinuousClock.now + sleep > mayEnd + Bounds.patience { break }
                }
                await pagesWake.wait(atMost: min(sleep, Bounds.sleep))
            }
            await drain(pagesInFlight, pagesWake)
            group.cancelAll()
        }
    }

    /// How long until the next item that waits for another try.
    private func untilNextTry() async throws -> Duration {
        let next = try await tolerating(nil) { try await self.store.nextTry(after: .now) }
        return next.map { max($0 - .now, .milliseconds(10)) } ?? .seconds(86_400)
    }

    private func process(_ reference: PendingReference, _ worker: PageWorker) async throws {
        defer {
            pagesAtWork.remove(reference.id, site: reference.site)
            pagesInFlight.remove(reference.id, site: reference.site)
            pagesWake.signal()
        }
        guard let pending = try await tolerating(nil, { try await self.store.pendingItem(reference.id) }) else { return }
        let settings = settings.withLock { $0.feed(pending.feed.url) }
        guard let completion = await worker.work(on: pending, settings: settings) else { return }
        pagesAtWork.remove(reference.id, site: reference.site)
        pagesWake.signal()
        await committer.commit(completion)
    }

    // MARK: Parts

    private func housekeeping() async {
        var lastForget = Moment(milliseconds: 0)
        while !telemetry.isStopping {
            try? await Task.sleep(for: .seconds(1))
            await committer.finishSegmentIfDue()
            let present = settings.withLock { $0.settings }
            await upkeep.look(present)
            await upkeep.tidy(present)
            await keepHolds()
            guard Moment.now - lastForget > .seconds(6 * 3600) else { continue }
            lastForget = .now
            let age = settings.withLock { $0.settings.remember }
            let forgotten = try? await store.forget(unseenFor: age, at: .now)
            if let forgotten, forgotten > 0 { log.info("old items forgotten", metadata: ["items": "\(forgotten)"]) }
        }
    }

    /// Keeps what sites have asked for over a restart.
    private func keepHolds() async {
        let now = Moment.now
        let holds = client.gate.takeNewHolds().mapValues { now + $0 }
        guard !holds.isEmpty else { return }
        do { try await store.hold(holds, at: now) } catch { log.warning("holds could not be kept", metadata: ["error": "\(error)"]) }
    }

    /// Waits until nothing is in flight, as long as a stopping daemon may.
    private func drain(_ inFlight: InFlight, _ wake: Wakeup) async {
        let end = ContinuousClock.now + Bounds.grace
        while inFlight.count > 0, ContinuousClock.now < end { await wake.wait(atMost: .milliseconds(100)) }
    }

    /// Tries something with the store once; trouble that may pass (a full disk, a locked database) gives the stand-in, after a
    /// moment, and damage ends the daemon.
    private func tolerating<Value: Sendable>(_ standIn: Value, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch is CancellationError {
            return standIn
        } catch {
            if store.isDamage(error) { throw error }
            telemetry.writing("use \(store.name)", failure: "cannot use \(store.name): \(error)")
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
