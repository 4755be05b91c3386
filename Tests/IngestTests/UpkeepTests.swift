import Configuration
import Foundation
import Logging
import Records
import ServiceLifecycle
import Testing

@testable import Ingest

@Suite("Looking after the disk")
struct UpkeepTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("polling pauses while there is too little room, and goes on by itself")
    func room() async throws {
        let room = try Newsroom()
        let telemetry = Telemetry()
        let upkeep = Upkeep(log: log, telemetry: telemetry)
        try FileManager.default.createDirectory(atPath: room.output, withIntermediateDirectories: true)
        for (needed, isLow) in [(0, false), (Int.max / 2, true), (Int.max / 2, true), (0, false)] {
            await upkeep.look(room.settings([]) { $0.minFree = needed })
            #expect(telemetry.snapshot.lacksRoom == isLow)
            #expect((telemetry.writingFailure != nil) == isLow)
        }
    }

    /// A room with three finished segments at least, and the site that they came from.
    private func segments(_ room: borrowing Newsroom, _ change: (inout Settings) -> Void = { _ in }) async throws -> (TestSite, Settings) {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<poll * 3).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "Item \($0)") }))
        }
        for number in 0..<12 { site.on("/\(number)") { _ in .init(body: Sample.page("Item \(number)", Sample.paragraphs)) } }
        let settings = room.settings([origin + "/feed"]) {
            $0.segments.maxBytes = 1024
            change(&$0)
        }
        for _ in 0..<3 { try await room.runOnce(settings) }
        return (site, settings)
    }

    @Test("what makes room goes on while nothing can be written", .timeLimit(.minutes(1)))
    func fullDisk() async throws {
        let room = try Newsroom()
        var (site, settings) = try await segments(room)
        settings.segments.keepBytes = 1024
        let before = try RetentionWork(folder: room.output).segments()
        #expect(before.count >= 3)
        let (ingest, client) = try room.ingest(settings, givesUpWriting: false)
        // A folder in the place of the growing segment refuses everything that is written to it.
        let current = room.output + "/current.jsonl"
        try FileManager.default.moveItem(atPath: current, toPath: room.folder + "/kept")
        try FileManager.default.createDirectory(atPath: current, withIntermediateDirectories: false)
        let group = ServiceGroup(services: [ingest], logger: log)
        async let running: Void = group.run()
        while ingest.telemetry.writingFailure == nil { try await Task.sleep(for: .milliseconds(50)) }
        while try RetentionWork(folder: room.output).segments().count >= before.count { try await Task.sleep(for: .milliseconds(50)) }
        #expect(ingest.telemetry.writingFailure != nil)
        try FileManager.default.removeItem(atPath: current)
        try FileManager.default.moveItem(atPath: room.folder + "/kept", toPath: current)
        while ingest.telemetry.writingFailure != nil { try await Task.sleep(for: .milliseconds(50)) }
        await group.triggerGracefulShutdown()
        try await running
        await client.shutdown()
        #expect(site.count("/feed") > 3)
        #expect(try Verification(folder: room.output).passed)
    }

    @Test("age counts only by a clock that has gone on for an hour")
    func wrongClock() async throws {
        let room = try Newsroom()
        let (_, settings) = try await segments(room) { $0.segments.keepFor = .seconds(3600) }
        let before = try RetentionWork(folder: room.output).segments().count
        let start = ClockReading.now
        let upkeep = Upkeep(log: log, telemetry: Telemetry(), clock: ClockWatch(start, setBefore: .zero))
        func left(after: Duration, set: Duration) async throws -> Int {
            await upkeep.tidy(settings, at: ClockReading(wall: start.wall + after + set, steady: start.steady + after))
            return try RetentionWork(folder: room.output).segments().count
        }
        let (hour, years): (Duration, Duration) = (.seconds(3600), .seconds(86_400 * 3650))
        #expect(try await left(after: .seconds(60), set: years) == before)
        #expect(try await left(after: .seconds(120), set: .zero) == before)
        #expect(try await left(after: hour / 2, set: years) == before)
        #expect(try await left(after: hour, set: years) == before)
        #expect(try await left(after: hour * 2, set: years) < before)
    }

    @Test("nothing is compressed while there is too little room")
    func compressingWithoutRoom() async throws {
        let room = try Newsroom()
        var (_, settings) = try await segments(room)
        settings.segments.compress = true
        let missing = try SegmentCompression(folder: room.output).missing()
        settings.minFree = .max / 2
        await Upkeep(log: log, telemetry: Telemetry()).tidy(settings)
        #expect(try SegmentCompression(folder: room.output).missing() == missing)
        settings.minFree = 0
        await Upkeep(log: log, telemetry: Telemetry()).tidy(settings)
        #expect(try SegmentCompression(folder: room.output).missing().count < missing.count)
    }

    @Test("finished segments are compressed and removed as the settings say, and what a consumer wants stays")
    func tidying() async throws {
        let room = try Newsroom()
        let (_, settings) = try await segments(room) { $0.segments.compress = true }
        let finished = try RetentionWork(folder: room.output).segments()
        #expect(finished.count >= 3)
        for _ in 0..<3 { await Upkeep(log: log, telemetry: Telemetry()).tidy(settings) }
        #expect(try SegmentCompression(folder: room.output).missing().isEmpty)
        #expect(FileManager.default.fileExists(atPath: room.output + "/" + finished[0].name + ".zst"))

        let cursor = try #require(ConsumerCursor(name: "index", output: room.output))
        try cursor.store(finished[0].lastSequence + 1)
        let sparing = room.settings([]) { $0.segments.keepBytes = 1024 }
        await Upkeep(log: log, telemetry: Telemetry()).tidy(sparing)
        #expect(try RetentionWork(folder: room.output).segments().map(\.name) == finished.dropFirst().map(\.name))
        #expect(try Verification(folder: room.output).passed)
        // The removed ones are no loss that a new start would mend.
        try await room.runOnce(settings)
        #expect(try Verification(folder: room.output).passed)
    }

    @Test("a single run looks after the disk, too: it compresses all, removes what is old, and polls nothing where there is no room")
    func singleRun() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<poll * 3).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "Item \($0)") }))
        }
        for number in 0..<12 { site.on("/\(number)") { _ in .init(body: Sample.page("Item \(number)", Sample.paragraphs)) } }
        let room = try Newsroom()
        let settings = room.settings([origin + "/feed"]) {
            $0.segments.maxBytes = 1024
            $0.segments.compress = true
        }
        for _ in 0..<3 { try await room.runOnce(settings) }
        #expect(try RetentionWork(folder: room.output).segments().count > 4)
        #expect(try SegmentCompression(folder: room.output).missing().isEmpty)

        let full = try await room.runOnce(room.settings([origin + "/feed"]) { $0.minFree = Int.max / 2 })
        #expect(full.writingFailure?.contains("are needed") ?? false)
        #expect(site.count("/feed") == 3)

        try await room.runOnce(room.settings([origin + "/feed"]) { $0.segments.keepBytes = 1024 })
        #expect(try RetentionWork(folder: room.output).segments().count <= 1)
        #expect(try Verification(folder: room.output).passed)
    }
}
