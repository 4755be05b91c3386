import Fetching
import Records
import Store

/// A feed as pages show it, with what is made once for many requests.
final class FeedEntry: Sendable {
    let feed: StoredFeed
    /// The address without secrets.
    let address: String
    /// What it calls itself, or its address.
    let title: String
    /// Title, address and last error in lower case, for searching.
    let words: String

    init(_ feed: StoredFeed) {
        self.feed = feed
        address = PublicURL.text(feed.url)
        let own = feed.state.title?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        title = own.isEmpty ? address : own
        words = "\(title)\n\(address)\n\(feed.state.lastError ?? "")".lowercased()
    }
}
