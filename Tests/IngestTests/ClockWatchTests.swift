import Records
import Testing

@testable import Ingest

@Suite("The clock")
struct ClockWatchTests {
    private let start = ClockReading(wall: Moment(milliseconds: 1_800_000_000_000), steady: .now)

    /// So long after the start, with the clock set by `set`.
    private func reading(_ after: Duration, set: Duration = .zero) -> ClockReading {
        ClockReading(wall: start.wall + after + set, steady: start.steady + after)
    }

    @Test("has jumped where it went another way than time", arguments: [-86_400 * 400, -3600, -5, 5, 60, 86_400 * 400])
    func jumps(seconds: Int) {
        var watch = ClockWatch(start, setBefore: .zero)
        #expect(watch.look(reading(.seconds(1))) == nil)
        #expect(watch.look(reading(.seconds(2), set: .seconds(seconds))) == .seconds(seconds))
        // Once is enough.
        #expect(watch.look(reading(.seconds(3), set: .seconds(seconds))) == nil)
    }

    @Test("is corrected by and by, or looked at after a long sleep, without a jump")
    func drifts() {
        var watch = ClockWatch(start, setBefore: .zero)
        for second in 1...100 { #expect(watch.look(reading(.seconds(second), set: .milliseconds(second * 100))) == nil) }
        #expect(watch.look(reading(.seconds(86_400), set: .seconds(10))) == nil)
    }

    @Test("is believed an hour after the machine's start, and after each jump")
    func settles() {
        #expect(ClockWatch(start, setBefore: .seconds(3600)).isSettled(at: start))
        var watch = ClockWatch(start, setBefore: .zero)
        #expect(!watch.isSettled(at: reading(.seconds(3599))))
        #expect(watch.isSettled(at: reading(.seconds(3600))))
        _ = watch.look(reading(.seconds(3601), set: .seconds(86_400 * 3650)))
        #expect(!watch.isSettled(at: reading(.seconds(3602), set: .seconds(86_400 * 3650))))
        #expect(watch.isSettled(at: reading(.seconds(7201), set: .seconds(86_400 * 3650))))
    }
}
