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

    /// A folder that goes when the value goes.
    final class TemporaryFolder: Sendable {
        let path = NSTemporaryDirectory() + "onrecord-fleet-" + UUID().uuidString

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// A worker and a collector of a fleet on the bench.
    private final class ClusterBench: StoreBench {
        let servers: TestServers
        let layout: FleetLayout
        let folder: TemporaryFolder
        let worker: ClusterStore
        private let collecting = Mutex<Collector?>(nil)

        init(_ servers: TestServers, _ layout: FleetLayout, _ folder: TemporaryFolder) async throws {
            (self.servers, self.layout, self.folder) = (servers, layout, folder)
            let settings = ConnectionSettings(servers: servers.addresses, name: "bench")
            let jetStream = JetStream(try await patiently { try await Connection.open(settings) })
            let path = folder.path
            worker = try await patiently {
                try await ClusterStore(
                    jetStream, layout: layout, member: MemberEntry(worker: "ada"), folder: path + "/worker", feedList: .caller,
                    // A test restarts its worker at once; images are made as often as can be.
                    times: LeaseTimes(fence: .milliseconds(2500), expiry: .seconds(3)),
                    images: .init(entries: 2, bytesPerEntry: .max, bytes: 1))
            }
            let output = try OutputFolder(path: path + "/out")
            let store = try SQLiteStore(path: path + "/collector.db", output: output, now: StoreConformance.start)
            let collector = Collector(
                jetStream, layout: layout, name: "files", store: store, output: output, limits: StoreConformance.limits)
            collecting.withLock { $0 = collector }
            let begin = ContinuousClock.now
            while (worker.keeper?.open.count ?? 0) < Shard.count {
                try #require(ContinuousClock.now - begin < .seconds(60), "no shards")
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        var store: any Store { worker }
        var outputFolder: String { folder.path + "/out" }

        func deliver() async throws {
            guard let collector = collecting.withLock({ $0 }) else { return }
            while try await collector.collect(at: StoreConformance.start) > 0 {}
        }

        func restart() async throws -> ClusterBench {
            await worker.abandon()
            await collecting.withLock({ $0 })?.close()
            // With it goes the folder's lock.
            collecting.withLock { $0 = nil }
            return try await ClusterBench(servers, layout, folder)
        }
    }

    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(5)))
    struct ClusterStoreTests {
        @Test func `the store of a fleet does what every store has to`() async throws {
            let servers = try TestServers(1)
            for (index, scenario) in StoreConformance.allCases.enumerated() {
                let bench = try await ClusterBench(servers, FleetLayout(prefix: "t\(index)", replicas: 1), TemporaryFolder())
                try await scenario.run(on: bench)
                await bench.worker.abandon()
            }
        }
    }

    /// Workers, each with a connection of its own.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(5)))
    struct WorkerTests {
        private let layout = FleetLayout(replicas: 1)
        private let now = StoreConformance.start

        private func worker(_ name: String, _ servers: TestServers, _ folder: TemporaryFolder) async throws -> ClusterStore {
            let settings = ConnectionSettings(servers: servers.addresses, name: name)
            let jetStream = JetStream(try await patiently { try await Connection.open(settings) })
            return try await patiently {
                try await ClusterStore(
                    jetStream, layout: layout, member: MemberEntry(worker: name), folder: "\(folder.path)/\(name)", feedList: .caller)
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
            var article = Article()
            article.url = item.item.link
            article.title = item.item.title
            article.setBlocks([(Article.Block(kind: .paragraph, text: text), true)])
            return Record(
                id: item.recordID, revision: item.revision, event: item.event, seenAt: item.seenAt,
                source: .init(feed: item.feed.url, feedTitle: nil, itemID: nil, tags: []), article: article, contentFrom: .feed,
                annotations: Annotations(document: Document(text: TextBuffer(article.text)), quotations: []),
                producer: .init(program: "onrecord", version: "0", model: "none")
            ).encoded
        }
    }

    /// The state of one shard, passed between owners.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(5)))
    struct OwnedShardTests {
        private let shard = Shard(number: 9)
        private let layout = FleetLayout(replicas: 1)
        private let now = StoreConformance.start

        private func jetStream(_ servers: TestServers) async throws -> JetStream {
            JetStream(try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
        }

        private func own(
            _ jetStream: JetStream, epoch: UInt64, _ folder: TemporaryFolder, limits: ShardLog.ImageLimits = .init()
        ) async throws -> OwnedShard {
            try await OwnedShard(
                shard, epoch: epoch, jetStream: jetStream, layout: layout, folder: folder.path + "/\(epoch)", now: now, limits: limits,
                mayGoOn: { true })
        }

        private func feeds(_ count: Int) -> [Subscription] {
            (0..<count).map { Subscription(url: "https://paper\($0).example/feed", site: "paper\($0).example") }
        }

        @Test func `an owner that was replaced can write nothing more, however late it comes`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            try await patiently { try await layout.prepare(jetStream) }
            let first = try await own(jetStream, epoch: 1, folder)
            try await first.commit { [feeds = feeds(3)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
            let second = try await own(jetStream, epoch: 2, folder)
            #expect(try await second.store.feeds().count == 3)
            await #expect(throws: ShardLog.Failure.fenced) {
                try await first.commit { try await $0.subscribe(to: [], at: StoreConformance.start) }
            }
            await #expect(throws: ShardLog.Failure.fenced) { try await first.commit { _ in } }
            try await second.commit { [feeds = feeds(4)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
            let third = try await own(jetStream, epoch: 3, folder)
            #expect(try await third.store.feeds().map(\.url) == feeds(4).map(\.url))
            for owned in [first, second, third] { await owned.drop() }
        }

        @Test func `what an owner wrote, the next one reads, through images and changes larger than a message`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            try await patiently { try await layout.prepare(jetStream) }
            var known = 0
            for epoch in UInt64(1)...6 {
                let owned = try await own(
                    jetStream, epoch: epoch, folder, limits: .init(entries: epoch % 2 == 0 ? 3 : 1000, bytesPerEntry: .max, bytes: 8 << 20))
                #expect(try await owned.store.feeds().count == known)
                // About 2 MB of changes in one write.
                known += 2000
                try await owned.commit { [feeds = feeds(known)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
                let all = try await owned.store.feeds()
                for number in 0..<8 {
                    var feed = all[number]
                    feed.state.title = "Title of epoch \(epoch)"
                    feed.nextPoll = now + .seconds(Int(epoch) * 100 + number)
                    let changed = feed
                    try await owned.commit { try await $0.update(changed) }
                }
                await owned.close()
            }
            let begin = ContinuousClock.now
            let last = try await own(jetStream, epoch: 9, folder)
            print("    12,000 feeds taken over in \(ContinuousClock.now - begin)")
            let feeds = try await last.store.feeds()
            #expect(feeds.count == 12_000)
            #expect(feeds.filter { $0.state.title == "Title of epoch 6" }.count == 8)
            #expect(feeds[3].nextPoll == now + .seconds(603))
            await last.close()
            let state = try await jetStream.state(of: layout.stateStream)
            print("    \(state.messages) messages, \(state.bytes) bytes")
        }

        @Test func `a leader that is killed in mid-write costs nothing that was promised`() async throws {
            let (servers, folder) = (try TestServers(3), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            let layout = FleetLayout(replicas: 3)
            try await patiently { try await layout.prepare(jetStream) }
            let owned = try await patiently {
                try await OwnedShard(
                    shard, epoch: 1, jetStream: jetStream, layout: layout, folder: folder.path + "/a", now: now, mayGoOn: { true })
            }
            try await owned.commit { [feeds = feeds(50)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
            let all = try await owned.store.feeds()
            let leader = try #require(try await jetStream.state(of: layout.stateStream).leader)
            let writing = Task {
                for (number, var feed) in all.enumerated() {
                    feed.state.title = "Title \(number)"
                    let changed = feed
                    try await owned.commit { try await $0.update(changed) }
                }
            }
            try await Task.sleep(for: .milliseconds(30))
            servers.kill(try #require((0..<3).first { TestServers.name($0) == leader }))
            try await writing.value
            let next = try await patiently {
                try await OwnedShard(
                    shard, epoch: 2, jetStream: jetStream, layout: layout, folder: folder.path + "/b", now: now, mayGoOn: { true })
            }
            let titles = Set(try await next.store.feeds().compactMap(\.state.title))
            #expect(titles == Set((0..<50).map { "Title \($0)" }))
            await owned.drop()
            await next.drop()
        }

        @Test func `a large image is made anew after more changes than a small one`() {
            var log = ShardLog(JetStream(AnsweringBus("")), layout: layout, shard: shard, epoch: 1)
            log.imaged(bytes: 1 << 20, entriesBehind: 3000, bytesBehind: 0)
            #expect(log.isImageDue)
            log.imaged(bytes: 100 << 20, entriesBehind: 3000, bytesBehind: 0)
            #expect(!log.isImageDue)
        }

        /// What is lost on the way to and from the servers while images are made.
        enum Trouble: String, CaseIterable, Sendable {
            case headsAreNotAcknowledged, purgesAreNotAcknowledged, piecesAreNotAcknowledged
        }

        @Test(arguments: Trouble.allCases) func `images go on to be made, and old ones to go, where answers are lost`(trouble: Trouble)
            async throws
        {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let bus = LossyBus(try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            let jetStream = JetStream(bus, timeout: .milliseconds(200))
            try await patiently { try await layout.prepare(jetStream) }
            let count = Mutex(0)
            bus.lose { message in
                let isMeant =
                    switch trouble {
                    case .headsAreNotAcknowledged: message.subject.contains(".state.head.")
                    case .purgesAreNotAcknowledged: message.subject.contains("STREAM.PURGE")
                    case .piecesAreNotAcknowledged: message.subject.contains(".state.snapshot.")
                    }
                // The first of each three.
                return isMeant
                    && count.withLock { count in
                        count += 1
                        return count % 3 == 1
                    }
            }
            let owned = try await own(jetStream, epoch: 1, folder, limits: .init(entries: 2, bytesPerEntry: .max, bytes: 1 << 20))
            for number in 1...30 {
                try await owned.commit { [feeds = feeds(number)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
                try await Task.sleep(for: .milliseconds(60))
            }
            bus.lose { _ in false }
            for number in 31...36 {
                try await owned.commit { [feeds = feeds(number)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
                try await Task.sleep(for: .milliseconds(300))
            }
            let pieces = try await jetStream.messages(of: layout.snapshotSubjects(shard), in: layout.stateStream).messages
            #expect(Set(pieces.map(\.message.subject)).count == 1)
            let log = try await jetStream.messages(of: layout.logSubject(shard), in: layout.stateStream).messages
            #expect(log.count < 10)
            let next = try await own(jetStream, epoch: 2, folder)
            #expect(try await next.store.feeds().count == 36)
            await owned.drop()
            await next.drop()
        }

        @Test func `what a killed owner had not uploaded to the end goes with the next image`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            try await patiently { try await layout.prepare(jetStream) }
            for piece in 1...3 {
                let subject = layout.snapshotSubject(shard, generation: 77)
                try await jetStream.publish(Message(subject, [UInt8(piece)], headers: [.init("Onrecord-Part", "\(piece)/9")]))
            }
            let owned = try await own(jetStream, epoch: 1, folder, limits: .init(entries: 2, bytesPerEntry: .max))
            for number in 1...6 {
                try await owned.commit { [feeds = feeds(number)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
                try await Task.sleep(for: .milliseconds(200))
            }
            let pieces = try await jetStream.messages(of: layout.snapshotSubjects(shard), in: layout.stateStream).messages
            #expect(!pieces.isEmpty && !pieces.contains { $0.message.subject.hasSuffix(".77") })
            await owned.drop()
        }

        @Test func `a shard whose tables a newer program has changed is left alone`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            try await patiently { try await layout.prepare(jetStream) }
            let headers = [Message.Header("Onrecord-Previous", "0"), .init("Onrecord-Tables", String(Replica.tablesVersion + 1))]
            try await jetStream.publish(Message(layout.logSubject(shard), headers: headers))
            await #expect(throws: ShardLog.Failure.newer) { try await own(jetStream, epoch: 2, folder) }
        }
    }
#endif
