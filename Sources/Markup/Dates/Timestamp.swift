/// A point in time as a publisher wrote it: with its own UTC offset, or only as a day.
public struct Timestamp: Sendable, Hashable {
    /// Milliseconds since 1970-01-01T00:00:00Z; for a bare day, of that day's midnight in UTC.
    public var milliseconds: Int64
    /// Minutes east of UTC that the text gave; `nil` where it gave none (the time is then taken as UTC).
    public var offsetMinutes: Int?
    /// Whether only the day is known.
    public var isDay: Bool

    public init(milliseconds: Int64, offsetMinutes: Int? = nil, isDay: Bool = false) {
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
        self.isDay = isDay
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 { milliseconds.flooredDivision(by: 1000) }

    /// RFC 3339 in UTC, with a fraction only where there is one: `2026-03-01T09:30:00Z`.
    public var utc: String { rfc3339(offsetMinutes: 0, suffix: "Z") }

    /// RFC 3339 with the page's own offset (`2026-03-01T10:30:00+01:00`), or the bare day (`2026-03-01`).
    public var local: String {
        if isDay { return CivilDate(daysSinceEpoch: milliseconds.flooredDivision(by: 86_400_000)).description }
        guard let offsetMinutes, offsetMinutes != 0 else { return utc }
        let (hours, minutes) = abs(offsetMinutes).quotientAndRemainder(dividingBy: 60)
        return rfc3339(offsetMinutes: offsetMinutes, suffix: (offsetMinutes < 0 ? "-" : "+") + hours.padded(2) + ":" + minutes.padded(2))
    }

    private func rfc3339(offsetMinutes: Int, suffix: String) -> String {
        let shifted = milliseconds + Int64(offsetMinutes) * 60_000
        let day = shifted.flooredDivision(by: 86_400_000)
        let inDay = Int(shifted - day * 86_400_000)
        let seconds = inDay / 1000
        var text =
            "\(CivilDate(daysSinceEpoch: day))T\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
        let fraction = inDay % 1000
        if fraction != 0 { text += "." + fraction.padded(3) }
        return text + suffix
    }
}

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable, CustomStringConvertible {
    public var year: Int
    public var month: Int
    public var day: Int

    /// - Returns: `nil` where the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, ofYear: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that many days after 1970-01-01.
    public init(daysSinceEpoch: Int64) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin on 1 March.
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days after 1970-01-01; negative before.
    public var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// `2026-03-01`.
    public var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }

    static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity, so that times before 1970 fall on the right day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}

extension Int {
    /// The decimal digits, with zeros in front up to `width`.
    func padded(_ width: Int) -> String {
        let digits = String(magnitude)
        return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
