import Fetching
import Records
import Store

/// The loop that polls the feeds that are due.
extension Ingest {
    var poller: FeedPoller {
        FeedPoller(
            client: client, store: store, workers: workers, log: log, telemetry: telemetry, outage: outage, pushes: pushDesk,
            limits: settings.withLock { $0.settings.limits })
    }

    func feedLoop() async {
        await withDiscardingTaskGroup { group in
            while !telemetry.isStopping, !Task.isCancelled {
                let now = Moment.now
                telemetry.round(of: .feeds, at: now)
                var sleep = Bounds.sleep
                var free = Bounds.feeds - feedsInFlight.count
                if free > 0, await mayPoll(at: now) {
                    free = outage.allowed(free, at: now)
                    let isOutage = outage.isOn
                    let limit = isOutage && free > 0 ? Outage.probeWindow : free
                    let perSite = settings.withLock { $0.perSite }
                    var due =
                        limit == 0
                        ? []
                        : await tolerating([]) {
                            try await self.store.dueFeeds(at: now, limit: limit, perSite: perSite, busy: self.feedsInFlight.all)
                        }
                    if isOutage { due = outage.probe(among: due).map { [$0] } ?? [] }
                    for feed in due where feedsInFlight.insert(feed.id) {
                        lastPoll.withLock { $0 = .now }
                        group.addTask { await self.poll(feed) }
                    }
                    if outage.isOn { sleep = .seconds(1) }
                    if let next = await tolerating(nil, { try await self.store.nextPoll(after: now) }) {
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
    private func mayPoll(at now: Moment) async -> Bool {
        guard telemetry.writingFailure == nil else { return false }
        let backlog = await backlog(at: now)
        // A crowding feed waits by itself and lets the others go on.
        return backlog.due - backlog.crowding.values.reduce(0, +) < Bounds.backlog
    }

    /// How much work waits, by a look that is no older than a second.
    func backlog(at now: Moment) async -> Backlog {
        let seen = seenBacklog.withLock { seen -> Backlog? in
            guard let known = seen else { return nil }
            if ContinuousClock.now - known.at < Bounds.backlogFreshness { return known.backlog }
            // One looks, and the others make do with the last look.
            seen?.at = .now
            return nil
        }
        if let seen { return seen }
        let backlog = await tolerating(Backlog()) { try await self.store.backlog(at: now) }
        seenBacklog.withLock { $0 = (backlog, .now) }
        return backlog
    }

    private func poll(_ feed: StoredFeed) async {
        telemetry.inFlight(feeds: feedsInFlight.count)
        defer {
            feedsInFlight.remove(feed.id)
            telemetry.inFlight(feeds: feedsInFlight.count)
            feedsWake.signal()
        }
        if let waiting = await backlog(at: .now).crowding[feed.id] {
            return await tolerating(()) { try await self.poller.putOff(feed, waiting: waiting) }
        }
        let settings = feedSettings(feed.url)
        let report = await tolerating(nil) { try await self.poller.poll(feed, settings: settings) }
        if let report, report.result.new + report.result.changed > 0 { pagesWake.signal() }
    }

    /// Polls each feed, and once more where it asks to come back within a minute.
    ///
    /// - Parameter feeds: in the order in which they are begun.
    func pollAll(_ feeds: [Int64]) async throws -> [(feed: String, error: String)] {
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
                telemetry.feedEnded()
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
}
