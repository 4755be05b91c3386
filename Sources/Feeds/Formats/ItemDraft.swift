import Markup

/// The best candidate so far for one field.
struct Best<Value> {
    private(set) var value: Value?
    private var rank = Int.max

    /// Whether there can't be a better one.
    var isIdeal: Bool { rank == 0 }

    /// Takes a candidate that is better than the present one.
    ///
    /// - Parameters:
    ///   - rank: how far from ideal it is; lower is better.
    ///   - lastWins: whether it replaces one of the same rank.
    mutating func take(_ candidate: Value, rank: Int, lastWins: Bool = false) {
        guard rank < self.rank || (rank == self.rank && lastWins) || value == nil else { return }
        (value, self.rank) = (candidate, rank)
    }
}

extension Best<String> {
    /// As `take`, but an empty link is none.
    mutating func takeLink(_ candidate: String, rank: Int, lastWins: Bool = false) {
        if !candidate.isEmpty { take(candidate, rank: rank, lastWins: lastWins) }
    }
}

/// An item while it is read: candidates for each field.
struct ItemDraft {
    /// Where its start tag begins.
    var start: Int
    /// The index of its frame.
    var depth: Int
    var isRetried = false
    var id = Best<String>()
    var link = Best<String>()
    var title = Best<String>()
    var summary = Best<String>()
    var content = Best<String>()
    var published = Best<Timestamp>()
    var updated = Best<Timestamp>()
    var authors: [Feed.Person] = []
    var sourceAuthors: [Feed.Person] = []
    var categories: [String] = []
    var enclosures: [Feed.Enclosure] = []
    /// Files of Media RSS.
    var media: [Feed.Enclosure] = []
    var language: String?
    /// A guid that isn't said to be no link.
    var permalink: String?
    var isNews = false

    init(start: Int, depth: Int) {
        (self.start, self.depth) = (start, depth)
    }

    /// The item with the best candidates.
    var item: Feed.Item {
        var item = Feed.Item()
        item.id = id.value
        item.link = link.value
        if item.link == nil, let permalink, WebAddress(permalink).isFetchable { item.link = permalink }
        item.title = title.value
        item.summary = summary.value
        item.content = content.value
        item.published = published.value
        item.updated = updated.value
        item.authors = authors.isEmpty ? sourceAuthors : authors
        item.categories = categories
        item.enclosures = enclosures.isEmpty ? media : enclosures
        item.language = language
        return item
    }
}

/// The feed's own fields while they are read.
struct ChannelDraft {
    var title = Best<String>()
    var description = Best<String>()
    var link = Best<String>()
    var language = Best<String>()
    var updated = Best<Timestamp>()
    var authors: [Feed.Person] = []
    var owner: Feed.Person?
    var updatePeriod: String?
    var updateFrequency: Int?
}
