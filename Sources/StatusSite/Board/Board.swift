import Glibc
import Ingest
import Records
import Store

/// What the daemon knows of itself, gathered once for all who look.
///
/// Pages, metrics and the terminal read its ``View``; the state is read again only when the last reading is too old for the
/// one who asks.
public actor Board {
    private let state: String
    private let output: String
    private let telemetry: Telemetry
    private let source: (any BoardSource)?
    private let fleet: (@Sendable () async -> FleetView?)?
    private let tags: @Sendable ([String]) -> [String: [String]]
    private var reader: (any BoardSource)?
    private var follower: RecordFollower
    private var view: View
    private var entries: [Int64: FeedEntry] = [:]
    private var found: [Int64: HourlyCounts] = [:]
    private var latest: [Int64: String] = [:]
    private var lastItem: Int64 = 0
    private var readings = 0
    private var running: Task<Void, Never>?

    /// How many items are looked at for the counts by feed when it begins.
    private static let mostItems = 100_000
    /// Each feed is decoded anew after this many readings, whatever its row says.
    private static let freshReading = 200

    /// - Parameters:
    ///   - state: the state's file.
    ///   - output: the folder of the segments.
    ///   - telemetry: the running daemon's.
    ///   - source: where feeds and items are read; without it the state's file.
    ///   - fleet: tells of the fleet, where this is one of its workers.
    ///   - tags: gives the tags of feeds by address.
    public init(
        state: String, output: String, telemetry: Telemetry, source: (any BoardSource)? = nil,
        fleet: (@Sendable () async -> FleetView?)? = nil, tags: @escaping @Sendable ([String]) -> [String: [String]] = { _ in [:] }
    ) {
        self.tags = tags
        self.source = source
        self.fleet = fleet
        self.state = state
        self.output = output
        self.telemetry = telemetry
        follower = RecordFollower(folder: output)
        view = View(activity: telemetry.snapshot, instance: Instance.of(state: state))
    }

    /// What is known, no older than asked for.
    ///
    /// - Parameter age: `nil` takes what is there.
    func view(notOlderThan age: Duration?) async -> View {
        if let age, Moment.now - view.now > age { await read() }
        var current = view
        current.activity = telemetry.snapshot
        return current
    }

    /// The latest items of a feed.
    func items(ofFeed feed: Int64, limit: Int) async -> [ItemMark] {
        let items = (try? await reader?.items(ofFeed: feed, limit: limit)) ?? []
        return items.map { item in
            var item = item
            item.link = item.link ?? item.recordID.flatMap { follower.addresses[$0] }
            return item
        }
    }

    /// A feed's subscription at its hub, where it has one.
    func push(ofFeed feed: Int64) async -> PushSubscription? { try? await reader?.push(ofFeed: feed) }

    /// Reads state and records; several who ask at once share one reading.
    func read() async {
        if let running { return await running.value }
        let task = Task { await gather() }
        running = task
        await task.value
        running = nil
    }

    private func gather() async {
        let now = Moment.now
        var next = view
        next.now = now
        next.activity = telemetry.snapshot
        next.disk = Disk(output: output, state: state)
        next.fleet = await fleet?()
        do {
            let reader = try self.reader ?? source ?? StateReader(path: state)
            self.reader = reader
            readings += 1
            let feeds = try await reader.feeds(freshly: readings % Self.freshReading == 0)
            let tags = tags(feeds.map(\.url))
            next.feeds = feeds.map { entry($0, tags[$0.url] ?? []) }
            entries = Dictionary(next.feeds.map { ($0.feed.id, $0) }, uniquingKeysWith: { first, _ in first })
            next.backlog = try await reader.backlog(at: now)
            let items = try await reader.itemsFound(behind: lastItem, limit: Self.mostItems)
            lastItem = items.first?.id ?? lastItem
            for item in items.reversed() {
                found[item.feed, default: HourlyCounts()].count(at: item.firstSeen, now: now)
                latest[item.feed] = item.title ?? latest[item.feed]
            }
            next.found = found
            next.latest = latest
            next.trouble = nil
        } catch {
            reader = nil
            next.trouble = "the state cannot be read: \(error)"
        }
        do {
            try follower.advance(now: now)
            next.quotations = follower.quotations
            next.articles = follower.articles
            next.spoken = follower.spoken
            next.lastRecord = follower.lastRecord
        } catch {
            follower = RecordFollower(folder: output)
            next.trouble = next.trouble ?? "the records cannot be read: \(error)"
        }
        if next.mark != view.mark { next.version += 1 }
        view = next
    }

    /// The entry of before, where the feed has not changed.
    private func entry(_ feed: StoredFeed, _ tags: [String]) -> FeedEntry {
        if let entry = entries[feed.id], entry.feed.nextPoll == feed.nextPoll, entry.feed.state.lastPoll == feed.state.lastPoll,
            entry.tags == tags
        {
            return entry
        }
        return FeedEntry(feed, tags: tags)
    }
}

/// Tells one daemon from another, so that nobody takes the answer of a neighbour on the same port for his own daemon's.
public enum Instance {
    /// - Parameter state: the path of the state.
    /// - Returns: 16 hexadecimal digits that say nothing of the path.
    public static func of(state: String) -> String {
        let real = realpath(state, nil)
        defer { free(real) }
        let path = real.map { String(cString: $0) } ?? state
        return SHA256.sum(of: Array(path.utf8)).prefix(8).hexadecimal
    }
}
