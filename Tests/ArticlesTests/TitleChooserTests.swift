import Testing

@testable import Articles

@Suite struct TitleChooserTests {
    /// A page with what it declares as headline, for networks, as title and as heading.
    private func title(headline: String?, social: String?, title: String, heading: String?) throws -> String? {
        let linked = headline.map { #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"\#($0)"}</script>"# } ?? ""
        let html = """
            <html><head><title>\(title)</title><meta property="og:site_name" content="The Havenmere Courier">\(linked)
            \(social.map { "<meta property=\"og:title\" content=\"\($0)\">" } ?? "")</head>
            <body>\(heading.map { "<h1>\($0)</h1>" } ?? "")<p>Fog lay on Havenmere, and no boat left the harbour until noon.</p></body></html>
            """
        return try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/fog").title
    }

    @Test("What most sources say is the title, without the site's name")
    func agreement() throws {
        let found = try title(
            headline: "Fog keeps boats in port", social: "Fog! You won't believe it", title: "No boats today | The Havenmere Courier",
            heading: "Fog keeps boats in port")
        #expect(found == "Fog keeps boats in port")
    }

    @Test("The headline that the title element repeats is the one for search engines")
    func searchTitle() throws {
        let found = try title(
            headline: "Havenmere harbour: boats kept in port by fog", social: "The morning the boats stayed home",
            title: "Havenmere harbour: boats kept in port by fog | The Havenmere Courier",
            heading: "Havenmere harbour: boats kept in port by fog")
        #expect(found == "The morning the boats stayed home")
    }

    @Test("Where two sources have different kickers, their common words are the title")
    func kickers() throws {
        let found = try title(
            headline: nil, social: "Weather: Why the boats stayed home all day",
            title: "Weather: Why the boats stayed home all day - The Havenmere Courier",
            heading: "Fog on the coast - Why the boats stayed home all day")
        #expect(found == "Why the boats stayed home all day")
    }

    @Test("What stands before a colon is no kicker where the sources only differ in a word of it")
    func noKicker() throws {
        let found = try title(
            headline: "Havenmere has failed its ferrymen: this is what the board can do about it",
            social: "Havenmere has failed its ferrymen: this is what the board can do about it",
            title: "Havenmere has failed its ferrymen: this is what the board can do about it - The Havenmere Courier",
            heading: "The town has failed its ferrymen: this is what the board can do about it")
        #expect(found == "Havenmere has failed its ferrymen: this is what the board can do about it")
    }

    @Test(
        "Of one title in several spellings the heading's counts, unless it is all in capitals or its kicker stands apart",
        arguments: [
            ("Board calls fog “a friend”", "Board calls fog “a friend”"),
            ("BOARD CALLS FOG “A FRIEND”", "Board calls fog a friend"),
        ])
    func spelling(_ heading: String, _ expected: String) throws {
        let found = try title(headline: nil, social: "Board calls fog a friend", title: "Board calls fog a friend", heading: heading)
        #expect(found == expected)
        let kicker = try title(
            headline: nil, social: "Harbour: Board calls fog a friend", title: "Harbour: Board calls fog a friend",
            heading: "<span>Harbour</span> Board calls fog a friend")
        #expect(kicker == "Harbour: Board calls fog a friend")
    }

    @Test("A page that is named after its site has its heading as title")
    func siteName() throws {
        let found = try title(headline: nil, social: nil, title: "The Havenmere Courier", heading: "Fog keeps all boats in port")
        #expect(found == "Fog keeps all boats in port")
    }
}
