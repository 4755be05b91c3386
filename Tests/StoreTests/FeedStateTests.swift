import Foundation
import GRDB
import Records
import Testing

@testable import Store

@Suite struct FeedStateTests {
    /// As the first version of the program wrote it.
    private let old = """
        {"address":"https:\\/\\/b.example\\/feed","bodyHash":"00ff","failures":2,"failingSince":1772352000000,"health":"failing",
        "hints":{"freshFor":300,"skipDays":[0,6],"skipHours":[]},"items":17,"itemsPerDay":4.5,"lastBody":1772351000000,
        "lastError":"the server answers 500","lastPoll":1772352000000,"lastStatus":500,"lastSuccess":1772351000000,
        "move":{"times":2,"to":"https:\\/\\/c.example\\/feed"},"reason":"failed 2 times in a row: tried again in 10m","title":"Ferry news",
        "unchangedAnswers":3,"validators":{"etag":"\\"v1\\""}}
        """

    @Test func `a row of an older program is read`() throws {
        let state = try FeedState(json: Array(old.utf8))
        #expect(state.health == .failing)
        #expect(state.address == "https://b.example/feed")
        #expect(state.validators == .init(etag: "\"v1\"", lastModified: nil))
        #expect(state.move == .init(to: "https://c.example/feed", times: 2))
        #expect(state.lastBody == Moment(milliseconds: 1_772_351_000_000))
        #expect((state.failures, state.items, state.unchangedAnswers, state.lastStatus) == (2, 17, 3, 500))
        #expect(state.itemsPerDay == 4.5)
        #expect(state.hints.freshFor == 300 && state.hints.skipDays == [0, 6])
        #expect(state.history.isEmpty && state.lies == 0 && state.notBefore == nil)
    }

    @Test func `a row that a newer program has written is read as far as it is understood`() throws {
        let state = try FeedState(json: Array(#"{"health":"asleep","items":"many","history":[{"at":1,"kind":"dreamt"}],"x":[1]}"#.utf8))
        #expect(state.health == .new && state.items == 0 && state.history.isEmpty)
        #expect(throws: (any Error).self) { try FeedState(json: Array("{".utf8)) }
    }

    @Test func `what is written is read back`() throws {
        var state = FeedState()
        #expect(try FeedState(json: state.json) == state)
        state.health = .gone
        state.title = "Ferry “news”\n\u{1F6A2}"
        (state.format, state.homePage, state.address) = ("rss2.0", "https://a.example/", "https://b.example/feed")
        state.move = .init(to: "https://c.example/", times: 1)
        state.validators = .init(etag: nil, lastModified: "Mon, 02 Mar 2026 08:00:00 GMT")
        let moments = (1...9).map { Moment(milliseconds: 1_772_352_000_000 + $0) }
        (state.bodyHash, state.lastPoll, state.lastSuccess, state.lastBody) = ("ab", moments[0], moments[1], moments[2])
        (state.lastUnconditional, state.failingSince, state.goneSince, state.notBefore) = (moments[3], moments[4], moments[5], moments[6])
        (state.unchangedAnswers, state.lies, state.failures, state.items) = (4, 2, 7, 99)
        (state.lastError, state.lastStatus, state.lastNew, state.itemsPerDay) = ("no", 410, moments[7], 0.125)
        state.period = .init(since: moments[8], items: 98)
        (state.hints.freshFor, state.hints.period, state.hints.skipHours, state.hints.skipDays) = (60, 3600, [1, 23], [0])
        state.reason = "gone"
        for number in 0..<30 { state.note(.moved, at: moments[0], "https://c.example/\(number)") }
        #expect(state.history.count == 20 && state.history.last?.detail == "https://c.example/29")
        #expect(try FeedState(json: state.json) == state)
    }

    @Test func `a database of an older program is taken over with its rows`() async throws {
        let folder = try TemporaryFolder()
        do {
            let queue = try DatabaseQueue(path: folder.path + "/state.db")
            try Schema.migrator.migrate(queue, upTo: "1")
            try await queue.write { [old] database in
                try database.execute(
                    sql:
                        "INSERT INTO feed (url, site, active, next_poll, touched, state) VALUES ('https://a.example/feed', 'a.example', 1, 5, 5, ?)",
                    arguments: [Data(old.utf8)])
            }
            try queue.close()
        }
        let machine = try Machine(folder)
        let feed = try #require(try await machine.store.feeds().first)
        #expect(feed.state.title == "Ferry news" && feed.nextPoll == Moment(milliseconds: 5))
        #expect(try await machine.store.pushes().isEmpty)
    }
}
