import JSONText
import Testing

@testable import Ingest

@Suite("Pages")
struct PagesTests {
    private static func feed(_ site: TestSite, _ path: String, _ link: String, _ title: String = "Ferry sails twice") {
        site.on(path) { poll in
            // Each poll brings other words, so that the page is looked at again.
            .init(type: "application/rss+xml", body: Sample.rss([.init(link: link, title: title, description: "Summary \(poll)")]))
        }
    }

    private static let further = [
        "Behind the landing stage stands the old customs house, where the tickets are to be sold from the first of the month.",
        "Whoever misses the second boat finds a bed at the guest house on Quay Street, which the harbour office pays for.",
    ]

    @Test("An article over three pages is one record, read in order")
    func severalPages() async throws {
        let site = try await TestSite()
        Self.feed(site, "/feed", site.origin + "/news/ferry.html")
        let pages = [
            ("/news/ferry.html", Sample.paragraphs, "/news/ferry-2.html"), ("/news/ferry-2.html", [Self.further[0]], "/news/ferry-3.html"),
            // The last page leads to the first: that is no further page.
            ("/news/ferry-3.html", [Self.further[1]], "/news/ferry.html"),
        ]
        for (path, paragraphs, next) in pages {
            site.on(path) { _ in
                .init(
                    body: Sample.page("Ferry sails twice", paragraphs)
                        .replacing("</body>", with: "<div class=\"pagination\"><a href=\"\(next)\">Go on</a></div></body>"))
            }
        }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]))
        let records = try room.records()
        #expect(records.map { $0["text"]?.string } == [(Sample.paragraphs + Self.further).joined(separator: "\n\n")])
        #expect(pages.map { site.count($0.0) } == [1, 1, 1])
    }

    @Test("What links to nothing but its site's front page is taken from the feed")
    func frontPage() async throws {
        let site = try await TestSite()
        site.on("/feed") { [origin = site.origin] _ in
            let items = [
                Sample.Item(link: origin + "/", guid: "1", title: "Word of the day: lee", description: "The side away from the wind."),
                Sample.Item(link: origin + "/", guid: "2", title: "Word of the day: luff", description: ""),
                Sample.Item(link: origin + "/ferry", guid: "3", title: "Ferry sails twice", description: "It sails."),
            ]
            return .init(type: "application/rss+xml", body: Sample.rss(items).replacing("http://lantern.example/", with: origin))
        }
        for path in ["/", "/ferry"] { site.on(path) { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs)) } }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]))
        let records = try room.records().map { [$0["title"]?.string, $0["content_from"]?.string] }
        #expect(Set(records) == [["Word of the day: lee", "feed"], ["Word of the day: luff", "feed"], ["Ferry sails twice", "page"]])
        #expect(site.count("/") == 0)
    }

    @Test("Header fields, which may hold keys, go to the server of the feed alone")
    func headers() async throws {
        // Another port of the same address, and the same port of another one.
        let (site, neighbour, stranger) = (try await TestSite(), try await TestSite(), try await TestSite(ip: "127.0.0.2"))
        let links = [site, neighbour, stranger].map { $0.origin + "/a" }
        site.on("/feed") { _ in
            .init(type: "application/rss+xml", body: Sample.rss(links.map { .init(link: $0, guid: $0, title: "Ferry \($0)") }))
        }
        for one in [site, neighbour, stranger] { one.on("/a") { _ in .init(body: Sample.page("Ferry", Sample.paragraphs)) } }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]) { $0.fetch.headers = ["Authorization": "Bearer 7f3a"] })
        for (one, isOwn) in [(site, true), (neighbour, false), (stranger, false)] {
            let requests = one.requests.filter { $0.path != "/robots.txt" }
            #expect(!requests.isEmpty && requests.allSatisfy { ($0.headers["authorization"] != nil) == isOwn })
        }
    }

    @Test("A link of the feed itself carries no secret of its address into the record")
    func secretOfTheFeed() async throws {
        let site = try await TestSite()
        site.on("/feed") { _ in
            .init(type: "application/rss+xml", body: Sample.rss([.init(link: "#one", title: "One"), .init(link: "two", title: "Two")]))
        }
        let room = try Newsroom()
        let address = site.origin.replacing("http://", with: "http://ann:pass99@") + "/feed?token=pass99"
        try await room.runOnce(room.settings([address]) { $0.fetch.articles = false })
        #expect(try room.records().compactMap { $0["url"]?.string }.sorted() == [site.origin + "/feed#one", site.origin + "/two"])
    }

    @Test("A page that is looked at again is asked for with its validators, and a 304 writes nothing")
    func validators() async throws {
        let site = try await TestSite()
        Self.feed(site, "/feed", site.origin + "/a")
        site.onRequest("/a") { request, _ in
            request.headers["if-none-match"] == "\"one\""
                ? .init(status: 304) : .init(headers: ["ETag": "\"one\""], body: Sample.page("Ferry sails twice", Sample.paragraphs))
        }
        let room = try Newsroom()
        for _ in 0..<2 { try await room.runOnce(room.settings([site.origin + "/feed"])) }
        let visits = site.requests.filter { $0.path == "/a" }
        #expect(visits.map { $0.headers["if-none-match"] } == [nil, "\"one\""])
        #expect(try room.records().count == 1)
    }

    @Test("An item whose page calls another item's address its own is that article")
    func canonical() async throws {
        let site = try await TestSite()
        let own = "<link rel=\"canonical\" href=\"\(site.origin)/a\"></head>"
        Self.feed(site, "/one", site.origin + "/a")
        Self.feed(site, "/two", site.origin + "/amp/a")
        for path in ["/a", "/amp/a"] {
            site.on(path) { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs).replacing("</head>", with: own)) }
        }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/one"]))
        try await room.runOnce(room.settings([site.origin + "/one", site.origin + "/two"]))
        #expect(site.count("/amp/a") == 1)
        #expect(try room.records().compactMap { $0["url"]?.string } == [site.origin + "/a"])
    }

    @Test("The record of a story that another feed has told names the first one")
    func sameStory() async throws {
        let site = try await TestSite()
        Self.feed(site, "/one", site.origin + "/a")
        Self.feed(site, "/two", site.origin + "/b", "A second boat for Port Ansel")
        site.on("/a") { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs + Self.further)) }
        site.on("/b") { _ in
            .init(
                body: Sample.page(
                    "A second boat for Port Ansel", ["PORT ANSEL — Good news from the quay."] + Sample.paragraphs + Self.further))
        }
        let room = try Newsroom()
        for feed in ["/one", "/two"] { try await room.runOnce(room.settings([site.origin + feed])) }
        let records = try room.records()
        #expect(records.count == 2)
        #expect(records.first?["same_story"] == nil)
        #expect(records.last?["same_story"]?["id"]?.string == records.first?["id"]?.string)
        #expect((records.last?["same_story"]?["similarity"]?.number ?? 0) > 0.8)
    }

    @Test("What a publisher reserves is reported, and the text left out where that is to be obeyed", arguments: [false, true])
    func reservations(isObeyed: Bool) async throws {
        let site = try await TestSite()
        Self.feed(site, "/feed", site.origin + "/a")
        site.on("/a") { _ in .init(headers: ["X-Robots-Tag": "noarchive"], body: Sample.page("Ferry sails twice", Sample.paragraphs)) }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]) { $0.fetch.obeyReservations = isObeyed })
        let record = try #require(try room.records().first)
        #expect(record["reservations"]?.array.compactMap(\.string) == ["noarchive"])
        #expect(record["text"]?.string?.isEmpty ?? true == isObeyed)
    }

    @Test("The language of a page that declares none is told from its text")
    func language() async throws {
        let site = try await TestSite()
        Self.feed(site, "/feed", site.origin + "/a")
        site.on("/a") { _ in .init(body: Sample.page("Ferry sails twice", Sample.paragraphs).replacing(" lang=en", with: "")) }
        let room = try Newsroom()
        try await room.runOnce(room.settings([site.origin + "/feed"]))
        #expect(try room.records().first?["language"]?.string == "en")
    }
}
