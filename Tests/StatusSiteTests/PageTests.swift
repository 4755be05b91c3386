import Records
import Store
import Testing

@testable import StatusSite

@Suite("What pages are made of")
struct PageTests {
    @Test(
        "Text from outside never becomes markup",
        arguments: [
            ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\u{0}b\nc", "a b c"), ("\u{202E}evil\u{2069}", "evil"), ("“naïve”", "“naïve”"),
            ("</script><script>", "&lt;/script&gt;&lt;script&gt;"),
        ])
    func escapes(_ text: String, _ expected: String) {
        let html: HTML = "<p>\(text)</p>"
        #expect(html.text == "<p>\(expected)</p>")
    }

    @Test("Only web addresses become links", arguments: ["javascript:alert(1)", "data:text/html,x", "//example.com", ""])
    func links(_ address: String) {
        #expect(!Layout.outside(address, "here").text.contains("<a"))
        #expect(Layout.outside("https://example.com/?a=\"b", "here").text.contains("href=\"https://example.com/?a=&quot;b\""))
    }

    @Test("A query is read as browsers send it, and written back the same way")
    func query() {
        let query = PageQuery("q=two+words%26%C3%A9&q=second&page=2&broken=%zz&empty")
        #expect(query["q"] == "two words&é")
        #expect(query.number("page") == 2)
        #expect(query["broken"] == "%zz")
        #expect(PageQuery([("q", "two words&é"), ("page", "2"), ("none", "")]).address("feeds") == "feeds?page=2&q=two%20words%26%C3%A9")
        #expect(PageQuery(String(repeating: "x", count: 100_000) + "=1")[""].isEmpty)
    }

    @Test(
        "A search finds all words in any order, without regard to case",
        arguments: [
            ("harbour WALL", true), ("wall harb", true), ("", true), ("harbour gate", false), ("ÉTÉ", true), ("llaw", false), ("l", true),
        ])
    func search(_ typed: String, _ fits: Bool) {
        #expect(SearchText("Harbour walll, l'Été").holds(SearchText.words(typed)) == fits)
    }

    @Test(
        "Numbers are grouped",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808")])
    func grouped(_ number: Int, _ expected: String) { #expect(Figures.text(number) == expected) }
}

@Suite("The table of feeds")
struct FeedQueryTests {
    private static func entry(_ id: Int64, _ title: String, _ health: FeedState.Health, next: Int64 = 0, error: String? = nil) -> FeedEntry
    {
        var state = FeedState()
        state.title = title
        state.health = health
        state.lastError = error
        return FeedEntry(
            StoredFeed(id: id, url: "https://example.com/\(id)?key=0123456789abcdef", nextPoll: Moment(milliseconds: next), state: state))
    }

    private let feeds = [
        entry(1, "Weirbridge Post", .ok, next: 30), entry(2, "marrow courier", .failing, next: 20, error: "the server answers 404"),
        entry(3, "Tideline", .gone, next: 10), entry(4, "Harbour Radio", .new),
    ]

    @Test(
        "It is filtered and sorted as asked",
        arguments: [
            ("", [4, 2, 3, 1]), ("dir=down", [1, 3, 2, 4]), ("sort=health", [2, 3, 4, 1]), ("sort=next&dir=down", [1, 2, 3, 4]),
            ("q=404", [2]),
            ("q=RADIO", [4]), ("health=gone", [3]), ("health=nonsense&sort=nonsense", [4, 2, 3, 1]), ("q=0123456789abcdef", []),
        ])
    func selects(_ query: String, _ expected: [Int64]) {
        #expect(FeedQuery(PageQuery(query)).select(feeds).map(\.feed.id) == expected)
    }

    @Test("A heading turns the order round, and leads back to the first page")
    func headings() {
        #expect(FeedQuery(PageQuery("q=a&page=3")).address(sortedBy: .title) == "feeds?dir=down&q=a&sort=title")
        #expect(FeedQuery(PageQuery("sort=items&dir=down")).address(sortedBy: .items) == "feeds?sort=items")
        #expect(FeedQuery(PageQuery("page=99999999999999999999")).page == 1)
    }
}

@Suite("Counts by hour")
struct HourlyCountsTests {
    private let noon = Moment(milliseconds: 12 * 3_600_000)

    @Test("What happened is counted in its hour, and falls out after two days")
    func counts() {
        var counts = HourlyCounts()
        counts.count(at: noon, now: noon)
        counts.count(2, at: noon - .seconds(3600), now: noon)
        counts.count(at: noon - .seconds(48 * 3600), now: noon)
        counts.count(at: noon + .seconds(7200), now: noon)
        #expect(counts.latest(3, now: noon) == [0, 2, 1])
        #expect(counts.latest(2, now: noon + .seconds(3600)) == [1, 0])
        #expect(counts.latest(48, now: noon + .seconds(72 * 3600)).allSatisfy { $0 == 0 })
    }

    @Test(
        "A chart ends at a round figure",
        arguments: [(0, 1), (1, 1), (3, 4), (7, 8), (9, 10), (21, 30), (999, 1000), (9_000_001, 9_000_001)])
    func rounded(_ most: Int, _ top: Int) { #expect(BarChart.rounded(most) == top) }

    @Test("A chart says in words what it draws")
    func chart() {
        let html = BarChart(title: "Articles an hour", unit: "articles", counts: [0, 12, 3], now: noon).html(id: "a").text
        #expect(html.contains("15 articles in 3 hours, 12 in the busiest, 3 in the current one"))
        #expect(html.contains("<title>11:00: 12 articles</title>"))
        #expect(html.components(of: "<rect") == 2)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
