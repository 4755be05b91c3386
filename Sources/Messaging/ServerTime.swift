/// Times as the servers write them in their JSON interface.
enum ServerTime {
    /// Nanoseconds since 1970 of a time in UTC, such as `2026-03-01T07:00:00.120456789Z`; zeros at the end of the fraction are left out.
    ///
    /// - Returns: `nil` for anything else.
    static func nanoseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 30, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            range.reduce(0) { value, index in
                guard let value, (0x30...0x39).contains(bytes[index]) else { return nil }
                return value * 10 + Int64(bytes[index] - 0x30)
            }
        }
        func stands(_ mark: Character, at index: Int) -> Bool { bytes[index] == mark.asciiValue }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1970...2261).contains(year), (1...12).contains(month),
            stands("-", at: 4), stands("-", at: 7), stands("T", at: 10), stands(":", at: 13), stands(":", at: 16)
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            let digits = 20..<bytes.count - 1
            guard stands(".", at: 19), !digits.isEmpty, let value = number(digits) else { return nil }
            fraction = digits.count < 9 ? (digits.count..<9).reduce(value) { value, _ in value * 10 } : value
        }
        let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return seconds * 1_000_000_000 + fraction
    }

    /// Days since 1970; the year is counted from March, so that the leap day is its last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
