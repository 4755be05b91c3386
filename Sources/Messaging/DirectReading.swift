import JSONText
import Synchronization

/// Reading without a consumer: any server that holds the stream answers at once (the servers' ADR-31, version 2.11).
///
/// Making a consumer takes a round of the whole cluster, which is what reading many short things would mostly be waiting for. The
/// price: a server that lags behind the leader answers with what it has, so whoever reads has to know by itself whether that is all.
extension JetStream {
    /// A part of a stream, read directly.
    public struct Batch: Sendable, Hashable {
        public var messages: [Stored] = []
        /// How many more there are that were not sent.
        public var pending: UInt64 = 0
        /// How far the server that answered had come; 0 where it had nothing to send.
        public var through: UInt64 = 0
    }

    /// The messages of a subject, in order.
    ///
    /// - Parameters:
    ///   - subject: may have wildcards.
    ///   - after: only messages with higher numbers.
    ///   - most: how many at once; the servers send fewer of large ones.
    /// - Throws: ``MessagingError``; where some were lost on the way, `disconnected`.
    public func messages(
        of subject: String, in stream: String, after: UInt64 = 0, most: Int = 256
    ) async throws(MessagingError) -> Batch {
        try await read(stream) { json in
            json.field("next_by_subj", subject)
            json.field("seq", Int(clamping: after) + 1)
            json.field("batch", most)
        }
    }

    /// The last message of each subject.
    ///
    /// - Parameter subjects: may have wildcards.
    /// - Throws: ``MessagingError``: `tooMany` for more than 1,024 subjects.
    public func lastMessages(of subjects: [String], in stream: String) async throws(MessagingError) -> Batch {
        var all = Batch()
        repeat {
            let (after, through) = (all.messages.last?.sequence ?? 0, all.through)
            let part = try await read(stream) { json in
                json.strings("multi_last", subjects)
                if after > 0 { json.field("seq", Int(clamping: after) + 1) }
                if through > 0 { json.field("up_to_seq", Int(clamping: through)) }
                json.field("batch", 1024)
            }
            // A server that lags behind the one that answered before.
            guard all.pending == 0 || !part.messages.isEmpty else { throw MessagingError(.disconnected, "\(stream) is not whole") }
            all.messages += part.messages
            (all.pending, all.through) = (part.pending, max(part.through, through))
        } while all.pending > 0
        return all
    }

    private func read(_ stream: String, _ fields: (inout JSONWriter) -> Void) async throws(MessagingError) -> Batch {
        var request = JSONWriter()
        request.object { fields(&$0) }
        let gathered = Mutex<[Stored]>([])
        return try await bus.request(
            Message("$JS.API.DIRECT.GET.\(stream)", request.bytes), forStreams: false, timeout: timeout
        ) { answer in
            if let status = answer.status, answer.payload.isEmpty {
                let messages = gathered.withLock { $0 }
                switch status {
                case 204: return Self.whole(messages, end: answer)
                case 404: return .success(Batch())
                case 413: return .failure(MessagingError(.tooMany, "too many subjects of \(stream) for one answer"))
                case 503: return .failure(MessagingError(.noResponders, "nobody reads \(stream)"))
                default: return .failure(MessagingError(.server(status), answer.header("Description") ?? "status \(status)"))
                }
            }
            if let stored = Stored(direct: answer) { gathered.withLock { $0.append(stored) } }
            return nil
        }
    }

    /// Sees that nothing was lost on the way: each message tells how many were to come behind it.
    static func whole(_ messages: [Stored], end: Message) -> Result<Batch, MessagingError> {
        let pending = end.header("Nats-Num-Pending").flatMap { UInt64($0) } ?? 0
        for (index, stored) in messages.enumerated() where stored.pending != pending + UInt64(messages.count - 1 - index) {
            return .failure(MessagingError(.disconnected, "messages were lost on the way"))
        }
        let through = end.header("Nats-UpTo-Sequence") ?? end.header("Nats-Last-Sequence")
        return .success(Batch(messages: messages, pending: pending, through: through.flatMap { UInt64($0) } ?? 0))
    }
}

extension JetStream.Stored {
    /// Reads the numbers out of the headers that a server puts in front of the message's own.
    init?(direct answer: Message) {
        guard let subject = answer.header("Nats-Subject"), let sequence = answer.header("Nats-Sequence").flatMap({ UInt64($0) }) else {
            return nil
        }
        var message = answer
        message.subject = subject
        message.reply = nil
        self.init(
            message: message, sequence: sequence, pending: answer.header("Nats-Num-Pending").flatMap { UInt64($0) } ?? 0,
            time: answer.header("Nats-Time-Stamp").flatMap(ServerTime.nanoseconds) ?? 0)
    }
}
