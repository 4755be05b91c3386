import GRDB
import Records
import Testing

@testable import Store

private func item(_ number: Int, site: String = "news.example", text: String = "", published: Moment? = nil) -> FoundItem {
    FoundItem(
        link: "https://\(site)/\(number)", normalisedLink: "https://\(site)/\(number)", site: site, title: "Article \(number)",
        summary: text, published: published)
}

@Suite struct StoreTests {
    @Test func `old items of a feed's first poll are noted and never written`() async throws {
        let machine = try Machine()
        let old = machine.now - .seconds(30 * 86_400)
        let found = [item(1, published: old), item(2, published: machine.now), item(3)]
        let result = try await machine.poll(found, oldest: machine.now - .seconds(7 * 86_400))
        #expect((result.new, result.noted) == (2, 1))
        let again = try await machine.poll(found)
        #expect((again.new, again.noted, again.changed) == (0, 0, 0))
        try await machine.finishAll()
        #expect(try machine.lines().map(\.title) == ["Article 2", "Article 3"])
    }

    @Test func `a changed item is written as the next revision, an unchanged one is not`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, text: "one")])
        try await machine.finishAll()
        for (hours, text) in [(1, "one"), (2, "two"), (3, "two"), (4, "three")] {
            machine.now = Machine.start + .seconds(hours * 3600)
            try await machine.poll([item(1, text: text)])
            try await machine.finishAll()
        }
        #expect(try machine.lines().map(\.revision) == [1, 2, 3])
        #expect(Set(try machine.lines().map(\.id)).count == 1)
    }

    @Test func `a look in vain does not use up a revision, and the next look waits longer`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, text: "one")])
        try await machine.finishAll()
        var looks = 0
        for minute in stride(from: 1, through: 200, by: 5) {
            machine.now = Machine.start + .seconds(minute * 60)
            try await machine.poll([item(1, text: "counter \(minute)")])
            let pending = try await machine.pending()
            looks += pending.count
            try await machine.store.complete(pending.map { .unchanged(item: $0.id) }, at: machine.now, limits: machine.limits)
        }
        // At once, then after 20, 40 and 80 minutes.
        #expect(looks == 4)
        machine.now = machine.now + .seconds(86_400)
        try await machine.poll([item(1, text: "edited")])
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == [1, 2])
    }

    @Test func `a failed page waits for its time`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1), item(2)])
        let pending = try await machine.pending()
        let later = machine.now + .seconds(600)
        try await machine.store.complete(
            [.retry(item: pending[0].id, at: later, error: "the server answers 503"), machine.record(pending[1])], at: machine.now,
            limits: machine.limits)
        #expect(try await machine.pending() == [])
        let backlog = try await machine.store.backlog(at: machine.now)
        #expect(backlog == Backlog(due: 0, waiting: 1, nextTry: later, outbox: 1))
        machine.now = later
        let again = try #require(try await machine.pending().first)
        #expect(again.attempts == 1)
        #expect(again.firstTry == Machine.start)
    }

    @Test func `each site gets its turn among the pending items`() async throws {
        let machine = try Machine()
        try await machine.poll((1...9).map { item($0, site: "a.example") } + [item(1, site: "b.example"), item(1, site: "c.example")])
        func ask(
            behind site: String, perSite: Int = 2, limit: Int = 3, busy: [PendingReference] = [], atWork: [PendingReference] = []
        ) async throws -> [PendingReference] {
            try await machine.store.pendingItems(
                PendingQuestion(perSite: perSite, limit: limit, behind: site, busy: Set(busy), atWork: Set(atWork)), at: machine.now)
        }
        #expect(try await ask(behind: "").map(\.site) == ["a.example", "a.example", "b.example"])
        #expect(try await ask(behind: "a.example").map(\.site) == ["b.example", "c.example", "a.example"])
        #expect(try await ask(behind: "b.example", limit: 9).map(\.site) == ["c.example", "a.example", "a.example", "b.example"])
        #expect(try await ask(behind: "zzz").map(\.site) == ["a.example", "a.example", "b.example"])
        let first = Array(try await ask(behind: "", perSite: 9, limit: 9).prefix(8))
        #expect(try await ask(behind: "", busy: first).map(\.site) == ["a.example", "b.example", "c.example"])
        #expect(
            try await ask(behind: "", busy: first, atWork: Array(first.prefix(1))).map(\.site) == ["a.example", "b.example", "c.example"])
        #expect(try await ask(behind: "", busy: first, atWork: first).map(\.site) == ["b.example", "c.example"])
    }

    @Test func `a feed with thousands of links has its share of the pages, and others at the same sites theirs`() async throws {
        let machine = try Machine()
        let (crowd, paper) = ("https://crowd.example/feed", "https://paper.example/feed")
        try await machine.poll(
            (1...700).map { item($0, site: "s\($0 % 70).example") } + (701...800).map { item($0, site: "z.example") }, of: crowd)
        try await machine.poll((901...903).map { item($0, site: "z.example") }, of: paper)
        let (one, other) = (try await machine.feed(crowd).id, try await machine.feed(paper).id)
        var question = PendingQuestion(perSite: 2, perFeed: 16, limit: 40)
        // The crowd's items stand first at z.example too: what the paper has comes when the crowd has its share.
        let found = try await machine.store.pendingItems(question, at: machine.now)
        #expect(found.count { $0.feed == one } == 16 && found.count { $0.feed == other } == 2)
        // Those at work are counted, and found no more.
        (question.busy, question.atWork) = (Set(found.filter { $0.feed == one }), Set(found.filter { $0.feed == one }))
        #expect(try await machine.store.pendingItems(question, at: machine.now).map(\.feed) == [other, other])
        // A crowding feed comes last, wherever the turn begins.
        let backlog = try await machine.store.backlog(at: machine.now)
        #expect(backlog.due == 803 && backlog.crowding == [one: 800])
        question = PendingQuestion(perSite: 1, perFeed: 16, limit: 2, behind: "s99", last: Set(backlog.crowding.keys))
        let last = try await machine.store.pendingItems(question, at: machine.now)
        #expect(last.map(\.feed) == [other, one])
        #expect(last.first?.site == "z.example" && last.last?.site != "z.example")
    }

    @Test func `a site with thousands of overdue feeds does not hide the others`() async throws {
        let machine = try Machine()
        let crowd = (1...6000).map { Subscription(url: "https://a.example/\($0)", site: "a.example") }
        try await machine.store.subscribe(to: crowd, at: machine.now)
        try await machine.store.subscribe(to: crowd + [Subscription(url: "https://b.example/1", site: "b.example")], at: machine.now)
        var b = try #require(try await machine.store.feeds().last)
        b.nextPoll = machine.now
        try await machine.store.update(b)
        var due: [StoredFeed] = []
        for _ in 0..<3 { due = try await machine.store.dueFeeds(at: machine.now, limit: 10, perSite: 2, busy: []) }
        #expect(due.map(\.url).contains("https://b.example/1"))
        #expect(due.count == 3)
        // Nothing of the crowd is forgotten.
        let later = try await machine.store.dueFeeds(at: machine.now + .seconds(3600), limit: 7000, perSite: 7000, busy: [])
        #expect(later.count == 5000)
    }

    @Test func `feeds come when they are due, so many of one site`() async throws {
        let machine = try Machine()
        let urls = (1...5).map { "https://a.example/\($0)" } + ["https://b.example/1"]
        try await machine.store.subscribe(
            to: urls.map { Subscription(url: $0, site: $0.contains("a.example") ? "a.example" : "b.example") }, at: machine.now)
        let due = try await machine.store.dueFeeds(at: machine.now, limit: 10, perSite: 2, busy: [])
        #expect(due.map(\.url).sorted() == ["https://a.example/1", "https://a.example/2", "https://b.example/1"])
        let rest = try await machine.store.dueFeeds(at: machine.now, limit: 10, perSite: 2, busy: Set(due.map(\.id)))
        #expect(rest == [])
        var first = due[0]
        first.nextPoll = machine.now + .seconds(900)
        try await machine.store.update(first)
        let later = try await machine.store.dueFeeds(at: machine.now, limit: 10, perSite: 2, busy: [])
        #expect(!later.contains { $0.id == first.id })
        #expect(try await machine.store.nextPoll(after: machine.now) == first.nextPoll)
    }

    @Test func `a feed that comes back to the list is known again`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1)])
        let id = try await machine.feed("https://news.example/feed").id
        try await machine.store.subscribe(to: [], at: machine.now)
        #expect(try await machine.store.feeds() == [])
        try await machine.store.subscribe(to: [Subscription(url: "https://news.example/feed", site: "news.example")], at: machine.now)
        let feed = try #require(try await machine.store.feeds().first)
        #expect(feed.id == id)
        #expect(feed.state.items == 1)
    }

    @Test func `items are forgotten when their feed has shown others for long enough, and pending ones never`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1), item(2)])
        let pending = try await machine.pending()
        try await machine.store.complete([machine.record(pending[0])], at: machine.now, limits: machine.limits)
        let age = Duration.seconds(90 * 86_400)
        machine.now = Machine.start + .seconds(100 * 86_400)
        // The feed has not had a body since: it still shows what it showed.
        #expect(try await machine.store.forget(unseenFor: age, at: machine.now) == 0)
        try await machine.poll([item(3)])
        #expect(try await machine.store.forget(unseenFor: age, at: machine.now) == 1)
        #expect(try await machine.pending().count == 2)
        let keys = try await machine.store.database.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM item_key WHERE item NOT IN (SELECT id FROM item)")
        }
        #expect(keys == 0)
    }

    @Test func `the items of a feed that has left the list are forgotten with it`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1)])
        try await machine.finishAll()
        try await machine.store.subscribe(to: [], at: machine.now)
        let later = machine.now + .seconds(91 * 86_400)
        #expect(try await machine.store.forget(unseenFor: .seconds(90 * 86_400), at: later) == 1)
    }

    @Test func `an item that stays in its feed is never forgotten`() async throws {
        let machine = try Machine()
        for day in stride(from: 0, through: 120, by: 8) {
            machine.now = Machine.start + .seconds(day * 86_400)
            #expect(try await machine.poll([item(1)]).new == (day == 0 ? 1 : 0))
            try await machine.completeAll()
            #expect(try await machine.store.forget(unseenFor: .seconds(90 * 86_400), at: machine.now) == 0)
        }
    }

    @Test func `a clock that ran ahead does not stop the polls`() async throws {
        let folder = try TemporaryFolder()
        do {
            let machine = try Machine(folder, now: Machine.start + .seconds(4 * 365 * 86_400))
            try await machine.poll([item(1)])
            var feed = try await machine.feed("https://news.example/feed")
            feed.nextPoll = machine.now + .seconds(900)
            try await machine.store.update(feed)
        }
        let machine = try Machine(folder)
        #expect(try await machine.store.dueFeeds(at: machine.now, limit: 1, perSite: 1, busy: []).count == 1)
    }

    @Test func `the feeds can be read beside the daemon`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1)])
        let feeds = try await SQLiteStore.readFeeds(path: machine.folder.path + "/state.db").feeds
        #expect(feeds.map(\.url) == ["https://news.example/feed"])
        await #expect(throws: (any Error).self) { try await SQLiteStore.readFeeds(path: machine.folder.path + "/none.db") }
    }
}
