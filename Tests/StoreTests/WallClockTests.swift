import GRDB
import Records
import Testing

@testable import Store

private func items(_ numbers: ClosedRange<Int>, text: String = "") -> [FoundItem] {
    numbers.map {
        FoundItem(
            link: "https://news.example/\($0)", normalisedLink: "https://news.example/\($0)", site: "news.example", title: "Article \($0)",
            summary: "Text \($0).\(text)")
    }
}

@Suite struct WallClockTests {
    private let url = "https://news.example/feed"
    /// By how much the clock runs ahead.
    private static let leads: [Duration] = [.seconds(2 * 3600), .seconds(12 * 86_400), .seconds(4 * 365 * 86_400)]

    @Test(arguments: leads, [true, false])
    func `what was found, tried and asked under a clock that ran ahead does not wait for that time`(
        lead: Duration, isRunning: Bool
    ) async throws {
        let right = Machine.start
        var machine = try Machine(TemporaryFolder(), now: right + lead)
        let store = machine.store
        try await machine.poll(items(1...1))
        try await machine.finishAll()
        // One that is looked at again, one that has been tried, one that has not been.
        machine.now = machine.now + .seconds(600)
        try await machine.poll(items(1...1, text: " More.") + items(2...3))
        let pending = try await machine.pending()
        try await store.complete(
            [
                .unchanged(item: pending[0].id), .retry(item: pending[1].id, at: machine.now + .seconds(3600), error: "503"),
            ], at: machine.now, limits: machine.limits)
        var feed = try await machine.feed(url)
        feed.nextPoll = machine.now + .seconds(900)
        feed.state.notBefore = machine.now + .seconds(600)
        feed.state.note(.slowed, at: machine.now)
        try await store.update(feed)
        let ahead = machine.now
        try await store.changePush(of: feed.id) { [feed] push in
            push = PushSubscription(feed: feed.id, token: "t", secret: "s", hub: "h", topic: "t", nextTry: ahead + .seconds(86_400))
            push?.standing = .active
            push?.until = ahead + .seconds(10 * 86_400)
            push?.lastPush = ahead
            push?.lastMissed = ahead + .seconds(1)
        }
        if isRunning {
            machine.now = right
            try await store.acceptClock(at: right)
        } else {
            machine = try Machine(machine.crash(), now: right)
        }
        for _ in 0..<2 {
            #expect(try await machine.pending().map(\.item.title) == ["Article 2", "Article 3"])
            #expect(try await machine.pending().allSatisfy { $0.seenAt <= right && $0.firstTry ?? right <= right })
            feed = try await machine.feed(url)
            // What the publisher has asked for is obeyed as long as it was to be.
            #expect(feed.state.notBefore == right + .seconds(600) && feed.nextPoll == right + .seconds(600))
            #expect(feed.state.lastPoll == right && feed.state.lastBody == right && feed.state.history.map(\.at) == [right])
            let push = try #require(try await machine.store.push(feed: feed.id))
            #expect(push.nextTry == right && push.lastPush == right && push.lastMissed == right && !push.brings(at: right))
            try await machine.store.acceptClock(at: right)
        }
        // A change is looked at again as soon as it would have been.
        machine.now = right + .seconds(7200)
        #expect(try await machine.poll(items(1...1, text: " Still more.")).changed == 1)
        try await machine.finishAll()
        #expect(try Verification(folder: machine.outPath).findings == [])
    }

    @Test func `sites are left alone for a day at the most`() async throws {
        let machine = try Machine()
        let day = Duration.seconds(86_400)
        try await machine.store.hold(["a.example": machine.now + .seconds(600), "b.example": machine.now + day * 300], at: machine.now)
        for _ in 0..<2 {
            try await machine.store.acceptClock(at: machine.now)
            #expect(
                try await machine.store.holds(at: machine.now) == [
                    "a.example": machine.now + .seconds(600), "b.example": machine.now + day,
                ])
        }
    }

    @Test func `where the clock is right nothing changes`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        let pending = try await machine.pending()
        let later = machine.now + .seconds(6 * 86_400)
        try await machine.store.complete(
            [.retry(item: pending[0].id, at: later, error: "503")], at: machine.now, limits: machine.limits)
        var feed = try await machine.feed(url)
        feed.nextPoll = machine.now + .seconds(30 * 86_400)
        feed.state.notBefore = later
        try await machine.store.update(feed)
        try await machine.store.changePush(of: feed.id) { [feed, now = machine.now] push in
            push = PushSubscription(feed: feed.id, token: "t", secret: "s", hub: "h", topic: "t", nextTry: now + .seconds(70 * 86_400))
            push?.standing = .active
            push?.until = now + .seconds(90 * 86_400)
        }
        let pushes = try await machine.store.pushes()
        let changes = try await machine.store.database.write { $0.totalChangesCount }
        try await machine.store.acceptClock(at: machine.now)
        #expect(try await machine.store.database.write { $0.totalChangesCount } == changes)
        #expect(try await machine.feed(url) == feed)
        #expect(try await machine.store.pushes() == pushes)
        #expect(try await machine.store.nextTry(after: machine.now) == later)
    }
}
