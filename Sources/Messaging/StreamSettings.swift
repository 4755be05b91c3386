import JSONText

/// How a stream is to be kept.
public struct StreamSettings: Sendable, Hashable {
    public enum Discard: String, Sendable {
        /// A full stream forgets its oldest messages.
        case old
        /// A full stream refuses new ones.
        case new
    }

    public var name: String
    public var subjects: [String]
    public var description: String
    /// How many servers hold each message: 1, 3 or 5.
    public var replicas: Int
    /// The most bytes; `nil` for no bound.
    public var maxBytes: Int?
    /// How long messages are kept; `nil` for ever.
    public var maxAge: Duration?
    public var maxPerSubject: Int?
    public var discard: Discard = .old
    /// How long message ids are remembered.
    public var duplicateWindow: Duration = .seconds(120)
    public var deniesDelete = false
    public var allowsRollup = false
    public var isCompressed = false
    /// Free notes, such as the version of the layout.
    public var metadata: [String: String] = [:]

    public init(name: String, subjects: [String], description: String, replicas: Int) {
        self.name = name
        self.subjects = subjects
        self.description = description
        self.replicas = replicas
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.field("name", name)
            json.strings("subjects", subjects)
            json.field("description", description)
            json.field("retention", "limits")
            json.field("storage", "file")
            json.field("num_replicas", replicas)
            json.field("max_consumers", -1)
            json.field("max_msgs", -1)
            json.field("max_bytes", maxBytes ?? -1)
            json.field("max_age", maxAge.map(\.nanoseconds) ?? 0)
            json.field("max_msgs_per_subject", maxPerSubject ?? -1)
            json.field("discard", discard.rawValue)
            json.field("duplicate_window", duplicateWindow.nanoseconds)
            json.field("allow_direct", true)
            json.field("allow_rollup_hdrs", allowsRollup)
            json.field("deny_delete", deniesDelete)
            json.field("compression", isCompressed ? "s2" : "none")
            json.object("metadata") { json in
                for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
                    json.key(escaping: name)
                    json.string(value)
                }
            }
        }
        return writer.bytes
    }
}

/// What a stream holds.
public struct StreamState: Sendable, Hashable {
    public var messages: Int
    public var bytes: Int
    public var firstSequence: UInt64
    public var lastSequence: UInt64
    public var replicas: Int
    /// The server that leads the stream; `nil` where there is none, or the servers are no cluster.
    public var leader: String?
    public var metadata: [String: String]
    /// When it was made, as the servers write it: another time is another stream.
    public var created: String
}

extension JetStream {
    /// Makes a stream, or brings an existing one to the settings.
    ///
    /// - Throws: ``MessagingError`` where the servers refuse it, as they do when fewer run than replicas are wanted.
    public func makeStream(_ settings: StreamSettings) async throws(MessagingError) {
        do throws(MessagingError) {
            try await call("STREAM.CREATE.\(settings.name)", settings.json)
        } catch {
            // The name is in use with other settings.
            guard error.code == .server(10058) else { throw error }
            try await call("STREAM.UPDATE.\(settings.name)", settings.json)
        }
    }

    public func state(of stream: String) async throws(MessagingError) -> StreamState {
        let info = try await call("STREAM.INFO.\(stream)")
        let state = info["state"]
        let metadata = info["config"]?["metadata"]?.members.compactMap { member in member.value.string.map { (member.name, $0) } } ?? []
        return StreamState(
            messages: state?["messages"]?.int ?? 0, bytes: state?["bytes"]?.int ?? 0,
            firstSequence: UInt64(max(0, state?["first_seq"]?.int ?? 0)), lastSequence: UInt64(max(0, state?["last_seq"]?.int ?? 0)),
            replicas: info["config"]?["num_replicas"]?.int ?? 1, leader: info["cluster"]?["leader"]?.string,
            metadata: Dictionary(metadata, uniquingKeysWith: { first, _ in first }), created: info["created"]?.string ?? "")
    }
}

extension Duration {
    /// As the servers write durations; cut to some centuries.
    var nanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(min(max(seconds, -9_000_000_000), 9_000_000_000)) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
