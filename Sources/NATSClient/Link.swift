#if Cluster
    internal import CNats
    import Foundation
    import Messaging
    import Synchronization

    /// One connection of libnats, as long as that lasts.
    ///
    /// `@unchecked Sendable`: neither handle is changed after init, and libnats locks what they point to.
    final class Link: @unchecked Sendable {
        private let handle: OpaquePointer
        private let subscription: OpaquePointer
        private let streams = Mutex(Streams())

        private struct Streams: Sendable {
            var free: [StreamInbox] = []
            var subscriptions: [Subscribed] = []
        }

        /// Never changed, and locked by libnats.
        private struct Subscribed: @unchecked Sendable {
            let handle: OpaquePointer
        }

        /// Connects; blocks for seconds where servers are down.
        ///
        /// - Throws: ``MessagingError``: `configuration` where a setting is wrong or the servers refuse it, `disconnected` where no server
        ///   answers.
        init(_ settings: ConnectionSettings, _ inboxes: Inboxes, _ events: Events) throws {
            let options = try Options(settings, events)
            var connection: OpaquePointer?
            let status = natsConnection_Connect(&connection, options.handle)
            guard status == NATS_OK, let connection else {
                let isDown = [NATS_NO_SERVER, NATS_TIMEOUT, NATS_IO_ERROR, NATS_CONNECTION_CLOSED].contains(status)
                throw MessagingError(
                    isDown ? .disconnected : .configuration,
                    "cannot connect to \(settings.servers.joined(separator: ", ")): \(Self.text(status))")
            }
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
            natsSubscription_Destroy(subscription)
            for subscribed in streams.withLock({ $0.subscriptions }) { natsSubscription_Destroy(subscribed.handle) }
            natsConnection_Destroy(handle)
        }

        func publish(_ message: Message) throws(MessagingError) {
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

        /// A free inbox for a stream's messages, to be given back.
        ///
        /// A stream's message keeps its subject, so only a subscription of its own tells which inbox it was sent to. They are used again as
        /// long as the connection lasts: libnats 3.4 may look at one that is destroyed while the connection is made anew.
        func takeStreamInbox(_ inboxes: Inboxes) throws(MessagingError) -> StreamInbox {
            if let free = streams.withLock({ $0.free.popLast() }) { return free }
            let inbox = StreamInbox(prefix: inboxes.newStreamPrefix())
            let context = Unmanaged.passRetained(inbox).toOpaque()
            var created: OpaquePointer?
            let status = natsConnection_Subscribe(&created, handle, inbox.prefix + "*", receiveOfStream, context)
            guard status == NATS_OK, let created else {
                Unmanaged<StreamInbox>.fromOpaque(context).release()
                throw MessagingError(.disconnected, "cannot subscribe: \(Self.text(status))")
            }
            natsSubscription_SetOnCompleteCB(created, releaseInbox, context)
            natsSubscription_SetPendingLimits(created, -1, -1)
            streams.withLock { $0.subscriptions.append(Subscribed(handle: created)) }
            return inbox
        }

        func giveBack(_ inbox: StreamInbox) { streams.withLock { $0.free.append(inbox) } }

        var largestPayload: Int { Int(clamping: natsConnection_GetMaxPayload(handle)) }

        var isConnected: Bool { natsConnection_Status(handle) == NATS_CONN_STATUS_CONNECTED }

        /// The address of the server at the other end.
        var server: String { Self.server(of: handle) }

        func close() { natsConnection_Close(handle) }

        static func server(of handle: OpaquePointer) -> String {
            var buffer = [CChar](repeating: 0, count: 256)
            guard natsConnection_GetConnectedUrl(handle, &buffer, buffer.count) == NATS_OK else { return "" }
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        static func text(_ status: natsStatus) -> String { natsStatus_GetText(status).map { String(cString: $0) } ?? "error" }
    }

    /// What takes the messages of a stream, for one request at a time.
    final class StreamInbox: Sendable {
        /// Begins the subjects of the requests.
        let prefix: String
        private let user = Mutex<(subject: String, receive: @Sendable (Message) -> Void)?>(nil)

        init(prefix: String) { self.prefix = prefix }

        func open(_ subject: String, _ receive: @escaping @Sendable (Message) -> Void) { user.withLock { $0 = (subject, receive) } }

        func close() { user.withLock { $0 = nil } }

        fileprivate func take(_ message: Message) {
            // What a server says of a request comes under the request's own subject: perhaps of one before.
            guard let user = user.withLock({ $0 }), !message.subject.hasPrefix(prefix) || message.subject == user.subject else { return }
            user.receive(message)
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
        Unmanaged<StreamInbox>.fromOpaque(context).takeUnretainedValue().take(read(message, subject: subject))
    }

    private nonisolated func releaseInbox(_ context: UnsafeMutableRawPointer?) {
        if let context { Unmanaged<StreamInbox>.fromOpaque(context).release() }
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
#endif
