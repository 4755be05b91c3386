import ArgumentParser
import FlyingFox
import FlyingSocks
import Foundation

/// The whole program over HTTP, as a process of its own.
struct Daemon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "CPU time and peak memory of `onrecord run --once` over many feeds on loopback.")

    @Argument(help: "The onrecord executable, built with -c release.")
    var onrecord: String

    @Option(help: "How many feeds.")
    var feeds = 1000

    @Option(help: "How many items a feed shows.")
    var items = 20

    @Flag(help: "Fetch the pages, too.")
    var pages = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/onrecord-benchmark-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
        let items = items
        await server.appendRoute("*") { request in GeneratedSite(items: items).response(to: request) }
        let serving = Task { try await server.run() }
        try await server.waitUntilListening(timeout: 60)
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw ValidationError("no port to listen on") }

        let list = (0..<feeds).map { "http://127.0.0.1:\(port)/feed/\($0)" }
        try Data(list.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: folder + "/feeds.txt"))
        let configuration = """
            allow_networks = ["127.0.0.0/8"]
            include = ["feeds.txt"]
            [fetch]
            delay = "0s"
            per_site = 16
            articles = \(pages)
            [status]
            listen = "off"
            """
        try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/feeds.conf"))

        for round in ["first run", "second run"] {
            let before = Usage.children
            let process = Process()
            process.executableURL = URL(fileURLWithPath: onrecord)
            process.arguments = ["run", "--once", "--config", folder + "/feeds.conf"]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw ValidationError("onrecord ended with \(process.terminationStatus)") }
            let usage = Usage.children
            let seconds = usage.seconds - before.seconds
            print(
                "\(round): \(seconds.shown(2)) CPU seconds, \((Double(feeds) / seconds).shown()) feeds a CPU second, peak \(usage.peakMiB.shown()) MiB"
            )
        }
        serving.cancel()
    }
}

/// Feeds and pages of any number, made when they are asked for.
private struct GeneratedSite: Sendable {
    let items: Int

    func response(to request: HTTPRequest) -> HTTPResponse {
        let parts = request.path.split(separator: "/")
        guard parts.count >= 2 else { return HTTPResponse(statusCode: .notFound) }
        let host = request.headers[.host] ?? "127.0.0.1"
        let (type, body) =
            parts[0] == "feed" ? ("application/rss+xml", feed(String(parts[1]), host)) : ("text/html; charset=utf-8", page(request.path))
        return HTTPResponse(statusCode: .ok, headers: [.contentType: type], body: Data(body.utf8))
    }

    private func feed(_ name: String, _ host: String) -> String {
        let rows = (0..<items).map { item in
            "<item><title>Harbour report \(item) of town \(name)</title><link>http://\(host)/page/\(name)/\(item)</link><description>"
                + "“The water stood \(item) inches high,” said Ines Calder of town \(name), who keeps the gauge.</description></item>"
        }
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Town \(name)</title><link>http://\(host)/</link>"
            + "<description>Reports</description>\(rows.joined())</channel></rss>"
    }

    private func page(_ path: String) -> String {
        let paragraphs = (0..<12).map { number in
            "<p>Report \(path), part \(number): the harbour office counted the boats again and found the same number as in the year "
                + "before. “We count them because somebody has to,” said Ines Calder, who has kept the gauge for \(number + 3) years.</p>"
        }
        return "<!DOCTYPE html><html lang=en><head><title>Report \(path)</title></head><body><nav><a href=/>Home</a></nav><article><h1>"
            + "Report \(path)</h1>\(paragraphs.joined())</article><footer>Fiction</footer></body></html>"
    }
}
