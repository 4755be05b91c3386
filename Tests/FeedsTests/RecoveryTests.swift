import Testing

@testable import Feeds

@Suite struct RecoveryTests {
    private let good = "<item><title>Good</title><link>https://lakeside.example/good</link></item>"

    @Test(arguments: [
        "<item><title>Fish & chips</title></item>",
        "<item><title>Unclosed<link>https://lakeside.example/1</link></item>",
        "<item><title>Wrong</titel><link>x</link></item>",
        "<item><title>No end",
        "<item><enclosure url='https://lakeside.example/1.mp3'><title>Kept</title></item>",
        "<item><description><b>bold<i></description></item>",
        "<item><description><![CDATA[never closed</description></item>",
        "<item a='x><title>Quote</title></item>",
        "<item><link href=https://lakeside.example/1 ></link></item>",
        "<item><title>a < b and c > d</title></item>",
        "<item><title>\u{1}\u{8}control</title></item>",
        "</item></b><item></item>",
        "<item><!-- never closed <title>x</title></item>",
        "<item><title>&undefined; &#xFFFFFFFF; &#; &</title></item>",
    ])
    func `loses no item to a broken one before it`(broken: String) throws {
        // A section that never ends is told by the next one.
        let good = good.replacingTitle("<![CDATA[Good]]>")
        let feed = try feed(rss(broken + good))
        #expect(feed.items.last?.title == "Good")
        #expect(feed.items.last?.link == "https://lakeside.example/good")
    }

    @Test func `reads an item again whose elements are never closed`() throws {
        let feed = try feed(
            rss("<item><enclosure url='https://lakeside.example/1.mp3'><x:thumb a='b'><title>Kept</title><guid>1</guid></item>" + good))
        #expect(feed.items.map(\.title) == ["Kept", "Good"])
        #expect(feed.items[0].enclosures.map(\.url) == ["https://lakeside.example/1.mp3"])
        #expect(feed.recovered.contains("elements were never closed"))
    }

    @Test func `leaves out the item that the document's end has cut`() throws {
        let text = rss(good + good)
        let cut = try feed(String(text.prefix(text.count - 60)))
        #expect(cut.items.count == 1)
        #expect(cut.isTruncated)
    }

    @Test(arguments: [
        "\n\n  ", "<br />\n<b>Warning</b>: Cannot modify header\n", "<?xml version='1.0'?>\n", "<!-- cached -->", "\u{FEFF}", "junk ",
    ])
    func `passes over what stands in front of the document`(junk: String) throws {
        #expect(try feed(junk + rss(good)).items.count == 1)
    }

    @Test func `passes over what stands behind the document`() throws {
        let feed = try feed(rss(good) + "\n<!-- 3 ms --><script>if (a < b) {}</script> x & y")
        #expect(feed.items.count == 1)
        #expect(feed.title == "Lakeside Gazette")
    }

    @Test func `reads elements in capitals and under prefixes of their own`() throws {
        #expect(
            try feed("<RSS VERSION='2.0'><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>").items.map(\.title) == [
                "One"
            ])
        let prefixed =
            "<r:rss xmlns:r='http://backend.userland.com/rss2' version='2.0'><r:channel><r:item><r:title>One</r:title></r:item></r:channel></r:rss>"
        #expect(try feed(prefixed).items.map(\.title) == ["One"])
    }

    @Test func `reads RSS under Atom's namespace as RSS`() throws {
        let feed = try feed(
            rss("<item><description>&lt;p&gt;x&lt;/p&gt;</description></item>", attributes: "xmlns='http://www.w3.org/2005/Atom'"))
        #expect(feed.items.first?.summary == "<p>x</p>")
    }

    @Test(arguments: [
        "<rss version='2.0' xmlns='http://www.w3.org/1999/xhtml'>|</rss>",
        "<rss version='2.0' xmlns='http://search.yahoo.com/mrss/'>|</rss>",
        "<rss version='2.0' xmlns='http://www.w3.org/2005/Atom'>|</rss>", "<rss version='2.0' xmlns='https://lakeside.example/ns'>|</rss>",
    ])
    func `reads RSS whatever the namespace it is said to be in`(root: String) throws {
        let parts = root.split(separator: "|")
        let feed = try feed(parts[0] + "<channel><title>Lakeside</title>\(good)</channel>" + parts[1])
        #expect(feed.format.name == "rss2.0")
        #expect(feed.title == "Lakeside")
        #expect(feed.items.map(\.title) == ["Good"])
        let prefixed =
            "<l:rss version='2.0' xmlns:l='https://lakeside.example/ns'><l:channel><l:item><l:title>One</l:title></l:item></l:channel></l:rss>"
        #expect(try FeedsTests.feed(prefixed).items.map(\.title) == ["One"])
    }

    @Test(arguments: [
        "<ext:copy><item><title>Copied</title></item></ext:copy><title>Own</title>",
        "<ext:copy><ext:part/><item><title>Copied</title></item><item/></ext:copy><title>Own</title>",
        "<content><feed><title>Copied</title><updated>2024-11-05T08:00:00Z</updated><entry><title>x</title></entry></feed></content><title>Own</title>",
    ])
    func `keeps a document within an item apart from it`(body: String) throws {
        let items = try feed(rss("<item>\(body)</item>" + good, attributes: "xmlns:ext='https://lakeside.example/ns'")).items
        #expect(items.map(\.title) == ["Own", "Good"])
        #expect(items.first?.updated == nil)
        let entries = body.replacing("item", with: "entry")
        #expect(try feed(atom("<entry>\(entries)</entry><entry><title>Good</title></entry>")).items.map(\.title) == ["Own", "Good"])
    }

    @Test func `ends an element that was never closed where the next item begins`() throws {
        let broken = "<item><ext:copy><title>Hidden</title><item><title>Next</title><ext:copy>x</ext:copy></item>"
        #expect(try feed(rss(broken + good)).items.map(\.title).suffix(2) == ["Next", "Good"])
        let text = "<item><description>One <b>two<item><title>Next</title><description><b>x</b></description></item>"
        #expect(try feed(rss(text + good)).items.map(\.title) == [nil, "Next", "Good"])
    }

    @Test func `passes over an apostrophe in the document type`() throws {
        #expect(try feed("<!DOCTYPE rss it's>" + rss("<item><title>It's</title></item>")).items.map(\.title) == ["It's"])
    }

    @Test func `reads sections in small letters and references in two halves`() throws {
        let feed = try feed(rss("<item><title><![cdata[A & B]]> &#xD83D;&#xDE00; &#55357;&#56832; &#xD83D;</title></item>" + good))
        #expect(feed.items.map(\.title) == ["A & B 😀 😀 \u{FFFD}", "Good"])
    }

    @Test func `takes a prefix that is never declared for what it always means`() throws {
        let feed = try feed(rss("<item><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded><dc:creator>Ann</dc:creator></item>"))
        #expect(feed.items.first?.content == "<p>x</p>")
        #expect(feed.items.first?.authors.first?.name == "Ann")
    }

    @Test func `keeps elements of foreign namespaces and containers apart`() throws {
        let feed = try feed(
            rss(
                "<item><z:title>Foreign</z:title><image><title>Logo</title><link>x</link></image><title>Own</title></item>",
                attributes: "xmlns:z='https://lakeside.example/ns'"))
        #expect(feed.items.first?.title == "Own")
        #expect(feed.items.first?.link == nil)
    }

    @Test func `resolves HTML's entities and the document's own`() throws {
        let text =
            "<!DOCTYPE rss [<!ENTITY paper \"Lakeside &#38; Sons\">]>"
            + rss("<item><title>&paper; &eacute;t&eacute;&nbsp;&rsquo;24</title></item>")
        #expect(try feed(text).items.first?.title == "Lakeside & Sons été ’24")
    }

    @Test func `mends text that was encoded twice`() throws {
        #expect(try feed(rss("<item><title>Donâ€™t panic â€” â€œnowâ€\u{9D}</title></item>")).items.first?.title == "Don’t panic — “now”")
        #expect(try feed(rss("<item><title>Now â€¦â€œHiâ€\u{9D} â€.</title></item>")).items.first?.title == "Now …“Hi” â€.")
        #expect(try feed(rss("<item><title>It\u{92}s</title></item>")).items.first?.title == "It’s")
        // A control proves it for all of the text: "Ã" and U+0081 are "Á".
        #expect(
            try feed(rss("<item><title>Ã\u{81}vila, SÃ£o Paulo</title></item>" + good)).items.map(\.title) == ["Ávila, São Paulo", "Good"])
        #expect(try feed(rss("<item><title>ÐœÐ¾Ñ\u{81}Ñ‚</title></item>")).items.first?.title == "Мост")
        for meant in ["BEYONCÉ’S “TOUR”", "CAFÉ’S", "Ã© is é", "AMANHÃ…", "À la carte – ÎLE"] {
            #expect(try feed(rss("<item><title>\(meant)</title></item>")).items.first?.title == meant)
        }
    }

    @Test func `keeps naked markup in a text`() throws {
        let feed = try feed(
            rss("<item><description>A <b>bold</b> <![CDATA[<i>move</i>]]> &lt;u&gt;now&lt;/u&gt;<br/></description></item>"))
        #expect(feed.items.first?.summary == "A <b>bold</b> <i>move</i> <u>now</u><br />")
    }
}

extension String {
    fileprivate func replacingTitle(_ title: String) -> String {
        let parts = split(separator: "Good", maxSplits: 1)
        return parts[0] + title + parts[1]
    }
}
