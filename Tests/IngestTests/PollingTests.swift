import Foundation
import JSONText
import Records
import Store
import Testing

@testable import Ingest

@Suite("A feed that")
struct PollingTests {
    private let item = Sample.Item(link: "http://lantern.example/1", guid: "1", title: "Ferry sails twice", description: "It sails.")

    private func rss(_ headers: [String: String] = [:], _ items: [Sample.Item]? = nil) -> TestSite.Answer {
        .init(type: "application/rss+xml", headers: headers, body: Sample.rss(items ?? [item]))
    }

    /// One run, and the feed's state after it.
    @discardableResult
    private func run(_ room: borrowing Newsroom, _ url: String) async throws -> (report: Ingest.Report, feed: StoredFeed) {
        let report = try await room.runOnce(room.settings([url]) { $0.fetch.articles = false })
        let feeds = try await SQLiteStore.readFeeds(path: room.folder + "/state.db").feeds
        return (report, try #require(feeds.first { $0.url == url }))
    }

    @Test("has moved for good is asked for at its new address after three polls, and its history says so", arguments: [301, 308])
    func moved(status: Int) async throws {
        let site = try await TestSite()
        site.on("/old") { [site = site.origin] _ in .init(status: status, headers: ["Location": site + "/new"]) }
        site.on("/new") { [self] poll in poll % 2 == 0 ? .init(status: 304) : rss(["ETag": "\"v\(poll)\""]) }
        let room = try Newsroom()
        for _ in 0..<2 { #expect(try await run(room, site.origin + "/old").feed.state.address == nil) }
        let state = try await run(room, site.origin + "/old").feed.state
        #expect(state.address == site.origin + "/new")
        #expect(state.history.map(\.kind) == [.moved] && state.history.first?.detail == site.origin + "/new")
        try await run(room, site.origin + "/old")
        #expect(site.count("/old") == 3)
        #expect(try room.records().count == 1)
    }

    @Test("is sent away for the time being stays where it is", arguments: [302, 303, 307])
    func sentAway(status: Int) async throws {
        let site = try await TestSite()
        site.on("/old") { [site = site.origin] _ in .init(status: status, headers: ["Location": site + "/new"]) }
        site.on("/new") { [self] _ in rss() }
        let room = try Newsroom()
        for _ in 0..<4 { try await run(room, site.origin + "/old") }
        #expect(try await run(room, site.origin + "/old").feed.state.address == nil)
        #expect(site.count("/old") == 5)
    }

    @Test("moves to where no feed is stays where it is")
    func movedToPage() async throws {
        let site = try await TestSite()
        site.on("/old") { [site = site.origin] _ in .init(status: 301, headers: ["Location": site + "/"]) }
        site.on("/") { _ in .init(body: Sample.page("Welcome", Sample.paragraphs)) }
        let room = try Newsroom()
        for _ in 0..<4 { try await run(room, site.origin + "/old") }
        let state = try await run(room, site.origin + "/old").feed.state
        #expect(state.address == nil && state.history.map(\.kind) == [.failing] && state.health == .failing && state.failures == 5)
    }

    @Test("fails or is gone at its new address is asked for at its old one again", arguments: [404, 410])
    func movedBack(status: Int) async throws {
        let site = try await TestSite()
        site.on("/old") { [self, site = site.origin] poll in
            poll <= 3 ? .init(status: 301, headers: ["Location": site + "/new"]) : rss()
        }
        site.on("/new") { [self] poll in poll <= 3 ? rss() : .init(status: status) }
        let room = try Newsroom()
        for _ in 0..<3 { try await run(room, site.origin + "/old") }
        for _ in 0..<(status == 404 ? 3 : 1) { try await run(room, site.origin + "/old") }
        let state = try await run(room, site.origin + "/old").feed.state
        #expect(state.address == nil && state.health == .ok)
        #expect(state.history.map(\.kind) == [.moved] + (status == 404 ? [.failing, .movedBack] : [.movedBack, .failing]) + [.back])
    }

    @Test("is gone is told of once, not asked again before its week, and comes back")
    func gone() async throws {
        let site = try await TestSite()
        site.on("/feed") { [self] poll in poll == 1 ? .init(status: 410) : rss() }
        let room = try Newsroom()
        let first = try await run(room, site.origin + "/feed")
        #expect(first.feed.state.health == .gone && first.feed.state.goneSince != nil)
        let second = try await run(room, site.origin + "/feed")
        #expect(site.count("/feed") == 1)
        #expect(second.report.failures.first?.error.contains("gone (410)") == true)
        // A week later.
        var feed = second.feed
        feed.state.notBefore = Moment.now - .seconds(1)
        try await room.store(feed)
        let third = try await run(room, site.origin + "/feed").feed.state
        #expect(site.count("/feed") == 2)
        #expect(third.health == .ok && third.goneSince == nil && third.notBefore == nil)
        #expect(third.history.map(\.kind) == [.gone, .back])
    }

    @Test("is asked to be left alone is left alone by the next run too", arguments: [429, 503, 403])
    func retryAfter(status: Int) async throws {
        let site = try await TestSite()
        site.on("/feed") { _ in .init(status: status, headers: ["Retry-After": "3600"]) }
        let room = try Newsroom()
        let before = Moment.now
        let state = try await run(room, site.origin + "/feed").feed.state
        #expect(try #require(state.notBefore) >= before + .seconds(3590))
        let report = try await run(room, site.origin + "/feed").report
        #expect(site.count("/feed") == 1)
        #expect(report.failures.count == 1)
    }

    @Test("shares its site with one that asked for a wait waits too, also after a restart")
    func heldSite() async throws {
        let site = try await TestSite()
        site.on("/one") { _ in .init(status: 429, headers: ["Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"]) }
        site.on("/two") { [self] _ in rss() }
        let room = try Newsroom()
        try await run(room, site.origin + "/one")
        let report = try await run(room, site.origin + "/two").report
        #expect(site.count("/two") == 0)
        #expect(report.failures.first?.error.contains("left alone") == true)
    }

    @Test("has a validator that is new over the same body is unchanged, and the new validator is used")
    func newValidator() async throws {
        let site = try await TestSite()
        site.on("/feed") { [self] poll in rss(["ETag": "\"v\(poll)\""]) }
        let room = try Newsroom()
        for _ in 0..<2 { try await run(room, site.origin + "/feed") }
        let state = try await run(room, site.origin + "/feed").feed.state
        #expect(state.unchangedAnswers == 2 && state.validators?.etag == "\"v3\"")
        #expect(site.requests.map { $0.headers["if-none-match"] } == [nil, "\"v1\"", "\"v2\""])
    }

    @Test("answers not modified for ever is found out by a request without validators, and trusted less from then on")
    func stuck() async throws {
        let site = try await TestSite()
        site.onRequest("/feed") { [self] request, number in
            request.headers["if-none-match"] != nil
                ? .init(status: 304)
                : rss(
                    ["ETag": "\"same\""],
                    [item, .init(link: "http://lantern.example/\(number)", guid: "n\(number)", title: "News \(number)")])
        }
        let room = try Newsroom()
        var feed = try await run(room, site.origin + "/feed").feed
        feed.state.unchangedAnswers = Trust.answersBelieved - 2
        try await room.store(feed)
        #expect(try await run(room, site.origin + "/feed").feed.state.unchangedAnswers == Trust.answersBelieved - 1)
        let state = try await run(room, site.origin + "/feed").feed.state
        #expect(state.lies == 1 && state.unchangedAnswers == 0 && state.history.map(\.kind) == [.stuck])
        #expect(site.requests.map { $0.headers["if-none-match"] } == [nil, "\"same\"", nil])
        #expect(try room.records().count == 3)
    }

    @Test("comes cut short gives its items and is asked for in full again")
    func short() async throws {
        let site = try await TestSite()
        site.on("/feed") { [self] poll in
            var answer = rss(["ETag": "\"v\(poll)\""], [item, .init(link: "http://lantern.example/2", guid: "2", title: "Second")])
            if poll == 2 { answer.body = String(answer.body.prefix(answer.body.count / 2)) }
            return answer
        }
        let room = try Newsroom()
        try await run(room, site.origin + "/feed")
        #expect(try await run(room, site.origin + "/feed").feed.state.validators?.etag == "\"v1\"")
        try await run(room, site.origin + "/feed")
        #expect(site.requests.map { $0.headers["if-none-match"] } == [nil, "\"v1\"", "\"v1\""])
    }

    @Test(
        "says how long its answer is fresh is polled that much later",
        arguments: [
            (["Cache-Control": "max-age=7200"], 7200), (["Cache-Control": "max-age=7200", "Age": "3600"], 3600),
            (["Expires": "Mon, 02 Mar 2026 10:00:00 GMT", "Date": "Mon, 02 Mar 2026 08:00:00 GMT"], 7200),
            (["Cache-Control": "no-cache", "Expires": "Mon, 02 Mar 2036 10:00:00 GMT"], 0), (["Expires": "0"], 0),
        ])
    func fresh(headers: [String: String], seconds: Int) async throws {
        let site = try await TestSite()
        site.on("/feed") { [self] _ in rss(headers) }
        let room = try Newsroom()
        let state = try await run(room, site.origin + "/feed").feed.state
        #expect(try abs(#require(state.hints.freshFor) - seconds) <= 2)
    }
}

@Suite("A page")
struct PageCachingTests {
    @Test("that is looked at again is asked for with its validators, and a 304 leaves the record as it is")
    func revisit() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml", body: Sample.rss([.init(link: link, guid: "1", title: "Ferry", description: "Words \(poll)")]))
        }
        site.onRequest("/a") { request, _ in
            request.headers["if-none-match"] == "\"p1\""
                ? .init(status: 304)
                : .init(
                    headers: ["ETag": "\"p1\"", "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"],
                    body: Sample.page("Ferry", Sample.paragraphs))
        }
        let room = try Newsroom()
        for _ in 0..<3 { try await room.runOnce(room.settings([site.origin + "/feed"])) }
        let visits = site.requests.filter { $0.path == "/a" }
        // The third summary came too soon after the second, which was a look in vain.
        #expect(visits.map { $0.headers["if-none-match"] } == [nil, "\"p1\""])
        #expect(visits.last?.headers["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT")
        #expect(try room.records().count == 1)
    }

    @Test("that three feeds carry is fetched once")
    func shared() async throws {
        let site = try await TestSite()
        let link = site.origin + "/a"
        for (number, suffix) in ["", "?utm_source=rss", "#top"].enumerated() {
            site.on("/feed\(number)") { _ in
                .init(type: "application/rss+xml", body: Sample.rss([.init(link: link + suffix, guid: "g\(number)", title: "Ferry")]))
            }
        }
        site.on("/a") { _ in .init(body: Sample.page("Ferry", Sample.paragraphs)) }
        let room = try Newsroom()
        for _ in 0..<2 { try await room.runOnce(room.settings((0..<3).map { site.origin + "/feed\($0)" })) }
        #expect(site.count("/a") == 1)
        #expect(try room.records().count == 1)
    }
}
