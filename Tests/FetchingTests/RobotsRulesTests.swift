import Testing

@testable import Fetching

@Suite struct RobotsRulesTests {
    static func rules(_ text: String) -> RobotsRules { RobotsRules(parsing: Array(text.utf8)) }

    @Test(arguments: [
        ("User-agent: *\nDisallow: /private", "/private/x", false),
        ("User-agent: *\nDisallow: /private", "/public", true),
        ("User-agent: *\nDisallow:", "/x", true),
        ("User-agent: *\nDisallow: /", "/robots.txt", true),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", true),
        ("User-agent: *\nAllow: /p\nDisallow: /", "/page", true),
        ("User-agent: *\nAllow: /page\nDisallow: /page", "/page", true),
        ("User-agent: *\nDisallow: /*.php$", "/a/index.php", false),
        ("User-agent: *\nDisallow: /*.php$", "/index.php?x", true),
        ("User-agent: *\nDisallow: /*.php", "/index.php5", false),
        ("User-agent: *\nDisallow: /fish*", "/Fish", true),
        ("User-agent: *\nDisallow: *x", "/a/x", false),
        ("User-agent: *\nDisallow: /a*b*c$", "/a-b-c-c", false),
        ("User-agent: *\nDisallow: /a*bc*bc$", "/abc", true),
        ("User-agent: *\nDisallow: /$", "/", false),
        ("User-agent: *\nDisallow: /$", "/x", true),
        ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", false),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/", false),
        ("User-agent: *\nDisallow: /~joe", "/%7ejoe/", false),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", true),
        ("User-agent: *\nDisallow: /grün", "/gr%C3%BCn", false),
        ("User-agent: *\nDisallow: /a-%2A.html", "/a-*.html", false),
        ("User-agent: *\nDisallow: /x?sort=", "/x?sort=1", false),
        ("User-agent: *\nDisallow: private", "/private", false),
        ("user-AGENT : *  # all\n  disallow : /a # not this", "/a", false),
        ("User-agent: *\rDisallow: /a\r\rDisallow: /b", "/b", false),
        ("\u{feff}User-agent: *\nDisallow: /a", "/a", false),
        ("Disallow: /a", "/a", true),
        ("<html><body>Not found: nothing</body></html>", "/a", true),
        ("", "/a", true),
    ])
    func `the longest rule that matches decides`(text: String, path: String, isAllowed: Bool) {
        #expect(Self.rules(text).allows(path) == isAllowed)
    }

    @Test(arguments: [
        ("User-agent: onrecord\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", true),
        ("User-agent: *\nDisallow: /\nUser-agent: OnRecord/2.0 (news)\nDisallow: /a", "/b", true),
        ("User-agent: other\nUser-agent: onrecord\nDisallow: /a", "/a", false),
        ("User-agent: onrecord\nUser-agent: *\nDisallow: /a", "/a", false),
        ("User-agent: onrecord\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: onrecord\nDisallow: /b", "/b", false),
        ("User-agent: onrecord\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: onrecord\nDisallow: /b", "/c", true),
        ("User-agent: onrecorder\nDisallow: /", "/a", true),
        ("User-agent: onrecord\nUser-agent: x\nSitemap: /s\nUser-agent: y\nDisallow: /a", "/a", false),
        ("User-agent: onrecord\n\nDisallow: /a", "/a", false),
        ("User-agent: onrecord\nUser-agent: *", "/a", true),
        ("User-agent: *\nDisallow: /\nUser-agent: onrecord\n", "/a", true),
    ])
    func `our own group counts, and the one for all only where we have none`(text: String, path: String, isAllowed: Bool) {
        #expect(Self.rules(text).allows(path) == isAllowed)
    }

    @Test(arguments: [
        ("User-agent: *\nCrawl-delay: 5", 5000), ("User-agent: *\nCrawl-delay: 0.5", 500), ("User-agent: *\nCrawl-delay: .25s", 250),
        ("User-agent: *\nCrawl-delay: 99999999999999999999", 86_400_000), ("User-agent: *\nCrawl-delay: soon", nil),
        ("User-agent: x\nCrawl-delay: 5", nil),
        ("User-agent: *\nCrawl-delay: 5\nUser-agent: onrecord\nDisallow:", nil),
    ])
    func `a crawl delay is read and bounded`(text: String, milliseconds: Int?) {
        #expect(Self.rules(text).crawlDelay == milliseconds.map { .milliseconds($0) })
    }

    @Test func `a file of ten megabytes is read up to its bound`() {
        let line = "Disallow: /filler\n"
        let text = "User-agent: *\nDisallow: /first\n" + String(repeating: line, count: 600_000) + "Disallow: /last\n"
        let rules = Self.rules(text)
        #expect(!rules.allows("/first"))
        #expect(rules.allows("/last"))
    }

    @Test func `patterns made to cost much come to an end, as a no`() {
        let pattern = "*" + String(repeating: "a", count: 1500) + "b"
        let rules = Self.rules("User-agent: *\n" + String(repeating: "Disallow: /\(pattern)\n", count: 200))
        let isAllowed = rules.allows("/" + String(repeating: "a", count: 4000))
        #expect(!isAllowed)
    }
}
