import Messaging
import Records
import Store

/// Items: what is to be worked on, and publishing what was made of it.
extension ClusterStore {
    public func claim(_ claim: Claim) async throws -> ClaimResult {
        let noting = { (glance: inout Glance, result: ClaimResult) in
            glance.polled(next: claim.feed.nextPoll, foundItems: result.new + result.changed > 0)
        }
        var dropped = ClaimResult()
        dropped.isKept = false
        return try await commit(claim.feed.id.shard, dropped, noting: noting) { store in
            var claim = claim
            claim.feed = claim.feed.local
            return try await store.claim(claim)
        }
    }

    public func pendingItems(_ question: PendingQuestion, at now: Moment) async throws -> [PendingReference] {
        let all = working
        guard !all.isEmpty else { return [] }
        let turn = state.withLock { state in
            defer { state.turn &+= 1 }
            return Int(UInt(bitPattern: state.turn) % UInt(all.count))
        }
        let busy = Dictionary(grouping: question.busy, by: \.id.shard).mapValues { Set($0.map(\.local)) }
        let atWork = Dictionary(grouping: question.atWork, by: \.id.shard).mapValues { Set($0.map(\.local)) }
        let last = Dictionary(grouping: question.last, by: \.shard).mapValues { Set($0.map(\.local)) }
        var references: [PendingReference] = []
        // A site's pages may be linked by feeds of several shards.
        var taken = question.atWork.reduce(into: [:]) { $0[$1.site, default: 0] += 1 }
        for owned in all[turn...] + all[..<turn] {
            let glance = glance(owned.shard)
            if !glance.mayHaveItems(at: now) { continue }
            var local = question
            local.busy = busy[owned.shard] ?? []
            local.atWork = atWork[owned.shard] ?? []
            local.last = last[owned.shard] ?? []
            let found = try await read(owned, []) { [local] in try await $0.pendingItems(local, at: now) }
            if found.isEmpty, local.busy.isEmpty {
                let next = try await read(owned, nil) { try await $0.nextTry(after: now) }
                note(owned.shard) { $0.sawNoItems(until: next, at: now, version: glance.version) }
            }
            for reference in found where taken[reference.site, default: 0] < question.perSite {
                taken[reference.site, default: 0] += 1
                references.append(reference.global(owned.shard))
            }
            if references.count >= question.limit { break }
        }
        return Array(references.prefix(question.limit))
    }

    public func pendingItem(_ id: Int64) async throws -> PendingItem? {
        guard let owned = owned(id.shard), var item = try await read(owned, nil, { try await $0.pendingItem(id.local) }) else { return nil }
        item.id = id
        item.feed = item.feed.global(owned.shard)
        return item
    }

    public func nextTry(after now: Moment) async throws -> Moment? {
        var first: Moment?
        for owned in working {
            if glance(owned.shard).hasNoItems(at: now) { continue }
            if let next = try await read(owned, nil, { try await $0.nextTry(after: now) }) { first = min(first ?? next, next) }
        }
        return first
    }

    public func backlog(at now: Moment) async throws -> Backlog {
        var sum = Backlog()
        for owned in working {
            if glance(owned.shard).hasNoItems(at: now) { continue }
            let backlog = try await read(owned, Backlog()) { try await $0.backlog(at: now) }
            sum.due += backlog.due
            sum.waiting += backlog.waiting
            for (feed, due) in backlog.crowding { sum.crowding[feed.global(owned.shard)] = due }
            if let next = backlog.nextTry { sum.nextTry = min(sum.nextTry ?? next, next) }
        }
        return sum
    }

    public func complete(_ completions: [Completion], at now: Moment, limits: SegmentLimits) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (shard, completions) in Dictionary(grouping: completions, by: \.item.shard) {
                group.addTask { try await self.complete(completions, of: shard, at: now, limits: limits) }
            }
            try await group.waitForAll()
        }
    }

    private func complete(_ completions: [Completion], of shard: Shard, at now: Moment, limits: SegmentLimits) async throws {
        guard let owned = owned(shard) else { return }
        let local = completions.map(\.local)
        let known = try await read(owned, []) { try await $0.itemsKnownOtherwise(among: local) }
        // One after the other: collectors write them in the order in which they are acknowledged.
        var done: [Completion] = []
        for completion in completions {
            if known.contains(completion.item.local) {
                done.append(completion.local)
            } else if let published = try await publish(completion, of: shard, at: now) {
                done.append(published.local)
            }
        }
        let ended = done
        try await commit(shard, (), noting: { glance, _ in glance.completed() }) { store in
            try await store.complete(ended, knownOtherwise: known, at: now)
        }
    }

    /// Publishes a completion's record, before its item's state moves.
    ///
    /// - Returns: the completion to be stored; `nil` where the shard is lost and the record waits in the spool, or was dropped there for
    ///   want of room: then its item is pending for the next owner.
    private func publish(_ completion: Completion, of shard: Shard, at now: Moment) async throws -> Completion? {
        guard case .record(let item, var record, let content, let page) = completion else { return completion }
        while true {
            do throws(MessagingError) {
                let outcome = try await records.publish(record)
                // Two shards may know one article. Of a new one the first counts; of what has changed nothing is to be lost.
                guard outcome == .taken, record.revision > 1 else {
                    return .record(item: item, record, content: content, page: page)
                }
                record = record.asUpdate(revision: record.revision + 1)
            } catch {
                switch error.code {
                case .tooLarge:
                    log("record \(record.id) is too large for the servers: raise max_payload; it is tried again in an hour")
                    return .retry(item: completion.item, at: now + .seconds(3600), error: "\(error)")
                default:
                    guard error.mayPass else { throw error }
                    if keeper?.mayGoOn(shard) ?? false {
                        try await Task.sleep(for: .milliseconds(100))
                    } else {
                        if try await !OwnThread.run({ [spool, record] in try spool.keep(record) }) {
                            log("the spool is full; record \(record.id) will be made anew")
                        }
                        return nil
                    }
                }
            }
        }
    }

    public func forget(unseenFor age: Duration, at now: Moment) async throws -> Int {
        var count = 0
        for owned in working { count += try await commit(owned.shard, 0) { try await $0.forget(unseenFor: age, at: now) } }
        return count
    }
}
