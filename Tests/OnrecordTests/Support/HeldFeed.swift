import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A feed whose answer waits until a test has seen what it wanted to see.
final class HeldFeed: Sendable {
    let address: String
    private let isReleased = Released()
    private let serving: Task<Void, any Error>

    private final class Released: Sendable {
        let state = Mutex(false)
    }

    init() async throws {
        let server = HTTPServer(address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), timeout: 120, logger: .disabled)
        let released = isReleased
        await server.appendRoute("/held.xml") { _ in
            while !released.state.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
            let feed = "<rss version=\"2.0\"><channel><title>Late</title><link>http://late.example/</link></channel></rss>"
            return HTTPResponse(statusCode: .ok, headers: [.contentType: "application/rss+xml"], body: Data(feed.utf8))
        }
        serving = Task { try await server.run() }
        try await server.waitUntilListening(timeout: 60)
        guard case .ip4(let host, let port)? = await server.listeningAddress else { throw SocketError.unsupportedAddress }
        address = "http://\(host):\(port)/held.xml"
    }

    deinit { serving.cancel() }

    func release() { isReleased.state.withLock { $0 = true } }
}
