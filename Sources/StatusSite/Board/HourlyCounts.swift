import Records

/// Counts by hour over the last two days.
struct HourlyCounts: Sendable, Hashable {
    static let hours = 48

    /// The hour since 1970 that the last count is for.
    private var last: Int64 = 0
    private var counts = [UInt32](repeating: 0, count: hours)

    static func hour(of moment: Moment) -> Int64 { moment.milliseconds / 3_600_000 }

    /// Counts something that happened; what is older than two days or lies ahead by more than an hour is passed over.
    mutating func count(_ number: Int = 1, at moment: Moment, now: Moment) {
        advance(to: now)
        let age = last - Self.hour(of: moment)
        guard age >= 0, age < Self.hours, number > 0 else { return }
        let place = Self.hours - 1 - Int(age)
        counts[place] = counts[place].addingReportingOverflow(UInt32(clamping: number)).partialValue
    }

    /// The counts of the last hours, the current one last.
    func latest(_ hours: Int, now: Moment) -> [Int] {
        var moved = self
        moved.advance(to: now)
        return moved.counts.suffix(hours).map(Int.init)
    }

    /// How many there were in the last hours, the current one included.
    func sum(ofLatest hours: Int, now: Moment) -> Int {
        let passed = max(0, Self.hour(of: now) - last)
        guard passed < hours else { return 0 }
        return counts.suffix(hours - Int(passed)).reduce(0) { $0 + Int($1) }
    }

    private mutating func advance(to now: Moment) {
        let hour = Self.hour(of: now)
        guard hour > last else { return }
        let step = Int(min(hour - last, Int64(Self.hours)))
        counts.removeFirst(step)
        counts += [UInt32](repeating: 0, count: step)
        last = hour
    }
}
