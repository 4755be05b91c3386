/// Dates as HTTP headers write them (RFC 9110 §5.6.7).
public enum HTTPDate {
    /// Reads an IMF-fixdate (`Sun, 06 Nov 1994 08:49:37 GMT`), an RFC 850 date (`Sunday, 06-Nov-94 08:49:37 GMT`) or asctime's form
    /// (`Sun Nov  6 08:49:37 1994`), and such near misses as a missing day of the week or a numeric zone.
    ///
    /// - Returns: seconds since 1970-01-01T00:00:00Z, or `nil` where the text is no date.
    public static func parse(_ text: some StringProtocol) -> Int64? {
        let words = text.utf8.prefix(64).split { $0 == 0x20 || $0 == 0x2c || $0 == 0x2d || $0 == 0x09 }
        var (day, month, year): (Int64?, Int64?, Int64?)
        var time: Int64?
        for word in words {
            if word.contains(0x3a) {
                guard time == nil, let seconds = timeOfDay(word) else { return nil }
                time = seconds
            } else if let number = decimal(word) {
                if day == nil, word.count <= 2 {
                    day = number
                } else if year == nil, word.count == 2 || word.count == 4 {
                    year = word.count == 4 ? number : number + (number < 70 ? 2000 : 1900)
                } else if word.count != 4 || number != 0 {
                    return nil
                }
            } else if month == nil, word.count >= 3, let index = months.firstIndex(of: Array(word.prefix(3).map { $0 | 0x20 })) {
                month = Int64(index) + 1
            }
        }
        guard let day, let month, let year, let time, (1...31).contains(day), (1601...9999).contains(year) else { return nil }
        return days(year: year, month: month, day: day) * 86_400 + time
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map { Array($0.utf8) }

    private static func decimal(_ word: some Collection<UInt8>) -> Int64? {
        guard (1...4).contains(word.count), word.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return word.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func timeOfDay(_ word: some Collection<UInt8>) -> Int64? {
        let parts = word.split(separator: 0x3a, omittingEmptySubsequences: false).map { decimal($0) }
        guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1] else { return nil }
        guard let seconds = parts.count == 3 ? parts[2] : 0, hours < 24, minutes < 60, seconds <= 60 else { return nil }
        return hours * 3600 + minutes * 60 + seconds
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years that begin on 1 March.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
