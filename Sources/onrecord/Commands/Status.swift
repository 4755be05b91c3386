import ArgumentParser
import Configuration
import Fetching
import Foundation
import Ingest
import JSONText
import Store

/// `onrecord status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows each feed: health, last and next poll, new items, last error.",
        discussion: """
            Asks the running daemon at its status address; where none answers, reads the state. With a feed's address (or a \
            part of it) it tells all that is known of that feed.
            """)

    @Argument(help: "Only feeds whose address or title contains this.")
    var feed: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load()
        let report = try await report(settings)
        if json { return Console.write(report.bytes + [0x0A]) }
        show(report.json)
    }

    /// The report as JSON, from the daemon or else from the state.
    private func report(_ settings: Settings) async throws -> (bytes: [UInt8], json: JSONValue) {
        if let listen = settings.status.listen, let bytes = await ask(listen), let json = try? JSONValue(parsing: bytes) {
            return filtered(json)
        }
        do {
            let (feeds, pushes) = try await SQLiteStore.readFeeds(path: settings.state)
            let bytes = StatusReport(now: .now, activity: nil, backlog: Backlog(), feeds: feeds, pushes: pushes).json
            return filtered(try JSONValue(parsing: bytes))
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

    private func show(_ report: JSONValue) {
        let style = Style(isTerminal: Console.outputIsTerminal)
        if let trouble = report["writing_failure"]?.string { Console.line(style.red(Console.printable(trouble))) }
        let feeds = report["feeds"]?.array ?? []
        if feed != nil {
            for entry in feeds { details(entry, style) }
            if feeds.isEmpty { Console.line("no such feed") }
            return
        }
        let running = report["running"]?.bool ?? false
        let backlog = (report["backlog"]?["due"]?.int ?? 0) + (report["backlog"]?["waiting"]?.int ?? 0)
        Console.line(
            "\(running ? style.green("running") : style.yellow("not running")), \(feeds.count) feeds\(backlog > 0 ? ", \(backlog) items waiting" : "")"
        )
        let room = max(20, Console.width - 58)
        for entry in feeds {
            let health = entry["health"]?.string ?? "new"
            let coloured = health == "ok" ? style.green("ok     ") : health == "new" ? "new    " : style.red(health.padded(7))
            let title = Console.printable(entry["title"]?.string ?? entry["url"]?.string ?? "")
            let error = entry["last_error"]?.string.map { "  " + style.red(Console.printable($0)) } ?? ""
            Console.line(
                "\(coloured) \(time(entry["last_poll"])) → \(time(entry["next_poll"]))  \(String(entry["items"]?.int ?? 0).padded(6))  \(String(title.prefix(room)))\(error)"
            )
        }
    }

    private func details(_ entry: JSONValue, _ style: Style) {
        Console.line(style.bold(Console.printable(entry["title"]?.string ?? entry["url"]?.string ?? "")))
        for member in entry.members {
            if member.name == "history" {
                for event in member.value.array {
                    let words = ["at", "event", "detail"].compactMap { event[$0]?.string }
                    Console.line("  \("history".padded(14)) \(Console.printable(words.joined(separator: "  ")))")
                }
                continue
            }
            var text = JSONWriter()
            text.value(member.value)
            Console.line("  \(member.name.padded(14)) \(Console.printable(member.value.string ?? text.text))")
        }
    }

    /// Day, hour and minute in UTC.
    private func time(_ value: JSONValue?) -> String {
        guard let text = value?.string, text.count >= 16 else { return "–".padded(11) }
        return String(text.dropFirst(5).prefix(11)).replacing("T", with: " ")
    }
}
