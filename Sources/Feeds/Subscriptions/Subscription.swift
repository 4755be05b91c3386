import Markup

/// A feed that somebody follows.
public struct Subscription: Sendable, Hashable {
    public var url: String
    public var title: String?
    public var tags: [String]

    public init(url: String, title: String? = nil, tags: [String] = []) {
        self.url = url
        self.title = title
        self.tags = tags
    }

    /// Reads a list of subscriptions in either form: OPML, or a plain list (``SubscriptionList``).
    ///
    /// - Throws: ``FeedError`` for a document that is neither.
    public static func parse(_ bytes: [UInt8]) throws(FeedError) -> [Subscription] {
        let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
        return first == UInt8(ascii: "<") ? try OPML.parse(bytes) : SubscriptionList.parse(bytes).subscriptions
    }
}
