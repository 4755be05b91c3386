/// Notices that no poll has begun for long, whatever the reason: a daemon that does nothing must not do it in silence.
struct Silence: Sendable {
    /// No feed that is due waits that long where all goes well.
    static let first: Duration = .seconds(300)

    private var told: Duration = .zero

    /// - Parameter quiet: how long ago the last poll began.
    /// - Returns: whether it is to be looked into now: the first time, and then each time that it has lasted twice as long.
    mutating func isTooLong(_ quiet: Duration) -> Bool {
        if quiet < told { told = .zero }
        guard quiet >= max(Self.first, told * 2) else { return false }
        told = quiet
        return true
    }
}
