/// Reads the dates that publishers write: RFC 822 and 2822, RFC 3339, ISO 8601, W3CDTF, `asctime`, and what people type.
///
/// Nothing is invented: a text without a day, month and year, with a day the calendar hasn't, with a time or an offset that can't be
/// (`11:60`, `+25:00`), in a zone whose offset on that day isn't known, or with numbers in an order that can't be known (`05/06/2024`,
/// unless the day of the week tells) gives `nil`, not the day alone: a text that is wrong in one part is not believed in another.
/// Only behind a date that begins with the year, times past the hour or the day are added up. A time without a zone counts as UTC and
/// says so.
///
/// ```swift
/// DateParser.parse("Tue, 05 Nov 2024 08:00:00 CET")?.utc   // "2024-11-05T07:00:00Z"
/// DateParser.parse("5 de marzo de 2024")?.local            // "2024-03-05"
/// ```
public enum DateParser {
    /// Reads one date.
    ///
    /// - Parameters:
    ///   - text: the date with nothing but blanks around; one of more than 120 characters is none.
    ///   - partial: whether a bare year or month counts as its first day (W3CDTF allows both).
    /// - Returns: `nil` where the text holds no readable date.
    public static func parse(_ text: String, partial: Bool = false) -> Timestamp? {
        var text = text
        return text.withUTF8 { bytes in
            var start = 0
            var end = bytes.count
            while start < end, bytes[start] <= 0x20 { start += 1 }
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
            guard end > start, end - start <= 3 * longest else { return nil }
            let trimmed = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard trimmed.contains(where: { $0 >= 0x80 }) else {
                return trimmed.count <= longest ? read(trimmed, partial: partial) : nil
            }
            guard trimmed.count(where: { $0 & 0xC0 != 0x80 }) <= longest else { return nil }
            return DateCharacters.plain(trimmed).withUnsafeBufferPointer { read($0, partial: partial) }
        }
    }

    /// How many characters a date may have.
    private static let longest = 120

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, partial: Bool) -> Timestamp? {
        if let timestamp = ISODate.parse(bytes, partial: partial) { return timestamp }
        var reader = WrittenDate(bytes)
        return reader.read()
    }
}

/// What has been found of a date, and the sum of it.
struct DateFields {
    var year: Int?
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Minutes east of UTC.
    var offset: Int?

    /// `nil` where a part is missing or the calendar has no such day.
    ///
    /// Times past the end of the day are added up ("25:10" is ten past one the next day: broadcasters write so).
    var timestamp: Timestamp? {
        // Years from 1300 to 1499 are of the Persian or Islamic calendar, or nobody's.
        guard let year, let month, let day, (100...1299).contains(year) || (1500...9999).contains(year),
            let date = CivilDate(year: year, month: month, day: day)
        else {
            return nil
        }
        let midnight = date.daysSinceEpoch * 86_400_000
        guard let hour else { return Timestamp(milliseconds: midnight, isDay: true) }
        guard (0...29).contains(hour), (0...99).contains(minute), (0...99).contains(second), abs(offset ?? 0) < 24 * 60 else { return nil }
        let seconds = hour * 3600 + (minute - (offset ?? 0)) * 60 + second
        return Timestamp(milliseconds: midnight + Int64(seconds) * 1000 + Int64(millisecond), offsetMinutes: offset)
    }
}
