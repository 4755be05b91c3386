#if Cluster
    internal import CNats
    import Foundation
    public import Messaging
    import Synchronization

    /// A connection to a cluster of servers over libnats: what the bus is made of.
    ///
    /// libnats sees to TLS, passwords, the protocol and reconnecting. It gives up for good on servers that refuse it twice, as they do
    /// while a password is changed or a user's credentials have expired: then another connection is made in its place, until one is let in.
    public final class Connection: MessageBus {
        /// What happens to a connection, for the log.
        public enum Event: Sendable, Hashable {
            /// There is no server at the other end; it is looked for.
            case lost(String)
            case found(server: String)
            /// The servers do not let it in; it is tried again.
            case refused(String)
            /// The servers do not do what they were asked.
            case complaint(String)
        }

        private struct State {
            var link: Link
            var streams: [String: (link: Link, inbox: StreamInbox)] = [:]
            var isClosed = false
        }

        private let settings: ConnectionSettings
        private let inboxes: Inboxes
        private let events: Events
        private let state: Mutex<State>

        /// Between two tries to be let in.
        private static let patience: TimeInterval = 1

        /// Connects to one of the servers.
        ///
        /// - Parameter onEvent: told of what happens later; called on any thread.
        /// - Throws: ``MessagingError``: `configuration` where a setting is wrong or the servers refuse it, `disconnected` where no server
        ///   answers.
        public static func open(
            _ settings: ConnectionSettings, onEvent: @escaping @Sendable (Event) -> Void = { _ in }
        ) async throws -> Connection {
            try await withCheckedThrowingContinuation { continuation in
                // Connecting blocks for seconds where servers are down.
                Thread.detachNewThread {
                    continuation.resume(with: Result { try Connection(settings, onEvent) })
                }
            }
        }

        private init(_ settings: ConnectionSettings, _ onEvent: @escaping @Sendable (Event) -> Void) throws {
            self.settings = settings
            inboxes = Inboxes()
            events = Events(onEvent)
            state = Mutex(State(link: try Link(settings, inboxes, events)))
            events.whenClosed { [weak self] in self?.replace() }
        }

        deinit { close() }

        private var link: Link { state.withLock { $0.link } }

        public func publish(_ message: Message) throws(MessagingError) { try link.publish(message) }

        public func openInbox(
            forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void
        ) throws(MessagingError) -> String {
            guard forStreams else { return inboxes.open(receive) }
            let link = link
            let inbox = try link.takeStreamInbox(inboxes)
            let subject = inboxes.newSubject(inbox.prefix)
            inbox.open(subject, receive)
            state.withLock { $0.streams[subject] = (link, inbox) }
            return subject
        }

        public func closeInbox(_ subject: String) {
            guard let (link, inbox) = state.withLock({ $0.streams.removeValue(forKey: subject) }) else { return inboxes.close(subject) }
            inbox.close()
            link.giveBack(inbox)
        }

        public var largestPayload: Int { link.largestPayload }

        public func close() {
            let (link, streams) = state.withLock { state in
                defer { (state.isClosed, state.streams) = (true, [:]) }
                return (state.link, state.streams.values.map(\.inbox))
            }
            events.forget()
            link.close()
            for inbox in streams { inbox.close() }
        }

        /// Whether a server is at the other end just now.
        public var isConnected: Bool { link.isConnected }

        /// Makes another connection in the place of one that libnats has given up.
        private func replace() {
            Thread.detachNewThread { [weak self, settings, inboxes, events] in
                while true {
                    Thread.sleep(forTimeInterval: Self.patience)
                    guard let self, !self.state.withLock({ $0.isClosed }) else { return }
                    do {
                        let link = try Link(settings, inboxes, events)
                        let isLate = self.state.withLock { state in
                            if !state.isClosed { state.link = link }
                            return state.isClosed
                        }
                        if isLate { link.close() }
                        return events.tell(.found(server: link.server))
                    } catch {
                        let isRefused = (error as? MessagingError)?.code == .configuration
                        events.tell(isRefused ? .refused("\(error)") : .lost("\(error)"))
                    }
                }
            }
        }
    }
#endif
