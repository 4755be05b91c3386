import Articles
import JSONText
import Language
import Quotations
import Records

@testable import Store

/// A state and an output folder, opened as the daemon opens them.
final class Machine {
    let folder: TemporaryFolder
    let output: OutputFolder
    let store: SQLiteStore
    var now: Moment
    var limits = SegmentLimits(bytes: 2500, age: .seconds(3600))

    /// 2026-03-01T08:00:00Z.
    static let start = Moment(milliseconds: 1_772_352_000_000)

    init(_ folder: TemporaryFolder, now: Moment = Machine.start, storyWindow: Duration? = .seconds(3 * 86_400)) throws {
        self.folder = folder
        self.now = now
        output = try OutputFolder(path: folder.path + "/out")
        store = try SQLiteStore(path: folder.path + "/state.db", output: output, now: now, storyWindow: storyWindow)
    }

    convenience init() throws { try self.init(TemporaryFolder()) }

    var outPath: String { folder.path + "/out" }

    /// What another machine finds after this one has crashed now.
    func crash() throws -> TemporaryFolder { try TemporaryFolder(copyOf: folder.path) }

    // MARK: Polling

    func feed(_ url: String) async throws -> StoredFeed {
        let known = try await store.feeds()
        if let feed = known.first(where: { $0.url == url }) { return feed }
        let all = known.map { Subscription(url: $0.url, site: "news.example") } + [Subscription(url: url, site: "news.example")]
        try await store.subscribe(to: all, at: now)
        guard let feed = try await store.feeds().first(where: { $0.url == url }) else { throw Missing() }
        return feed
    }

    @discardableResult
    func poll(
        _ items: [FoundItem], of url: String = "https://news.example/feed", oldest: Moment? = nil, homePage: String? = nil
    ) async throws -> ClaimResult {
        var feed = try await feed(url)
        feed.state.lastPoll = now
        feed.state.lastBody = now
        feed.state.health = .ok
        return try await store.claim(Claim(feed: feed, items: items, now: now, oldest: oldest, homePage: homePage))
    }

    // MARK: Completing

    func pending() async throws -> [PendingItem] {
        var items: [PendingItem] = []
        let references = try await store.pendingItems(PendingQuestion(perSite: 1000, limit: 1000), at: now)
        for reference in references {
            if let item = try await store.pendingItem(reference.id) { items.append(item) }
        }
        return items
    }

    /// The completion of an item with what its feed says of it.
    func record(_ item: PendingItem) -> Completion {
        let text = item.item.summary ?? ""
        let content = WrittenContent(Fingerprints.content(title: item.item.title, text: text), isPage: false)
        if item.event == .updated, content == item.content { return .unchanged(item: item.id) }
        return .record(item: item.id, Self.encoded(item), content: content)
    }

    /// - Parameter canonical: the address that its page calls its own.
    static func encoded(_ item: PendingItem, canonical: String? = nil) -> EncodedRecord {
        var article = Article()
        article.url = item.item.link
        article.canonicalURL = canonical
        article.title = item.item.title
        article.setBlocks([(Article.Block(kind: .paragraph, text: item.item.summary ?? ""), true)])
        let annotations = Annotations(document: Document(text: TextBuffer(article.text)), quotations: [])
        return Record(
            id: item.recordID, revision: item.revision, event: item.event, seenAt: item.seenAt,
            source: .init(feed: item.feed.url, feedTitle: item.feed.state.title, itemID: item.item.guid, tags: []), article: article,
            contentFrom: .feed, annotations: annotations, producer: .init(program: "onrecord", version: "0", model: "none")
        ).encoded
    }

    func completeAll() async throws {
        let pending = try await pending()
        try await store.complete(pending.map(record), at: now, limits: limits)
    }

    // MARK: Delivering

    func deliver() async throws {
        while true {
            let steps = try await store.outbox(bytes: 8 << 20)
            guard let last = steps.last else { return }
            try output.perform(steps.map(\.step))
            try await store.clear(through: last.number)
        }
    }

    func finishAll() async throws {
        try await completeAll()
        try await deliver()
    }

    // MARK: Looking

    /// The lines of the folder in order, as a reader finds them.
    func lines() throws -> [(sequence: Int64, id: String, revision: Int, title: String)] {
        let reader = try RecordReader(folder: outPath)
        var lines: [(Int64, String, Int, String)] = []
        while let record = try reader.next() {
            let json = try JSONValue(parsing: record.line)
            lines.append((record.sequence, json["id"]?.string ?? "", json["revision"]?.int ?? 0, json["title"]?.string ?? ""))
        }
        return lines
    }
}

/// Something that should be there is not.
struct Missing: Error {}
