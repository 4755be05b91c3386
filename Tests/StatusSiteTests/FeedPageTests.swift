import Ingest
import Foundation
import Records
import Store
import Testing

@testable import StatusSite

@Suite("A feed's page")
struct FeedPageTests {
    private let now = Moment(milliseconds: 1_800_000_000_000)

    private func page(push: PushSubscription? = nil, _ change: (inout FeedState) -> Void) -> String {
        var state = FeedState()
        state.title = "Weirbridge Post"
        state.health = .ok
        change(&state)
        var view = View(activity: Telemetry(startedAt: now).snapshot, instance: "0")
        view.now = now
        let feed = StoredFeed(id: 1, url: "https://example.com/rss.xml", nextPoll: now + .seconds(90), state: state)
        return FeedPage.html(FeedEntry(feed), items: [], push: push, view).text
    }

    @Test("It tells what has happened to the feed, the latest first")
    func history() throws {
        let html = page { state in
            state.note(.gone, at: now - .seconds(86_400 * 3), "the server answers 410")
            state.note(.back, at: now - .seconds(7200), "<b>&")
        }
        let gone = try #require(html.range(of: "Gone by its server"))
        let back = try #require(html.range(of: "Works again"))
        #expect(back.lowerBound < gone.lowerBound)
        #expect(html.contains("3d ago") && html.contains("2h ago"))
        #expect(html.contains("&lt;b&gt;&amp;") && !html.contains("<b>&"))
    }

    @Test("It says when the feed is polled next, and why; and that nothing has happened")
    func quiet() {
        let html = page { $0.reason = "every 15m, as configured" }
        #expect(html.contains("in 1m") && html.contains("every 15m, as configured") && html.contains("Nothing out of the ordinary"))
    }

    @Test("It tells of the hub without its secrets")
    func hub() {
        var push = PushSubscription(
            feed: 1, token: "callbacktoken", secret: "hubsecret", hub: "https://hub.example.org/?key=0123456789abcdef",
            topic: "https://example.com/rss.xml",
            nextTry: now)
        push.standing = .active
        push.until = now + .seconds(86_400 * 5)
        let html = page(push: push) { _ in }
        #expect(html.contains("subscribed") && html.contains("in 5d") && html.contains("https://hub.example.org/"))
        for secret in ["callbacktoken", "hubsecret", "0123456789abcdef"] { #expect(!html.contains(secret)) }
    }
}
