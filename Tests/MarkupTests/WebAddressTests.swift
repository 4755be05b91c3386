import Testing

@testable import Markup

@Suite struct WebAddressTests {
    /// The examples of RFC 3986, section 5.4.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"),
        ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("http:g", "http://a/b/c/g"), ("mailto:x@y", "mailto:x@y"),
    ])
    func `resolves references as the standard's examples do`(reference: String, expected: String) {
        #expect(WebAddress.resolve(reference, against: "http://a/b/c/d;p?q") == expected)
    }

    @Test(arguments: [
        ("  https://lakeside.example/a b\n ", "https://lakeside.example/a b"),
        ("http:////lakeside.example/x", "http://lakeside.example/x"),
        ("//cdn.lakeside.example/x.mp3", "https://cdn.lakeside.example/x.mp3"),
        ("tag:lakeside.example,2024:1", "tag:lakeside.example,2024:1"),
    ])
    func `copes with what publishers write`(reference: String, expected: String) {
        #expect(WebAddress.resolve(reference, against: "https://feeds.lakeside.example/rss") == expected)
    }

    @Test func `leaves a relative reference without a base alone`() {
        #expect(WebAddress.resolve("/news/1", against: nil) == "/news/1")
        #expect(WebAddress.resolve("/news/1", against: "not an address") == "/news/1")
    }

    @Test func `tells host and port`() {
        let address = WebAddress("HTTPS://user:pw@News.Lakeside.Example:8443/a?b#c")
        #expect(address.scheme == "https")
        #expect(address.host == "news.lakeside.example")
        #expect(address.port == 8443)
        #expect(address.path == "/a")
        #expect(address.query == "b")
        #expect(address.fragment == "c")
        #expect(WebAddress("http://[2001:DB8::1]:81/").host == "[2001:db8::1]")
        #expect(WebAddress("http://[2001:db8::1]:81/").port == 81)
        #expect(WebAddress("http://x:99999/").port == nil)
        #expect(WebAddress("/a/b").host == nil)
    }

    @Test(arguments: [
        ("http://Lakeside.Example:80/News/", "https://lakeside.example/News"),
        ("https://lakeside.example", "https://lakeside.example"),
        ("https://lakeside.example/", "https://lakeside.example"),
        ("https://lakeside.example/a?utm_source=rss&id=7&fbclid=x#top", "https://lakeside.example/a?id=7"),
        ("https://lakeside.example/a?utm_source=rss", "https://lakeside.example/a"),
        ("https://lakeside.example/a;jsessionid=0A1B?id=7", "https://lakeside.example/a?id=7"),
        ("https://lakeside.example/a;v=1;JSESSIONID=0A1B.n2/b;jsessionid", "https://lakeside.example/a;v=1/b;jsessionid"),
        ("https://lakeside.example/a?PHPSESSID=9f&id=7&sid=3&jsessionid=1", "https://lakeside.example/a?id=7&sid=3"),
        ("https://lakeside.example/a/index.html", "https://lakeside.example/a"),
        ("https://lakeside.example/a/index.php?p=3", "https://lakeside.example/a/index.php?p=3"),
        ("https://lakeside.example/caf%c3%a9/%7Eann", "https://lakeside.example/caf%C3%A9/~ann"),
        ("https://lakeside.example/café/b c", "https://lakeside.example/caf%C3%A9/b%20c"),
        ("https://www.lakeside.example/#!/story/4", "https://www.lakeside.example#!/story/4"),
        ("https://lakeside.example:8080/a", "https://lakeside.example:8080/a"),
        ("https://lakeside.example/a/../b/./c", "https://lakeside.example/b/c"),
        ("urn:uuid:ABC", "urn:uuid:ABC"), ("https://lakeside.example.//a//", "https://lakeside.example//a"),
        ("https://lakeside.example\\a\\b", "https://lakeside.example/a/b"),
        ("https://lakeside.example/a/%2e%2E/b/%2e", "https://lakeside.example/b"),
    ])
    func `gives one spelling to one page`(address: String, expected: String) {
        #expect(WebAddress.normalised(address) == expected)
        #expect(WebAddress.normalised(expected) == expected)
    }
}
