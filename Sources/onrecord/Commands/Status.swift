import ArgumentParser
import Configuration
import Fetching
import Foundation
import Glibc
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
        let answer = try await answer(settings)
        if let own = answer.own { return filtered(own) }
        let isRunning = FileLock.isHeld(settings.state + ".lock") ?? false
        do {
            let (feeds, pushes) = try await SQLiteStore.readFeeds(path: settings.state)
            let report = StatusReport(now: .now, activity: nil, isRunning: isRunning, backlog: Backlog(), feeds: feeds, pushes: pushes)
            return filtered(try JSONValue(parsing: report.json))
        } catch let error as NewerStateError {
            throw Failure.configuration("onrecord: \(error)")
        } catch {
            throw Failure.failed(Self.explanation(error, settings, isStrange: answer.isStrange))
        }
    }

    /// Why there is nothing to show.
    private static func explanation(_ error: any Error, _ settings: Settings, isStrange: Bool) -> String {
        var file = stat()
        if stat(settings.state, &file) != 0 {
            switch errno {
            case ENOENT: return "nothing has been polled yet: onrecord run"
            case EACCES: return "cannot read \(settings.state): Permission denied; those who may read it belong to the group of its folder"
            default: break
            }
        } else if access(settings.state, R_OK) != 0 {
            return "cannot read \(settings.state): \(String(cString: strerror(errno)))"
        }
        if access(FilePath.folder(of: settings.state), W_OK) != 0 {
            return "no daemon answers, and without one only its owner can read \(settings.state)"
        }
        let place = settings.status.listen.map { " at \($0)" } ?? ""
        let who = isStrange ? "the daemon\(place) is another configuration's" : "no daemon answers\(place)"
        return "\(who), and \(settings.state) cannot be read: \(error)"
    }

    /// What the daemon at the status address says, where it is the one of this configuration: two may share an address.
    private func answer(_ settings: Settings) async throws -> (own: JSONValue?, isStrange: Bool) {
        guard let listen = settings.status.listen, let bytes = await ask(listen), let json = try? JSONValue(parsing: bytes) else {
            return (nil, false)
        }
        let state = settings.cluster.isOn ? settings.workerFolder : settings.state
        return json["instance"]?.string == Instance.of(state: state) ? (json, false) : (nil, true)
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
        var trouble = report["writing_failure"]?.string.map { [style.red(Console.oneLine($0))] } ?? []
        if let since = report["network_down_since"]?.string.flatMap({ Moment(rfc3339: $0) }) {
            trouble.append(style.red(Outlook.networkTrouble(since: since, now: .now)))
        }
        guard feed == nil else { return trouble + (feeds.isEmpty ? ["no such feed"] : feeds.flatMap(printer.details)) }
        return trouble + [printer.summary(report)] + printer.table(feeds, at: .now)
    }
}
