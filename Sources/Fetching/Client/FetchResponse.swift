/// A move that a server announced and that was followed.
public struct Redirect: Sendable, Hashable {
    /// 301, 302, 303, 307 or 308.
    public let status: Int
    /// Where it led, absolute, without user and password.
    public let to: String

    /// Whether the server says that it holds for good (301, 308).
    public var isPermanent: Bool { status == 301 || status == 308 }
}

/// A server's answer, of whatever status.
public struct FetchResponse: Sendable {
    /// The HTTP status of the last hop.
    public var status: Int
    /// Where the answer came from, after all redirects, without user and password.
    public var finalURL: String
    /// The moves that were followed, in order.
    public var redirects: [Redirect]
    /// The header fields of the last hop.
    public var headers: HeaderFields
    /// The body, decoded from its content codings.
    public var body: [UInt8]
    /// Whether the body was cut at its bound.
    public var isTruncated: Bool
    /// The peer's address in numbers; empty behind a proxy or where it is not known.
    public var address: String
    /// From the first connection's start to the last byte, without waits for turns.
    public var elapsed: Duration
    /// What the body takes of the client's room for bodies, as long as this answer or a copy of it is there.
    var space: BodySpace?

    /// The media type with its parameters, as given.
    public var contentType: String? { headers["content-type"] }

    /// The validators, to be sent with the next request; absent where they are too long to be kept.
    public var etag: String? { headers["etag"].flatMap { !$0.isEmpty && $0.utf8.count <= 1024 ? $0 : nil } }
    public var lastModified: String? { headers["last-modified"].flatMap { !$0.isEmpty && $0.utf8.count <= 128 ? $0 : nil } }

    /// What all `Cache-Control` fields say together.
    public var cacheControl: CacheControl { CacheControl.parse(headers.values("cache-control").joined(separator: ",")) }

    /// When the answer goes stale by `Expires`, in seconds since 1970; 0 where the field is given but is no date, which means at once.
    public var expires: Int64? { headers["expires"].map { HTTPDate.parse($0) ?? 0 } }

    /// The server's own clock by `Date`, in seconds since 1970.
    public var date: Int64? { headers["date"].flatMap { HTTPDate.parse($0) } }

    /// For how many seconds more the answer is fresh (RFC 9111 section 4.2), held against the server's own clock.
    ///
    /// `nil` where the server says nothing of it; 0 where it says that the answer is stale at once.
    public var freshFor: Int? {
        let control = cacheControl
        if control.noCache || control.noStore { return 0 }
        let age = headers["age"].flatMap { Int64($0) }.map { max(0, min($0, 86_400 * 365)) } ?? 0
        if let lifetime = control.maxAge { return max(0, lifetime - Int(age)) }
        guard let expires else { return nil }
        // Without a Date the field cannot be read: the clocks may differ by any time.
        guard let date, expires > date else { return expires > 0 && date == nil ? nil : 0 }
        return Int(min(max(0, expires - date - age), 86_400 * 365))
    }

    /// How long the server asks to be left alone.
    ///
    /// - Parameter now: seconds since 1970.
    public func retryAfter(now: Int64) -> Duration? {
        headers["retry-after"].flatMap { RetryAfter.parse($0, now: now) }
    }

    /// The last address in the chain of permanent moves that starts at the asked URL; `nil` where its first move is not permanent.
    ///
    /// A permanent move behind a temporary one says nothing about the asked URL.
    public var permanentURL: String? { redirects.prefix { $0.isPermanent }.last?.to }
}
