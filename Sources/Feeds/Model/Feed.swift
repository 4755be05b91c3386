import Markup

/// What a feed says, whatever format it says it in.
///
/// Texts are trimmed; a text whose element is there but empty is an empty string, one without an element is `nil`.
/// Links are absolute as far as `xml:base` and the feed's own address allow.
public struct Feed: Sendable, Hashable {
    public var format: FeedFormat
    /// Plain text.
    public var title: String?
    /// HTML.
    public var description: String?
    /// The site's address.
    public var link: String?
    /// A language tag as the feed writes it ("en-us").
    public var language: String?
    public var updated: Timestamp?
    public var authors: [Person] = []
    /// In the order of the document.
    public var items: [Item] = []

    /// The address the feed gives as its own (`rel="self"`, `feed_url`).
    public var selfLink: String?
    /// WebSub hubs (`rel="hub"`).
    public var hubs: [String] = []
    /// Where the older items are (RFC 5005, `next_url`).
    public var nextLink: String?
    /// What the feed says about when to ask again.
    public var hints = PollHints()
    /// What had to be mended in the document, in a few words each.
    public var recovered: [String] = []
    /// The limits that the document went beyond, in a few words each: what lies beyond them is left out.
    public var exceeded: [String] = []
    /// Some of the dates that could not be read, as they stand there; for a log.
    public var unreadableDates: [String] = []
    /// Whether items are missing because the document ends early; those beyond the limits are told of in ``exceeded``.
    public var isTruncated = false

    public init(format: FeedFormat) {
        self.format = format
    }

    /// What people should know of the document before they rely on what was read of it, a sentence each without its full stop.
    public var remarks: [String] {
        (isTruncated ? ["the document ends early, so items may be missing"] : []) + exceeded.map { "limit reached: \($0)" }
            + recovered.map { "mended: \($0)" }
    }

    /// Someone who wrote something.
    public struct Person: Sendable, Hashable {
        public var name: String?
        public var email: String?
        public var url: String?

        public init(name: String? = nil, email: String? = nil, url: String? = nil) {
            self.name = name
            self.email = email
            self.url = url
        }

        var isEmpty: Bool { name == nil && email == nil && url == nil }
    }

    /// A file that goes with an item.
    public struct Enclosure: Sendable, Hashable {
        public var url: String
        /// A media type.
        public var type: String?
        /// Bytes.
        public var length: Int64?

        public init(url: String, type: String? = nil, length: Int64? = nil) {
            self.url = url
            self.type = type
            self.length = length
        }
    }

    /// One item of a feed.
    public struct Item: Sendable, Hashable {
        /// What the feed identifies the item by: guid, Atom id, `rdf:about`.
        public var id: String?
        public var link: String?
        /// Plain text.
        public var title: String?
        /// HTML.
        public var summary: String?
        /// HTML.
        public var content: String?
        public var published: Timestamp?
        public var updated: Timestamp?
        public var authors: [Person] = []
        public var categories: [String] = []
        public var enclosures: [Enclosure] = []
        /// Where it isn't the feed's.
        public var language: String?

        public init() {}
    }
}

/// What a feed says about when to ask again.
public struct PollHints: Sendable, Hashable {
    /// Minutes that a copy may be kept (RSS `ttl`).
    public var ttl: Int?
    /// Hours of the day in UTC, 0 to 23, at which nobody needs to ask (RSS `skipHours`).
    public var skipHours: Set<Int> = []
    /// Days on which nobody needs to ask, 0 for Sunday to 6 for Saturday (RSS `skipDays`).
    public var skipDays: Set<Int> = []
    /// Seconds between two updates, by `sy:updatePeriod` and `sy:updateFrequency`.
    public var updateInterval: Int?

    public init() {}
}

/// The format of a feed.
public struct FeedFormat: Sendable, Hashable, CustomStringConvertible {
    /// `rss2.0`, `rss1.0`, `rss0.91`, `rss` where the version is missing, `atom1.0`, `atom0.3`, `cdf`, `json1`, `json1.1`,
    /// `sitemap`, `sitemap-news`, `sitemap-index`.
    public var name: String

    public static let sitemapIndex = FeedFormat("sitemap-index")

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }
}
