import Records

/// The feeds of a shard as they are written: read only as far as is needed, since most of them are as they were.
struct ShardList: Sendable {
    let pages: [[UInt8]]

    /// Tells one list from another.
    var sum: [UInt8] { SHA256.sum(of: pages.flatMap { $0 + [0] }) }

    var feeds: [FeedDirectory.Feed] { pages.flatMap { FeedDirectory.feeds($0) } }

    /// The tags of the feeds that have any.
    var tags: [String: [String]] {
        let tagged = pages.filter(Self.hasTags).flatMap { FeedDirectory.feeds($0) }.filter { !$0.tags.isEmpty }
        return Dictionary(tagged.map { ($0.url, $0.tags) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a page has what a feed with tags has, and few of the others.
    private static func hasTags(_ page: [UInt8]) -> Bool {
        page.indices.contains { page[$0] == UInt8(ascii: "[") && page[..<$0].suffix(mark.count).elementsEqual(mark) }
    }

    private static let mark = Array("\"tags\":".utf8)
}
