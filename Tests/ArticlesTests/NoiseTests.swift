import JSONText
import Testing

@testable import Articles

/// What stands among an article's paragraphs and is no part of it, one kind a test.
@Suite struct NoiseTests {
    private static let paragraphs = SamplePage.paragraphs
    private static let text = paragraphs.joined(separator: "\n\n")

    private func article(_ html: String) throws -> Article {
        try ArticleExtractor.extract(Array(html.utf8), contentType: "text/html; charset=utf-8", url: "https://courier.example/news/ferry")
    }

    /// The sample's paragraphs with something behind the second one.
    private func page(with noise: String) -> String {
        var body = Self.paragraphs.map { "<p>\($0)</p>" }
        body[1] += noise
        return SamplePage.html(body: body.joined(separator: "\n"))
    }

    @Test(
        "Boxes between the paragraphs are left out",
        arguments: [
            "<div class=\"newsletter\"><h3>The Morning Tide newsletter</h3><p>Sign up and get the day's harbour news in your inbox.</p></div>",
            "<div class=\"share-tools\"><a href=\"#\">Share</a> <a href=\"#\">Tweet</a> <a href=\"#\">E-mail</a></div>",
            "<aside class=\"related\"><h4>Read next</h4><a href=\"/x\">Seal pups counted on the north shore of the island</a></aside>",
            "<p class=\"more\"><strong>READ MORE: <a href=\"/x\">Seal pups counted on the north shore of the island</a></strong></p>",
            "<div class=\"ad-slot\"><p>Advertisement</p></div>",
            "<div class=\"author-bio\"><p>Ada Marsh is a reporter at The Havenmere Courier who covers the harbour. Follow her @adamarsh.</p></div>",
            "<div class=\"comments\"><h3>Comments</h3><p>I saw the boat leave myself, and it was late again, as always.</p></div>",
            "<div id=\"cookie-consent\"><p>We use cookies to make this site better. By going on you agree to our policy.</p></div>",
            "<p><em>Got a tip? E-mail our newsroom at tips@courier.example.</em></p>",
        ])
    func boxes(_ noise: String) throws {
        #expect(try article(page(with: noise)).text == Self.text)
    }

    @Test("A name with a card about its bearer stands once")
    func hoverCard() throws {
        let link = "<a href=\"/finch\">Orla Finch</a>"
        let card = "<span class=\"card\"><span>Orla Finch</span><a href=\"/finch\">All about Orla Finch</a></span>"
        let html = page(with: "<p>The board is led by \(link)\(card) and meets in the old customs house every second Thursday.</p>")
        #expect(try article(html).text.contains("led by Orla Finch and meets"))
    }

    @Test("A layout table's cells are paragraphs, a table of data is one block")
    func tables() throws {
        let layout = "<table><tr><td>" + Self.paragraphs.map { "<p>\($0)</p>" }.joined() + "</td></tr></table>"
        let laidOut = try article(SamplePage.html(body: layout))
        #expect(laidOut.text == Self.text)
        #expect(laidOut.blocks.allSatisfy { $0.kind != .table })
        let rows = [("Year", "Days in port"), ("2024", "11"), ("2025", "19")].map { "<tr><td>\($0.0)</td><td>\($0.1)</td></tr>" }
        let withData = try article(page(with: "<table>\(rows.joined())</table>"))
        if let table = withData.blocks.first(where: { $0.kind == .table }) {
            #expect(table.text == "Year | Days in port\n2024 | 11\n2025 | 19")
        }
        #expect(withData.blocks.count { $0.kind == .paragraph } == Self.paragraphs.count)
    }

    @Test("A body that is split over several elements is read to its end")
    func split() throws {
        let body =
            "<div class=\"article-part\"><p>\(Self.paragraphs[0])</p><p>\(Self.paragraphs[1])</p></div><div class=\"ad-slot\">Advertisement</div>"
            + "<div class=\"article-part\"><p>\(Self.paragraphs[2])</p><p>\(Self.paragraphs[3])</p></div>"
        #expect(try article(SamplePage.html(body: body)).text == Self.text)
    }

    @Test("A body that is only in Next.js properties is found")
    func nextData() throws {
        var data = JSONWriter()
        data.object { json in
            json.object("props") { json in
                json.object("pageProps") { json in
                    json.field("body", Self.paragraphs.map { "<p>\($0)</p>" }.joined())
                }
            }
        }
        let html = """
            <html><head><title>Last Gull Island ferry to sail an hour earlier</title></head><body><div id="__next">Loading</div>
            <script id="__NEXT_DATA__" type="application/json">\(data.text.replacing("</", with: "<\\/"))</script></body></html>
            """
        #expect(try article(html).text == Self.text)
    }

    @Test("A body that is only in linked data is found")
    func linkedBody() throws {
        var data = JSONWriter()
        data.object { json in
            json.field("@type", "NewsArticle")
            json.field("headline", "Last ferry")
            json.field("articleBody", Self.paragraphs.joined(separator: "\n"))
        }
        let html = "<html><head><script type='application/ld+json'>\(data.text)</script></head><body><p>Loading</p></body></html>"
        #expect(try article(html).text == Self.text)
    }

    @Test("A page of one video says so")
    func video() throws {
        let html = """
            <html><head><title>Watch: the ferry in the fog</title><meta property="og:type" content="video.other"></head>
            <body><h1>Watch: the ferry in the fog</h1><video src="/fog.mp4"></video><p>The Petrel leaves the harbour.</p></body></html>
            """
        #expect(try article(html).pageKind == .video)
    }

    @Test("A pull quote that repeats the body is marked and not read twice")
    func pullQuote() throws {
        let quote = "<blockquote class=\"pullquote\"><p>A boat that leaves at five comes home</p></blockquote>"
        let article = try article(page(with: quote))
        #expect(article.text == Self.text)
    }

    @Test("An embedded post is a quotation or left out, never a paragraph")
    func embeddedPost() throws {
        let post = """
            <blockquote class="twitter-tweet"><p>Fog again. No boat today.</p>&mdash; Harbour Board (@harbourboard) \
            <a href="https://social.example/1">March 5, 2026</a></blockquote>
            """
        let article = try article(page(with: post))
        #expect(article.blocks.filter { $0.kind == .paragraph }.map(\.text) == Self.paragraphs)
    }
}
