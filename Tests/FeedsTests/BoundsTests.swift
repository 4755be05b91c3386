import Testing

@testable import Feeds

@Suite struct BoundsTests {
    @Test func `refuses what is no feed and says what it is`() {
        func failure(_ text: String) -> FeedError? {
            do {
                _ = try FeedParser.parse(Array(text.utf8), url: "https://lakeside.example/")
                return nil
            } catch {
                return error
            }
        }
        #expect(failure("")?.kind == .empty)
        #expect(failure(" \n\t")?.kind == .empty)
        #expect(failure("hello")?.kind == .notAFeed)
        #expect(failure("<kml><Document/></kml>")?.description == "not a feed but a <kml> document")
        #expect(failure("<catalogue><item><title>Chair</title></item></catalogue>")?.kind == .notAFeed)
        #expect(failure("<html><body><item>x</item></body></html>")?.found == "an HTML page")
        #expect(failure("{\"a\":1}")?.kind == .notAFeed)
        #expect(failure("{\"a\":")?.kind == .broken)
        let page = failure(
            "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/rss' title='News'></head></html>")
        #expect(page?.kind == .notAFeed)
        #expect(page?.advertised == [FeedDiscovery.Link(url: "https://lakeside.example/rss", title: "News", type: "application/rss+xml")])
        #expect(page?.description == "not a feed but an HTML page; it advertises https://lakeside.example/rss")
    }

    @Test func `refuses more bytes than allowed and reads no more items than allowed`() throws {
        let text = rss(String(repeating: "<item><title>x</title></item>", count: 50))
        #expect(throws: FeedError(.tooLarge, found: "\(text.utf8.count) bytes")) { try feed(text, limits: FeedLimits(bytes: 100)) }
        let few = try feed(text, limits: FeedLimits(items: 10))
        #expect(few.items.count == 10)
        #expect(few.exceeded == ["more items than 10"])
        #expect(!few.isTruncated)
    }

    /// What does not end in time took the square of the length.
    @Test func `gives up a broken list after one look at it`() {
        let half = 1 << 20
        let text = "{\"items\":[" + String(repeating: " ", count: half) + "x" + String(repeating: "]", count: half)
        #expect(throws: FeedError.self) { try feed(text) }
    }

    @Test func `cuts texts and lists at their limits`() throws {
        let body =
            "<item><description>\(String(repeating: "x", count: 500))</description>\(String(repeating: "<category>c</category>", count: 50))</item>"
        let feed = try feed(rss(body), limits: FeedLimits(textBytes: 100, entries: 5))
        #expect(feed.items.first?.summary?.count == 100)
        #expect(feed.items.first?.categories.count == 5)
    }

    @Test func `cuts attributes and spends no more on entities than allowed, and says so`() throws {
        let subset = "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 100))\">]>"
        let body = "<item><link href='https://lakeside.example/\(String(repeating: "y", count: 500))'/><title>&a;&a;&a;</title></item>"
        let feed = try feed(subset + rss(body), limits: FeedLimits(attributeBytes: 50, entityBytes: 250))
        #expect(feed.items.first?.link?.count == 50)
        #expect(feed.items.first?.title == String(repeating: "x", count: 200) + "&a;")
        #expect(feed.exceeded.contains("attributes or entities longer than the limits"))
    }

    @Test func `says which of its limits a feed went beyond`() throws {
        let deep = try feed(rss(String(repeating: "<a>", count: 50)), limits: FeedLimits(depth: 20))
        #expect(deep.exceeded == ["more than 20 elements within each other"])
        let long = try feed(rss("<item><title>\(String(repeating: "x", count: 90))</title></item>"), limits: FeedLimits(textBytes: 40))
        #expect(long.exceeded == ["a text longer than 40 bytes"])
        #expect(try feed(rss("<item/><item/>"), limits: FeedLimits(items: 1)).exceeded == ["more items than 1"])
        #expect(try feed("{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}]}", limits: FeedLimits(items: 1)).exceeded == ["more items than 1"])
        let lists = "<item><category>a</category><category>b</category></item>"
        let exceeded = try feed(rss(lists), limits: FeedLimits(entries: 1)).exceeded
        #expect(exceeded == ["more than 1 authors, categories or enclosures of one item"])
    }

    @Test func `resolves no link by a base that is longer than addresses are`() throws {
        let long = "https://lakeside.example/" + String(repeating: "x", count: 3000) + "/"
        let feed = try feed(rss("<item><link>1</link></item>", attributes: "xml:base='\(long)'"), url: "https://lakeside.example/rss")
        #expect(feed.items.first?.link == "https://lakeside.example/1")
        #expect(feed.exceeded == ["a base address longer than 2048 bytes"])
        // Each base is short, and all of them together aren't.
        let nested = String(repeating: "<x xml:base='\(String(repeating: "y", count: 500))/'>", count: 50)
        let entry = "<entry><content type='xhtml'>\(nested)<a href='1'>1</a></content></entry>"
        let atom = atom(entry, attributes: "xml:base='https://lakeside.example/'")
        #expect(try FeedsTests.feed(atom).json.count < 60_000)
    }

    @Test func `spends no more on absolute links than allowed, and says so`() throws {
        let links = String(repeating: "<a href='x'>", count: 1000)
        for text in [
            rss("<item><description><![CDATA[\(links)]]></description></item>", attributes: "xml:base='https://lakeside.example/news/'"),
            "{\"items\":[{\"id\":\"1\",\"content_html\":\"\(links)\"}]}",
        ] {
            let feed = try feed(text, url: "https://lakeside.example/news/", limits: FeedLimits(linkBytes: 2000))
            let item = try #require(feed.items.first)
            #expect((item.content ?? item.summary)?.utf8.count ?? 0 < links.utf8.count + 2100)
            #expect(feed.exceeded == ["more than 2000 bytes to make links absolute"])
        }
    }

    @Test func `takes no long text for a language that all items would share`() throws {
        let long = String(repeating: "x", count: 5000)
        let items = String(repeating: "<item><title>x</title></item>", count: 20)
        #expect(try feed(rss("<item xml:lang='\(long)'/>" + items, attributes: "xml:lang='\(long)'")).json.count < 1000)
        let json = try feed("{\"items\":[{\"id\":\"1\",\"language\":\"\(long)\"}],\"language\":\"\(long)\"}")
        #expect(json.items.first?.language == nil)
        #expect(json.exceeded == ["a language tag longer than 64 bytes"])
    }

    @Test(.timeLimit(.minutes(1))) func `reads no more of a list than the limits allow it to keep`() throws {
        let authors = String(
            repeating: "<author>Ann Lee &lt;ann@lakeside.example&gt;</author><author><name>Bo</name></author>", count: 100_000)
        let many = (0..<200).map { "<author>\($0)</author>" }.joined()
        #expect(try feed(rss("<item>\(many)\(authors)</item>")).items.first?.authors.count == 200)
    }

    @Test(.timeLimit(.minutes(1))) func `looks each of many namespaces up without a copy of its address`() throws {
        let address = "http://lakeside.example/" + String(repeating: "N", count: 5_000)
        let declarations = (0..<200).map { "xmlns:n\($0)='\(address)'" }.joined(separator: " ")
        let body = String(repeating: "<x \(declarations)/>", count: 14)
        #expect(try feed(rss(body + "<item><title>x</title></item>")).items.count == 1)
    }

    @Test func `loses no other item to one with more open elements than are kept`() throws {
        let open = String(repeating: "<x>", count: 300)
        let good = "<item><title>Good</title></item>"
        for broken in [
            "<item>\(open)</item>", "<item>\(open)", "<item><title>\(open)</item>", "<item><description>\(open)</description></item>",
            "<item><description>\(open)", open,
        ] {
            #expect(try feed(rss(broken + good + good)).items.suffix(2).map(\.title) == ["Good", "Good"], "\(broken.prefix(30))")
        }
    }

    @Test func `expands no entity that holds others and reads no file`() throws {
        var subset = "<!ENTITY a \"ha\">"
        for (name, previous) in zip("bcdefgh", "abcdefg") {
            subset += "<!ENTITY \(name) \"" + String(repeating: "&\(previous);", count: 10) + "\">"
        }
        subset += "<!ENTITY f SYSTEM \"file:///etc/passwd\">"
        let feed = try feed("<!DOCTYPE rss [\(subset)]>" + rss("<item><title>&a; &h; &f;</title></item>"))
        #expect(feed.items.first?.title == "ha &h; &f;")
    }

    @Test func `finds the end of many sections that lost theirs in one pass`() throws {
        let body = String(repeating: "<item><title><![CDATA[x</title></item>", count: 5_000)
        #expect(try feed(rss(body + "<item><title><![CDATA[y]]></title></item>")).items.count == 5_001)
    }

    @Test func `reads a hundred thousand elements within each other`() throws {
        let nest = String(repeating: "<div>", count: 100_000) + "deep" + String(repeating: "</div>", count: 100_000)
        let items = try feed(rss("<item><description>\(nest)</description></item><item><title>Next</title></item>")).items
        #expect(items.map(\.title) == [nil, "Next"])
        #expect(items.first?.summary?.contains("deep") == true)
        #expect(throws: FeedError.self) { try feed("{\"items\":" + String(repeating: "[", count: 100_000)) }
    }

    @Test(.timeLimit(.minutes(1))) func `copies a text of many elements once`() throws {
        let paragraphs = String(repeating: "<p>One.</p>", count: 40_000)
        let feed = try FeedParser.parse(
            Array(
                """
                <feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\(paragraphs)</div>\
                </content></entry><entry><title>Next</title></entry></feed>
                """.utf8))
        #expect(feed.items.last?.title == "Next")
    }

    @Test func `reads an item of every prefix of a feed as a whole or not at all`() throws {
        let text = rss(
            """
            <item a="b"><title>One &amp; <![CDATA[two]]></title><!-- x --><guid isPermaLink="false">1</guid>
            <content:encoded>&lt;a href='/x'&gt;é&lt;/a&gt;</content:encoded></item>
            """, attributes: "xml:base='https://lakeside.example/' xmlns:a='b'")
        let bytes = Array(("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c\">]>" + text).utf8)
        let whole = try FeedParser.parse(bytes).items
        #expect(whole.map(\.title) == ["One & two"])
        for length in 0...bytes.count {
            let items = (try? FeedParser.parse(Array(bytes[..<length])))?.items ?? []
            #expect(items.isEmpty || items == whole)
        }
    }

    @Test func `comes to the end of bytes put together at random`() {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let parts = [
            "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&", "&amp;", "<", ">", "\"", "'", "<a b=\"", "/>", "<!--",
            "-->",
            "<div>", "</div>", "<?x", "\u{85}", "<content type='xhtml'>", "</channel>", "<author>", "é", "xml:base='/'",
        ]
        for _ in 0..<400 {
            let body = (0..<next(60)).map { _ in parts[next(parts.count)] }.joined()
            _ = try? feed(next(2) == 0 ? rss(body) : atom(body), url: "https://lakeside.example/")
        }
    }
}
