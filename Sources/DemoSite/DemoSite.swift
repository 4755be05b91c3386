import FlyingFox
import FlyingSocks
import Foundation

/// A small news site of an invented town, served over real HTTP on the loopback interface.
///
/// Three publications with a feed each (RSS 2.0, Atom 1.0, JSON Feed 1.1), pages in three different templates, a `robots.txt` and
/// validators that are answered with 304: everything that a reader of news meets outside, for a machine without internet.
///
/// ```swift
/// let site = try await DemoSite()
/// print(site.feeds)
/// await site.stop()
/// ```
public struct DemoSite: Sendable {
    /// Where the site is served: `http://127.0.0.1:` and the port that the system chose.
    public let origin: String
    /// Absolute addresses of the feeds.
    public let feeds: [String]
    /// How many articles the feeds carry, each counted once.
    public let articleCount: Int
    /// The network to be let through by a reader that refuses private addresses.
    public static let network = "127.0.0.0/8"

    private let server: HTTPServer
    private let serving: Task<Void, any Error>

    /// Starts the site on a free port of 127.0.0.1 and returns once it answers.
    ///
    /// - Parameter now: the time that the articles are dated from; they are a few hours to a few days old.
    /// - Throws: an error of the socket where the loopback interface cannot be listened on.
    public init(now: Date = Date()) async throws {
        let server = HTTPServer(address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
        let serving = Task { try await server.run() }
        let edition: Edition
        do {
            try await server.waitUntilListening(timeout: 60)
            guard case .ip4(let host, let port)? = await server.listeningAddress else { throw SocketError.unsupportedAddress }
            edition = Edition(origin: "http://\(host):\(port)", now: now)
        } catch {
            serving.cancel()
            throw error
        }
        // The pages name their own addresses, so they are made when the port is known, and the route is added last.
        let responder = Responder(resources: edition.resources)
        await server.appendRoute("*") { request in responder.response(to: request) }
        self.origin = edition.origin
        self.feeds = edition.feeds
        self.articleCount = edition.stories.count
        self.server = server
        self.serving = serving
    }

    /// Closes the port; requests under way are cut off.
    public func stop() async {
        await server.stop()
        serving.cancel()
        _ = await serving.result
    }
}
