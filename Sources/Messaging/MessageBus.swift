import Synchronization

/// A connection to the servers: sends messages, and receives what comes to inboxes of its own.
///
/// All else (requests, streams, key-value entries, consumers) is made of these, so that only the connection itself needs a C
/// library. It reconnects by itself; what is published meanwhile fails at once. A message that was being written when the connection
/// broke may be sent late.
public protocol MessageBus: Sendable {
    /// Sends a message without waiting for anything.
    ///
    /// - Throws: ``MessagingError`` where there is no connection or the message is too large.
    func publish(_ message: Message) throws(MessagingError)

    /// Makes a subject that nobody else has, and hands what arrives there to a function, which must not block.
    ///
    /// - Parameter forStreams: whether messages of a stream are awaited, which keep their own subject when they are sent here.
    func openInbox(forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void) throws(MessagingError) -> String

    func closeInbox(_ subject: String)

    /// The most bytes that a message may have.
    var largestPayload: Int { get }

    /// Ends the connection.
    func close()
}

extension MessageBus {
    /// Sends a message and waits for one answer.
    ///
    /// - Throws: ``MessagingError``: `timeout` after that time, `noResponders` where no server answers to the subject just now,
    ///   `cancelled`.
    public func request(_ message: Message, timeout: Duration) async throws(MessagingError) -> Message {
        let answer = try await request(message, forStreams: false, timeout: timeout) { .success($0) }
        if answer.status == 503, answer.payload.isEmpty {
            throw MessagingError(.noResponders, "nobody answers on \(message.subject)")
        }
        return answer
    }

    /// Sends a message and takes answers until one of them is the last.
    ///
    /// - Parameters:
    ///   - forStreams: whether the answers are messages of a stream under their own subjects.
    ///   - take: called for each answer, in order; what it makes of them all when the last has come, `nil` before.
    /// - Throws: ``MessagingError``: `timeout`, `cancelled`, and what `take` makes of an answer.
    func request<Value: Sendable>(
        _ message: Message, forStreams: Bool, timeout: Duration,
        _ take: @escaping @Sendable (Message) -> Result<Value, MessagingError>?
    ) async throws(MessagingError) -> Value {
        let promise = Promise<Result<Value, MessagingError>>()
        let inbox = try openInbox(forStreams: forStreams) { if let result = take($0) { promise.fulfil(result) } }
        defer { closeInbox(inbox) }
        var message = message
        message.reply = inbox
        try publish(message)
        let timer = Task {
            try await Task.sleep(for: timeout)
            promise.fulfil(.failure(MessagingError(.timeout, "no answer on \(message.subject) within \(timeout)")))
        }
        defer { timer.cancel() }
        return try await promise.value { .failure(MessagingError(.cancelled, "cancelled")) }.get()
    }
}

/// A value that one task waits for; the first to bring it wins.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case fresh
        case waiting(CheckedContinuation<Value, Never>)
        case fulfilled(Value)
        case taken
    }

    private let state = Mutex(State.fresh)

    /// Waits for the value, or takes the stand-in when the task is cancelled; to be called once.
    func value(onCancel standIn: @escaping @Sendable () -> Value) async -> Value {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let value = state.withLock { state -> Value? in
                    if case .fulfilled(let value) = state {
                        state = .taken
                        return value
                    }
                    state = .waiting(continuation)
                    return nil
                }
                if let value { continuation.resume(returning: value) }
            }
        } onCancel: {
            fulfil(standIn())
        }
    }

    func fulfil(_ value: Value) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, Never>? in
            switch state {
            case .fresh:
                state = .fulfilled(value)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .fulfilled, .taken:
                return nil
            }
        }
        continuation?.resume(returning: value)
    }
}
