internal import CLibCurl
import Glibc

/// An `http` or `https` URL, taken apart by the same parser that libcurl connects by.
///
/// The guard and the connection must never understand a URL differently: `http://0x7f.1/`, `http://2130706433/` and
/// `http://a@b@127.0.0.1/` are all known tricks. So the host that is checked is the one libcurl's own URL parser gives.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// Longer URLs are refused.
    public static let maximumLength = 8192

    public let isSecure: Bool
    /// In lower case, without brackets, international names in their ASCII form (IDNA).
    public let host: String
    /// The port that will be connected to, also where the URL names none.
    public let port: Int
    /// Path and query as they are sent; begins with a slash.
    public let target: String
    /// The whole URL without user, password and fragment.
    public let text: String
    /// From `user:password@`, decoded.
    let user: String?
    let password: String?

    /// Reads an absolute URL leniently: surrounding white space goes, spaces and other bytes that may not stand in a URL are
    /// percent-encoded, as browsers do.
    ///
    /// - Returns: `nil` where the text is no URL of `http` or `https` with a host, or is too long.
    public init?(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8), relativeTo: nil)
    }

    /// Resolves a reference, as of a `Location` header, against this URL (RFC 3986 §5).
    public func resolving(_ reference: some StringProtocol) -> WebAddress? {
        WebAddress(bytes: Array(reference.utf8), relativeTo: self)
    }

    init?(bytes: [UInt8], relativeTo base: WebAddress?) {
        // A NUL would end the text early for libcurl and not for us.
        guard !bytes.contains(0) else { return nil }
        let cleaned = Self.cleaned(bytes)
        if let base, cleaned.isEmpty {
            self = base
            return
        }
        guard !cleaned.isEmpty, cleaned.count <= Self.maximumLength, let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        let locale = cleaned.contains { $0 >= 0x80 } ? UTF8Locale() : nil
        defer { locale?.end() }
        let flags = UInt32(CURLU_ALLOW_SPACE)
        if let base {
            guard curl_url_set(url, CURLUPART_URL, base.text, flags) == CURLUE_OK else { return nil }
        }
        let reference = String(decoding: cleaned, as: UTF8.self)
        guard curl_url_set(url, CURLUPART_URL, reference, flags) == CURLUE_OK else { return nil }
        self.init(parsed: url)
    }

    private init?(parsed url: OpaquePointer) {
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(url, part, &value, UInt32(flags)) == CURLUE_OK, let value else { return nil }
            defer { curl_free(value) }
            return String(cString: value)
        }
        switch part(CURLUPART_SCHEME)?.lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: return nil
        }
        guard var host = part(CURLUPART_HOST, CURLU_PUNYCODE)?.lowercased(),
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) }), (1...65535).contains(port)
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard IPAddress(host) != nil else { return nil }
        }
        // "example.org." is the same site; servers and certificates know only the form without the dot.
        if host.hasSuffix(".") { host.removeLast() }
        guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x25 }),
            !host.hasPrefix("."), !host.hasSuffix("."), !host.contains("..")
        else { return nil }
        guard IPAddress(host) != nil || !Self.endsInNumber(host) else { return nil }
        user = part(CURLUPART_USER, CURLU_URLDECODE)
        password = part(CURLUPART_PASSWORD, CURLU_URLDECODE)
        let query = part(CURLUPART_QUERY).map { "?" + $0 } ?? ""
        target = (part(CURLUPART_PATH) ?? "/") + query
        self.host = host
        self.port = port
        text = Self.origin(isSecure: isSecure, host: host, port: port) + target
    }

    /// Scheme, host and port, the last only where it is not the scheme's own: `https://example.org`.
    public var origin: String { Self.origin(isSecure: isSecure, host: host, port: port) }

    /// The host where it is an address and no name.
    public var literalAddress: IPAddress? { IPAddress(host) }

    /// The URL without user, password and fragment.
    public var description: String { text }

    /// Whether credentials meant for this URL may be sent to the other: the same host and port, or its move from http to https.
    public func sharesCredentials(with other: WebAddress) -> Bool {
        guard host == other.host else { return false }
        if isSecure == other.isSecure { return port == other.port }
        return !isSecure && other.isSecure && port == 80 && other.port == 443
    }

    /// Names never end in a number (WHATWG URL §3.5): what looks so and is no plain address is one in disguise, as "2130706433.".
    private static func endsInNumber(_ host: String) -> Bool {
        guard let last = host.split(separator: ".").last?.utf8 else { return false }
        if last.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return last.starts(with: "0x".utf8) && last.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func origin(isSecure: Bool, host: String, port: Int) -> String {
        let scheme = isSecure ? "https://" : "http://"
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return scheme + bracketed + (port == (isSecure ? 443 : 80) ? "" : ":\(port)")
    }

    /// Drops surrounding white space, line ends and tabs anywhere (WHATWG URL §4.4) and the fragment, and percent-encodes in path and query
    /// what may not stand there.
    private static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
        var kept = bytes.prefix(4 * maximumLength).filter { $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }[...]
        while let first = kept.first, first <= 0x20 { kept.removeFirst() }
        while let last = kept.last, last <= 0x20 { kept.removeLast() }
        if let hash = kept.firstIndex(of: 0x23) { kept = kept[..<hash] }
        var result: [UInt8] = []
        result.reserveCapacity(kept.count)
        var slashes = 0
        let isAbsolute = kept.starts(with: "//".utf8) || hasScheme(kept)
        for byte in kept {
            // The authority of an absolute URL stands between its second and third slash; names in it may be international.
            if byte == 0x2f || byte == 0x3f { slashes = byte == 0x3f ? 3 : slashes + 1 }
            if isAbsolute, slashes < 3 {
                result.append(byte)
            } else if byte <= 0x20 || byte >= 0x7f || "\"<>\\^`{|}".utf8.contains(byte) {
                result += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// Whether the text is a URL of another scheme than `http` and `https`.
    static func hasForeignScheme(_ text: some StringProtocol) -> Bool {
        let scheme = text.utf8.drop { $0 <= 0x20 }.prefix { $0 != 0x3a && $0 != 0x2f && $0 != 0x3f && $0 != 0x23 }
        let rest = text.utf8.drop { $0 <= 0x20 }.dropFirst(scheme.count)
        guard rest.first == 0x3a, let first = scheme.first, (0x61...0x7a).contains(first | 0x20) else { return false }
        // "localhost:8080/feed" has a port, no scheme.
        if let next = rest.dropFirst().first, (0x30...0x39).contains(next) { return false }
        return !["http", "https"].contains(String(decoding: scheme, as: UTF8.self).lowercased())
    }

    private static func hasScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.firstIndex(of: 0x3a) else { return false }
        return bytes[..<colon].allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a } && bytes[(colon + 1)...].starts(with: "//".utf8)
    }
}

/// Makes UTF-8 the calling thread's encoding for a while: libcurl takes international names in that of the locale, which for a daemon is often
/// plain ASCII.
private struct UTF8Locale {
    private static nonisolated(unsafe) let shared = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    private let previous: locale_t?

    init?() {
        guard let shared = Self.shared else { return nil }
        previous = uselocale(shared)
    }

    func end() { uselocale(previous) }
}

let hexDigits = Array("0123456789ABCDEF".utf8)
