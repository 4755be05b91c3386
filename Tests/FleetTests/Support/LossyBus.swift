import Messaging
import Synchronization

/// A bus that loses the answers to some requests, which are done and nobody is told, and others on their way there.
final class LossyBus: MessageBus {
    private let bus: any MessageBus
    private let loses: Mutex<@Sendable (Message) -> Bool>
    private let drops = Mutex<@Sendable (Message) -> Bool> { _ in false }

    /// - Parameter loses: asked for each message that is sent, in order.
    init(_ bus: any MessageBus, loses: @escaping @Sendable (Message) -> Bool = { _ in false }) {
        self.bus = bus
        self.loses = Mutex(loses)
    }

    func lose(_ loses: @escaping @Sendable (Message) -> Bool) { self.loses.withLock { $0 = loses } }

    /// - Parameter drops: asked for each message, which does not arrive where it says so.
    func drop(_ drops: @escaping @Sendable (Message) -> Bool) { self.drops.withLock { $0 = drops } }

    func publish(_ message: Message) throws(MessagingError) {
        if drops.withLock({ $0 })(message) { return }
        var message = message
        if message.reply != nil, loses.withLock({ $0 })(message) { message.reply = "_INBOX.nobody" }
        try bus.publish(message)
    }

    func openInbox(
        forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void
    ) throws(MessagingError) -> String {
        try bus.openInbox(forStreams: forStreams, receive)
    }

    func closeInbox(_ subject: String) { bus.closeInbox(subject) }
    var largestPayload: Int { bus.largestPayload }
    func close() { bus.close() }
}

/// A bus whose servers answer each request with the same.
final class AnsweringBus: MessageBus {
    private let answer: Message
    private let inbox = Mutex<(@Sendable (Message) -> Void)?>(nil)

    init(_ payload: String) { answer = Message("answer", Array(payload.utf8)) }

    func publish(_ message: Message) throws(MessagingError) { inbox.withLock { $0 }?(answer) }

    func openInbox(
        forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void
    ) throws(MessagingError) -> String {
        inbox.withLock { $0 = receive }
        return "inbox"
    }

    func closeInbox(_ subject: String) { inbox.withLock { $0 = nil } }
    var largestPayload: Int { 1 << 20 }
    func close() {}
}
