#if Cluster
    internal import CNats
    import Foundation
    public import Messaging
    import Synchronization

    /// A connection to a cluster of servers over libnats: what the bus is made of.
    ///
    /// libnats sees to TLS, passwords, the protocol and reconnecting. Its handles may be used by any thread.
    public final class Connection: MessageBus, @unchecked Sendable {
        // Neither is changed after init, and libnats locks what they point to.
        private let handle: OpaquePointer
        private let subscription: OpaquePointer
        private let inboxes: Inboxes
        private let streams = Mutex<[String: Subscription]>([:])

        private struct Subscription: @unchecked Sendable {
            let handle: OpaquePointer
        }

        /// Connects to one of the servers.
        ///
        /// - Throws: ``MessagingError``: `configuration` where a setting is wrong, `disconnected` where no server answers.
        public static func open(_ settings: ConnectionSettings) async throws -> Connection {
            try await withCheckedThrowingContinuation { continuation in
                // Connecting blocks for seconds where servers are down.
                Thread.detachNewThread {
                    continuation.resume(with: Result { try Connection(settings) })
                }
            }
        }

        private init(_ settings: ConnectionSettings) throws {
            let options = try Options(settings)
            var connection: OpaquePointer?
            let status = natsConnection_Connect(&connection, options.handle)
            guard status == NATS_OK, let connection else {
                let isDown = [NATS_NO_SERVER, NATS_TIMEOUT, NATS_IO_ERROR, NATS_CONNECTION_CLOSED].contains(status)
                throw MessagingError(
                    isDown ? .disconnected : .configuration,
                    "cannot connect to \(settings.servers.joined(separator: ", ")): \(Self.text(status))")
            }
            inboxes = Inboxes()
            let context = Unmanaged.passRetained(inboxes).toOpaque()
            var subscription: OpaquePointer?
            let subscribed = natsConnection_Subscribe(&subscription, connection, inboxes.answerPrefix + "*", receive, context)
            guard subscribed == NATS_OK, let subscription else {
                natsConnection_Destroy(connection)
                Unmanaged<Inboxes>.fromOpaque(context).release()
                throw MessagingError(.disconnected, "cannot subscribe: \(Self.text(subscribed))")
            }
            natsSubscription_SetOnCompleteCB(subscription, release, context)
            natsSubscription_SetPendingLimits(subscription, -1, -1)
            handle = connection
            self.subscription = subscription
        }

        deinit {
            natsConnection_Close(handle)
            for subscription in streams.withLock({ $0.values.map(\.handle) }) { natsSubscription_Destroy(subscription) }
            natsSubscription_Destroy(subscription)
            natsConnection_Destroy(handle)
        }

        public func publish(_ message: Message) throws(MessagingError) {
            var created: OpaquePointer?
            let status = message.payload.withUnsafeBytes { bytes in
                natsMsg_Create(
                    &created, message.subject, message.reply, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            }
            guard status == NATS_OK, let created else { throw MessagingError(.configuration, "no message for \(message.subject)") }
            defer { natsMsg_Destroy(created) }
            for header in message.headers { natsMsgHeader_Add(created, header.name, header.value) }
            let sent = natsConnection_PublishMsg(handle, created)
            guard sent != NATS_OK else { return }
            throw MessagingError(sent == NATS_MAX_PAYLOAD ? .tooLarge : .disconnected, "cannot send: \(Self.text(sent))")
        }

        public func openInbox(
            forStreams: Bool, _ receive: @escaping @Sendable (Message) -> Void
        ) throws(MessagingError) -> String {
            guard forStreams else { return inboxes.open(receive) }
            let subject = inboxes.newSubject()
            // A stream's message keeps its subject, so only a subscription of its own tells which inbox it was sent to.
            let context = Unmanaged.passRetained(Inbox(receive)).toOpaque()
            var created: OpaquePointer?
            let status = natsConnection_Subscribe(&created, handle, subject, receiveOfStream, context)
            guard status == NATS_OK, let created else {
                Unmanaged<Inbox>.fromOpaque(context).release()
                throw MessagingError(.disconnected, "cannot subscribe: \(Self.text(status))")
            }
            natsSubscription_SetOnCompleteCB(created, releaseInbox, context)
            natsSubscription_SetPendingLimits(created, -1, -1)
            streams.withLock { $0[subject] = Subscription(handle: created) }
            return subject
        }

        public func closeInbox(_ subject: String) {
            if let subscription = streams.withLock({ $0.removeValue(forKey: subject) }) {
                natsSubscription_Destroy(subscription.handle)
            } else {
                inboxes.close(subject)
            }
        }

        public var largestPayload: Int { Int(clamping: natsConnection_GetMaxPayload(handle)) }

        public func close() { natsConnection_Close(handle) }

        /// Whether a server is at the other end just now.
        public var isConnected: Bool { natsConnection_Status(handle) == NATS_CONN_STATUS_CONNECTED }

        fileprivate static func text(_ status: natsStatus) -> String { natsStatus_GetText(status).map { String(cString: $0) } ?? "error" }
    }

    /// The subjects on which answers arrive, each with what takes them.
    private final class Inboxes: Sendable {
        let prefix: String
        let answerPrefix: String
        private let open = Mutex<[String: @Sendable (Message) -> Void]>([:])
        private let count = Atomic<UInt64>(0)

        init() {
            let random = UInt64.random(in: .min ... .max)
            prefix = "_INBOX.onrecord\(String(random, radix: 36))."
            answerPrefix = prefix + "a."
        }

        func newSubject() -> String { prefix + "s" + String(count.add(1, ordering: .relaxed).newValue, radix: 36) }

        func open(_ receive: @escaping @Sendable (Message) -> Void) -> String {
            let subject = answerPrefix + String(count.add(1, ordering: .relaxed).newValue, radix: 36)
            open.withLock { $0[subject] = receive }
            return subject
        }

        func close(_ subject: String) { _ = open.withLock { $0.removeValue(forKey: subject) } }

        func take(_ subject: String) -> (@Sendable (Message) -> Void)? { open.withLock { $0[subject] } }
    }

    /// What takes the messages of a stream.
    private final class Inbox: Sendable {
        let receive: @Sendable (Message) -> Void

        init(_ receive: @escaping @Sendable (Message) -> Void) { self.receive = receive }
    }

    /// The settings as libnats takes them.
    private final class Options {
        let handle: OpaquePointer

        init(_ settings: ConnectionSettings) throws {
            var created: OpaquePointer?
            guard natsOptions_Create(&created) == NATS_OK, let created else {
                throw MessagingError(.configuration, "no memory for the connection's options")
            }
            handle = created
            var servers = settings.servers.map { strdup($0) }
            defer { for server in servers { free(server) } }
            try servers.withUnsafeMutableBufferPointer { buffer in
                try buffer.withMemoryRebound(to: UnsafePointer<CChar>?.self) { names in
                    try check(natsOptions_SetServers(handle, names.baseAddress, Int32(names.count)), "the servers' addresses")
                }
            }
            try check(natsOptions_SetName(handle, settings.name), "the name")
            if let user = settings.user { try check(natsOptions_SetUserInfo(handle, user, settings.password ?? ""), "the user") }
            if let token = settings.token { try check(natsOptions_SetToken(handle, token), "the token") }
            if let file = settings.credentialsFile {
                guard access(file, R_OK) == 0 else { throw MessagingError(.configuration, "\(file) cannot be read") }
                try check(natsOptions_SetUserCredentialsFromFiles(handle, file, nil), "the credentials in \(file)")
            }
            if settings.usesTLS { try check(natsOptions_SetSecure(handle, true), "TLS") }
            if let file = settings.caFile {
                try check(natsOptions_LoadCATrustedCertificates(handle, file), "the certificates in \(file)")
            }
            if let certificate = settings.certificateFile, let key = settings.keyFile {
                try check(natsOptions_LoadCertificatesChain(handle, certificate, key), "the certificate in \(certificate)")
            }
            try check(natsOptions_SetTimeout(handle, 2000), "the time-out")
            try check(natsOptions_SetMaxReconnect(handle, -1), "reconnecting")
            try check(natsOptions_SetReconnectWait(handle, 200), "reconnecting")
            try check(natsOptions_SetReconnectJitter(handle, 100, 200), "reconnecting")
            // A server that vanished without a word (no FIN, a partition) is noticed after some seconds.
            try check(natsOptions_SetPingInterval(handle, 1500), "the ping interval")
            try check(natsOptions_SetMaxPingsOut(handle, 2), "the pings")
            try check(natsOptions_SetSendAsap(handle, true), "sending")
            // One thread hands out what arrives, not one for each subscription.
            try check(natsOptions_UseGlobalMessageDelivery(handle, true), "the delivery")
            // What cannot be sent now is refused, not kept for later. One message that was being written when the connection broke
            // may still be sent late, so that every request has to bear that: by compare-and-set, or by being the same again.
            try check(natsOptions_SetReconnectBufSize(handle, 1), "the buffer for reconnecting")
            // Without a handler libnats prints to standard error.
            try check(natsOptions_SetErrorHandler(handle, ignore, nil), "the error handler")
        }

        deinit { natsOptions_Destroy(handle) }

        private func check(_ status: natsStatus, _ what: String) throws {
            guard status != NATS_OK else { return }
            throw MessagingError(.configuration, "\(what) cannot be used: \(Connection.text(status))")
        }
    }

    // Called by libnats on its own threads: no closures, which might be bound to an actor.

    private nonisolated func receive(
        _ connection: OpaquePointer?, _ subscription: OpaquePointer?, _ message: OpaquePointer?, _ context: UnsafeMutableRawPointer?
    ) {
        guard let message else { return }
        defer { natsMsg_Destroy(message) }
        guard let context, let subject = natsMsg_GetSubject(message).map({ String(cString: $0) }) else { return }
        let inboxes = Unmanaged<Inboxes>.fromOpaque(context).takeUnretainedValue()
        guard let take = inboxes.take(subject) else { return }
        take(read(message, subject: subject))
    }

    private nonisolated func receiveOfStream(
        _ connection: OpaquePointer?, _ subscription: OpaquePointer?, _ message: OpaquePointer?, _ context: UnsafeMutableRawPointer?
    ) {
        guard let message else { return }
        defer { natsMsg_Destroy(message) }
        guard let context, let subject = natsMsg_GetSubject(message).map({ String(cString: $0) }) else { return }
        Unmanaged<Inbox>.fromOpaque(context).takeUnretainedValue().receive(read(message, subject: subject))
    }

    private nonisolated func releaseInbox(_ context: UnsafeMutableRawPointer?) {
        if let context { Unmanaged<Inbox>.fromOpaque(context).release() }
    }

    private nonisolated func read(_ message: OpaquePointer, subject: String) -> Message {
        let count = Int(natsMsg_GetDataLength(message))
        var payload: [UInt8] = []
        if count > 0, let data = natsMsg_GetData(message) {
            payload = Array(UnsafeRawBufferPointer(start: data, count: count))
        }
        var headers: [Message.Header] = []
        var keys: UnsafeMutablePointer<UnsafePointer<CChar>?>?
        var keyCount: Int32 = 0
        if natsMsgHeader_Keys(message, &keys, &keyCount) == NATS_OK, let keys {
            for index in 0..<Int(keyCount) {
                guard let key = keys[index] else { continue }
                var value: UnsafePointer<CChar>?
                if natsMsgHeader_Get(message, key, &value) == NATS_OK, let value {
                    headers.append(.init(String(cString: key), String(cString: value)))
                }
            }
            free(keys)
        }
        return Message(subject, payload, headers: headers, reply: natsMsg_GetReply(message).map { String(cString: $0) })
    }

    private nonisolated func release(_ context: UnsafeMutableRawPointer?) {
        if let context { Unmanaged<Inboxes>.fromOpaque(context).release() }
    }

    private nonisolated func ignore(
        _ connection: OpaquePointer?, _ subscription: OpaquePointer?, _ status: natsStatus, _ context: UnsafeMutableRawPointer?
    ) {}
#endif
