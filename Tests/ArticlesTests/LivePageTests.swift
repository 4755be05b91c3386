import Testing

@testable import Articles

@Suite struct LivePageTests {
    private static let entries = [
        (
            "2026-03-05T10:42:00+01:00", "The ferry has left",
            "The Petrel has left the harbour of Havenmere with sixty passengers on board, the harbour master said."
        ),
        (
            "2026-03-05T10:15:00+01:00", "Fog lifts",
            "The fog over the sound is lifting, and the lighthouse on Gull Island can be seen from the quay again."
        ),
        (
            "2026-03-05T09:05:00+01:00", "No boats today",
            "No boat will leave before ten, the harbour board said in the morning, since nobody can see the buoys."
        ),
    ]

    @Test("Each entry of a live blog begins with its time")
    func entries() throws {
        let body = Self.entries.map { time, title, text in
            "<section class='live-post'><div class='meta'><time datetime='\(time)'>10:42</time></div><h3>\(title)</h3><p>\(text)</p><p>We keep you posted on what happens in the harbour today.\(title)</p></section>"
        }.joined()
        let head = "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Fog over Havenmere\"}</script>"
        let html = SamplePage.html(body: "<div class='live-posts'>\(body)</div>", head: head)
        let article = try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/live/fog")
        #expect(article.pageKind == .live)
        #expect(article.blocks.compactMap { $0.time?.local } == Self.entries.map(\.0))
        for (time, title, text) in Self.entries {
            let first = try #require(article.blocks.first { $0.time?.local == time })
            #expect([title, text].contains(first.text))
        }
    }

    @Test("A page with one time has no dated entries")
    func oneTime() throws {
        let article = try ArticleExtractor.extract(Array(SamplePage.html().utf8), url: nil)
        #expect(article.blocks.allSatisfy { $0.time == nil })
    }
}
