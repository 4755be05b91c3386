import FlyingFox
import Foundation
import Ingest
import Logging
import ServiceLifecycle

/// Listens for hubs at the callback address, as a rule behind a reverse proxy that ends TLS.
///
/// Of the path only the last segment counts, so that a proxy may keep or strip the part before it.
public struct HubListener: Service {
    private let listen: String
    private let ingest: Ingest
    private let log: Logger
    private let seats = Seats(8)

    /// - Parameter listen: host and port, such as `127.0.0.1:8391`.
    public init(listen: String, ingest: Ingest, log: Logger) {
        self.listen = listen
        self.ingest = ingest
        self.log = log
    }

    public func run() async throws {
        let listener = Listener(listen: listen, table: "websub", name: "callback address of hubs", log: log)
        await cancelWhenGracefulShutdown { await listener.serve(answer) }
    }

    @Sendable private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        let token = request.path.split(separator: "/").last.map(String.init) ?? ""
        switch request.method {
        case .GET: return Self.response(await ingest.answer(HubCall(token: token, query: request.query.map { ($0.name, $0.value) })))
        case .POST: return try await take(request, token)
        default: return HTTPResponse(statusCode: .methodNotAllowed)
        }
    }

    private func take(_ request: HTTPRequest, _ token: String) async throws -> HTTPResponse {
        let most: Int
        switch await ingest.expects(contentFor: token) {
        case .nothing(let answer): return Self.response(answer)
        case .upTo(let bytes): most = bytes
        }
        // What is read is kept until it is signed for. A hub tries again.
        guard let seat = seats.take() else { return HTTPResponse(statusCode: .serviceUnavailable) }
        defer { withExtendedLifetime(seat) {} }
        guard let body = try await Self.body(of: request, upTo: most) else {
            var close = HTTPHeaders()
            close[HTTPHeader("Connection")] = "close"
            return HTTPResponse(statusCode: .payloadTooLarge, headers: close)
        }
        return Self.response(
            await ingest.answer(
                HubCall(
                    token: token, query: nil, signature: request.headers[HTTPHeader("X-Hub-Signature")],
                    contentType: request.headers[.contentType], body: body)))
    }

    private static func response(_ answer: HubCall.Answer) -> HTTPResponse {
        HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: ""),
            headers: [.contentType: "text/plain; charset=utf-8", HTTPHeader("X-Content-Type-Options"): "nosniff"],
            body: Data(answer.text.utf8))
    }

    /// - Returns: `nil` where there is more than is read.
    private static func body(of request: HTTPRequest, upTo most: Int) async throws -> [UInt8]? {
        if let count = request.bodySequence.count, count > most { return nil }
        var body: [UInt8] = []
        for try await chunk in request.bodySequence {
            guard body.count + chunk.count <= most else { return nil }
            body += chunk
        }
        return body
    }
}
