#if Cluster
    import Foundation
    import NATSClient
    import Synchronization
    import Testing

    @testable import Fleet
    @testable import Messaging

    /// A worker whose shards have no state.
    private final class Worker: Sendable {
        let name: String
        let bus: StallingBus
        let keeper: Keeper
        let said = Said()
        private let running: Task<Void, Never>

        /// What the keeper tells people.
        final class Said: Sendable {
            private let lines = Mutex<[String]>([])
            func note(_ line: String) { lines.withLock { $0.append(line) } }
            var all: [String] { lines.withLock { $0 } }
        }

        init(_ name: String, _ servers: TestServers, _ layout: FleetLayout = FleetLayout()) async throws {
            self.name = name
            let settings = ConnectionSettings(servers: servers.addresses, name: name)
            let bus = StallingBus(try await patiently { try await Connection.open(settings) })
            let keeper = Keeper(
                JetStream(bus), layout: layout, member: MemberEntry(worker: name), holder: NoShards(),
                log: { [said] in said.note($0) })
            (self.bus, self.keeper) = (bus, keeper)
            running = Task { await keeper.run() }
        }

        /// Ends as a process ends that is killed: without a word.
        func kill() {
            bus.stall()
            running.cancel()
        }

        func leave() async {
            keeper.leave()
            await running.value
        }
    }

    @Suite(.serialized, .enabled(if: TestServers.program != nil, TestServers.isAbsent), .timeLimit(.minutes(4)))
    struct KeeperTests {
        /// Waits until these workers have all shards between them.
        private func all(_ workers: [Worker], within time: Duration, _ what: String) async throws {
            try await wait(for: workers, within: time, what) { workers.reduce(0) { $0 + $1.keeper.open.count } == Shard.count }
        }

        private func wait(for workers: [Worker], within time: Duration, _ what: String, until holds: () -> Bool) async throws {
            let begin = ContinuousClock.now
            while !holds() {
                if ContinuousClock.now - begin > time {
                    Issue.record("\(what): after \(time) \(workers.map { "\($0.name): \($0.keeper.open.count)" })")
                    return
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            print("    \(what): \(ContinuousClock.now - begin)")
        }

        @Test func `shards have one owner through killed leaders and stopped, killed, leaving and joining workers`() async throws {
            let servers = try TestServers(3)
            let jetStream = JetStream(
                try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            try await patiently { try await FleetLayout().prepare(jetStream) }
            var workers = [try await Worker("ada", servers), try await Worker("bela", servers)]
            let everybody = Mutex(workers)
            // Every few milliseconds: who says that it may act?
            let watching = Task {
                var overlaps = 0
                while !Task.isCancelled {
                    let open = everybody.withLock { $0.map(\.keeper.open) }
                    var seen: Set<Shard> = []
                    for shards in open {
                        overlaps += seen.intersection(shards).count
                        seen.formUnion(shards)
                    }
                    try? await Task.sleep(for: .milliseconds(3))
                }
                return overlaps
            }
            try await all(workers, within: .seconds(20), "two workers begin")

            let cleo = try await Worker("cleo", servers)
            workers.append(cleo)
            everybody.withLock { $0.append(cleo) }
            let share = Rendezvous.share(of: "cleo", among: ["ada", "bela", "cleo"])
            try await wait(for: workers, within: .seconds(20), "a worker joins") { cleo.keeper.open == share }
            try await all(workers, within: .seconds(20), "the others have the rest")

            let bucket = KeyValue(jetStream, bucket: FleetLayout().fleetBucket)
            let leader = try #require(try await jetStream.state(of: bucket.stream).leader)
            let index = try #require((0..<3).first { TestServers.name($0) == leader })
            servers.kill(index)
            let killedAt = ContinuousClock.now
            _ = try await patiently { try await bucket.put("probe", []) }
            let election = ContinuousClock.now - killedAt
            print("    the election took \(election)")
            // Whoever has lost its lease finds out at its next renewal, half a second later or, where that fails, some tries on.
            try await Task.sleep(for: .seconds(2))
            #expect(election > .milliseconds(6400) || workers.allSatisfy { $0.keeper.losses == 0 }, "an election costs no lease")
            let lossesBefore = workers[1].keeper.losses
            try servers.start(index)
            try await all(workers, within: .seconds(15), "the leader is killed")

            // Stopped for longer than a lease, then continued with all that waited.
            let stopped = workers[1]
            stopped.bus.stall()
            try await all([workers[0], workers[2]], within: .seconds(15), "a worker is stopped")
            stopped.bus.letGo()
            try await wait(for: workers, within: .seconds(20), "it goes on") { !stopped.keeper.open.isEmpty }
            #expect(stopped.keeper.losses == lossesBefore + 1)
            try await all(workers, within: .seconds(20), "all goes on")

            // A worker dies, and the leader with it.
            let next = try #require(try await patiently { try await jetStream.state(of: bucket.stream) }.leader)
            let nextIndex = try #require((0..<3).first { TestServers.name($0) == next })
            workers[0].kill()
            servers.kill(nextIndex)
            try await all([workers[1], workers[2]], within: .seconds(15), "a worker and the leader are killed")
            try servers.start(nextIndex)

            await workers[1].leave()
            try await all([workers[2]], within: .seconds(5), "a worker leaves")
            try await wait(for: workers, within: .seconds(5), "it says so") {
                workers[2].said.all.contains { $0.hasSuffix("; \(Shard.count) are at work") }
            }
            await workers[2].leave()
            let left = try await patiently { try await bucket.all() }
            #expect(!left.contains { $0.key.hasPrefix("member.") && $0.key.contains("cleo") })
            watching.cancel()
            #expect(await watching.value == 0)
        }

        @Test func `a worker gets its lease also when the answers to the first tries are lost`() async throws {
            let servers = try TestServers(1)
            let bus = LossyBus(try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            let layout = FleetLayout(replicas: 1)
            try await patiently { try await layout.prepare(JetStream(bus)) }
            let lost = Mutex(0)
            bus.lose { message in
                guard message.subject.contains(".member."), message.header("KV-Operation") == nil else { return false }
                return lost.withLock { lost in
                    lost += 1
                    return lost <= 3
                }
            }
            let keeper = Keeper(JetStream(bus), layout: layout, member: MemberEntry(worker: "ada"), holder: NoShards())
            let running = Task { await keeper.run() }
            let end = ContinuousClock.now + .seconds(20)
            while keeper.open.count < Shard.count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
            #expect(keeper.open.count == Shard.count && keeper.losses == 0)
            keeper.leave()
            await running.value
        }

        @Test func `a worker notices that the bucket was made anew`() async throws {
            let servers = try TestServers(1)
            let jetStream = JetStream(
                try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            let layout = FleetLayout(replicas: 1)
            try await patiently { try await layout.prepare(jetStream) }
            let keeper = Keeper(jetStream, layout: layout, member: MemberEntry(worker: "ada"), holder: NoShards())
            let running = Task { await keeper.run() }
            func awaitShards() async throws {
                let end = ContinuousClock.now + .seconds(30)
                while keeper.open.count < Shard.count, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
                #expect(keeper.open.count == Shard.count)
            }
            try await awaitShards()
            try await jetStream.call("STREAM.DELETE.\(KeyValue(jetStream, bucket: layout.fleetBucket).stream)")
            while !keeper.open.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            try await awaitShards()
            keeper.leave()
            await running.value
        }

        @Test func `a worker that was cut off while the bucket lost its end believes what is there now`() async throws {
            let (servers, folder) = (try TestServers(1), try TemporaryFolder())
            let jetStream = JetStream(
                try await patiently { try await Connection.open(ConnectionSettings(servers: servers.addresses)) })
            let layout = FleetLayout(replicas: 1)
            try await patiently { try await layout.prepare(jetStream) }
            let bucket = KeyValue(jetStream, bucket: layout.fleetBucket)
            servers.end(0)
            let messages = servers.storage(of: 0, "$G/streams/\(bucket.stream)/msgs")
            try FileManager.default.copyItem(atPath: messages, toPath: folder.path + "/backup")
            try servers.start(0)
            let ada = try await Worker("ada", servers, layout)
            try await all([ada], within: .seconds(30), "a worker begins")

            ada.bus.stall()
            servers.end(0)
            try FileManager.default.removeItem(atPath: messages)
            try FileManager.default.copyItem(atPath: folder.path + "/backup", toPath: messages)
            try servers.start(0)
            // It grows beyond all that the worker has seen of it.
            for _ in 0..<600 { _ = try await patiently { try await bucket.put("probe", []) } }
            try await wait(for: [ada], within: .seconds(20), "the lease is lost") { ada.keeper.open.isEmpty }
            ada.bus.letGo()
            try await all([ada], within: .seconds(30), "all goes on")
            #expect(try await patiently { try await bucket.all(["shard.*"]) }.count == Shard.count)
            await ada.leave()
        }
    }

    private struct NoShards: ShardHolder {
        func open(_ shard: Shard, epoch: UInt64) async throws {}
        func close(_ shard: Shard) async {}
        func drop(_ shard: Shard) {}
    }
#endif
