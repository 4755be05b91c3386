#if Cluster
    import Articles
    import Foundation
    import JSONText
    import Language
    import NATSClient
    import Quotations
    import Records
    import Synchronization
    import Testing

    @testable import Fleet
    @testable import Messaging
    @testable import Store

    /// Workers, each with a connection of its own.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(5)))
    struct WorkerTests {
        private let layout = FleetLayout(replicas: 1)
        private let now = StoreConformance.start

        private func worker(
            _ name: String, _ servers: TestServers, _ folder: TemporaryFolder, log: @escaping @Sendable (String) -> Void = { _ in }
        ) async throws -> ClusterStore {
            let settings = ConnectionSettings(servers: servers.addresses, name: name)
            let jetStream = JetStream(try await patiently { try await Connection.open(settings) })
            return try await patiently {
                try await ClusterStore(
                    jetStream, layout: layout, member: MemberEntry(worker: name), folder: "\(folder.path)/\(name)", feedList: .caller,
                    log: log)
            }
        }

        /// What a worker has in hand.
        private final class Desk: Sendable {
            let state = Mutex((isAtWork: true, isReleased: false))
        }

        private func wait(_ what: String, until holds: () async throws -> Bool) async throws {
            let begin = ContinuousClock.now
            while try await !holds() {
                try #require(ContinuousClock.now - begin < .seconds(60), "\(what)")
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        @Test func `a shard that is dropped late takes nothing from the one that was opened meanwhile`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let store = try await worker("ada", servers, folder)
            try await wait("shards") { store.keeper?.open.count == Shard.count }
            try await store.hold(["news.example": now + .seconds(900)], at: now)
            let shard = Shard(site: "news.example")
            for epoch in UInt64(2)..<12 {
                store.drop(shard)
                try await store.open(shard, epoch: epoch)
            }
            try await Task.sleep(for: .milliseconds(300))
            try await store.hold(["news.example": now + .seconds(1800)], at: now)
            #expect(try await store.holds(at: now)["news.example"] == now + .seconds(1800))
            let folders = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/ada").filter {
                $0.hasPrefix("shard-\(shard)-")
            }
            #expect(folders.count == 1)
            await store.abandon()
        }

        @Test func `tables that cannot be used any more are made anew from the cluster`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let store = try await worker("ada", servers, folder)
            try await wait("shards") { store.keeper?.open.count == Shard.count }
            try await store.hold(["news.example": now + .seconds(900)], at: now)
            let shard = Shard(site: "news.example")
            try store.owned(shard)?.store.database.close()
            _ = try await store.holds(at: now)
            try await wait("the shard is there again") { try await store.holds(at: now)["news.example"] != nil }
            #expect(try await store.holds(at: now)["news.example"] == now + .seconds(900))
            await store.abandon()
        }

        @Test func `a worker that leaves hands over at once what is idle, and the rest when what has begun is written`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let (ada, bela) = (try await worker("ada", servers, folder), try await worker("bela", servers, folder))
            try await wait("shards") { (ada.keeper?.open.count ?? 0) + (bela.keeper?.open.count ?? 0) == Shard.count }
            let shard = try #require(ada.keeper?.open.min())
            let site = try #require((0..<100_000).lazy.map { "paper\($0).example" }.first { Shard(site: $0) == shard })
            let desk = Desk()
            ada.use(
                .init(
                    onTake: { _ in }, onRelease: { desk.state.withLock { $0.isReleased = true } },
                    atWork: { desk.state.withLock { $0.isAtWork } ? [Int64(5).global(shard)] : [] }))
            ada.leave()
            try await wait("the idle ones go") { bela.keeper?.open.count == Shard.count - 1 }
            #expect(desk.state.withLock { $0.isReleased } && !ada.mayAsk(for: Int64(5).global(shard)))
            // What has begun is still written.
            try await ada.hold([site: now + .seconds(900)], at: now)
            desk.state.withLock { $0.isAtWork = false }
            try await wait("the last one goes") { bela.keeper?.open.count == Shard.count }
            #expect(try await bela.holds(at: now)[site] == now + .seconds(900))
            await ada.close()
            await bela.abandon()
        }

        @Test func `a record of the spool that the servers refuse for good keeps none behind it waiting`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            try OutputFolder.makeFolder(folder.path + "/ada")
            var records: [EncodedRecord] = []
            do {
                let spool = try Spool(path: folder.path + "/ada/spool.jsonl")
                // The servers take messages of up to a megabyte.
                for (number, text) in ["First.", String(repeating: "Too large. ", count: 120_000), "Third."].enumerated() {
                    let id = Fingerprints.recordID(link: "https://news.example/\(number)", feed: "", itemID: "").hexadecimal
                    records.append(WorkerTests.record(id: id, title: "Item \(number)", text: text))
                    #expect(try spool.keep(records[number]))
                }
            }
            let said = Mutex<[String]>([])
            let store = try await worker("ada", servers, folder) { line in said.withLock { $0.append(line) } }
            try await wait("the spool is empty") { store.spooled == 0 }
            var reader = StreamReader(store.jetStream, stream: layout.recordStream, subjects: [layout.allRecords])
            let subjects = try await reader.next().map(\.message.subject)
            #expect(subjects == [0, 2].map { layout.recordSubject(id: records[$0].id, revision: 1) })
            #expect(said.withLock { $0 }.filter { $0.contains(records[1].id) && $0.contains("refused") }.count == 1)
            await store.abandon()
        }

        @Test func `a layout that is newer than the program is not touched`() async throws {
            let servers = try TestServers(1)
            let jetStream = JetStream(
                try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            // The last of them that is made: those before it must not be there either.
            var records = StreamSettings(name: layout.recordStream, subjects: ["elsewhere.>"], description: "newer", replicas: 1)
            records.metadata["onrecord-layout"] = String(FleetLayout.version + 1)
            try await patiently { [records] in try await jetStream.makeStream(records) }
            await #expect {
                try await layout.prepare(jetStream)
            } throws: {
                ($0 as? MessagingError)?.code == .configuration
            }
            let found = try await jetStream.call("STREAM.NAMES")["streams"]?.array.compactMap(\.string)
            #expect(found == [layout.recordStream])
            let metadata = try await jetStream.state(of: layout.recordStream).metadata
            #expect(metadata["onrecord-layout"] == String(FleetLayout.version + 1))
        }

        @Test func `changes of one article that two shards know are all published`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let store = try await worker("ada", servers, folder)
            try await wait("shards") { store.keeper?.open.count == Shard.count }
            let feeds = ["https://one.example/feed", "https://two.example/feed"]
            try #require(Shard(site: "one.example") != Shard(site: "two.example"))
            try await store.subscribe(to: feeds.map { Subscription(url: $0, site: String($0.dropFirst(8).prefix { $0 != "/" })) }, at: now)
            func find(_ text: String, in url: String, at time: Moment) async throws {
                let link = "https://news.example/1"
                let item = FoundItem(link: link, normalisedLink: link, site: "news.example", title: "Ferry", summary: text)
                let feed = try #require(try await store.feeds().first { $0.url == url })
                _ = try await store.claim(Claim(feed: feed, items: [item], now: time, oldest: nil, homePage: nil))
                for reference in try await store.pendingItems(PendingQuestion(perSite: 9, limit: 9), at: time) {
                    guard let pending = try await store.pendingItem(reference.id) else { continue }
                    let record = WorkerTests.record(of: pending, text: text)
                    let content = WrittenContent(Fingerprints.content(title: "Ferry", text: text), isPage: false)
                    try await store.complete(
                        [.record(item: pending.id, record, content: content)], at: time, limits: StoreConformance.limits)
                }
            }
            try await find("First.", in: feeds[0], at: now)
            try await find("First of another.", in: feeds[1], at: now + .seconds(1))
            try await find("Second.", in: feeds[0], at: now + .seconds(7200))
            try await find("Second.", in: feeds[1], at: now + .seconds(7201))
            try await find("Third of another.", in: feeds[1], at: now + .seconds(20_000))
            try await find("Fourth.", in: feeds[0], at: now + .seconds(20_001))
            var reader = StreamReader(store.jetStream, stream: layout.recordStream, subjects: [layout.allRecords])
            let texts = try await reader.next().map { stored in
                let json = try JSONValue(parsing: stored.message.payload)
                return "\(json["revision"]?.int ?? 0) \(json["event"]?.string ?? "") \(json["text"]?.string ?? "")"
            }
            #expect(texts == ["1 new First.", "2 updated Second.", "3 updated Third of another.", "4 updated Fourth."])
            #expect(try await store.backlog(at: now + .seconds(30_000)).due == 0)
            await store.abandon()
        }

        private static func record(of item: PendingItem, text: String) -> EncodedRecord {
            record(id: item.recordID, revision: item.revision, event: item.event, title: item.item.title, text: text)
        }

        private static func record(
            id: String, revision: Int = 1, event: Record.Event = .new, title: String?, text: String
        ) -> EncodedRecord {
            var article = Article()
            article.title = title
            article.setBlocks([(Article.Block(kind: .paragraph, text: text), true)])
            return Record(
                id: id, revision: revision, event: event, seenAt: StoreConformance.start,
                source: .init(feed: "https://news.example/feed", feedTitle: nil, itemID: nil, tags: []), article: article,
                contentFrom: .feed, annotations: Annotations(document: Document(text: TextBuffer(article.text)), quotations: []),
                producer: .init(program: "onrecord", version: "0", model: "none")
            ).encoded
        }
    }
#endif
