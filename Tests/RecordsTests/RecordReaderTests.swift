import Testing

@testable import Records

/// A folder that is written step by step.
private final class Writer {
    let folder: TemporaryFolder
    let output: OutputFolder
    var cursor = SegmentCursor()
    var now = Moment(milliseconds: 1_772_350_213_000)

    init() throws {
        folder = try TemporaryFolder()
        output = try OutputFolder(path: folder.path)
    }

    func append(_ count: Int = 1) throws {
        for _ in 0..<count {
            try output.perform([cursor.place(Samples.record(Int(cursor.nextSequence)), at: now)])
            now = now + .seconds(1)
        }
    }

    func finish() throws {
        if let step = cursor.finish() { try output.perform([step]) }
    }

    /// Renames the growing segment without listing it, as a crash between the two leaves it.
    func renameOnly() throws {
        let name = SegmentName(openedAt: now, firstSequence: cursor.firstSequence).description
        try Files.write(try #require(Files.read(folder.path + "/current.jsonl")), to: folder.path + "/" + name)
        try Files.remove(folder.path + "/current.jsonl")
        cursor = SegmentCursor(nextSequence: cursor.nextSequence)
    }
}

private func drain(_ reader: RecordReader) throws -> [Int64] {
    var sequences: [Int64] = []
    while let record = try reader.next() {
        #expect(Record.sequence(ofLine: record.line) == record.sequence)
        sequences.append(record.sequence)
    }
    return sequences
}

@Suite struct RecordReaderTests {
    @Test(arguments: [-5, 0, 1, 2, 4, 5, 6, 9, 10, 11, 50])
    func `reading begins with the record asked for`(since: Int64) throws {
        let writer = try Writer()
        for _ in 0..<3 {
            try writer.append(3)
            try writer.finish()
        }
        try writer.append(1)
        let reader = try RecordReader(folder: writer.folder.path, since: since)
        #expect(try drain(reader) == Array(1...10).filter { $0 >= since })
        #expect(try reader.next() == nil)
    }

    /// What is done to the folder between two reads.
    private enum Move: CaseIterable { case append, appendTwo, finish, rename, seal }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `following loses and doubles nothing, however the folder turns over`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let writer = try Writer()
        let reader = try RecordReader(folder: writer.folder.path)
        let late = Int64.random(in: 1...20, using: &random)
        var lateReader: RecordReader?
        var (seen, seenLate): ([Int64], [Int64]) = ([], [])
        for _ in 0..<40 {
            switch Move.allCases.randomElement(using: &random)! {
            case .append: try writer.append()
            case .appendTwo: try writer.append(2)
            case .finish: try writer.finish()
            case .rename: if writer.cursor.count > 0 { try writer.renameOnly() }
            case .seal:
                guard writer.cursor.count > 0 else { break }
                // A line cut short makes the recovery copy the whole ones.
                let path = writer.folder.path + "/current.jsonl"
                try Files.append(Array("{\"schema\":\"onrecord/1\",\"seq\":".utf8), to: path)
                try writer.output.sealCurrent(
                    first: writer.cursor.firstSequence, last: writer.cursor.nextSequence - 1, length: writer.cursor.length, at: writer.now)
                writer.cursor = SegmentCursor(nextSequence: writer.cursor.nextSequence)
            }
            for _ in 0..<Int.random(in: 0...3, using: &random) { if let record = try reader.next() { seen.append(record.sequence) } }
            if lateReader == nil, Int.random(in: 0..<6, using: &random) == 0 {
                lateReader = try RecordReader(folder: writer.folder.path, since: late)
            }
            if let record = try lateReader?.next() { seenLate.append(record.sequence) }
        }
        seen += try drain(reader)
        #expect(seen == Array(1..<writer.cursor.nextSequence))
        if let lateReader {
            seenLate += try drain(lateReader)
            #expect(seenLate == Array(1..<writer.cursor.nextSequence).filter { $0 >= late })
        }
    }

    @Test func `a line is handed out when it is whole`() throws {
        let writer = try Writer()
        let reader = try RecordReader(folder: writer.folder.path)
        #expect(try reader.next() == nil)
        try writer.append()
        let path = writer.folder.path + "/current.jsonl"
        let whole = try #require(Files.read(path))
        let more = Samples.record(2).line(sequence: 2)
        #expect(try drain(reader) == [1])
        for byte in more.dropLast() {
            try Files.append([byte], to: path)
            #expect(try reader.next() == nil)
        }
        try Files.append([0x0A], to: path)
        #expect(try drain(reader) == [2])
        #expect(Files.read(path) == whole + more)
    }

    @Test func `segments that retention has taken are passed over`() throws {
        let writer = try Writer()
        for _ in 0..<3 {
            try writer.append(2)
            try writer.finish()
        }
        let listing = try FolderListing(path: writer.folder.path)
        try Files.remove(writer.folder.path + "/" + listing.entries[0].file)
        try Files.remove(writer.folder.path + "/" + listing.entries[1].file)
        #expect(try drain(RecordReader(folder: writer.folder.path)) == [5, 6])
    }

    @Test func `a missing folder is an error`() {
        #expect { try RecordReader(folder: "/nonexistent/folder") } throws: { ($0 as? FileError)?.path == "/nonexistent/folder" }
    }

    @Test(arguments: [
        (#"{"schema":"onrecord/1","seq":17,"id":"0a""#, 17 as Int64?), (#"{"schema":"onrecord/1","seq":17"#, 17), ("{}", nil), ("", nil),
        (#"{"seq":"#, nil), (#"{"seq":99999999999999999999,"#, nil), (#"{"seq":-3,"#, nil),
        (#"{"seq":9223372036854775807,"#, nil), (#"{"seq":9007199254740992,"#, nil), (#"{"seq":9007199254740991,"#, 9_007_199_254_740_991),
        (#"{"seq":0,"#, nil),
    ])
    func `a line's number is found in its first bytes`(_ line: String, _ sequence: Int64?) {
        #expect(Record.sequence(ofLine: Array(line.utf8)[...]) == sequence)
    }
}
