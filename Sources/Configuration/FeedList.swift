import Feeds
import Fetching

/// A list of feeds in either form: OPML, or plain text with one address a line.
public enum FeedList {
    /// - Returns: the feeds, and the lines of a plain list that hold no address.
    /// - Throws: `FeedError` where it looks like OPML and is none.
    public static func parse(
        _ bytes: [UInt8]
    ) throws(FeedError) -> (subscriptions: [Subscription], problems: [SubscriptionList.Problem]) {
        let start = bytes.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
        if start == UInt8(ascii: "<") { return (try OPML.parse(bytes), []) }
        let list = SubscriptionList.parse(bytes)
        return (list.subscriptions, list.problems)
    }
}

extension SubscriptionList.Problem {
    /// The line as it may be shown: an address with a slip in it has a password all the same.
    public var shown: String { text.split(separator: " ").map { PublicURL.text($0) }.joined(separator: " ") }
}
