import Articles
import Language
import Quotations
import Records
import Testing

@testable import Store

@Suite struct CanonicalTests {
    private func item(_ number: Int, title: String) -> FoundItem {
        let link = "https://news.example/\(number)"
        return FoundItem(link: link, normalisedLink: link, site: "news.example", title: title)
    }

    /// Completes all that is pending, each page naming a canonical address.
    private func complete(_ machine: Machine, canonical: [String: Int]) async throws {
        for pending in try await machine.pending() {
            var article = Article()
            article.url = pending.item.link
            article.title = pending.item.title
            article.canonicalURL = canonical[pending.item.link ?? ""].map { "https://news.example/\($0)" }
            let record = Record(
                id: pending.recordID, revision: pending.revision, event: pending.event, seenAt: pending.seenAt,
                source: .init(feed: pending.feed.url, feedTitle: nil, itemID: nil, tags: []), article: article, contentFrom: .page,
                annotations: Annotations(document: Document(text: TextBuffer("")), quotations: []),
                producer: .init(program: "onrecord", version: "0", model: "none"))
            try await machine.store.complete(
                [.record(item: pending.id, record.encoded, content: WrittenContent(Array(repeating: 1, count: 16), isPage: true))],
                at: machine.now, limits: machine.limits)
        }
        try await machine.deliver()
    }

    private let title = "The last ferry sails an hour earlier"

    @Test func `an item whose page names another item's address is that article`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, title: title)])
        try await complete(machine, canonical: [:])
        try await machine.poll([item(2, title: title)])
        try await complete(machine, canonical: ["https://news.example/2": 1])
        #expect(try machine.lines().count == 1)
        let again = try await machine.poll([item(2, title: title)])
        #expect((again.new, again.changed) == (0, 0))
    }

    @Test func `an article that was found by another address first is found by its own`() async throws {
        let machine = try Machine()
        try await machine.poll([item(2, title: title)])
        try await complete(machine, canonical: ["https://news.example/2": 1])
        let result = try await machine.poll([item(1, title: title)])
        #expect(result.new == 0)
        #expect(try machine.lines().count == 1)
    }

    @Test func `an address that different articles name is not believed`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, title: "News of the harbour, day by day")])
        try await complete(machine, canonical: [:])
        try await machine.poll([item(2, title: title), item(3, title: "Fog keeps all boats in port")])
        try await complete(machine, canonical: ["https://news.example/2": 1, "https://news.example/3": 1])
        #expect(try machine.lines().count == 3)
    }
}
