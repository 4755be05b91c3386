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
    /// How long items are counted before the rate is learned from them: the news of a day, so that nights count too.
    private static let counting: Duration = .seconds(86_400)

    /// Estimates new items a day from the dates of the items that the feed shows.
    ///
    /// - Parameter items: the feed's items, dated or not.
    mutating func learnRate(from items: [FoundItem], now: Moment) {
        let dates = items.compactMap(\.published).filter { $0 <= now }.sorted()
        guard dates.count >= 3 else { return }
        // The newer half: an old item that is pinned, or a paper's best of all years, says nothing of its pace.
        let recent = dates[(dates.count / 2)...]
        // Up to now, not to the newest item: a feed that has fallen silent is one without news.
        let days = max(Double((now - recent[recent.startIndex]).milliseconds) / 86_400_000, 1.0 / 24)
        itemsPerDay = Double(recent.count) / days
    }

    /// Learns from how many items were new since the running period began: what a feed does, not what its dates say.
    mutating func learnRate(at now: Moment) {
        guard let running = period, running.since <= now else {
            // What the first poll brings is no news.
            if lastBody != nil { period = Period(since: now, items: items) }
            return
        }
        guard now - running.since >= Self.counting else { return }
        let days = Double((now - running.since).milliseconds) / 86_400_000
        let seen = Double(max(0, items - running.items)) / days
        itemsPerDay = itemsPerDay.map { $0 * 0.5 + seen * 0.5 } ?? seen
        period = Period(since: now, items: items)
    }
}

extension PollingHints {
    /// Takes over what a feed document says.
    mutating func note(_ hints: PollHints) {
        period = [hints.ttl.map { min(max($0, 0), 525_600) * 60 }, hints.updateInterval].compactMap { $0 }.filter { $0 > 0 }.min()
        skipHours = hints.skipHours.sorted()
        skipDays = hints.skipDays.sorted()
    }
}
