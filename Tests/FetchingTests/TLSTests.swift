import Testing

@testable import Fetching

@Suite(.enabled(if: TestAuthority.isPossible)) struct TLSTests {
    /// What a fetch gives once the server listens: `nil` is success.
    static func outcome(_ server: TLSServer, caFile: String?) async throws -> FetchError.Kind? {
        let client = loopbackClient()
        // On a busy machine a program takes its time to start.
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let kind = await failure(client, FetchRequest(url: "https://localhost:\(server.port)/", caFile: caFile))
            if kind != .refused { return kind }
            try await Task.sleep(for: .milliseconds(10))
        }
        return .refused
    }

    @Test func `only a valid certificate of a trusted authority for this host is accepted`() async throws {
        let authority = try TestAuthority()
        try authority.issue("good", for: "DNS:localhost,IP:127.0.0.1", days: 2)
        try authority.issue("expired", for: "DNS:localhost,IP:127.0.0.1", days: -1)
        try authority.issue("other", for: "DNS:other.example", days: 2)
        let good = try TLSServer(authority, certificate: "good")
        let expired = try TLSServer(authority, certificate: "expired")
        let other = try TLSServer(authority, certificate: "other")
        #expect(try await Self.outcome(good, caFile: authority.caFile) == nil)
        #expect(try await Self.outcome(good, caFile: nil) == .certificate)
        #expect(try await Self.outcome(expired, caFile: authority.caFile) == .certificate)
        #expect(try await Self.outcome(other, caFile: authority.caFile) == .certificate)
        #expect(try await Self.outcome(good, caFile: "/nonexistent.pem") == .tls)
    }

    @Test func `a trusted connection of one feed is not used for another that does not trust it`() async throws {
        let authority = try TestAuthority()
        try authority.issue("good", for: "DNS:localhost", days: 2)
        let server = try TLSServer(authority, certificate: "good")
        #expect(try await Self.outcome(server, caFile: authority.caFile) == nil)
        let client = loopbackClient()
        let url = "https://localhost:\(server.port)/"
        #expect(await failure(client, FetchRequest(url: url, caFile: authority.caFile)) == nil)
        #expect(await failure(client, FetchRequest(url: url)) == .certificate)
    }

    @Test func `a server that speaks no TLS is an error that says so`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let kind = await failure(loopbackClient(), FetchRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(kind == .tls)
    }
}
