import Testing

@testable import onrecord

@Suite("Pace and time left")
struct PaceTests {
    @Test("follow the last while, not the beginning")
    func window() {
        var pace = Pace(over: .seconds(10))
        #expect(pace.perSecond == nil)
        // A slow first minute, then ten a second.
        for second in 0...60 { pace.note(second, at: .seconds(second)) }
        #expect(pace.text == "1.0/s")
        for second in 61...80 { pace.note(60 + (second - 60) * 10, at: .seconds(second)) }
        #expect(pace.text == "10/s")
        #expect(pace.time(for: 600) == .seconds(60))
    }

    @Test("say nothing before they know anything")
    func unknown() {
        var pace = Pace(over: .seconds(10))
        pace.note(5, at: .zero)
        pace.note(5, at: .milliseconds(900))
        #expect(pace.text == nil && pace.time(for: 5) == nil && pace.time(for: 0) == .zero)
        pace.note(5, at: .seconds(3))
        #expect(pace.text == nil && pace.time(for: 5) == nil)
    }

    @Test(
        "are told in the unit that fits",
        arguments: [
            (1, 60, "1/min"), (40, 60, "40/min"), (59, 60, "59/min"), (90, 60, "1.5/s"), (720, 60, "12/s"), (600_000, 60, "10,000/s"),
        ])
    func units(count: Int, seconds: Int, text: String) {
        var pace = Pace(over: .seconds(60))
        pace.note(0, at: .zero)
        pace.note(count, at: .seconds(seconds))
        #expect(pace.text == text)
    }

    @Test("of counts and times at the end of the range are no crash")
    func extremes() {
        var pace = Pace(over: .seconds(10))
        pace.note(0, at: .zero)
        pace.note(.max, at: .seconds(1))
        #expect(pace.text != nil)
        #expect(pace.time(for: .max) != nil)
        pace.note(.max, at: .seconds(9_000_000_000))
        #expect(pace.text == nil)
        #expect(Span.left(.seconds(Int64.max / 4)).hasSuffix("days left"))
    }

    @Test(
        "are said with two units at the most",
        arguments: [
            (0, "0 s"), (42, "42 s"), (60, "1 min"), (185, "3 min 5 s"), (7200, "2 h"), (7980, "2 h 13 min"), (90_061, "1 d 1 h"),
            (-5, "0 s"),
        ])
    func spans(seconds: Int, text: String) {
        #expect(Span.text(.seconds(seconds)) == text)
    }

    @Test(
        "are no more exact than anybody can know",
        arguments: [
            (3, "a few seconds left"), (32, "about 40 s left"), (54, "about 60 s left"), (100, "about 2 min left"),
            (5000, "about 83 min left"),
            (6000, "about 2 h left"), (200_000, "about 2 days left"),
        ])
    func left(seconds: Int, text: String) {
        #expect(Span.left(.seconds(seconds)) == text)
    }

    @Test("stand with a bar, which a narrow terminal gives up first")
    func meter() {
        let plain = Style(isTerminal: false)
        var meter = Meter("feeds")
        #expect(meter.line(0, of: 1200, at: .zero, style: plain, columns: 80) == "feeds       ░░░░░░░░░░░░░░░░░░░░      0 of 1,200")
        #expect(
            meter.line(300, of: 1200, at: .seconds(10), remarks: ["", "3 failed"], style: plain, columns: 80)
                == "feeds       █████░░░░░░░░░░░░░░░    300 of 1,200 · 30/s · 3 failed")
        #expect(meter.line(1300, of: 1200, at: .seconds(20), style: plain, columns: 50).hasPrefix("feeds       1,200 of 1,200"))
        #expect(meter.line(1300, of: nil, at: .seconds(20), style: plain, columns: 80).hasPrefix("feeds       1,300 · "))
        #expect(meter.line(0, of: 0, at: .seconds(21), style: plain, columns: 80).contains("0 of 0"))
    }
}
