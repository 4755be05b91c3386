import Fetching

/// Addresses of servers as a configuration writes them.
enum ServerAddress {
    /// Whether a program can listen there: `127.0.0.1:8390`, `[::1]:8390`, `localhost:8390`, `:8390`.
    static func isListenable(_ text: String) -> Bool {
        guard let (host, port) = split(text), port != nil else { return false }
        if host.isEmpty || host == "localhost" { return true }
        guard host.hasPrefix("[") else { return !host.contains(":") && IPAddress(String(host)) != nil }
        return host.hasSuffix("]") && host.contains(":") && IPAddress(String(host.dropFirst().dropLast())) != nil
    }

    private static let proxySchemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    /// Whether libcurl can use it as a proxy: `http://proxy.example.org:3128`, `socks5h://ann:secret@10.0.0.1`, `proxy.example.org:3128`.
    static func isProxy(_ text: String) -> Bool {
        guard !text.contains(where: { $0.isWhitespace }) else { return false }
        var rest = text[...]
        if let mark = text.firstRange(of: "://") {
            guard proxySchemes.contains(text[..<mark.lowerBound].lowercased()) else { return false }
            rest = text[mark.upperBound...]
            if rest.hasSuffix("/") { rest = rest.dropLast() }
        }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        guard !rest.contains("/"), let (host, port) = split(rest) else { return false }
        // A bare word would be a slip more often than a host.
        return !host.isEmpty && (port != nil || rest.startIndex != text.startIndex)
    }

    /// Host and port; an IPv6 address stands in brackets.
    ///
    /// - Returns: `nil` where what stands behind the colon is no port.
    private static func split(_ text: some StringProtocol) -> (host: String, port: UInt16?)? {
        let text = String(text)
        guard let colon = text.lastIndex(of: ":"), text[colon...].allSatisfy({ $0 != "]" }) else { return (text, nil) }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits), port > 0 else { return nil }
        return (String(text[..<colon]), port)
    }
}
