/// Whose server a host is: what is counted together when asking politely.
public enum Site {
    /// The site of a host: its registrable domain, or the address itself.
    ///
    /// `news.example.co.uk` and `www.example.co.uk` are one site, `example.co.uk`. Which suffixes people register under is
    /// guessed from the shape of the name (a country's code after `co`, `com`, `org` …) and from a short list of hosting
    /// services where each subdomain is a site of its own; the public suffix list would know some more.
    ///
    /// - Parameter host: a host name in ASCII, or an address with or without brackets; without a port.
    public static func key(forHost host: some StringProtocol) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if let address = IPAddress(host) { return (address.embeddedIPv4 ?? address).description }
        while host.hasSuffix(".") { host.removeLast() }
        let labels = host.split(separator: ".")
        guard labels.count > 2 else { return host }
        let two = labels.suffix(2).joined(separator: ".")
        if sharedSuffixes.contains(two) { return labels.suffix(3).joined(separator: ".") }
        let second = labels[labels.count - 2]
        if labels[labels.count - 1].utf8.count == 2, secondLevelWords.contains(String(second)) {
            return labels.suffix(3).joined(separator: ".")
        }
        return two
    }

    /// The site of a URL.
    public static func key(for address: WebAddress) -> String { key(forHost: address.host) }

    /// The site of a URL as it is written; empty where that is none.
    public static func key(of url: String) -> String { WebAddress(url).map { key(for: $0) } ?? "" }

    private static let secondLevelWords: Set<String> = [
        "ac", "asn", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gv", "id", "lg", "ltd", "me", "med", "mil", "mod", "ne",
        "net",
        "nhs", "nom", "or", "org", "plc", "police", "sch", "web",
    ]

    private static let sharedSuffixes: Set<String> = [
        "appspot.com", "blogspot.com", "cloudfront.net", "fly.dev", "ghost.io", "github.io", "gitlab.io", "herokuapp.com",
        "livejournal.com",
        "medium.com", "netlify.app", "pages.dev", "substack.com", "tumblr.com", "typepad.com", "vercel.app", "web.app", "wordpress.com",
        "workers.dev", "wpengine.com", "onrender.com", "neocities.org", "bearblog.dev", "beehiiv.com",
    ]
}
