/// Who owns a shard, as its entry says, and what a worker is to do about it.
///
/// The entry changes only when the owner does. Its epoch grows with each owner and goes into all that is written for the shard.
public struct ShardClaim: Sendable, Hashable {
    /// The entry; an absent one is ``vacant``.
    public struct Entry: Sendable, Hashable {
        /// The lease under which the shard is owned; `nil` while nobody owns it.
        public var lease: String?
        public var worker: String?
        public var epoch: UInt64
        public var revision: UInt64

        public init(lease: String?, worker: String?, epoch: UInt64, revision: UInt64) {
            self.lease = lease
            self.worker = worker
            self.epoch = epoch
            self.revision = revision
        }

        public static let vacant = Entry(lease: nil, worker: nil, epoch: 0, revision: 0)
    }

    public enum Action: Sendable, Hashable {
        /// Write the entry with this worker as the owner and that epoch, where it has that revision.
        case take(epoch: UInt64, revision: UInt64)
        /// End the work on the shard, then write the entry without an owner.
        case handOver
        case nothing
    }

    /// What one round of decisions goes by: the same for all shards.
    public struct Plan: Sendable {
        private let lease: String
        private let membership: Membership
        private let takers: [String: String]
        private let isLeaving: Bool

        /// - Parameters:
        ///   - lease: this worker's.
        ///   - membership: whom it knows, itself among them.
        ///   - isLeaving: whether it gives everything up.
        public init(lease: String, membership: Membership, isLeaving: Bool) {
            self.lease = lease
            self.membership = membership
            self.isLeaving = isLeaving
            takers = membership.takers().filter { !isLeaving || $0.value != lease }
        }

        /// - Parameter entry: as it was last seen.
        public func next(for shard: Shard, _ entry: Entry) -> Action {
            guard membership.isComplete else { return .nothing }
            let meantFor = Rendezvous.owner(of: shard, among: takers.keys).flatMap { takers[$0] }
            if entry.lease == lease {
                if meantFor == lease { return .nothing }
                // Whoever has no other worker to give it to keeps it, unless it is leaving.
                return meantFor != nil || isLeaving ? .handOver : .nothing
            }
            guard meantFor == lease else { return .nothing }
            if let owner = entry.lease, membership.isAlive(owner) { return .nothing }
            return .take(epoch: entry.epoch + 1, revision: entry.revision)
        }
    }
}
