import Foundation
import GRDB
import Logging
import Records
import ServiceLifecycle
import Testing

@testable import Ingest

@Suite("The daemon", .timeLimit(.minutes(2)))
struct DaemonTests {
    @Test("writes what comes, stops when asked, and goes on where it stopped")
    func stopAndGoOn() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<min(poll, 6)).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "Item \($0)") }))
        }
        for number in 0..<6 {
            site.on("/\(number)") { _ in .init(body: Sample.page("Item \(number)", Sample.paragraphs + ["Item \(number)."])) }
        }
        let room = try Newsroom()
        let settings = room.settings([origin + "/feed"])
        for target in [2, 6] {
            let (ingest, client) = try room.ingest(settings)
            let group = ServiceGroup(services: [ingest], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            async let running: Void = group.run()
            // As long as it takes; a daemon that writes nothing is ended by the suite's time limit.
            while try await records(in: room.output) < target { try await Task.sleep(for: .milliseconds(50)) }
            await group.triggerGracefulShutdown()
            try await running
            await client.shutdown()
        }
        let found = try room.records()
        #expect(found.count == 6)
        #expect(found.compactMap { $0["seq"]?.int } == Array(1...6))
        #expect(try Verification(folder: room.output).passed)
    }

    /// A machine may learn the time while the state is being opened, which takes minutes where it is large.
    @Test("polls at once where its clock was set back before anybody watched it")
    func clockSetEarly() async throws {
        let site = try await TestSite()
        site.on("/feed") { _ in .init(type: "application/rss+xml", body: Sample.rss([])) }
        let room = try Newsroom()
        let (ingest, client) = try room.ingest(room.settings([site.origin + "/feed"]))
        try await ingest.start()
        var feed = try #require(try await ingest.store.feeds().first)
        feed.nextPoll = .now + .seconds(370 * 86_400)
        try await ingest.store.update(feed)
        let group = ServiceGroup(services: [ingest], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let running: Void = group.run()
        while site.count("/feed") == 0 { try await Task.sleep(for: .milliseconds(20)) }
        await group.triggerGracefulShutdown()
        try await running
        await client.shutdown()
    }

    /// What one task of a loop meets must not leave the others working for nothing.
    @Test("ends, for a new start to mend it, where its state turns out to be damaged", arguments: ["feed", "item"])
    func endsOverDamage(table: String) async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<poll).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "Item \($0)") }))
        }
        for number in 0..<200 { site.on("/\(number)") { _ in .init(body: Sample.page("Item \(number)", Sample.paragraphs)) } }
        let room = try Newsroom()
        let (ingest, client) = try room.ingest(room.settings([origin + "/feed"]))
        let group = ServiceGroup(services: [ingest], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await group.run() }
        while try await records(in: room.output) < 1 { try await Task.sleep(for: .milliseconds(50)) }
        // The table begins at a page that is not there, as after a torn write.
        var patient = GRDB.Configuration()
        patient.busyMode = .timeout(10)
        try await DatabaseQueue(path: room.state, configuration: patient).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.execute(sql: "UPDATE sqlite_master SET rootpage = 999999 WHERE name = ?", arguments: [table])
            try database.execute(sql: "PRAGMA schema_version = 999")
        }
        await #expect(throws: (any Error).self) { try await running.value }
        await client.shutdown()
    }

    private func records(in folder: String) async throws -> Int {
        guard FileManager.default.fileExists(atPath: folder + "/current.jsonl") else { return 0 }
        return try Verification(folder: folder).records
    }
}
