import Glibc
import Synchronization
import Testing

@testable import Fetching

@Suite struct NameLookupTests {
    static func client(_ lookup: @escaping @Sendable (String) -> LookupResult) -> HTTPClient {
        loopbackClient { $0.lookup = lookup }
    }

    static func addresses(_ texts: String...) -> LookupResult { .addresses(texts.compactMap { IPAddress($0) }) }

    @Test func `the connection goes to the address that was looked up and checked`() async throws {
        let server = try TestServer("127.0.0.3") { .answer(text: $0.headers["host"] ?? "") }
        let port = server.port
        let client = Self.client { _ in Self.addresses("127.0.0.3") }
        let response = try await client.fetch(FetchRequest(url: "http://news.example:\(port)/"))
        #expect(response.body == Array("news.example:\(port)".utf8))
        #expect(response.address == "127.0.0.3")
    }

    @Test(arguments: ["10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.0.1", "0.0.0.0", "64:ff9b::a00:1"])
    func `a name that leads to a private address is refused`(address: String) async {
        let client = Self.client { _ in Self.addresses(address) }
        #expect(await failure(client, FetchRequest(url: "http://news.example/")) == .addressNotAllowed(address))
    }

    @Test func `of a name's addresses only the allowed are connected to`() async throws {
        let server = try TestServer("127.0.0.3") { _ in .answer(text: "x") }
        let port = server.port
        let client = Self.client { _ in Self.addresses("10.1.2.3", "127.0.0.3") }
        #expect(try await client.fetch(FetchRequest(url: "http://news.example:\(port)/")).address == "127.0.0.3")
    }

    @Test func `a name that changes between check and connect changes nothing`() async throws {
        // Asked once, good; asked again, bad: whoever asks twice is fooled.
        let calls = Mutex(0)
        let server = try TestServer { _ in .answer(text: "x") }
        let client = Self.client { _ in
            calls.withLock {
                $0 += 1
                return $0 == 1 ? Self.addresses("127.0.0.1") : Self.addresses("10.9.9.9")
            }
        }
        #expect(try await client.fetch(FetchRequest(url: server.url(host: "news.example"))).address == "127.0.0.1")
        for _ in 0..<2 {
            // What was looked up holds for a while; after that, on a slow machine, the new answer is refused.
            do throws(FetchError) {
                #expect(try await client.fetch(FetchRequest(url: server.url(host: "news.example"))).address == "127.0.0.1")
            } catch { #expect(error.kind == .addressNotAllowed("10.9.9.9")) }
        }
    }

    @Test func `an idle connection to an address that is no longer allowed is not used`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let client = loopbackClient()
        _ = try await client.fetch(FetchRequest(url: server.url(host: "localhost")))
        client.setGuard(AddressGuard())
        guard case .addressNotAllowed = await failure(client, FetchRequest(url: server.url(host: "localhost"))) else {
            Issue.record("allowed")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func `each hop's name is checked`() async throws {
        let server = try TestServer { _ in .answer(302, ["Location: http://inside.example/"]) }
        let client = Self.client { $0 == "inside.example" ? Self.addresses("172.16.0.9") : Self.addresses("127.0.0.1") }
        #expect(await failure(client, FetchRequest(url: server.url(host: "news.example"))) == .addressNotAllowed("172.16.0.9"))
    }

    @Test func `the time of looking a name up is not taken from the server's`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let client = Self.client { _ in
            usleep(2_200_000)
            return Self.addresses("127.0.0.1")
        }
        #expect(try await client.fetch(FetchRequest(url: server.url(host: "news.example"), timeout: .seconds(2))).status == 200)
    }

    @Test func `a name without address is an error that names it`() async throws {
        let client = Self.client { _ in .failure(message: "there is no such host", isTemporary: false) }
        do {
            _ = try await client.fetch(FetchRequest(url: "http://nowhere.example/feed"))
            Issue.record("no error")
        } catch {
            #expect(error.description == "http://nowhere.example/feed: there is no such host: nowhere.example")
            #expect(error.kind == .unresolvable(isTemporary: false))
        }
    }

    @Test func `a name server that does not answer stops nobody else`() async throws {
        let release = Atomic(false)
        let server = try TestServer { _ in .answer(text: "x") }
        let client = loopbackClient {
            $0.maxLookups = 2
            $0.lookup = { host in
                while host == "stuck.example", !release.load(ordering: .relaxed) { usleep(1000) }
                return Self.addresses("127.0.0.1")
            }
        }
        let request = FetchRequest(url: "http://stuck.example/", connectTimeout: .milliseconds(50))
        #expect(await failure(client, request) == .unresolvable(isTemporary: true))
        #expect(try await client.fetch(FetchRequest(url: server.url(host: "news.example"))).status == 200)
        release.store(true, ordering: .relaxed)
    }

    @Test func `one lookup serves all who ask for the name at once`() async throws {
        let calls = Atomic(0)
        let server = try TestServer { _ in .answer(text: "x") }
        let client = Self.client { _ in
            calls.add(1, ordering: .relaxed)
            usleep(20_000)
            return Self.addresses("127.0.0.1")
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { #expect(await failure(client, FetchRequest(url: server.url(host: "news.example"))) == nil) } }
        }
        #expect(calls.load(ordering: .relaxed) == 1)
    }
}
