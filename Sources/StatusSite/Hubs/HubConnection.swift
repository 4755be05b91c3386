import FlyingSocks
import Foundation
import Glibc
import Ingest

/// One connection to the callback address: one request, one answer, and the end.
///
/// The address is public, so everything has a bound: the head, the body (which is read only for a token that is expected, and only while
/// there is a seat), and the time that either may take.
struct HubConnection: Sendable {
    let socket: AsyncSocket
    let ingest: Ingest
    /// For those whose bodies are read: these are kept until they are signed for.
    let seats: Seats

    private enum Patience {
        static let head: Duration = .seconds(10)
        static let body: Duration = .seconds(20)
        static let answer: Duration = .seconds(10)
        /// For the other side to notice that nothing more is read.
        static let farewell: Duration = .seconds(2)
    }

    /// Answers and closes.
    func serve() async {
        defer { try? socket.close() }
        do {
            var input = Input(socket: socket)
            let answer: HubCall.Answer
            do {
                answer = try await self.answer(to: &input)
            } catch let malformation as HubRequest.Malformation {
                answer = HubCall.Answer(malformation.status)
            }
            try await send(answer)
            // Closed with something unread, it would be reset, and the answer lost on its way.
            shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
            try await within(Patience.farewell) { [input] in
                while true { try await input.drop() }
            }
        } catch {
            // The other side has gone or is too slow: there is nobody to tell.
        }
    }

    private func answer(to input: inout Input) async throws -> HubCall.Answer {
        input = try await within(Patience.head) { [input] in
            var input = input
            try await input.readHead()
            return input
        }
        let request = try HubRequest(head: input.head)
        switch request.method {
        case "GET": return await ingest.answer(HubCall(token: request.token, query: request.query))
        case "POST": break
        default: return HubCall.Answer(405)
        }
        let most: Int
        switch await ingest.expects(contentFor: request.token) {
        case .nothing(let answer): return answer
        case .upTo(let bytes): most = bytes
        }
        if case .length(let count) = request.framing, count > most { return HubCall.Answer(413) }
        // A hub tries again.
        guard let seat = seats.take() else { return HubCall.Answer(503) }
        defer { withExtendedLifetime(seat) {} }
        if request.waitsForConsent { try await write("HTTP/1.1 100 Continue\r\n\r\n") }
        let body = try await within(Patience.body) { [input] in
            var input = input
            return try await input.readBody(request.framing, upTo: most)
        }
        return await ingest.answer(
            HubCall(
                token: request.token, query: nil, signature: request["x-hub-signature"], contentType: request["content-type"], body: body))
    }

    private func send(_ answer: HubCall.Answer) async throws {
        try await write(
            """
            HTTP/1.1 \(answer.status) \r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r
            Content-Length: \(answer.text.utf8.count)\r\nConnection: close\r\n\r\n\(answer.text)
            """)
    }

    private func write(_ text: String) async throws {
        try await within(Patience.answer) { try await socket.write(Data(text.utf8)) }
    }

    /// Does something for so long at the most.
    private func within<Value: Sendable>(_ time: Duration, _ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: time)
                throw SocketError.timeout(message: "too slow")
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// What comes in, and what of it has not been used.
    private struct Input: Sendable {
        let socket: AsyncSocket
        private(set) var head: [UInt8] = []
        private var rest: [UInt8] = []

        init(socket: AsyncSocket) {
            self.socket = socket
        }

        mutating func readHead() async throws {
            while true {
                let bytes = try await socket.read(atMost: 4096)
                let before = max(0, head.count - 3)
                head += bytes
                if let end = Self.end(in: head[before...]) {
                    rest = Array(head[end...])
                    head.removeSubrange(end...)
                    guard head.count <= HubRequest.longestHead else { throw HubRequest.Malformation(status: 431) }
                    return
                }
                guard head.count <= HubRequest.longestHead else { throw HubRequest.Malformation(status: 431) }
            }
        }

        /// Behind the empty line that ends the head.
        private static func end(in bytes: ArraySlice<UInt8>) -> Int? {
            for index in bytes.indices.dropFirst() where bytes[index] == UInt8(ascii: "\n") {
                let isAfterReturn = bytes[index - 1] == UInt8(ascii: "\r")
                let line = isAfterReturn ? index - 2 : index - 1
                if line >= bytes.startIndex, bytes[line] == UInt8(ascii: "\n") { return index + 1 }
            }
            return nil
        }

        mutating func readBody(_ framing: HubRequest.Framing, upTo most: Int) async throws -> [UInt8] {
            switch framing {
            case .length(let count):
                var body = Array(rest.prefix(count))
                while body.count < count { body += try await socket.read(atMost: min(4096, count - body.count)) }
                return body
            case .chunks:
                var chunks = ChunkedBody()
                try chunks.take(rest, upTo: most)
                while !chunks.isComplete { try chunks.take(try await socket.read(atMost: 4096), upTo: most) }
                return chunks.body
            }
        }

        /// Reads what nobody wants.
        func drop() async throws { _ = try await socket.read(atMost: 4096) }
    }
}
