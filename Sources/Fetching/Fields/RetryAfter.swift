/// How long a server asks to be left alone (RFC 9110 §10.2.3).
public enum RetryAfter {
    /// Longer waits than a week are taken as a week.
    public static let maximum = Duration.seconds(7 * 86_400)

    /// Reads a number of seconds or a date.
    ///
    /// - Parameters:
    ///   - text: the header's value.
    ///   - now: the time, in seconds since 1970, that a date is held against; zero wait for a date that has passed.
    /// - Returns: `nil` where the text is neither.
    public static func parse(_ text: some StringProtocol, now: Int64) -> Duration? {
        let value = text.utf8.drop { $0 == 0x20 || $0 == 0x09 }
        let digits = value.prefix { (0x30...0x39).contains($0) }
        if !digits.isEmpty {
            // "120", but also the "120.5" and "120s" that some servers send; "06 Nov" goes on with a letter after a space.
            let after = value.dropFirst(digits.count).first
            if after == nil || after == 0x2e || after == 0x73 || value.dropFirst(digits.count).allSatisfy({ $0 == 0x20 }) {
                guard digits.count <= 9, let seconds = Int64(String(decoding: digits, as: UTF8.self)) else { return maximum }
                return min(.seconds(seconds), maximum)
            }
        }
        guard let date = HTTPDate.parse(text) else { return nil }
        return min(max(.zero, .seconds(date - now)), maximum)
    }
}
