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
}
