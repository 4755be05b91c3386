#if Cluster
    internal import CNats
    import Foundation
    import Synchronization

    /// What libnats tells of a connection, on threads of its own and perhaps after its end.
    ///
    /// It is handed a number instead of a pointer: a call that comes late finds nothing under it.
    final class Events: Sendable {
        private let number: UInt
        private let onEvent: @Sendable (Connection.Event) -> Void
        private let last = Mutex<Connection.Event?>(nil)
        private let closing = Mutex(Closing())

        private struct Closing {
            var isClosed = false
            var body: (@Sendable () -> Void)?
        }

        private struct Known: Sendable {
            weak let events: Events?
        }

        private static let all = Mutex<[UInt: Known]>([:])
        private static let count = Atomic<UInt>(0)

        init(_ onEvent: @escaping @Sendable (Connection.Event) -> Void) {
            number = Self.count.add(1, ordering: .relaxed).newValue
            self.onEvent = onEvent
            let known = Known(events: self)
            Self.all.withLock { $0[number] = known }
        }

        deinit { forget() }

        var context: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: number) }

        fileprivate static func known(by context: UnsafeMutableRawPointer?) -> Events? {
            all.withLock { $0[UInt(bitPattern: context)]?.events }
        }

        /// Calls a function when libnats gives a connection up, or has done so already.
        func whenClosed(_ body: @escaping @Sendable () -> Void) {
            let isClosed = closing.withLock { closing in
                closing.body = body
                return closing.isClosed
            }
            if isClosed { body() }
        }

        fileprivate func closed() {
            closing.withLock { closing in
                closing.isClosed = true
                return closing.body
            }?()
        }

        /// From now on nothing is told any more.
        func forget() {
            _ = Self.all.withLock { $0.removeValue(forKey: number) }
            closing.withLock { $0.body = nil }
        }

        /// Tells of something, unless it is what was told last.
        func tell(_ event: Connection.Event) {
            let isNews = last.withLock { last in
                defer { last = event }
                return last != event
            }
            if isNews { onEvent(event) }
        }
    }

    // Called by libnats on its own threads: no closures, which might be bound to an actor.

    private nonisolated func reason(_ connection: OpaquePointer?) -> String {
        var text: UnsafePointer<CChar>?
        if let connection { _ = natsConnection_GetLastError(connection, &text) }
        return text.map { String(cString: $0) } ?? ""
    }

    nonisolated func lost(_ connection: OpaquePointer?, _ context: UnsafeMutableRawPointer?) {
        Events.known(by: context)?.tell(.lost(reason(connection)))
    }

    nonisolated func found(_ connection: OpaquePointer?, _ context: UnsafeMutableRawPointer?) {
        guard let connection else { return }
        Events.known(by: context)?.tell(.found(server: Link.server(of: connection)))
    }

    nonisolated func closed(_ connection: OpaquePointer?, _ context: UnsafeMutableRawPointer?) {
        guard let events = Events.known(by: context) else { return }
        events.tell(.refused(reason(connection)))
        events.closed()
    }

    nonisolated func complained(
        _ connection: OpaquePointer?, _ subscription: OpaquePointer?, _ status: natsStatus, _ context: UnsafeMutableRawPointer?
    ) {
        Events.known(by: context)?.tell(.complaint(reason(connection)))
    }
#endif
