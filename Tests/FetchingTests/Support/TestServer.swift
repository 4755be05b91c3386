import Glibc
import Synchronization

@testable import Fetching

/// A small HTTP server on loopback that answers as told, however badly: one thread a connection, no library.
final class TestServer: Sendable {
    /// A request's head as it came.
    struct Request: Sendable {
        var method: String
        var target: String
        /// Names in lower case.
        var headers: [String: String]
        /// What came after the head, by Content-Length.
        var body: String
        /// Which request of the server's life it is, from 1.
        var number: Int
        /// Which connection it came over, from 1.
        var connection: Int

        var path: String { String(target.prefix { $0 != "?" }) }
    }

    /// What the server does in answer, one after another.
    enum Step: Sendable {
        case send([UInt8])
        /// Sends the bytes again and again until the client has gone.
        case endless([UInt8])
        /// Waits until the client has gone.
        case hang
        /// Does nothing for so many milliseconds.
        case pause(Int)
        case close
        /// Breaks the connection off with a reset.
        case reset
    }

    let port: Int
    private let listener: Int32
    private let state = Mutex(State())
    private let reply: @Sendable (Request) -> [Step]

    private struct State {
        var requests: [Request] = []
        var sockets: Set<Int32> = []
        var connections = 0
        var active = 0
        var mostActive = 0
        var isStopped = false
    }

    init(_ address: String = "127.0.0.1", reply: @escaping @Sendable (Request) -> [Step]) throws {
        self.reply = reply
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutableBytes(of: &name) { raw in
            guard let name = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(listener, name, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, name, &length) == 0
        }
        port = Int(UInt16(bigEndian: name.sin_port))
        guard isListening, startThread("server", { [self] in accept() }) else { throw Failure() }
    }

    struct Failure: Error {}

    deinit { stop() }

    var requests: [Request] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    /// The most requests that were being answered at once.
    var mostActive: Int { state.withLock { $0.mostActive } }

    func url(_ target: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(target)" }

    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            var one: Int32 = 1
            setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
            let number = state.withLock { state in
                state.sockets.insert(socket)
                state.connections += 1
                return state.isStopped ? nil : state.connections
            }
            guard let number, startThread("server", { [weak self] in self?.serve(socket, number) }) else {
                Glibc.close(socket)
                continue
            }
        }
        Glibc.close(listener)
    }

    private func serve(_ socket: Int32, _ connection: Int) {
        while let (method, target, headers) = readHead(socket) {
            let body = readBody(socket, Int(headers["content-length"] ?? "") ?? 0)
            let request = state.withLock { state in
                let request = Request(
                    method: method, target: target, headers: headers, body: body, number: state.requests.count + 1, connection: connection)
                state.requests.append(request)
                state.active += 1
                state.mostActive = max(state.mostActive, state.active)
                return request
            }
            let goesOn = perform(reply(request), socket)
            state.withLock { $0.active -= 1 }
            if !goesOn { break }
        }
        state.withLock { _ = $0.sockets.remove(socket) }
        Glibc.close(socket)
    }

    private func perform(_ steps: [Step], _ socket: Int32) -> Bool {
        for step in steps {
            switch step {
            case .send(let bytes): if !sendAll(bytes, socket) { return false }
            case .endless(let bytes):
                while sendAll(bytes, socket) {}
                return false
            case .hang:
                var byte: UInt8 = 0
                while recv(socket, &byte, 1, 0) > 0 {}
                return false
            case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
            case .close: return false
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
                return false
            }
        }
        return true
    }

    private func sendAll(_ bytes: [UInt8], _ socket: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = send(socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                if count <= 0 { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private func readBody(_ socket: Int32, _ count: Int) -> String {
        var body: [UInt8] = []
        var byte: UInt8 = 0
        while body.count < count, recv(socket, &byte, 1, 0) == 1 { body.append(byte) }
        return String(decoding: body, as: UTF8.self)
    }

    private func readHead(_ socket: Int32) -> (String, String, [String: String])? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard head.count < 65_536, recv(socket, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
            // A TLS handshake is no request.
            if head == [0x16] {
                _ = sendAll([UInt8]("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), socket)
                return nil
            }
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count == 2 ? String(parts[1]).trimmed : ""
        }
        return (String(words[0]), String(words[1]), headers)
    }
}

extension [TestServer.Step] {
    /// A sound answer with the right length.
    static func answer(_ status: Int = 200, _ headers: [String] = [], body: [UInt8] = []) -> [TestServer.Step] {
        let length = status == 304 ? [] : ["Content-Length: \(body.count)"]
        let head = ["HTTP/1.1 \(status) X"] + headers + length
        return [.send([UInt8]((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)]
    }

    static func answer(_ status: Int = 200, _ headers: [String] = [], text: String) -> [TestServer.Step] {
        answer(status, headers, body: [UInt8](text.utf8))
    }

    /// Lines just as given, each with a line end; then what follows.
    static func raw(_ lines: [String], body: [UInt8] = [], then steps: [TestServer.Step] = [.close]) -> [TestServer.Step] {
        [.send([UInt8](lines.map { $0 + "\r\n" }.joined().utf8) + body)] + steps
    }
}

/// A proxy in the environment that leads nowhere: every test fails where libcurl would believe it, which would lead around the guard.
private let poisonedEnvironment: Void = {
    for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
}()

/// A client that may ask loopback.
func loopbackClient(_ change: (inout HTTPClientSettings) -> Void = { _ in }) -> HTTPClient {
    _ = poisonedEnvironment
    var settings = HTTPClientSettings(
        userAgent: "onrecord-test/1", guarding: AddressGuard(allowing: ["127.0.0.0/8"].compactMap { NetworkRange($0) }))
    change(&settings)
    change(&settings)
    return HTTPClient(settings: settings)
}

/// The kind of failure that a fetch ends with; `nil` where it does not fail.
func failure(_ client: HTTPClient, _ request: FetchRequest) async -> FetchError.Kind? {
    do throws(FetchError) {
        _ = try await client.fetch(request)
        return nil
    } catch {
        return error.kind
    }
}

/// A value that tasks of a test share.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    func withLock<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result { value.withLock { body(&$0) } }
}
