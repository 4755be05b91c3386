/// Reads the dates that publishers write: RFC 822 and 2822, RFC 3339, ISO 8601, W3CDTF, `asctime`, and what people type.
///
/// Nothing is invented: a text without a day, month and year, with a day the calendar hasn't, or with numbers in an
/// order that can't be known (`05/06/2024`) gives `nil`. A time without a zone counts as UTC and says so.
///
/// ```swift
/// DateParser.parse("Tue, 05 Nov 2024 08:00:00 CET")?.utc   // "2024-11-05T07:00:00Z"
/// DateParser.parse("5 de marzo de 2024")?.local            // "2024-03-05"
/// ```
public enum DateParser {
    /// Reads one date.
    ///
    /// - Parameters:
    ///   - text: the date with nothing but blanks around; one of more than 120 bytes is none.
    ///   - partial: whether a bare year or month counts as its first day (W3CDTF allows both).
    /// - Returns: `nil` where the text holds no readable date.
    public static func parse(_ text: String, partial: Bool = false) -> Timestamp? {
        var text = text
        return text.withUTF8 { bytes in
            var start = 0
            var end = min(bytes.count, 240)
            while start < end, bytes[start] <= 0x20 { start += 1 }
            while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
            guard end > start, end - start <= 120 else { return nil }
            let trimmed = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard trimmed.contains(where: { $0 >= 0x80 }) else { return read(trimmed, partial: partial) }
            return withASCIIDigits(trimmed).withUnsafeBufferPointer { read($0, partial: partial) }
        }
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, partial: Bool) -> Timestamp? {
        if let timestamp = ISODate.parse(bytes, partial: partial) { return timestamp }
        var reader = WrittenDate(bytes)
        return reader.read()
    }

    /// The text with the digits of all scripts as ASCII's, blanks of all widths as blanks, and without marks of direction.
    private static func withASCIIDigits(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: output.append(0x20)
            case 0x200E, 0x200F, 0x202A...0x202E: continue
            case 0x60C: output.append(UInt8(ascii: ","))
            case 0xFF1A: output.append(UInt8(ascii: ":"))
            case 0x80...:
                if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
                    output.append(0x30 + UInt8(digit))
                } else {
                    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
            default: output.append(UInt8(scalar.value))
            }
        }
        return output
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
        guard let year, let month, let day, (100...9999).contains(year), let date = CivilDate(year: year, month: month, day: day) else {
            return nil
        }
        let midnight = date.daysSinceEpoch * 86_400_000
        guard let hour else { return Timestamp(milliseconds: midnight, isDay: true) }
        guard (0...29).contains(hour), (0...99).contains(minute), (0...99).contains(second), abs(offset ?? 0) < 24 * 60 else { return nil }
        let seconds = hour * 3600 + (minute - (offset ?? 0)) * 60 + second
        return Timestamp(milliseconds: midnight + Int64(seconds) * 1000 + Int64(millisecond), offsetMinutes: offset)
    }
}

/// Walks over the bytes of a date.
struct DateScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    func byte(after offset: Int) -> UInt8? {
        let index = position + offset
        return index >= 0 && index < bytes.count ? bytes[index] : nil
    }

    func isDigit(after offset: Int) -> Bool { byte(after: offset).map(Self.isDigit) ?? false }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        position += 1
        return true
    }

    /// The digits here, at most `limit` of them, as a number.
    mutating func number(limit: Int = 14) -> (value: Int, digits: Int)? {
        var value = 0
        var digits = 0
        while digits < limit, let byte, Self.isDigit(byte) {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            position += 1
        }
        return digits == 0 ? nil : (value, digits)
    }

    /// A fraction of a second behind its point, in milliseconds.
    mutating func fraction() -> Int {
        var value = 0
        var digits = 0
        while let byte, Self.isDigit(byte) {
            if digits < 3 {
                value = value * 10 + Int(byte - 0x30)
                digits += 1
            }
            position += 1
        }
        while digits < 3 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// `+hh:mm`, `+hhmm`, `+hh`, `+h`, or `nil` with nothing taken.
    mutating func offset() -> Int? {
        guard let sign = byte, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let start = position
        position += 1
        guard let first = number(limit: 4) else {
            position = start
            return nil
        }
        var minutes: Int
        switch first.digits {
        case 1, 2:
            minutes = first.value * 60
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "."), isDigit(after: 1) {
                position += 1
                minutes += number(limit: 2)?.value ?? 0
            }
        case 3, 4: minutes = first.value / 100 * 60 + first.value % 100
        default: minutes = 0
        }
        guard minutes <= 15 * 60 else {
            position = start
            return nil
        }
        return sign == UInt8(ascii: "-") ? -minutes : minutes
    }
}
