import Foundation
import Testing

@testable import DemoSite

@Suite struct NewsDateTests {
    let date = NewsDate(Date(timeIntervalSince1970: 1_772_357_405.75))

    @Test func spellsTheMomentForFeedsHeadersAndPages() {
        #expect(date.rfc3339 == "2026-03-01T09:30:05Z")
        #expect(date.rfc5322 == "Sun, 01 Mar 2026 09:30:05 +0000")
        #expect(date.http == "Sun, 01 Mar 2026 09:30:05 GMT")
        #expect(date.printed == "Sunday 1 March 2026, 09:30")
    }
}
