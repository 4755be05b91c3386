import Testing

@testable import Records

@Suite struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0 as Int64), ("2026-03-01T09:30:00Z", 1_772_357_400_000), ("2026-03-01T09:30:00.250Z", 1_772_357_400_250),
        ("1969-12-31T23:59:59.999Z", -1), ("2024-02-29T12:00:00Z", 1_709_208_000_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func `a moment is read as it is written`(text: String, milliseconds: Int64) {
        #expect(Moment(rfc3339: text)?.milliseconds == milliseconds)
        #expect(Moment(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test(arguments: [
        "", "Z", "2026-03-01", "2026-03-01T09:30:00", "2026-03-01T09:30:00+01:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01 09:30:00Z", "99999999999-01-01T0Z", "2026-03-01T09:30:00.25Z",
        "२०२६-03-01T09:30:00Z", "9223372036854775807-1", "----------T::.....Z", "2026-03-01T09:30:0\u{0660}Z",
    ])
    func `anything else is no moment`(text: String) { #expect(Moment(rfc3339: text) == nil) }

    @Test func `moments stay within their range`() {
        #expect(Moment(milliseconds: .max) + .seconds(1) == Moment(milliseconds: .max))
        #expect(Moment(milliseconds: .min) - .seconds(1) == Moment(milliseconds: .min))
        #expect(Moment(milliseconds: .max) - Moment(milliseconds: -5) == .milliseconds(Int64.max))
        #expect(Duration.seconds(Int64.max).milliseconds == .max)
        #expect(Duration.seconds(Int64.min).milliseconds == .min)
        #expect(Moment(milliseconds: 5000) - Moment(milliseconds: 2000) == .seconds(3))
    }

    @Test(arguments: [(1_772_357_400_999 as Int64, "20260301T093000Z"), (-1, "19691231T235959Z"), (0, "19700101T000000Z")])
    func `file names carry whole seconds, rounded down`(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).compact == text)
    }
}
