import Foundation

/// A moment in the spellings that feeds, headers and pages use; always in UTC, the time of Port Ellery.
struct NewsDate: Sendable {
    let date: Date
    private let parts: DateComponents

    init(_ date: Date) {
        // Whole seconds, because headers carry no fractions and a validator must come back as it was sent.
        self.date = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: self.date)
    }

    /// RFC 3339: `2026-03-01T09:30:00Z`.
    var rfc3339: String { "\(year)-\(two(parts.month))-\(two(parts.day))T\(time)Z" }

    /// RFC 5322 as RSS writes it: `Sun, 01 Mar 2026 09:30:00 +0000`.
    var rfc5322: String { "\(weekday.prefix(3)), \(two(parts.day)) \(month.prefix(3)) \(year) \(time) +0000" }

    /// RFC 9110, section 5.6.7: `Sun, 01 Mar 2026 09:30:00 GMT`.
    var http: String { "\(weekday.prefix(3)), \(two(parts.day)) \(month.prefix(3)) \(year) \(time) GMT" }

    /// As a newspaper prints it: `Sunday 1 March 2026, 09:30`.
    var printed: String { "\(weekday) \(parts.day ?? 1) \(month) \(year), \(two(parts.hour)):\(two(parts.minute))" }

    private var year: String { String(parts.year ?? 1970) }
    private var month: String { Self.months[(parts.month ?? 1) - 1] }
    private var weekday: String { Self.weekdays[(parts.weekday ?? 1) - 1] }
    private var time: String { "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))" }

    private func two(_ value: Int?) -> String {
        let digits = String(value ?? 0)
        return digits.count < 2 ? "0" + digits : digits
    }

    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
