import JSONText
import Synchronization

/// How a stream is to be read.
public struct ConsumerSettings: Sendable, Hashable {
    /// Kept by the servers under this name with the place up to which it was read; without a name it goes when it is not used.
    public var durable: String?
    /// Only these subjects, which may have wildcards; all where it is empty.
    public var subjects: [String]
    /// Begins behind this message.
    public var after: UInt64 = 0
    /// Begins with the last message of each subject.
    public var beginsWithLast = false
    /// Whether the reader says how far it has come; all up to a message are acknowledged together.
    public var isAcknowledged = false
    /// How many may be read and not acknowledged.
    public var window = 10_000
    /// What is not acknowledged within this time is handed out again.
    public var patience: Duration = .seconds(30)

    public init(durable: String? = nil, subjects: [String] = []) {
        self.durable = durable
        self.subjects = subjects
    }

    func json(stream: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.field("stream_name", stream)
            json.object("config") { json in
                json.field("durable_name", durable)
                if beginsWithLast {
                    json.field("deliver_policy", "last_per_subject")
                } else if after > 0 {
                    json.field("deliver_policy", "by_start_sequence")
                    json.field("opt_start_seq", Int(clamping: after) + 1)
                } else {
                    json.field("deliver_policy", "all")
                }
                json.field("ack_policy", isAcknowledged ? "all" : "none")
                if isAcknowledged {
                    json.field("ack_wait", patience.nanoseconds)
                    json.field("max_ack_pending", window)
                }
                json.field("replay_policy", "instant")
                switch subjects.count {
                case 0: break
                case 1: json.field("filter_subject", subjects[0])
                default: json.strings("filter_subjects", subjects)
                }
                if durable == nil {
                    json.field("inactive_threshold", Duration.seconds(30).nanoseconds)
                    json.field("num_replicas", 1)
                    json.field("mem_storage", true)
                }
            }
        }
        return writer.bytes
    }
}

/// How far a durable reader has come.
public struct ConsumerState: Sendable, Hashable {
    /// All messages up to this number have been acknowledged.
    public var acknowledged: UInt64
    /// How many messages it has still to be handed.
    public var pending: Int
    /// How many were handed out and not acknowledged yet.
    public var outstanding: Int
}

extension JetStream {
    /// Makes a consumer, or finds the durable one that is there.
    ///
    /// - Returns: its name.
    public func makeConsumer(_ settings: ConsumerSettings, of stream: String) async throws(MessagingError) -> String {
        let operation = settings.durable.map { "CONSUMER.DURABLE.CREATE.\(stream).\($0)" } ?? "CONSUMER.CREATE.\(stream)"
        let answer = try await call(operation, settings.json(stream: stream))
        guard let name = answer["name"]?.string else { throw MessagingError(.server(0), "a consumer of \(stream) has no name") }
        return name
    }

    public func state(ofConsumer name: String, of stream: String) async throws(MessagingError) -> ConsumerState {
        let info = try await call("CONSUMER.INFO.\(stream).\(name)")
        return ConsumerState(
            acknowledged: UInt64(max(0, info["ack_floor"]?["stream_seq"]?.int ?? 0)), pending: info["num_pending"]?.int ?? 0,
            outstanding: info["num_ack_pending"]?.int ?? 0)
    }

    /// The names of a stream's durable consumers.
    public func consumers(of stream: String) async throws(MessagingError) -> [String] {
        let answer = try await call("CONSUMER.LIST.\(stream)")
        return (answer["consumers"]?.array ?? []).compactMap { $0["config"]?["durable_name"]?.string }
    }

    public func deleteConsumer(_ name: String, of stream: String) async throws(MessagingError) {
        try await call("CONSUMER.DELETE.\(stream).\(name)")
    }

    /// Takes the next messages of a consumer.
    ///
    /// - Parameter wait: how long to wait for one where none is there; then it alone is the answer.
    /// - Returns: nothing where none came.
    /// - Throws: ``MessagingError``. Behind any error but `cancelled` some messages may have been handed out and lost on the way: a
    ///   consumer without acknowledgements has to be made anew behind the last message that came.
    public func pull(
        _ consumer: String, of stream: String, most: Int, wait: Duration = .zero
    ) async throws(MessagingError) -> [Stored] {
        let found = try await pull(consumer, of: stream, most: most, expires: nil)
        guard found.isEmpty, wait > .zero else { return found }
        return try await pull(consumer, of: stream, most: 1, expires: wait)
    }

    private static func isEnd(_ status: Int, _ description: String?) -> Bool {
        switch (status, description) {
        case (404, _), (408, _), (409, "Message Size Exceeds MaxBytes"), (409, "Batch Completed"): true
        default: false
        }
    }

    /// The most that one request brings, and at least two messages.
    private static let mostBytes = 8 << 20

    private func pull(
        _ consumer: String, of stream: String, most: Int, expires: Duration?
    ) async throws(MessagingError) -> [Stored] {
        var request = JSONWriter()
        request.object { json in
            json.field("batch", most)
            json.field("max_bytes", max(Self.mostBytes, 2 * bus.largestPayload))
            if let expires { json.field("expires", expires.nanoseconds) } else { json.field("no_wait", true) }
        }
        let gathered = Mutex((messages: [Stored](), goal: most))
        let message = Message("$JS.API.CONSUMER.MSG.NEXT.\(stream).\(consumer)", request.bytes)
        let limit = timeout + (expires ?? .zero) + .seconds(1)
        try await bus.request(message, forStreams: true, timeout: limit) { answer -> Result<Void, MessagingError>? in
            if let status = answer.status, answer.payload.isEmpty {
                switch status {
                case 100: return nil
                // What there is more of is for the next time. The word may overtake messages that a majority has not noted yet as handed
                // out: it tells how many of those asked for will not come.
                case _ where Self.isEnd(status, answer.header("Description")):
                    let missing = answer.header("Nats-Pending-Messages").flatMap { Int($0) }
                    return gathered.withLock { gathered in
                        gathered.goal = missing.map { most - $0 } ?? gathered.messages.count
                        return gathered.messages.count >= gathered.goal ? .success(()) : nil
                    }
                case 503: return .failure(MessagingError(.noResponders, "nobody hands out \(stream)"))
                default: return .failure(MessagingError(.server(status), answer.header("Description") ?? "status \(status)"))
                }
            }
            // One that another consumer has handed out late, to who had the inbox before.
            guard let stored = Stored(answer), stored.consumer == consumer else { return nil }
            return gathered.withLock { gathered in
                gathered.messages.append(stored)
                return gathered.messages.count >= gathered.goal ? .success(()) : nil
            }
        }
        return gathered.withLock { $0.messages }
    }

    /// Whether messages follow one another, and what came before, without a gap.
    public static func isWhole(_ found: [Stored], behind order: UInt64) -> Bool {
        zip(found, UInt64(1)...).allSatisfy { $0.order == order &+ $1 }
    }

    /// Says that a message and all before it need not be handed out again.
    public func acknowledge(_ stored: Stored) async throws(MessagingError) {
        guard let reply = stored.message.reply else { return }
        _ = try await bus.request(Message(reply, Array("+ACK".utf8)), timeout: timeout)
    }
}

extension JetStream.Stored {
    /// The name of the consumer that has handed it out.
    fileprivate var consumer: String? {
        let parts = (message.reply ?? "").split(separator: ".", omittingEmptySubsequences: false)
        return parts.count < 9 ? nil : String(parts[parts.count == 9 ? 3 : 5])
    }

    /// Reads the numbers out of the subject for acknowledgements: `$JS.ACK.stream.consumer.delivered.number.consumer's
    /// number.time.pending`, in newer servers with domain and account behind `$JS.ACK`.
    init?(_ message: Message) {
        let parts = (message.reply ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 9, parts[0] == "$JS", parts[1] == "ACK" else { return nil }
        let offset = parts.count == 9 ? 0 : 2
        guard parts.count > 8 + offset, let sequence = UInt64(parts[5 + offset]) else { return nil }
        self.init(
            message: message, sequence: sequence, pending: UInt64(parts[8 + offset]) ?? 0, order: UInt64(parts[6 + offset]) ?? 0,
            time: Int64(parts[7 + offset]) ?? 0)
    }
}
