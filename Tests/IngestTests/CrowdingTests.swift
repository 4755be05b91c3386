import Fetching
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store
import Testing

@testable import Ingest

@Suite("A feed that brings more than can be had of its pages", .timeLimit(.minutes(2)))
struct CrowdingTests {
    @Test("waits by itself, has only its share of the pages, and lets the others go on")
    func crowd() async throws {
        // Six hundred servers that take long to say nothing.
        let slow = try await TestSite(ip: "0.0.0.0")
        let crowd = try await TestSite(ip: "127.0.0.2")
        let links = (0..<600).map { "http://127.0.\(1 + $0 / 200).\(1 + $0 % 200):\(slow.port)/\($0)" }
        for number in 0..<600 { slow.on("/\(number)") { _ in .init(status: 404, delay: .seconds(3)) } }
        crowd.on("/feed") { poll in
            // New ones with each poll.
            .init(
                type: "application/rss+xml",
                body: Sample.rss(links.enumerated().map { .init(link: $1 + "?\(poll)", guid: "\($0) \(poll)", title: "Item \($0)") }))
        }
        let paper = try await TestSite(ip: "127.0.0.3")
        let origin = paper.origin
        paper.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<min(poll, 4)).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "News \($0)") }))
        }
        for number in 0..<4 { paper.on("/\(number)") { _ in .init(body: Sample.page("News \(number)", Sample.paragraphs)) } }
        let room = try Newsroom()
        let (ingest, client) = try room.ingest(room.settings([crowd.origin + "/feed", origin + "/feed"]))
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(services: [ingest], logger: log)
        async let running: Void = group.run()
        while (0..<4).contains(where: { paper.count("/\($0)") == 0 }) { try await Task.sleep(for: .milliseconds(50)) }
        let feeds = try await ingest.store.feeds()
        let state = try #require(feeds.first { $0.url.contains("127.0.0.2") })
        while try await ingest.store.feed(state.id)?.state.reason?.contains("wait for their pages") != true {
            try await Task.sleep(for: .milliseconds(50))
        }
        // A look at what waits is good for a second, and so may be one more poll.
        #expect(crowd.count("/feed") <= 2)
        #expect(slow.mostAtOnce > 4 && slow.mostAtOnce <= Ingest.Bounds.perFeed)
        let polls = paper.count("/feed")
        while paper.count("/feed") < polls + 2 { try await Task.sleep(for: .milliseconds(50)) }
        await group.triggerGracefulShutdown()
        try await running
        await client.shutdown()
    }

    @Test("is asked again when its site may have given enough pages", arguments: [(501, 60), (700, 200), (90_000, 3600)])
    func putOff(waiting: Int, seconds: Int) {
        let now = Moment(milliseconds: 0)
        let decision = PollSchedule.putOff(waiting: waiting, now: now)
        #expect(decision.at == now + .seconds(seconds))
        #expect(decision.reason.hasPrefix("\(waiting) of its items wait"))
    }
}
