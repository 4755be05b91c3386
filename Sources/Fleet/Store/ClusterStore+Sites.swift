import Records
import Store

/// What is known of feeds one by one, of sites and of subscriptions at hubs: each in the shard that it belongs to.
extension ClusterStore {
    public func feed(_ id: Int64) async throws -> StoredFeed? {
        guard let owned = owned(id.shard) else { return nil }
        return try await read(owned, nil) { try await $0.feed(id.local) }?.global(owned.shard)
    }

    public func feedsInTurns() async throws -> [Int64] {
        var lists: [[Int64]] = []
        for owned in working { lists.append(try await read(owned, []) { try await $0.feedsInTurns() }.map { $0.global(owned.shard) }) }
        // Two shards have no site in common, so that going round them keeps each site's feeds apart.
        var ids: [Int64] = []
        for turn in 0..<(lists.map(\.count).max() ?? 0) { ids += lists.filter { $0.count > turn }.map { $0[turn] } }
        return ids
    }

    public func hasten(_ feeds: Set<Int64>, at now: Moment) async throws {
        for (shard, ids) in Dictionary(grouping: feeds, by: \.shard) {
            try await commit(shard, ()) { try await $0.hasten(Set(ids.map(\.local)), at: now) }
        }
    }

    public func hastenFailing(except busy: Set<Int64>, at now: Moment) async throws {
        let busy = Dictionary(grouping: busy, by: \.shard).mapValues { Set($0.map(\.local)) }
        for owned in working {
            try await commit(owned.shard, ()) { try await $0.hastenFailing(except: busy[owned.shard] ?? [], at: now) }
        }
    }

    public func acceptClock(at now: Moment) async throws {
        for owned in working { try await commit(owned.shard, ()) { try await $0.acceptClock(at: now) } }
    }

    // MARK: Sites

    public func holds(at now: Moment) async throws -> [String: Moment] {
        var holds: [String: Moment] = [:]
        for owned in working { holds.merge(try await read(owned, [:]) { try await $0.holds(at: now) }) { max($0, $1) } }
        return holds
    }

    public func hold(_ sites: [String: Moment], at now: Moment) async throws {
        for (shard, holds) in Dictionary(grouping: sites, by: { Shard(site: $0.key) }) {
            let part = Dictionary(uniqueKeysWithValues: holds.map { ($0.key, $0.value) })
            try await commit(shard, ()) { try await $0.hold(part, at: now) }
        }
    }

    // MARK: Subscriptions at hubs

    public func pushes() async throws -> [PushSubscription] {
        var pushes: [PushSubscription] = []
        for owned in working { pushes += try await read(owned, []) { try await $0.pushes() }.map { $0.global(owned.shard) } }
        return pushes
    }

    public func pushes(of feeds: [Int64]) async throws -> [PushSubscription] {
        var pushes: [PushSubscription] = []
        for (shard, ids) in Dictionary(grouping: feeds, by: \.shard) {
            guard let owned = owned(shard) else { continue }
            pushes += try await read(owned, []) { try await $0.pushes(of: ids.map(\.local)) }.map { $0.global(shard) }
        }
        return pushes
    }

    public func duePushes(at now: Moment, limit: Int) async throws -> [PushSubscription] {
        var due: [PushSubscription] = []
        for owned in working where due.count < limit {
            let rest = limit - due.count
            due += try await read(owned, []) { try await $0.duePushes(at: now, limit: rest) }.map { $0.global(owned.shard) }
        }
        return due
    }

    public func push(feed: Int64) async throws -> PushSubscription? {
        guard let owned = owned(feed.shard) else { return nil }
        return try await read(owned, nil) { try await $0.push(feed: feed.local) }?.global(owned.shard)
    }

    public func push(token: String) async throws -> PushSubscription? {
        for owned in working {
            if let push = try await read(owned, nil, { try await $0.push(token: token) }) { return push.global(owned.shard) }
        }
        return nil
    }

    @discardableResult
    public func changePush(
        of feed: Int64, _ change: @escaping @Sendable (inout PushSubscription?) -> Void
    ) async throws -> PushSubscription? {
        let shard = feed.shard
        return try await commit(shard, nil) { store in
            try await store.changePush(of: feed.local) { push in
                var global = push?.global(shard)
                change(&global)
                push = global?.local
            }?.global(shard)
        }
    }
}

extension PushSubscription {
    fileprivate func global(_ shard: Shard) -> PushSubscription {
        var push = self
        push.feed = feed.global(shard)
        return push
    }

    fileprivate var local: PushSubscription {
        var push = self
        push.feed = feed.local
        return push
    }
}
