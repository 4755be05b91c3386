import Records

/// Tells which items of a feed document are known already.
///
/// No single mark of an item can be trusted: publishers give new guids at each poll, one guid to all items, move pages, add
/// tracking parameters, link every item to their front page. So an item has up to three keys, and which of them count is
/// decided by the document it stands in.
///
/// 1. **Link**, over all feeds: one article is one record, however many feeds carry it. A link that several different items of
///    the document share, or that is the front page's, belongs to none of them; it leads to an item with the same title only.
/// 2. **Guid**, within the feed: finds an item whose page has moved. A guid that several links of the document share does not
///    count, nor one that was seen with different articles before.
/// 3. **Title and date** (title and link where there is no date), within the feed: finds an item that got a new guid and a new
///    link at once.
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
        /// The key of a link that is not the item's own.
        public var sharedLink: Key?
        /// What tells whether the feed has changed the item.
        public var contentHash: Key

        /// The keys that lead to the item from now on.
        public var keys: [Key] { [primary] + [guid, title].compactMap { $0 } }
    }

    /// A known item as a key leads to it.
    public struct Known: Sendable, Hashable {
        public var item: Int64
        public var title: String?
        public var published: Moment?

        public init(item: Int64, title: String?, published: Moment?) {
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
        // A link belongs to its first item, unless another one has it too that is not the same item listed again. So each item is held
        // against one other, however many share a link.
        var linkOwners: [String: Int] = [:]
        var sharedLinks: Set<String> = []
        var guidUsers: [String: Set<String>] = [:]
        var titleUsers: [String: Set<String>] = [:]
        let titles = items.map(\.foldedTitle)
        for (position, (item, title)) in zip(items, titles).enumerated() {
            if let link = item.normalisedLink {
                if let owner = linkOwners[link] {
                    if titles[owner] != title || !Self.isListedTwice(items[owner], item) { sharedLinks.insert(link) }
                } else {
                    linkOwners[link] = position
                }
            }
            if let guid = item.guid { guidUsers[guid, default: []].insert(item.normalisedLink ?? title) }
            titleUsers[Self.titleAndDate(item, title), default: []].insert(item.normalisedLink ?? item.guid ?? "")
        }
        var seen: Set<Key> = []
        var candidates: [Candidate] = []
        for (item, title) in zip(items, titles) {
            let ownLink = item.normalisedLink.flatMap { $0 != homePage && !sharedLinks.contains($0) ? $0 : nil }
            let ownGuid = item.guid.flatMap { (guidUsers[$0]?.count ?? 0) == 1 ? $0 : nil }
            let titleAndDate = Self.titleAndDate(item, title)
            let standIn = ownGuid ?? [item.guid, item.normalisedLink, titleAndDate].compactMap { $0 }.joined(separator: "\n")
            let id = Key(Fingerprints.recordID(link: ownLink, feed: feed, itemID: standIn))
            guard seen.insert(id).inserted else { continue }
            let hasOwnTitle = !title.isEmpty && titleUsers[titleAndDate]?.count == 1
            candidates.append(
                Candidate(
                    item: item, recordID: id.bytes.hexadecimal, hasLink: ownLink != nil, primary: id,
                    guid: ownGuid.map { Self.guidKey($0, feed: feed) },
                    title: hasOwnTitle ? Key(SHA256.sum(of: "title", feed, titleAndDate)) : nil,
                    sharedLink: ownLink != nil || title.isEmpty
                        ? nil : item.normalisedLink.map { Key(Fingerprints.recordID(link: $0, feed: feed, itemID: "")) },
                    contentHash: item.contentHash))
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
            } else if let link = candidate.sharedLink, let known = try lookup(link), !taken.contains(known.item),
                known.title.map(Title.folded) == Title.folded(Title.kept(candidate.item.title ?? ""))
            {
                resolved[position] = known
            }
            if let known = resolved[position] { taken.insert(known.item) }
        }
        return resolved
    }

    /// Whether an item found by its guid is that item with a new link, and not another article under an old guid (some feeds
    /// number their items from 1 at each poll): a new link, a title with other words and a new date together are a new article.
    private func isSame(_ candidate: Candidate, _ known: Known) -> Bool {
        guard candidate.hasLink else { return true }
        let isDated = candidate.item.published.map { $0.milliseconds % 3_600_000 != 0 } ?? false
        if isDated, candidate.item.published == known.published { return true }
        if let title = candidate.item.title, let before = known.title, !title.isEmpty, !before.isEmpty {
            return Title.areAlike(title, before)
        }
        guard let published = candidate.item.published, let before = known.published else { return true }
        return published - before < .seconds(86_400) && before - published < .seconds(86_400)
    }

    /// Whether two entries with one link and one title are one item listed twice: where their guids differ they have one date, or else
    /// the same words.
    private static func isListedTwice(_ one: FoundItem, _ other: FoundItem) -> Bool {
        if one.guid == other.guid || one.guid == nil || other.guid == nil { return true }
        return one.published == nil && other.published == nil ? one.hasWords(of: other) : one.published == other.published
    }

    /// The key of a guid that counts, within its feed.
    static func guidKey(_ guid: String, feed: String) -> Key { Key(SHA256.sum(of: "guid", feed, guid)) }

    private static func titleAndDate(_ item: FoundItem, _ title: String) -> String {
        title + "\n" + (item.published.map { String($0.milliseconds) } ?? item.normalisedLink ?? "")
    }
}
