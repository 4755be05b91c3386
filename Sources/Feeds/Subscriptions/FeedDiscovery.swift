import Markup

/// Finds the feeds that a web page advertises.
public enum FeedDiscovery {
    /// One advertised feed.
    public struct Link: Sendable, Hashable {
        /// Absolute where the page's address is known.
        public var url: String
        public var title: String?
        /// A media type.
        public var type: String?

        public init(url: String, title: String? = nil, type: String? = nil) {
            self.url = url
            self.title = title
            self.type = type
        }
    }

    /// The feeds a page advertises by `<link rel="alternate">` with a feed's media type, in the page's order.
    ///
    /// - Parameters:
    ///   - page: the page's bytes.
    ///   - contentType: the Content-Type header's value, for its charset.
    ///   - url: the page's address.
    public static func feeds(inPage page: [UInt8], contentType: String? = nil, url: String?) -> [Link] {
        let (utf8, _) = Charset.decode(page, contentType: contentType, kind: .html)
        return feeds(inUTF8: utf8, url: url)
    }

    static func feeds(inUTF8 page: [UInt8], url: String?) -> [Link] {
        page.withUnsafeBufferPointer { bytes in
            var reader = PageReader(scanner: XMLScanner(bytes), base: url)
            return reader.read()
        }
    }
}

/// Walks over a page's tags.
private struct PageReader {
    var scanner: XMLScanner
    var base: String?
    var advertised: [FeedDiscovery.Link] = []
    /// Plain links that look like feeds, for pages that advertise none.
    var linked: [FeedDiscovery.Link] = []

    mutating func read() -> [FeedDiscovery.Link] {
        while true {
            switch scanner.next() {
            case .start:
                switch String(decoding: scanner.bytes[scanner.name].prefix(9), as: UTF8.self).lowercased() {
                case "link": link()
                case "a": anchor()
                case "base": if let href = attribute("href") { base = WebAddress.resolve(href, against: base) }
                case "script": skip(to: "</script")
                case "style": skip(to: "</style")
                default: break
                }
            case .finished: return advertised.isEmpty ? linked : advertised
            default: break
            }
        }
    }

    /// Goes on behind an element whose text is no markup; one that never ends takes all the rest, as in browsers.
    private mutating func skip(to end: StaticString) {
        let next = scanner.find(end, from: scanner.position).map { $0 - end.utf8CodeUnitCount }
        scanner.position = next ?? scanner.bytes.count
    }

    private mutating func link() {
        guard advertised.count < 32, let href = attribute("href"), let relation = attribute("rel")?.lowercased() else { return }
        let relations = relation.split(whereSeparator: \.isWhitespace)
        let type = (attribute("type")?.lowercased().prefix { $0 != ";" }).map { String($0).trimmed } ?? ""
        guard relations.contains("feed") || (relations.contains("alternate") && isFeed(type, href)) else { return }
        let link = FeedDiscovery.Link(url: WebAddress.resolve(href, against: base), title: attribute("title"), type: type.nonEmpty)
        if !advertised.contains(where: { $0.url == link.url }) { advertised.append(link) }
    }

    /// Whether a media type is a feed's; the general ones only with an address that says so.
    private func isFeed(_ type: String, _ href: String) -> Bool {
        switch type {
        case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x.atom+xml",
            "application/x-atom+xml", "text/rss+xml", "text/atom+xml", "application/rss", "text/rss":
            true
        case "application/json", "text/xml", "application/xml": looksLikeFeed(href)
        default: false
        }
    }

    private mutating func anchor() {
        guard advertised.isEmpty, linked.count < 8, let href = attribute("href"), looksLikeFeed(href) else { return }
        let url = WebAddress.resolve(href, against: base)
        if WebAddress(url).isFetchable, !linked.contains(where: { $0.url == url }) { linked.append(FeedDiscovery.Link(url: url)) }
    }

    private func looksLikeFeed(_ href: String) -> Bool {
        let path = WebAddress(href).path.lowercased()
        let last = path.split(separator: "/").last ?? ""
        let names: Set<Substring> = ["feed", "feeds", "rss", "atom", "rss2", "feed.json", "index.xml", "index.rdf"]
        return names.contains(last) || last.hasSuffix(".rss") || last.hasSuffix(".atom")
            || (last.hasSuffix(".xml") && (last.contains("feed") || last.contains("rss") || last.contains("atom")))
    }

    private func attribute(_ name: StaticString) -> String? {
        name.withUTF8Buffer { name in
            scanner.attributes.first { attribute in
                attribute.name.count == name.count && zip(scanner.bytes[attribute.name], name).allSatisfy { $0 | 0x20 == $1 }
            }.flatMap {
                CharacterReferences.decode(String(decoding: scanner.bytes[$0.value], as: UTF8.self), in: .attribute).trimmed.nonEmpty
            }
        }
    }
}
