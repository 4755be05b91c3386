import Messaging
import Synchronization

/// A bus that can be held up: what is sent and what arrives meanwhile goes on its way when it is let go, late, as with a process
/// that was stopped or a network that was cut.
final class StallingBus: MessageBus {
    private struct State {
        var isStalled = false
        var held: [@Sendable () -> Void] = []
    }

    private let bus: any MessageBus
    private let state = Mutex(State())

    init(_ bus: any MessageBus) { self.bus = bus }

    func stall() { state.withLock { $0.isStalled = true } }

    func letGo() {
        let held = state.withLock { state in
            defer { state = State() }
            return state.held
        }
        for action in held { action() }
    }

    private func pass(_ action: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.isStalled { state.held.append(action) }
            return !state.isStalled
        }
    }

    func publish(_ message: Message) throws(MessagingError) {
        if pass({ [bus] in try? bus.publish(message) }) { try bus.publish(message) }
    }

    func openInbox(
        forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void
    ) throws(MessagingError) -> String {
        try bus.openInbox(forStreams: forStreams) { [weak self] message in
            if self?.pass({ receive(message) }) ?? true { receive(message) }
        }
    }

    func closeInbox(_ subject: String) { bus.closeInbox(subject) }
    var largestPayload: Int { bus.largestPayload }
    func close() { bus.close() }
}
