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

    /// An address as a list has it, without the characters that stand in no address and no XML document.
    static func address(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control && $0 != "\u{FFFE}" && $0 != "\u{FFFF}" }
        return WebAddress(String(String.UnicodeScalarView(kept)).trimmed).text
    }

    /// Reads a list of subscriptions in either form: OPML, or a plain list (``SubscriptionList``).
    ///
    /// - Throws: ``FeedError`` for a document that is neither.
    public static func parse(_ bytes: [UInt8]) throws(FeedError) -> [Subscription] {
        let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
        return first == UInt8(ascii: "<") ? try OPML.parse(bytes) : SubscriptionList.parse(bytes).subscriptions
    }
}
