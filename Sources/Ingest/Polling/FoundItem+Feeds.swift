import Feeds
import Fetching
import Markup
import Records
import Store

extension FoundItem {
    /// Takes over what the store keeps of an item.
    init(_ item: Feed.Item) {
        let address = item.link.flatMap { Fetching.WebAddress($0) }
        self.init(
            link: item.link,
            normalisedLink: item.link.map { Markup.WebAddress.normalised($0) },
            site: address.map { Site.key(for: $0) } ?? "",
            guid: item.id, title: item.title, summary: item.summary, content: item.content,
            published: (item.published ?? item.updated).map { Moment(milliseconds: $0.milliseconds) },
            authors: item.authors.compactMap(\.name), categories: item.categories, language: item.language)
    }
}

extension FeedState {
    /// Estimates new items a day from the dates of the items that the feed shows.
    ///
    /// - Parameter items: the feed's items, dated or not.
    mutating func learnRate(from items: [FoundItem], now: Moment) {
        let dates = items.compactMap(\.published).filter { $0 <= now }.sorted()
        guard let first = dates.first, dates.count >= 3 else { return }
        // Up to now, not to the newest item: a feed that has fallen silent is one without news.
        let days = max(Double((now - first).milliseconds) / 86_400_000, 1.0 / 24)
        let seen = Double(dates.count) / days
        itemsPerDay = itemsPerDay.map { $0 * 0.7 + seen * 0.3 } ?? seen
    }
}

extension PollingHints {
    /// Takes over what a feed document says.
    mutating func note(_ hints: PollHints) {
        period = [hints.ttl.map { $0.multipliedReportingOverflow(by: 60).partialValue }, hints.updateInterval].compactMap { $0 }
            .filter { $0 > 0 }.min()
        skipHours = hints.skipHours.sorted()
        skipDays = hints.skipDays.sorted()
    }
}
