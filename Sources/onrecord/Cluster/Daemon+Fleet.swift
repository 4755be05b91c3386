#if Cluster
    import Configuration
    import Fleet
    import Ingest
    import Logging
    import Messaging
    import Records
    import StatusSite
    import Store

    extension Daemon {
        /// A worker of a fleet: feeds and state are in the cluster, and collectors write the records.
        ///
        /// - Throws: the exit status 1 with a message where the worker's folder cannot be used or the cluster refuses; waits for one
        ///   that does not answer.
        static func worker(_ settings: Settings, log: Logger) async throws -> Daemon {
            let settings = settings.ofWorker
            if !settings.feeds.isEmpty {
                log.info(
                    "a fleet polls the feeds of the list in the cluster; what feeds.conf says of a feed holds where it is listed there",
                    metadata: ["import them": "onrecord feeds import FILE"])
            }
            let output: OutputFolder
            do { output = try OutputFolder(path: settings.output) } catch {
                throw error.isLocked
                    ? Failure.failed("another worker is running in \(settings.workerFolder)")
                    : Failure.failed("\(settings.workerFolder) cannot be used: \(error)")
            }
            let (layout, name) = (ClusterAccess.layout(settings), settings.cluster.worker)
            let status = settings.status.listen.map { "http://\($0)/" } ?? ""
            let member = MemberEntry(worker: name, version: Program.version, status: status)
            let (jetStream, store): (JetStream, ClusterStore)
            do {
                (jetStream, store) = try await ClusterAccess.patiently({ log.warning("\($0)") }) {
                    let jetStream = try await ClusterAccess.open(settings, role: "worker \(name)", log: log)
                    let store = try await ClusterStore(
                        jetStream, layout: layout, member: member, folder: settings.workerFolder, spoolBytes: settings.cluster.spool,
                        log: { log.notice("\($0)") })
                    return (jetStream, store)
                }
            } catch {
                throw Failure.failed("\(error)")
            }
            let daemon = Daemon(settings, store: store, output: output, log: log, isOnce: false) { ingest in
                Board(
                    state: settings.workerFolder, output: settings.output, telemetry: ingest.telemetry,
                    source: WorkerFeeds(store) { try await store.feeds(atLeast: $0) },
                    fleet: { await view(store, jetStream, layout, name) }, tags: { ingest.tags(of: $0) })
            }
            store.use(
                .init(
                    onTake: { [weak ingest = daemon.ingest] holds in ingest?.takeOver(holds) },
                    onRelease: { [weak ingest = daemon.ingest] in ingest?.reconsiderTurns() },
                    atWork: { [weak ingest = daemon.ingest] in ingest?.atWork ?? [] }))
            daemon.ingest.assume { [weak store] in store?.takenAt(site: $0) }
            log.notice("worker of a fleet", metadata: ["name": "\(name)", "prefix": "\(layout.prefix)"])
            return daemon
        }

        private static func view(
            _ store: ClusterStore, _ jetStream: JetStream, _ layout: FleetLayout, _ name: String
        ) async -> FleetView {
            var view = FleetView(worker: name)
            view.open = store.keeper?.open.count ?? 0
            view.losses = store.keeper?.losses ?? 0
            view.spooled = store.spooled
            do {
                let report = try await FleetReport.read(jetStream, layout: layout)
                view.workers = report.workers.map {
                    .init(name: $0.name, version: $0.version, status: $0.status, isLeaving: $0.isLeaving, shards: $0.shards.count)
                }
                view.unowned = report.unowned.count
                view.readers = Dictionary(report.readers.map { ($0.name, $0.behind) }, uniquingKeysWith: { first, _ in first })
            } catch {
                view.trouble = "\(error)"
            }
            return view
        }
    }
#endif
