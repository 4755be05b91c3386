import FlyingFox
import FlyingSocks
import Foundation
import Ingest
import Logging
import Records
import ServiceLifecycle

/// Serves what the daemon knows of itself: a page for people, JSON for `onrecord status`, `/healthz` and `/metrics`.
public struct StatusService: Service {
    private let listen: String
    private let ingest: Ingest
    private let log: Logger

    /// The daemon's loops come round at least twice a minute; this long without one means that they hang.
    private static let longestRound: Duration = .seconds(120)

    /// - Parameter listen: host and port, such as `127.0.0.1:8390` or `[::1]:8390`.
    public init(listen: String, ingest: Ingest, log: Logger) {
        self.listen = listen
        self.ingest = ingest
        self.log = log
    }

    /// Serves until the service group asks for a graceful shutdown.
    ///
    /// An address that is taken is an error in the log, not the daemon's end: the news goes on.
    public func run() async throws {
        let server: HTTPServer
        do {
            server = HTTPServer(address: try Self.address(listen), timeout: 15, logger: .disabled)
        } catch {
            log.error("the status page cannot be served", metadata: ["listen": "\(listen)", "error": "\(error)"])
            return try await gracefulShutdown()
        }
        await server.appendRoute("GET /", handler: page)
        await server.appendRoute("GET /status.json", handler: status)
        await server.appendRoute("GET /healthz", handler: health)
        await server.appendRoute("GET /metrics", handler: metrics)
        await cancelWhenGracefulShutdown {
            do {
                log.info("status page", metadata: ["address": "http://\(listen)/"])
                try await server.run()
            } catch is CancellationError {
            } catch {
                log.error("the status page cannot be served", metadata: ["listen": "\(listen)", "error": "\(error)"])
                try? await gracefulShutdown()
            }
        }
    }

    private static func address(_ listen: String) throws -> any SocketAddress {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw StatusError(message: "\"\(listen)\" is no host and port")
        }
        let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
        if host == "localhost" { return try .inet(ip4: "127.0.0.1", port: port) }
        return host.contains(":") ? try .inet6(ip6: host, port: port) : try .inet(ip4: host.isEmpty ? "0.0.0.0" : host, port: port)
    }

    // MARK: Answers

    @Sendable private func status(_: HTTPRequest) async throws -> HTTPResponse {
        HTTPResponse(
            statusCode: .ok, headers: [.contentType: "application/json"], body: Data(try await ingest.report().json))
    }

    @Sendable private func health(_: HTTPRequest) async throws -> HTTPResponse {
        let activity = ingest.telemetry.snapshot
        let trouble: String? =
            if let failure = activity.writingFailure {
                failure
            } else if Moment.now - activity.lastRound > Self.longestRound {
                "the work loops have not come round since \(activity.lastRound.rfc3339)"
            } else {
                nil
            }
        return HTTPResponse(
            statusCode: trouble == nil ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain; charset=utf-8"],
            body: Data(((trouble ?? "ok") + "\n").utf8))
    }

    @Sendable private func metrics(_: HTTPRequest) async throws -> HTTPResponse {
        HTTPResponse(
            statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: Data(Metrics.text(try await ingest.report()).utf8))
    }

    @Sendable private func page(_: HTTPRequest) async throws -> HTTPResponse {
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return HTTPResponse(
            statusCode: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", HTTPHeader("Content-Security-Policy"): policy,
                HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Cache-Control"): "no-store",
            ], body: Data(StatusPage.html(try await ingest.report()).utf8))
    }
}

/// Why nothing can be served.
struct StatusError: Error, CustomStringConvertible {
    var message: String

    var description: String { message }
}
