import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A site on loopback whose answers a test sets and changes.
final class TestSite: Sendable {
    struct Answer: Sendable {
        var status = 200
        var type = "text/html; charset=utf-8"
        var headers: [String: String] = [:]
        var body = ""
        /// How long the answer takes.
        var delay: Duration = .zero
    }

    struct Request: Sendable {
        var path: String
        var headers: [String: String]
        var body = ""
    }

    private struct State {
        var answers: [String: @Sendable (Request, Int) -> Answer] = [:]
        var requests: [Request] = []
        var underWay = 0
        var mostAtOnce = 0
    }

    private final class Desk: Sendable {
        let state = Mutex(State())

        func respond(_ request: HTTPRequest) async -> HTTPResponse {
            let body = (try? await request.bodyData).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let answer = state.withLock { state -> Answer in
                var headers: [String: String] = [:]
                for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
                let asked = Request(path: request.path, headers: headers, body: body)
                state.requests.append(asked)
                state.underWay += 1
                state.mostAtOnce = max(state.mostAtOnce, state.underWay)
                let number = state.requests.count { $0.path == request.path }
                return state.answers[request.path]?(asked, number) ?? Answer(status: 404, body: "nothing here")
            }
            if answer.delay > .zero { try? await Task.sleep(for: answer.delay) }
            state.withLock { $0.underWay -= 1 }
            var headers: HTTPHeaders = [.contentType: answer.type]
            for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
            return HTTPResponse(statusCode: HTTPStatusCode(answer.status, phrase: "-"), headers: headers, body: Data(answer.body.utf8))
        }
    }

    let origin: String
    let port: Int
    private let desk = Desk()
    private let serving: Task<Void, any Error>

    /// - Parameter ip: of loopback, of which each address is a site of its own; `0.0.0.0` for all of them.
    init(ip: String = "127.0.0.1") async throws {
        let server = HTTPServer(address: try .inet(ip4: ip, port: 0), logger: .disabled)
        let desk = desk
        await server.appendRoute("*") { request in await desk.respond(request) }
        serving = Task { try await server.run() }
        try await server.waitUntilListening(timeout: 60)
        guard case .ip4(_, let port) = await server.listeningAddress else { throw URLError(.cannotConnectToHost) }
        origin = "http://\(ip):\(port)"
        self.port = Int(port)
    }

    deinit { serving.cancel() }

    /// Sets what a path answers; `answer` gets the number of the request to it, from 1.
    func on(_ path: String, _ answer: @escaping @Sendable (Int) -> Answer) { onRequest(path) { _, number in answer(number) } }

    /// Sets what a path answers, by the request too.
    func onRequest(_ path: String, _ answer: @escaping @Sendable (Request, Int) -> Answer) {
        desk.state.withLock { $0.answers[path] = answer }
    }

    /// A port of loopback that nobody listens at just now.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard result else { throw URLError(.cannotConnectToHost) }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    var requests: [Request] { desk.state.withLock { $0.requests } }
    var mostAtOnce: Int { desk.state.withLock { $0.mostAtOnce } }

    func count(_ path: String) -> Int { requests.count { $0.path == path } }
}
