import Testing

@testable import Fetching

@Suite struct RedirectTests {
    @Test func `redirects are followed and told, permanent ones apart from temporary ones`() async throws {
        let server = try TestServer { request in
            switch request.path {
            case "/a": .answer(301, ["Location: /b?x=1"])
            case "/b": .answer(308, ["Location: c"])
            case "/c": .answer(302, ["Location: //127.0.0.1:\(request.headers["host"]!.split(separator: ":")[1])/d"])
            default: .answer(text: "end")
            }
        }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url("/a")))
        #expect(response.status == 200)
        #expect(response.redirects.map(\.status) == [301, 308, 302])
        #expect(response.redirects.map(\.to) == [server.url("/b?x=1"), server.url("/c"), server.url("/d")])
        #expect(response.finalURL == server.url("/d"))
        #expect(response.permanentURL == server.url("/c"))
    }

    @Test func `a permanent move behind a temporary one does not count`() async throws {
        let server = try TestServer {
            $0.path == "/a" ? .answer(302, ["Location: /b"]) : $0.path == "/b" ? .answer(301, ["Location: /c"]) : .answer()
        }
        #expect(try await loopbackClient().fetch(FetchRequest(url: server.url("/a"))).permanentURL == nil)
    }

    @Test func `a redirect without a target is an answer`() async throws {
        let server = try TestServer { _ in .answer(302) }
        #expect(try await loopbackClient().fetch(FetchRequest(url: server.url())).status == 302)
    }

    @Test func `a circle of redirects ends`() async throws {
        let server = try TestServer { $0.path == "/a" ? .answer(302, ["Location: /b"]) : .answer(302, ["Location: /a"]) }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url("/a"))) == .tooManyRedirects)
        #expect(server.requests.count == 2)
    }

    @Test func `an endless chain of redirects ends`() async throws {
        let server = try TestServer { .answer(302, ["Location: /\($0.number)"]) }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url(), maxRedirects: 4)) == .tooManyRedirects)
        #expect(server.requests.count == 5)
    }

    @Test(arguments: [
        ("file:///etc/passwd", FetchError.Kind.protocolNotAllowed),
        ("gopher://127.0.0.1/", .protocolNotAllowed),
        ("http://169.254.169.254/latest/meta-data/", .addressNotAllowed("169.254.169.254")),
        ("http://[::ffff:169.254.169.254]/", .addressNotAllowed("::ffff:169.254.169.254")),
        ("http://[::1]/", .addressNotAllowed("::1")),
        ("//10.0.0.1/", .addressNotAllowed("10.0.0.1")),
        ("http://0xa9fea9fe/", .addressNotAllowed("169.254.169.254")),
        ("http://192.168.257/", .addressNotAllowed("192.168.1.1")),
        ("http://example.org@10.1.1.1/", .addressNotAllowed("10.1.1.1")),
        ("http://", .malformedURL),
    ])
    func `a redirect to where nobody should look is refused`(target: String, kind: FetchError.Kind) async throws {
        let server = try TestServer { _ in .answer(302, ["Location: \(target)"]) }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url())) == kind)
    }

    @Test func `credentials and header fields of the user stay with their host`() async throws {
        let other = try TestServer("127.0.0.2") { _ in .answer(text: "x") }
        let port = other.port
        let server = try TestServer {
            $0.path == "/" ? .answer(302, ["Location: /same"]) : .answer(302, ["Location: http://127.0.0.2:\(port)/"])
        }
        let url = server.url().replacing("http://", with: "http://ann:safe@")
        _ = try await loopbackClient().fetch(FetchRequest(url: url, headers: [("X-Key", "secret")]))
        #expect(server.requests.map { $0.headers["x-key"] } == ["secret", "secret"])
        #expect(server.requests.allSatisfy { $0.headers["authorization"] != nil })
        #expect(other.requests.map { $0.headers["x-key"] } == [nil])
        #expect(other.requests.allSatisfy { $0.headers["authorization"] == nil })
    }

    @Test func `targets with spaces and letters of any script are understood as browsers do`() async throws {
        let server = try TestServer { $0.path == "/" ? .answer(302, ["Location:  /Grün see?q=ä b "]) : .answer(text: $0.target) }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url()))
        #expect(String(decoding: response.body, as: UTF8.self) == "/Gr%C3%BCn%20see?q=%C3%A4%20b")
    }
}
