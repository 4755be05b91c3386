#if Cluster
    import Messaging
    import Synchronization

    /// The subjects on which answers arrive, each with what takes them.
    final class Inboxes: Sendable {
        let prefix: String
        let answerPrefix: String
        private let open = Mutex<[String: @Sendable (Message) -> Void]>([:])
        private let count = Atomic<UInt64>(0)

        init() {
            let random = UInt64.random(in: .min ... .max)
            prefix = "_INBOX.onrecord\(String(random, radix: 36))."
            answerPrefix = prefix + "a."
        }

        /// Begins the subjects of an inbox for a stream's messages.
        func newStreamPrefix() -> String { prefix + "s" + String(count.add(1, ordering: .relaxed).newValue, radix: 36) + "." }

        func newSubject(_ prefix: String) -> String { prefix + String(count.add(1, ordering: .relaxed).newValue, radix: 36) }

        func open(_ receive: @escaping @Sendable (Message) -> Void) -> String {
            let subject = answerPrefix + String(count.add(1, ordering: .relaxed).newValue, radix: 36)
            open.withLock { $0[subject] = receive }
            return subject
        }

        func close(_ subject: String) { _ = open.withLock { $0.removeValue(forKey: subject) } }

        func take(_ subject: String) -> (@Sendable (Message) -> Void)? { open.withLock { $0[subject] } }
    }
#endif
