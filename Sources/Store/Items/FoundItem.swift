import Records

/// An item as a feed showed it, in the form in which it waits in the store until its record is written.
public struct FoundItem: Sendable, Hashable, Codable {
    /// The item's address, absolute.
    public var link: String?
    /// ``link`` without what differs between two ways of writing the same address.
    public var normalisedLink: String?
    /// The key of the link's site, by which requests are spaced; empty where there is no link.
    public var site: String
    /// The item's id as the feed gives it.
    public var guid: String?
    public var title: String?
    /// HTML.
    public var summary: String?
    /// HTML.
    public var content: String?
    public var published: Moment?
    public var authors: [String]
    public var categories: [String]
    public var language: String?

    public init(
        link: String? = nil, normalisedLink: String? = nil, site: String = "", guid: String? = nil, title: String? = nil,
        summary: String? = nil,
        content: String? = nil, published: Moment? = nil, authors: [String] = [], categories: [String] = [], language: String? = nil
    ) {
        self.link = link
        self.normalisedLink = normalisedLink
        self.site = site
        self.guid = guid
        self.title = title
        self.summary = summary
        self.content = content
        self.published = published
        self.authors = authors
        self.categories = categories
        self.language = language
    }

    /// What tells whether the feed has changed the item: its words, not its dates or ids.
    var contentHash: Key { Key(SHA256.sum(of: title ?? "", summary ?? "", content ?? "")) }

    /// Whether the feed says the same of both.
    func hasWords(of other: FoundItem) -> Bool {
        (title ?? "") == (other.title ?? "") && (summary ?? "") == (other.summary ?? "") && (content ?? "") == (other.content ?? "")
    }

    /// The title as it is compared.
    var foldedTitle: String { Title.folded(title ?? "") }
}

/// The first half of a SHA-256, by which the store finds things.
public struct Key: Sendable, Hashable, Codable {
    public let bytes: [UInt8]

    init(_ sum: [UInt8]) { bytes = Array(sum.prefix(16)) }

    /// - Returns: `nil` where the bytes are no key.
    init?(stored bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// - Returns: `nil` for anything but 32 hexadecimal digits.
    init?(hexadecimal: String) {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        guard digits.count == 32, hexadecimal.utf8.count == 32 else { return nil }
        bytes = stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
