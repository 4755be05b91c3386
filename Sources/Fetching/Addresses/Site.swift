internal import CLibPSL

/// Whose server a host is: what is counted together when asking politely.
public enum Site {
    /// The site of a host: its registrable domain, or the address itself.
    ///
    /// `news.example.co.uk` and `www.example.co.uk` are one site, `example.co.uk`, by the public suffix list (libpsl's own copy).
    /// Where people publish under a host's subdomains, each is a site of its own, also on some that the list does not name.
    ///
    /// - Parameter host: a host name in ASCII, or an address with or without brackets; without a port.
    public static func key(forHost host: some StringProtocol) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if let address = IPAddress(host) { return (address.embeddedIPv4 ?? address).description }
        while host.hasSuffix(".") { host.removeLast() }
        let labels = host.split(separator: ".")
        guard labels.count > 2 else { return host }
        if publishers.contains(labels.suffix(2).joined(separator: ".")) { return labels.suffix(3).joined(separator: ".") }
        // The answer points into the question.
        return host.withCString { host in
            String(cString: psl_registrable_domain(psl_builtin(), host) ?? host)
        }
    }

    /// The site of a URL.
    public static func key(for address: WebAddress) -> String { key(forHost: address.host) }

    /// The site of a URL as it is written; empty where that is none.
    public static func key(of url: String) -> String { WebAddress(url).map { key(for: $0) } ?? "" }

    /// Services whose subdomains belong to different people, which the list does not say.
    private static let publishers: Set<String> = [
        "bearblog.dev", "beehiiv.com", "ghost.io", "livejournal.com", "medium.com", "neocities.org", "substack.com", "tumblr.com",
        "typepad.com", "wordpress.com", "wpengine.com",
    ]
}
