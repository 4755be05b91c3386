#if Cluster
    internal import CNats
    import Foundation
    import Messaging

    /// The settings as libnats takes them.
    final class Options {
        let handle: OpaquePointer

        init(_ settings: ConnectionSettings, _ events: Events) throws {
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
            // Whoever sends waits for the socket, under the connection's lock: a server that takes nothing must not keep it for long.
            try check(natsOptions_SetWriteDeadline(handle, 1500), "the time for sending")
            // One thread hands out what arrives, not one for each subscription.
            try check(natsOptions_UseGlobalMessageDelivery(handle, true), "the delivery")
            // What cannot be sent now is refused, not kept for later. One message that was being written when the connection broke
            // may still be sent late, so that every request has to bear that: by compare-and-set, or by being the same again.
            try check(natsOptions_SetReconnectBufSize(handle, 1), "the buffer for reconnecting")
            let context = events.context
            try check(natsOptions_SetErrorHandler(handle, complained, context), "the error handler")
            try check(natsOptions_SetDisconnectedCB(handle, lost, context), "the handler of events")
            try check(natsOptions_SetReconnectedCB(handle, found, context), "the handler of events")
            try check(natsOptions_SetClosedCB(handle, closed, context), "the handler of events")
        }

        deinit { natsOptions_Destroy(handle) }

        private func check(_ status: natsStatus, _ what: String) throws {
            guard status != NATS_OK else { return }
            throw MessagingError(.configuration, "\(what) cannot be used: \(Link.text(status))")
        }
    }
#endif
