import Glibc
import Synchronization
import Testing

@testable import Fetching

@Suite(.timeLimit(.minutes(1))) struct ResolverTests {
    /// A name server that keeps the names of some sites to itself until it is released, and counts.
    final class NameServer: Sendable {
        private struct State {
            var running: [String: Int] = [:]
            var most: [String: Int] = [:]
            var isReleased = false
        }

        private let state = Mutex(State())
        private let isStuck: @Sendable (String) -> Bool

        init(isStuck: @escaping @Sendable (String) -> Bool) { self.isStuck = isStuck }

        func lookup(_ host: String) -> LookupResult {
            let kinds = isStuck(host) ? [Site.key(forHost: host), "stuck"] : [Site.key(forHost: host)]
            state.withLock { state in
                for kind in kinds {
                    state.running[kind, default: 0] += 1
                    state.most[kind] = max(state.most[kind] ?? 0, state.running[kind] ?? 0)
                }
            }
            while isStuck(host), !state.withLock({ $0.isReleased }) { usleep(1000) }
            state.withLock { state in for kind in kinds { state.running[kind, default: 0] -= 1 } }
            return NameLookupTests.addresses("127.0.0.1")
        }

        func release() { state.withLock { $0.isReleased = true } }
        func most(_ kind: String) -> Int { state.withLock { $0.most[kind] ?? 0 } }
        func running(_ kind: String) -> Int { state.withLock { $0.running[kind] ?? 0 } }
    }

    static let good = Resolver.Ending.found(NameLookupTests.addresses("127.0.0.1"))

    @Test func `a site whose name server does not answer holds two threads at the most`() async {
        let server = NameServer { $0.hasSuffix("tarpit.example") }
        let resolver = Resolver(maxThreads: 4) { server.lookup($0) }
        let stuck = (0..<20).map { index in Task { await resolver.resolve("a\(index).tarpit.example", timeout: .seconds(60)) } }
        while server.running("tarpit.example") < 2 { await Task.yield() }
        for index in 0..<20 { #expect(await resolver.resolve("www\(index).news.example", timeout: .seconds(60)) == Self.good) }
        server.release()
        for task in stuck { #expect(await task.value == Self.good) }
        #expect(server.most("tarpit.example") == 2)
    }

    @Test func `all sites that were slow together hold half of the threads at the most`() async {
        let isSlow = Atomic(true)
        let server = NameServer { $0.contains("stuck") }
        let resolver = Resolver(maxThreads: 4, slowness: .milliseconds(20)) { host in
            if host.contains("tarpit"), isSlow.load(ordering: .relaxed) { usleep(40_000) }
            return server.lookup(host)
        }
        // The first time nobody knows.
        for index in 0..<8 { #expect(await resolver.resolve("www.tarpit\(index).example", timeout: .seconds(60)) == Self.good) }
        let stuck = (0..<8).map { index in Task { await resolver.resolve("stuck.tarpit\(index).example", timeout: .seconds(60)) } }
        while server.running("stuck") < 2 { await Task.yield() }
        for index in 0..<20 { #expect(await resolver.resolve("www\(index).news.example", timeout: .seconds(60)) == Self.good) }
        #expect(server.most("stuck") == 2)
        isSlow.store(false, ordering: .relaxed)
        server.release()
        for task in stuck { #expect(await task.value == Self.good) }
    }

    @Test func `the wait for a thread is no time of the name server`() async {
        let server = NameServer { $0 == "stuck.example" }
        let resolver = Resolver(maxThreads: 1) { server.lookup($0) }
        let stuck = Task { await resolver.resolve("stuck.example", timeout: .seconds(60)) }
        while server.running("stuck") == 0 { await Task.yield() }
        let waiting = Task { await resolver.resolve("news.example", timeout: .milliseconds(500)) }
        try? await Task.sleep(for: .milliseconds(700))
        server.release()
        #expect(await waiting.value == Self.good)
        #expect(await stuck.value == Self.good)
    }

    @Test func `a lookup has its time from its beginning, and a wait without end is given up`() async {
        let server = NameServer { $0 == "stuck.example" }
        let resolver = Resolver(maxThreads: 1) { server.lookup($0) }
        #expect(await resolver.resolve("stuck.example", timeout: .milliseconds(50)) == .timeout)
        #expect(await resolver.resolve("news.example", timeout: .milliseconds(50)) == .timeout)
        server.release()
        #expect(await resolver.resolve("news.example", timeout: .seconds(60)) == Self.good)
    }

    @Test func `whoever gives up leaves its place in the line to others`() async {
        let server = NameServer { $0 == "stuck.example" }
        let resolver = Resolver(maxThreads: 1) { server.lookup($0) }
        let stuck = Task { await resolver.resolve("stuck.example", timeout: .seconds(60)) }
        while server.running("stuck") == 0 { await Task.yield() }
        let tasks = (0..<50).map { index in Task { await resolver.resolve("a\(index).example", timeout: .seconds(60)) } }
        for task in tasks { task.cancel() }
        for task in tasks { #expect(await task.value == .cancelled) }
        server.release()
        #expect(await resolver.resolve("news.example", timeout: .seconds(60)) == Self.good)
        #expect(await stuck.value == Self.good)
        #expect((0..<50).allSatisfy { server.most("a\($0).example") == 0 })
    }
}
