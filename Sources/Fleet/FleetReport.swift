import Messaging

/// What a fleet is doing, as it stands in the cluster: for `onrecord cluster status` and the status page.
public struct FleetReport: Sendable, Hashable {
    /// A worker with a lease.
    public struct Worker: Sendable, Hashable {
        public var name: String
        public var version: String
        /// Where its status page is; empty for none.
        public var status: String
        public var isLeaving: Bool
        public var shards: [Shard]
    }

    /// A reader of the records that the servers remember.
    public struct Reader: Sendable, Hashable {
        public var name: String
        /// Records that it has not said to have yet.
        public var behind: Int
    }

    /// A stream or the stream under a bucket.
    public struct Stream: Sendable, Hashable {
        public var name: String
        public var messages: Int
        public var bytes: Int
        public var replicas: Int
        /// The server that leads it; `nil` on a single server or while there is none.
        public var leader: String?
    }

    public var workers: [Worker] = []
    /// Shards that nobody owns, or a worker without a lease.
    public var unowned: [Shard] = []
    public var readers: [Reader] = []
    public var streams: [Stream] = []

    /// Asks the cluster.
    ///
    /// - Throws: `MessagingError`: `notFound` where there is no fleet of that prefix.
    public static func read(_ jetStream: JetStream, layout: FleetLayout) async throws(MessagingError) -> FleetReport {
        var report = FleetReport()
        let bucket = KeyValue(jetStream, bucket: layout.fleetBucket)
        let states = [bucket.stream, KeyValue(jetStream, bucket: layout.feedBucket).stream, layout.stateStream, layout.recordStream]
        for name in states {
            let state = try await jetStream.state(of: name)
            report.streams.append(
                Stream(name: name, messages: state.messages, bytes: state.bytes, replicas: state.replicas, leader: state.leader))
        }
        report.take(try await bucket.all())
        for name in try await jetStream.consumers(of: layout.recordStream).sorted() {
            let state = try await jetStream.state(ofConsumer: name, of: layout.recordStream)
            report.readers.append(Reader(name: name, behind: state.pending + state.outstanding))
        }
        return report
    }

    /// Puts leases and owners together.
    mutating func take(_ entries: [KeyValue.Entry]) {
        var members: [String: MemberEntry] = [:]
        var owned: [String: [Shard]] = [:]
        for entry in entries {
            let parts = entry.key.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let value = entry.value else { continue }
            if parts[0] == "member" {
                members[String(parts[1])] = MemberEntry(json: value)
            } else if let shard = Shard(parts[1]), let lease = ShardClaim.Entry(json: value, revision: entry.revision)?.lease {
                owned[lease, default: []].append(shard)
            }
        }
        workers = members.map { lease, member in
            Worker(
                name: member.worker, version: member.version, status: member.status, isLeaving: member.isLeaving,
                shards: (owned[lease] ?? []).sorted())
        }.sorted { ($0.name, $0.shards.count) < ($1.name, $1.shards.count) }
        unowned = Set(Shard.all).subtracting(workers.flatMap(\.shards)).sorted()
    }
}
