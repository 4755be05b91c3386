import Records
import Testing

@testable import Store

@Suite struct ReplicaTests {
    private let now = Machine.start

    private func open(_ folder: TemporaryFolder, image: [UInt8]? = nil, changes: [[UInt8]] = []) async throws -> Replica {
        try await Replica.open(folder: folder.path + "/replica", image: image, changes: changes, now: now)
    }

    /// Polls a feed of so many items with long texts, and completes them as a worker does.
    private func work(on store: SQLiteStore, items: Range<Int>) async throws {
        let url = "https://news.example/feed"
        try await store.subscribe(to: [Subscription(url: url, site: "news.example")], at: now)
        let feed = try #require(try await store.feeds().first)
        let found = items.map { number in
            let link = "https://news.example/\(number)"
            return FoundItem(
                link: link, normalisedLink: link, site: "news.example", title: "Article \(number)",
                summary: String(repeating: "Sentence \(number) of the council. ", count: 600))
        }
        _ = try await store.claim(Claim(feed: feed, items: found, now: now, oldest: nil, homePage: nil))
        var completions: [Completion] = []
        for reference in try await store.pendingItems(PendingQuestion(perSite: 1000, limit: 1000), at: now) {
            let item = try #require(try await store.pendingItem(reference.id))
            completions.append(.record(item: item.id, Machine.encoded(item), content: WrittenContent([1], isPage: false)))
        }
        try await store.complete(completions, knownOtherwise: [], at: now)
    }

    @Test func `a worker's tables keep what is known of items, and none of the records`() async throws {
        let folder = try TemporaryFolder()
        let replica = try await open(folder)
        try await work(on: replica.store, items: 0..<50)
        let (changes, image) = try await replica.image()
        // The records have 18 kB each.
        #expect(image.count < 250_000 && changes.count < 50_000)
        #expect(try await replica.store.backlog(at: now).outbox == 0)
        await replica.close()
    }

    @Test func `image and changes make the same tables elsewhere`() async throws {
        let folder = try TemporaryFolder()
        let first = try await open(folder)
        try await work(on: first.store, items: 0..<3)
        let (_, image) = try await first.image()
        try await work(on: first.store, items: 2..<6)
        let changes = try await first.takeChanges()
        let feeds = try await first.store.feeds()
        await first.close()
        let second = try await open(folder, image: image, changes: [changes])
        #expect(try await second.store.feeds() == feeds && feeds.first?.state.items == 6)
        #expect(try await second.store.backlog(at: now).due == 0)
        // What an owner's clock that ran ahead has left is a change of its own.
        #expect(try await second.takeChanges() == [])
        await second.close()
    }

    @Test func `what list the feeds were brought to goes with them`() async throws {
        let folder = try TemporaryFolder()
        let first = try await open(folder)
        #expect(try await first.store.listSum() == nil)
        let feeds = [Subscription(url: "https://news.example/feed", site: "news.example")]
        try await first.store.subscribe(to: feeds, listSum: [1, 2, 3], at: now)
        let changes = try await first.takeChanges()
        await first.close()
        let second = try await open(folder, changes: [changes])
        #expect(try await second.store.listSum() == [1, 2, 3])
        #expect(try await second.store.feeds().count == 1)
        await second.close()
    }
}
