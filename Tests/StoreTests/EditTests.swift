import Records
import Testing

@testable import Store

/// When an edit that a feed shows comes out as a revision.
@Suite struct EditTests {
    private func item(_ text: String) -> FoundItem {
        FoundItem(
            link: "https://news.example/1", normalisedLink: "https://news.example/1", site: "news.example", guid: "1", title: "Ferry",
            summary: text)
    }

    private func poll(_ machine: Machine, _ text: String) async throws { try await machine.poll([item(text)]) }

    /// A machine that has written an item and its first edit.
    private func edited() async throws -> Machine {
        let machine = try Machine()
        for text in ["one", "two"] {
            machine.now = machine.now + .seconds(3600)
            try await poll(machine, text)
            try await machine.finishAll()
        }
        return machine
    }

    @Test func `a second edit within minutes is written a little later, though the feed says no more`() async throws {
        let machine = try await edited()
        machine.now = machine.now + .seconds(300)
        try await poll(machine, "three")
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2])
        machine.now = machine.now + .seconds(300)
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2, 3])
    }

    @Test func `an edit that waits is written as the feed says it last`() async throws {
        let machine = try await edited()
        for text in ["three", "four", "five"] {
            machine.now = machine.now + .seconds(60)
            try await poll(machine, text)
        }
        machine.now = machine.now + .seconds(600)
        let pending = try await machine.pending()
        #expect(pending.map(\.item.summary) == ["five"])
        #expect(pending.map(\.revision) == [3])
        try await machine.finishAll()
        try await poll(machine, "five")
        #expect(try await machine.pending().isEmpty)
    }

    @Test func `an edit taken back before it was written is none`() async throws {
        let machine = try await edited()
        for text in ["three", "two"] {
            machine.now = machine.now + .seconds(60)
            try await poll(machine, text)
        }
        machine.now = machine.now + .seconds(600)
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2])
    }

    @Test func `an edit of an item that is being worked on has the feed read again`() async throws {
        let machine = try Machine()
        try await poll(machine, "one")
        let working = try await machine.pending()
        var feed = try await machine.feed("https://news.example/feed")
        (feed.state.bodyHash, feed.state.validators) = ("ab", .init(etag: "\"2\"", lastModified: nil))
        _ = try await machine.store.claim(Claim(feed: feed, items: [item("two")], now: machine.now, oldest: nil, homePage: nil))
        try await machine.store.complete(working.map(machine.record), at: machine.now, limits: machine.limits)
        let after = try await machine.feed(feed.url).state
        #expect(after.bodyHash == nil && after.validators == nil, "nobody would see the edit if the feed were not modified")
        machine.now = machine.now + .seconds(60)
        try await poll(machine, "two")
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2])
    }

    @Test func `an item that changes at every poll is looked at more and more rarely`() async throws {
        let machine = try Machine()
        try await poll(machine, "0")
        try await machine.finishAll()
        var looks = 0
        for count in 1...288 {
            machine.now = machine.now + .seconds(300)
            try await poll(machine, "\(count)")
            let pending = try await machine.pending()
            looks += pending.count
            try await machine.store.complete(pending.map { .unchanged(item: $0.id) }, at: machine.now, limits: machine.limits)
        }
        #expect((5...10).contains(looks))
        machine.now = machine.now + .seconds(7 * 86_400)
        try await poll(machine, "the end")
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2])
    }
}
