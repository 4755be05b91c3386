import Records

/// Tells which items of a feed document are known already.
///
/// No single mark of an item can be trusted: publishers give new guids at each poll, one guid to all items, move pages, add
/// tracking parameters, link every item to their front page or to the one page that always shows the latest. So an item has several keys,
/// and which of them count is decided by the document it stands in and by what the feed has done before (``resolve(_:)``).
///
/// 1. **Link**, over all feeds: one article is one record, however many feeds carry it. A link that several different items of
///    the document share, or that is the front page's, belongs to none of them; it leads to an item with the same title only. So does one
///    under which the feed has shown different items one after the other.
/// 2. **Guid**, within the feed: finds an item whose page has moved. A guid that several links of the document share does not
///    count, nor one that was seen with different articles before.
/// 3. **Title and date** (title and link where there is no date), within the feed: finds an item that got a new guid and a new
///    link at once. A date without a time of day says little: then the words have to be the same, too.
/// 4. **Link without its visit**, within the feed: finds an item whose link and guid carry a session's name.
public struct ItemIdentity: Sendable {
    /// The keys of one item.
    public struct Candidate: Sendable, Hashable {
        public var item: FoundItem
        /// Whether it has a link of its own, which ``primary`` is then made of.
        public private(set) var hasLink: Bool
        /// The key of the link that is, or would be, its own.
        public var link: Key?
        /// What its id is made of where its link does not tell it from others.
        public var standIn: Key
        public var guid: Key?
        /// The key of the guid as it would be had the site gone over to https, or back.
        public var otherGuid: Key?
        /// Whether the guid is the link with something behind it, and so tells nothing that the link does not.
        public var isGuidOfLink: Bool
        public var title: Key?
        /// As ``title``, as it was before a date without a time asked for the words too.
        public var looseTitle: Key?
        /// The key of a link that is not the item's own.
        public var sharedLink: Key?
        /// The key of the link without its visit, within the feed; and over all feeds, as another item's own link.
        public var plain: Key?
        public var plainLink: Key?
        /// Whether the page it links to shows others, too, so that what the page says of itself is not the item's.
        public private(set) var isApart: Bool
        /// What tells whether the feed has changed the item.
        public var contentHash: Key

        /// The key that ``recordID`` spells.
        public var primary: Key { hasLink ? link ?? standIn : standIn }
        /// What its record will be called, should it be new.
        public var recordID: String { primary.bytes.hexadecimal }
        /// The keys that lead to the item from now on.
        public var keys: [Key] { [primary] + [guid, title, plainLink == nil ? nil : plain].compactMap { $0 } }

        /// Takes its link for one that others have, too.
        mutating func leaveLink() {
            (hasLink, isApart, plain, plainLink) = (false, true, nil, nil)
        }

        /// Whether it has a text of its own, or nothing but a title.
        var hasWords: Bool { !(item.summary ?? "").isEmpty || !(item.content ?? "").isEmpty }
    }

    /// The different items of the document, in its order.
    public let candidates: [Candidate]
    /// How many different links they have.
    let links: Int
    /// Whether links are different ones without what seems to be of the visit.
    let plainLinksTell: Bool
    private let feed: String

    /// - Parameters:
    ///   - items: the document's items.
    ///   - feed: the feed's configured address.
    ///   - homePage: the normalised address of the site that the feed belongs to.
    public init(items: [FoundItem], feed: String, homePage: String?) {
        let document = DocumentMarks(items)
        var seen: Set<Key> = []
        candidates = items.indices.compactMap { position in
            let candidate = document.candidate(position, feed: feed, homePage: homePage)
            return seen.insert(candidate.primary).inserted ? candidate : nil
        }
        links = document.links.count
        plainLinksTell = document.links.plainLinksTell
        self.feed = feed
    }

    /// The key of a guid that counts, within its feed.
    static func guidKey(_ guid: String, feed: String) -> Key { Key(SHA256.sum(of: "guid", feed, guid)) }

    /// The key under which is noted that an item's page says nothing of the item by what it calls itself.
    static func apartKey(_ recordID: String) -> Key { Key(SHA256.sum(of: "apart", recordID)) }

    /// The keys under which is noted what a new item tells of its feed.
    func notes(on candidate: Candidate) -> [Key] {
        guard candidate.isApart else { return [] }
        let apart = Self.apartKey(candidate.recordID)
        guard !candidate.hasLink, let link = candidate.link ?? candidate.sharedLink else { return [apart] }
        return [apart, sharedKey(link)]
    }

    /// The key under which is noted that some links of the feed show different items.
    var sharingKey: Key { Key(SHA256.sum(of: "shares links", feed)) }

    /// The key under which is noted that a link shows different items in the feed.
    func sharedKey(_ link: Key) -> Key { Key(SHA256.sum(of: "shared link", feed, link.bytes.hexadecimal)) }
}

/// What the items of a document have in common, and so what does not tell them apart.
private struct DocumentMarks {
    let items: [FoundItem]
    let links: LinkReading
    private let titles: [String]
    private let guids: [String?]
    private var sharedLinks: Set<String> = []
    private var guidUsers = Users()
    private var titleUsers = Users()
    /// Whether most items share their link with others: then it is no mark of the rest either.
    private var linksTell = true

    init(_ items: [FoundItem]) {
        self.items = items
        links = LinkReading(items)
        titles = items.map(\.foldedTitle)
        guids = zip(items, links.readings).map { item, reading in
            if let guid = item.guid, guid.contains(where: { !$0.isWhitespace }) { return guid }
            return reading.flatMap { $0.isAnchored ? nil : $0.place }
        }
        shareLinks()
        for position in items.indices {
            let link = links.readings[position]?.link
            if let guid = guids[position] { guidUsers.note(guid, usedBy: link ?? titles[position]) }
            let isShared = link.map(sharedLinks.contains) ?? false
            titleUsers.note(
                titleAndDate(position),
                usedBy: isShared ? guids[position] ?? items[position].contentHash.bytes.hexadecimal : link ?? guids[position] ?? "")
        }
    }

    /// A link belongs to its first item, unless another one has it too that is not the same item listed again. So each item is held
    /// against one other, however many share a link.
    private mutating func shareLinks() {
        var owners: [String: Int] = [:]
        for position in items.indices {
            guard let link = links.readings[position]?.link else { continue }
            if let owner = owners[link] {
                if titles[owner] != titles[position] || !isListedTwice(owner, position) { sharedLinks.insert(link) }
            } else {
                owners[link] = position
            }
        }
        let sharing = links.readings.count { $0.map { sharedLinks.contains($0.link) } ?? false }
        linksTell = sharing * 2 <= items.count
    }

    /// Whether two entries with one link and one title are one item listed twice: where their guids differ they have one date, or else
    /// the same words; where they have none, one of both.
    private func isListedTwice(_ one: Int, _ other: Int) -> Bool {
        let isOneDate = items[one].published == items[other].published && items[one].published != nil
        switch (guids[one], guids[other]) {
        case (nil, nil): return isOneDate || items[one].hasWords(of: items[other])
        case (let guid?, let second?) where guid != second:
            return items[one].published == nil && items[other].published == nil ? items[one].hasWords(of: items[other]) : isOneDate
        default: return true
        }
    }

    private func titleAndDate(_ position: Int) -> String {
        let item = items[position]
        return titles[position] + "\n" + (item.published.map { String($0.milliseconds) } ?? item.normalisedLink ?? "")
    }

    func candidate(_ position: Int, feed: String, homePage: String?) -> ItemIdentity.Candidate {
        let (item, title, reading) = (items[position], titles[position], links.readings[position])
        let ownLink = reading.flatMap { linksTell && $0.link != homePage && !sharedLinks.contains($0.link) ? $0.link : nil }
        let ownGuid = guids[position].flatMap { guidUsers.hasSeveral($0) ? nil : $0 }
        let titleAndDate = titleAndDate(position)
        let isTitleShared = titleUsers.hasSeveral(titleAndDate)
        let hash = item.contentHash
        let words = isTitleShared && guids[position] == nil ? hash.bytes.hexadecimal : nil
        let standIn = ownGuid ?? [guids[position], item.normalisedLink, titleAndDate, words].compactMap { $0 }.joined(separator: "\n")
        let linkKey = { (link: String) in Key(Fingerprints.recordID(link: link, feed: feed, itemID: "")) }
        var candidate = ItemIdentity.Candidate(
            item: item, hasLink: ownLink != nil, link: ownLink.map(linkKey),
            standIn: Key(Fingerprints.recordID(link: nil, feed: feed, itemID: standIn)),
            guid: ownGuid.map { ItemIdentity.guidKey($0, feed: feed) },
            otherGuid: ownGuid.flatMap(Self.otherScheme).map { ItemIdentity.guidKey($0, feed: feed) },
            isGuidOfLink: ownGuid.map { Self.isOfLink($0, item) } ?? false,
            isApart: reading.map { ownLink == nil || $0.isAnchored } ?? false, contentHash: hash)
        if !title.isEmpty, !isTitleShared {
            let key = Key(SHA256.sum(of: "title", feed, titleAndDate))
            if item.published?.isExact ?? true || ownLink == nil && ownGuid == nil {
                candidate.title = key
            } else if candidate.hasWords {
                candidate.title = Key(SHA256.sum(of: "title", feed, titleAndDate, hash.bytes.hexadecimal))
                candidate.looseTitle = key
            }
        }
        if ownLink == nil || reading?.isAnchored == true { candidate.sharedLink = item.normalisedLink.map(linkKey) }
        if ownLink != nil, let reading, reading.isPlainUnique {
            candidate.plain = Key(SHA256.sum(of: "plain", feed, reading.plain))
            candidate.plainLink = reading.plain == reading.link ? nil : linkKey(reading.plain)
        }
        return candidate
    }

    private static func otherScheme(_ guid: String) -> String? {
        if guid.hasPrefix("http://") { return "https" + guid.dropFirst(4) }
        return guid.hasPrefix("https://") ? "http" + guid.dropFirst(5) : nil
    }

    /// Whether a guid is the item's link but for what stands behind its path.
    private static func isOfLink(_ guid: String, _ item: FoundItem) -> Bool {
        guard let link = item.link else { return false }
        let isBehind = { (byte: UInt8) in byte == UInt8(ascii: "#") || byte == UInt8(ascii: "?") }
        let (own, its) = (guid.utf8.prefix { !isBehind($0) }, link.utf8.prefix { !isBehind($0) })
        return own.elementsEqual(its) && guid != link
    }
}

extension Moment {
    /// Whether it has a time of day, and not only a day.
    var isExact: Bool { milliseconds % 3_600_000 != 0 }
}
