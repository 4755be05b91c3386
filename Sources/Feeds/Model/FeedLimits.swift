/// How much of a feed is read before it counts as an attack.
public struct FeedLimits: Sendable, Hashable {
    /// Bytes of the document, decompressed.
    public var bytes: Int
    /// Items; those beyond are left out.
    public var items: Int
    /// Elements within elements; deeper ones are passed over.
    public var depth: Int
    /// Bytes of one text (a title, an item's content); longer ones are cut.
    public var textBytes: Int
    /// Bytes of one attribute's value (a link, a media type); longer ones are cut.
    public var attributeBytes: Int
    /// Bytes that the document's own entities may add to it in all; further references stay as they stand.
    public var entityBytes: Int
    /// Bytes that making links absolute may add to the document in all; links beyond stay relative.
    public var linkBytes: Int
    /// Entries of the lists in one item (authors, categories, enclosures); those beyond are left out.
    public var entries: Int

    /// Bytes of an address that links are made absolute by: every one of a document's links may take on all of it.
    static let baseBytes = 2048
    /// Bytes of a language tag, which is copied to every item: the longest that RFC 5646 (section 4.4.1) knows has 42.
    static let languageBytes = 64
    /// Namespaces declared at once.
    static let namespaces = 256

    public init(
        bytes: Int = 16 << 20, items: Int = 10_000, depth: Int = 200, textBytes: Int = 4 << 20, attributeBytes: Int = 1 << 16,
        entityBytes: Int = 1 << 20, linkBytes: Int = 4 << 20, entries: Int = 200
    ) {
        self.bytes = bytes
        self.items = items
        self.depth = depth
        self.textBytes = textBytes
        self.attributeBytes = attributeBytes
        self.entityBytes = entityBytes
        self.linkBytes = linkBytes
        self.entries = entries
    }

    public static let `default` = FeedLimits()
}
