import JSONText

/// Streams of the servers: messages kept under their subjects, numbered, replicated.
///
/// The requests are the servers' own JSON interface (`$JS.API.…`), which is documented, versioned and the same for all clients.
public struct JetStream: Sendable {
    public let bus: any MessageBus
    /// How long a request may take.
    public var timeout: Duration

    public init(_ bus: any MessageBus, timeout: Duration = .seconds(2)) {
        self.bus = bus
        self.timeout = timeout
    }

    /// Where a message has been put.
    public struct Acknowledgement: Sendable, Hashable {
        public var stream: String
        /// The message's number in the stream.
        public var sequence: UInt64
        /// Whether the same message id was there already.
        public var isDuplicate: Bool
    }

    /// Puts a message in the stream that keeps its subject, and waits until a majority of the servers has it.
    ///
    /// - Parameters:
    ///   - expecting: the number of the last message of the same subject; 0 for none.
    ///   - messageID: a message whose id was seen in the stream's window of duplicates is not put again.
    /// - Throws: ``MessagingError``: `conflict` where the last message is another one, `busy` where one is being written. After a
    ///   `timeout` the message may be there.
    @discardableResult
    public func publish(
        _ message: Message, expecting lastSequence: UInt64? = nil, messageID: String? = nil
    ) async throws(MessagingError) -> Acknowledgement {
        var message = message
        if let lastSequence { message.headers.append(.init("Nats-Expected-Last-Subject-Sequence", String(lastSequence))) }
        if let messageID { message.headers.append(.init("Nats-Msg-Id", messageID)) }
        guard message.size < bus.largestPayload else {
            throw MessagingError(.tooLarge, "\(message.size) bytes on \(message.subject), and the servers take \(bus.largestPayload)")
        }
        let answer = try Self.json(await bus.request(message, timeout: timeout))
        guard let stream = answer["stream"]?.string, let sequence = answer["seq"]?.int, sequence >= 0 else {
            throw MessagingError(.server(0), "no acknowledgement on \(message.subject)")
        }
        return Acknowledgement(stream: stream, sequence: UInt64(sequence), isDuplicate: answer["duplicate"]?.bool ?? false)
    }

    /// A message as a stream holds it.
    public struct Stored: Sendable, Hashable {
        public var message: Message
        /// Its number in the stream.
        public var sequence: UInt64
        /// How many messages that the reader wants stand behind it; 0 where that is not known.
        public var pending: UInt64 = 0
        /// Counts what the reader has been handed, from 1: a gap tells that something was lost on the way.
        public var order: UInt64 = 0
        /// When the servers took it, in nanoseconds since 1970; all of them know the same time. 0 where it is not known.
        public var time: Int64 = 0

        /// Tells the message from any other that may get its number, where a stream has lost its end: also from the same one sent again.
        public var mark: String { "\(time) \(message.subject)" }
    }

    /// The last message of a subject, asked of the stream's leader; `nil` where there is none.
    public func last(_ subject: String, in stream: String) async throws(MessagingError) -> Stored? {
        try await message(of: stream) { $0.field("last_by_subj", subject) }
    }

    /// The message of a number, asked of the stream's leader; `nil` where there is none.
    public func message(_ sequence: UInt64, in stream: String) async throws(MessagingError) -> Stored? {
        try await message(of: stream) { $0.field("seq", Int(clamping: sequence)) }
    }

    private func message(of stream: String, _ which: (inout JSONWriter) -> Void) async throws(MessagingError) -> Stored? {
        var request = JSONWriter()
        request.object { which(&$0) }
        do throws(MessagingError) {
            let answer = try await call("STREAM.MSG.GET.\(stream)", request.bytes)
            guard let found = answer["message"], let subject = found["subject"]?.string, let sequence = found["seq"]?.int else {
                return nil
            }
            return Stored(
                message: Message(
                    subject, Base64.decode(found["data"]?.string ?? ""),
                    headers: HeaderBlock.parse(Base64.decode(found["hdrs"]?.string ?? ""))), sequence: UInt64(max(0, sequence)),
                time: found["time"]?.string.flatMap(ServerTime.nanoseconds) ?? 0)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// Removes messages from a stream.
    ///
    /// - Parameters:
    ///   - subject: only those under it; may have wildcards.
    ///   - before: only those with a lower number.
    public func purge(_ stream: String, subject: String, before: UInt64? = nil) async throws(MessagingError) {
        var request = JSONWriter()
        request.object { json in
            json.field("filter", subject)
            if let before { json.field("seq", Int(clamping: before)) }
        }
        _ = try await call("STREAM.PURGE.\(stream)", request.bytes)
    }

    /// Asks the servers' interface.
    ///
    /// - Parameter operation: the subject behind `$JS.API.`.
    /// - Returns: the answer, which holds no error.
    @discardableResult
    public func call(_ operation: String, _ request: [UInt8] = []) async throws(MessagingError) -> JSONValue {
        try Self.json(await bus.request(Message("$JS.API.\(operation)", request), timeout: timeout))
    }

    private static func json(_ answer: Message) throws(MessagingError) -> JSONValue {
        guard let json = try? JSONValue(parsing: answer.payload) else {
            throw MessagingError(.server(answer.status ?? 0), "no JSON from \(answer.subject): \(answer.header("Description") ?? "")")
        }
        guard let error = json["error"] else { return json }
        let number = error["err_code"]?.int ?? error["code"]?.int ?? 0
        let text = error["description"]?.string ?? "error \(number)"
        switch (number, error["code"]?.int) {
        case (10071, _): throw MessagingError(.conflict, text)
        // "Wrong last sequence" without a number, and "duplicate message id is in process": the one before has no majority yet.
        case (10164, _), (10158, _): throw MessagingError(.busy, text)
        case (10054, _): throw MessagingError(.tooLarge, text)
        case (_, 404): throw MessagingError(.notFound, text)
        default: throw MessagingError(.server(number), text)
        }
    }
}
