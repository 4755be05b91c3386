import Testing

@testable import Fetching

@Suite(.enabled(if: TestAuthority.isPossible), .timeLimit(.minutes(3))) struct HTTP2Tests {
    private typealias Frame = HTTP2Server.Frame

    /// What a fetch gives once the server listens: the body, or how it fails.
    private func outcome(_ frames: [[UInt8]]) async throws -> (body: String?, failure: FetchError.Kind?) {
        let authority = try TestAuthority()
        try authority.issue("good", for: "DNS:localhost", days: 2)
        let server = try HTTP2Server(authority, certificate: "good", frames: frames)
        let client = loopbackClient()
        let request = FetchRequest(url: "https://localhost:\(server.port)/", timeout: .seconds(60), caFile: authority.caFile)
        while server.isRunning {
            do throws(FetchError) {
                return (String(decoding: try await client.fetch(request).body, as: UTF8.self), nil)
            } catch {
                if error.kind != .refused { return (nil, error.kind) }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return (nil, .refused)
    }

    @Test func `a sound answer is read`() async throws {
        #expect(try await outcome([Frame.answer, Frame.data("hello", isLast: true)]).body == "hello")
    }

    @Test func `a stream that is reset before its answer is an error`() async throws {
        #expect(try await outcome([Frame.reset(2)]).failure == .badAnswer)
    }

    @Test func `a stream that is reset within its body is an error`() async throws {
        let outcome = try await outcome([Frame.answer, Frame.data("hel", isLast: false), Frame.reset(2)])
        // Which one depends on whether libcurl reads the frames together.
        #expect(outcome.body == nil && (outcome.failure == .shortBody || outcome.failure == .badAnswer))
    }

    @Test func `a server that goes away before it answers is an error`() async throws {
        let outcome = try await outcome([Frame.goAway(last: 0, 11)])
        #expect(outcome.body == nil && outcome.failure != nil)
    }

    @Test func `a server that goes away behind its answer has answered`() async throws {
        #expect(try await outcome([Frame.goAway(last: 1, 0), Frame.answer, Frame.data("hello", isLast: true)]).body == "hello")
    }

    @Test func `frames that are none are an error`() async throws {
        let outcome = try await outcome([Array(repeating: 0xFF, count: 64)])
        #expect(outcome.body == nil && outcome.failure != nil)
    }
}
