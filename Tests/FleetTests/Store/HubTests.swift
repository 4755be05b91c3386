#if Cluster
    import Configuration
    import Fetching
    import Foundation
    import Logging
    import NATSClient
    import Records
    import Testing
    import WebSub

    @testable import Fleet
    @testable import Ingest
    @testable import Messaging
    @testable import Store

    /// What hubs are told by a worker: content is answered for when it is in the cluster, and "gone" is for the end of a subscription.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(2)))
    struct HubTests {
        private let layout = FleetLayout(replicas: 1)

        private func news(_ number: Int) -> [UInt8] {
            let item = "<item><guid>\(number)</guid><title>Ferry \(number)</title><description>It sails.</description></item>"
            return Array("<rss version=\"2.0\"><channel><title>Harbour</title>\(item)</channel></rss>".utf8)
        }

        private func call(_ number: Int, _ push: PushSubscription) -> HubCall {
            HubCall(
                token: push.token, query: nil, signature: HubSignature.field(secret: push.secret, body: news(number)),
                contentType: "application/rss+xml", body: news(number))
        }

        @Test func `while the cluster is away or a shard is another's, hubs are asked to come again`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let settings = ConnectionSettings(servers: servers.addresses, name: "ada")
            let jetStream = JetStream(try await patiently { try await Connection.open(settings) })
            let store = try await patiently { [layout] in
                try await ClusterStore(
                    jetStream, layout: layout, member: MemberEntry(worker: "ada"), folder: folder.path + "/ada", feedList: .caller,
                    times: LeaseTimes(fence: .milliseconds(2500), expiry: .seconds(3)), images: .init())
            }
            while store.keeper?.open.count != Shard.count { try await Task.sleep(for: .milliseconds(20)) }
            try await store.subscribe(to: [Subscription(url: "https://news.example/feed", site: "news.example")], at: .now)
            let feed = try #require(try await store.feeds().first)
            let made = try await store.changePush(of: feed.id) { push in
                push = PushSubscription(
                    feed: feed.id, token: "token", secret: "secret", hub: "https://hub.example/", topic: feed.url, nextTry: .now)
                push?.standing = .active
                push?.until = .now + .seconds(3600)
            }
            let push = try #require(made)
            #expect(try await store.pushes(of: [feed.id]) == [push])
            #expect(try await store.pushes(of: [feed.id + 1, Int64(1).global(Shard(number: feed.id.shard.number &+ 1))]) == [])

            var configuration = Settings()
            configuration.webSub.callback = "https://onrecord.example/websub/"
            let client = HTTPClient(settings: HTTPClientSettings(userAgent: "onrecord/test", guarding: AddressGuard(allowing: [])))
            let ingest = Ingest(
                settings: configuration, store: store, output: try OutputFolder(path: folder.path + "/out"),
                client: PoliteClient(client: client), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            guard case .upTo = await ingest.expects(contentFor: push.token) else {
                Issue.record("content is not expected")
                return
            }
            #expect(await ingest.answer(call(1, push)).status == 200)
            #expect(await ingest.answer(HubCall(token: "strange", query: nil)).status == 503)

            // The tables are at hand, and the cluster does not take what is written: nothing may be said to be kept.
            servers.kill(0)
            #expect(await ingest.answer(call(2, push)).status == 503)
            while store.keeper?.open.isEmpty == false { try await Task.sleep(for: .milliseconds(20)) }
            #expect(await ingest.expects(contentFor: push.token) == .nothing(.init(503)))
            #expect(await ingest.answer(call(3, push)).status == 503)
            #expect(await ingest.answer(HubCall(token: push.token, query: [("hub.mode", "denied")])).status == 503)

            // What was answered for is there, and the rest can come again.
            try servers.start(0)
            while store.keeper?.open.count != Shard.count { try await Task.sleep(for: .milliseconds(20)) }
            #expect(await ingest.answer(call(2, push)).status == 200)
            #expect(try await store.backlog(at: .now + .seconds(60)).due == 2)
            await store.abandon()
            await client.shutdown()
        }
    }
#endif
