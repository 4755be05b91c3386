import Configuration
import Fetching
import Foundation
import JSONText
import Logging
import Records
import Store

@testable import Ingest

/// An output folder and a state of their own, and runs on them.
struct Newsroom: ~Copyable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/onrecord-ingest-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var output: String { folder + "/out" }
    var state: String { folder + "/state.db" }

    /// Settings for feeds on loopback, without delays.
    func settings(_ feeds: [String], _ change: (inout Settings) -> Void = { _ in }) -> Settings {
        var settings = Settings()
        settings.output = output
        settings.state = state
        settings.allowNetworks = ["127.0.0.0/8"].compactMap { NetworkRange($0) }
        settings.fetch.delay = .zero
        settings.poll.minimum = .seconds(1)
        settings.poll.interval = .seconds(1)
        settings.poll.maximum = .seconds(1)
        change(&settings)
        settings.feeds = feeds.map {
            FeedSettings(url: $0, tags: ["test"], poll: settings.poll, fetch: settings.fetch, origin: .init(file: "test"))
        }
        return settings
    }

    func ingest(_ settings: Settings, givesUpWriting: Bool = true) throws -> (Ingest, HTTPClient) {
        let folder = try reopen(settings.output)
        let store = try SQLiteStore(path: settings.state, output: folder, now: .now)
        let client = HTTPClient(
            settings: HTTPClientSettings(userAgent: "onrecord/test", guarding: AddressGuard(allowing: settings.allowNetworks)))
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return (
            Ingest(
                settings: settings, store: store, output: folder, client: PoliteClient(client: client), log: log,
                givesUpWriting: givesUpWriting),
            client
        )
    }

    /// Changes what is known of a feed between two runs.
    func store(_ feed: StoredFeed) async throws {
        let store = try SQLiteStore(path: folder + "/state.db", output: try reopen(output), now: .now)
        try await store.update(feed)
        await store.close()
    }

    @discardableResult
    func runOnce(_ settings: Settings) async throws -> Ingest.Report {
        let (ingest, client) = try ingest(settings)
        let report = try await ingest.runOnce()
        await client.shutdown()
        return report
    }

    /// All records, in order.
    func records() throws -> [JSONValue] {
        let reader = try RecordReader(folder: output, since: 1)
        var records: [JSONValue] = []
        while let record = try reader.next() { records.append(try JSONValue(parsing: record.line)) }
        return records
    }
}

/// Feeds and pages for tests.
enum Sample {
    struct Item {
        var link: String
        var guid: String?
        var title: String
        var description = ""
    }

    static func rss(_ items: [Item]) -> String {
        let rows = items.map { item in
            let guid = item.guid.map { "<guid isPermaLink=\"false\">\($0)</guid>" } ?? ""
            return "<item><title>\(item.title)</title><link>\(item.link)</link>\(guid)<description>\(item.description)</description></item>"
        }
        return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Lantern</title><link>http://lantern.example/</link>"
            + "<description>News of Port Ansel</description>\(rows.joined())</channel></rss>"
    }

    static func page(_ title: String, _ paragraphs: [String]) -> String {
        "<!DOCTYPE html><html lang=en><head><title>\(title)</title></head><body><article><h1>\(title)</h1>"
            + paragraphs.map { "<p>\($0)</p>" }.joined() + "</article></body></html>"
    }

    static let paragraphs = [
        "The ferry to Port Ansel will sail twice a day from Monday, the harbour office announced after a long and noisy meeting.",
        "“We waited eleven years for this timetable,” said Orla Benning, who runs the bakery at the landing stage and has counted.",
        "The council had set the money aside in spring, and nobody in the hall spoke against it when the vote was called at nine.",
    ]
}

/// Opens a folder that was in use a moment ago: what another test starts as a process holds this one's locks from fork to exec.
private func reopen(_ path: String) throws -> OutputFolder {
    for _ in 0..<1000 {
        do throws(FileError) { return try OutputFolder(path: path) } catch {
            guard error.isLocked else { throw error }
        }
        usleep(20_000)
    }
    return try OutputFolder(path: path)
}
