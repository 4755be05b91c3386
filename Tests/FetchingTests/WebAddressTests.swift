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
        ("no url at all", "no%20url%20at%20all"),
        ("ann:pw@example.org/feed", "ann:pw@example.org/feed"),
    ])
    func `shown addresses hold no secrets and no control characters`(text: String, shown: String) {
        #expect(PublicURL.text(text) == shown)
    }

    @Test func `errors show no secrets and stay on one line`() {
        let error = FetchError(.other, url: "https://ann:pw@example.org/?key=s3cret", message: "bad\nthing\u{1b}[0m")
        #expect(error.description == "https://example.org/?key=…: bad thing [0m")
    }
}
