import Testing

@testable import Fetching

@Suite struct PoliteClientTests {
    static let manners = Manners(limits: SiteLimits(perSite: 2, delay: .zero), obeysRobots: true)

    static func robots(
        _ text: String, then reply: @escaping @Sendable (TestServer.Request) -> [TestServer.Step] = { _ in .answer(text: "page") }
    )
        throws -> TestServer
    {
        try TestServer { $0.path == "/robots.txt" ? .answer(200, ["Content-Type: text/plain"], text: text) : reply($0) }
    }

    static func kind(_ client: PoliteClient, _ url: String, _ manners: Manners = manners) async -> FetchError.Kind? {
        do throws(FetchError) {
            _ = try await client.fetch(FetchRequest(url: url), manners: manners)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func `pages are fetched by the word of robots.txt, which is asked once`() async throws {
        let server = try Self.robots("User-agent: *\nDisallow: /no")
        let client = PoliteClient(client: loopbackClient())
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<20 { group.addTask { #expect(await Self.kind(client, server.url("/yes/\(index)")) == nil) } }
            for index in 0..<20 { group.addTask { #expect(await Self.kind(client, server.url("/no/\(index)")) == .robots) } }
        }
        #expect(server.requests.count { $0.path == "/robots.txt" } == 1)
        #expect(!server.requests.contains { $0.path.hasPrefix("/no") })
        #expect(server.mostActive <= 2)
    }

    @Test func `feeds are fetched without robots.txt`() async throws {
        let server = try Self.robots("User-agent: *\nDisallow: /")
        let client = PoliteClient(client: loopbackClient())
        #expect(await Self.kind(client, server.url("/feed"), Manners(limits: Self.manners.limits, obeysRobots: false)) == nil)
        #expect(server.requests.map(\.path) == ["/feed"])
    }

    @Test func `a crawl delay that is known holds for pages and feeds`() async throws {
        let server = try Self.robots("User-agent: *\nCrawl-delay: 0.05")
        let client = PoliteClient(client: loopbackClient())
        let start = ContinuousClock.now
        for path in ["/page", "/other"] { #expect(await Self.kind(client, server.url(path)) == nil) }
        #expect(await Self.kind(client, server.url("/feed"), Manners(limits: Self.manners.limits, obeysRobots: false)) == nil)
        // Late is allowed, early is not: two pages and a feed have two gaps; the delay is not known before robots.txt is.
        #expect(ContinuousClock.now - start >= .milliseconds(100))
    }

    @Test func `a redirect to another host asks that one's robots.txt`() async throws {
        let other = try TestServer("127.0.0.2") {
            $0.path == "/robots.txt" ? .answer(text: "User-agent: onrecord\nDisallow: /") : .answer(text: "x")
        }
        let port = other.port
        let server = try Self.robots("") { _ in .answer(302, ["Location: http://127.0.0.2:\(port)/page"]) }
        let client = PoliteClient(client: loopbackClient())
        #expect(await Self.kind(client, server.url("/page")) == .robots)
        #expect(other.requests.map(\.path) == ["/robots.txt"])
    }

    @Test(arguments: [(404, FetchError.Kind?.none), (403, nil), (500, .robotsUnreachable), (503, .robotsUnreachable)])
    func `a robots.txt that can't be had means yes or no by its status`(status: Int, kind: FetchError.Kind?) async throws {
        let server = try TestServer { $0.path == "/robots.txt" ? .answer(status) : .answer(text: "x") }
        let client = PoliteClient(client: loopbackClient())
        for _ in 0..<2 { #expect(await Self.kind(client, server.url("/page")) == kind) }
        #expect(server.requests.count { $0.path == "/robots.txt" } == 1)
    }

    @Test func `a robots.txt of ten megabytes is read up to its bound`() async throws {
        let filler = Array("Disallow: /filler\n".utf8)
        let server = try TestServer { request in
            guard request.path == "/robots.txt" else { return .answer(text: "x") }
            return .raw(["HTTP/1.1 200 OK", "", "User-agent: *", "Disallow: /no"], then: [.endless(filler)])
        }
        let client = PoliteClient(client: loopbackClient())
        #expect(await Self.kind(client, server.url("/no")) == .robots)
        #expect(await Self.kind(client, server.url("/yes")) == nil)
    }

    @Test func `a page on a private address says so, and not that robots.txt can't be had`() async throws {
        let client = PoliteClient(client: loopbackClient())
        #expect(await Self.kind(client, "http://10.0.0.1/page") == .addressNotAllowed("10.0.0.1"))
    }

    @Test(arguments: [
        (429, "Retry-After: 3600", true), (503, "Retry-After: 3600", true), (403, "Retry-After: 3600", true), (429, "X: y", true),
        (503, "X: y", false),
        (404, "Retry-After: 3600", false),
    ])
    func `a site that asks to be left alone is, feeds and pages alike`(status: Int, header: String, isHeld: Bool) async throws {
        let server = try Self.robots("") { _ in .answer(status, [header]) }
        let client = PoliteClient(client: loopbackClient())
        let impatient = Manners(limits: Self.manners.limits, obeysRobots: true, patience: .seconds(30))
        let response = try await client.fetch(FetchRequest(url: server.url("/feed")), manners: impatient)
        #expect(response.status == status)
        #expect((client.gate.holdLeft("127.0.0.1") != nil) == isHeld)
        let second = await Self.kind(client, server.url("/page"), impatient)
        if isHeld {
            guard case .onHold = second else {
                Issue.record("\(String(describing: second))")
                return
            }
            #expect(server.requests.count { $0.path == "/page" } == 0)
        } else {
            #expect(second == nil)
        }
    }

    @Test func `a short Retry-After is waited for`() async throws {
        let server = try Self.robots("") { $0.number == 2 ? .answer(429, ["Retry-After: 1"]) : .answer(text: "x") }
        let client = PoliteClient(client: loopbackClient())
        #expect(try await client.fetch(FetchRequest(url: server.url("/a")), manners: Self.manners).status == 429)
        #expect(try await client.fetch(FetchRequest(url: server.url("/a")), manners: Self.manners).status == 200)
    }

    @Test func `turns are given back whatever happens`() async throws {
        let server = try Self.robots("") { $0.path == "/hang" ? [.hang] : [.close] }
        let client = PoliteClient(client: loopbackClient())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { _ = await Self.kind(client, server.url("/gone")) }
                group.addTask {
                    let task = Task { await Self.kind(client, server.url("/hang")) }
                    for _ in 0..<50 { await Task.yield() }
                    task.cancel()
                    _ = await task.value
                }
            }
        }
        #expect(client.gate.count == 0)
    }
}
