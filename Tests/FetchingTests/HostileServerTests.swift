import Testing

@testable import Fetching

@Suite struct HostileServerTests {
    static let mebibyte = 1 << 20

    @Test(arguments: ["gzip", "zstd", "br"]) func `a body that decodes to more than its bound is refused`(coding: String) async throws {
        let bomb = coding == "gzip" ? Bomb.gzip(zeros: 16 * Self.mebibyte) : coding == "zstd" ? Bomb.zstd(blocks: 128) : Bomb.brotli
        let server = try TestServer { _ in .answer(200, ["Content-Encoding: \(coding)"], body: bomb) }
        let client = loopbackClient()
        #expect(await failure(client, FetchRequest(url: server.url(), maxBytes: 2 * Self.mebibyte)) == .tooLarge)
        if coding == "gzip" {
            let whole = try await client.fetch(FetchRequest(url: server.url(), maxBytes: 16 * Self.mebibyte))
            #expect(whole.body.count == 16 * Self.mebibyte)
        }
    }

    @Test func `a body that is announced or comes larger than its bound is refused`() async throws {
        let server = try TestServer { request in
            switch request.path {
            case "/announced": .raw(["HTTP/1.1 200 OK", "Content-Length: 999999999", ""], then: [.hang])
            case "/chunked": .raw(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked", ""], then: [.endless(Array("5\r\nhello\r\n".utf8))])
            default: .raw(["HTTP/1.1 200 OK", ""], then: [.endless([UInt8](repeating: 120, count: 8192))])
            }
        }
        let client = loopbackClient()
        for path in ["/announced", "/chunked", "/plain"] {
            #expect(await failure(client, FetchRequest(url: server.url(path), maxBytes: 100_000)) == .tooLarge)
        }
        let cut = try await client.fetch(FetchRequest(url: server.url("/plain"), maxBytes: 100_000, truncates: true))
        #expect(cut.isTruncated)
        #expect(cut.body.count == 100_000)
    }

    @Test func `an endless error page is cut short`() async throws {
        let server = try TestServer { _ in .raw(["HTTP/1.1 500 No", ""], then: [.endless([UInt8](repeating: 120, count: 8192))]) }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url()))
        #expect(response.status == 500)
        #expect(response.isTruncated)
        #expect(response.body.count == Transfer.maxErrorBody)
    }

    @Test func `a flood of header lines is refused`() async throws {
        let server = try TestServer { request in
            let line = request.path == "/many" ? "X: y\r\n" : "X: \(String(repeating: "y", count: 5000))\r\n"
            return .raw(["HTTP/1.1 200 OK"], then: [.endless(Array(line.utf8))])
        }
        let client = loopbackClient()
        #expect(await failure(client, FetchRequest(url: server.url("/many"))) == .headersTooLarge)
        #expect(await failure(client, FetchRequest(url: server.url("/large"))) == .headersTooLarge)
    }

    @Test func `one endless header line is refused`() async throws {
        let server = try TestServer { _ in .raw(["HTTP/1.1 200 OK"], then: [.endless([UInt8](repeating: 120, count: 8192))]) }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url())) == .headersTooLarge)
    }

    @Test func `a flood of interim answers is refused`() async throws {
        let server = try TestServer { _ in [.endless(Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8))] }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url())) == .headersTooLarge)
    }

    @Test(arguments: ["/silent", "/header", "/body"]) func `a server that dawdles is given up`(path: String) async throws {
        let server = try TestServer { request in
            switch request.path {
            case "/silent": [.hang]
            case "/header": .raw(["HTTP/1.1 200 OK", "X: y"], then: [.hang])
            default: .raw(["HTTP/1.1 200 OK", "Content-Length: 10", "", "abc"], then: [.hang])
            }
        }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url(path), timeout: .milliseconds(200))) == .timeout)
    }

    @Test(arguments: ["/header", "/body", "/chunks"]) func `a server that sends a byte now and then is given up`(path: String) async throws
    {
        let server = try TestServer { request in
            let bytes: [UInt8] = request.path == "/chunks" ? Array("1\r\nx\r\n".utf8) : [120]
            let head =
                switch request.path {
                case "/header": "HTTP/1.1 200 OK\r\nX: "
                case "/chunks": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                default: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                }
            return [.send(Array(head.utf8))] + (0..<1000).flatMap { _ in [.pause(20), .send(bytes)] }
        }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url(path), timeout: .milliseconds(200))) == .timeout)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["/silent", "/header", "/body", "/chunks"])
    func `a server that is all too slow is given up long before the time is over`(path: String) async throws {
        let server = try TestServer { request in
            let head =
                switch request.path {
                case "/silent": ""
                case "/header": "HTTP/1.1 200 OK\r\nX: "
                case "/chunks": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                default: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                }
            guard request.path != "/silent" else { return [.hang] }
            let bytes: [UInt8] = request.path == "/chunks" ? Array("1\r\nx\r\n".utf8) : [120]
            return [.send(Array(head.utf8))] + (0..<10_000).flatMap { _ in [.pause(50), .send(bytes)] }
        }
        let client = loopbackClient { $0.lowSpeedTime = 1 }
        #expect(await failure(client, FetchRequest(url: server.url(path), timeout: .seconds(3600))) == .timeout)
    }

    @Test func `all hops of a fetch share one time limit`() async throws {
        let server = try TestServer { [.pause(40)] + .answer(302, ["Location: /\($0.number)"]) }
        let request = FetchRequest(url: server.url(), timeout: .milliseconds(300), maxRedirects: 1000)
        #expect(await failure(loopbackClient(), request) == .timeout)
    }

    @Test func `a body shorter than announced is an error`() async throws {
        let server = try TestServer { request in
            switch request.path {
            case "/length": .raw(["HTTP/1.1 200 OK", "Content-Length: 100", "", "short"])
            case "/chunk": .raw(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5", "hello"])
            default: .raw(["HTTP/1.1 200 OK", "Content-Length: 100", "", "short"], then: [.reset])
            }
        }
        for path in ["/length", "/chunk", "/reset"] {
            #expect(await failure(loopbackClient(), FetchRequest(url: server.url(path))) == .shortBody)
        }
    }

    @Test func `what follows after the announced length is not part of the body`() async throws {
        let server = try TestServer { _ in .raw(["HTTP/1.1 200 OK", "Content-Length: 5", "", "helloHTTP/1.1 200 OK"]) }
        #expect(try await loopbackClient().fetch(FetchRequest(url: server.url())).body == Array("hello".utf8))
    }

    @Test func `what is not HTTP is an error`() async throws {
        let server = try TestServer { $0.path == "/none" ? [.close] : [.send(Array("220 mail.example.org ESMTP\r\n".utf8)), .close] }
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url("/none"))) == .badAnswer)
        #expect(await failure(loopbackClient(), FetchRequest(url: server.url("/mail"))) == .badAnswer)
    }

    @Test func `control characters in header fields do not come through`() async throws {
        let fields = ["X-A: a\u{1b}[31mb\u{7f}", "X\u{1b}[31m: y", "Content-Type: text/\u{8}html"]
        let server = try TestServer { _ in .answer(200, fields, text: "x") }
        let response = try await loopbackClient().fetch(FetchRequest(url: server.url()))
        #expect(response.headers["x-a"] == "a[31mb")
        #expect(response.headers.fields.count == 3)
        #expect(response.contentType == "text/html")
    }

    @Test func `a trap that asks for a password over and over is one answer`() async throws {
        let server = try TestServer { _ in .answer(401, ["WWW-Authenticate: Basic realm=\"x\"", "WWW-Authenticate: NTLM"]) }
        let url = server.url().replacing("http://", with: "http://ann:safe@")
        #expect(try await loopbackClient().fetch(FetchRequest(url: url)).status == 401)
        #expect(server.requests.count == 1)
    }

    @Test func `a proxy that is set is used`() async throws {
        let proxy = try TestServer { .answer(text: $0.target) }
        let request = FetchRequest(url: "http://news.example/feed", proxy: proxy.url())
        #expect(try await loopbackClient().fetch(request).body == Array("http://news.example/feed".utf8))
    }
}
