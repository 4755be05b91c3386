import FlyingFox
import FlyingSocks
import Logging
import ServiceLifecycle

/// Serves at an address of the configuration until the task is cancelled, and says so in the log.
struct Listener: Sendable {
    let listen: String
    /// The table of the configuration in which the address stands.
    let table: String
    /// What is served, as the log calls it: `status page`.
    let name: String
    let log: Logger

    func serve(_ handler: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) async {
        await run { address in
            let server = HTTPServer(address: address, timeout: 15, logger: .disabled)
            await server.appendRoute("*", handler: handler)
            let telling = Task {
                try await server.waitUntilListening(timeout: 60)
                tell()
            }
            defer { telling.cancel() }
            try await server.run()
        }
    }

    /// Says that it is served.
    func tell() { log.info("\(name)", metadata: ["address": "http://\(listen)/"]) }

    /// An address that is taken is an error in the log, not the daemon's end: the news goes on.
    func run(_ server: (any SocketAddress) async throws -> Void) async {
        do {
            try await server(ListenAddress.parse(listen))
        } catch {
            // A server that is told to end says that its socket is gone.
            if Task.isCancelled { return }
            log.error(
                "the \(name) cannot be served",
                metadata: ["listen": "\(listen)", "error": "\(ListenAddress.explain(error, listen, table: table))"])
            try? await gracefulShutdown()
        }
    }
}
