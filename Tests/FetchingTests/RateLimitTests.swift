import Testing

@testable import Fetching

@Suite struct RateLimitTests {
    @Test(
        arguments: [
            (429, ["retry-after": "120"], "", 120), (503, ["retry-after": "120"], "", 120), (403, ["retry-after": "120"], "", 120),
            (429, ["retry-after": "Thu, 01 Jan 1970 00:17:40 GMT"], "", 60), (429, [:], "", 60), (503, [:], "", nil), (403, [:], "", nil),
            (404, ["retry-after": "120"], "", nil), (403, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "90"], "", 90),
            (403, ["RateLimit-Remaining": "0"], "", 60), (403, ["x-ratelimit-remaining": "17", "x-ratelimit-reset": "90"], "", nil),
            (403, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999999999999"], "", 60),
            (429, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "86400"], "", 3600),
            (403, ["server": "cloudflare"], "error code: 1015", 60), (403, ["server": "cloudflare"], "error code: 1020", nil),
            (403, [:], "<html><head><title>Too Many Requests</title>", 60),
            (403, ["cf-mitigated": "challenge"], "<title>Just a moment...</title>", nil),
            (403, [:], "<html><title>Forbidden</title><p>Not for lack of rate limits: too many requests never came.", nil),
        ] as [(Int, [String: String], String, Int?)])
    func `a wait is read from what a plain prohibition does not carry`(
        _ status: Int, _ fields: [String: String], _ body: String, _ seconds: Int?
    ) {
        var headers = HeaderFields()
        for (name, value) in fields { headers.append(name: name, value: value) }
        let wait = RateLimit.wait(status: status, headers: headers, body: Array(body.utf8), now: 1000)
        #expect(wait == seconds.map { .seconds($0) })
    }

    @Test func `a moment as the time of a reset is held against the clock`() {
        var headers = HeaderFields()
        headers.append(name: "x-ratelimit-remaining", value: "0")
        headers.append(name: "x-ratelimit-reset", value: "1772355690")
        #expect(RateLimit.wait(status: 403, headers: headers, now: 1_772_355_600) == .seconds(90))
    }
}
