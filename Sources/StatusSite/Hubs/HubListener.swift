import FlyingFox
import FlyingSocks
import Ingest
import Logging
import ServiceLifecycle

/// Listens for hubs at the callback address, as a rule behind a reverse proxy that ends TLS.
///
/// FlyingFox, which serves the status page, reads heads of any length and keeps what is left of bodies that nobody wants; at a public
/// address neither will do. Only its sockets are used here.
public struct HubListener: Service {
    private let listen: String
    private let ingest: Ingest
    private let log: Logger

    /// Connections at once; more wait to be accepted.
    private static let connections = 64
    /// Bodies that are read at once, each up to the `max_bytes` of its feed.
    private static let bodies = 8

    /// - Parameter listen: host and port, such as `127.0.0.1:8391`.
    public init(listen: String, ingest: Ingest, log: Logger) {
        self.listen = listen
        self.ingest = ingest
        self.log = log
    }

    public func run() async throws {
        let listener = Listener(listen: listen, table: "websub", name: "callback address of hubs", log: log)
        await cancelWhenGracefulShutdown {
            await listener.run { address in
                let socket = try Self.socket(at: address)
                listener.tell()
                try await serve(socket)
            }
        }
    }

    private static func socket(at address: some SocketAddress) throws -> Socket {
        let socket = try Socket(domain: Int32(type(of: address).family))
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: address)
        } catch {
            try? socket.close()
            throw error
        }
        try socket.listen()
        return socket
    }

    private func serve(_ socket: Socket) async throws {
        defer { try? socket.close() }
        let pool = HTTPServer.defaultPool()
        try await pool.prepare()
        let listening = try AsyncSocket(socket: socket, pool: pool)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            group.addTask { try await accept(on: listening) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func accept(on socket: AsyncSocket) async throws {
        let seats = Seats(Self.bodies)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var open = 0
            while true {
                if open == Self.connections {
                    try await group.next()
                    open -= 1
                }
                do {
                    let connection = HubConnection(socket: try await socket.accept(), ingest: ingest, seats: seats)
                    group.addTask { await connection.serve() }
                    open += 1
                } catch SocketError.failed {
                    // One that has gone before it was taken, or no descriptor left: that passes.
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
        }
    }
}
