/// A web address in its parts (RFC 3986, section 3), read from whatever publishers write.
///
/// Nothing is refused: what is no address comes out as a relative path. Blanks around and line breaks within are taken
/// out, as the WHATWG URL standard has it; everything else stays as written until one of the derived forms is asked for.
public struct WebAddress: Sendable, Hashable {
    /// In lower case, without the colon; `nil` for a relative reference.
    public var scheme: String?
    /// What stands between `//` and the path: user, host and port as written.
    public var authority: String?
    public var path: String
    /// Without the question mark.
    public var query: String?
    /// Without the number sign.
    public var fragment: String?

    /// Takes a text apart.
    public init(_ text: String) {
        var rest = Self.cleaned(text)[...]
        if let number = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = String(decoding: rest[(number + 1)...], as: UTF8.self)
            rest = rest[..<number]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
            rest = rest[..<mark]
        }
        if let colon = Self.endOfScheme(rest) {
            scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
            rest = rest[(colon + 1)...]
        }
        let isWeb = scheme == nil || Self.isWeb(scheme)
        let slashes = rest.prefix { $0 == UInt8(ascii: "/") || (isWeb && $0 == UInt8(ascii: "\\")) }.count
        if slashes >= 2 {
            // "http:////host" has a host; for other schemes (file) the third slash begins the path.
            rest = rest.dropFirst(isWeb ? slashes : 2)
            let end = rest.firstIndex { $0 == UInt8(ascii: "/") || (isWeb && $0 == UInt8(ascii: "\\")) } ?? rest.endIndex
            authority = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[end...]
        }
        // Browsers take backslashes in web addresses for slashes, and some publishers' software writes them.
        let hasBackslash = authority != nil && isWeb && rest.contains(UInt8(ascii: "\\"))
        path = String(decoding: hasBackslash ? rest.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }[...] : rest, as: UTF8.self)
    }

    /// The parts put together again (RFC 3986, section 5.3).
    public var text: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    /// The host in lower case, an IPv6 address with its brackets; `nil` without one. Names in other scripts stay as they are.
    public var host: String? {
        guard let authority else { return nil }
        var host = authority.utf8[...]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        let colonAllowedAfter = host.lastIndex(of: UInt8(ascii: "]")) ?? host.startIndex
        if let colon = host[colonAllowedAfter...].firstIndex(of: UInt8(ascii: ":")) { host = host[..<colon] }
        return host.isEmpty ? nil : (String(Substring(host))).lowercased()
    }

    /// The port that is written there; `nil` for none or one that is no number up to 65,535.
    public var port: Int? {
        guard let authority, let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let digits = authority.utf8[authority.utf8.index(after: colon)...]
        guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(Substring(digits)).flatMap { $0 <= 65_535 ? $0 : nil }
    }

    /// Whether it is an `http` or `https` address with a host.
    public var isFetchable: Bool { Self.isWeb(scheme) && host != nil }

    static func isWeb(_ scheme: String?) -> Bool { scheme == "http" || scheme == "https" }

    /// Where the scheme's colon stands.
    private static func endOfScheme(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, isLetter(first) else { return nil }
        for (position, byte) in zip(bytes.indices, bytes) {
            switch byte {
            case UInt8(ascii: ":"):
                // "localhost:8080/x" and "example.org:80" are hosts with ports, not schemes.
                let next = position + 1 < bytes.endIndex ? bytes[position + 1] : 0
                let looksLikePort = (0x30...0x39).contains(next) && bytes[..<position].contains(UInt8(ascii: "."))
                return looksLikePort ? nil : position
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39: continue
            default: if !isLetter(byte) { return nil }
            }
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Without blanks and control characters around and line breaks and tabs within.
    private static func cleaned(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        if bytes.contains(where: { $0 < 0x20 }) { bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D } }
        let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
        let start = bytes.firstIndex { $0 > 0x20 } ?? end
        return start == 0 && end == bytes.count ? bytes : Array(bytes[start..<max(start, end)])
    }
}
