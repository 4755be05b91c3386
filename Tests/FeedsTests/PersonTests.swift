import Testing

@testable import Feeds

@Suite struct PersonTests {
    @Test(
        arguments: [
            ("ann@lakeside.example (Ann Lee)", "Ann Lee", "ann@lakeside.example"),
            ("Ann Lee <ann@lakeside.example>", "Ann Lee", "ann@lakeside.example"),
            ("Ann Lee (ann@lakeside.example)", "Ann Lee", "ann@lakeside.example"),
            ("Ann Lee [ann@lakeside.example]", "Ann Lee", "ann@lakeside.example"), ("ann@lakeside.example", nil, "ann@lakeside.example"),
            ("Ann Lee", "Ann Lee", nil), ("Ann @annlee", "Ann @annlee", nil), ("Ann Lee and Bo Ek", "Ann Lee and Bo Ek", nil),
            ("", nil, nil),
            ("mailto:ann@lakeside.example", nil, "ann@lakeside.example"),
        ] as [(String, String?, String?)])
    func `takes name and address apart`(text: String, name: String?, email: String?) {
        #expect(PersonDraft.parsed(text) == Feed.Person(name: name, email: email))
    }

    @Test func `gives an entry without authors those of its source`() throws {
        let feed = try feed(atom("<entry><title>x</title><source><title>Post</title><author><name>Ann</name></author></source></entry>"))
        #expect(feed.items.first?.title == "x")
        #expect(feed.items.first?.authors == [Feed.Person(name: "Ann")])
    }

    @Test func `names the podcast's owner only where nobody else is named`() throws {
        let owner = "<itunes:owner><itunes:name>Ann</itunes:name><itunes:email>ann@lakeside.example</itunes:email></itunes:owner>"
        #expect(try feed(rss(owner)).authors == [Feed.Person(name: "Ann", email: "ann@lakeside.example")])
        #expect(try feed(rss(owner + "<itunes:author>Bo</itunes:author>")).authors == [Feed.Person(name: "Bo")])
    }
}
