import JSONText
import Markup

/// Reads feeds of all formats.
///
/// ```swift
/// let feed = try FeedParser.parse(bytes, contentType: "application/rss+xml", url: "https://lakeside.example/rss")
/// for item in feed.items { print(item.title ?? "", item.link ?? "") }
/// ```
public enum FeedParser {
    /// Reads one feed.
    ///
    /// A broken document gives what can be read of it (``Feed/recovered``); one broken item never costs the others.
    ///
    /// - Parameters:
    ///   - bytes: the document as it came, decompressed.
    ///   - contentType: the Content-Type header's value, for its charset.
    ///   - url: the address the document was read from in the end, which relative links are resolved by.
    ///   - limits: how much is read.
    /// - Throws: ``FeedError`` where there is no feed in the bytes.
    public static func parse(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil, limits: FeedLimits = .default
    ) throws(FeedError) -> Feed {
        guard bytes.count <= limits.bytes else { throw FeedError(.tooLarge, found: "\(bytes.count) bytes") }
        if bytes.starts(with: [0x1F, 0x8B]) { throw FeedError(.notAFeed, found: "compressed data (gzip)") }
        let isJSON = JSONFeedReader.looksLikeJSON(bytes)
        let (utf8, _) = Charset.decode(bytes, contentType: contentType, kind: isJSON ? .json : .xml)
        guard utf8.contains(where: { $0 > 0x20 }) else { throw FeedError(.empty) }
        if isJSON { return try JSONFeedReader.read(utf8, url: url, limits: limits) }
        return try XMLFeedReader.read(utf8, url: url, limits: limits)
    }
}
