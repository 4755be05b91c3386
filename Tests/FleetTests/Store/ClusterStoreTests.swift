#if Cluster
    import NATSClient
    import Records
    import Synchronization
    import Testing

    @testable import Fleet
    @testable import Messaging
    @testable import Store

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
#endif
