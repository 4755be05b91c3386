#if Cluster
    import Articles
    import Foundation
    import Language
    import NATSClient
    import Quotations
    import Records
    import Store
    import Synchronization
    import Testing

    @testable import Fleet
    @testable import Messaging

    /// The stream of records, and what becomes of it in a folder.
    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(3)))
    struct CollectorTests {
        private let layout = FleetLayout(replicas: 1)
        private let limits = SegmentLimits(bytes: 3000, age: .seconds(3600))
        private let now = StoreConformance.start

        private func record(_ number: Int, revision: Int = 1, text: String = "A text.") -> EncodedRecord {
            var article = Article()
            article.title = "Article \(number)"
            article.setBlocks([(Article.Block(kind: .paragraph, text: text), true)])
            let id = Fingerprints.recordID(link: "https://news.example/\(number)", feed: "", itemID: "").hexadecimal
            return Record(
                id: id, revision: revision, event: revision == 1 ? .new : .updated, seenAt: now,
                source: .init(feed: "https://news.example/feed", feedTitle: nil, itemID: nil, tags: []), article: article,
                contentFrom: .feed, annotations: Annotations(document: Document(text: TextBuffer(article.text)), quotations: []),
                producer: .init(program: "onrecord", version: "0", model: "none")
            ).encoded
        }

        private func collector(
            _ jetStream: JetStream, _ folder: String, log: @escaping @Sendable (String) -> Void = { _ in }
        ) throws -> Collector {
            let output = try OutputFolder(path: folder + "/out")
            let store = try SQLiteStore(path: folder + "/state.db", output: output, now: now)
            return Collector(jetStream, layout: layout, name: "files", store: store, output: output, limits: limits, log: log)
        }

        private func prepared(_ servers: TestServers) async throws -> JetStream {
            let jetStream = JetStream(
                try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            try await patiently { try await layout.prepare(jetStream) }
            return jetStream
        }

        /// A collector's life, from its start until the stream is read.
        private func collectAll(from jetStream: JetStream, into folder: String) async throws {
            let collector = try collector(jetStream, folder)
            try await collectAll(collector)
            await collector.close()
        }

        private func collectAll(_ collector: Collector) async throws {
            while try await collector.collect(at: now) > 0 {}
        }

        private func titles(_ folder: String) throws -> [String] {
            #expect(try Verification(folder: folder + "/out").findings == [])
            let reader = try RecordReader(folder: folder + "/out")
            var titles: [String] = []
            while let record = try reader.next() {
                #expect(record.sequence == Int64(titles.count + 1))
                titles.append(
                    String(decoding: record.line, as: UTF8.self).components(separatedBy: "\"title\":\"")[1].prefix { $0 != "\"" }
                        .description)
            }
            return titles
        }

        @Test func `a record goes through the stream unchanged but for its number`() throws {
            let record = record(1)
            let streamed = try #require(EncodedRecord(streamed: record.streamed))
            #expect(streamed.line(sequence: 77) == record.line(sequence: 77))
            #expect(EncodedRecord(streamed: Array("{}".utf8)) == nil)
            #expect(EncodedRecord(streamed: Array("{\"schema\":\"onrecord/1\",\"id\":1}".utf8)) == nil)
        }

        @Test func `records are written once, in the stream's order, through restarts, lost acknowledgements and old backups`() async throws
        {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await prepared(servers)
            let stream = RecordStream(jetStream, layout: layout)
            for number in 1...20 {
                let record = record(number)
                #expect(try await stream.publish(record) == .new)
                // A second worker has made the same article.
                let other = self.record(number, text: "Another text.")
                #expect(try await stream.publish(other) == .taken)
                #expect(try await stream.publish(record) == .known)
            }
            _ = try await jetStream.publish(Message("\(layout.prefix).record.garbage.1", Array("no record".utf8)))
            try await collectAll(from: jetStream, into: folder.path)
            #expect(try titles(folder.path) == (1...20).map { "Article \($0)" })
            let backup = try #require(FileManager.default.contents(atPath: folder.path + "/state.db"))
            for number in 21...30 {
                let record = record(number)
                try await stream.publish(record)
            }
            let second = record(3, revision: 2, text: "An edited text.")
            try await stream.publish(second)
            try await collectAll(from: jetStream, into: folder.path)
            let all = (1...30).map { "Article \($0)" } + ["Article 3"]
            #expect(try titles(folder.path) == all)
            // A backup of the state is put back: the segments are believed, and the stream is read again from there.
            try? FileManager.default.removeItem(atPath: folder.path + "/state.db-wal")
            try backup.write(to: URL(fileURLWithPath: folder.path + "/state.db"))
            try await collectAll(from: jetStream, into: folder.path)
            #expect(try titles(folder.path) == all)
            // The state is lost altogether.
            try FileManager.default.removeItem(atPath: folder.path + "/state.db")
            try await collectAll(from: jetStream, into: folder.path)
            #expect(try titles(folder.path) == all)
        }

        @Test func `a stream that is made anew or whose end was lost is read from its beginning, and nothing is written twice`()
            async throws
        {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await prepared(servers)
            let stream = RecordStream(jetStream, layout: layout)
            func publish(_ numbers: ClosedRange<Int>) async throws { for number in numbers { try await stream.publish(record(number)) } }
            try await publish(1...8)
            do {
                let collector = try collector(jetStream, folder.path)
                try await collectAll(collector)
                // With fewer records than were read: some of them are known.
                try await jetStream.call("STREAM.DELETE.\(layout.recordStream)")
                try await layout.prepare(jetStream)
                try await publish(7...10)
                for _ in 0..<3 { _ = try? await collector.collect(at: now) }
                try await collectAll(collector)
                #expect(try titles(folder.path) == (1...10).map { "Article \($0)" })
                await collector.close()
            }
            // While nobody reads, and with more.
            try await jetStream.call("STREAM.DELETE.\(layout.recordStream)")
            try await layout.prepare(jetStream)
            try await publish(9...20)
            let next = try self.collector(jetStream, folder.path)
            try await collectAll(next)
            #expect(try titles(folder.path) == (1...20).map { "Article \($0)" })
            await next.close()
        }

        /// What comes back from an older state.
        enum Restored: String, CaseIterable, Sendable {
            case everything, messages
        }

        @Test(arguments: Restored.allCases, [false, true])
        func `a stream that has lost its end and has grown beyond the place again is noticed`(restored: Restored, isAtWork: Bool)
            async throws
        {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await prepared(servers)
            let stream = RecordStream(jetStream, layout: layout)
            func publish(_ numbers: some Sequence<Int>) async throws {
                for number in numbers { _ = try await patiently { try await stream.publish(record(number)) } }
            }
            var reading: Collector? = try collector(jetStream, folder.path)
            func read() async throws { try await patiently { try await collectAll(try #require(reading)) } }
            try await publish(1...5)
            try await read()
            // The servers' state as it is now comes back behind three more records, which are in the segments.
            servers.end(0)
            let part = servers.storage(of: 0, "$G/streams/\(layout.recordStream)" + (restored == .messages ? "/msgs" : ""))
            try FileManager.default.copyItem(atPath: part, toPath: folder.path + "/backup")
            try servers.start(0)
            try await publish(6...8)
            try await read()
            #expect(try titles(folder.path) == (1...8).map { "Article \($0)" })
            servers.end(0)
            try FileManager.default.removeItem(atPath: part)
            try FileManager.default.copyItem(atPath: folder.path + "/backup", toPath: part)
            try servers.start(0)
            #expect(try await patiently { try await jetStream.state(of: layout.recordStream) }.lastSequence == 5)
            // The eighth gets its number again, by a worker that was never told that it was there; those before it are others.
            try await publish([20, 21, 8] + Array(22...25))
            #expect(try await jetStream.state(of: layout.recordStream).lastSequence == 12)
            if !isAtWork {
                await reading?.close()
                // With it goes the folder's lock.
                reading = nil
                reading = try collector(jetStream, folder.path)
            }
            try await read()
            #expect(try titles(folder.path) == (Array(1...8) + [20, 21] + Array(22...25)).map { "Article \($0)" })
            // Once is enough: from here on the place holds.
            try await publish(26...27)
            try await read()
            #expect(try titles(folder.path).suffix(2) == ["Article 26", "Article 27"])
            await reading?.close()
        }

        @Test func `a stream whose old records are no longer kept is read on from the place`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await prepared(servers)
            let stream = RecordStream(jetStream, layout: layout)
            let said = Mutex<[String]>([])
            for number in 1...6 { try await stream.publish(record(number)) }
            try await collectAll(from: jetStream, into: folder.path)
            try await jetStream.purge(layout.recordStream, subject: layout.allRecords, before: 7)
            for number in 7...8 { try await stream.publish(record(number)) }
            let collector = try collector(jetStream, folder.path) { line in said.withLock { $0.append(line) } }
            try await collectAll(collector)
            #expect(try titles(folder.path) == (1...8).map { "Article \($0)" })
            #expect(said.withLock { $0 } == [])
            await collector.close()
        }

        @Test func `a folder that somebody else has changed asks for a new start, which goes on`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = try await prepared(servers)
            let stream = RecordStream(jetStream, layout: layout)
            try await stream.publish(record(1))
            do {
                let collector = try collector(jetStream, folder.path)
                try await collectAll(collector)
                try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/out/current.jsonl")).truncate(atOffset: 0)
                try await stream.publish(record(2))
                await #expect {
                    try await collectAll(collector)
                } throws: {
                    collector.needsNewStart(after: $0)
                }
                #expect(!collector.needsNewStart(after: MessagingError(.timeout, "no answer")))
                #expect(!collector.needsNewStart(after: FileError(operation: "write", path: "current.jsonl", code: ENOSPC)))
                await collector.close()
            }
            let next = try collector(jetStream, folder.path)
            try await collectAll(next)
            let text = try String(contentsOfFile: folder.path + "/out/current.jsonl", encoding: .utf8)
            #expect(text.split(separator: "\n").count == 1 && text.contains("\"title\":\"Article 2\""))
            await next.close()
        }

        @Test func `a record as a later revision differs in nothing else`() throws {
            let made = record(1, text: "A text.").asUpdate(revision: 7)
            let streamed = try #require(EncodedRecord(streamed: made.streamed))
            #expect(streamed.id == record(1).id && streamed.revision == 7)
            let line = String(decoding: made.line(sequence: 3), as: UTF8.self)
            let first = String(decoding: record(1).line(sequence: 3), as: UTF8.self)
            let expected = first.replacingOccurrences(of: "\"revision\":1,\"event\":\"new\"", with: "\"revision\":7,\"event\":\"updated\"")
            #expect(line == expected)
        }

        @Test func `the spool keeps records in order over a crash, within its bound, until they are delivered`() async throws {
            let folder = try TemporaryFolder()
            let path = folder.path + "/spool.jsonl"
            let size = record(1).streamed.count + 1
            do {
                let spool = try Spool(path: path, most: size * 3 + 10)
                for number in 1...3 { #expect(try spool.keep(record(number))) }
                #expect(try !spool.keep(record(4)))
                // Cut in the middle of a line, as by a crash.
                try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: UInt64(size * 3 - 5))
            }
            let spool = try Spool(path: path)
            #expect(spool.waiting == size * 2)
            var delivered: [String] = []
            struct NoQuorum: Error {}
            await #expect(throws: NoQuorum.self) {
                try await spool.deliver { record in
                    if delivered.count == 1 { throw NoQuorum() }
                    delivered.append(record.id)
                }
            }
            #expect(try spool.keep(record(5)))
            try await spool.deliver { delivered.append($0.id) }
            #expect(delivered == [1, 2, 5].map { record($0).id })
            #expect(spool.waiting == 0)
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == 0)
        }
    }
#endif
