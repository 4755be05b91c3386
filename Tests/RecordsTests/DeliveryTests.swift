import Testing

@testable import Records

private let start = Moment(milliseconds: 1_772_357_400_000)

@Suite struct SegmentCursorTests {
    @Test func `records follow one another without gaps`() {
        var cursor = SegmentCursor()
        var length = 0
        for number in 1...20 {
            guard case .append(let offset, let bytes) = cursor.place(Samples.record(number), at: start) else { return }
            #expect(offset == length)
            #expect(Record.sequence(ofLine: bytes[...]) == Int64(number))
            #expect(bytes.last == 0x0A && bytes.dropLast().allSatisfy { $0 != 0x0A })
            length += bytes.count
        }
        #expect((cursor.length, cursor.count, cursor.nextSequence) == (length, 20, 21))
    }

    @Test func `a segment is finished by size`() {
        var cursor = SegmentCursor()
        let limits = SegmentLimits(bytes: 600, age: .seconds(3600))
        #expect(cursor.finishIfDue(at: start, limits: limits) == nil)
        _ = cursor.place(Samples.record(1), at: start)
        #expect(cursor.finishIfDue(at: start, limits: limits) == nil)
        _ = cursor.place(Samples.record(2), at: start)
        let length = cursor.length
        #expect(
            cursor.finishIfDue(at: start, limits: limits)
                == .finish(name: "articles-20260301T093000Z-1.jsonl", first: 1, last: 2, length: length))
        #expect(cursor == SegmentCursor(nextSequence: 3))
        #expect(cursor.finish() == nil)
    }

    @Test(arguments: [(-3600, true), (-3599, false), (0, false), (3599, false), (3600, true)])
    func `a segment is finished by age, also when the clock was set back`(seconds: Int, isDue: Bool) {
        var cursor = SegmentCursor(nextSequence: 9)
        _ = cursor.place(Samples.record(1), at: start)
        let step = cursor.finishIfDue(at: start + .seconds(seconds), limits: SegmentLimits(bytes: 1 << 20, age: .seconds(3600)))
        #expect((step != nil) == isDue)
    }

    @Test(arguments: [
        ("articles-20260301T093000Z-17.jsonl", 17 as Int64?), ("articles-20260301T093000Z-0.jsonl", nil), ("current.jsonl", nil),
        ("manifest.jsonl", nil), ("articles-20260301T093000Z-17.jsonl.zst", nil), ("articles--17.jsonl", nil), ("articles-x-17.jsonl", nil),
        ("articles-../../etc-1.jsonl", nil), ("articles-20260301T093000Z-+7.jsonl", nil), ("articles-20260301T093000Z-07.jsonl", nil),
        ("articles-1-2-3.jsonl", nil), ("", nil),
    ])
    func `only a segment's name is read as one`(name: String, first: Int64?) {
        #expect(SegmentName(name)?.firstSequence == first)
        if first != nil { #expect(SegmentName(name)?.description == name) }
    }
}

@Suite struct ManifestTests {
    private let entry = ManifestEntry(
        file: "articles-20260301T093000Z-17.jsonl", sha256: String(repeating: "0a", count: 32), bytes: 900, lines: 3, firstSequence: 17,
        lastSequence: 19)

    @Test func `an entry is read as it was written`() {
        let line = entry.line
        #expect(line.last == 0x0A)
        #expect(ManifestEntry(line: line.dropLast()) == entry)
        for count in 0..<line.count - 1 { #expect(ManifestEntry(line: line.prefix(count)) == nil) }
    }

    @Test func `an entry that names another file is none`() {
        var other = entry
        other.file = "../../etc/passwd"
        #expect(ManifestEntry(line: other.line.dropLast()) == nil)
    }

    /// Every place at which writing the line may have stopped.
    @Test func `a manifest line that was cut short is written over`() throws {
        let line = entry.line
        for cut in 0...line.count {
            let folder = try TemporaryFolder()
            let output = try OutputFolder(path: folder.path)
            var before = entry
            before.file = "articles-20260301T080000Z-1.jsonl"
            // What was cut short may have been the longer line of another segment.
            let torn = cut % 2 == 0 ? line.prefix(cut) : line.dropLast() + Array(repeating: 0x20, count: cut)
            try Files.write(before.line + torn, to: folder.path + "/manifest.jsonl")
            try output.list(entry)
            try output.list(entry)
            let listing = try FolderListing(path: folder.path)
            if cut == line.count { continue }
            #expect(listing.entries == [before, entry])
            #expect(Files.read(folder.path + "/manifest.jsonl") == before.line + line)
        }
    }
}

@Suite struct OutputFolderTests {
    @Test func `steps done again leave the same bytes`() throws {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path + "/a/b")
        var cursor = SegmentCursor()
        let appends = (1...3).map { cursor.place(Samples.record($0), at: start) }
        try output.perform(appends)
        let bytes = Files.read(output.path + "/current.jsonl")
        try output.perform(Array(appends.dropFirst()))
        try output.perform(appends)
        #expect(Files.read(output.path + "/current.jsonl") == bytes)
        let last = cursor.finish()
        let finish = try #require(last)
        try output.perform([finish])
        try output.perform([finish])
        #expect(try Files.names(in: output.path) == [".lock", "articles-20260301T093000Z-1.jsonl", "current.jsonl", "manifest.jsonl"])
        #expect(Files.read(output.path + "/articles-20260301T093000Z-1.jsonl") == bytes)
        #expect(try FolderListing(path: output.path).entries.count == 1)
        #expect(try Verification(folder: output.path).findings == [])
    }

    @Test func `a folder has one writer`() throws {
        let folder = try TemporaryFolder()
        var first: OutputFolder? = try OutputFolder(path: folder.path)
        #expect { try OutputFolder(path: folder.path) } throws: { ($0 as? FileError)?.isLocked == true }
        withExtendedLifetime(first) {}
        first = nil
        #expect(throws: Never.self) { try OutputFolder(path: folder.path) }
    }

    @Test func `a place where no folder can be made is named`() {
        #expect { try OutputFolder(path: "/proc/nothing/here") } throws: { "\($0)".hasPrefix("cannot make the folder /proc/nothing/") }
    }

    @Test func `appends that leave a hole end no program`() throws {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor()
        let first = cursor.place(Samples.record(1), at: start)
        let hole = DeliveryStep.append(offset: cursor.length + 1, bytes: Samples.record(2).line(sequence: 2))
        let before = DeliveryStep.append(offset: -1, bytes: Samples.record(2).line(sequence: 2))
        for steps in [[first, hole], [hole], [before]] {
            #expect { try output.perform(steps) } throws: { ($0 as? FileError)?.isStale == true }
        }
        try output.perform([first])
        #expect(Files.read(folder.path + "/current.jsonl") == Samples.record(1).line(sequence: 1))
    }

    @Test(arguments: ["removed", "emptied", "longer"])
    func `a growing segment that is not as it was written is not finished`(change: String) throws {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor()
        try output.perform([cursor.place(Samples.record(1), at: start)])
        let path = folder.path + "/current.jsonl"
        switch change {
        case "removed": try Files.remove(path)
        case "emptied": try Files.write([], to: path)
        default: try Files.append([0x0A], to: path)
        }
        let last = cursor.finish()
        let finish = try #require(last)
        #expect { try output.perform([finish]) } throws: { ($0 as? FileError)?.isStale == true }
        #expect(try FolderListing(path: folder.path).entries.isEmpty)
    }

    @Test func `a growing segment that was replaced by another file is noticed`() throws {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor()
        try output.perform([cursor.place(Samples.record(1), at: start)])
        try Files.remove(folder.path + "/current.jsonl")
        try Files.write([0x0A], to: folder.path + "/current.jsonl")
        let step = cursor.place(Samples.record(2), at: start)
        #expect { try output.perform([step]) } throws: { ($0 as? FileError)?.code == 116 }
        #expect(Files.read(folder.path + "/current.jsonl") == [0x0A])
    }
}

@Suite struct VerificationTests {
    /// Two finished segments and a growing one.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let output = try OutputFolder(path: folder.path)
        var cursor = SegmentCursor()
        for number in 1...7 {
            try output.perform([cursor.place(Samples.record(number), at: start)])
            if number % 3 == 0, let step = cursor.finish() { try output.perform([step]) }
        }
        return folder
    }

    @Test func `a sound folder passes`() throws {
        let folder = try folder()
        let verification = try Verification(folder: folder.path)
        #expect(verification.passed)
        #expect((verification.segments, verification.records) == (3, 7))
        #expect((verification.firstSequence, verification.lastSequence) == (1, 7))
    }

    @Test func `an empty folder passes`() throws {
        let folder = try TemporaryFolder()
        #expect(try Verification(folder: folder.path).passed)
    }

    @Test func `every flipped byte of a finished segment is found`() throws {
        let folder = try folder()
        let path = folder.path + "/articles-20260301T093000Z-1.jsonl"
        let bytes = try #require(Files.read(path))
        for position in stride(from: 0, to: bytes.count, by: 37) {
            var changed = bytes
            changed[position] ^= 0x01
            try Files.write(changed, to: path)
            #expect(try !Verification(folder: folder.path).passed, "byte \(position)")
        }
    }

    @Test(arguments: ["drop the middle", "drop the last line", "repeat a line", "unlisted", "torn", "listed twice", "manifest broken"])
    func `what is wrong is found`(_ damage: String) throws {
        let folder = try folder()
        let names = try FolderListing(path: folder.path).entries.map { folder.path + "/" + $0.file }
        let manifest = folder.path + "/manifest.jsonl"
        let current = folder.path + "/current.jsonl"
        switch damage {
        case "drop the middle": try Files.remove(names[1])
        case "drop the last line": try Files.write(Files.read(names[1])!.dropLast(300), to: names[1])
        case "repeat a line": try Files.write(Files.read(current)! + Files.read(current)!, to: current)
        case "unlisted": try Files.write([], to: manifest)
        case "torn": try Files.write(Files.read(names[0])! + [0x7B], to: names[0])
        case "listed twice": try Files.write(Files.read(manifest)! + Files.read(manifest)!, to: manifest)
        default: try Files.write(Array("{}\n".utf8) + Files.read(manifest)!, to: manifest)
        }
        #expect(try !Verification(folder: folder.path).passed)
    }

    @Test func `the oldest segments may be gone`() throws {
        let folder = try folder()
        try Files.remove(folder.path + "/articles-20260301T093000Z-1.jsonl")
        #expect(try Verification(folder: folder.path).passed)
    }
}
