import ArgumentParser
import Configuration
import Fetching
import Foundation
import Glibc
import Ingest
import Records
import Store

/// The scheduler alone: many feeds in a real database; the clock and the network are made up.
///
/// Time goes on in steps of 20 ms, the rest that the daemon takes between two rounds. In each step due feeds are picked, wait for
/// their turn at their site by the daemon's own rules, are answered after a while, and their state is written back.
struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "CPU time and memory of picking due feeds and writing back their state, and how politely that asks.")

    @Option(help: "How many feeds.")
    var feeds = 1_000_000

    @Option(help: "How many sites they are on: a few of them have many feeds, as on the web.")
    var sites = 200_000

    @Option(help: "Polls a second that the intervals add up to.")
    var rate = 600

    @Option(help: "How many feeds may be taken up at once, those that wait for their site counted.")
    var inFlight = 1024

    @Option(help: "How many of them may be one site's.")
    var perSite = 4

    @Option(help: "Minutes on the made-up clock that are measured.")
    var minutes = 10

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/onrecord-benchmark-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var world = try await World(feeds: feeds, sites: sites, rate: rate, inFlight: inFlight, perSite: perSite, folder: folder)
        let started = Usage.own
        print(
            "\(feeds) feeds on \(sites) sites subscribed and spread: \(started.seconds.shown()) CPU seconds, peak \(started.peakMiB.shown()) MiB"
        )
        resetPeak()
        for _ in 0..<3000 { try await world.step() }
        let (before, polls) = (Usage.own.seconds, world.polls)
        for _ in 0..<minutes * 3000 { try await world.step() }
        let seconds = Usage.own.seconds - before
        let time = Double(minutes) * 60
        let done = Double(world.polls - polls)
        print(
            "\((done / time).shown()) polls a second for \(minutes) minutes: \((seconds / time * 100).shown()) % of a core, "
                + "\((seconds / done * 1e6).shown()) µs a poll, peak \(currentPeakMiB().shown()) MiB")
        print(
            "politeness: at most \(world.mostAtOnce) requests at once to a site (allowed \(world.limits.perSite)), at least "
                + "\(world.leastGap.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 }?.shown(2) ?? "–") s "
                + "from one start to the next (allowed \(world.limits.delay.components.seconds)); longest overdue \(world.longestOverdue)")
        guard world.mostAtOnce <= world.limits.perSite, world.leastGap.map({ $0 >= world.limits.delay }) ?? true else {
            throw ExitCode.failure
        }
    }
}

/// The feeds, their sites and the time.
private struct World {
    let limits = SiteLimits()
    private(set) var polls = 0
    /// What an onlooker has seen, apart from the rules that are looked at.
    private(set) var mostAtOnce = 0
    private(set) var leastGap: Duration?
    private(set) var longestOverdue: Duration = .zero

    private let store: SQLiteStore
    private let schedule: PollSchedule
    private var settings = PollSettings()
    private var now = Moment(milliseconds: 1_800_000_000_000)
    private let origin: Moment
    private var chance = SystemRandomNumberGenerator()
    private var turns: [String: SiteTurns] = [:]
    private var waiting: [String: [StoredFeed]] = [:]
    private var answers: [(feed: StoredFeed, site: String, at: Moment)] = []
    private var busy: Set<Int64> = []
    private var seen: [String: (active: Int, lastStart: Moment)] = [:]

    private let mostInFlight: Int
    private let perSite: Int

    init(feeds: Int, sites: Int, rate: Int, inFlight: Int, perSite: Int, folder: String) async throws {
        origin = now
        mostInFlight = inFlight
        self.perSite = perSite
        settings.interval = .seconds(max(1, feeds / rate))
        settings.minimum = .seconds(60)
        schedule = PollSchedule(settings: settings)
        store = try SQLiteStore(path: folder + "/state.db", output: try OutputFolder(path: folder + "/out"), now: now)
        do {
            let subscriptions = (0..<feeds).map { feed in
                let part = Double(feed) / Double(feeds)
                let site = "site\(Int(part * part * Double(sites))).example"
                return Subscription(url: "https://www.\(site)/feeds/\(feed)/rss.xml", site: site)
            }
            try await store.subscribe(to: subscriptions, at: now)
        }
        // As they would lie after a while: evenly.
        let interval = feeds / rate * 1000
        for first in stride(from: 1, through: feeds, by: 2048) {
            try await withThrowingTaskGroup(of: Void.self) { [store, now] group in
                for id in first..<min(first + 2048, feeds + 1) {
                    group.addTask {
                        guard var feed = try await store.feed(Int64(id)) else { return }
                        feed.nextPoll = now + .milliseconds(Int64(id &* 2_654_435_761 % interval))
                        feed.state.title = "The news of \(feed.url)"
                        feed.state.health = .ok
                        feed.state.validators = .init(etag: "\"\(id)-5f3a9c\"", lastModified: "Wed, 21 Oct 2026 07:28:00 GMT")
                        feed.state.lastSuccess = now
                        try await store.update(feed)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    mutating func step() async throws {
        now = now + .milliseconds(20)
        var claims: [Claim] = []
        for index in answers.indices.reversed() where answers[index].at <= now {
            let (feed, site, _) = answers.remove(at: index)
            turns[site]?.ended()
            seen[site]?.active -= 1
            claims.append(Claim(feed: decided(feed), items: [], now: now, oldest: nil, homePage: nil))
        }
        polls += claims.count
        if !claims.isEmpty {
            try await withThrowingTaskGroup(of: Void.self) { [store] group in
                for claim in claims { group.addTask { _ = try await store.claim(claim) } }
                try await group.waitForAll()
            }
            for claim in claims { busy.remove(claim.feed.id) }
        }
        for site in Array(waiting.keys) { giveTurns(site) }
        let free = mostInFlight - busy.count
        if free > 0 {
            for feed in try await store.dueFeeds(at: now, limit: free, perSite: perSite, busy: busy) {
                longestOverdue = max(longestOverdue, now - feed.nextPoll)
                busy.insert(feed.id)
                let site = Site.key(of: feed.url)
                waiting[site, default: []].append(feed)
                giveTurns(site)
            }
        }
    }

    private mutating func decided(_ feed: StoredFeed) -> StoredFeed {
        var feed = feed
        feed.state.lastPoll = now
        feed.state.lastSuccess = now
        feed.state.unchangedAnswers += 1
        let decision = schedule.next(after: .unchanged, state: feed.state, now: now, jitter: .random(in: 0...1, using: &chance))
        feed.nextPoll = decision.at
        feed.state.reason = decision.reason
        return feed
    }

    private mutating func giveTurns(_ site: String) {
        let time = now - origin
        var turns = turns[site] ?? SiteTurns()
        while let feed = waiting[site]?.first, turns.decide(limits, now: time) == .start {
            turns.started(limits, now: time)
            waiting[site]?.removeFirst()
            let before = seen[site]
            if let before { leastGap = min(leastGap ?? .seconds(1 << 30), now - before.lastStart) }
            seen[site] = ((before?.active ?? 0) + 1, now)
            mostAtOnce = max(mostAtOnce, (before?.active ?? 0) + 1)
            // Most answer soon, some late.
            let latency =
                Int.random(in: 0..<20, using: &chance) == 0
                ? Int.random(in: 1000...5000, using: &chance) : .random(in: 40...300, using: &chance)
            answers.append((feed, site, now + .milliseconds(Int64(latency))))
        }
        self.turns[site] = turns
        if waiting[site]?.isEmpty ?? false { waiting[site] = nil }
    }
}

/// Lets the kernel forget the most memory held so far.
private func resetPeak() {
    let file = open("/proc/self/clear_refs", O_WRONLY)
    guard file >= 0 else { return }
    _ = write(file, "5", 1)
    close(file)
}

/// The most memory held since then, in MiB.
private func currentPeakMiB() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(separator: " ").compactMap { Double($0) }.first.map { $0 / 1024 } ?? 0
}
