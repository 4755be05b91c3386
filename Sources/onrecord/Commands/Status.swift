import ArgumentParser
import Configuration
import Fetching
import Foundation
import Ingest
import JSONText
import Records
import StatusSite
import Store

/// `onrecord status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows each feed: health, last and next poll, new items, last error.",
        discussion: """
            Asks the running daemon at its status address; where none answers, reads the state. With a feed's address (or a \
            part of it) it tells all that is known of that feed. With --watch it goes on until it is ended; what does not go to a \
            terminal is then one report after another, with --json one a line.

              onrecord status --watch
              onrecord status --json | jq '.feeds[] | select(.health != "ok")'
            """)

    @Argument(help: "Only feeds whose address or title contains this.")
    var feed: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Go on, and show what changes.")
    var watch = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load()
        if watch { return try await watch(settings) }
        let report = try await report(settings)
        if json { return Console.write(report.bytes + [0x0A]) }
        for line in lines(report.json) { Console.line(line) }
    }

    /// Looks again and again, never so often that looking would be much of the machine's work.
    private func watch(_ settings: Settings) async throws {
        let isLive = Console.outputHasFoot && !json
        var view = LiveView(style: style, page: settings.status.listen.map { "http://\($0)/" })
        var footer = Footer()
        if isLive { Console.noticeStops() }
        while true {
            let began = ContinuousClock.now
            let report = try await report(settings)
            let pause = max(.seconds(2), (ContinuousClock.now - began) * 10)
            guard isLive else {
                Console.write(json ? report.bytes + [0x0A] : Array(lines(report.json).map { $0 + "\n" }.joined().utf8) + [0x0A])
                try await Task.sleep(for: pause)
                continue
            }
            // Between two reports only times and the terminal's size change.
            while ContinuousClock.now - began < pause {
                let size = Console.outputSize
                let head = feed == nil ? view.lines(report.json, at: .now, columns: size.columns) : []
                if Console.goesOnAfterStop { footer.forget() }
                Console.write(footer.replace(with: screenful(head, report.json, size), on: size).utf8)
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// As much of the report as the terminal has room for.
    private func screenful(_ head: [String], _ report: JSONValue, _ size: TerminalSize) -> [String] {
        let printer = StatusPrinter(style: style, columns: size.columns)
        let feeds = report["feeds"]?.array ?? []
        let all = head.isEmpty ? lines(report) : head + printer.table(feeds, at: .now)
        guard all.count > size.rows - 2 else { return all }
        let shown = all.prefix(max(0, size.rows - 3))
        return shown + [style.dim("… and \(Figures.text(all.count - shown.count, "line", "lines")) more")]
    }

    private var style: Style { Style(isTerminal: Console.outputIsTerminal) }

    /// The report as JSON, from the daemon or else from the state.
    private func report(_ settings: Settings) async throws -> (bytes: [UInt8], json: JSONValue) {
        if let listen = settings.status.listen, let bytes = await ask(listen), let json = try? JSONValue(parsing: bytes) {
            return filtered(json)
        }
        do {
            let (feeds, pushes) = try await SQLiteStore.readFeeds(path: settings.state)
            let bytes = StatusReport(now: .now, activity: nil, backlog: Backlog(), feeds: feeds, pushes: pushes).json
            return filtered(try JSONValue(parsing: bytes))
        } catch let error as NewerStateError {
            throw Failure.configuration("onrecord: \(error)")
        } catch {
            throw Failure.failed(
                "no daemon answers\(settings.status.listen.map { " at \($0)" } ?? ""), and \(settings.state) cannot be read: \(error)")
        }
    }

    private func ask(_ listen: String) async -> [UInt8]? {
        // The operator names the address, whatever network it is in; one that means "all" is asked on loopback.
        let all = ["0.0.0.0/0", "::/0"].compactMap { NetworkRange($0) }
        let client = HTTPClient(
            settings: HTTPClientSettings(userAgent: Program.userAgent(contact: nil), guarding: AddressGuard(allowing: all)))
        let port = listen.lastIndex(of: ":").map { listen[$0...] } ?? ""
        let isWildcard = ["0.0.0.0", "[::]", ""].contains(listen.dropLast(port.count))
        let address = isWildcard ? "127.0.0.1\(port)" : listen
        let response = try? await client.fetch(FetchRequest(url: "http://\(address)/status.json", timeout: .seconds(10)))
        await client.shutdown()
        return response?.status == 200 ? response?.body : nil
    }

    private func filtered(_ report: JSONValue) -> (bytes: [UInt8], json: JSONValue) {
        var report = report
        if let feed, case .object(var members) = report, let place = members.firstIndex(where: { $0.name == "feeds" }) {
            members[place].value = .array(
                members[place].value.array.filter { entry in
                    [entry["url"], entry["title"]].contains { $0?.string?.localizedCaseInsensitiveContains(feed) ?? false }
                })
            report = .object(members)
        }
        var writer = JSONWriter()
        writer.value(report)
        return (writer.bytes, report)
    }

    private func lines(_ report: JSONValue) -> [String] {
        let printer = StatusPrinter(style: style, columns: Console.outputIsTerminal ? Console.width : nil)
        let feeds = report["feeds"]?.array ?? []
        let trouble = report["writing_failure"]?.string.map { [style.red(Console.oneLine($0))] } ?? []
        guard feed == nil else { return trouble + (feeds.isEmpty ? ["no such feed"] : feeds.flatMap(printer.details)) }
        return trouble + [printer.summary(report)] + printer.table(feeds, at: .now)
    }
}
