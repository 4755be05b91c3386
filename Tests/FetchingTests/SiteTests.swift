import Testing

@testable import Fetching

@Suite struct SiteTests {
    @Test(arguments: [
        ("www.example.org", "example.org"),
        ("example.org", "example.org"),
        ("a.b.news.example.co.uk", "example.co.uk"),
        ("example.com.au", "example.com.au"),
        ("NEWS.Example.ORG.", "example.org"),
        ("alice.blogspot.com", "alice.blogspot.com"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("www.example.gov.in", "example.gov.in"),
        ("bob.medium.com", "bob.medium.com"),
        ("www.shop.example.dev", "example.dev"),
        ("127.0.0.1", "127.0.0.1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("localhost", "localhost"),
        ("www.bit.ly", "bit.ly"),
    ])
    func `the site of a host is its registrable domain or the address itself`(host: String, site: String) {
        #expect(Site.key(forHost: host) == site)
    }
}
