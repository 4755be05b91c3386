import Foundation
import GRDB
import Records

/// The table of items and the keys that lead to them.
enum ItemTable {
    private typealias Status = ItemMark.Status

    /// Stores a poll: the feed, what is new, what has changed.
    ///
    /// - Parameter identity: of the claim's items, made before: nothing is worked out while all other writes wait.
    static func claim(_ database: Database, _ claim: Claim, _ identity: ItemIdentity) throws -> ClaimResult {
        var result = ClaimResult()
        var isToBeReadAgain = false
        for resolution in try identity.resolve(KnownItems(database: database, feed: claim.feed.id)) {
            var known = resolution.known?.item
            // Of one that is known in spite of all, its keys were lost, but not the item.
            if known == nil { known = try insert(database, resolution.candidate, identity, claim, &result) }
            guard let known else { continue }
            switch try see(database, known, resolution.candidate, claim) {
            case .same: break
            case .changed: result.changed += 1
            case .changedTooSoon: isToBeReadAgain = true
            }
        }
        var feed = claim.feed
        feed.state.items += result.new + result.noted
        if result.new > 0 { feed.state.lastNew = claim.now }
        if isToBeReadAgain { feed.state.forgetDocument() }
        try FeedTable.update(database, feed)
        return result
    }

    /// Stores a new item.
    ///
    /// - Returns: `nil`, or the item that has its record's id already.
    private static func insert(
        _ database: Database, _ candidate: ItemIdentity.Candidate, _ identity: ItemIdentity, _ claim: Claim, _ result: inout ClaimResult
    ) throws -> Int64? {
        let item = candidate.item
        let isOld = claim.oldest.map { oldest in item.published.map { $0 < oldest } ?? false } ?? false
        let now = claim.now.milliseconds
        try database.cachedStatement(
            sql: """
                INSERT INTO item (record_id, feed, seen_feed, site, status, revision, first_seen, last_seen, title, published,
                    feed_hash, seen_at, next_try, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id) DO NOTHING
                """
        ).execute(
            arguments: [
                candidate.recordID, claim.feed.id, claim.feed.id, item.site, (isOld ? Status.noted : .pending).rawValue, isOld ? 0 : 1,
                now, now, item.title.map(Title.kept), item.published?.milliseconds, Data(candidate.contentHash.bytes),
                isOld ? nil : now, isOld ? nil : now, isOld ? nil : try JSONEncoder().encode(item),
            ])
        guard database.changesCount == 1 else {
            return try Int64.fetchOne(database, sql: "SELECT id FROM item WHERE record_id = ?", arguments: [candidate.recordID])
        }
        if isOld { result.noted += 1 } else { result.new += 1 }
        let id = database.lastInsertedRowID
        for key in candidate.keys { try addKey(database, key, to: id) }
        let notes = identity.notes(on: candidate)
        for key in notes { try note(database, key, with: id) }
        if notes.count > 1 { try noteForGood(database, identity.sharingKey) }
        return nil
    }

    /// Notes something that outlives the item that tells it.
    private static func noteForGood(_ database: Database, _ key: Key) throws {
        try database.cachedStatement(
            sql: "INSERT INTO item_key (key, item) VALUES (?, NULL) ON CONFLICT (key) DO UPDATE SET item = NULL WHERE item IS NOT NULL"
        ).execute(arguments: [Data(key.bytes)])
    }

    /// Notes something as long as an item is known.
    private static func note(_ database: Database, _ key: Key, with item: Int64) throws {
        try database.cachedStatement(
            sql: "INSERT INTO item_key (key, item) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET item = excluded.item"
        ).execute(arguments: [Data(key.bytes), item])
    }

    /// Makes a key lead to an item. One that leads to another item leads to none from now on: what stood for two articles may
    /// stand for a third.
    static func addKey(_ database: Database, _ key: Key, to item: Int64) throws {
        try database.cachedStatement(
            sql: "INSERT INTO item_key (key, item) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET item = NULL WHERE item != excluded.item"
        ).execute(arguments: [Data(key.bytes), item])
    }

    /// How many keys an item may have: a feed with new guids at each poll must not fill the database.
    private static let mostKeys = 16

    private static func addKeys(_ database: Database, of candidate: ItemIdentity.Candidate, to item: Int64) throws {
        let known = try database.cachedStatement(sql: "SELECT key FROM item_key WHERE item = ?")
        var count = 0
        var new = candidate.keys
        let rows = try Row.fetchCursor(known, arguments: [item])
        while let row = try rows.next() {
            let bytes: Data = try row.stored("key")
            new.removeAll { $0.bytes.elementsEqual(bytes) }
            count += 1
        }
        for key in new.prefix(max(0, mostKeys - count)) { try addKey(database, key, to: item) }
    }

    /// What a feed shows of an item that it has shown before.
    private enum Sight {
        case same
        /// The item is to be looked at again.
        case changed
        /// The item has changed and is not looked at for it yet: its feed has to be read again for that, changed or not.
        case changedTooSoon
    }

    /// Notes that a feed still shows an item.
    private static func see(
        _ database: Database, _ id: Int64, _ candidate: ItemIdentity.Candidate, _ claim: Claim
    ) throws -> Sight {
        guard
            let row = try database.cachedStatement(
                sql: "SELECT feed, seen_feed, status, first_seen, last_seen, next_try, feed_hash, checked, checks FROM item WHERE id = ?"
            ).fetchOne(arguments: [id])
        else { return .same }
        try addKeys(database, of: candidate, to: id)
        let now = claim.now
        // A day's grain spares a write for each item at each poll.
        let (lastSeen, seenFeed): (Int64, Int64) = (try row.stored("last_seen"), try row.stored("seen_feed"))
        if now - Moment(milliseconds: lastSeen) > .seconds(86_400) || seenFeed != claim.feed.id {
            try database.cachedStatement(sql: "UPDATE item SET last_seen = ?, seen_feed = ? WHERE id = ?").execute(
                arguments: [now.milliseconds, claim.feed.id, id])
        }
        // Two feeds with two summaries of one article are no edit: only the feed that it was found in tells.
        let status = Status(rawValue: try row.stored("status"))
        guard try row.stored("feed") == claim.feed.id, status != .noted else { return .same }
        let hash = Data(candidate.contentHash.bytes)
        let before = try row.stored("feed_hash") as Data?
        // Read back from the segments: what the feed said when the record was made nobody knows any more.
        if before == nil, Recheck.isSettled(firstSeen: Moment(milliseconds: try row.stored("first_seen")), at: now) {
            try database.execute(sql: "UPDATE item SET feed_hash = ? WHERE id = ?", arguments: [hash, id])
            return .same
        }
        guard before != hash else { return .same }
        if status == .pending {
            // One whose time has come may be worked on just now, with the words that it had.
            guard let next = try row.stored("next_try") as Int64?, next > now.milliseconds else { return .changedTooSoon }
            try reword(database, id, candidate, hash)
            return .same
        }
        let due = Recheck.due(last: (try row.stored("checked") as Int64?).map(Moment.init), inVain: try row.stored("checks"), at: now)
        guard let due else { return .changedTooSoon }
        try database.cachedStatement(
            sql: """
                UPDATE item SET status = ?, revision = revision + 1, seen_at = ?, next_try = ?, first_try = NULL, attempts = 0, checked = ?
                    WHERE id = ?
                """
        ).execute(
            // A look for the sake of a lost state does not put off the next change.
            arguments: [Status.pending.rawValue, now.milliseconds, due.milliseconds, before == nil ? nil : due.milliseconds, id])
        try reword(database, id, candidate, hash)
        return .changed
    }

    /// Takes over what a feed now says of an item that waits.
    private static func reword(_ database: Database, _ id: Int64, _ candidate: ItemIdentity.Candidate, _ hash: Data) throws {
        try database.cachedStatement(sql: "UPDATE item SET feed_hash = ?, site = ?, title = ?, payload = ? WHERE id = ?").execute(
            arguments: [hash, candidate.item.site, candidate.item.title.map(Title.kept), try JSONEncoder().encode(candidate.item), id])
    }

    // MARK: Pending items

    /// - Throws: ``StateDamage`` where the item cannot be read: then it is to be given back.
    static func pendingItem(_ database: Database, _ id: Int64) throws -> PendingItem? {
        let found = try Row.fetchOne(database, sql: "SELECT * FROM item WHERE id = ? AND status = 0", arguments: [id])
        guard let row = found else { return nil }
        guard let item = try? JSONDecoder().decode(FoundItem.self, from: try row.stored("payload")) else {
            throw StateDamage(place: "item \(id)")
        }
        let feed: Int64 = try row.stored("feed")
        let revision: Int = try row.stored("revision")
        let firstSeen: Int64 = try row.stored("first_seen")
        return PendingItem(
            id: id, recordID: try row.stored("record_id"),
            feed: try FeedTable.one(database, feed) ?? StoredFeed(id: feed, url: "", nextPoll: Moment(milliseconds: 0), state: FeedState()),
            item: item, event: revision > 1 ? .updated : .new, revision: revision,
            seenAt: Moment(milliseconds: try row.stored("seen_at") ?? firstSeen), attempts: try row.stored("attempts"),
            firstTry: (try row.stored("first_try") as Int64?).map(Moment.init),
            content: (try row.stored("content_hash") as Data?).map { WrittenContent(bytes: Array($0)) },
            page: FeedState.Validators(etag: try row.stored("page_etag"), lastModified: try row.stored("page_modified")))
    }

    /// - Returns: whether the item was pending, and for that very record: if not, it has been completed before.
    static func complete(_ database: Database, _ completion: Completion, at now: Moment) throws -> Bool {
        switch completion {
        case .record(let item, let record, let content, let page):
            try database.cachedStatement(
                sql: """
                    UPDATE item SET status = ?, content_hash = ?, checks = 0, payload = NULL, error = NULL, next_try = NULL,
                        page_etag = ?, page_modified = ? WHERE id = ? AND status = 0 AND record_id = ? AND revision = ?
                    """
            ).execute(
                arguments: [
                    Status.written.rawValue, Data(content.bytes), page?.etag, page?.lastModified, item, record.id, record.revision,
                ])
        case .unchanged(let item, let page):
            try database.cachedStatement(
                sql: """
                    UPDATE item SET status = ?, revision = revision - 1, checks = checks + 1, payload = NULL, error = NULL,
                        next_try = NULL, page_etag = ?, page_modified = ? WHERE id = ? AND status = 0 AND revision > 1
                    """
            ).execute(arguments: [Status.written.rawValue, page?.etag, page?.lastModified, item])
        case .retry(let item, let at, let error):
            try database.cachedStatement(
                sql: """
                    UPDATE item SET next_try = ?, first_try = ifnull(first_try, ?), attempts = attempts + 1, error = ?
                        WHERE id = ? AND status = 0
                    """
            ).execute(arguments: [at.milliseconds, now.milliseconds, error, item])
        }
        return database.changesCount == 1
    }

    /// Items stay as long as a feed shows them. A feed that has answered "not modified" ever since shows what it showed then,
    /// so an item goes only when a later body of its feed came without it.
    static func forget(_ database: Database, unseenSince: Moment) throws -> Int {
        try database.execute(
            sql: """
                DELETE FROM item WHERE status != 0 AND last_seen < :unseen AND NOT EXISTS (
                    SELECT 1 FROM feed WHERE feed.id = item.seen_feed AND iif(\(FeedTable.isUnreadable), 0,
                        ifnull(json_extract(CAST(feed.state AS TEXT), '$.lastBody'), 0)) < item.last_seen + 2 * 86400000)
                """, arguments: ["unseen": unseenSince.milliseconds])
        return database.changesCount
    }
}
