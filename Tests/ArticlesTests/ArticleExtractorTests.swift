import JSONText
import Markup
import Testing

@testable import Articles

@Suite struct ArticleExtractorTests {
    private func article(_ html: String, url: String? = "https://courier.example/news/ferry?ref=home") throws -> Article {
        try ArticleExtractor.extract(Array(html.utf8), contentType: "text/html; charset=utf-8", url: url)
    }

    @Test("The text is the article's paragraphs and nothing around them")
    func text() throws {
        let article = try article(SamplePage.html())
        #expect(article.text == SamplePage.paragraphs.joined(separator: "\n\n"))
        #expect(article.pageKind == .article)
    }

    @Test("Metadata is read from where the page's sources agree")
    func metadata() throws {
        let article = try article(SamplePage.html())
        #expect(article.title == "Last Gull Island ferry to sail an hour earlier")
        #expect(article.authors == ["Ada Marsh", "Tom Reed"])
        #expect(article.published?.local == "2026-03-05T17:40:00+01:00")
        #expect(article.modified?.local == "2026-03-05T19:02:00+01:00")
        #expect(article.siteName == "The Havenmere Courier")
        #expect(article.language == "en-GB")
        #expect(article.canonicalURL == "https://courier.example/news/ferry")
        #expect(article.image == "https://courier.example/ferry.jpg")
        #expect(article.categories == ["ferry", "Gull Island", "Harbour"])
        #expect(!article.paywalled)
    }

    @Test("A running block's offsets cut its text out of the article's, by scalars")
    func offsets() throws {
        let article = try article(SamplePage.html())
        let scalars = Array(article.text.unicodeScalars)
        let running = article.blocks.filter { $0.start != nil }
        #expect(running.count == SamplePage.paragraphs.count)
        for block in running {
            let (start, end) = try (#require(block.start), #require(block.end))
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[start..<end])
            #expect(String(view) == block.text)
        }
    }

    @Test("A caption is a block without offsets")
    func caption() throws {
        let caption = try article(SamplePage.html()).blocks.first { $0.kind == .caption }
        #expect(caption?.text == "The ferry Petrel in the harbour of Havenmere last winter.")
        #expect(caption?.start == nil)
    }

    @Test("Paragraphs made with line breaks are paragraphs")
    func lineBreaks() throws {
        let article = try article(SamplePage.html(body: SamplePage.paragraphs.joined(separator: "<br><br>\n")))
        #expect(article.text == SamplePage.paragraphs.joined(separator: "\n\n"))
    }

    @Test("Soft hyphens, zero-width spaces, citation marks, hover cards and ruby are not in the text")
    func unseen() throws {
        var body = SamplePage.paragraphs
        body[0] += " The Pet\u{AD}rel<sup><a href=\"#n1\">[1]</a></sup> is old[2]."
        body[1] += " So said <a href=\"/finch\">Orla Finch<span class=\"hovercard\">Orla Finch</span></a> in <ruby>港<rt>みなと</rt></ruby>."
        let article = try article(SamplePage.html(body: body.map { "<p>\($0)</p>" }.joined()))
        #expect(article.text.contains(" The Petrel is old."))
        #expect(article.text.contains(" So said Orla Finch in 港."))
    }

    @Test("Text behind a body that ends too early is kept")
    func earlyEnd() throws {
        let body = SamplePage.paragraphs.map { "<p>\($0)</p>" }
        let article = try article(SamplePage.html(body: body[0] + body[1] + "</body></html>" + body[2] + body[3]))
        #expect(article.text == SamplePage.paragraphs.joined(separator: "\n\n"))
    }

    @Test("The body of a single-page application is found in its script")
    func applicationData() throws {
        let elements = SamplePage.paragraphs.map { text in
            var json = JSONWriter()
            json.array { json in
                json.string("$")
                json.string("p")
                json.null()
                json.object { $0.field("children", text) }
            }
            return json.text
        }
        var push = JSONWriter()
        push.array { json in
            json.number(1)
            json.string("4:[\(elements.joined(separator: ","))]\n")
        }
        let html =
            "<html><head><title>Ferry</title></head><body><div id=app>Loading</div><script>self.__next_f.push(\(push.text))</script></body></html>"
        #expect(try article(html).text == SamplePage.paragraphs.joined(separator: "\n\n"))
    }

    @Test("A page that says it is sold is marked")
    func paywall() throws {
        let head = "<script type='application/ld+json'>{\"@type\":\"WebPage\",\"isAccessibleForFree\":\"False\"}</script>"
        let article = try article(SamplePage.html(head: head))
        #expect(article.paywalled)
    }

    @Test(
        "A canonical address on another site, or the front page, is not believed",
        arguments: ["https://other.example/x", "https://courier.example/"])
    func canonical(_ address: String) throws {
        let html = SamplePage.html().replacing("https://courier.example/news/ferry", with: address)
        #expect(try article(html).canonicalURL == nil)
    }

    @Test("An error page has no text")
    func errorPage() throws {
        let article = try article(
            "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The page you wanted is not here.</p></body></html>")
        #expect(article.pageKind == .error)
        #expect(article.text.isEmpty)
    }

    @Test("A page of links is an index and has no text")
    func index() throws {
        let links = (1...60).map { "<li><a href=\"/news/\($0)\">Harbour news of the week number \($0) from Havenmere</a></li>" }
        let article = try article("<html><head><title>News</title></head><body><ul>\(links.joined())</ul></body></html>")
        #expect(article.pageKind == .index)
        #expect(article.text.isEmpty)
    }

    @Test(
        "What is no page is refused",
        arguments: [
            ([UInt8]("%PDF-1.7".utf8), ArticleError.Code.notHTML), ([0x20, 0x0A], .empty), ([], .empty),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D], .notHTML),
        ])
    func refused(_ bytes: [UInt8], _ code: ArticleError.Code) {
        #expect { try ArticleExtractor.extract(bytes) } throws: { ($0 as? ArticleError)?.code == code }
    }

    @Test("A page in UTF-8 that declares another charset is read as UTF-8")
    func wrongCharset() throws {
        let html = SamplePage.html().replacing("charset=\"utf-8\"", with: "charset=\"iso-8859-1\"")
        let article = try ArticleExtractor.extract(Array(html.utf8), contentType: nil, url: nil)
        #expect(article.text.contains("“Nobody likes it"))
    }

    @Test("A feed's own content becomes blocks")
    func feedContent() {
        let html = "<h2>On the quay</h2><p>Fog lay on Havenmere.</p><ul><li>No boats</li></ul><p><a href='/x'>Read on</a></p>"
        let article = ArticleExtractor.fromFeedContent(
            html: html, url: "https://courier.example/fog", title: "Fog &amp; boats", authors: ["Ada Marsh"])
        #expect(article.text == "On the quay\n\nFog lay on Havenmere.\n\nNo boats")
        #expect(article.blocks.map(\.kind) == [.heading, .paragraph, .listItem])
        #expect(article.title == "Fog & boats")
        #expect(article.authors == ["Ada Marsh"])
    }

    @Test("The JSON form has its members in order and leaves absent ones out")
    func json() throws {
        var article = Article()
        article.title = "Fog"
        article.published = Timestamp(milliseconds: 0, isDay: true)
        article.setBlocks([(Article.Block(kind: .heading, text: "Å", level: 2), true)])
        #expect(
            article.json
                == #"{"title":"Fog","authors":[],"published":"1970-01-01","categories":[],"paywalled":false,"page_kind":"article","text":"Å","blocks":[{"kind":"heading","text":"Å","start":0,"end":1,"level":2}]}"#
        )
    }

    @Test("Any bytes give an article or an error, however they are cut or changed")
    func mutations() {
        let page = Array(SamplePage.html().utf8)
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<60 {
            var bytes = page
            for _ in 0..<random(40) + 1 { bytes[random(bytes.count)] = UInt8(random(256)) }
            bytes.removeSubrange(random(bytes.count)...)
            let article = try? ArticleExtractor.extract(bytes, url: "https://courier.example/news/ferry")
            for block in article?.blocks ?? [] { #expect(!block.text.isEmpty) }
        }
    }
}
