#if Cluster
    import NATSClient
    import Records
    import Synchronization
    import Testing

    @testable import Fleet
    @testable import Messaging
    @testable import Store

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

        @Test func `what an image has made needless and its owner did not remove goes when the shard is taken over`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let bus = LossyBus(try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            let jetStream = JetStream(bus, timeout: .milliseconds(200))
            try await patiently { try await layout.prepare(jetStream) }
            let old = Message(layout.snapshotSubject(shard, generation: 77), [1], headers: [.init("Onrecord-Part", "1/1")])
            try await jetStream.publish(old)
            bus.drop { $0.subject.contains("STREAM.PURGE") }
            let owned = try await own(jetStream, epoch: 1, folder, limits: .init(entries: 3, bytesPerEntry: .max))
            for number in 1...4 {
                try await owned.commit { [feeds = feeds(number)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
            }
            func subjects(_ filter: String) async throws -> [String] {
                try await jetStream.messages(of: filter, in: layout.stateStream).messages.map(\.message.subject)
            }
            while try await subjects(layout.headSubject(shard)).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            await owned.drop()
            bus.drop { _ in false }
            #expect(try await Set(subjects(layout.snapshotSubjects(shard))).count == 2)
            let before = try await subjects(layout.logSubject(shard)).count

            let next = try await own(jetStream, epoch: 2, folder)
            #expect(try await next.store.feeds().count == 4)
            let left = try await subjects(layout.snapshotSubjects(shard))
            #expect(Set(left).count == 1 && left.first?.hasSuffix(".77") == false)
            // The opening entry has come and those that the image holds have gone, but for the last of them.
            #expect(try await subjects(layout.logSubject(shard)).count < before)
            await next.drop()
            let last = try await own(jetStream, epoch: 3, folder)
            #expect(try await last.store.feeds().map(\.url) == feeds(4).map(\.url))
            await last.drop()
        }

        @Test func `a shard whose image a newer program has made is left alone`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await jetStream(servers)
            try await patiently { try await layout.prepare(jetStream) }
            let owned = try await own(jetStream, epoch: 1, folder, limits: .init(entries: 2, bytesPerEntry: .max))
            for number in 1...3 {
                try await owned.commit { [feeds = feeds(number)] in try await $0.subscribe(to: feeds, at: StoreConformance.start) }
            }
            var head: JetStream.Stored?
            while head == nil {
                try await Task.sleep(for: .milliseconds(20))
                head = try await jetStream.last(layout.headSubject(shard), in: layout.stateStream)
            }
            await owned.close()
            let text = String(decoding: try #require(head).message.payload, as: UTF8.self)
            let version = Replica.tablesVersion
            let newer = text.replacing("\"tables\":\(version)", with: "\"tables\":\(version + 1)")
            #expect(newer != text)
            try await jetStream.publish(Message(layout.headSubject(shard), Array(newer.utf8)))
            let before = try await jetStream.state(of: layout.stateStream).lastSequence
            await #expect(throws: ShardLog.Failure.newer) { try await own(jetStream, epoch: 2, folder) }
            #expect(try await jetStream.state(of: layout.stateStream).lastSequence == before)
            // The program that made it reads it as ever.
            try await jetStream.publish(Message(layout.headSubject(shard), Array(text.utf8)))
            let next = try await own(jetStream, epoch: 3, folder)
            #expect(try await next.store.feeds().count == 3)
            await next.drop()
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
