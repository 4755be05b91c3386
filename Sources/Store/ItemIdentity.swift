import Records

/// Tells which items of a feed document are known already.
///
/// No single mark of an item can be trusted: publishers give new guids at each poll, one guid to all items, move pages, add
/// tracking parameters, link every item to their front page. So an item has up to three keys, and which of them count is
/// decided by the document it stands in.
///
/// 1. **Link**, over all feeds: one article is one record, however many feeds carry it. A link that several different items of
///    the document share, or that is the front page's, belongs to none of them.
/// 2. **Guid**, within the feed: finds an item whose page has moved. A guid that several links of the document share does not
///    count, nor one whose known item stands elsewhere in the document.
/// 3. **Title and date**, within the feed: finds an item that got a new guid and a new link at once.
public struct ItemIdentity: Sendable {
    /// The keys of one item.
    public struct Candidate: Sendable, Hashable {
        public var item: FoundItem
        /// What its record will be called, should it be new.
        public var recordID: String
        /// Whether it has a link of its own, which ``primary`` is then made of.
        public var hasLink: Bool
        /// The key that ``recordID`` spells.
        public var primary: Key
        public var guid: Key?
        public var title: Key?

        /// The keys that lead to the item from now on.
        public var keys: [Key] { [primary] + [guid, title].compactMap { $0 } }
    }

    /// A known item as a key leads to it.
    public struct Known: Sendable, Hashable {
        public var item: Int64
        public var title: Key?
        public var published: Moment?

        public init(item: Int64, title: Key?, published: Moment?) {
            self.item = item
            self.title = title
            self.published = published
        }
    }

    /// The different items of the document, in its order.
    public let candidates: [Candidate]
    /// Whether the document uses one guid for several items.
    public let reusesGuids: Bool

    /// - Parameters:
    ///   - items: the document's items.
    ///   - feed: the feed's configured address.
    ///   - homePage: the normalised address of the site that the feed belongs to.
    public init(items: [FoundItem], feed: String, homePage: String?) {
        var linkUsers: [String: Set<String>] = [:]
        var guidUsers: [String: Set<String>] = [:]
        var titleUsers: [String: Set<String>] = [:]
        let titles = items.map(\.foldedTitle)
        for (item, title) in zip(items, titles) {
            if let link = item.normalisedLink { linkUsers[link, default: []].insert(item.guid.map { $0 + "\n" + title } ?? title) }
            if let guid = item.guid { guidUsers[guid, default: []].insert(item.normalisedLink ?? title) }
            titleUsers[Self.titleAndDate(item, title), default: []].insert(item.normalisedLink ?? item.guid ?? "")
        }
        var seen: Set<Key> = []
        var candidates: [Candidate] = []
        for (item, title) in zip(items, titles) {
            let ownLink = item.normalisedLink.flatMap { $0 != homePage && Self.isOwn(linkUsers[$0]) ? $0 : nil }
            let ownGuid = item.guid.flatMap { (guidUsers[$0]?.count ?? 0) == 1 ? $0 : nil }
            let titleAndDate = Self.titleAndDate(item, title)
            let standIn = ownGuid ?? [item.guid, item.normalisedLink, titleAndDate].compactMap { $0 }.joined(separator: "\n")
            let id = Key(Fingerprints.recordID(link: ownLink, feed: feed, itemID: standIn))
            guard seen.insert(id).inserted else { continue }
            let hasOwnTitle = !title.isEmpty && item.published != nil && titleUsers[titleAndDate]?.count == 1
            candidates.append(
                Candidate(
                    item: item, recordID: id.bytes.hexadecimal, hasLink: ownLink != nil, primary: id,
                    guid: ownGuid.map { Self.guidKey($0, feed: feed) },
                    title: hasOwnTitle ? Key(SHA256.sum(of: "title", feed, titleAndDate)) : nil))
        }
        self.candidates = candidates
        reusesGuids = guidUsers.values.contains { $0.count > 1 }
    }

    /// Finds for each candidate the item that it is.
    ///
    /// - Parameter lookup: what the store knows under a key.
    /// - Returns: for each of ``candidates`` the known item, or `nil` for a new one.
    public func resolve(_ lookup: (Key) throws -> Known?) rethrows -> [Known?] {
        var resolved: [Known?] = try candidates.map { try lookup($0.primary) }
        var taken = Set(resolved.compactMap { $0?.item })
        for (position, candidate) in candidates.enumerated() where resolved[position] == nil {
            if let guid = candidate.guid, let known = try lookup(guid), !taken.contains(known.item), isSame(candidate, known) {
                resolved[position] = known
            } else if let title = candidate.title, let known = try lookup(title), !taken.contains(known.item) {
                resolved[position] = known
            }
            if let known = resolved[position] { taken.insert(known.item) }
        }
        return resolved
    }

    /// Whether an item found by its guid is that item with a new link, and not another article under an old guid: a new title
    /// and a new day together are a new article.
    private func isSame(_ candidate: Candidate, _ known: Known) -> Bool {
        guard candidate.hasLink, let published = candidate.item.published, let before = known.published else { return true }
        if known.title == Key(SHA256.sum(of: candidate.item.foldedTitle)) { return true }
        return published - before < .seconds(86_400) && before - published < .seconds(86_400)
    }

    /// The key of a guid that counts, within its feed.
    static func guidKey(_ guid: String, feed: String) -> Key { Key(SHA256.sum(of: "guid", feed, guid)) }

    private static func titleAndDate(_ item: FoundItem, _ title: String) -> String {
        title + "\n" + String(item.published?.milliseconds ?? 0)
    }

    /// Whether one item alone uses a link; the same item listed twice is one.
    private static func isOwn(_ users: Set<String>?) -> Bool { (users?.count ?? 0) == 1 }
}
