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
    public func run() async throws {
        let (listener, router) = (Listener(listen: listen, table: "status", name: "status page", log: log), router)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.keepReading(router.board) }
                group.addTask { await listener.serve { await router.answer($0) } }
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
