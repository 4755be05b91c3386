import GRDB
import Records
import Testing

@testable import Store

/// Polls of one or two feeds one after the other, and the titles of the records that must come of them.
struct Story: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var polls: [(feed: String, items: [FoundItem])]
    /// The titles of the records, in any order; an update of a record counts as another.
    var records: [String]
    /// How many different items they are of.
    var items: Int
    var homePage: String?
    /// Whether the segments alone tell which items are known.
    var survivesLoss: Bool

    init(
        _ name: String, _ polls: [[FoundItem]], gives records: [String], items: Int? = nil, homePage: String? = nil,
        survivesLoss: Bool = true
    ) {
        self.init(
            name, in: polls.map { ("https://a.example/feed", $0) }, gives: records, items: items, homePage: homePage,
            survivesLoss: survivesLoss)
    }

    init(
        _ name: String, in polls: [(feed: String, items: [FoundItem])], gives records: [String], items: Int? = nil,
        homePage: String? = nil, survivesLoss: Bool = true
    ) {
        testDescription = name
        self.items = items ?? records.count
        self.survivesLoss = survivesLoss
        self.polls = polls
        self.records = records
        self.homePage = homePage
    }

    /// Polls an hour apart, of one state.
    func runs() async throws {
        let machine = try Machine()
        for poll in polls {
            try await machine.poll(poll.items, of: poll.feed, homePage: homePage)
            try await machine.finishAll()
            machine.now = machine.now + .seconds(3600)
        }
        let lines = try machine.lines()
        #expect(lines.map(\.title).sorted() == records.sorted())
        #expect(Set(lines.map(\.id)).count == items)
        #expect(try Verification(folder: machine.outPath).findings == [])
    }

    /// Polls of which each finds the state gone.
    func runsLosingTheState() async throws {
        let folder = try TemporaryFolder()
        var now = Machine.start
        for poll in polls {
            let machine = try Machine(folder, now: now)
            try await machine.poll(poll.items, of: poll.feed, homePage: homePage)
            try await machine.finishAll()
            now = now + .seconds(3600)
            try Files.remove(folder.path + "/state.db")
            try Files.remove(folder.path + "/state.db-wal")
        }
        let machine = try Machine(folder, now: now)
        let lines = try machine.lines()
        #expect(Set(lines.map { "\($0.id) \($0.revision)" }).count == lines.count)
        #expect(Set(lines.map(\.id)).count == items)
        #expect(try Verification(folder: machine.outPath).findings == [])
    }
}

/// An item whose date is so many minutes (and some odd seconds) after a fixed moment.
private func item(_ title: String?, link: String? = nil, guid: String? = nil, at minute: Int? = 0, text: String = "") -> FoundItem {
    FoundItem(
        link: link.map { "http://a.example" + $0 }, normalisedLink: link.map { "https://a.example" + $0 }, site: "a.example", guid: guid,
        title: title, summary: text, published: minute.map { Moment(milliseconds: 1_772_350_213_000 + Int64($0) * 60_000) })
}

/// What ten thousand items of one document may have in common.
private enum Common: CaseIterable { case link, linkAndTitle, linkAndWords, guid, title, titleAndDate, everything }

private let stories: [Story] = [
    Story("the same poll twice", [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/1", guid: "1")]], gives: ["Ferry"]),
    Story(
        "new guids at each poll", [[item("Ferry", link: "/1", guid: "a1")], [item("Ferry", link: "/1", guid: "b1")]], gives: ["Ferry"]),
    Story(
        "new guids at each poll, and no date",
        [[item("Ferry", link: "/1", guid: "a1", at: nil)], [item("Ferry", link: "/1", guid: "b1", at: nil)]], gives: ["Ferry"]),
    Story(
        "new guids at each poll, and one link for all",
        [
            [item("Ferry", link: "/", guid: "a1"), item("Bridge", link: "/", guid: "a2", at: 5)],
            [item("Ferry", link: "/", guid: "b1"), item("Bridge", link: "/", guid: "b2", at: 5)],
        ], gives: ["Ferry", "Bridge"], survivesLoss: false),
    Story(
        "new guids at each poll, one link for all and no dates",
        [
            [item("Ferry", link: "/", guid: "a1", at: nil), item("Bridge", link: "/", guid: "a2", at: nil)],
            [item("Ferry", link: "/", guid: "b1", at: nil), item("Bridge", link: "/", guid: "b2", at: nil)],
        ], gives: ["Ferry", "Bridge"], survivesLoss: false),
    Story(
        "a page that has moved", [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/ferry", guid: "1")]], gives: ["Ferry"]),
    Story(
        "a page that has moved twice",
        [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/2", guid: "1")], [item("Ferry", link: "/3", guid: "1")]],
        gives: ["Ferry"]),
    Story(
        "a page that has moved and back, without a guid at last",
        [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/2", guid: "1")], [item("Ferry", link: "/2", at: 9)]],
        gives: ["Ferry"], survivesLoss: false),
    Story(
        "a moved page with a new date",
        [[item("Ferry strike ends", link: "/1", guid: "1")], [item("Ferry strike ends", link: "/2", guid: "1", at: 3000)]],
        gives: ["Ferry strike ends"]),
    Story(
        "a moved page with its headline set anew",
        [
            [item("Ferry strike ends after nine days", link: "/1", guid: "1")],
            [item("Nine days on, ferry strike comes to an end", link: "/2", guid: "1", at: 90)],
        ], gives: ["Ferry strike ends after nine days", "Nine days on, ferry strike comes to an end"], items: 1),
    Story(
        "a new guid and a new link at once", [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/2", guid: "2")]],
        gives: ["Ferry"], survivesLoss: false),
    Story(
        "one guid for all items",
        [
            [item("Ferry", link: "/1", guid: "x"), item("Bridge", link: "/2", guid: "x", at: 5)],
            [
                item("Ferry", link: "/1", guid: "x"), item("Bridge", link: "/2", guid: "x", at: 5),
                item("Tram", link: "/3", guid: "x", at: 9),
            ],
        ], gives: ["Ferry", "Bridge", "Tram"]),
    Story(
        "guids that number the items from 1 at each poll, within a day",
        [
            [item("Ferry to run again", link: "/1", guid: "1"), item("Bridge closed", link: "/2", guid: "2", at: 5)],
            [item("Council votes on parking", link: "/3", guid: "1", at: 50), item("Swimmers wanted", link: "/4", guid: "2", at: 60)],
        ], gives: ["Ferry to run again", "Bridge closed", "Council votes on parking", "Swimmers wanted"]),
    Story(
        "guids that number the items, with items that stay",
        [
            [item("Ferry to run again", link: "/1", guid: "1")],
            [item("Bridge closed", link: "/2", guid: "1", at: 5), item("Ferry to run again", link: "/1", guid: "2")],
            [item("Swimmers wanted", link: "/3", guid: "1", at: 9), item("Bridge closed", link: "/2", guid: "2", at: 5)],
        ], gives: ["Ferry to run again", "Bridge closed", "Swimmers wanted"]),
    Story(
        "every item links to the front page",
        [
            [item("Ferry", link: "", guid: "1"), item("Bridge", link: "", guid: "2", at: 5)],
            [item("Bridge", link: "", guid: "2", at: 5), item("Tram", link: "", guid: "3", at: 9)],
        ], gives: ["Ferry", "Bridge", "Tram"]),
    Story(
        "the only item links to the front page, which the feed names",
        [[item("Ferry", link: "", guid: "1")], [item("Bridge", link: "", guid: "2", at: 5)]], gives: ["Ferry", "Bridge"],
        homePage: "https://a.example"),
    Story(
        "an item alone under a link that others share later, without guid and date",
        [[item("Ferry", link: "/news", at: nil)], [item("Ferry", link: "/news", at: nil), item("Bridge", link: "/news", at: nil)]],
        gives: ["Ferry", "Bridge"]),
    Story(
        "items under a shared link of which one stays alone, without guid and date",
        [[item("Ferry", link: "/news", at: nil), item("Bridge", link: "/news", at: nil)], [item("Ferry", link: "/news", at: nil)]],
        gives: ["Ferry", "Bridge"]),
    Story(
        "one item listed twice with two guids",
        [[item("Ferry", link: "/1", guid: "1"), item("Ferry", link: "/1", guid: "2")]], gives: ["Ferry"]),
    Story(
        "one item listed twice with one guid and two dates",
        [[item("Ferry", link: "/1", guid: "1"), item("Ferry", link: "/1", guid: "1", at: 5)]], gives: ["Ferry"]),
    Story(
        "alerts with one title and one link, told apart by guid and date",
        [[item("Alert", link: "/alerts", guid: "1"), item("Alert", link: "/alerts", guid: "2", at: 5)]], gives: ["Alert", "Alert"]),
    Story(
        "no links", [[item("Ferry", guid: "1"), item("Bridge", guid: "2")], [item("Bridge", guid: "2")]], gives: ["Ferry", "Bridge"]),
    Story(
        "neither links nor guids", [[item("Ferry"), item("Bridge")], [item("Ferry"), item("Bridge")]], gives: ["Ferry", "Bridge"]),
    Story("nothing but a title", [[item("Ferry", at: nil)], [item("Ferry", at: nil)]], gives: ["Ferry"]),
    Story("no title", [[item(nil, link: "/1"), item(nil, link: "/2")], [item(nil, link: "/2")]], gives: ["", ""]),
    Story(
        "the same article in two feeds",
        in: [
            ("https://a.example/feed", [item("Ferry", link: "/1", guid: "1")]),
            ("https://b.example/feed", [item("Ferry!", link: "/1", guid: "x", at: 4)]),
        ], gives: ["Ferry"]),
    Story(
        "guids count within their feed only",
        in: [
            ("https://a.example/feed", [item("Ferry", link: "/1", guid: "1")]),
            ("https://b.example/feed", [item("Bridge", link: "/2", guid: "1", at: 4)]),
        ], gives: ["Ferry", "Bridge"]),
    Story(
        "only the date changes", [[item("Ferry", link: "/1", guid: "1")], [item("Ferry", link: "/1", guid: "1", at: 500)]],
        gives: ["Ferry"]),
    Story(
        "the text changes",
        [[item("Ferry", link: "/1", guid: "1", text: "one")], [item("Ferry", link: "/1", guid: "1", text: "two")]],
        gives: ["Ferry", "Ferry"], items: 1),
    Story(
        "another feed words the same article otherwise",
        in: [
            ("https://a.example/feed", [item("Ferry", link: "/1", text: "one")]),
            ("https://b.example/feed", [item("Ferry", link: "/1", text: "two")]),
        ], gives: ["Ferry"]),
    Story(
        "a guid comes back after its item has gone",
        [
            [item("Ferry to run again", link: "/1", guid: "g")], [], [item("Ferry to run again", link: "/9", guid: "g")],
        ], gives: ["Ferry to run again"]),
]

@Suite struct ItemIdentityTests {
    @Test(arguments: stories)
    func `each item gives one record`(_ story: Story) async throws {
        try await story.runs()
    }

    @Test(arguments: stories.filter(\.survivesLoss))
    func `no record comes twice when the state is lost`(_ story: Story) async throws {
        try await story.runsLosingTheState()
    }

    @Test func `an item's id does not depend on the order of feeds or on the machine`() {
        let one = ItemIdentity(items: [item("Ferry", link: "/1", guid: "1")], feed: "https://a.example/feed", homePage: nil)
        let other = ItemIdentity(
            items: [item("Bridge", link: "/2"), item("Ferry", link: "/1", guid: "x")], feed: "https://b.example/feed", homePage: nil)
        #expect(one.candidates[0].recordID == other.candidates[1].recordID)
    }

    @Test(.timeLimit(.minutes(1)), arguments: Common.allCases)
    fileprivate func `ten thousand items that share a mark take ten times as long as a thousand`(_ common: Common) throws {
        let items = (0..<10_000).map { number in
            let has = { (shared: [Common]) in shared.contains(common) || common == .everything }
            return item(
                has([.linkAndTitle, .linkAndWords, .title, .titleAndDate]) ? "Ferry strike ends" : "Ferry strike ends, day \(number)",
                link: has([.link, .linkAndTitle, .linkAndWords]) ? "/news" : "/\(number)", guid: has([.guid]) ? "1" : "g\(number)",
                at: has([.linkAndWords]) ? nil : has([.titleAndDate]) ? 0 : number,
                text: has([.linkAndWords]) ? String(repeating: "The same words. ", count: 100) : "")
        }
        let identity = ItemIdentity(items: items, feed: "https://a.example/feed", homePage: nil)
        let isOne = common == .linkAndWords || common == .everything
        #expect(identity.candidates.count == (isOne ? 1 : 10_000))
        // All are known by their guids and titles only, and have moved.
        let known = ItemIdentity.Known(item: 1, title: String(repeating: "Ferry strike ends. ", count: 12), published: nil)
        let primaries = Set(identity.candidates.map(\.primary))
        #expect(try identity.resolve(Moved(primaries: primaries, known: known)).count == identity.candidates.count)
    }

    /// A memory in which every key but those of links leads to one item.
    private struct Moved: ItemMemory {
        var primaries: Set<Key>
        var known: ItemIdentity.Known

        func entry(_ key: Key) -> ItemIdentity.Entry? { primaries.contains(key) ? nil : ItemIdentity.Entry(item: known) }
        func named(_ key: Key) -> ItemIdentity.Known? { nil }
        func keyCount(_ item: Int64) -> Int { 1 }
    }

    @Test func `a feed with new guids at each poll does not fill the database with keys`() async throws {
        let machine = try Machine()
        for poll in 0..<40 { try await machine.poll([item("Ferry", link: "/1", guid: "g\(poll)", at: poll)]) }
        let keys = try await machine.store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item_key") }
        #expect(try #require(keys) <= 16)
    }

    @Test(arguments: [
        ("Ferry strike ends", "Ferry strike ends at last", true), ("Ferry strike ends", "Council votes on parking", false),
        ("Ferry", "ferry!", true), ("", "", true), ("渡船罢工九天后结束", "渡船罢工结束", true), ("渡船罢工九天后结束", "市议会表决停车费", false),
    ])
    func `titles are alike when one is the other set anew`(_ left: String, _ right: String, _ alike: Bool) {
        #expect(Title.areAlike(left, right) == alike)
    }
}
