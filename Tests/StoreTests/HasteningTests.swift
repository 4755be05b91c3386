import Records
import Testing

@testable import Store

@Suite struct HasteningTests {
    @Test func `feeds that are failing are due at once, or when their publisher lets them be asked`() async throws {
        let machine = try Machine()
        let (store, now) = (machine.store, machine.now)
        let names = ["busy", "failing", "held", "soon", "sound"]
        try await store.subscribe(to: names.map { Subscription(url: "https://\($0).example/feed", site: "\($0).example") }, at: now)
        let feeds = try await store.feeds()
        for (var feed, name) in zip(feeds, names) {
            feed.nextPoll = name == "soon" ? now - .seconds(1) : now + .seconds(3600)
            feed.state.health = name == "sound" ? .ok : .failing
            if name == "held" { feed.state.notBefore = now + .seconds(600) }
            try await store.update(feed)
        }
        try await store.hastenFailing(except: [feeds[0].id], at: now)
        let waits = try await store.feeds().map { $0.nextPoll - now }
        #expect(waits == [.seconds(3600), .zero, .seconds(600), .seconds(-1), .seconds(3600)])
    }
}
