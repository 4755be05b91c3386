import Testing

@testable import Articles

@Suite struct DateFinderTests {
    @Test(
        "A day is found in an address",
        arguments: [
            ("https://courier.example/2026/03/05/ferry", "2026-03-05"),
            ("https://courier.example/news/2026-3-5-ferry", "2026-03-05"),
            ("https://courier.example/20260305/ferry.html", "2026-03-05"),
        ])
    func address(_ address: String, _ day: String) {
        #expect(DateFinder.inAddress(address)?.local == day)
    }

    @Test(
        "Numbers that are no day are not taken for one",
        arguments: ["https://courier.example/2026/13/41/x", "https://courier.example/a/99999999"])
    func noDay(_ address: String) {
        #expect(DateFinder.inAddress(address) == nil)
    }

    @Test(
        "A day is found among other words",
        arguments: [("Posted on 5 March 2026 by Ada Marsh", "2026-03-05"), ("Updated: March 5, 2026", "2026-03-05")])
    func text(_ text: String, _ day: String) {
        #expect(DateFinder.first(in: text)?.local == day)
    }
}

extension DateFinderTests {
    @Test(
        "Times of day are read as they are written",
        arguments: [
            ("5 March 2026, 10:28 p.m.", [22 * 60 + 28]), ("5 mars 2026 à 20 h 23", [20 * 60 + 23]), ("12.05 a.m.", [5]),
            ("at 9.5 per cent", []),
        ])
    func clockTimes(_ text: String, _ minutes: [Int]) {
        #expect(DateFinder.clockTimes(in: text) == minutes)
    }

    @Test("A time declared in UTC takes the zone in which the page shows it")
    func zone() throws {
        let html = """
            <html><head><meta property="article:published_time" content="2026-03-06T03:28:11Z"></head>
            <body><h1>Fog</h1><p>Published March 5, 2026, 10:28 p.m.</p></body></html>
            """
        #expect(try ArticleExtractor.extract(Array(html.utf8)).published?.local == "2026-03-05T22:28:11-05:00")
    }
}
