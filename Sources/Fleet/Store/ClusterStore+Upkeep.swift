import Messaging
import Records

/// What runs beside the work: following the list of feeds, delivering what was spooled.
extension ClusterStore {
    static func followList(_ bucket: KeyValue, after position: UInt64, of weakly: Weakly) async {
        var reader = StreamReader(bucket.jetStream, stream: bucket.stream, subjects: [], after: position)
        var late: Set<Shard> = []
        var renewals = 0
        while !Task.isCancelled {
            do {
                let found = try await reader.next(wait: .seconds(1))
                if reader.renewals != renewals {
                    // The list was made anew: what was seen of the other one is no mark any more.
                    renewals = reader.renewals
                    weakly.store?.state.withLock { $0.listChanges = [:] }
                    late = Set(Shard.all)
                }
                for entry in found.compactMap(bucket.entry) {
                    let parts = entry.key.split(separator: ".")
                    guard parts.count == 3, let shard = Shard(parts[1]), let store = weakly.store else { continue }
                    store.state.withLock { $0.listChanges[shard] = entry.revision }
                    late.insert(shard)
                }
                for shard in late {
                    guard let store = weakly.store else { return }
                    if let owned = store.owned(shard) {
                        try await store.refresh(owned)
                    } else if store.keeper?.holds(shard) ?? false {
                        // It is being opened, and may have read its list before the change.
                        continue
                    }
                    late.remove(shard)
                }
            } catch {
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        await reader.close()
    }

    static func deliverSpool(of weakly: Weakly) async {
        while !Task.isCancelled {
            guard let (spool, records) = weakly.store.map({ ($0.spool, $0.records) }) else { return }
            if spool.waiting > 0 {
                _ = try? await spool.deliver { record in
                    do throws(MessagingError) { try await records.publish(record) } catch {
                        guard !error.mayPass, error.code != .cancelled else { throw error }
                        // Its item is pending still, and what is refused for good must not keep those behind it.
                        weakly.store?.log("record \(record.id) of the spool is refused and dropped; it will be made anew: \(error)")
                    }
                }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
