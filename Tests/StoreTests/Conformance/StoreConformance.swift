import Articles
import JSONText
import Language
import Quotations
import Records
import Store
import Testing

/// A store with what its records come out of: one for each kind of store.
protocol StoreBench: Sendable {
    var store: any Store { get }
    /// Carries what is completed to the output folder.
    func deliver() async throws
    /// Ends the program without a word, and starts it again on what is left.
    func restart() async throws -> Self
    var outputFolder: String { get }
}

/// What every store has to do, whatever lies under it.
///
/// Each scenario is a newsroom's few hours, told by the protocol alone, and looked at in the segments.
enum StoreConformance: String, CaseIterable, Sendable {
    case anItemIsWrittenOnce = "an item is written once, however often its feed shows it"
    case aChangedItemIsTheNextRevision = "a changed item is written as the next revision, an unchanged one is not"
    case oldItemsAreNoted = "old items of a feed's first poll are noted and never written"
    case aFailedPageWaits = "a failed page waits for its time"
    case completingTwice = "handing the same completion in twice writes one record"
    case oneArticleInTwoFeeds = "an article in two feeds of a site is one record"
    case oneArticleUnderTwoAddresses = "an article under two addresses, of which its pages name one as its own, is one record"
    case aFeedThatLeaves = "a feed that leaves the list is polled no more, and known again when it comes back"
    case dueFeeds = "due feeds come longest overdue first, so many a site, without the busy ones"
    case aClaimIsRemembered = "a claim is remembered over a crash: a 304 then loses nothing"
    case aCompletionIsRemembered = "a completion is remembered over a crash, and nothing is written twice"
    case manyAtOnce = "many claims and completions at once are all kept"

    static let limits = SegmentLimits(bytes: 2500, age: .seconds(3600))
    static let start = Moment(milliseconds: 1_772_352_000_000)

    func run(on bench: some StoreBench) async throws {
        let start = Self.start
        try await perform(Newsroom(bench), start)
    }

    private func perform<Bench: StoreBench>(_ room: Newsroom<Bench>, _ start: Moment) async throws {
        var room = room
        let bench = room.bench
        switch self {
        case .anItemIsWrittenOnce:
            for hour in 0..<4 {
                room.now = start + .seconds(hour * 3600)
                let result = try await room.poll([item(1), item(2)])
                #expect(result.new == (hour == 0 ? 2 : 0) && result.changed == 0)
                try await room.finish()
            }
            #expect(try room.lines() == ["Article 1 r1", "Article 2 r1"])
        case .aChangedItemIsTheNextRevision:
            for (hour, text) in ["one", "one", "two", "two", "three"].enumerated() {
                room.now = start + .seconds(hour * 3600)
                try await room.poll([item(1, text: text)])
                try await room.finish()
            }
            #expect(try room.lines() == ["Article 1 r1", "Article 1 r2", "Article 1 r3"])
        case .oldItemsAreNoted:
            let found = [item(1, published: start - .seconds(30 * 86_400)), item(2, published: start), item(3)]
            let result = try await room.poll(found, oldest: start - .seconds(7 * 86_400))
            #expect((result.new, result.noted) == (2, 1))
            #expect(try await room.poll(found) == ClaimResult())
            try await room.finish()
            #expect(try room.lines() == ["Article 2 r1", "Article 3 r1"])
        case .aFailedPageWaits:
            try await room.poll([item(1), item(2)])
            let pending = try await room.pending()
            let later = start + .seconds(600)
            let failed = try #require(pending.first)
            try await room.complete([.retry(item: failed.id, at: later, error: "no answer")])
            #expect(try await room.pending().map(\.id) == pending.dropFirst().map(\.id))
            #expect(try await bench.store.nextTry(after: start) == later)
            let backlog = try await bench.store.backlog(at: start)
            #expect((backlog.due, backlog.waiting, backlog.nextTry) == (1, 1, later))
            room.now = later
            let again = try #require(try await bench.store.pendingItem(failed.id))
            #expect((again.attempts, again.firstTry) == (1, start))
            try await room.finish()
            #expect(try room.lines().sorted() == ["Article 1 r1", "Article 2 r1"])
        case .completingTwice:
            try await room.poll([item(1)])
            let completions = try await room.pending().map(room.completion(of:))
            try await room.complete(completions)
            try await room.complete(completions)
            try await bench.deliver()
            #expect(try room.lines() == ["Article 1 r1"])
        case .oneArticleInTwoFeeds:
            try await room.poll([item(1), item(2)], of: "https://news.example/all")
            let second = try await room.poll([item(2), item(3)], of: "https://news.example/sport")
            #expect(second.new == 1)
            try await room.finish()
            #expect(try room.lines() == ["Article 1 r1", "Article 2 r1", "Article 3 r1"])
        case .oneArticleUnderTwoAddresses:
            let (first, other) = ("The last ferry sails an hour earlier", "Fog keeps all boats in port")
            try await room.poll([item(1, title: first)])
            try await room.finish()
            // Both pages name the address of the first; one of them is another article.
            room.canonical = "https://news.example/1"
            try await room.poll([item(2, title: first), item(3, title: other)])
            try await room.finish()
            #expect(try await room.poll([item(2, title: first), item(3, title: other)]) == ClaimResult())
            try await room.finish()
            #expect(try room.lines() == ["\(first) r1", "\(other) r1"])
        case .aFeedThatLeaves:
            try await room.poll([item(1)])
            let id = try await bench.store.feeds().first?.id
            try await bench.store.subscribe(to: [], at: start)
            #expect(try await bench.store.feeds() == [])
            #expect(try await bench.store.dueFeeds(at: start + .seconds(86_400), limit: 9, perSite: 9, busy: []) == [])
            try await room.subscribe(["https://news.example/feed"])
            let feed = try #require(try await bench.store.feeds().first)
            #expect(feed.id == id && feed.state.items == 1)
        case .dueFeeds:
            let urls = (1...4).map { "https://a.example/\($0)" } + ["https://b.example/1", "https://192.0.2.1/feed"]
            try await room.subscribe(urls)
            let due = try await bench.store.dueFeeds(at: start, limit: 9, perSite: 2, busy: [])
            #expect(Set(due.map(\.url)).count == 4)
            #expect(try await bench.store.dueFeeds(at: start, limit: 3, perSite: 2, busy: []).count == 3)
            #expect(try await bench.store.dueFeeds(at: start, limit: 9, perSite: 2, busy: Set(due.map(\.id))) == [])
            for (index, var feed) in try await bench.store.feeds().enumerated() {
                feed.nextPoll = start + .seconds(60 * (index + 1))
                try await bench.store.update(feed)
            }
            #expect(try await bench.store.dueFeeds(at: start, limit: 9, perSite: 9, busy: []) == [])
            #expect(try await bench.store.nextPoll(after: start) == start + .seconds(60))
            let later = try await bench.store.dueFeeds(at: start + .seconds(180), limit: 9, perSite: 9, busy: [])
            #expect(later.map(\.nextPoll) == (1...3).map { start + .seconds(60 * $0) })
        case .aClaimIsRemembered:
            try await room.poll([item(1), item(2)])
            room = Newsroom(try await bench.restart())
            #expect(try await room.poll([item(1), item(2)]) == ClaimResult())
            #expect(try await room.bench.store.feeds().map(\.state.items) == [2])
            try await room.finish()
            #expect(try room.lines() == ["Article 1 r1", "Article 2 r1"])
        case .aCompletionIsRemembered:
            try await room.poll([item(1), item(2)])
            try await room.complete(try await room.pending().prefix(1).map(room.completion(of:)))
            room = Newsroom(try await bench.restart())
            try await room.poll([item(1), item(2), item(3)])
            try await room.finish()
            room = Newsroom(try await room.bench.restart())
            try await room.poll([item(1), item(2), item(3)])
            try await room.finish()
            #expect(try room.lines() == ["Article 1 r1", "Article 2 r1", "Article 3 r1"])
        case .manyAtOnce:
            let urls = (0..<20).map { "https://paper\($0).example/feed" }
            try await room.subscribe(urls)
            let feeds = try await bench.store.feeds()
            #expect(feeds.map(\.url) == urls.sorted())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for feed in feeds {
                    group.addTask {
                        let site = String(feed.url.dropFirst(8).prefix { $0 != "/" })
                        let found = (1...5).map { item($0, site: site) }
                        _ = try await bench.store.claim(Claim(feed: feed, items: found, now: start, oldest: nil, homePage: nil))
                    }
                }
                try await group.waitForAll()
            }
            let pending = try await room.pending()
            #expect(pending.count == 100)
            let completions = pending.map(room.completion(of:))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for part in stride(from: 0, to: 100, by: 10) {
                    group.addTask {
                        try await bench.store.complete(
                            Array(completions[part..<part + 10]), at: start, limits: Self.limits)
                    }
                }
                try await group.waitForAll()
            }
            try await bench.deliver()
            #expect(try room.lines().count == 100)
        }
        #expect(try Verification(folder: room.bench.outputFolder).findings == [])
    }
}

/// An item of an invented newspaper.
private func item(
    _ number: Int, site: String = "news.example", title: String? = nil, text: String = "", published: Moment? = nil
) -> FoundItem {
    FoundItem(
        link: "https://\(site)/\(number)", normalisedLink: "https://\(site)/\(number)", site: site, title: title ?? "Article \(number)",
        summary: text, published: published)
}

/// The daemon's part, played by hand.
private struct Newsroom<Bench: StoreBench> {
    let bench: Bench
    var now = StoreConformance.start
    /// What the pages call their own address.
    var canonical: String?

    init(_ bench: Bench) { self.bench = bench }

    func subscribe(_ urls: [String]) async throws {
        let feeds = urls.map { Subscription(url: $0, site: String($0.dropFirst(8).prefix { $0 != "/" })) }
        try await bench.store.subscribe(to: feeds, at: now)
    }

    @discardableResult
    func poll(
        _ items: [FoundItem], of url: String = "https://news.example/feed", oldest: Moment? = nil
    ) async throws -> ClaimResult {
        var known = try await bench.store.feeds()
        if !known.contains(where: { $0.url == url }) {
            try await subscribe(known.map(\.url) + [url])
            known = try await bench.store.feeds()
        }
        var feed = try #require(known.first { $0.url == url })
        feed.state.lastPoll = now
        feed.state.lastBody = now
        feed.state.health = .ok
        return try await bench.store.claim(Claim(feed: feed, items: items, now: now, oldest: oldest, homePage: nil))
    }

    func pending() async throws -> [PendingItem] {
        var items: [PendingItem] = []
        for reference in try await bench.store.pendingItems(PendingQuestion(perSite: 1000, limit: 1000), at: now) {
            if let item = try await bench.store.pendingItem(reference.id) { items.append(item) }
        }
        return items
    }

    func completion(of item: PendingItem) -> Completion {
        let text = item.item.summary ?? ""
        let content = WrittenContent(Fingerprints.content(title: item.item.title, text: text), isPage: false)
        if item.event == .updated, content == item.content { return .unchanged(item: item.id) }
        var article = Article()
        article.url = item.item.link
        article.title = item.item.title
        article.canonicalURL = canonical
        article.setBlocks([(Article.Block(kind: .paragraph, text: text), true)])
        let record = Record(
            id: item.recordID, revision: item.revision, event: item.event, seenAt: item.seenAt,
            source: .init(feed: item.feed.url, feedTitle: nil, itemID: item.item.guid, tags: []), article: article, contentFrom: .feed,
            annotations: Annotations(document: Document(text: TextBuffer(article.text)), quotations: []),
            producer: .init(program: "onrecord", version: "0", model: "none"))
        return .record(item: item.id, record.encoded, content: content)
    }

    func complete(_ completions: some Collection<Completion>) async throws {
        try await bench.store.complete(Array(completions), at: now, limits: StoreConformance.limits)
    }

    func finish() async throws {
        try await complete(try await pending().map(completion(of:)))
        try await bench.deliver()
    }

    /// The lines of the segments as title and revision.
    func lines() throws -> [String] {
        let reader = try RecordReader(folder: bench.outputFolder)
        var lines: [String] = []
        while let record = try reader.next() {
            let json = try JSONValue(parsing: record.line)
            lines.append("\(json["title"]?.string ?? "") r\(json["revision"]?.int ?? 0)")
        }
        return lines
    }
}
