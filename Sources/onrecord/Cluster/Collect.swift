import ArgumentParser
import Configuration
import Glibc
import Ingest
import Logging
import ServiceLifecycle
import UnixSignals

#if Cluster
    import Fleet
    import Messaging
#endif

/// `onrecord collect`
struct Collect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a fleet's records to the output folder.",
        discussion: """
            Reads the stream of records of [cluster] and writes the same segments and manifest as a single machine does, each record \
            once. Runs until SIGTERM or SIGINT. Collectors of different names each write all records, each with an output and a \
            state of its own.
            """)

    @Option(help: "The collector's name, by which the servers remember its place.")
    var name = "collector"

    @Flag(name: .shortAndLong, help: "Log only what needs attention.")
    var quiet = false

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        let isName = !name.isEmpty && name.utf8.allSatisfy { isalnum(Int32($0)) != 0 && $0 < 0x80 || $0 == 0x2D || $0 == 0x5F }
        guard isName else { throw ValidationError("--name is letters, digits, hyphens and underscores") }
    }

    func run() async throws {
        let settings = try configuration.load(credentials: .all)
        try settings.checkCluster()
        #if Cluster
            guard settings.cluster.isOn else { throw Failure.configuration("onrecord: the configuration names no [cluster] servers") }
            signal(SIGPIPE, SIG_IGN)
            let level: Logger.Level = quiet ? .warning : .info
            let log = Logger(label: "onrecord") { _ in LineLogHandler(level: level) }
            var services = ServiceGroupConfiguration(
                services: [CollectorService(settings: settings, name: name, log: log)], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() })
            services.maximumGracefulShutdownDuration = .seconds(25)
            do { try await ServiceGroup(configuration: services).run() } catch let code as ExitCode { throw code } catch {
                throw Failure.failed("stopped: \(error)")
            }
            // All is on disk. The connection to a cluster that has gone may be waiting for it on threads of its own.
            _exit(0)
        #endif
    }
}

#if Cluster
    /// Collects until the service group asks for a graceful shutdown; trouble that may pass is waited out.
    private struct CollectorService: Service {
        let settings: Settings
        let name: String
        let log: Logger

        /// Between two tries when the disk or the cluster refuses.
        private static let retryGap: Duration = .seconds(1)

        func run() async throws {
            try await cancelWhenGracefulShutdown {
                do { try await collect() } catch is CancellationError {}
            }
        }

        private func collect() async throws {
            let collector = try await open()
            SystemdNotifier().send("READY=1\nSTATUS=Collecting records")
            log.notice("collecting", metadata: ["output": "\(settings.output)", "name": "\(name)"])
            let upkeep = Upkeep(log: log, telemetry: Telemetry())
            var lastTrouble: String?
            while !Task.isCancelled {
                do {
                    _ = try await collector.collect(wait: .seconds(1))
                    if lastTrouble != nil { log.notice("collecting goes on") }
                    lastTrouble = nil
                } catch {
                    if Task.isCancelled { break }
                    if collector.needsNewStart(after: error) {
                        await collector.close()
                        throw Failure.failed("cannot collect: \(error)")
                    }
                    if "\(error)" != lastTrouble { log.warning("cannot collect; it is tried again", metadata: ["error": "\(error)"]) }
                    lastTrouble = "\(error)"
                    try? await Task.sleep(for: Self.retryGap)
                }
                await upkeep.tidy(settings)
            }
            await collector.close()
            let written = await collector.written
            log.notice("stopped", metadata: ["records": "\(written)"])
        }

        private func open() async throws -> Collector {
            let (output, store) = try await Daemon.openState(settings, log: log)
            let (layout, log) = (ClusterAccess.layout(settings), log)
            let jetStream: JetStream
            do {
                jetStream = try await ClusterAccess.patiently({ log.warning("\($0)") }) {
                    let jetStream = try await ClusterAccess.open(settings, role: "collector \(name)", log: log)
                    try await layout.prepare(jetStream)
                    return jetStream
                }
            } catch let error as MessagingError {
                throw Failure.failed("\(error)")
            }
            return Collector(
                jetStream, layout: layout, name: name, store: store, output: output, limits: settings.segments.limits,
                memory: max(settings.remember, settings.cluster.keepFor + .seconds(86_400)),
                log: { log.warning("\($0)") })
        }
    }
#endif
