import Testing

@testable import Articles

@Suite struct NextPageTests {
    @Test(
        "The page behind one is its address with the next number",
        arguments: [
            ("https://courier.example/ferry", "https://courier.example/ferry?page=2"),
            ("https://courier.example/ferry?page=2", "https://courier.example/ferry?page=3"),
            ("https://courier.example/ferry/", "https://courier.example/ferry/2/"),
            ("https://courier.example/news/ferry", "https://courier.example/news/ferry/page/2"),
            ("https://courier.example/a/news032.html", "https://courier.example/a/news032_2.html"),
            ("https://courier.example/a/ferry-2.html", "https://courier.example/a/ferry-3.html"),
            ("https://courier.example/a/ferry", "https://courier.example/a/ferry/seite-2"),
            ("https://courier.example/a/ferry.html?utm_source=x", "https://courier.example/a/ferry-page-2.html"),
        ])
    func follows(_ own: String, _ next: String) throws {
        #expect(try #require(PageNumber(own)).isFollowed(by: next))
    }

    @Test(
        "Another article, another site and a page further on are not the next page",
        arguments: [
            ("https://courier.example/ferry", "https://courier.example/lighthouse"),
            ("https://courier.example/ferry", "https://other.example/ferry?page=2"),
            ("https://courier.example/ferry", "https://courier.example/ferry?page=3"),
            ("https://courier.example/ferry", "https://courier.example/ferry?comments=2"),
            ("https://courier.example/news/1041", "https://courier.example/news/1042"),
            ("https://courier.example/a/ferry-2026.html", "https://courier.example/a/ferry-2027.html"),
        ])
    func doesNotFollow(_ own: String, _ next: String) throws {
        #expect(try !#require(PageNumber(own)).isFollowed(by: next))
    }

    @Test("A page tells where it goes on, whether by a link element or by its numbers below the text")
    func found() throws {
        for (head, foot) in [
            ("<link rel='next' href='/news/ferry?page=2'>", ""), ("", "<ol class='pages'><li>1</li><li><a href='?page=2'>2</a></li></ol>"),
        ] {
            let html = SamplePage.html(body: SamplePage.paragraphs.map { "<p>\($0)</p>" }.joined() + foot, head: head)
            let article = try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/news/ferry")
            #expect(article.nextPage == "https://courier.example/news/ferry?page=2")
        }
    }

    @Test("A link to the next article is not the next page")
    func nextArticle() throws {
        let html = SamplePage.html(head: "<link rel='next' href='/news/lighthouse'>")
        #expect(try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/news/ferry").nextPage == nil)
    }

    @Test("Joined pages have nothing twice")
    func joined() {
        var first = Article()
        first.setBlocks([(.init(kind: .paragraph, text: "Fog lay on Havenmere."), true)])
        var second = Article()
        second.setBlocks([
            (.init(kind: .paragraph, text: "Fog lay on Havenmere."), true), (.init(kind: .paragraph, text: "Then it rose."), true),
        ])
        let added = first.append(second)
        #expect(added)
        #expect(first.text == "Fog lay on Havenmere.\n\nThen it rose.")
        let addedAgain = first.append(second)
        #expect(!addedAgain)
    }
}
