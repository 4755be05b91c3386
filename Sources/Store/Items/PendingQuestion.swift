/// Which pending items are asked for.
public struct PendingQuestion: Sendable, Hashable {
    /// How many of one site, those at work counted.
    public var perSite: Int
    /// How many of one feed, those at work counted: a feed with thousands of links must not have all the room there is.
    public var perFeed: Int
    /// How many in all.
    public var limit: Int
    /// The answers begin with the sites behind this one, so that in many questions all get their turn.
    public var behind: String
    /// Items that are taken up already; they are not among the answers.
    public var busy: Set<PendingReference>
    /// Those of them that are still worked on.
    public var atWork: Set<PendingReference>
    /// Feeds whose items come where nothing else is there: they bring more than can be had of their pages.
    public var last: Set<Int64>

    public init(
        perSite: Int, perFeed: Int = .max, limit: Int, behind: String = "", busy: Set<PendingReference> = [],
        atWork: Set<PendingReference> = [], last: Set<Int64> = []
    ) {
        self.perSite = perSite
        self.perFeed = perFeed
        self.limit = limit
        self.behind = behind
        self.busy = busy
        self.atWork = atWork
        self.last = last
    }
}

/// Which item waits, and for which site.
public struct PendingReference: Sendable, Hashable {
    public var id: Int64
    /// The key of its page's site, by which requests are spaced.
    public var site: String
    /// The feed that it was found in.
    public var feed: Int64

    public init(id: Int64, site: String, feed: Int64) {
        self.id = id
        self.site = site
        self.feed = feed
    }
}

/// Takes pending items as they come, as many as a question asks for.
struct PendingChoice {
    let question: PendingQuestion
    private(set) var chosen: [PendingReference] = []
    private var bySite: [String: Int]
    private var byFeed: [Int64: Int]
    /// Feeds that have all they may have.
    private(set) var full: Set<Int64>

    init(_ question: PendingQuestion) {
        self.question = question
        bySite = question.atWork.reduce(into: [:]) { $0[$1.site, default: 0] += 1 }
        byFeed = question.atWork.reduce(into: [:]) { $0[$1.feed, default: 0] += 1 }
        full = Set(byFeed.lazy.filter { $0.value >= question.perFeed }.map(\.key))
    }

    var isDone: Bool { chosen.count >= question.limit }

    mutating func offer(_ item: PendingReference) {
        guard !isDone, bySite[item.site, default: 0] < question.perSite, !full.contains(item.feed) else { return }
        chosen.append(item)
        bySite[item.site, default: 0] += 1
        byFeed[item.feed, default: 0] += 1
        if byFeed[item.feed, default: 0] >= question.perFeed { full.insert(item.feed) }
    }
}
