import Testing

@testable import Fetching

@Suite struct RobotsPolicyTests {
    static let file = Array("User-agent: *\nDisallow: /a".utf8)

    @Test(arguments: [
        (200, false, true), (204, false, true), (404, true, true), (401, true, true), (410, true, true), (304, true, true),
        (500, false, false), (503, false, false), (429, false, false),
    ])
    func `a status decides what may be fetched`(status: Int, allowsA: Bool, allowsB: Bool) {
        let policy = RobotsPolicy.decide(.answer(status: status, body: Self.file), previous: nil)
        #expect(policy.rules.allows("/a") == allowsA)
        #expect(policy.rules.allows("/b") == allowsB)
    }

    @Test func `a file that can't be had any more goes on to hold, and is asked for ever more rarely`() {
        var policy = RobotsPolicy.decide(.answer(status: 200, body: Self.file), previous: nil)
        #expect(policy.keep == .seconds(86_400))
        var waits: [Duration] = []
        for _ in 0..<8 {
            policy = RobotsPolicy.decide(.unreachable(reason: "x"), previous: policy)
            waits.append(policy.keep)
            #expect(!policy.rules.allows("/a"))
            #expect(policy.rules.allows("/b"))
        }
        #expect(waits.prefix(3) == [.seconds(300), .seconds(600), .seconds(1200)])
        #expect(waits.last == .seconds(7200))
        #expect(RobotsPolicy.decide(.answer(status: 404, body: []), previous: policy).failures == 0)
    }

    @Test func `a file that never could be had allows nothing`() {
        let policy = RobotsPolicy.decide(.unreachable(reason: "no connection"), previous: nil)
        #expect(!policy.rules.allows("/b"))
        #expect(policy.trouble == "no connection")
    }

    @Test func `redirects without end count as no file`() {
        #expect(RobotsPolicy.decide(.lostInRedirects, previous: nil).rules.allows("/a"))
    }

    @Test func `memory of robots.txt is bounded in number and bytes`() async throws {
        func verdict(_ cache: RobotsCache, _ index: Int, _ body: [UInt8]) async throws -> RobotsCache.Verdict {
            let address = try #require(WebAddress("http://site\(index).example/a"))
            return try await cache.verdict(for: address) { _ in .success(.answer(status: 200, body: body)) }
        }
        let many = RobotsCache(capacity: 100)
        for index in 0..<1000 { #expect(try await verdict(many, index, Self.file).isAllowed == false) }
        #expect(many.count <= 100 && many.count >= 25)
        let large = RobotsCache(maxBytes: 2 << 20)
        let body = Array(("User-agent: *\n" + String(repeating: "Disallow: /\(String(repeating: "x", count: 90))\n", count: 5000)).utf8)
        for index in 0..<20 { #expect(try await verdict(large, index, body).isAllowed) }
        #expect(large.count <= 4)
    }
}
