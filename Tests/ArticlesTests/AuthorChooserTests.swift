import Testing

@testable import Articles

@Suite struct AuthorChooserTests {
    private func authors(head: String = "", byline: String = "") throws -> [String] {
        let html = """
            <html><head><title>Fog keeps all boats in port</title><meta property="og:site_name" content="The Havenmere Courier">\(head)</head>
            <body><article><h1>Fog keeps all boats in port</h1>\(byline)<p>\(SamplePage.paragraphs[0])</p></article></body></html>
            """
        return try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/fog").authors
    }

    @Test(
        "Authors are found where the page names them",
        arguments: [
            (#"<meta name="author" content="Ada Marsh">"#, ""),
            (#"<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Marsh">"#, ""),
            (#"<meta name="author" content="The Havenmere Courier, Havenmere">"#, #"<div class="byline">By Ada Marsh</div>"#),
            ("", #"<div class="byline"><span>By</span><span>Ada Marsh</span></div>"#),
            ("", #"<div class="resource-author-details"><p>Ada Marsh</p></div>"#),
            ("", #"<div class="x1"><a href="/author/ada/">Ada Marsh</a></div>"#),
            ("", "<p>By Ada Marsh</p>"),
        ])
    func found(_ head: String, _ byline: String) throws {
        #expect(try authors(head: head, byline: byline) == ["Ada Marsh"])
    }

    @Test(
        "What is no person is no author",
        arguments: [
            (#"<meta name="author" content="The Havenmere Courier">"#, ""),
            (#"<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Five Minutes">"#, ""),
            ("", #"<div class="author-box"><a href="/author/all/">About the authors</a></div>"#),
            ("", #"<div class="comment-author">Fog Lover</div>"#),
        ])
    func nobody(_ head: String, _ byline: String) throws {
        #expect(try authors(head: head, byline: byline).isEmpty)
    }
}
