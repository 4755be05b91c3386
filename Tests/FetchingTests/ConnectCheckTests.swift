import Testing

@testable import Fetching

/// The last checks, when a connection is opened and when a request goes over one: names are checked before, but not by the one who connects.
@Suite(.timeLimit(.minutes(1))) struct ConnectCheckTests {
    static let loopback = AddressGuard(allowing: ["127.0.0.0/8"].compactMap { NetworkRange($0) })

    let settings = HTTPClientSettings(userAgent: "onrecord-test/1")
    let loop: TransferLoop

    init() { loop = TransferLoop(settings: settings) }

    /// One hop without any check before it.
    func outcome(_ url: String, pinned: [String], guarding: AddressGuard?) async throws -> Result<Int, FetchError> {
        let hop = Hop(
            address: try #require(WebAddress(url)), pinned: pinned.compactMap { IPAddress($0) }, headerLines: [], userAgent: "x",
            timeout: .seconds(30), connectTimeout: .seconds(30), maxBytes: 1000, truncates: false, guarding: guarding)
        return await loop.run(Transfer(hop: hop, settings: settings, room: loop.room)).map(\.status)
    }

    static func isRefused(_ outcome: Result<Int, FetchError>, _ address: String) -> Bool {
        if case .failure(let error) = outcome { error.kind == .addressNotAllowed(address) } else { false }
    }

    @Test func `no connection is opened to an address that is not allowed`() async throws {
        let server = try TestServer { _ in .answer(text: "secret") }
        let port = server.port
        let guarding = AddressGuard()
        #expect(Self.isRefused(try await outcome("http://news.example:\(port)/", pinned: ["127.0.0.1"], guarding: guarding), "127.0.0.1"))
        #expect(Self.isRefused(try await outcome(server.url(), pinned: [], guarding: guarding), "127.0.0.1"))
        #expect(server.connections == 0)
        #expect(try await outcome("http://news.example:\(port)/", pinned: ["127.0.0.1"], guarding: Self.loopback).get() == 200)
        await loop.close()
    }

    @Test func `a name that leads elsewhere by the time of connecting is refused then`() async throws {
        // Nothing is pinned, so that libcurl looks the name up once more, by itself.
        let server = try TestServer { _ in .answer(text: "secret") }
        let outcome = try await outcome(server.url(host: "localhost"), pinned: [], guarding: AddressGuard())
        #expect(Self.isRefused(outcome, "127.0.0.1") || Self.isRefused(outcome, "::1"))
        #expect(server.connections == 0)
        await loop.close()
    }

    @Test func `a name that has changed since the last hop is asked at its new address`() async throws {
        let first = try TestServer("127.0.0.1") { _ in .answer(200, ["Connection: close"]) }
        let port = first.port
        let url = "http://news.example:\(port)/"
        #expect(try await outcome(url, pinned: ["127.0.0.1"], guarding: Self.loopback).get() == 200)
        // libcurl still remembers the first address: the new one has to count.
        #expect(Self.isRefused(try await outcome(url, pinned: ["10.0.0.1"], guarding: Self.loopback), "10.0.0.1"))
        #expect(first.requests.count == 1)
        await loop.close()
    }

    @Test func `no request goes over an idle connection to an address that is no longer allowed`() async throws {
        let server = try TestServer { _ in .answer(text: "secret") }
        let url = server.url(host: "news.example")
        #expect(try await outcome(url, pinned: ["127.0.0.1"], guarding: Self.loopback).get() == 200)
        #expect(Self.isRefused(try await outcome(url, pinned: ["127.0.0.1"], guarding: AddressGuard()), "127.0.0.1"))
        #expect(server.requests.count == 1)
        #expect(try await outcome(url, pinned: ["127.0.0.1"], guarding: Self.loopback).get() == 200)
        await loop.close()
    }
}
