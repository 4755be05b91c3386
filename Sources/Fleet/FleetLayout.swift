import Messaging

/// The names of all that a fleet keeps in the cluster, and how it is kept.
///
/// Several fleets may share a cluster under several prefixes. A change of the layout counts ``version`` up; a worker that finds a
/// newer one than its own does not touch it.
public struct FleetLayout: Sendable, Hashable {
    public static let version = 1

    /// Letters, digits and hyphens.
    public var prefix: String
    /// How many servers hold each message.
    public var replicas: Int
    /// How long records are kept for collectors, and the most bytes of them.
    public var recordAge: Duration?
    public var recordBytes: Int?

    public init(prefix: String = "onrecord", replicas: Int = 3, recordAge: Duration? = .seconds(30 * 86_400), recordBytes: Int? = nil) {
        self.prefix = prefix
        self.replicas = replicas
        self.recordAge = recordAge
        self.recordBytes = recordBytes
    }

    /// Leases of workers (`member.<lease>`) and who owns what (`shard.<number>`).
    public var fleetBucket: String { "\(prefix)_fleet" }
    /// The list of feeds: `list.<shard>.<page>`.
    public var feedBucket: String { "\(prefix)_feeds" }
    /// What is known of feeds and items: see ``ShardLog``.
    public var stateStream: String { "\(prefix)_state" }
    /// The records, each under a subject of its own.
    public var recordStream: String { "\(prefix)_records" }

    public func logSubject(_ shard: Shard) -> String { "\(prefix).state.log.\(shard)" }
    public func headSubject(_ shard: Shard) -> String { "\(prefix).state.head.\(shard)" }
    public func snapshotSubject(_ shard: Shard, generation: UInt64) -> String { "\(prefix).state.snapshot.\(shard).\(generation)" }
    /// Of all generations.
    public func snapshotSubjects(_ shard: Shard) -> String { "\(prefix).state.snapshot.\(shard).*" }
    public func recordSubject(id: String, revision: Int) -> String { "\(prefix).record.\(id).\(revision)" }
    public var allRecords: String { "\(prefix).record.>" }

    /// Makes all of it, or brings what is there to these settings.
    ///
    /// - Throws: ``MessagingError``: `configuration` where the cluster's layout is newer than this program.
    public func prepare(_ jetStream: JetStream) async throws(MessagingError) {
        let streams = streams
        // All of them first: nothing of a newer layout is touched.
        for settings in streams { try await refuseNewer(settings.name, jetStream) }
        for var settings in streams {
            settings.metadata["onrecord-layout"] = String(Self.version)
            try await jetStream.makeStream(settings)
        }
    }

    private func refuseNewer(_ stream: String, _ jetStream: JetStream) async throws(MessagingError) {
        do throws(MessagingError) {
            let found = try await jetStream.state(of: stream).metadata["onrecord-layout"].flatMap { Int($0) } ?? 0
            guard found <= Self.version else {
                throw MessagingError(
                    .configuration, "\(stream) has layout \(found), and this program knows \(Self.version): use a newer onrecord")
            }
        } catch {
            guard error.code == .notFound else { throw error }
        }
    }

    private var streams: [StreamSettings] {
        var records = StreamSettings(
            name: recordStream, subjects: [allRecords], description: "Records, each under <prefix>.record.<id>.<revision>",
            replicas: replicas)
        records.maxAge = recordAge
        records.maxBytes = recordBytes
        records.isCompressed = true
        var state = StreamSettings(
            name: stateStream, subjects: ["\(prefix).state.>"], description: "What is known of feeds and items", replicas: replicas)
        state.isCompressed = true
        // Nothing of it may fall out at the end.
        state.discard = .new
        return [
            KeyValue.settings(bucket: fleetBucket, description: "Leases of workers and owners of shards", replicas: replicas),
            KeyValue.settings(bucket: feedBucket, description: "The list of feeds", replicas: replicas), state, records,
        ]
    }
}
