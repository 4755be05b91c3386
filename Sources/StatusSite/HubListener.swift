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
        var call = HubCall(token: token, query: request.query.map { ($0.name, $0.value) })
        switch request.method {
        case .GET:
            break
        case .POST:
            guard let body = try await Self.body(of: request) else {
                var close = HTTPHeaders()
                close[HTTPHeader("Connection")] = "close"
                return HTTPResponse(statusCode: .payloadTooLarge, headers: close)
            }
            call = HubCall(
                token: token, query: nil, signature: request.headers[HTTPHeader("X-Hub-Signature")],
                contentType: request.headers[.contentType], body: body)
        default:
            return HTTPResponse(statusCode: .methodNotAllowed)
        }
        let answer = await ingest.answer(call)
        return HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: ""),
            headers: [.contentType: "text/plain; charset=utf-8", HTTPHeader("X-Content-Type-Options"): "nosniff"],
            body: Data(answer.text.utf8))
    }

    /// - Returns: `nil` where there is more than is read.
    private static func body(of request: HTTPRequest) async throws -> [UInt8]? {
        if let count = request.bodySequence.count, count > HubCall.largestBody { return nil }
        var body: [UInt8] = []
        for try await chunk in request.bodySequence {
            guard body.count + chunk.count <= HubCall.largestBody else { return nil }
            body += chunk
        }
        return body
    }
}
