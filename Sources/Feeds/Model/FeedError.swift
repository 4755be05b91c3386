/// Why bytes are no feed.
public struct FeedError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; more kinds may come.
    public enum Kind: Sendable, Hashable {
        /// There is nothing but white space.
        case empty
        /// A document, but no feed: an HTML page, an OPML list, JSON of another sort.
        case notAFeed
        /// More bytes than the limits allow.
        case tooLarge
        /// A feed so broken that nothing of it can be read.
        case broken
    }

    public var kind: Kind
    /// What was found instead, in a few words: "an HTML page", "a <kml> document".
    public var found: String?
    /// The feeds that a page found in place of a feed advertises, absolute where its address is known.
    public var advertised: [FeedDiscovery.Link]
    /// Where reading stopped, in bytes.
    public var offset: Int?

    public init(_ kind: Kind, found: String? = nil, advertised: [FeedDiscovery.Link] = [], offset: Int? = nil) {
        self.kind = kind
        self.found = found
        self.advertised = advertised
        self.offset = offset
    }

    /// One line for logs and status pages.
    public var description: String {
        let place = offset.map { " at byte \($0)" } ?? ""
        switch kind {
        case .empty: return "the document is empty"
        case .notAFeed:
            let links = advertised.isEmpty ? "" : "; it advertises " + advertised.prefix(3).map(\.url).joined(separator: ", ")
            return "not a feed but \(found ?? "something else")\(links)"
        case .tooLarge: return "the feed is larger than the limit\(found.map { " (\($0))" } ?? "")"
        case .broken: return "the feed can't be read\(place)\(found.map { ": \($0)" } ?? "")"
        }
    }
}
