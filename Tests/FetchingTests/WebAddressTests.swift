import Testing

@testable import Fetching

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("HTTP://Example.ORG:80/a/../b?x=1#frag", "http://example.org/b?x=1"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:8443?q", "https://example.org:8443/?q"),
        ("  https://example.org/a b\n", "https://example.org/a%20b"),
        ("https://example.org/\nfeed", "https://example.org/feed"),
        ("https://example.org/ä?ö=ü", "https://example.org/%C3%A4?%C3%B6=%C3%BC"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("http:///example.org", "http://example.org/"),
        ("https://ann:pw@example.org/", "https://example.org/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://example.org./", "http://example.org/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("https://example.org/a%2Fb%zz", "https://example.org/a%2Fb%zz"),
    ])
    func `addresses are read as libcurl will connect to them`(text: String, expected: String) {
        #expect(WebAddress(text)?.text == expected)
    }

    @Test(arguments: [
        "", "example.org", "/feed", "http://:80/", "http://example.org:99999/", "mailto:a@example.org", "data:,x",
        "http://[::1/", "http://[zz]/",
        "http://a b/", "http://exa%00mple.org/", "http://example.org\0.example/", "http://../x", "http://2130706433./",
        "http://0x7f000001./", "http://1.2.3.4.5/", "http://example.1/", "http://.example.org/", "http://a..b/",
        "http://" + String(repeating: "a", count: 300) + "/",
    ])
    func `what is no web address gives none`(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test func `overlong addresses are refused`() {
        #expect(WebAddress("http://example.org/" + String(repeating: "a", count: 9000)) == nil)
    }

    @Test(arguments: [
        ("/b", "https://example.org/b"), ("c", "https://example.org/x/c"), ("../c", "https://example.org/c"),
        ("?q=1", "https://example.org/x/y?q=1"),
        ("//other.example/z", "https://other.example/z"), ("http://other.example", "http://other.example/"),
        ("", "https://example.org/x/y?a"),
        ("#part", "https://example.org/x/y?a"),
    ])
    func `references are resolved against the address they stand in`(reference: String, expected: String) throws {
        let base = try #require(WebAddress("https://example.org/x/y?a"))
        #expect(base.resolving(reference)?.text == expected)
    }

    @Test(arguments: [
        ("https://ann:pw@example.org/feed", "https://example.org/feed"),
        ("https://example.org/feed?token=abc&page=2", "https://example.org/feed?token=…&page=2"),
        ("https://example.org/feed?Access_Token=abc", "https://example.org/feed?Access_Token=…"),
        ("https://example.org/rss/9f86d081884c7d659a2feaa0c55ad015/feed.xml", "https://example.org/rss/…~4ebe37f9/feed.xml"),
        (
            "https://example.org/2026/03/river-town-opens-its-new-bridge-after-12-years",
            "https://example.org/2026/03/river-town-opens-its-new-bridge-after-12-years"
        ),
        ("https://example.org/?q=9f86d081884c7d659a2feaa0c55ad015", "https://example.org/?q=…~4ebe37f9"),
        ("https://example.org/a\u{1b}[31m", "https://example.org/a%1B[31m"),
        ("https://example.org/a\u{9b}31m", "https://example.org/a%C2%9B31m"),
        ("no url at all", "no%20url%20at%20all"),
    ])
    func `shown addresses hold no secrets and no control characters`(text: String, shown: String) {
        #expect(PublicURL.text(text) == shown)
    }

    @Test(arguments: [
        "?u=550e8400-e29b-41d4-a716-446655440000", "?uuid=550e8400-e29b-41d4-a716-446655440000", "?userid=9f86d081884c7d65",
        "?subscriber_id=9f86d081884c7d65", "/550E8400-E29B-41D4-A716-446655440000/rss", "?h=9f86d081884c7d65", "?t=k3v9qpl2tf8m4r7xw",
        "?h=Ab3_xYz-09QwErT7u", "/feed/dGhpcyBpcyBh-c2Vj_cmV0IGtleQ", "/p/a1-b2c3d4e5f6g7h8i9", "?rss_key=abc123", "?feedkey=qwertz",
        "?rsskey=wolf", "?member_key=wolf", "?publickey=12ab", "?xkey=qwertyuiopasdfghjkl", "?X-Auth=wolf", "?authorization=wolf",
        "?my_api_key=wolf", "?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    ])
    func `keys are veiled wherever they stand`(secret: String) {
        let shown = PublicURL.text("https://example.org/news" + secret)
        #expect(shown.contains("…"))
        let value = secret.split(separator: "=").dropFirst().first ?? secret.split(separator: "/").max { $0.count < $1.count } ?? ""
        #expect(!shown.contains(value))
    }

    @Test(arguments: [
        "?channel_id=UCsT0YIqwnpJCM-mx7-gSA4Q", "?playlist_id=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "?id=550e8400-e29b-41d4-a716-446655440000",
        "?cat=17&feed=rss2", "?userid=1234", "?uid=7", "?author=jane", "?authors=jane-roe", "?sort_key=date", "?topic_key=world-news",
        "?turkey=news", "?section_key=2024", "?keyword=election", "?q=Bundestagswahl2025", "?q=Election2024Results",
        "?q=TheNewYorkTimes-WorldNews", "?since=20240115T120000Z", "?tag=covid-19-update-2024-q3", "?paint=windows11-23h2-build-22631",
        "/2026/03/fifa-world-cup-2026-group-b-round-of-16", "/rss_2_0_top_stories.xml", "/1234567890123456789/feed",
        "/@ann:example.net/feed",
        "/formula1-2024-gp-f1-f2-f3/", "?page=3&limit=100&format=atom&lang=en-GB",
    ])
    func `what is no secret is shown`(harmless: String) {
        #expect(PublicURL.text("https://example.org/news" + harmless) == "https://example.org/news" + harmless)
    }

    @Test(arguments: [
        "ann:pass99@example.org/feed", "htps://ann:pass99@example.org/feed", "https:/ann:pass99@example.org/",
        "https//ann:pass99@example.org",
        "https:ann:pass99@example.org", "//ann:pass99@example.org/feed", "https://example.org/?u=https://ann:pass99@example.net/",
    ])
    func `a slip in an address shows no password`(text: String) {
        let shown = PublicURL.text(text)
        #expect(!shown.contains("pass99") && shown.contains("example."))
    }

    @Test(arguments: [
        ("https://ann:pw@example.org/a/feed", "https://example.org/a/feed"),
        ("https://example.org/feed?page=2", "https://example.org/feed?page=2"),
        ("https://example.org/a/feed?page=2&token=S", "https://example.org/a/feed"),
        ("https://example.org/feed?9f86d081884c7d65", "https://example.org/feed"),
        ("https://example.org/9f86d081884c7d65/feed", "https://example.org/9f86d081884c7d65/feed"), ("no address", "no address"),
    ])
    func `links are resolved without the secrets of the address they stand at`(url: String, base: String) {
        #expect(PublicURL.base(url) == base)
    }

    @Test func `errors show no secrets and stay on one line`() {
        let error = FetchError(.other, url: "https://ann:pw@example.org/?key=s3cret", message: "bad\nthing\u{1b}[0m")
        #expect(error.description == "https://example.org/?key=…: bad thing [0m")
    }
}
