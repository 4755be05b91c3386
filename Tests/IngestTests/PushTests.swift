import Fetching
import Foundation
import Glibc
import Logging
import Records
import ServiceLifecycle
import StatusSite
import Store
import Synchronization
import Testing
import WebSub

@testable import Ingest

/// A hub on loopback: takes subscriptions, verifies them, and pushes what a test gives it.
private final class TestHub: Sendable {
    struct Subscription: Sendable {
        var callback: String
        var topic: String
        var secret: String
        var mode: String
        var lease: String?
        /// What the callback answered to the question whether it is so.
        var verified: (status: Int, text: String)?
    }

    enum Manner: Sendable { case verifies(lease: Int), denies, isDown }

    private let state = Mutex<[Subscription]>([])
    let site: TestSite
    var url: String { site.origin + "/hub" }

    init(_ manner: Manner) async throws {
        site = try await TestSite()
        site.onRequest("/hub") { [weak self] request, _ in
            if case .isDown = manner { return .init(status: 503) }
            let form = URLComponents(string: "http://hub/?" + request.body.replacingOccurrences(of: "+", with: "%20"))?.queryItems ?? []
            func value(_ name: String) -> String { form.first { $0.name == name }?.value ?? "" }
            let subscription = Subscription(
                callback: value("hub.callback"), topic: value("hub.topic"), secret: value("hub.secret"), mode: value("hub.mode"),
                lease: value("hub.lease_seconds"))
            Task {
                do { try await self?.verify(subscription, manner) } catch { Issue.record("the hub cannot verify: \(error)") }
            }
            return .init(status: 202)
        }
    }

    private func verify(_ subscription: Subscription, _ manner: Manner) async throws {
        var query = [URLQueryItem(name: "hub.topic", value: subscription.topic)]
        switch manner {
        case .verifies(let lease):
            query += [
                .init(name: "hub.mode", value: subscription.mode), .init(name: "hub.challenge", value: "riddle 1&2"),
                .init(name: "hub.lease_seconds", value: "\(lease)"),
            ]
        case .denies: query += [.init(name: "hub.mode", value: "denied"), .init(name: "hub.reason", value: "members only")]
        case .isDown: return
        }
        var subscription = subscription
        subscription.verified = try await Self.get(subscription.callback, query)
        state.withLock { [subscription] in $0.append(subscription) }
    }

    /// Not Foundation's, which would obey a proxy that the environment names.
    private static let client = HTTPClient(
        settings: HTTPClientSettings(userAgent: "hub", guarding: AddressGuard(allowing: [NetworkRange("127.0.0.0/8")].compactMap(\.self))))

    static func get(_ url: String, _ query: [URLQueryItem]) async throws -> (status: Int, text: String) {
        var components = try #require(URLComponents(string: url))
        components.queryItems = query
        let plain = components.percentEncodedQuery ?? ""
        components.percentEncodedQuery = plain.replacingOccurrences(of: "+", with: "%2B")
        let answer = try await client.fetch(FetchRequest(url: try #require(components.string)))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    /// Pushes a body. - Returns: the callback's status.
    static func push(_ body: String, to callback: String, signature: String?) async throws -> Int {
        try await client.fetch(
            FetchRequest(
                url: callback, body: .init(contentType: "application/rss+xml", bytes: Array(body.utf8)),
                headers: signature.map { [(name: "X-Hub-Signature", value: $0)] } ?? [])
        ).status
    }

    var subscriptions: [Subscription] { state.withLock { $0 } }

    /// Waits for so many verified subscriptions; the suite's time limit ends a wait in vain.
    func wait(for count: Int) async throws -> [Subscription] {
        while true {
            let all = subscriptions
            if all.count >= count { return all }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// A connection of its own on which a test writes what no proper client would.
private final class Caller {
    private let descriptor: Int32

    init(_ port: Int, _ text: String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = UInt16(port).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw URLError(.cannotConnectToHost) }
        // An answer that does not come is a finding, and no test that waits for ever.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        try send(text)
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        guard Glibc.send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
            throw URLError(.networkConnectionLost)
        }
    }

    /// What comes up to an end, or up to the end of the connection.
    func read(until end: String) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) == 1 {
            bytes.append(byte)
            if bytes.count >= end.utf8.count, bytes.suffix(end.utf8.count).elementsEqual(end.utf8) { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// All that comes.
    func answer() -> String { read(until: "\0") }
}

@Suite("A feed with a hub", .timeLimit(.minutes(1)), .serialized)
struct PushTests {
    private func item(_ number: Int) -> Sample.Item {
        .init(link: "http://lantern.example/\(number)", guid: "\(number)", title: "Item \(number)", description: "Words of item \(number).")
    }

    private func rss(_ numbers: [Int], hub: String) -> String {
        Sample.rss(numbers.map(item)).replacingOccurrences(
            of: "<channel>", with: "<channel xmlns:atom=\"http://www.w3.org/2005/Atom\"><atom:link rel=\"hub\" href=\"\(hub)\"/>")
    }

    /// Runs the daemon with a listener for hubs while `body` works.
    private func daemon(
        _ room: borrowing Newsroom, _ feeds: [String], _ body: (Ingest) async throws -> Void
    ) async throws {
        let port = try TestSite.freePort()
        let settings = room.settings(feeds) { settings in
            settings.fetch.articles = false
            settings.fetch.maxBytes = 1 << 20
            settings.poll.interval = .seconds(1)
            settings.poll.minimum = .seconds(1)
            settings.poll.maximum = .seconds(3600)
            settings.webSub.callback = "http://127.0.0.1:\(port)/websub/"
            settings.webSub.listen = "127.0.0.1:\(port)"
        }
        let (ingest, client) = try room.ingest(settings)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(
            services: [ingest, HubListener(listen: "127.0.0.1:\(port)", ingest: ingest, log: log)], logger: log)
        async let running: Void = group.run()
        do { try await body(ingest) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running
        await client.shutdown()
    }

    /// A site whose feed of one item names a hub.
    private func siteWithHub(_ manner: TestHub.Manner) async throws -> (hub: TestHub, site: TestSite) {
        let (hub, site) = (try await TestHub(manner), try await TestSite())
        // The site keeps its hub.
        site.on("/feed") { [self] _ in .init(type: "application/rss+xml", body: rss([1], hub: hub.url)) }
        return (hub, site)
    }

    private func push(_ ingest: Ingest, until isSo: (PushSubscription) -> Bool) async throws -> PushSubscription {
        while true {
            if let push = try await ingest.store.pushes().first, isSo(push) { return push }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test("is subscribed with a secret, takes what is signed with it and nothing else, and is polled rarely from then on")
    func pushed() async throws {
        let (hub, site) = try await siteWithHub(.verifies(lease: 864_000))
        let room = try Newsroom()
        try await daemon(room, [site.origin + "/feed"]) { ingest in
            let subscription = try #require(try await hub.wait(for: 1).first)
            #expect(subscription.mode == "subscribe" && subscription.topic == site.origin + "/feed")
            #expect(subscription.secret.count >= 32 && subscription.callback.count >= 32)
            #expect(subscription.verified?.status == 200 && subscription.verified?.text == "riddle 1&2")

            let news = rss([1, 2], hub: hub.url)
            #expect(try await TestHub.push(news, to: subscription.callback, signature: nil) == 202)
            #expect(
                try await TestHub.push(
                    news, to: subscription.callback, signature: HubSignature.field(secret: "guess", body: Array(news.utf8))) == 202)
            #expect(try await TestHub.push(news, to: subscription.callback + "0", signature: nil) == 410)
            #expect(ingest.telemetry.snapshot.counts.pushesRefused == 2)
            #expect(ingest.telemetry.snapshot.counts.pushes == 0)

            for method in ["sha1", "sha256"] {
                let signature = HubSignature.field(secret: subscription.secret, body: Array(news.utf8), method: method)
                #expect(try await TestHub.push(news, to: subscription.callback, signature: signature) == 200)
            }
            // The next poll after a push is the last one for long.
            while true {
                if let feed = try await ingest.store.feeds().first, feed.nextPoll > Moment.now + .seconds(1800) {
                    #expect(feed.state.reason?.contains("hub") == true)
                    break
                }
                try await Task.sleep(for: .milliseconds(50))
            }
            let report = String(decoding: try await ingest.report().json, as: UTF8.self)
            #expect(report.contains(#""push":{"state":"active""#) && !report.contains(subscription.secret))
        }
        #expect(try room.records().compactMap { $0["title"]?.string }.sorted() == ["Item 1", "Item 2"])
    }

    @Test("that stands behind a password is pushed links without it")
    func password() async throws {
        let (hub, site) = try await siteWithHub(.verifies(lease: 864_000))
        let room = try Newsroom()
        try await daemon(room, [site.origin.replacing("http://", with: "http://ann:pass99@") + "/feed"]) { ingest in
            let subscription = try #require(try await hub.wait(for: 1).first)
            let news = rss([2], hub: hub.url).replacing("http://lantern.example/2", with: "news/2")
            let signature = HubSignature.field(secret: subscription.secret, body: Array(news.utf8))
            #expect(try await TestHub.push(news, to: subscription.callback, signature: signature) == 200)
            while ingest.telemetry.snapshot.counts.records < 2 { try await Task.sleep(for: .milliseconds(20)) }
        }
        #expect(try room.records().compactMap { $0["url"]?.string }.contains(site.origin + "/news/2"))
    }

    @Test("is pushed no more than its own bounds, by no more at once than there is room for, and by nobody who knows no token")
    func bounds() async throws {
        let (hub, site) = try await siteWithHub(.verifies(lease: 864_000))
        let room = try Newsroom()
        try await daemon(room, [site.origin + "/feed"]) { _ in
            let callback = try #require(try await hub.wait(for: 1).first).callback
            let (port, path) = try #require(URL(string: callback).map { ($0.port ?? 0, $0.path) })

            // Refused by what the head says: nothing of the body is ever sent, so nothing of it can be waited for.
            for (path, length, status) in [(path, 2 << 20, 413), (path + "0", 9, 410), (path + "0", 2 << 20, 410)] {
                let caller = try Caller(port, "POST \(path) HTTP/1.1\r\nContent-Length: \(length)\r\nExpect: 100-continue\r\n\r\n")
                #expect(caller.answer().hasPrefix("HTTP/1.1 \(status) "))
            }
            // Sent nevertheless, it does not come into the way of the answer, and no length needs to be said for the bound to hold.
            let large = String(repeating: "x", count: 2 << 20)
            #expect(try await TestHub.push(large, to: callback, signature: nil) == 413)
            #expect(try await TestHub.push(large, to: callback + "0", signature: nil) == 410)
            let chunks = try Caller(port, "POST \(path) HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nfffffff\r\n")
            #expect(chunks.answer().hasPrefix("HTTP/1.1 413 "))
            // Of a head without end no more is read than a hub may need.
            #expect(try Caller(port, "GET /" + String(repeating: "x", count: 20_000)).answer().hasPrefix("HTTP/1.1 431 "))

            // Who waits to be asked for a body has a seat once it is asked for.
            let head = "POST \(path) HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
            var slow: [Caller] = []
            for _ in 0..<8 {
                let caller = try Caller(port, head)
                #expect(caller.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                slow.append(caller)
            }
            #expect(try Caller(port, head).answer().hasPrefix("HTTP/1.1 503 "))
            // Strangers take none of these seats, nor do questions.
            #expect(try await TestHub.get(callback, []).status == 404)
            // A body that is whole gives its seat back, and so does one that breaks off.
            try slow.removeLast().send("news")
            slow.removeAll()
            while try await TestHub.push("news", to: callback, signature: nil) != 202 { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    @Test("is polled as ever where the hub says no or does not answer", arguments: [true, false])
    func refused(denies: Bool) async throws {
        let (_, site) = try await siteWithHub(denies ? .denies : .isDown)
        let room = try Newsroom()
        try await daemon(room, [site.origin + "/feed"]) { ingest in
            let push = try await push(ingest) { $0.lastError != nil }
            #expect(push.standing == (denies ? .denied : .asked))
            #expect(push.lastError?.contains(denies ? "members only" : "503") == true)
            let polls = site.count("/feed")
            while site.count("/feed") < polls + 2 { try await Task.sleep(for: .milliseconds(50)) }
        }
    }

    @Test("is renewed before the lease ends")
    func renewed() async throws {
        let (hub, site) = try await siteWithHub(.verifies(lease: 1))
        let room = try Newsroom()
        try await daemon(room, [site.origin + "/feed"]) { ingest in
            // A lease is believed to last ten seconds at the least.
            let all = try await hub.wait(for: 2)
            #expect(Set(all.map(\.callback)).count == 1 && Set(all.map(\.secret)).count == 1)
            #expect(try #require(try await ingest.store.pushes().first).standing == .active)
        }
    }

    @Test("is unsubscribed when it is polled no more, and only then")
    func unsubscribed() async throws {
        let (hub, site) = try await siteWithHub(.verifies(lease: 864_000))
        let room = try Newsroom()
        try await daemon(room, [site.origin + "/feed"]) { _ in
            let subscription = try #require(try await hub.wait(for: 1).first)
            // Nobody else can subscribe or unsubscribe in our name.
            for mode in ["subscribe", "unsubscribe"] {
                let query = [("hub.mode", mode), ("hub.topic", subscription.topic), ("hub.challenge", "x"), ("hub.lease_seconds", "9")]
                #expect(try await TestHub.get(subscription.callback, query.map { .init(name: $0.0, value: $0.1) }).status == 404)
            }
        }
        try await daemon(room, []) { ingest in
            let last = try #require(try await hub.wait(for: 2).last)
            #expect(last.mode == "unsubscribe" && last.verified?.status == 200)
            while try await !ingest.store.pushes().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        }
    }
}
