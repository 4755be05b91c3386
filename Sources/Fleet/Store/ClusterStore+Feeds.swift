import Records
import Store

/// Feeds: which there are, which are due, and what became of a poll.
extension ClusterStore {
    public func subscribe(to feeds: [Subscription], at now: Moment) async throws {
        guard feedList == .caller else { return }
        let changed = try await directory.replace(with: feeds.map { FeedDirectory.Feed(url: $0.url, site: $0.site) })
        for shard in changed { if let owned = owned(shard) { try await refresh(owned) } }
    }

    public func feeds() async throws -> [StoredFeed] {
        var feeds: [StoredFeed] = []
        for owned in working { feeds += try await read(owned, []) { try await $0.feeds() }.map { $0.global(owned.shard) } }
        return feeds.sorted { $0.url < $1.url }
    }

    public func feeds(atLeast limit: Int) async throws -> [StoredFeed] {
        var feeds: [StoredFeed] = []
        for owned in working where feeds.count < limit {
            feeds += try await read(owned, []) { try await $0.feeds() }.map { $0.global(owned.shard) }
        }
        return feeds.sorted { $0.url < $1.url }
    }

    /// A shard after the other is asked until there are enough, beginning where the last question has ended.
    public func dueFeeds(at now: Moment, limit: Int, perSite: Int, busy: Set<Int64>) async throws -> [StoredFeed] {
        let busy = Dictionary(grouping: busy, by: \.shard).mapValues { Set($0.map(\.local)) }
        let all = working
        let turn = state.withLock { $0.dueTurn % max(1, all.count) }
        var due: [StoredFeed] = []
        var asked = 0
        for owned in all[turn...] + all[..<turn] where due.count < limit {
            asked += 1
            let glance = glance(owned.shard)
            if glance.firstDue(at: now) != nil { continue }
            let limit = limit - due.count
            let nothing: (feeds: [StoredFeed], next: Moment?) = ([], nil)
            let found = try await read(owned, nothing) {
                try await $0.dueFeedsAndNext(at: now, limit: limit, perSite: perSite, busy: busy[owned.shard] ?? [])
            }
            due += found.feeds.map { $0.global(owned.shard) }
            // What is handed out is due until it is said to be busy.
            if found.feeds.isEmpty { note(owned.shard) { $0.sawFeeds(first: found.next, at: now, version: glance.version) } }
        }
        state.withLock { state in
            state.dueTurn = all.isEmpty ? 0 : (turn + asked) % all.count
            state.isBehind = due.count >= limit
        }
        return due.sorted { $0.nextPoll < $1.nextPoll }
    }

    public func nextPoll(after now: Moment) async throws -> Moment? {
        // Then the end of any poll wakes who asks, and soon enough.
        if state.withLock({ $0.isBehind }) { return now + .seconds(1) }
        var first: Moment?
        for owned in working {
            let known = glance(owned.shard).firstDue(at: now)
            let next = if let known { Optional(known) } else { try await read(owned, nil) { try await $0.nextPoll(after: now) } }
            if let next { first = min(first ?? next, next) }
        }
        return first
    }

    public func update(_ feed: StoredFeed) async throws {
        let noting = { (glance: inout Glance, _: Void) in glance.polled(next: feed.nextPoll, foundItems: false) }
        try await commit(feed.id.shard, (), noting: noting) { try await $0.update(feed.local) }
    }
}
