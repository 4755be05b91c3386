import Glibc
import Testing

@testable import Fetching

@Suite(.timeLimit(.minutes(2))) struct BodyRoomTests {
    static let mebibyte = 1 << 20
    /// The system hands out a little more than is asked for.
    static let rounding = 4096

    /// A body of nearly two mebibytes and no end; or the few bytes that unpack to that.
    static func stalled(_ coding: String) -> [TestServer.Step] {
        let body = coding == "zstd" ? Bomb.zstd(blocks: 16).dropLast(4) : [UInt8](repeating: 120, count: 2 * mebibyte - 1)
        return .raw(["HTTP/1.1 200 OK"] + (coding == "zstd" ? ["Content-Encoding: zstd"] : []) + [""], body: body, then: [.hang])
    }

    /// Waits until nothing is taken: the client's thread may let go of an answer a moment after it has been given.
    static func waitUntilEmpty(_ client: HTTPClient) async {
        while client.bodyBytes != 0, !Task.isCancelled { await Task.yield() }
        #expect(client.bodyBytes == 0)
    }

    /// What the bodies took at the most while something went on.
    static func mostTaken(_ client: HTTPClient, while body: () async -> Void) async -> Int {
        let watch = Task {
            var most = 0
            while !Task.isCancelled {
                most = max(most, client.bodyBytes)
                try? await Task.sleep(for: .milliseconds(1))
            }
            return most
        }
        await body()
        watch.cancel()
        return await watch.value
    }

    @Test(arguments: ["", "zstd"])
    func `stalled bodies just within their bound never take more than the room, and others come through`(coding: String) async throws {
        let stalling = try TestServer { _ in Self.stalled(coding) }
        let sound = try TestServer { _ in .answer(200, body: [UInt8](repeating: 121, count: Self.mebibyte)) }
        let client = loopbackClient { $0.bodyRoom = 8 * Self.mebibyte }
        let most = await Self.mostTaken(client) {
            let hostile = (0..<24).map { index in
                let request = FetchRequest(url: stalling.url("/\(index)"), timeout: .seconds(60), maxBytes: 2 * Self.mebibyte)
                return Task { await failure(client, request) }
            }
            // Of those that stall there is room for four, or two with their decoders.
            while stalling.requests.count < 24, !Task.isCancelled { await Task.yield() }
            for _ in 0..<20 {
                #expect(await failure(client, FetchRequest(url: sound.url(), maxBytes: 2 * Self.mebibyte)) == nil)
            }
            for task in hostile { task.cancel() }
            var kinds: [FetchError.Kind?] = []
            for task in hostile { kinds.append(await task.value) }
            #expect(kinds.count { $0 == .noRoom } >= 20)
            #expect(kinds.allSatisfy { $0 == .noRoom || $0 == .cancelled })
        }
        #expect(most <= 8 * Self.mebibyte + Self.rounding)
        await Self.waitUntilEmpty(client)
    }

    @Test(arguments: ["", "gzip", "zstd", "br"]) func `bombs that come at once take no more than the room`(coding: String) async throws {
        // Without a coding it is a gzip file, which is unpacked here and not by libcurl.
        let bomb = coding == "zstd" ? Bomb.zstd(blocks: 8) : coding == "br" ? Bomb.brotli : Bomb.gzip(zeros: Self.mebibyte)
        let server = try TestServer { _ in
            coding.isEmpty ? .answer(200, body: bomb) : .answer(200, ["Content-Encoding: \(coding)"], body: bomb)
        }
        let client = loopbackClient { $0.bodyRoom = 4 * Self.mebibyte }
        // Whoever reads them takes his time.
        let kept = Shared<[FetchResponse]>([])
        let kinds = Shared<[FetchError.Kind]>([])
        let most = await Self.mostTaken(client) {
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        do throws(FetchError) {
                            let request = FetchRequest(url: server.url("/\(index)"), maxBytes: Self.mebibyte)
                            let response = try await client.fetch(request)
                            kept.withLock { $0.append(response) }
                        } catch {
                            kinds.withLock { $0.append(error.kind) }
                        }
                    }
                }
            }
        }
        // What is unpacked here is there before it is counted.
        if coding != "" { #expect(most <= 4 * Self.mebibyte + Self.rounding) }
        #expect(client.bodyBytes <= 4 * Self.mebibyte + Self.rounding)
        #expect(kept.withLock { $0.count } + kinds.withLock { $0.count } == 20)
        #expect(kinds.withLock { $0 }.allSatisfy { $0 == (coding == "br" ? .tooLarge : .noRoom) || $0 == .noRoom })
        #expect(kinds.withLock { !$0.isEmpty })
        kept.withLock { $0 = [] }
        await Self.waitUntilEmpty(client)
        // Then there is room again.
        let request = FetchRequest(url: server.url(), maxBytes: Self.mebibyte)
        #expect(await failure(client, request) == (coding == "br" ? .tooLarge : nil))
    }

    @Test func `small bodies come through however full it is`() async throws {
        let large = try TestServer { _ in .answer(200, body: [UInt8](repeating: 120, count: 4 * Self.mebibyte)) }
        let small = try TestServer { _ in .answer(200, body: [UInt8](repeating: 120, count: 8000)) }
        let client = loopbackClient { $0.bodyRoom = 9 * Self.mebibyte }
        let first = try await client.fetch(FetchRequest(url: large.url(), maxBytes: 4 * Self.mebibyte))
        let second = try await client.fetch(FetchRequest(url: large.url(), maxBytes: 4 * Self.mebibyte))
        #expect(await failure(client, FetchRequest(url: large.url(), maxBytes: 4 * Self.mebibyte)) == .noRoom)
        for _ in 0..<10 { #expect(try await client.fetch(FetchRequest(url: small.url())).body.count == 8000) }
        #expect(first.body.count + second.body.count == 8 * Self.mebibyte)
    }

    @Test func `one body alone may be as large as its request allows`() async throws {
        let server = try TestServer { _ in .answer(200, body: [UInt8](repeating: 120, count: 4 * Self.mebibyte)) }
        let client = loopbackClient { $0.bodyRoom = Self.mebibyte }
        #expect(try await client.fetch(FetchRequest(url: server.url(), maxBytes: 4 * Self.mebibyte)).body.count == 4 * Self.mebibyte)
    }

    @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 300_000, 1_000_001])
    func `a body takes no more memory than it needs`(count: Int) async throws {
        let body = [UInt8](repeating: 120, count: count)
        let server = try TestServer { request in
            request.path == "/announced" ? .answer(200, body: body) : .raw(["HTTP/1.1 200 OK", ""], body: body)
        }
        let client = loopbackClient()
        let announced = try await client.fetch(FetchRequest(url: server.url("/announced")))
        #expect(announced.body.count == count)
        // What the system hands out is rounded up.
        #expect(announced.body.capacity <= count + count / 8 + 64)
        let bounded = try await client.fetch(FetchRequest(url: server.url("/plain"), maxBytes: count + 1000))
        #expect(bounded.body.count == count)
        #expect(bounded.body.capacity <= count + 1000 + count / 8 + 64)
    }

    @Test func `while much waits to be read little more is asked for, and all comes in the end`() async throws {
        let server = try TestServer { _ in .answer(200, body: [UInt8](repeating: 120, count: 100_000)) }
        let client = loopbackClient { $0.bodyRoom = 4 * Self.mebibyte }
        let kept = Shared<[FetchResponse]>([])
        let reader = Task {
            // Slow, and never done before the last.
            while !Task.isCancelled {
                usleep(2000)
                kept.withLock { if !$0.isEmpty { $0.removeFirst() } }
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<300 {
                group.addTask {
                    do throws(FetchError) {
                        let response = try await client.fetch(FetchRequest(url: server.url("/\(index)")))
                        kept.withLock { $0.append(response) }
                    } catch {
                        Issue.record("\(error)")
                    }
                }
            }
        }
        reader.cancel()
        await reader.value
        kept.withLock { $0 = [] }
        await Self.waitUntilEmpty(client)
    }
}
