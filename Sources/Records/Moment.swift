import Glibc
import Markup

/// A point on the wall clock, in milliseconds since 1970-01-01T00:00:00Z.
public struct Moment: Sendable, Hashable, Comparable, Codable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    /// What the system's clock says.
    public static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment that much later; stays at the end of time rather than overflow.
    public static func + (moment: Moment, duration: Duration) -> Moment {
        let (sum, overflow) = moment.milliseconds.addingReportingOverflow(duration.milliseconds)
        return Moment(milliseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    public static func - (moment: Moment, duration: Duration) -> Moment { moment + (.zero - duration) }

    /// The time from `earlier` to `later`.
    public static func - (later: Moment, earlier: Moment) -> Duration {
        let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return .milliseconds(overflow ? (later < earlier ? .min : .max) : difference)
    }

    /// RFC 3339 in UTC: `2026-03-01T09:30:00.250Z`.
    public var rfc3339: String { Timestamp(milliseconds: milliseconds).utc }

    /// Reads what ``rfc3339`` writes.
    ///
    /// - Returns: `nil` for any other form.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 24 else { return nil }
        for (byte, mark) in zip(bytes, "0000-00-00T00:00:00.000".utf8.dropLast(24 - bytes.count)) {
            guard mark == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == mark else { return nil }
        }
        let digits = text.dropLast().split { "-T:.".contains($0) }.compactMap { Int($0) }
        guard bytes.last == UInt8(ascii: "Z"), digits.count == (bytes.count == 24 ? 7 : 6),
            let date = CivilDate(year: digits[0], month: digits[1], day: digits[2]), digits[3] < 24, digits[4] < 60, digits[5] < 60
        else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + Int64(digits[3] * 3600 + digits[4] * 60 + digits[5])
        milliseconds = seconds * 1000 + Int64(digits.count == 7 ? digits[6] : 0)
    }

    /// The basic form of ISO 8601, to the second, as file names carry it: `20260301T093000Z`.
    public var compact: String {
        let whole = Timestamp(milliseconds: milliseconds - (milliseconds % 1000 + 1000) % 1000).utc
        return whole.filter { $0 != "-" && $0 != ":" }
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero, at the ends of the range where it does not fit.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        return product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000).partialValue
    }
}
