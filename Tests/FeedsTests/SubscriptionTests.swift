import Testing

@testable import Feeds

@Suite struct SubscriptionTests {
    @Test func `reads OPML with groups and categories as tags`() throws {
        let text = """
            <?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="Towns"><outline text="Harbour"><outline type="rss" text="Gazette" xmlUrl="https://lakeside.example/rss?a=1&amp;b=2"/></outline></outline>
            <outline title="Post" XMLURL=" https://post.example/feed " category="/News/Local,harbour"></outline>
            <outline text="No feed"/></body></opml>
            """
        let subscriptions = try Subscription.parse(Array(text.utf8))
        #expect(
            subscriptions == [
                Subscription(url: "https://lakeside.example/rss?a=1&b=2", title: "Gazette", tags: ["Towns", "Harbour"]),
                Subscription(url: "https://post.example/feed", title: "Post", tags: ["News/Local", "harbour"]),
            ])
    }

    @Test func `writes OPML that it reads again`() throws {
        let subscriptions = [
            Subscription(url: "https://lakeside.example/rss?a=1&b=\"2\"", title: "Ferry & <Dock>", tags: ["a", "b c"]),
            Subscription(url: "https://post.example/"),
        ]
        var again = try OPML.parse(OPML.write(subscriptions, title: "Mine & yours"))
        again[1].title = nil
        #expect(again == subscriptions)
    }

    @Test func `leaves out of an address what stands in none, and reads it again as it wrote it`() throws {
        let list = "https://lake\u{1}side.example/rss\u{0}\u{7F} harbour\nhttps://post.example/\u{FFFF}feed\u{A0}\u{85}\n"
        let subscriptions = try Subscription.parse(Array(list.utf8))
        #expect(subscriptions.map(\.url) == ["https://lakeside.example/rss", "https://post.example/feed"])
        #expect(try OPML.parse(OPML.write(subscriptions, title: "Mine")).map(\.url) == subscriptions.map(\.url))
    }

    @Test func `refuses what is no OPML`() {
        #expect(throws: FeedError.self) { try OPML.parse(Array("<html></html>".utf8)) }
        #expect(throws: FeedError(.empty)) { try OPML.parse([]) }
    }

    @Test func `reads a plain list and says which lines are none`() {
        let text = "# towns\r\nhttps://lakeside.example/rss  harbour \"ships\"\r\n\r\nnot an address\r\nhttps://post.example/ # remark\n"
        let reading = SubscriptionList.parse(Array(text.utf8))
        #expect(
            reading.subscriptions == [
                Subscription(url: "https://lakeside.example/rss", tags: ["harbour", "ships"]), Subscription(url: "https://post.example/"),
            ])
        #expect(reading.problems == [SubscriptionList.Problem(line: 4, text: "not an address")])
    }

    @Test func `finds the feeds a page advertises`() {
        let page = """
            <!doctype html><html><head><base href="/news/"><script>"<link rel=alternate type='application/rss+xml' href=no>"</script>
            <LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE="All &amp; sundry" HREF="feed?a=1&amp;b=2">
            <link rel=alternate type=application/atom+xml href=https://lakeside.example/atom>
            <link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json+oembed" href="/oembed">
            <link rel="stylesheet" href="x.css"></head><body><a href="/rss">RSS</a></body></html>
            """
        let links = FeedDiscovery.feeds(inPage: Array(page.utf8), url: "https://lakeside.example/")
        #expect(links.map(\.url) == ["https://lakeside.example/news/feed?a=1&b=2", "https://lakeside.example/atom"])
        #expect(links.first?.title == "All & sundry")
    }

    @Test func `takes links that look like feeds where none is advertised`() {
        let page = "<html><body><a href='/about'>About</a><a href='/news/rss.xml'>RSS</a><a href='/feed/'>Feed</a></body></html>"
        #expect(
            FeedDiscovery.feeds(inPage: Array(page.utf8), url: "https://lakeside.example/").map(\.url) == [
                "https://lakeside.example/news/rss.xml", "https://lakeside.example/feed/",
            ])
    }
}
