import DemoSite
import Foundation
import JSONText
import Records
import Testing

@testable import Ingest

@Suite("A single run")
struct RunOnceTests {
    @Test("writes every article of the demo's site once, and a second run writes nothing")
    func demo() async throws {
        let site = try await DemoSite()
        let room = try Newsroom()
        let settings = room.settings(site.feeds)
        let first = try await room.runOnce(settings)
        #expect(first.failures.isEmpty)
        let records = try room.records()
        #expect(records.count == site.articleCount)
        #expect(Set(records.compactMap { $0["id"]?.string }).count == records.count)
        #expect(records.contains { $0["content_from"]?.string == "feed" }, "robots.txt forbids one page")
        try await room.runOnce(settings)
        #expect(try room.records().count == records.count)
        #expect(try Verification(folder: room.output).passed)
        await site.stop()
    }

    @Test("gives offsets that hold, in Unicode scalars")
    func offsets() async throws {
        let site = try await DemoSite()
        let room = try Newsroom()
        try await room.runOnce(room.settings(site.feeds))
        for record in try room.records() {
            let text = Array((record["text"]?.string ?? "").unicodeScalars)
            func check(_ span: JSONValue, _ name: String) {
                guard let start = span["start"]?.int, let end = span["end"]?.int else { return }
                let found = String(String.UnicodeScalarView(text[start..<end]))
                #expect(found == span[name]?.string)
            }
            for block in record["blocks"]?.array ?? [] { check(block, "text") }
            for quote in record["quotes"]?.array ?? [] {
                check(quote, "text")
                if let speaker = quote["speaker"] { check(speaker, "mention") }
                if let cue = quote["cue"] { check(cue, "text") }
            }
            for entity in record["entities"]?.array ?? [] { for mention in entity["mentions"]?.array ?? [] { check(mention, "text") } }
        }
        await site.stop()
    }

    @Test("knows an item again whose guid is new at each poll")
    func rotatingGuids() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        site.on("/feed") { poll in
            .init(type: "application/rss+xml", body: Sample.rss([.init(link: link, guid: "poll-\(poll)", title: "Ferry sails twice")]))
        }
        site.on("/a") { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs)) }
        let room = try Newsroom()
        for _ in 0..<3 { try await room.runOnce(room.settings([site.origin + "/feed"])) }
        #expect(try room.records().count == 1)
        #expect(site.count("/feed") == 3)
        #expect(site.count("/a") == 1)
    }

    @Test("writes an edited article as the next revision, and only if its words have changed")
    func edits() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        // The second poll brings a new summary over the same page, the third would bring a new page.
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss([.init(link: link, guid: "1", title: "Ferry sails twice", description: "Summary \(poll)")]))
        }
        site.on("/a") { visit in
            .init(body: Sample.page("Ferry sails twice", Sample.paragraphs + (visit > 1 ? ["A third boat is to follow in autumn."] : [])))
        }
        let room = try Newsroom()
        for _ in 0..<2 { try await room.runOnce(room.settings([site.origin + "/feed"])) }
        let records = try room.records()
        #expect(records.map { $0["event"]?.string } == ["new", "updated"])
        #expect(records.map { $0["revision"]?.int } == [1, 2])
        #expect(Set(records.map { $0["id"]?.string }).count == 1)
        #expect(records.last?["text"]?.string?.contains("third boat") == true)
    }

    @Test("asks a site again when it says so, and takes the page then")
    func retryAfter() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        site.on("/feed") { _ in .init(type: "application/rss+xml", body: Sample.rss([.init(link: link, title: "Ferry sails twice")])) }
        site.on("/a") { visit in
            visit == 1
                ? .init(status: 503, headers: ["Retry-After": "1"]) : .init(body: Sample.page("Ferry sails twice", Sample.paragraphs))
        }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]))
        let records = try room.records()
        #expect(records.map { $0["content_from"]?.string } == ["page"])
        #expect(site.count("/a") == 2)
    }

    @Test("writes the feed's own content where there is no page", arguments: [404, 410, 403, 451])
    func noPage(status: Int) async throws {
        let site = try await TestSite()
        let item = Sample.Item(link: site.origin + "/a", title: "Ferry sails twice", description: "The ferry will sail twice a day.")
        site.on("/feed") { _ in .init(type: "application/rss+xml", body: Sample.rss([item])) }
        site.on("/a") { _ in .init(status: status, body: "no") }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]))
        let record = try #require(try room.records().first)
        #expect(record["content_from"]?.string == "feed")
        #expect(record["text"]?.string == "The ferry will sail twice a day.")
        #expect(record["title"]?.string == "Ferry sails twice")
    }

    @Test("keeps a page that fails for the next run, and the other feeds go on")
    func failingPage() async throws {
        let site = try await TestSite()
        let (down, up) = (site.origin + "/down", site.origin + "/up")
        site.on("/one") { _ in .init(type: "application/rss+xml", body: Sample.rss([.init(link: down, title: "One")])) }
        site.on("/two") { _ in .init(type: "application/rss+xml", body: Sample.rss([.init(link: up, title: "Two")])) }
        site.on("/html") { _ in .init(body: Sample.page("No feed", Sample.paragraphs)) }
        site.on("/empty") { _ in .init(type: "application/rss+xml") }
        site.on("/broken") { _ in .init(status: 500) }
        site.on("/down") { _ in .init(status: 500) }
        site.on("/up") { _ in .init(body: Sample.page("Two", Sample.paragraphs)) }
        let room = try Newsroom()
        let report = try await room.runOnce(room.settings(["one", "two", "html", "empty", "broken"].map { site.origin + "/" + $0 }))
        #expect(report.failures.count == 3)
        #expect(report.backlog.waiting == 1)
        #expect(try room.records().map { $0["title"]?.string } == ["Two"])
    }

    @Test("never has more requests at once to a site than it may")
    func perSite() async throws {
        let site = try await TestSite()
        let links = (0..<12).map { site.origin + "/\($0)" }
        site.on("/feed") { _ in
            .init(type: "application/rss+xml", body: Sample.rss(links.map { .init(link: $0, title: "Item " + $0) }))
        }
        for (number, _) in links.enumerated() {
            site.on("/\(number)") { _ in
                .init(body: Sample.page("Item \(number)", Sample.paragraphs + ["Item \(number)."]), delay: .milliseconds(30))
            }
        }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]) { $0.fetch.perSite = 2 })
        #expect(try room.records().count == 12)
        #expect(site.mostAtOnce <= 2)
    }

    @Test("leaves nothing behind of a feed with many items of one site")
    func manyItems() async throws {
        let site = try await TestSite()
        let items = (0..<150).map { Sample.Item(link: site.origin + "/\($0)", title: "Item \($0)", description: "Words of item \($0).") }
        site.on("/feed") { _ in .init(type: "application/rss+xml", body: Sample.rss(items)) }
        let room = try Newsroom()
        let report = try await room.runOnce(room.settings([site.origin + "/feed"]) { $0.fetch.articles = false })
        #expect(report.backlog == .init())
        #expect(try room.records().count == 150)
    }

    @Test("sends the validators of the last answer, and finds nothing new in a 304")
    func conditional() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        site.on("/feed") { poll in
            poll == 1
                ? .init(
                    type: "application/rss+xml", headers: ["ETag": "\"v1\"", "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"],
                    body: Sample.rss([.init(link: link, title: "Ferry sails twice")])) : .init(status: 304)
        }
        site.on("/a") { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs)) }
        let room = try Newsroom()
        for _ in 0..<2 { try await room.runOnce(room.settings([site.origin + "/feed"])) }
        let polls = site.requests.filter { $0.path == "/feed" }
        #expect(polls.first?.headers["if-none-match"] == nil)
        #expect(polls.last?.headers["if-none-match"] == "\"v1\"")
        #expect(polls.last?.headers["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT")
        #expect(try room.records().count == 1)
    }

    @Test("uses the feed's content only, where pages are not wanted")
    func withoutPages() async throws {
        let site = try await TestSite()
        let item = Sample.Item(link: site.origin + "/a", title: "Ferry", description: "“It sails,” said Orla Benning.")
        site.on("/feed") { _ in .init(type: "application/rss+xml", body: Sample.rss([item])) }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]) { $0.fetch.articles = false })
        #expect(try room.records().first?["content_from"]?.string == "feed")
        #expect(site.requests.allSatisfy { $0.path == "/feed" })
    }
}
