/// Whether an answer asks to come back later, and when.
///
/// 429 and 503 say so by their status (RFC 6585, RFC 9110 section 15.6.4). Many sites refuse too many requests with a 403 instead. Only
/// signs that a plain prohibition does not carry count for one: Retry-After, a used-up allowance in `RateLimit-Remaining` and its
/// relatives, or an error page whose very title speaks of it. A bot wall's challenge (`cf-mitigated`) is no such sign: it does not
/// go away by waiting.
public enum RateLimit {
    /// What is waited for where the site does not say how long.
    public static let standard = Duration.seconds(60)
    /// What a field of a proprietary kind may make us wait at the most.
    static let longestReset = Duration.seconds(3600)

    /// - Parameters:
    ///   - body: of the error page, or as much of it as is known.
    ///   - now: seconds since 1970.
    /// - Returns: `nil` where the answer does not ask for a wait.
    public static func wait(status: Int, headers: HeaderFields, body: [UInt8] = [], now: Int64) -> Duration? {
        guard [403, 429, 503].contains(status) else { return nil }
        if let asked = headers["retry-after"].flatMap({ RetryAfter.parse($0, now: now) }) { return asked }
        guard status != 503 else { return nil }
        if let reset = reset(headers, now: now) { return reset }
        if status == 429 { return standard }
        return isNamed(in: body) ? standard : nil
    }

    /// How long until a used-up allowance is filled again.
    private static func reset(_ headers: HeaderFields, now: Int64) -> Duration? {
        for prefix in ["ratelimit-", "x-ratelimit-", "x-rate-limit-"] {
            guard headers[prefix + "remaining"]?.prefix(while: { $0 != "," && $0 != ";" }) == "0" else { continue }
            guard let reset = headers[prefix + "reset"].flatMap({ Int64($0.prefix { $0.isNumber }) }), reset >= 0 else { return standard }
            // Some give the seconds that are left, some the moment.
            let seconds = reset > 1_000_000_000 ? reset - now : reset
            return min(max(.seconds(seconds), .seconds(1)), longestReset)
        }
        return nil
    }

    private static func isNamed(in body: [UInt8]) -> Bool {
        let page = String(decoding: body.prefix(8192), as: UTF8.self).lowercased()
        // Bare text from the edge, such as "error code: 1015", or a title.
        let start = page.firstRange(of: "<title")?.upperBound ?? (page.contains("<") ? page.endIndex : page.startIndex)
        let title = page[start...].prefix(200).prefix { $0 != "<" }
        return ["rate limit", "rate-limit", "too many requests", "error code: 1015", "error 1015"].contains { title.contains($0) }
    }
}

extension FetchResponse {
    /// How long the server asks to be left alone, by whatever it says so.
    ///
    /// - Parameter now: seconds since 1970.
    public func askedWait(now: Int64) -> Duration? {
        RateLimit.wait(status: status, headers: headers, body: body, now: now) ?? (status >= 400 ? retryAfter(now: now) : nil)
    }
}
