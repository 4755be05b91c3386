import Configuration
import Foundation
import Logging
import Records
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

    @Test("finished segments are compressed and removed as the settings say, and what a consumer wants stays")
    func tidying() async throws {
        let site = try await TestSite()
        let origin = site.origin
        site.on("/feed") { poll in
            .init(
                type: "application/rss+xml",
                body: Sample.rss((0..<poll * 3).map { .init(link: origin + "/\($0)", guid: "\($0)", title: "Item \($0)") }))
        }
        for number in 0..<9 { site.on("/\(number)") { _ in .init(body: Sample.page("Item \(number)", Sample.paragraphs)) } }
        let room = try Newsroom()
        let settings = room.settings([origin + "/feed"]) {
            $0.segments.maxBytes = 1024
            $0.segments.compress = true
        }
        for _ in 0..<3 { try await room.runOnce(settings) }
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
