/// Why there is no answer.
public struct FetchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure, for deciding what happens next.
    public enum Kind: Sendable, Hashable {
        /// The text is no URL.
        case malformedURL
        /// A URL or redirect of another scheme than http and https.
        case protocolNotAllowed
        /// The name has no address; `isTemporary` where the name server could not be asked.
        case unresolvable(isTemporary: Bool)
        /// The address is not public and not allowed by the settings.
        case addressNotAllowed(String)
        /// No connection: refused, unreachable.
        case refused
        /// The proxy could not be reached or refused.
        case proxy
        case timeout
        /// The certificate is not trusted, expired, or of another host.
        case certificate
        /// TLS failed otherwise.
        case tls
        case tooLarge
        /// All bodies under way together are too large, and this one was the largest.
        case noRoom
        case headersTooLarge
        case tooManyRedirects
        /// The connection ended before the body did.
        case shortBody
        /// The body is not in the coding that the server says.
        case badEncoding
        /// What came is not HTTP, or HTTP broken in the middle.
        case badAnswer
        /// robots.txt says no.
        case robots
        /// robots.txt can't be had, which counts as a no for the time being.
        case robotsUnreachable
        /// The site asked to be left alone for longer than the caller wants to wait.
        case onHold(Duration)
        case cancelled
        case other
    }

    public var kind: Kind
    /// The URL of the hop that failed, as it may be shown: without user, password and what looks like a secret.
    public var url: String
    /// What happened, in words; one line.
    public var message: String

    /// - Parameter url: as it was asked for; secrets in it are not kept.
    public init(_ kind: Kind, url: some StringProtocol, message: String) {
        self.kind = kind
        self.url = PublicURL.text(url)
        self.message = Self.oneLine(message)
    }

    init(_ kind: Kind, at address: WebAddress, message: String) {
        self.init(kind, url: address.text, message: message)
    }

    /// `https://example.org/feed: the certificate has expired`.
    public var description: String { "\(url): \(message)" }

    /// Whether the same request may well succeed later without anybody changing anything.
    public var isTransient: Bool {
        switch kind {
        case .malformedURL, .protocolNotAllowed, .addressNotAllowed, .robots: false
        default: true
        }
    }

    /// Library messages may quote what a server sent.
    private static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { scalar in
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? " " as Unicode.Scalar : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
