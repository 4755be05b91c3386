import Foundation
import Messaging
import Records
import Store

/// Shards as they come and go, and reading and writing what of them is here.
extension ClusterStore {
    /// A folder for each opening of a shard: one that is dropped late must not take the next one's away.
    private func newFolder(for shard: Shard) -> String {
        "\(folder)/\(Self.folderPrefix)\(shard)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    }

    private static let folderPrefix = "shard-"

    /// Removes what an earlier run has left.
    static func sweep(_ folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(folderPrefix) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    public func open(_ shard: Shard, epoch: UInt64) async throws {
        let keeper = keeper
        let owned = try await OwnedShard(
            shard, epoch: epoch, jetStream: jetStream, layout: layout, folder: newFolder(for: shard), now: .now,
            limits: imageLimits, images: images, mayGoOn: { keeper?.mayGoOn(shard) ?? false })
        do {
            try await refresh(owned)
        } catch {
            await owned.drop()
            throw error
        }
        state.withLock { state in
            state.shards[shard] = owned
            state.glances[shard] = Glance()
            state.takenAt[shard] = .now
        }
        let holds = (try? await owned.store.holds(at: .now)) ?? [:]
        state.withLock { $0.work }?.onTake(holds)
    }

    /// Waits for what has begun of a shard, as long as that may take, and ends the work on it.
    public func close(_ shard: Shard) async {
        if let work = state.withLock({ $0.work }) {
            work.onRelease()
            let end = ContinuousClock.now + Self.longestWork
            while ContinuousClock.now < end, work.atWork().contains(where: { $0.shard == shard }) {
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        await take(shard)?.close()
    }

    /// How long a hand-over waits for requests on their way and records in the making.
    private static let longestWork: Duration = .seconds(8)

    public func drop(_ shard: Shard) {
        guard let owned = take(shard) else { return }
        Task { await owned.drop() }
    }

    func take(_ shard: Shard) -> OwnedShard? {
        state.withLock { state in
            state.glances[shard] = nil
            state.tags[shard] = nil
            return state.shards.removeValue(forKey: shard)
        }
    }

    /// Brings a shard's feeds to the list.
    func refresh(_ owned: OwnedShard) async throws {
        let list = try await directory.list(of: owned.shard, through: state.withLock { $0.listChanges[owned.shard] ?? 0 })
        let (sum, tags) = (list.sum, list.tags)
        state.withLock { $0.tags[owned.shard] = tags }
        // Bringing thousands of feeds to what they are is most of what taking a shard would cost.
        guard try await owned.store.listSum() != sum else { return }
        let feeds = list.feeds.map { Subscription(url: $0.url, site: $0.site) }
        try await owned.commit { try await $0.subscribe(to: feeds, listSum: sum, at: .now) }
        note(owned.shard) { $0.changed() }
        state.withLock { $0.work }?.onTake([:])
    }

    /// The shards that may be worked on, in order.
    var working: [OwnedShard] {
        let open = keeper?.open ?? []
        return state.withLock { state in state.shards.filter { open.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// A shard that is this worker's, also while what has begun of it is ended.
    func owned(_ shard: Shard) -> OwnedShard? {
        guard keeper?.holds(shard) ?? false else { return nil }
        return state.withLock { $0.shards[shard] }
    }

    public var isShared: Bool { true }

    public func mayAsk(for feed: Int64) -> Bool { keeper?.mayAct(on: feed.shard) ?? false }

    public func tags(of url: String) -> [String]? {
        guard feedList == .cluster else { return nil }
        return state.withLock { state in state.tags.values.lazy.compactMap { $0[url] }.first } ?? []
    }

    /// Writes to a shard; for one that is gone, the stand-in.
    ///
    /// - Parameter noting: what the write changes of what is known without a look.
    func commit<Value: Sendable>(
        _ shard: Shard, _ standIn: Value, noting: (inout Glance, Value) -> Void = { glance, _ in glance.changed() },
        _ body: @Sendable (SQLiteStore) async throws -> Value
    ) async throws -> Value {
        guard let owned = owned(shard) else { return standIn }
        do {
            let value = try await owned.commit(body)
            note(shard) { noting(&$0, value) }
            return value
        } catch ShardLog.Failure.fenced {
            lose(owned)
            return standIn
        } catch {
            return try standInOrThrow(standIn, error, of: owned)
        }
    }

    private func standInOrThrow<Value>(_ standIn: Value, _ error: any Error, of owned: OwnedShard) throws -> Value {
        guard isHere(owned) else { return standIn }
        guard Replica.isTrouble(error) else { throw error }
        // A damaged file or a full disk of this machine: what counts is in the cluster.
        log("the tables of shard \(owned.shard) cannot be used and are made anew: \(error)")
        lose(owned)
        return standIn
    }

    /// Reads a shard; for one that goes meanwhile, the stand-in.
    func read<Value: Sendable>(
        _ owned: OwnedShard, _ standIn: Value, _ body: (SQLiteStore) async throws -> Value
    ) async throws -> Value {
        do { return try await body(owned.store) } catch { return try standInOrThrow(standIn, error, of: owned) }
    }

    private func isHere(_ owned: OwnedShard) -> Bool { state.withLock { $0.shards[owned.shard] === owned } }

    /// A shard's tables do not count any more; if it is still this worker's, they are read anew.
    func lose(_ owned: OwnedShard) {
        let isFirst = state.withLock { state in
            guard state.shards[owned.shard] === owned else { return false }
            state.shards[owned.shard] = nil
            state.glances[owned.shard] = nil
            return true
        }
        guard isFirst else { return }
        Task { await owned.drop() }
        keeper?.reopen(owned.shard, epoch: owned.epoch)
    }

    func glance(_ shard: Shard) -> Glance { state.withLock { $0.glances[shard] ?? Glance() } }

    func note(_ shard: Shard, _ change: (inout Glance) -> Void) {
        state.withLock { state in if state.glances[shard] != nil { change(&state.glances[shard, default: Glance()]) } }
    }
}
