import Records

/// What is known of items, as their keys lead to them.
protocol ItemMemory {
    /// What stands under a key; `nil` where nothing does.
    func entry(_ key: Key) throws -> ItemIdentity.Entry?
    /// The item whose record's id the key spells, whatever the key leads to.
    func named(_ key: Key) throws -> ItemIdentity.Known?
    /// How many keys lead to an item.
    func keyCount(_ item: Int64) throws -> Int
}

extension ItemIdentity {
    /// A known item as a key leads to it.
    struct Known: Hashable {
        var item: Int64
        var title: String?
        var published: Moment?
        /// Whether it was found in the feed that is asked for.
        var isOfFeed = true
        var contentHash: Key?
    }

    /// What stands under a key: an item, or that it was seen with several and leads to none.
    struct Entry {
        var item: Known?
    }

    /// What a candidate is.
    struct Resolution {
        /// The candidate, without its link where that turned out not to be its own.
        var candidate: Candidate
        /// The item that it is; `nil` for a new one.
        var known: Known?
    }

    /// Finds for each candidate the item that it is.
    ///
    /// The common case, an item found by its link under the title that it has had, costs one question.
    func resolve(_ memory: some ItemMemory) throws -> [Resolution] {
        var resolving = Resolving(identity: self, memory: memory)
        try resolving.run()
        return resolving.resolutions
    }
}

/// The candidates of a document on their way to be known.
private struct Resolving<Memory: ItemMemory> {
    typealias Known = ItemIdentity.Known
    typealias Candidate = ItemIdentity.Candidate

    let identity: ItemIdentity
    let memory: Memory
    var resolutions: [ItemIdentity.Resolution]
    private var taken: Set<Int64> = []
    /// The candidates that are known, or known to be new.
    private var isSettled: [Bool]
    /// Candidates under a link that may not be their own, with the item that it leads to.
    private var contested: [(position: Int, known: Known?, isShared: Bool)] = []
    /// Whether some links of the feed are known to show different items.
    private var sharesLinks = false
    /// Whether the feed gives its items new guids; `nil` where it has not been asked yet.
    private var rotates: Bool?

    init(identity: ItemIdentity, memory: Memory) {
        (self.identity, self.memory) = (identity, memory)
        resolutions = identity.candidates.map { ItemIdentity.Resolution(candidate: $0, known: nil) }
        isSettled = resolutions.map { _ in false }
    }

    mutating func run() throws {
        sharesLinks = try memory.entry(identity.sharingKey) != nil
        for position in resolutions.indices { try findByLink(position) }
        for (position, known, isShared) in contested { try contest(position, known, isShared) }
        for position in resolutions.indices where !isSettled[position] { try findByGuid(position) }
        for position in resolutions.indices where !isSettled[position] { try findByTitle(position) }
    }

    private mutating func settle(_ position: Int, _ known: Known?, leavingLink: Bool = false) {
        if leavingLink { resolutions[position].candidate.leaveLink() }
        resolutions[position].known = known
        isSettled[position] = true
        if let known { taken.insert(known.item) }
    }

    /// The item that a key leads to, unless another candidate is that one.
    private func free(_ key: Key?) throws -> Known? {
        guard let key, let known = try memory.entry(key)?.item, !taken.contains(known.item) else { return nil }
        return known
    }

    // MARK: By the link

    private mutating func findByLink(_ position: Int) throws {
        let candidate = resolutions[position].candidate
        let entry = try memory.entry(candidate.primary)
        guard candidate.hasLink else {
            if let known = entry?.item { settle(position, known) }
            return
        }
        let isShared = try isShared(candidate)
        // A key that leads to none may have led to two; the first of them is still called by the link.
        guard let known = try entry.flatMap({ try $0.item ?? memory.named(candidate.primary) }) else {
            if isShared { contested.append((position, nil, isShared)) }
            return
        }
        if !isShared, candidate.hasTitle(known), !(candidate.item.title ?? "").isEmpty || candidate.contentHash == known.contentHash {
            settle(position, known)
        } else {
            contested.append((position, known, isShared))
        }
    }

    /// Whether the feed has shown different items under the candidate's link.
    private func isShared(_ candidate: Candidate) throws -> Bool {
        guard sharesLinks, let link = candidate.link else { return false }
        return try memory.entry(identity.sharedKey(link)) != nil
    }

    /// Settles who it is under a link that leads to an item with another title, or that has shown several.
    private mutating func contest(_ position: Int, _ known: Known?, _ isShared: Bool) throws {
        let candidate = resolutions[position].candidate
        let byGuid = try candidate.guid.flatMap { try memory.entry($0)?.item }
        if let known, byGuid?.item == known.item { return settle(position, known) }
        if let byGuid, !taken.contains(byGuid.item), isShared || isMoved(candidate, byGuid) {
            return settle(position, byGuid, leavingLink: true)
        }
        if let other = try free(candidate.standIn) { return settle(position, other, leavingLink: true) }
        if let known, try isShared ? isAgain(candidate, known) : isSameUnderLink(candidate, known) { return settle(position, known) }
        if let other = try free(candidate.title), try isAgain(candidate, other) { return settle(position, other, leavingLink: true) }
        settle(position, nil, leavingLink: true)
    }

    /// Whether an item under a link that it shares with others is a known one with the same title, whatever its guid.
    private mutating func isAgain(_ candidate: Candidate, _ known: Known) throws -> Bool {
        guard candidate.hasTitle(known), candidate.item.published == known.published else { return false }
        if candidate.guid == nil || candidate.contentHash == known.contentHash { return true }
        return try candidate.item.published?.isExact ?? isGuidIdle(known)
    }

    /// Whether the item that a link leads to is this one with another title, and not the last that was shown there.
    ///
    /// An article that is set anew keeps one of its marks: its guid, its date, most of its title. Guids don't count in a feed that gives
    /// new ones anyway, and other feeds have guids, dates and titles of their own for one article.
    private mutating func isSameUnderLink(_ candidate: Candidate, _ known: Known) throws -> Bool {
        guard known.isOfFeed else { return true }
        let (title, before) = (Title.folded(candidate.item.title ?? ""), Title.folded(known.title ?? ""))
        let hasTitles = !title.isEmpty && !before.isEmpty
        let apart = known.published.flatMap { before in candidate.item.published.map { $0 < before ? before - $0 : $0 - before } }
        if hasTitles && title == before || apart == .zero { return true }
        let areAlike = hasTitles && Title.areAlike(title, before)
        guard candidate.guid != nil else {
            // Without guids there is only the page that shows nothing but the latest.
            return areAlike || identity.links > 1 || (apart ?? .zero) < .seconds(12 * 3600)
        }
        if candidate.isGuidOfLink && identity.links > 1 { return true }
        // Titles of a series are alike, too; but a series has its times.
        if areAlike, (apart ?? .zero) < .seconds(identity.links > 2 ? 12 * 3600 : 3600) { return true }
        if !hasTitles, apart == nil { return true }
        return try areAlike ? isGuidIdle(known) : rotatesGuids()
    }

    /// Whether the guid of an item with a title like a known one's says nothing: the feed gives new ones, or has given this one so many.
    private mutating func isGuidIdle(_ known: Known) throws -> Bool { try rotatesGuids() || memory.keyCount(known.item) > 7 }

    /// Whether the feed gives its items new guids: most of those that were found by link and title.
    private mutating func rotatesGuids() throws -> Bool {
        if let rotates { return rotates }
        var (kept, changed, asked) = (0, 0, 0)
        for resolution in resolutions where asked < 64 {
            guard let other = resolution.known, other.isOfFeed, let guid = resolution.candidate.guid else { continue }
            asked += 1
            if let entry = try memory.entry(guid) {
                if entry.item?.item == other.item { kept += 1 }
            } else {
                changed += 1
            }
        }
        rotates = changed > kept
        return changed > kept
    }

    // MARK: By other marks

    private mutating func findByGuid(_ position: Int) throws {
        let candidate = resolutions[position].candidate
        for guid in [candidate.guid, candidate.otherGuid] {
            if let known = try free(guid), isMoved(candidate, known) { return settle(position, known) }
        }
    }

    private mutating func findByTitle(_ position: Int) throws {
        let candidate = resolutions[position].candidate
        if let known = try free(candidate.title) { return settle(position, known) }
        if let known = try free(candidate.looseTitle), known.contentHash == candidate.contentHash { return settle(position, known) }
        for key in [candidate.plain, candidate.plainLink] {
            if let known = try free(key), isAnotherVisit(candidate, known) { return settle(position, known) }
        }
        if let known = try free(candidate.sharedLink), isLeftAlone(candidate, known) { return settle(position, known) }
        // It shared its link when it was first seen.
        if candidate.hasLink, let known = try free(candidate.standIn) { settle(position, known, leavingLink: true) }
    }

    /// Whether an item found by its guid is that item with a new link, and not another article under an old guid (some feeds
    /// number their items from 1 at each poll): a new link, a title with other words and a new date together are a new article.
    private func isMoved(_ candidate: Candidate, _ known: Known) -> Bool {
        guard candidate.hasLink else { return true }
        if candidate.item.published?.isExact == true, candidate.item.published == known.published { return true }
        if let title = candidate.item.title, let before = known.title, !title.isEmpty, !before.isEmpty {
            return Title.areAlike(title, before)
        }
        guard let published = candidate.item.published, let before = known.published else { return true }
        return published - before < .seconds(86_400) && before - published < .seconds(86_400)
    }

    /// Whether an item found by its link without its visit is that item: a title that is alike, no other date, and either links
    /// that tell items apart even so or the same words.
    private func isAnotherVisit(_ candidate: Candidate, _ known: Known) -> Bool {
        guard let title = candidate.item.title, let before = known.title, Title.areAlike(title, before) else { return false }
        if let published = candidate.item.published, let before = known.published, published != before { return false }
        return identity.plainLinksTell || candidate.hasWords && candidate.contentHash == known.contentHash
    }

    /// Whether an item whose link is not its own is the one that had it alone.
    private func isLeftAlone(_ candidate: Candidate, _ known: Known) -> Bool {
        guard candidate.hasTitle(known), known.title?.isEmpty == false, known.isOfFeed || !candidate.hasLink else { return false }
        if let published = candidate.item.published, let before = known.published { return published == before }
        return candidate.guid == nil || candidate.contentHash == known.contentHash || known.contentHash == nil
    }
}

extension ItemIdentity.Candidate {
    /// Whether a known item has the same title.
    fileprivate func hasTitle(_ known: ItemIdentity.Known) -> Bool {
        if item.title == known.title { return true }
        return Title.folded(Title.kept(item.title ?? "")) == Title.folded(known.title ?? "")
    }
}
