import Glibc
import Records

/// What the clock on the wall and the one that is never set say at one moment.
struct ClockReading: Sendable {
    var wall: Moment
    var steady: ContinuousClock.Instant

    static var now: ClockReading { ClockReading(wall: .now, steady: .now) }

    /// How long this machine has been running.
    static var uptime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec)
    }
}

/// Notices that the clock on the wall has been set, and how long that is ago.
///
/// A machine may begin with a wrong clock, too, and learn the time when its network is up: so its start counts as well.
struct ClockWatch: Sendable {
    /// What time servers correct by and by is no jump.
    static let tolerance: Duration = .seconds(5)
    /// A clock that nobody has set for that long is believed.
    static let settling: Duration = .seconds(3600)

    private var last: ClockReading
    private var setAt: ContinuousClock.Instant

    /// - Parameter age: how long ago the clock was set, as far as that is known.
    init(_ reading: ClockReading, setBefore age: Duration) {
        (last, setAt) = (reading, reading.steady - age)
    }

    /// - Returns: how far the clock has jumped since the last look, backwards below zero; `nil` where it went on.
    mutating func look(_ reading: ClockReading) -> Duration? {
        let jump = (reading.wall - last.wall) - (reading.steady - last.steady)
        last = reading
        guard abs(jump.components.seconds) >= Self.tolerance.components.seconds else { return nil }
        setAt = reading.steady
        return jump
    }

    /// Whether the clock can be believed in what cannot be taken back.
    func isSettled(at reading: ClockReading) -> Bool { reading.steady - setAt >= Self.settling }
}
