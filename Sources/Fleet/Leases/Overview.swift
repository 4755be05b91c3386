import Messaging

/// What a worker knows of the fleet: leases and owners, as a watch of their bucket shows them.
///
/// A value without input or output, on the worker's own clock.
struct Overview: Sendable {
    var membership = Membership()
    private(set) var owners: [Shard: ShardClaim.Entry] = [:]
    /// Tombstones of leases that the reading of all has shown.
    var tombstones: [String] = []

    mutating func take(_ entry: KeyValue.Entry, at now: Duration) {
        let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        if parts[0] == "member" {
            if let value = entry.value, let member = MemberEntry(json: value) {
                membership.saw(lease: parts[1], worker: member.worker, revision: entry.revision, isLeaving: member.isLeaving, at: now)
            } else {
                membership.sawEnd(of: parts[1])
                if !membership.isComplete { tombstones.append(parts[1]) }
            }
        } else if let shard = Shard(parts[1]) {
            let found = entry.value.flatMap { ShardClaim.Entry(json: $0, revision: entry.revision) }
            keep(found ?? .init(lease: nil, worker: nil, epoch: 0, revision: entry.revision), of: shard)
        }
    }

    mutating func keep(_ entry: ShardClaim.Entry, of shard: Shard) {
        guard entry.revision > owners[shard]?.revision ?? 0 else { return }
        owners[shard] = entry
    }

    /// Goes on from a reading of all, which counts also where it is older than what was known: the bucket may have lost its end.
    mutating func replace(with reading: Overview) {
        membership.replace(with: reading.membership)
        (owners, tombstones) = (reading.owners, reading.tombstones)
    }
}
