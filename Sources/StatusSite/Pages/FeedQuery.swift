import Records
import Store

/// Which feeds the table shows, and in which order.
struct FeedQuery: Sendable {
    /// What can be sorted by.
    enum Order: String, CaseIterable, Sendable {
        case title, health, next, day, items, rate, new
    }

    static let pageSize = 100

    let query: PageQuery
    let words: [SearchText]
    let health: FeedState.Health?
    let order: Order
    let isDescending: Bool
    let page: Int

    init(_ query: PageQuery) {
        self.query = query
        words = SearchText.words(query["q"])
        health = FeedState.Health(rawValue: query["health"])
        order = Order(rawValue: query["sort"]) ?? .title
        isDescending = query["dir"] == "down"
        page = max(1, min(query.number("page") ?? 1, 1_000_000))
    }

    /// The feeds that fit, sorted.
    ///
    /// - Parameter newInDay: how many new items a feed has brought in 24 hours.
    func select(_ feeds: [FeedEntry], newInDay: (Int64) -> Int = { _ in 0 }) -> [FeedEntry] {
        let fitting = feeds.filter { entry in
            (health == nil || entry.feed.state.health == health) && entry.words.holds(words)
        }
        let sorted: [FeedEntry] =
            switch order {
            case .title: fitting.sorted { $0.key < $1.key }
            case .health: Self.sorted(fitting) { Self.rank($0.feed.state.health) }
            case .next: Self.sorted(fitting) { $0.feed.nextPoll.milliseconds }
            case .day: Self.sorted(fitting) { newInDay($0.feed.id) }
            case .items: Self.sorted(fitting) { $0.feed.state.items }
            case .rate: Self.sorted(fitting) { $0.feed.state.itemsPerDay ?? -1 }
            case .new: Self.sorted(fitting) { $0.feed.state.lastNew?.milliseconds ?? 0 }
            }
        return isDescending ? sorted.reversed() : sorted
    }

    /// The address of the same table sorted by a column; the other way round where it is already.
    func address(sortedBy other: Order) -> String {
        let isDown = other == order ? !isDescending : other != .title && other != .next && other != .health
        return query.with(("sort", other.rawValue), ("dir", isDown ? "down" : ""), ("page", "")).address("feeds")
    }

    func address(page: Int) -> String { query.with(("page", page == 1 ? "" : String(page))).address("feeds") }

    private static func sorted<Key: Comparable>(_ feeds: [FeedEntry], by key: (FeedEntry) -> Key) -> [FeedEntry] {
        feeds.enumerated().map { (key: key($0.element), place: $0.offset, feed: $0.element) }
            .sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.feed)
    }

    /// What needs attention first.
    private static func rank(_ health: FeedState.Health) -> Int {
        switch health {
        case .failing: 0
        case .gone: 1
        case .new: 2
        case .ok: 3
        }
    }
}
