import Testing

@testable import Fetching

@Suite struct FieldTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sun, 06 Nov 1994 08:49 GMT", 784_111_740), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2028 23:59:60 +0000", 1_835_481_600), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ])
    func `dates are read in the three forms of HTTP`(text: String, seconds: Int64) {
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "0", "-1", "soon", "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "99 Nov 1994 08:49:37", "06 Nov 1994 25:00:00",
        "6 Nov 99999999999 08:49:37",
        "::::", "1:2:3:4 6 Nov 1994",
    ])
    func `what is no date gives none`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test(arguments: [
        ("120", 120), (" 120 ", 120), ("0", 0), ("120s", 120), ("Sun, 06 Nov 1994 08:51:37 GMT", 120), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ("06 Nov 1994 08:50:37 GMT", 60), ("99999999999999999999", 604_800), ("31536000", 604_800),
    ])
    func `the time to be left alone is read as seconds or date, and bounded`(text: String, seconds: Int) {
        #expect(RetryAfter.parse(text, now: 784_111_777) == .seconds(seconds))
    }

    @Test(arguments: ["", "soon", "-5", "1 2"]) func `what is neither gives none`(text: String) {
        #expect(RetryAfter.parse(text, now: 784_111_777) == nil)
    }

    @Test func `cache directives are read leniently`() {
        let control = CacheControl.parse("public, Max-Age=\"600\", s-maxage = 60,no-cache ,must-revalidate, max-age=900, x=y, =")
        #expect(control.maxAge == 600)
        #expect(control.noCache)
        #expect(!control.noStore)
        #expect(CacheControl.parse("max-age=-1").maxAge == nil)
        #expect(CacheControl.parse("max-age").maxAge == nil)
        #expect(CacheControl.parse("max-age=99999999999999999999").maxAge == 31_536_000)
    }

    @Test func `an expiry that is no date means at once`() {
        var response = FetchResponse(
            status: 200, finalURL: "", redirects: [], headers: HeaderFields(), body: [], isTruncated: false, address: "", elapsed: .zero)
        #expect(response.expires == nil)
        response.headers.append(name: "Expires", value: "0")
        #expect(response.expires == 0)
    }

    @Test func `validators too long to be kept are not`() {
        var response = FetchResponse(
            status: 200, finalURL: "", redirects: [], headers: HeaderFields(), body: [], isTruncated: false, address: "", elapsed: .zero)
        response.headers.append(name: "ETag", value: String(repeating: "x", count: 2000))
        #expect(response.etag == nil)
    }
}
