#if Cluster
    import Foundation
    import NATSClient
    import Testing

    @testable import Messaging

    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(3)))
    struct JetStreamTests {
        private func connect(_ servers: TestServers, _ change: (inout ConnectionSettings) -> Void = { _ in }) async throws -> JetStream {
            var settings = ConnectionSettings(servers: servers.addresses, name: "test")
            change(&settings)
            return JetStream(try await patiently { try await Connection.open(settings) })
        }

        @Test func `a message is there once for a subject that expects none`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            let stream = StreamSettings(name: "RECORDS", subjects: ["record.>"], description: "records", replicas: 1)
            try await patiently { try await jetStream.makeStream(stream) }
            try await jetStream.makeStream(stream)
            let first = try await jetStream.publish(Message("record.a.1", Array("one".utf8)), expecting: 0, messageID: "a.1")
            #expect(first.sequence == 1 && !first.isDuplicate)
            // What is expected is looked at before the id.
            let again = try await jetStream.publish(Message("record.a.1", Array("two".utf8)), messageID: "a.1")
            #expect(again.isDuplicate)
            await #expect(throws: MessagingError.self) {
                try await jetStream.publish(Message("record.a.1", Array("two".utf8)), expecting: 0, messageID: "other")
            }
            do {
                try await jetStream.publish(Message("record.a.1"), expecting: 0)
                Issue.record("a second message was taken")
            } catch { #expect(error.code == .conflict) }
            let stored = try #require(try await jetStream.last("record.a.1", in: "RECORDS"))
            #expect(stored.message.payload == Array("one".utf8))
            #expect(stored.message.header("Nats-Msg-Id") == "a.1")
            #expect(try await jetStream.last("record.b.1", in: "RECORDS") == nil)
            #expect(try await jetStream.state(of: "RECORDS").messages == 1)
            do {
                try await jetStream.publish(Message("record.c.1", Array(repeating: 0, count: 2 << 20)))
                Issue.record("a message over the limit was taken")
            } catch { #expect(error.code == .tooLarge) }
            do {
                try await jetStream.publish(Message("nobody.listens"))
                Issue.record("a message without a stream was taken")
            } catch { #expect(error.code == .noResponders) }
        }

        @Test func `an entry is changed only by who knows its revision`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            let bucket = KeyValue(jetStream, bucket: "test")
            try await patiently {
                try await jetStream.makeStream(KeyValue.settings(bucket: "test", description: "test", replicas: 1))
            }
            #expect(try await bucket.get("a.b") == nil)
            let created = try await bucket.create("a.b", [1])
            await #expect(throws: MessagingError.self) { try await bucket.create("a.b", [2]) }
            let updated = try await bucket.update("a.b", [3], revision: created)
            await #expect(throws: MessagingError.self) { try await bucket.update("a.b", [4], revision: created) }
            #expect(try await bucket.get("a.b") == KeyValue.Entry(key: "a.b", value: [3], revision: updated))
            await #expect(throws: MessagingError.self) { try await bucket.delete("a.b", revision: created) }
            try await bucket.delete("a.b", revision: updated)
            #expect(try await bucket.get("a.b") == nil)
            try await bucket.create("a.b", [5])
            try await bucket.put("c", [6])
            #expect(try await bucket.all().map(\.key).sorted() == ["a.b", "c"])
            #expect(try await bucket.all(["a.*"]).compactMap(\.value) == [[5]])
        }

        @Test func `a watch shows what is there and then each change`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            let bucket = KeyValue(jetStream, bucket: "test")
            try await patiently {
                try await jetStream.makeStream(KeyValue.settings(bucket: "test", description: "test", replicas: 1))
            }
            for number in UInt8(0)..<100 { try await bucket.put("key\(number % 10)", [number]) }
            var watch = bucket.watch()
            var seen: [String: [UInt8]] = [:]
            while case let found = try await watch.next(most: 3), !found.isEmpty {
                for entry in found.compactMap(bucket.entry) { seen[entry.key] = entry.value }
            }
            #expect(seen.count == 10 && seen["key9"] == [99])
            async let change = watch2(watch)
            try await Task.sleep(for: .milliseconds(50))
            try await bucket.put("key3", [7])
            let found = try await change
            #expect(found.compactMap(bucket.entry).map(\.value) == [[7]])
        }

        private func watch2(_ watch: StreamReader) async throws -> [JetStream.Stored] {
            var watch = watch
            return try await watch.next(wait: .seconds(5))
        }

        @Test func `a stream is read directly, in parts and whole`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            try await patiently {
                try await jetStream.makeStream(StreamSettings(name: "A", subjects: ["a.>"], description: "a", replicas: 1))
            }
            for number in 0..<12 {
                try await jetStream.publish(Message("a.\(number % 4)", Array("\(number)".utf8), headers: [.init("N", "\(number)")]))
            }
            let first = try await jetStream.messages(of: "a.1", in: "A", most: 2)
            #expect(first.messages.map(\.sequence) == [2, 6] && first.pending == 1)
            #expect(first.messages.map(\.message.subject) == ["a.1", "a.1"] && first.messages.last?.message.header("N") == "5")
            let rest = try await jetStream.messages(of: "a.*", in: "A", after: 6)
            #expect(rest.messages.map(\.sequence) == Array(7...12) && rest.pending == 0)
            #expect(try await jetStream.messages(of: "a.9", in: "A") == JetStream.Batch())
            let last = try await jetStream.lastMessages(of: ["a.1", "a.3", "a.9"], in: "A")
            #expect(last.messages.map(\.sequence) == [10, 12] && last.through == 12)
            // More than the servers send at once.
            let large = Array(repeating: UInt8(7), count: 900_000)
            for number in 0..<60 { try await jetStream.publish(Message("a.large.\(number)", large)) }
            let all = try await jetStream.lastMessages(of: ["a.large.*"], in: "A")
            #expect(all.messages.map(\.message.subject) == (0..<60).map { "a.large.\($0)" } && all.pending == 0)
        }

        @Test func `entries are read whole, also more than the servers give at once, or not at all where a change is missing`() async throws
        {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            let bucket = KeyValue(jetStream, bucket: "test")
            try await patiently {
                try await jetStream.makeStream(KeyValue.settings(bucket: "test", description: "test", replicas: 1))
            }
            var revision: UInt64 = 0
            for number in 0..<1100 { revision = try await bucket.put("key.\(number)", [1]) }
            #expect(try await bucket.all().count == 1100)
            #expect(try await bucket.all(["key.7", "key.9"], through: revision).map(\.key) == ["key.7", "key.9"])
            await #expect(throws: MessagingError.self) { try await bucket.all(["key.7"], through: revision + 1) }
        }

        @Test func `a durable reader goes on behind what it has acknowledged`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            try await patiently {
                try await jetStream.makeStream(
                    StreamSettings(name: "RECORDS", subjects: ["record.>"], description: "records", replicas: 1))
            }
            for number in 1...20 { try await jetStream.publish(Message("record.\(number)", Array("\(number)".utf8))) }
            var settings = ConsumerSettings(durable: "files", subjects: ["record.>"])
            settings.isAcknowledged = true
            settings.patience = .seconds(1)
            let name = try await jetStream.makeConsumer(settings, of: "RECORDS")
            let first = try await jetStream.pull(name, of: "RECORDS", most: 12)
            #expect(first.map(\.sequence) == Array(1...12))
            try await jetStream.acknowledge(first[6])
            #expect(try await jetStream.state(ofConsumer: name, of: "RECORDS").acknowledged == 7)
            // Another process takes over: what was not acknowledged comes again when its time is up.
            #expect(try await jetStream.makeConsumer(settings, of: "RECORDS") == name)
            var seen: Set<UInt64> = []
            while seen.count < 13 {
                seen.formUnion(try await jetStream.pull(name, of: "RECORDS", most: 100, wait: .seconds(3)).map(\.sequence))
            }
            #expect(seen == Set(8...20))
            #expect(try await jetStream.consumers(of: "RECORDS") == ["files"])
        }

        @Test func `what three servers have acknowledged outlives the leader, and the connection finds another`() async throws {
            let servers = try TestServers(3)
            let jetStream = try await connect(servers)
            var stream = StreamSettings(name: "RECORDS", subjects: ["record.>"], description: "records", replicas: 3)
            stream.maxPerSubject = 1
            stream.discard = .new
            try await patiently { try await jetStream.makeStream(stream) }
            for number in 0..<50 {
                _ = try await patiently { try await jetStream.publish(Message("record.\(number)"), messageID: "\(number)") }
            }
            let leader = try #require(try await jetStream.state(of: "RECORDS").leader)
            let index = try #require((0..<3).first { TestServers.name($0) == leader })
            servers.kill(index)
            for number in 50..<100 {
                _ = try await patiently { try await jetStream.publish(Message("record.\(number)"), messageID: "\(number)") }
            }
            try servers.start(index)
            var reader = StreamReader(jetStream, stream: "RECORDS", subjects: ["record.>"])
            var subjects: [String] = []
            while subjects.count < 100 {
                subjects += try await patiently { try await reader.next(most: 30, wait: .seconds(1)) }.map(\.message.subject)
            }
            #expect(subjects == (0..<100).map { "record.\($0)" })
        }

        @Test func `without a server a message fails at once, and the connection comes back by itself`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            try await patiently {
                try await jetStream.makeStream(StreamSettings(name: "A", subjects: ["a"], description: "a", replicas: 1))
            }
            servers.kill(0)
            // Until the connection notices, a message may be on its way; afterwards it is refused.
            var codes: Set<MessagingError.Code> = []
            for _ in 0..<20 where !codes.contains(.disconnected) {
                do { try await jetStream.publish(Message("a", [1])) } catch { codes.insert(error.code) }
            }
            #expect(codes.contains(.disconnected))
            try servers.start(0)
            // The one message that was being written when the connection broke may be sent now; no other.
            try await patiently { _ = try await jetStream.publish(Message("a", [2])) }
            var reader = StreamReader(jetStream, stream: "A", subjects: ["a"])
            let payloads = try await reader.next().map(\.message.payload)
            #expect(payloads.last == [2] && payloads.count { $0 == [1] } <= 1)
        }

        @Test func `large messages are read in parts, in order`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            try await patiently {
                try await jetStream.makeStream(StreamSettings(name: "A", subjects: ["a.>"], description: "a", replicas: 1))
            }
            for number in 0..<40 { try await jetStream.publish(Message("a.\(number)", Array(repeating: 7, count: 900_000))) }
            var reader = StreamReader(jetStream, stream: "A", subjects: ["a.>"])
            var sizes: [Int] = []
            var read = 0
            while read < 40 {
                let found = try await reader.next(wait: .seconds(1))
                try #require(found.first?.sequence == UInt64(read + 1))
                sizes.append(found.reduce(0) { $0 + $1.message.size })
                read += found.count
            }
            #expect(read == 40 && sizes.allSatisfy { $0 < 9 << 20 })
            await reader.close()
        }

        @Test func `a stream that was made anew or has lost its end is read from the beginning`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            let settings = StreamSettings(name: "A", subjects: ["a"], description: "a", replicas: 1)
            try await patiently { try await jetStream.makeStream(settings) }
            for number in UInt8(0)..<5 { try await jetStream.publish(Message("a", [number])) }
            var reader = StreamReader(jetStream, stream: "A", subjects: ["a"])
            #expect(try await reader.next().count == 5)
            try await jetStream.call("STREAM.DELETE.A")
            try await jetStream.makeStream(settings)
            for number in UInt8(10)..<20 { try await jetStream.publish(Message("a", [number])) }
            var payloads: [UInt8] = []
            for _ in 0..<20 where payloads.count < 10 {
                payloads += (try? await reader.next(wait: .milliseconds(200)))?.flatMap(\.message.payload) ?? []
            }
            #expect(payloads == Array(10..<20) && reader.renewals == 1)
            // One that knows of more than there is, as from a backup of the servers.
            var later = StreamReader(jetStream, stream: "A", subjects: ["a"], after: 30)
            #expect(try await later.next().count == 10 && later.renewals == 1)
        }

        @Test func `a server that takes nothing keeps nobody who sends to it`() async throws {
            let servers = try TestServers(1)
            let jetStream = try await connect(servers)
            servers.signal(0, SIGSTOP)
            defer { servers.signal(0, SIGCONT) }
            let sending = Task.detached {
                for _ in 0..<200 { try jetStream.bus.publish(Message("nobody", Array(repeating: 7, count: 900_000))) }
            }
            await #expect(throws: MessagingError.self) { try await sending.value }
        }

        @Test func `of many who write one subject at once one succeeds, and the others know it or do not know yet`() async throws {
            let servers = try TestServers(3)
            let jetStream = try await connect(servers)
            try await patiently {
                try await jetStream.makeStream(StreamSettings(name: "A", subjects: ["a.>"], description: "a", replicas: 3))
            }
            for subject in 0..<20 {
                let codes = await withTaskGroup(of: MessagingError.Code?.self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            do {
                                try await jetStream.publish(Message("a.\(subject)"), expecting: 0, messageID: "\(subject).\(number / 2)")
                                return nil
                            } catch { return (error as? MessagingError)?.code }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                // The same message id twice may be a duplicate that is acknowledged like the first.
                #expect((1...2).contains(codes.count { $0 == nil }), "\(codes)")
                #expect(codes.allSatisfy { [nil, .conflict, .busy].contains($0) }, "\(codes)")
            }
        }
    }
#endif
