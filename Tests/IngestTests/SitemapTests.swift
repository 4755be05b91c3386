import Foundation
import Records
import Store
import Testing

@testable import Ingest

@Suite("A sitemap index")
struct SitemapTests {
    private func index(_ entries: [(path: String, modified: String?)], at origin: String) -> TestSite.Answer {
        let rows = entries.map {
            "<sitemap><loc>\(origin)\($0.path)</loc>\($0.modified.map { "<lastmod>\($0)</lastmod>" } ?? "")</sitemap>"
        }
        return .init(
            type: "application/xml",
            body: "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(rows.joined())</sitemapindex>")
    }

    private func sitemap(_ paths: [String], at origin: String, headers: [String: String] = [:]) -> TestSite.Answer {
        let rows = paths.map { "<url><loc>\(origin)\($0)</loc></url>" }
        return .init(
            type: "application/xml", headers: headers,
            body: "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(rows.joined())</urlset>")
    }

    private func pages(_ paths: [String], of site: TestSite) {
        for path in paths { site.on(path) { _ in .init(body: Sample.page("Story of \(path)", Sample.paragraphs)) } }
    }

    @discardableResult
    private func run(_ room: borrowing Newsroom, _ site: TestSite) async throws -> (report: Ingest.Report, feed: StoredFeed) {
        let report = try await room.runOnce(room.settings([site.origin + "/index.xml"]))
        let feeds = try await SQLiteStore.readFeeds(path: room.folder + "/state.db").feeds
        return (report, try #require(feeds.first))
    }

    @Test func `stands for the pages of its sitemaps, of which only changed ones are asked for again`() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/index.xml") { [self] poll in
            index(
                [("/old.xml", "2026-01-02T03:04:05Z"), ("/new.xml", poll == 1 ? "2026-02-03T04:05:06Z" : "2026-02-04T04:05:06Z")],
                at: origin)
        }
        site.on("/old.xml") { [self] _ in sitemap(["/a", "/b"], at: origin) }
        site.on("/new.xml") { [self] poll in sitemap(poll == 1 ? ["/c"] : ["/d", "/c"], at: origin) }
        pages(["/a", "/b", "/c", "/d"], of: site)
        let room = try Newsroom()
        let first = try await run(room, site)
        #expect(first.report.failures.isEmpty)
        #expect(first.feed.state.sitemaps.map(\.url) == [origin + "/new.xml", origin + "/old.xml"])
        #expect(try room.records().compactMap { $0["url"]?.string }.sorted() == ["/a", "/b", "/c"].map { origin + $0 })
        try await run(room, site)
        // The same index: nothing else is asked for.
        try await run(room, site)
        #expect(try room.records().compactMap { $0["url"]?.string }.sorted() == ["/a", "/b", "/c", "/d"].map { origin + $0 })
        #expect(site.count("/old.xml") == 1)
        #expect(site.count("/new.xml") == 2)
        #expect(site.count("/index.xml") == 3)
        #expect(site.count("/a") == 1)
    }

    @Test func `without dates has its sitemaps asked, with their validators`() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/index.xml") { [self] _ in index([("/only.xml", nil)], at: origin) }
        site.onRequest("/only.xml") { [self] request, poll in
            if request.headers["if-none-match"] == "\"2\"" { return .init(status: 304) }
            return sitemap(poll == 1 ? ["/a"] : ["/a", "/b"], at: origin, headers: ["ETag": "\"\(poll)\""])
        }
        pages(["/a", "/b"], of: site)
        let room = try Newsroom()
        for _ in 0..<3 { try await run(room, site) }
        #expect(site.requests.filter { $0.path == "/only.xml" }.map { $0.headers["if-none-match"] } == [nil, "\"1\"", "\"2\""])
        #expect(try room.records().count == 2)
    }

    @Test func `has one asked again that failed, and fails with all of them`() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/index.xml") { [self] _ in index([("/one.xml", "2026-01-02T03:04:05Z"), ("/two.xml", "2026-01-02T03:04:06Z")], at: origin)
        }
        site.on("/one.xml") { [self] poll in poll == 1 ? .init(status: 500) : sitemap(["/a"], at: origin) }
        site.on("/two.xml") { [self] poll in poll <= 2 ? .init(status: 500) : index([("/one.xml", nil)], at: origin) }
        pages(["/a"], of: site)
        let room = try Newsroom()
        let first = try await run(room, site)
        #expect(first.feed.state.health == .failing)
        #expect(first.feed.state.lastError == "\(origin)/two.xml: the server answers 500")
        let second = try await run(room, site)
        #expect(second.feed.state.health == .ok)
        #expect(try room.records().count == 1)
        // An index within an index is not read.
        try await run(room, site)
        #expect(site.count("/two.xml") == 3)
        #expect(site.count("/one.xml") == 2)
    }

    @Test func `of more pages than the limit is read in several polls`() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/index.xml") { [self] _ in index([("/one.xml", "2026-01-02T03:04:05Z"), ("/two.xml", "2026-01-02T03:04:06Z")], at: origin)
        }
        site.on("/one.xml") { [self] _ in sitemap(["/a", "/b"], at: origin) }
        site.on("/two.xml") { [self] _ in sitemap(["/c"], at: origin) }
        pages(["/a", "/b", "/c"], of: site)
        let room = try Newsroom()
        let settings = room.settings([origin + "/index.xml"]) { $0.limits.items = 2 }
        try await room.runOnce(settings)
        #expect(try room.records().compactMap { $0["url"]?.string } == [origin + "/c"])
        try await room.runOnce(settings)
        #expect(try room.records().count == 3)
        #expect(site.count("/two.xml") == 1)
    }

    @Test func `of a site that asks for a wait has not failed`() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/index.xml") { [self] _ in index([("/one.xml", nil), ("/two.xml", nil)], at: origin) }
        site.on("/one.xml") { [self] _ in sitemap(["/a"], at: origin) }
        site.on("/two.xml") { _ in .init(status: 429, headers: ["Retry-After": "3600"]) }
        pages(["/a"], of: site)
        let room = try Newsroom()
        #expect(try await run(room, site).feed.state.health == .ok)
        // Its state has the one that was read.
        #expect(try await run(room, site).feed.state.sitemaps.map(\.url) == [origin + "/one.xml"])
        #expect(site.count("/two.xml") == 1)
    }

    @Test func `does not have other sites asked`() async throws {
        let site = try await TestSite(ip: "127.0.0.2")
        let other = try await TestSite(ip: "127.0.0.3")
        site.on("/index.xml") { [self, other = other.origin] _ in index([("/map.xml", nil)], at: other) }
        let room = try Newsroom()
        #expect(try await run(room, site).feed.state.health == .ok)
        #expect(other.requests.isEmpty)
    }

    @Test func `has those watched that changed last, or are named for news, or stand at the ends`() {
        func entry(_ name: String, _ day: Int64? = nil) -> SitemapChoice.Entry {
            .init(url: "http://a.example/" + name + ".xml", modified: day.map { Moment(milliseconds: $0 * 86_400_000) })
        }
        let dated = (1...20).map { (day: Int64) in entry("\(day)", day) }
        #expect(SitemapChoice.watched(among: dated) == dated.reversed().prefix(10).map { $0 })
        #expect(SitemapChoice.watched(among: dated + [entry("news")]).first == entry("news"))
        let undated = (1...20).map { entry("\($0)") }
        #expect(SitemapChoice.watched(among: undated) == (1...5).map { entry("\($0)") } + (16...20).reversed().map { entry("\($0)") })
    }

    @Test func `that names but a day is believed when that is over`() {
        let now = Moment(milliseconds: 20_000 * 86_400_000 + 1)
        func isDue(_ modified: Int64) -> Bool {
            let modified = Moment(milliseconds: modified)
            let known = FeedState.Sitemap(url: "http://a.example/", modified: modified, validators: nil)
            return SitemapChoice.isDue(.init(url: "http://a.example/", modified: modified), known: known, at: now)
        }
        #expect(isDue(20_000 * 86_400_000))
        #expect(!isDue(20_000 * 86_400_000 - 1000))
        #expect(!isDue(19_900 * 86_400_000))
    }
}
