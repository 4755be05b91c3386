import ArgumentParser
import CSystemShims
import Configuration
import Glibc
import Ingest
import JSONText
import Logging
import ServiceLifecycle
import StatusSite
import Synchronization
import UnixSignals

/// `onrecord run`
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls the feeds, reads the articles, writes the records.",
        discussion: """
            Runs until SIGTERM or SIGINT, which finish what is in flight. SIGHUP reads the configuration again. \
            The records go to current.jsonl in the output folder, which is renamed when it is full or old. \
            On a terminal, what it is doing stands below the log.
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Poll every feed once, finish the work and exit.")
    var once = false

    @Flag(name: .shortAndLong, help: "Log only what needs attention.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Log every poll and page.")
    var verbose = false

    @Flag(help: "With --once: print the report as one JSON object.")
    var json = false

    func validate() throws {
        if json, !once { throw ValidationError("--json is for --once.") }
    }

    func run() async throws {
        Self.endAtOnce(on: SIGTERM, SIGINT)
        let settings = try configuration.load(credentials: .all)
        signal(SIGPIPE, SIG_IGN)
        // With an arena for each of many threads, memory grows over days.
        onrecord_limit_arenas(2)
        let level: Logger.Level = quiet ? .warning : verbose ? .debug : once ? .warning : .info
        let log = Logger(label: "onrecord") { _ in LineLogHandler(level: level) }
        try Ownership.take(settings)
        let daemon = try await Daemon.open(settings, log: log, isOnce: once)
        do { try CrashNotes.keep(at: settings.state + ".crashes") } catch {
            log.warning("crashes will not be noted", metadata: ["error": "\(error)"])
        }
        if once { try await runOnce(daemon) } else { try await runDaemon(daemon) }
        await daemon.client.shutdown()
        // All is handed over. The connection to a cluster that has gone may be waiting for it on threads of its own.
        if settings.cluster.isOn { _exit(0) }
    }

    /// Until services trap the signals there is nothing to finish: what is on disk is sound at every moment, so the end is a good one.
    private static func endAtOnce(on signals: Int32...) {
        for number in signals { signal(number) { _ in _exit(0) } }
    }

    private func runDaemon(_ daemon: Daemon) async throws {
        // Until the reloading service traps it, a reload must not end the program.
        signal(SIGHUP, SIG_IGN)
        let (ingest, log) = (daemon.ingest, daemon.log)
        let notifier = SystemdNotifier()
        var services: [any Service] = [
            Reloading(path: configuration.path ?? "", settings: daemon.settings, ingest: ingest, notifier: notifier, log: log)
        ]
        if let listen = daemon.settings.status.listen {
            services.append(StatusService(listen: listen, board: daemon.board, ingest: ingest, log: log))
        }
        if let listen = daemon.settings.webSub.listen, daemon.settings.webSub.callback != nil {
            services.append(HubListener(listen: listen, ingest: ingest, log: log))
        }
        // They are stopped from the last to the first, each behind the one before: what takes time, and what others wait for, is begun with.
        services += [ingest, Watchdog(notifier: notifier, ingest: ingest)]
        log.notice(
            "started",
            metadata: ["version": "\(Program.version)", "feeds": "\(daemon.settings.feeds.count)", "output": "\(daemon.settings.output)"])
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.silent)
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        let group = ServiceGroup(configuration: configuration)
        let page = daemon.settings.status.listen.map { "http://\($0)/" }
        let view = Mutex(LiveView(style: Style(isTerminal: Console.errorIsTerminal), page: page))
        do {
            try await Foot.shown(!quiet) { columns in
                let outlook = await daemon.board.outlook(notOlderThan: .seconds(3))
                return view.withLock { $0.lines(ingest.telemetry.snapshot, outlook, at: .now, columns: columns) }
            } while: {
                try await group.run()
            }
        } catch {
            throw Failure.failed("stopped: \(error)")
        }
    }

    /// The service group's own messages repeat what the daemon says.
    private static let silent = Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }

    private func runOnce(_ daemon: Daemon) async throws {
        let ingest = daemon.ingest
        let stopping = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { ingest.stop() }
        }
        defer { stopping.cancel() }
        let view = Mutex(CourseView(style: Style(isTerminal: Console.errorIsTerminal)))
        let report: Ingest.Report
        do {
            report = try await Foot.shown(!quiet) { columns in
                view.withLock { $0.lines(ingest.telemetry.snapshot, at: .now, columns: columns) }
            } while: {
                try await ingest.runOnce()
            }
        } catch {
            throw Failure.failed("\(error)")
        }
        if json { print(report, output: daemon.settings.output) } else if !quiet { show(report, output: daemon.settings.output) }
        if let failure = report.writingFailure { throw Failure.failed(failure) }
    }

    private func print(_ report: Ingest.Report, output: String) {
        var writer = JSONWriter()
        writer.object { json in
            json.field("feeds", report.feeds)
            json.array("failed", report.failures, evenIfEmpty: true) { json, failure in
                json.object { json in
                    json.field("feed", failure.feed)
                    json.field("error", failure.error)
                }
            }
            json.field("records", report.counts.records)
            json.field("updates", report.counts.updates)
            json.field("quotations", report.counts.quotations)
            json.field("quotations_attributed", report.counts.quotationsAttributed)
            json.field("items_noted", report.counts.itemsNoted)
            json.field("items_waiting", report.backlog.due + report.backlog.waiting)
            json.field("output", output)
            json.field("writing_failure", report.writingFailure)
        }
        Console.line(writer.text)
    }

    private func show(_ report: Ingest.Report, output: String) {
        let counts = report.counts
        for failure in report.failures { Console.message("\(failure.feed): \(failure.error)") }
        Console.message(
            "\(Figures.text(report.feeds, "feed", "feeds")): \(report.feeds - report.failures.count) read, \(report.failures.count) failed · "
                + "\(counts.records) records (\(counts.updates) updates), \(counts.quotations) quotations, "
                + "\(counts.quotationsAttributed) with speaker · output in \(output)")
        if counts.itemsNoted > 0 { Console.message("\(counts.itemsNoted) items were older than max_age and only noted.") }
        let waiting = report.backlog.due + report.backlog.waiting
        if waiting > 0 { Console.message("\(waiting) items wait for another try at their page; the next run takes them up.") }
    }
}
