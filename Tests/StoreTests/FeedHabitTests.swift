import Records
import Testing

@testable import Store

/// An item as feeds of the wild show it.
///
/// - Parameters:
///   - link: behind the site's address; normalised as the program does it, without fragment.
///   - minute: behind a fixed moment with odd seconds.
///   - day: a date without a time of day, instead.
private func item(
    _ title: String?, _ link: String? = nil, guid: String? = nil, at minute: Int? = nil, day: Int? = nil, _ text: String = ""
) -> FoundItem {
    let start = Moment(milliseconds: 1_772_323_200_000)
    let published = day.map { start + .seconds($0 * 86_400) } ?? minute.map { start + .seconds($0 * 60 + 13) }
    return FoundItem(
        link: link.map { "https://a.example" + $0 }, normalisedLink: link.map { "https://a.example" + $0.prefix { $0 != "#" } },
        site: "a.example", guid: guid, title: title, summary: text, published: published)
}

/// One link that always shows the latest.
private let latestOnly: [Story] = [
    Story(
        "the word of the day",
        [
            [item("Quay", "/word", guid: "w1", at: 0, "A place for ships")], [item("Lantern", "/word", guid: "w2", at: 1440, "A light")],
            [item("Lantern", "/word", guid: "w2", at: 1440, "A light")], [item("Hawser", "/word", guid: "w3", at: 2880, "A rope")],
            [item("Hawser", "/word", guid: "w3", at: 2880, "A thick rope")], [item("Mole", "/word", guid: "w4", at: 4320, "A wall")],
        ], gives: ["Quay", "Lantern", "Hawser", "Hawser", "Mole"], items: 4),
    Story(
        "the word of the day under a title that is half the same",
        [
            [item("Word of the day: quay", "/word", guid: "w1", at: 0)], [item("Word of the day: lantern", "/word", guid: "w2", at: 1440)],
            [item("Word of the day: mole", "/word", guid: "w3", at: 2880)], [item("Word of the day: mole", "/word", guid: "w3", at: 2880)],
        ], gives: ["Word of the day: quay", "Word of the day: lantern", "Word of the day: mole"], survivesLoss: false),
    Story(
        "the word of the day behind one whose headline was set anew at each poll",
        (0..<9).map { (hour: Int) in [item("Quay, a place for ships \(hour)", "/word", guid: "w1", at: hour * 60, "Ships")] }
            + [[item("Lantern", "/word", guid: "w2", at: 1440, "A light")], [item("Mole", "/word", guid: "w3", at: 2880, "A wall")]],
        gives: (0..<9).map { (hour: Int) in "Quay, a place for ships \(hour)" } + ["Lantern", "Mole"], items: 3, survivesLoss: false),
    Story(
        "the word of the day, without dates",
        [
            [item("Quay", "/word", guid: "w1", "A place for ships")], [item("Lantern", "/word", guid: "w2", "A light")],
            [item("Lantern", "/word", guid: "w2", "A light")],
        ], gives: ["Quay", "Lantern"]),
    Story(
        "the word of the day, without guids",
        [
            [item("Quay", "/word", at: 0, "A place for ships")], [item("Lantern", "/word", at: 1440, "A light")],
            [item("Lantern", "/word", at: 1440, "A bright light")], [item("Mole", "/word", at: 2880, "A wall")],
        ], gives: ["Quay", "Lantern", "Lantern", "Mole"], items: 3, survivesLoss: false),
    Story(
        "the word of the day among articles",
        [
            [
                item("Ferry strike ends", "/1", guid: "1", at: 0), item("Bridge closed", "/2", guid: "2", at: 1),
                item("Quay", "/word", guid: "w1", at: 2),
            ],
            [
                item("Ferry strike ends", "/1", guid: "1", at: 0), item("Bridge closed", "/2", guid: "2", at: 1),
                item("Lantern", "/word", guid: "w2", at: 1440),
            ],
        ], gives: ["Ferry strike ends", "Bridge closed", "Quay", "Lantern"]),
    Story(
        "the word of the day under a title that is half the same, among articles",
        (0..<3).map { (day: Int) in
            (1...3).map { (number: Int) in item("Story number \(number)", "/\(number)", guid: "\(number)", at: number) }
                + [item("Word of the day: " + ["quay", "lantern", "mole"][day], "/word", guid: "w\(day)", at: day * 1440 + 9)]
        },
        gives: ["Story number 1", "Story number 2", "Story number 3"] + ["quay", "lantern", "mole"].map { "Word of the day: " + $0 },
        survivesLoss: false),
    Story(
        "messages without titles under one link",
        [
            [item(nil, "/me", guid: "1", at: 0, "Fog")], [item(nil, "/me", guid: "2", at: 90, "Sun")],
            [item(nil, "/me", guid: "2", at: 90, "Sun")], [item(nil, "/me", guid: "3", at: 300, "Rain")],
        ], gives: ["", "", ""], survivesLoss: false),
    Story(
        "alerts with one title, several at first and then one at a time",
        [
            [item("Alert", "/alerts", guid: "1", at: 0, "Wind"), item("Alert", "/alerts", guid: "2", at: 5, "Fog")],
            [item("Alert", "/alerts", guid: "3", at: 90, "Ice")], [item("Alert", "/alerts", guid: "4", at: 200, "Snow")],
            [item("Alert", "/alerts", guid: "4", at: 200, "Snow")],
        ], gives: ["Alert", "Alert", "Alert", "Alert"], survivesLoss: false),
    Story(
        "alerts with one title and one link, without guids and dates",
        [
            [item("Alert", "/alerts", "Wind"), item("Alert", "/alerts", "Fog")],
            [item("Alert", "/alerts", "Ice"), item("Alert", "/alerts", "Wind"), item("Alert", "/alerts", "Fog")],
        ], gives: ["Alert", "Alert", "Alert"]),
    Story(
        "a podcast whose episodes link to the programme",
        [
            [item("Harbour talk 1: nets", "/talk", guid: "e1", at: 0, "On nets")],
            [item("Harbour talk 2: knots", "/talk", guid: "e2", at: 10_080, "On knots")],
            [
                item("Harbour talk 3: tar", "/talk", guid: "e3", at: 20_160, "On tar"),
                item("Harbour talk 2: knots", "/talk", guid: "e2", at: 10_080, "On knots"),
            ],
        ], gives: ["Harbour talk 1: nets", "Harbour talk 2: knots", "Harbour talk 3: tar"], survivesLoss: false),
]

/// Fragments that are places, and others.
private let fragments: [Story] = [
    Story(
        "changes on one page, one at a time",
        [
            [item("Version 1", "/log#v1", guid: "https://a.example/log#v1", at: 0, "First")],
            [item("Version 2", "/log#v2", guid: "https://a.example/log#v2", at: 5000, "Second")],
            [item("Version 2", "/log#v2", guid: "https://a.example/log#v2", at: 5000, "Second, set right")],
        ], gives: ["Version 1", "Version 2", "Version 2"], items: 2),
    Story(
        "changes on one page, without guids and dates",
        [[item("Version 1", "/log#v1")], [item("Version 2", "/log#v2")], [item("Version 2", "/log#v2"), item("Version 1", "/log#v1")]],
        gives: ["Version 1", "Version 2"]),
    Story(
        "a comment and the article that it is on",
        in: [
            ("https://a.example/comments", [item("By Ada", "/1#comment-7", guid: "c7", at: 5, "Well said")]),
            ("https://a.example/feed", [item("Ferry strike ends", "/1", guid: "1", at: 0, "After nine days")]),
            ("https://a.example/comments", [item("By Ben", "/1#comment-8", guid: "c8", at: 9, "Not at all")]),
        ], gives: ["By Ada", "Ferry strike ends", "By Ben"]),
    Story(
        "one word behind all links",
        in: [
            ("https://a.example/feed", [item("Ferry", "/1", guid: "1", at: 0), item("Bridge", "/2", guid: "2", at: 5)]),
            ("https://a.example/rss", [item("Ferry", "/1#rss20", guid: "x1", at: 0), item("Bridge", "/2#rss20", guid: "x2", at: 5)]),
        ], gives: ["Ferry", "Bridge"]),
    Story(
        "one item under two headings of the feed",
        [[item("Ferry", "/1#top", guid: "1", at: 0), item("Ferry", "/1#local", guid: "1", at: 0)]], gives: ["Ferry"]),
    Story(
        "a guid that counts the versions of an article behind its link",
        [
            [
                item("Ferry strike goes on", "/1", guid: "https://a.example/1#0", at: 0),
                item("Fog", "/2", guid: "https://a.example/2#0", at: 1),
            ],
            [
                item("Boats sail again", "/1", guid: "https://a.example/1#1", at: 200),
                item("Fog", "/2", guid: "https://a.example/2#0", at: 1),
            ],
        ], gives: ["Ferry strike goes on", "Boats sail again", "Fog"], items: 2),
]

/// Links and guids that change though the item does not.
private let visits: [Story] = [
    Story(
        "a session in link and guid, without dates",
        (1...4).map { visit in
            ["/a", "/b"].map { item("Story \($0)", "\($0)?sid=s\(visit)", guid: "https://a.example\($0)?sid=s\(visit)") }
        }, gives: ["Story /a", "Story /b"], survivesLoss: false),
    Story(
        "a session in link and guid of the only item",
        (1...4).map { [item("Ferry", "/a?ref=\($0)", guid: "https://a.example/a?ref=\($0)", "It sails again")] }, gives: ["Ferry"],
        survivesLoss: false),
    Story(
        "a session under a name of the site's own",
        (1...4).map { visit in
            ["/a", "/b"].map { item("Story \($0)", "\($0)?besuch=\(visit)", guid: "https://a.example\($0)?besuch=\(visit)") }
        }, gives: ["Story /a", "Story /b"], survivesLoss: false),
    Story(
        "a session beside the number of the story",
        (1...3).map { visit in
            [1, 2].map { (number: Int) in item("Story number \(number)", "/show?id=\(number)&sid=x\(visit)", guid: "\(visit)-\(number)") }
        }, gives: ["Story number 1", "Story number 2"], survivesLoss: false),
    Story(
        "an edit while the session changes",
        [
            [item("Ferry strike", "/a?sid=1", "Day one"), item("Fog", "/b?sid=1", "Thick")],
            [item("Ferry strike ends", "/a?sid=2", "Day nine"), item("Fog", "/b?sid=2", "Thick")],
        ], gives: ["Ferry strike", "Ferry strike ends", "Fog"], items: 2, survivesLoss: false),
    Story(
        "links that get a source, and lose it",
        [
            [item("Ferry", "/a", "It sails again")], [item("Ferry", "/a?ref=rss", "It sails again")],
            [item("Ferry", "/a", "It sails again")],
        ], gives: ["Ferry"], survivesLoss: false),
    Story(
        "sid is the number of the story",
        [
            [item("Ferry", "/view?sid=101"), item("Bridge", "/view?sid=102")],
            [item("Tram", "/view?sid=103"), item("Ferry", "/view?sid=101")],
        ], gives: ["Ferry", "Bridge", "Tram"]),
    Story(
        "sid is the number of the story, and titles come again",
        [
            [item("Corrections", "/view?sid=101", "The bridge is open")], [item("Corrections", "/view?sid=102", "The ferry has two decks")],
            [item("Corrections", "/view?sid=103")], [item("Corrections", "/view?sid=104")],
        ], gives: ["Corrections", "Corrections", "Corrections", "Corrections"]),
    Story(
        "from http to https in the guids",
        [[item("Ferry", guid: "http://a.example/?p=1", at: 0)], [item("Ferry", guid: "https://a.example/?p=1", at: 9)]], gives: ["Ferry"],
        survivesLoss: false),
    Story(
        "another system with new guids, and one headline set anew",
        [
            (1...6).map { (number: Int) in item("Story number \(number)", "/\(number)", guid: "old-\(number)", at: number) },
            (1...5).map { (number: Int) in item("Story number \(number)", "/\(number)", guid: "new-\(number)", at: number) }
                + [item("Fog over the harbour", "/6", guid: "new-6", at: 600)],
        ], gives: (1...6).map { "Story number \($0)" } + ["Fog over the harbour"], items: 6),
]

/// Titles that come again, dates that say little, guids that are none.
private let marks: [Story] = [
    Story(
        "one title and a day as the date, with links and guids of their own",
        [[item("Weather", "/w1", guid: "w1", day: 0, "Fog")], [item("Weather", "/w2", guid: "w2", day: 0, "Sun")]],
        gives: ["Weather", "Weather"]),
    Story(
        "one title and a day as the date, without words",
        [
            [item("Briefing", "/b1", guid: "b1", day: 0)], [item("Briefing", "/b2", guid: "b2", day: 0)],
            [item("Briefing", "/b2", guid: "b2", day: 0)],
        ],
        gives: ["Briefing", "Briefing"]),
    Story(
        "new links and guids under a day as the date",
        [[item("Weather", "/w1", guid: "w1", day: 0, "Fog")], [item("Weather", "/w2", guid: "w2", day: 0, "Fog")]], gives: ["Weather"],
        survivesLoss: false),
    Story(
        "an empty guid in every item",
        [
            [item("Ferry", "/1", guid: "", at: 0), item("Bridge", "/2", guid: "", at: 5)],
            [item("Tram", "/3", guid: " ", at: 9), item("Ferry", "/1", guid: "", at: 0)],
        ], gives: ["Ferry", "Bridge", "Tram"]),
    Story(
        "an empty guid, one item at a time and no links",
        [[item("Ferry", guid: "", at: 0)], [item("Bridge", guid: "", at: 9)], [item("Bridge", guid: "", at: 9)]],
        gives: ["Ferry", "Bridge"]),
    Story(
        "one title for all items, with links of their own",
        [
            [item("News", "/1", guid: "1", at: 0, "Ferry"), item("News", "/2", guid: "2", at: 5, "Bridge")],
            [item("News", "/3", guid: "3", at: 9, "Tram"), item("News", "/2", guid: "2", at: 5, "Bridge")],
        ], gives: ["News", "News", "News"]),
    Story(
        "the only item's headline set anew, and its guid kept",
        [[item("Ferry strike", "/1", guid: "1", at: 0)], [item("Boats sail again", "/1", guid: "1", at: 900)]],
        gives: ["Ferry strike", "Boats sail again"], items: 1),
    Story(
        "headlines set anew in a feed without guids",
        [
            [item("Ferry strike", "/1", at: 0), item("Fog", "/2", at: 1)],
            [item("Boats sail again", "/1", at: 900), item("Fog", "/2", at: 1)],
        ], gives: ["Ferry strike", "Boats sail again", "Fog"], items: 2),
    Story(
        "another feed with its own words and dates for the only article",
        in: [
            ("https://a.example/feed", [item("Ferry strike ends", "/1", guid: "1", at: 0)]),
            ("https://b.example/links", [item("Look at this", "/1", guid: "x", at: 90_000)]),
        ], gives: ["Ferry strike ends"]),
]

@Suite struct FeedHabitTests {
    @Test(arguments: latestOnly + fragments + visits + marks)
    func `each item gives one record, and each edit another`(_ story: Story) async throws { try await story.runs() }

    @Test(arguments: (latestOnly + fragments + visits + marks).filter(\.survivesLoss))
    func `no record comes twice when the state is lost`(_ story: Story) async throws { try await story.runsLosingTheState() }

    @Test func `a page that shows several items calls none by its address`() async throws {
        let machine = try Machine()
        let text = (1...60).map { "Line \($0) of the log that grows by the hour." }.joined(separator: " ")
        for entry in 1...3 {
            try await machine.poll([item("Entry \(entry)", "/log#\(entry)", guid: "\(entry)", at: entry * 60, text)])
            for pending in try await machine.pending() {
                let record = Machine.encoded(pending, canonical: "https://a.example/log")
                try await machine.store.complete(
                    [.record(item: pending.id, record, content: WrittenContent(Array(repeating: 1, count: 16), isPage: true))],
                    at: machine.now, limits: machine.limits)
            }
            try await machine.deliver()
        }
        #expect(try machine.lines().count == 3)
    }

    @Test(.timeLimit(.minutes(1))) func `ten thousand items one after the other under one link stay apart`() async throws {
        let machine = try Machine()
        for part in 0..<10 {
            let items = (0..<1000).map { number in
                item("Alert \(part)-\(number)", "/alerts", guid: "\(part)-\(number)", at: part * 1000 + number)
            }
            #expect(try await machine.poll(items).new == 1000)
            #expect(try await machine.poll(items).new == 0)
        }
    }
}
