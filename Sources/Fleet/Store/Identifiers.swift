import Records
import Store

/// Each shard counts its feeds and items by itself; outside of it the shard stands in the upper bits.
extension Int64 {
    private static let bits: Int64 = 48

    var shard: Shard { Shard(number: UInt8(truncatingIfNeeded: self >> Self.bits)) }
    var local: Int64 { self & (1 << Self.bits - 1) }
    func global(_ shard: Shard) -> Int64 { local | Int64(shard.number) << Self.bits }
}

extension StoredFeed {
    func global(_ shard: Shard) -> StoredFeed {
        var feed = self
        feed.id = id.global(shard)
        return feed
    }

    var local: StoredFeed {
        var feed = self
        feed.id = id.local
        return feed
    }
}

extension PendingReference {
    func global(_ shard: Shard) -> PendingReference { PendingReference(id: id.global(shard), site: site, feed: feed.global(shard)) }

    var local: PendingReference { PendingReference(id: id.local, site: site, feed: feed.local) }
}

extension Completion {
    /// The item, as it is known outside of its shard.
    var item: Int64 {
        switch self {
        case .record(let item, _, _, _): item
        case .unchanged(let item, _): item
        case .retry(let item, _, _): item
        }
    }

    var local: Completion {
        switch self {
        case .record(let item, let record, let content, let page):
            .record(item: item.local, record, content: content, page: page)
        case .unchanged(let item, let page): .unchanged(item: item.local, page: page)
        case .retry(let item, let at, let error): .retry(item: item.local, at: at, error: error)
        }
    }
}
