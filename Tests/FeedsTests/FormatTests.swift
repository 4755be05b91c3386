import Testing

@testable import Feeds

@Suite struct FormatTests {
    @Test func `reads an RSS 2.0 feed in full`() throws {
        let feed = try feed(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
            <channel>
              <title>Lakeside Gazette</title><link>https://lakeside.example/</link><description>News of the lake</description>
              <language>en-gb</language><lastBuildDate>Tue, 05 Nov 2024 08:00:00 GMT</lastBuildDate>
              <managingEditor>desk@lakeside.example (Ruth Amsel)</managingEditor>
              <atom:link rel="self" href="https://lakeside.example/rss"/><atom:link rel="hub" href="https://hub.example/"/>
              <ttl>30</ttl><skipHours><hour>2</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>
              <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
              <image><title>Logo</title><link>https://lakeside.example/logo</link></image>
              <item>
                <title>Ferry &amp;amp; dock reopen</title><link>https://lakeside.example/1</link>
                <guid isPermaLink="false">gazette-1</guid><pubDate>Mon, 04 Nov 2024 10:00:00 +0100</pubDate>
                <description>The ferry &lt;b&gt;runs&lt;/b&gt; again.</description>
                <content:encoded><![CDATA[<p>The ferry runs again.</p>]]></content:encoded>
                <dc:creator>Jonas Weil</dc:creator><dc:creator>Mina Orr</dc:creator>
                <category>Transport</category><category><![CDATA[Towns &amp; Villages]]></category>
                <enclosure url="https://lakeside.example/1.mp3" type="audio/mpeg" length="1234"/>
              </item>
              <item><title>Second</title><guid>https://lakeside.example/2</guid></item>
            </channel></rss>
            """)
        #expect(feed.format.name == "rss2.0")
        #expect(feed.title == "Lakeside Gazette")
        #expect(feed.link == "https://lakeside.example/")
        #expect(feed.description == "News of the lake")
        #expect(feed.language == "en-gb")
        #expect(feed.updated?.utc == "2024-11-05T08:00:00Z")
        #expect(feed.authors == [Feed.Person(name: "Ruth Amsel", email: "desk@lakeside.example")])
        #expect(feed.selfLink == "https://lakeside.example/rss")
        #expect(feed.hubs == ["https://hub.example/"])
        #expect(feed.hints.ttl == 30)
        #expect(feed.hints.skipHours == [0, 2])
        #expect(feed.hints.skipDays == [0])
        #expect(feed.hints.updateInterval == 1800)
        #expect(feed.recovered.isEmpty)
        #expect(!feed.isTruncated)
        try #require(feed.items.count == 2)
        let item = feed.items[0]
        #expect(item.title == "Ferry & dock reopen")
        #expect(item.id == "gazette-1")
        #expect(item.link == "https://lakeside.example/1")
        #expect(item.published?.utc == "2024-11-04T09:00:00Z")
        #expect(item.summary == "The ferry <b>runs</b> again.")
        #expect(item.content == "<p>The ferry runs again.</p>")
        #expect(item.authors.map(\.name) == ["Jonas Weil", "Mina Orr"])
        #expect(item.categories == ["Transport", "Towns & Villages"])
        #expect(item.enclosures == [Feed.Enclosure(url: "https://lakeside.example/1.mp3", type: "audio/mpeg", length: 1234)])
        #expect(feed.items[1].link == "https://lakeside.example/2")
    }

    @Test func `reads an Atom 1.0 feed in full`() throws {
        let feed = try feed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://lakeside.example/">
              <title type="html">Lakeside &lt;i&gt;Gazette&lt;/i&gt;</title><subtitle>Vom See</subtitle><updated>2024-11-05T08:00:00Z</updated>
              <link href="/"/><link rel="self" href="feed.atom"/><link rel="next" href="feed.atom?page=2"/>
              <author><name>Ruth Amsel</name><uri>/ruth</uri><email>ruth@lakeside.example</email></author>
              <entry xml:lang="fr">
                <id>tag:lakeside.example,2024:1</id><title>2 &lt; 3</title><link href="1.html"/><link rel="enclosure" href="1.mp3" length="7" type="audio/mpeg"/>
                <published>2024-11-04T10:00:00+01:00</published><updated>2024-11-04T12:00:00+01:00</updated>
                <summary>A &lt;short&gt; text</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a href="map.html">map</a><br/></p></div></content>
                <category term="lake" label="The Lake"/>
              </entry>
              <entry><id>2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two &amp; <b>three</b></div></title></entry>
            </feed>
            """)
        #expect(feed.format.name == "atom1.0")
        #expect(feed.title == "Lakeside Gazette")
        #expect(feed.description == "Vom See")
        #expect(feed.link == "https://lakeside.example/")
        #expect(feed.selfLink == "https://lakeside.example/feed.atom")
        #expect(feed.nextLink == "https://lakeside.example/feed.atom?page=2")
        #expect(feed.language == "de")
        #expect(feed.authors == [Feed.Person(name: "Ruth Amsel", email: "ruth@lakeside.example", url: "https://lakeside.example/ruth")])
        try #require(feed.items.count == 2)
        let item = feed.items[0]
        #expect(item.title == "2 < 3")
        #expect(item.link == "https://lakeside.example/1.html")
        #expect(item.summary == "A &lt;short&gt; text")
        #expect(item.content == "<p>See <a href=\"https://lakeside.example/map.html\">map</a><br /></p>")
        #expect(item.published?.local == "2024-11-04T10:00:00+01:00")
        #expect(item.updated?.utc == "2024-11-04T11:00:00Z")
        #expect(item.categories == ["lake"])
        #expect(item.enclosures == [Feed.Enclosure(url: "https://lakeside.example/1.mp3", type: "audio/mpeg", length: 7)])
        #expect(item.language == "fr")
        #expect(feed.items[1].title == "Two & three")
        #expect(feed.items[1].language == nil)
    }

    @Test(arguments: [
        ("<rss version='0.91'/>", "rss0.91"), ("<rss version='2.01'/>", "rss2.0"), ("<rss/>", "rss"),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>", "rss1.0"),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", "rss0.90"),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom0.3"), ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom1.0"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom1.0"), ("<CHANNEL HREF='http://lakeside.example/'/>", "cdf"),
        ("<sitemapindex><sitemap><loc>https://lakeside.example/s.xml</loc></sitemap></sitemapindex>", "sitemap-index"),
        ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", "json1.1"),
        ("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}", "json1"),
    ])
    func `names the format`(text: String, format: String) throws {
        #expect(try feed(text).format.name == format)
    }

    @Test func `reads a CDF channel with its texts in attributes and links in elements of their own`() throws {
        let feed = try feed(
            """
            <CHANNEL HREF="page.htm" BASE="https://lakeside.example/dir/" LASTMOD="2024-11-05T22:12"><TITLE VALUE="Lakeside"/><ABSTRACT>Lake</ABSTRACT>
            <ITEM HREF="1.htm"><TITLE>One</TITLE></ITEM><ITEM><A HREF="2.htm"/><TITLE VALUE="Two"/><ABSTRACT VALUE="b"/></ITEM>
            <CHANNEL HREF="sub.htm"><TITLE>Sub</TITLE><ITEM HREF="3.htm"><TITLE>Three</TITLE></ITEM></CHANNEL></CHANNEL>
            """, url: "https://other.example/c.cdf")
        #expect(feed.title == "Lakeside")
        #expect(feed.link == "https://lakeside.example/dir/page.htm")
        #expect(feed.items.map(\.title) == ["One", "Two", "Three"])
        #expect(feed.items.map(\.link) == [1, 2, 3].map { "https://lakeside.example/dir/\($0).htm" })
        #expect(feed.items[1].summary == "b")
    }

    @Test func `reads the best of several forms of one content`() throws {
        let feed = try feed(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>One</title><content type="multipart/alternative">
            <content type="text/plain">plain</content><content type="text/html" mode="escaped">&lt;p&gt;rich&lt;/p&gt;</content></content>
            <id>1</id></entry></feed>
            """)
        #expect(feed.items.first?.content == "<p>rich</p>")
        #expect(feed.items.first?.id == "1")
    }

    @Test func `reads a news sitemap`() throws {
        let feed = try feed(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://lakeside.example/1</loc><lastmod>2024-11-05</lastmod><news:news>
              <news:publication><news:name>Lakeside Gazette</news:name><news:language>en</news:language></news:publication>
              <news:publication_date>2024-11-04T08:00:00Z</news:publication_date><news:title>Ferry &amp; dock</news:title>
              <news:keywords>ferry, lake</news:keywords></news:news></url>
            </urlset>
            """)
        #expect(feed.format.name == "sitemap-news")
        #expect(feed.title == "Lakeside Gazette")
        try #require(feed.items.count == 1)
        #expect(feed.items[0].link == "https://lakeside.example/1")
        #expect(feed.items[0].title == "Ferry & dock")
        #expect(feed.items[0].published?.utc == "2024-11-04T08:00:00Z")
        #expect(feed.items[0].updated?.local == "2024-11-05")
        #expect(feed.items[0].categories == ["ferry", "lake"])
        #expect(feed.items[0].language == "en")
    }

    @Test func `reads RSS 1.0 with its items beside the channel`() throws {
        let feed = try feed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://lakeside.example/rdf"><title>Lakeside</title><link>https://lakeside.example/</link>
            <items><rdf:Seq><rdf:li resource="https://lakeside.example/1"/></rdf:Seq></items></channel>
            <image rdf:about="x"><title>Logo</title></image>
            <item rdf:about="urn:1"><title>One</title><link>https://lakeside.example/1</link><dc:date>2024-11-05T08:00:00Z</dc:date></item>
            </rdf:RDF>
            """)
        #expect(feed.title == "Lakeside")
        #expect(feed.items.map(\.id) == ["urn:1"])
        #expect(feed.items.first?.link == "https://lakeside.example/1")
        #expect(feed.items.first?.published?.utc == "2024-11-05T08:00:00Z")
    }

    @Test func `reads RDF's names under prefixes of the publisher's own`() throws {
        let feed = try feed(
            """
            <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/">
            <s:item r:about="urn:1"><s:title>One</s:title><s:link>https://lakeside.example/1</s:link></s:item></r:RDF>
            """)
        #expect(feed.items.map(\.id) == ["urn:1"])
    }

    @Test func `takes an entry's id for its link where it has no other`() throws {
        let entries = "<entry><id>https://lakeside.example/1</id></entry><entry><id>urn:2</id></entry>"
        let linked = "<entry><id>https://lakeside.example/3</id><link href='https://lakeside.example/three'/></entry>"
        let links = try feed(atom(entries + linked)).items.map(\.link)
        #expect(links == ["https://lakeside.example/1", nil, "https://lakeside.example/three"])
    }

    @Test func `prefers a podcast's summary to its subtitle`() throws {
        let texts = "<itunes:subtitle>Short</itunes:subtitle><itunes:summary>Longer</itunes:summary>"
        let feed = try feed(rss(texts + "<item>\(texts)</item><item><itunes:subtitle>Short</itunes:subtitle></item>"))
        #expect(feed.description == "Longer")
        #expect(feed.items.map(\.summary) == ["Longer", "Short"])
    }

    @Test func `resolves links by the base of the element they stand in`() throws {
        let content = """
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="x/"><a href="1">1</a>\
            <p xml:base="/y/"><img src="2"/></p><a href="3">3</a></div></content>
            """
        let feed = try feed(atom("<entry>\(content)</entry>", attributes: "xml:base='https://lakeside.example/'"))
        #expect(
            feed.items.first?.content == """
                <a href="https://lakeside.example/x/1">1</a><p xml:base="/y/"><img src="https://lakeside.example/y/2" /></p>\
                <a href="https://lakeside.example/x/3">3</a>
                """)
    }

    @Test(arguments: [("hourly", 1, Int?.none), ("hourly", 2, 1800), ("daily", 1, 86_400), ("weekly", 7, 86_400)])
    func `takes the period between updates from a feed that says one of its own`(period: String, times: Int, seconds: Int?) throws {
        let feed = try feed(
            """
            <rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title>
            <sy:updatePeriod>\(period)</sy:updatePeriod><sy:updateFrequency>\(times)</sy:updateFrequency></channel></rss>
            """)
        #expect(feed.hints.updateInterval == seconds)
    }

    @Test func `reads JSON Feed's titles as the plain text they are, and the text that isn't empty`() throws {
        let feed = try feed(
            """
            {"version": "https://jsonfeed.org/version/1.1/", "expired": true, "items": [
              {"id": "1", "title": "Using the <table> element & more", "content_html": "", "content_text": "Plain"},
              {"id": "2", "content_html": ""}]}
            """)
        #expect(feed.format.name == "json1.1")
        #expect(feed.items.map(\.title) == ["Using the <table> element & more", nil])
        #expect(feed.items.map(\.content) == ["Plain", ""])
        #expect(feed.hints.updateInterval ?? 0 >= 30 * 86_400)
    }

    @Test(arguments: [
        // Cut off in an item, and in what is behind them.
        (#"{"title":"T","items":[{"id":"1","title":"one"},{"id":"2","title":"tw"#, ["one"], "T"),
        (#"{"title":"T","items":[{"id":"1","title":"one"},{"id":"2","title":"two"}],"descri"#, ["one", "two"], "T"),
        // Broken in one item: a quote, a bracket, a word, a list of its own.
        (#"{"items":[{"id":"1","title":"one"},{"id":"2","title":"t"wo"},{"id":"3","title":"three"}],"title":"T"}"#, ["one", "three"], "T"),
        (#"{"title":"T","items":[{"id":"2","title":two},{"id":"3","title":"three"}]}"#, ["three"], "T"),
        (#"{"title":"T","items":[{"id":"1","title":"one","tags":["a"},{"id":"3","title":"three"}]}"#, ["three"], "T"),
        (
            #"{"title":"T","items":[{"id":"1","x":"a"b","attachments":[{"url":"a"},{"url":"b"}]},{"id":"3","title":"three"}]}"#, ["three"],
            "T"
        ),
    ])
    func `keeps the other items of a broken JSON document`(text: String, titles: [String], title: String) throws {
        let feed = try feed(text)
        #expect(feed.items.map(\.title) == titles)
        #expect(feed.title == title)
        #expect(feed.isTruncated)
        #expect(feed.recovered == ["an item that can't be read"])
    }

    @Test func `reads JSON Feed 1.1 and mends what publishers get wrong in it`() throws {
        let feed = try feed(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Lakeside", "home_page_url": "/", "language": "en",
             "authors": [{"name": "Ruth"}], "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "next_url": "?2",
             "items": [
              {"id": 7, "url": "/7", "content_text": "2 < 3", "tags": ["lake", 4], "date_published": "2024-11-05T08:00:00+01:00",
               "attachments": [{"url": "7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}, {"mime_type": "x"}, "y"]},
              "not an item",
              {"id": "8", "author": {"name": "Ann", "url": "/ann"}, "content_html": "<a href='x'>x</a>", "summary": "s", "language": "de"}
             ]}
            """, url: "https://lakeside.example/feed.json")
        #expect(feed.link == "https://lakeside.example/")
        #expect(feed.nextLink == "https://lakeside.example/feed.json?2")
        #expect(feed.hubs == ["https://hub.example/"])
        try #require(feed.items.count == 2)
        #expect(feed.items[0].id == "7")
        #expect(feed.items[0].content == "2 &lt; 3")
        #expect(feed.items[0].categories == ["lake"])
        #expect(feed.items[0].enclosures == [Feed.Enclosure(url: "https://lakeside.example/7.mp3", type: "audio/mpeg", length: 9)])
        #expect(feed.items[1].authors == [Feed.Person(name: "Ann", url: "https://lakeside.example/ann")])
        #expect(feed.items[1].content == "<a href='https://lakeside.example/x'>x</a>")
        #expect(feed.items[1].language == "de")
    }

    @Test func `leaves out a date that can't be read and says what it was`() throws {
        let feed = try feed(rss("<item><title>One</title><pubDate>next Tuesday</pubDate></item>"))
        #expect(feed.items.first?.published == nil)
        #expect(feed.unreadableDates == ["next Tuesday"])
    }

    @Test func `writes one JSON object with absent values left out`() throws {
        let text = rss("<item><title>One</title><description>Text</description><pubDate>Tue, 05 Nov 2024 08:00:00 +0100</pubDate></item>")
        let expected =
            "{\"format\":\"rss2.0\",\"title\":\"Lakeside Gazette\",\"items\":[{\"title\":\"One\",\"summary\":\"Text\",\"content\":\"Text\","
            + "\"published\":\"2024-11-05T07:00:00Z\"}]}"
        #expect(try String(decoding: feed(text).json, as: UTF8.self) == expected)
    }
}
