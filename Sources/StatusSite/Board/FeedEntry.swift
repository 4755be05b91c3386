import Fetching
import Records
import Store

/// A feed as pages show it, with what is made once for many requests.
final class FeedEntry: Sendable {
    let feed: StoredFeed
    let tags: [String]
    /// The address without secrets.
    let address: String
    /// The same without its beginning, where there is nothing special about that.
    let shortAddress: String
    /// What it calls itself, or its short address.
    let title: String
    /// The title in lower case, for sorting.
    let key: String
    /// Title, address, tags and last error.
    let words: SearchText

    init(_ feed: StoredFeed, tags: [String] = []) {
        self.feed = feed
        self.tags = tags
        address = PublicURL.text(feed.url)
        let beginning = ["https://www.", "https://", "http://www.", "http://"].first { [address] in address.hasPrefix($0) }
        shortAddress = String(address.dropFirst(beginning?.count ?? 0))
        let own = feed.state.title?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        title = own.isEmpty ? shortAddress : own
        key = title.lowercased()
        words = SearchText("\(title)\n\(address)\n\(tags.joined(separator: " "))\n\(feed.state.lastError ?? "")")
    }
}
