import Feeds
import JSONText
import Markup

extension Readers {
    private static let contentTypes: [String?] = [
        nil, nil, nil, "text/xml; charset=utf-8", "application/xml; charset=gb18030", "text/xml; charset=utf-16", "application/json",
    ]

    /// Every feed is written as JSON, within its limits.
    static func feed(_ bytes: [UInt8]) {
        let limits = FeedLimits(items: 50, textBytes: 4096, entries: 10)
        let contentType = contentTypes[bytes.count % contentTypes.count]
        guard
            let feed = try? FeedParser.parse(
                bytes, contentType: contentType, url: bytes.count % 2 == 0 ? "https://lakeside.example/a/b?c" : nil, limits: limits)
        else { return }
        check(feed.items.count <= limits.items, "no more items than allowed")
        for item in feed.items {
            check(item.categories.count <= limits.entries && item.enclosures.count <= limits.entries, "no more entries than allowed")
            check(item.link != "", "a link is absent or something")
            // References may double what a text has, and links made absolute lengthen it.
            check((item.title?.utf8.count ?? 0) <= 4 * limits.textBytes, "no longer titles than allowed")
        }
        check((try? JSONValue(parsing: feed.json)) != nil, "a feed's object is sound JSON")
    }

    /// What is written as OPML is read the same.
    static func subscriptions(_ bytes: [UInt8]) {
        _ = FeedDiscovery.feeds(inPage: bytes, url: "https://lakeside.example/")
        guard let subscriptions = try? Subscription.parse(bytes), !subscriptions.isEmpty else { return }
        let again = try? OPML.parse(OPML.write(subscriptions, title: "x"))
        check(again?.map(\.url) == subscriptions.map(\.url), "OPML that was written is read the same")
    }
}
