import ArgumentParser
import Configuration
import DemoSite
import Fetching
import Glibc
import Ingest
import JSONText
import Logging
import Records

/// `onrecord demo`
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves a small news site of its own on loopback, ingests it for real, prints what it found.",
        discussion: "The town, its people and its news are invented. Nothing leaves this machine.")

    @Argument(help: "The folder for configuration, state and records; must be new or of an earlier demo.", completion: .directory)
    var folder = "onrecord-demo"

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let site: DemoSite
        do { site = try await DemoSite() } catch { throw Failure.failed("the demo's site cannot be served: \(error)") }
        let file = try writeConfiguration(feeds: site.feeds)
        let settings: Settings
        do { settings = try Settings.load(file) } catch { throw Failure.configuration("\(error)") }
        let log = Logger(label: "onrecord") { _ in LineLogHandler(level: .warning) }
        let before = (try? Verification(folder: settings.output).lastSequence) ?? 0
        let daemon = try await Daemon.open(settings, log: log, isOnce: true)
        Console.message("Serving \(site.feeds.count) feeds of an invented town on loopback, and reading them over HTTP …\n")
        let report: Ingest.Report
        do { report = try await daemon.ingest.runOnce() } catch { throw Failure.failed("\(error)") }
        await daemon.client.shutdown()
        await site.stop()
        try printQuotations(settings, behind: before)
        explain(report, settings, file)
        if let failure = report.writingFailure ?? report.failures.first?.error { throw Failure.failed(failure) }
    }

    /// What its configuration begins with: whatever begins otherwise is somebody's own.
    private static let mark = "# Written by onrecord demo"

    private func writeConfiguration(feeds: [String]) throws -> String {
        let file = folder + "/feeds.conf"
        if access(folder, F_OK) == 0 {
            let own = try? TextFile.read(file)
            guard own?.starts(with: Self.mark.utf8) ?? false else {
                throw Failure.failed("the folder \(folder) exists and is no demo's; name another")
            }
        }
        let text = """
            \(Self.mark), anew each time: an invented town's news on loopback.
            output = "out"
            state = "state.db"
            allow_networks = ["127.0.0.0/8"]

            [fetch]
            delay = "0s"

            [status]
            listen = "off"

            """ + feeds.map { "\n[[feed]]\nurl = \"\($0)\"\ntags = [\"demo\"]\n" }.joined()
        do {
            try OutputFolder.makeFolder(folder)
            try WholeFile.replace(file, with: Array(text.utf8))
        } catch { throw Failure.failed("\(error)") }
        return file
    }

    private func printQuotations(_ settings: Settings, behind last: Int64) throws {
        let printer = QuotationPrinter(style: Style(isTerminal: Console.outputIsTerminal))
        do {
            let reader = try RecordReader(folder: settings.output, since: last + 1)
            while let record = try reader.next() {
                if let json = try? JSONValue(parsing: record.line) { Console.write(printer.text(json).utf8) }
            }
        } catch {
            throw Failure.failed("\(error)")
        }
    }

    private func explain(_ report: Ingest.Report, _ settings: Settings, _ file: String) {
        let (counts, program) = (report.counts, CommandLine.arguments[0])
        let hints = [
            ("tail --config \(file) | jq .", "look at the records"), ("verify --config \(file)", "check them"),
            ("feed https://…", "try a feed of yours"), ("run --config feeds.conf", "run for real; see feeds.conf for the settings"),
        ]
        let width = hints.map(\.0.columns).max() ?? 0
        Console.message(
            """
            \(counts.records) new records, \(counts.quotations) quotations, \(counts.quotationsAttributed) of them with speaker.

            The records are in \(settings.output)/current.jsonl, one JSON line an article. To go on:
            """)
        for (command, meaning) in hints { Console.message("  \(program) \(command.padded(width))  \(meaning)") }
    }
}
