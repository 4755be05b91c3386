import Logging
import Records
import Store
import Synchronization

/// Tells an outage of this machine's own network from sites that fail.
///
/// Sites don't fail together. Where several different ones could not be reached one after the other and none could in between, it is our
/// network: their failures are not held against them, and one feed at a time is asked until something answers again. A site that did not
/// answer while another one did has failed by itself, however many there are of its kind.
struct Outage: Sendable {
    /// How many different sites in a row have to be out of reach, where there are that many.
    static let sites = 5
    /// How long after each other feeds are asked in an outage that has lasted for that long.
    static func probeGap(_ lasting: Duration) -> Duration { min(max(lasting / 30, .seconds(10)), .seconds(120)) }
    /// A feed that has failed that often in a row is none to tell by: it failed while others worked.
    static let tellingFailures = 3

    /// The different sites that could not be reached since something last could, as many as are needed.
    private var unreachable: Set<String> = []
    /// How many sites there are to ask; of a single one nothing can be told.
    private let enough: Int
    private(set) var since: Moment?
    private var lastProbe: Moment?
    private var lastReached: Moment?
    /// Feeds that failed since something last answered, so that they can be asked at once when it is over.
    private(set) var affected: Set<Int64> = []
    private static let mostAffected = 10_000

    /// - Parameter sites: how many sites there are to ask.
    init(sites: Int) {
        enough = min(max(2, sites), Self.sites)
    }

    var isOn: Bool { since != nil }

    /// Notes that a site answered, whatever it answered.
    ///
    /// - Returns: the feeds to be asked at once, where an outage ends by it.
    mutating func reached(at now: Moment) -> Set<Int64>? {
        lastReached = now
        let feeds = affected
        let ends = isOn
        unreachable = []
        affected = []
        since = nil
        lastProbe = nil
        return ends ? feeds : nil
    }

    /// Notes that a site could not be reached.
    ///
    /// - Parameter began: when it was asked.
    /// - Returns: whether there is an outage now.
    mutating func missed(_ site: String, feed: Int64?, began: Moment, at now: Moment) -> Bool {
        if let feed, affected.count < Self.mostAffected { affected.insert(feed) }
        if let lastReached, lastReached >= began, lastReached <= now { return isOn }
        if unreachable.count < enough { unreachable.insert(site) }
        if since == nil, unreachable.count >= enough { since = now }
        return isOn
    }

    /// The feed to ask in an outage: one that answered when it was asked last tells more than one that did not.
    func probe(among due: [StoredFeed]) -> StoredFeed? {
        due.first { $0.state.failures == 0 && !affected.contains($0.id) } ?? due.first
    }

    /// Among how many feeds that are due the one to ask is looked for.
    static let probeWindow = 256

    /// How many feeds may be asked now, of `free` ones.
    mutating func allowed(_ free: Int, at now: Moment) -> Int {
        guard isOn else { return free }
        let lasting = since.map { now - $0 } ?? .zero
        if let lastProbe, now - lastProbe < Self.probeGap(lasting), now >= lastProbe { return 0 }
        lastProbe = now
        return min(1, free)
    }
}

/// The daemon's view of its network, shared by polls and pages.
final class OutageWatch: Sendable {
    private let outage = Mutex(Outage(sites: 1))
    private let log: Logger
    private let telemetry: Telemetry

    init(log: Logger, telemetry: Telemetry) {
        self.log = log
        self.telemetry = telemetry
    }

    var isOn: Bool { outage.withLock { $0.isOn } }
    /// How long the outage has lasted; `nil` where there is none.
    func lasting(at now: Moment) -> Duration? { outage.withLock { $0.since.map { now - $0 } } }

    /// Begins anew with another list of feeds.
    func begin(sites: Int) {
        outage.withLock { $0 = Outage(sites: sites) }
        telemetry.network(downSince: nil)
    }

    func allowed(_ free: Int, at now: Moment) -> Int { outage.withLock { $0.allowed(free, at: now) } }

    /// - Returns: the feeds to be asked at once, where an outage ends by it.
    func reached() -> Set<Int64> {
        guard let feeds = outage.withLock({ $0.reached(at: .now) }) else { return [] }
        telemetry.network(downSince: nil)
        log.notice("the network is back", metadata: ["feeds asked at once": "\(feeds.count)"])
        return feeds
    }

    func probe(among due: [StoredFeed]) -> StoredFeed? { outage.withLock { $0.probe(among: due) } }

    /// - Returns: whether there is an outage.
    func missed(_ site: String, feed: Int64, began: Moment, at now: Moment) -> Bool {
        let (isOn, isNew) = outage.withLock { outage in
            let before = outage.isOn
            let isOn = outage.missed(site, feed: feed, began: began, at: now)
            return (isOn, isOn && !before)
        }
        if isNew {
            telemetry.network(downSince: now)
            log.warning("no site can be reached: this machine's network seems to be down; failures don't count meanwhile")
        }
        return isOn
    }
}
