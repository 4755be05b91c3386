import FlyingFox
import Ingest
import Logging
import Records
import ServiceLifecycle

/// Serves what the daemon knows of itself: pages for people, JSON for `onrecord status`, `/healthz`, `/readyz` and `/metrics`.
public struct StatusService: Service {
    private let listen: String
    private let router: Router
    private let log: Logger

    /// How often state and records are read while nobody looks, so that metrics and the counts by hour are there.
    private static let interval: Duration = .seconds(15)

    /// - Parameters:
    ///   - listen: host and port, such as `127.0.0.1:8390` or `[::1]:8390`.
    ///   - board: what is shown.
    ///   - ingest: the daemon that is asked for its health.
    public init(listen: String, board: Board, ingest: Ingest, log: Logger) {
        self.listen = listen
        self.log = log
        router = Router(board: board, ingest: ingest)
    }

    /// Serves until the service group asks for a graceful shutdown.
    ///
    /// An address that is taken is an error in the log, not the daemon's end: the news goes on.
    public func run() async throws {
        let server: HTTPServer
        do {
            server = HTTPServer(address: try ListenAddress.parse(listen), timeout: 15, logger: .disabled)
        } catch {
            log.error("the status page cannot be served", metadata: ["listen": "\(listen)", "error": "\(error)"])
            return try await gracefulShutdown()
        }
        let router = router
        await server.appendRoute("*") { await router.answer($0) }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask(priority: .utility) { await Self.keepReading(router.board) }
                group.addTask {
                    do {
                        log.info("status page", metadata: ["address": "http://\(listen)/"])
                        try await server.run()
                    } catch is CancellationError {
                    } catch {
                        log.error("the status page cannot be served", metadata: ["listen": "\(listen)", "error": "\(error)"])
                        try? await gracefulShutdown()
                    }
                }
                await group.waitForAll()
            }
        }
    }

    private static func keepReading(_ board: Board) async {
        while !Task.isCancelled {
            _ = await board.view(notOlderThan: interval / 2)
            try? await Task.sleep(for: interval)
        }
    }
}

/// Why nothing can be served.
struct StatusError: Error, CustomStringConvertible {
    var message: String

    var description: String { message }
}
