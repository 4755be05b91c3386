import Testing

@testable import Fetching

@Suite struct HTTPClientTests {
    @Test func `a fetch gives status, header fields and body`() async throws {
        let server = try TestServer { _ in
            .answer(
                200, ["Content-Type: text/xml", "ETag: \"v1\"", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "X-Two: a", "x-two: b"],
                text: "hello")
        }
        let client = loopbackClient()
        let response = try await client.fetch(FetchRequest(url: server.url("/feed?a=1#part"), accept: FetchRequest.acceptFeed))
        #expect(response.status == 200)
        #expect(response.body == Array("hello".utf8))
        #expect(response.contentType == "text/xml")
        #expect(response.etag == "\"v1\"")
        #expect(response.lastModified == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(response.headers.values("X-TWO") == ["a", "b"])
        #expect(response.finalURL == server.url("/feed?a=1"))
        #expect(response.address == "127.0.0.1")
        let request = try #require(server.requests.first)
        #expect(request.target == "/feed?a=1")
        #expect(request.headers["user-agent"] == "onrecord-test/1")
        #expect(request.headers["accept"] == FetchRequest.acceptFeed)
        #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
        await client.shutdown()
    }

    @Test func `validators are sent, and a 304 is an answer`() async throws {
        let server = try TestServer { request in
            request.headers["if-none-match"] == "W/\"x\"" && request.headers["if-modified-since"] == "yesterday"
                ? .answer(304) : .answer(text: "new")
        }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url(), etag: "W/\"x\"", lastModified: "yesterday"))
        #expect(response.status == 304)
        #expect(response.body.isEmpty)
    }

    @Test func `connections are kept for the next request`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let client = loopbackClient()
        for _ in 0..<5 { _ = try await client.fetch(FetchRequest(url: server.url())) }
        #expect(server.connections == 1)
    }

    @Test func `cookies are never kept`() async throws {
        let server = try TestServer { _ in .answer(200, ["Set-Cookie: id=1; Path=/"], text: "x") }
        let client = loopbackClient()
        for _ in 0..<3 { _ = try await client.fetch(FetchRequest(url: server.url())) }
        #expect(server.requests.allSatisfy { $0.headers["cookie"] == nil })
    }

    @Test func `user and password of the URL are sent, and shown nowhere`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let url = server.url("/feed").replacing("http://", with: "http://ann:s%40fe@")
        let response = try await loopbackClient().fetch(FetchRequest(url: url))
        #expect(server.requests.first?.headers["authorization"] == "Basic YW5uOnNAZmU=")
        #expect(!response.finalURL.contains("ann"))
    }

    @Test func `header fields of the user are sent, and take the place of ours`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let headers = [("X-Key", "k"), ("Accept", "a/b"), ("X-Empty", "")]
        _ = try await loopbackClient().fetch(FetchRequest(url: server.url(), headers: headers))
        let request = try #require(server.requests.first)
        #expect(request.headers["x-key"] == "k")
        #expect(request.headers["accept"] == "a/b")
        #expect(request.headers["x-empty"] == "")
    }

    @Test(arguments: ["bad\r\nname", "a: b", ""]) func `a header field that would split the request is refused`(name: String) async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let client = loopbackClient()
        #expect(await failure(client, FetchRequest(url: server.url(), headers: [(name, "v")])) == .other)
        #expect(await failure(client, FetchRequest(url: server.url(), headers: [("a", "v\r\nX: y")])) == .other)
        #expect(server.requests.isEmpty)
    }

    @Test func `a form is posted, and follows only redirects that keep it`() async throws {
        let server = try TestServer {
            switch $0.path {
            case "/hub": .answer(307, ["Location: /kept"])
            case "/kept": .answer(202, text: "\($0.method) \($0.headers["content-type"] ?? "") \($0.body)")
            default: .answer(303, ["Location: /elsewhere"])
            }
        }
        let client = loopbackClient()
        let body = FetchRequest.Body.form([("hub.mode", "subscribe"), ("hub.topic", "https://a.example/?x=1&y=ä b")])
        let response = try await client.fetch(FetchRequest(url: server.url("/hub"), body: body))
        let sent = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D%C3%A4+b"
        #expect(String(decoding: response.body, as: UTF8.self) == "POST application/x-www-form-urlencoded \(sent)")
        #expect(try await client.fetch(FetchRequest(url: server.url("/other"), body: body)).status == 303)
        #expect(try await client.fetch(FetchRequest(url: server.url("/kept"), body: .form([]))).body.starts(with: "POST".utf8))
    }

    @Test func `many fetches at once all come back, over no more transfers than set`() async throws {
        let server = try TestServer { request in .answer(text: request.target) }
        let client = loopbackClient { $0.maxTransfers = 8 }
        let bodies = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<200 {
                group.addTask { String(decoding: try await client.fetch(FetchRequest(url: server.url("/\(index)"))).body, as: UTF8.self) }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<200).map { "/\($0)" }))
        #expect(server.mostActive <= 8)
    }

    @Test func `a cancelled task ends its fetch, and the client goes on`() async throws {
        let server = try TestServer { $0.path == "/hang" ? [.hang] : .answer(text: "x") }
        let client = loopbackClient()
        let task = Task { await failure(client, FetchRequest(url: server.url("/hang"))) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(try await client.fetch(FetchRequest(url: server.url("/"))).status == 200)
    }

    @Test func `cancelling at any moment never hangs or answers twice`() async throws {
        let server = try TestServer { _ in .answer(text: "x") }
        let client = loopbackClient()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let task = Task { await failure(client, FetchRequest(url: server.url("/\(index)", host: "localhost"))) }
                    for _ in 0..<(index % 20) { await Task.yield() }
                    task.cancel()
                    let kind = await task.value
                    #expect(kind == nil || kind == .cancelled)
                }
            }
        }
        #expect(try await client.fetch(FetchRequest(url: server.url("/"))).status == 200)
    }

    @Test func `shutting down ends what is under way and refuses what comes later`() async throws {
        let server = try TestServer { _ in [.hang] }
        let client = loopbackClient { $0.maxTransfers = 2 }
        let tasks = (0..<5).map { index in Task { await failure(client, FetchRequest(url: server.url("/\(index)"))) } }
        while server.requests.count < 2 { await Task.yield() }
        await client.shutdown()
        for task in tasks { #expect(await task.value == .cancelled) }
        #expect(await failure(client, FetchRequest(url: server.url())) == .cancelled)
        await client.shutdown()
    }

    @Test func `nobody there is an error that says so`() async throws {
        let server = try TestServer { _ in [] }
        server.stop()
        let port = server.port
        do {
            _ = try await loopbackClient().fetch(FetchRequest(url: "http://127.0.0.1:\(port)/feed"))
            Issue.record("no error")
        } catch {
            #expect(error.kind == .refused)
            #expect(error.description == "http://127.0.0.1:\(port)/feed: no connection: connection refused")
        }
    }

    @Test(arguments: [
        ("nonsense", FetchError.Kind.malformedURL), ("", .malformedURL), ("http://", .malformedURL),
        ("ftp://example.org/", .protocolNotAllowed),
        ("file:///etc/passwd", .protocolNotAllowed), ("javascript:alert(1)", .protocolNotAllowed),
    ])
    func `what is no web address is refused`(url: String, kind: FetchError.Kind) async {
        #expect(await failure(loopbackClient(), FetchRequest(url: url)) == kind)
    }
}
