import Messaging

/// Taking the shards that are meant for this worker and handing over those that are not: what ``ShardClaim`` says is done here.
extension Keeper {
    /// How many shards are opened at once.
    private static let mostAtOnce = 16

    func claiming() async {
        await withTaskGroup(of: Void.self) { group in
            // Those that are being opened are few at once, since each reads a shard.
            var busy: [Shard: Job] = [:]
            while !Task.isCancelled, !hasLeft {
                let wasBusy = !busy.isEmpty
                let ended = state.withLock { state in
                    defer { state.performed = [] }
                    return state.performed
                }
                for shard in ended { busy[shard] = nil }
                await endExpired()
                var opening = busy.values.count { $0.isOpening }
                for (shard, job) in jobs() where busy[shard] == nil && (!job.isOpening || opening < Self.mostAtOnce) {
                    busy[shard] = job
                    if job.isOpening { opening += 1 }
                    group.addTask {
                        await self.perform(job, on: shard)
                        self.state.withLock { $0.performed.append(shard) }
                    }
                }
                if wasBusy, busy.isEmpty { reportOpened() }
                if let key = state.withLock({ $0.lease.state != .ended && $0.isLeaving && $0.phases.isEmpty ? $0.leaseName : nil }),
                    busy.isEmpty, isGivenUp
                {
                    _ = try? await bucket.delete("member.\(key)")
                    state.withLock { $0.lease.end() }
                }
                // While there is work the next round comes soon.
                try? await Task.sleep(for: busy.isEmpty ? Self.tick : .milliseconds(10))
            }
        }
    }

    /// Whether no entry names this worker's lease any more.
    private var isGivenUp: Bool { state.withLock { state in !state.overview.owners.values.contains { $0.lease == state.leaseName } } }

    private enum Job: Sendable {
        case take(ShardClaim.Entry)
        case open(epoch: UInt64)
        case handOver(ShardClaim.Entry)
        case close

        var isOpening: Bool {
            switch self {
            case .take, .open: true
            case .handOver, .close: false
            }
        }
    }

    private func jobs() -> [(Shard, Job)] {
        let now = now
        return state.withLock { state in
            guard state.overview.membership.isComplete, state.lease.mayAct(at: now) else { return [] }
            // What the watch has not shown yet of this very lease is known all the same.
            state.overview.membership.saw(lease: state.leaseName, worker: member.worker, revision: 0, isLeaving: state.isLeaving, at: now)
            let plan = ShardClaim.Plan(lease: state.leaseName, membership: state.overview.membership, isLeaving: state.isLeaving)
            return Shard.all.compactMap { shard in
                let entry = state.overview.owners[shard] ?? .vacant
                let isOurs = entry.lease == state.leaseName
                switch plan.next(for: shard, entry) {
                case .take(let epoch, _):
                    return (shard, .take(.init(lease: state.leaseName, worker: member.worker, epoch: epoch, revision: entry.revision)))
                case .handOver: return (shard, .handOver(entry))
                case .nothing:
                    let isAtWork = state.phases[shard] != nil
                    if isOurs, !isAtWork { return (shard, .open(epoch: entry.epoch)) }
                    return !isOurs && isAtWork ? (shard, .close) : nil
                }
            }
        }
    }

    private func perform(_ job: Job, on shard: Shard) async {
        let name = state.withLock { $0.leaseName }
        switch job {
        case .take(let entry):
            guard await write(entry, for: shard) else { return }
            await open(shard, epoch: entry.epoch, lease: name)
        case .open(let epoch):
            await open(shard, epoch: epoch, lease: name)
        case .handOver(let entry):
            await close(shard)
            _ = await write(.init(lease: nil, worker: nil, epoch: entry.epoch, revision: entry.revision), for: shard)
        case .close:
            await close(shard)
        }
    }

    /// Writes an owner's entry where it is still of that revision.
    ///
    /// - Returns: whether it is known to stand there. Otherwise the next round decides by what does.
    private func write(_ entry: ShardClaim.Entry, for shard: Shard) async -> Bool {
        let key = "shard.\(shard)"
        do throws(MessagingError) {
            var entry = entry
            entry.revision = try await bucket.update(key, entry.json, revision: entry.revision)
            let written = entry
            state.withLock { $0.overview.keep(written, of: shard) }
            return true
        } catch {
            guard let found = try? await bucket.get(key), let value = found.value,
                let entry = ShardClaim.Entry(json: value, revision: found.revision)
            else { return false }
            state.withLock { $0.overview.keep(entry, of: shard) }
            return false
        }
    }

    private func open(_ shard: Shard, epoch: UInt64, lease: String) async {
        let mayOpen = state.withLock { state in
            guard state.leaseName == lease, state.phases[shard] == nil else { return false }
            state.phases[shard] = .opening
            if state.openingSince == nil { state.openingSince = now }
            return true
        }
        guard mayOpen else { return }
        var isOpen = false
        do {
            try await holder.open(shard, epoch: epoch)
            isOpen = true
        } catch {
            complain("shard \(shard) cannot be read yet: \(error)")
            let mayPass = (error as? MessagingError)?.mayPass ?? (error as? ShardLog.Failure == .torn)
            try? await Task.sleep(for: mayPass ? times.retry : .seconds(2))
        }
        let isKept = state.withLock { state in
            // The lease was lost meanwhile, and all shards with it.
            guard state.leaseName == lease else { return false }
            state.phases[shard] = isOpen ? .open(epoch: epoch) : nil
            if isOpen { state.opened += 1 }
            return isOpen
        }
        if !isKept { holder.drop(shard) }
    }

    /// Tells of trouble with one of many shards, which most of them share.
    private func complain(_ text: String) {
        let now = now
        let isDue = state.withLock { state in
            guard state.complainedAt.map({ now - $0 >= Self.longestSilence }) ?? true else { return false }
            state.complainedAt = now
            return true
        }
        if isDue { log(text) }
    }

    /// Tells of shards that were taken, when all that were meant for this worker are at work.
    private func reportOpened() {
        let now = now
        let done = state.withLock { state -> (count: Int, all: Int, time: Duration)? in
            defer { (state.opened, state.openingSince) = (0, nil) }
            guard state.opened > 0, let since = state.openingSince else { return nil }
            return (state.opened, state.phases.count, now - since)
        }
        guard let done else { return }
        let tenths = Int((done.time / .milliseconds(100)).rounded(.up))
        log("\(done.count) shards were taken in \(tenths / 10).\(tenths % 10) s; \(done.all) are at work")
    }

    private func close(_ shard: Shard) async {
        let isOpen = state.withLock { state in
            guard case .open = state.phases[shard] else { return false }
            state.phases[shard] = .closing
            return true
        }
        guard isOpen else { return }
        await holder.close(shard)
        state.withLock { $0.phases[shard] = nil }
    }

    /// Ends the leases of workers that have been silent for too long, so that no late renewal brings them back.
    private func endExpired() async {
        let (expired, tombstones) = state.withLock { state in
            let now = now
            let expired =
                state.overview.membership.isComplete && state.lease.mayAct(at: now)
                ? state.overview.membership.expired(at: now, times: times).filter { $0.lease != state.leaseName } : []
            defer { if state.overview.membership.isComplete { state.overview.tombstones = [] } }
            return (expired, state.overview.membership.isComplete ? state.overview.tombstones : [])
        }
        for member in expired {
            let key = "member.\(member.lease)"
            do throws(MessagingError) {
                try await bucket.delete(key, revision: member.revision)
                state.withLock { $0.overview.membership.sawEnd(of: member.lease) }
                log("worker \(member.worker) is silent; its shards are taken")
            } catch {
                // It may have renewed, or another worker was faster: the watch shows which.
            }
        }
        for lease in tombstones {
            try? await bucket.jetStream.purge(bucket.stream, subject: "$KV.\(bucket.bucket).member.\(lease)")
        }
    }
}
