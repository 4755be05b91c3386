import Foundation
import Testing

@testable import Records

@Suite struct RetentionTests {
    /// Begun at midnight of 1, 2, 3 … March 2026, with ten records of ten bytes each.
    private static let segments = (1...5).map {
        Retention.Segment(name: "articles-2026030\($0)T000000Z-\($0 * 10 - 9).jsonl", lastSequence: Int64($0 * 10), bytes: 100)
    }
    private static let now = Moment(milliseconds: 1_772_841_600_000)  // 2026-03-07T00:00:00Z

    private static func expired(_ limits: RetentionLimits, cursors: [Int64] = []) -> Int {
        Retention.expired(segments, cursors: cursors, limits: limits, at: now).count
    }

    @Test(arguments: [(365, 0), (6, 0), (5, 1), (4, 2), (2, 4), (1, 4), (0, 4)])
    func `a segment goes when what follows it is old, and the youngest never`(days: Int, count: Int) {
        #expect(Self.expired(RetentionLimits(age: .seconds(days * 86_400))) == count)
    }

    @Test(arguments: [(1000, 0), (500, 0), (499, 1), (400, 1), (150, 4), (0, 5)])
    func `the oldest go when all take too much`(bytes: Int, count: Int) {
        #expect(Self.expired(RetentionLimits(bytes: bytes)) == count)
    }

    @Test(arguments: [([1], 0), ([10], 0), ([11], 1), ([35, 21], 2), ([], 4)] as [([Int64], Int)])
    func `what a consumer has not read stays`(cursors: [Int64], count: Int) {
        #expect(Self.expired(RetentionLimits(age: .zero), cursors: cursors) == count)
    }

    @Test func `without limits all stay`() {
        #expect(Self.expired(RetentionLimits()) == 0)
        #expect(Retention.expired([], cursors: [], limits: RetentionLimits(age: .zero, bytes: 0), at: Self.now).isEmpty)
    }

    /// A folder with three finished segments of two records each, and a growing one.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor()
        for number in 1...7 {
            try output.perform([cursor.place(Samples.record(number, bytes: 2000), at: Self.now)])
            if number % 2 == 0, let step = cursor.finish() { try output.perform([step]) }
        }
        return folder
    }

    @Test func `a folder whose oldest segments are gone is sound, and is read from where it begins`() throws {
        let folder = try folder()
        let work = RetentionWork(folder: folder.path)
        let names = try work.segments().map(\.name)
        #expect(names.count == 3)
        for name in names { try SegmentCompression(folder: folder.path).compress(name) }
        for removed in 1...3 {
            try work.remove(names[removed - 1])
            try work.remove(names[removed - 1])
            let verification = try Verification(folder: folder.path)
            #expect(verification.findings == [])
            #expect(verification.firstSequence == Int64(removed * 2 + 1))
            let reader = try RecordReader(folder: folder.path)
            #expect(try reader.next()?.sequence == Int64(removed * 2 + 1))
            #expect(try work.segments().map(\.name) == Array(names.dropFirst(removed)))
        }
        #expect(try Files.names(in: folder.path).allSatisfy { !$0.hasSuffix(".zst") })
    }

    @Test func `the manifest is read on from where it was read to, and anew where it is another`() throws {
        let folder = try folder()
        let work = RetentionWork(folder: folder.path)
        let names = try work.segments().map(\.name)
        let manifest = folder.path + "/manifest.jsonl"
        let lines = try #require(Files.read(manifest))
        // A line that is not whole yet.
        try Files.append(Array(#"{"file":"articles-2026"#.utf8), to: manifest)
        #expect(try work.segments().map(\.name) == names)
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor(nextSequence: 7)
        try output.perform([.append(offset: 0, bytes: Samples.record(7, bytes: 2000).line(sequence: 7))])
        _ = cursor.place(Samples.record(7, bytes: 2000), at: Self.now)
        let last = cursor.finish()
        try output.perform([try #require(last)])
        #expect(try work.segments().map(\.lastSequence) == [2, 4, 6, 7])
        try work.remove(names[0])
        #expect(try work.segments().map(\.lastSequence) == [4, 6, 7])
        try Files.remove(manifest)
        #expect(try work.segments().isEmpty)
        try Files.write(lines, to: manifest)
        #expect(try work.segments().map(\.lastSequence) == [4, 6])
    }

    @Test func `a hole that no retention makes is found`() throws {
        let folder = try folder()
        let names = try RetentionWork(folder: folder.path).segments().map(\.name)
        try Files.remove(folder.path + "/" + names[1])
        #expect(try Verification(folder: folder.path).findings.contains { $0.file == names[1] })
    }

    @Test func `after all finished segments are gone the growing one still has to follow them`() throws {
        let folder = try folder()
        for segment in try RetentionWork(folder: folder.path).segments() { try RetentionWork(folder: folder.path).remove(segment.name) }
        try Files.write(Samples.record(9).line(sequence: 9), to: folder.path + "/current.jsonl")
        #expect(try Verification(folder: folder.path).findings.map(\.message) == ["seq 9 follows seq 6"])
    }

    @Test func `finished segments get a compressed form of the same bytes, once`() throws {
        let folder = try folder()
        let compression = SegmentCompression(folder: folder.path)
        let names = try compression.missing()
        #expect(names.count == 3)
        try Files.write([1, 2, 3], to: folder.path + "/" + SegmentCompression.unfinishedName)
        try compression.compress(names[0])
        #expect(try compression.missing() == Array(names.dropFirst()))
        #expect(try Self.decompressed(folder.path + "/" + names[0] + ".zst") == Files.read(folder.path + "/" + names[0]))
        #expect(try Verification(folder: folder.path).findings == [])
    }

    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20]) func `a segment of any length is compressed whole`(bytes: Int) throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: UInt64(bytes))
        let content = (0..<bytes).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        try Files.write(content, to: folder.path + "/articles-20260301T093000Z-1.jsonl")
        try SegmentCompression(folder: folder.path).compress("articles-20260301T093000Z-1.jsonl")
        #expect(try Self.decompressed(folder.path + "/articles-20260301T093000Z-1.jsonl.zst") == content)
    }

    /// What libzstd makes of a compressed file, in one call and not as it was written.
    private static func decompressed(_ path: String) throws -> [UInt8] {
        try SegmentCompression.decompress(try #require(Files.read(path)), room: 4 << 20)
    }
}

@Suite struct ConsumerCursorTests {
    @Test func `a cursor keeps its place under its name`() throws {
        let folder = try TemporaryFolder()
        let cursor = try #require(ConsumerCursor(name: "search-index", output: folder.path))
        #expect(try cursor.next() == nil)
        #expect(try ConsumerCursor.all(in: folder.path).isEmpty)
        for next in [1, 7, 1_000_000_007] as [Int64] {
            try cursor.store(next)
            #expect(try cursor.next() == next)
        }
        try #require(ConsumerCursor(name: "other", output: folder.path)).store(3)
        #expect(try ConsumerCursor.all(in: folder.path).sorted() == [3, 1_000_000_007])
    }

    @Test(arguments: ["", ".", "..", ".x", "a/b", "../x", "a b", "a\u{0}b", "ä", String(repeating: "x", count: 65), "a\n"])
    func `a name that could be a path is none`(name: String) {
        #expect(ConsumerCursor(name: name, output: "/tmp") == nil)
    }

    @Test(arguments: ["", "7", "x\n", "-3\n", "0\n", "99999999999999999999\n"]) func `a cursor that cannot be read is an error`(
        text: String
    ) throws {
        let folder = try TemporaryFolder()
        let cursor = try #require(ConsumerCursor(name: "c", output: folder.path))
        try cursor.store(1)
        try Files.write([UInt8](text.utf8), to: folder.path + "/cursors/c")
        // To guess would be to remove what somebody still wants.
        #expect(throws: FileError.self) { try cursor.next() }
        #expect(throws: FileError.self) { try ConsumerCursor.all(in: folder.path) }
    }
}

@Suite struct RevisionLogTests {
    @Test(arguments: [1, 7, 100, 100_000]) func `what stands twice is found, whether it fits into memory or not`(bound: Int) throws {
        let log = RevisionLog(bound: bound)
        for number in 0..<300 { try log.add(id: SHA256.sum(of: "\(number)").prefix(16).hexadecimal, revision: 1, sequence: Int64(number)) }
        let id = SHA256.sum(of: "17").prefix(16).hexadecimal
        try log.add(id: id, revision: 2, sequence: 300)
        try log.add(id: id, revision: 1, sequence: 301)
        try log.add(id: "no id at all", revision: 3, sequence: 302)
        try log.add(id: "no id at all", revision: 3, sequence: 303)
        var found: [RevisionLog.Repetition] = []
        try log.repeated { found.append($0) }
        found.sort { $0.sequence < $1.sequence }
        #expect(found.map(\.sequence) == [301, 303])
        #expect(found.first == .init(id: id, revision: 1, known: 2, sequence: 301))
    }

    @Test func `nothing is found where nothing is`() throws {
        try RevisionLog().repeated { _ in Issue.record("found") }
    }
}

@Suite struct DiskRoomTests {
    @Test(
        arguments: [
            // free, size, wanted, was low, is low; in MB
            (600, 100_000, nil, false, false), (499, 100_000, nil, false, true), (510, 100_000, nil, true, true),
            (551, 100_000, nil, true, false),
            (6, 100, nil, false, false), (4, 100, nil, false, true), (5, 100, 10, false, true), (0, 0, nil, false, false),
        ] as [(Int, Int, Int?, Bool, Bool)])
    func `too little room is told by the bound, and by a tenth more once it was too little`(
        free: Int, size: Int, wanted: Int?, wasLow: Bool, isLow: Bool
    ) {
        #expect(DiskRoom(free: free << 20, size: size << 20).isLow(wanted.map { $0 << 20 }, wasLow: wasLow) == isLow)
    }

    @Test func `the system tells of the room`() throws {
        let room = try DiskRoom(at: "/tmp")
        #expect(room.size > 0 && room.free <= room.size)
        #expect(throws: FileError.self) { try DiskRoom(at: "/nowhere/at/all") }
    }
}
