import Glibc

/// Reads the records of an output folder in the order of their numbers, and goes on reading while the folder grows.
///
/// A segment that is renamed or sealed while it is read is read to its end; no record is passed over and none comes twice.
///
/// ```swift
/// let reader = try RecordReader(folder: "out", since: 1)
/// while let record = try reader.next() { print(record.sequence) }
/// // … later again: what has been added since
/// ```
///
/// Use it from one task at a time.
public final class RecordReader {
    private let folder: String
    /// The lowest number that has not been handed out.
    private var wanted: Int64
    /// The segment that is being read.
    private var segment: OpenSegment?
    /// The first record of the last segment that was read to its end, so that it is not opened again.
    private var passed: Int64 = 0

    /// - Parameters:
    ///   - folder: the output folder; what is finished is found by its manifest.
    ///   - since: the number of the first record wanted.
    /// - Throws: ``FileError`` where the folder cannot be read.
    public init(folder: String, since: Int64 = 1) throws(FileError) {
        self.folder = folder
        wanted = since
        _ = try FolderListing(path: folder)
    }

    /// The number of the last whole record of an output folder; 0 where there is none.
    ///
    /// - Throws: ``FileError`` where the folder cannot be read.
    public static func lastSequence(inFolder folder: String) throws(FileError) -> Int64 {
        let listing = try FolderListing(path: folder)
        for name in listing.segments.reversed() {
            if let entry = listing.entries.first(where: { $0.file == name }) { return entry.lastSequence }
            if let sequence = try lastSequence(inFile: folder + "/" + name) { return sequence }
        }
        return 0
    }

    /// Reads ever more of the file's end, until a whole line is among it.
    private static func lastSequence(inFile path: String) throws(FileError) -> Int64? {
        let file: FileDescriptor
        do { file = try FileDescriptor(opening: path, flags: O_RDONLY) } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
        let length = try file.length()
        var window = 1 << 18
        while true {
            let start = max(0, length - window)
            let bytes = try file.read(length - start, at: start)
            // What stands before the first newline began before the window, what stands behind the last is still being written.
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst(start == 0 ? 0 : 1).dropLast()
            if let sequence = lines.reversed().lazy.compactMap(Record.sequence(ofLine:)).first { return sequence }
            if start == 0 { return nil }
            window *= 4
        }
    }

    /// The next record with its line (without the newline), or `nil` while there is no further one: ask again later.
    ///
    /// - Throws: ``FileError`` where a file cannot be read.
    public func next() throws(FileError) -> (sequence: Int64, line: ArraySlice<UInt8>)? {
        while true {
            if segment == nil { segment = try open() }
            guard let segment else { return nil }
            // Whether the file will grow no more has to be known before it is read to its end, not after.
            let isFinal = segment.isFinished || !segment.reader.isStill(at: folder + "/" + OutputFolder.currentName)
            while let line = try segment.reader.next() {
                guard let sequence = Record.sequence(ofLine: line) else { continue }
                if segment.first == nil { segment.first = sequence }
                guard sequence >= wanted else { continue }
                wanted = sequence + 1
                return (sequence, line)
            }
            guard isFinal else { return nil }
            passed = max(passed, segment.first ?? passed)
            self.segment = nil
        }
    }

    /// Opens the segment that holds the next record, if there is one.
    private func open() throws(FileError) -> OpenSegment? {
        while true {
            if let name = try nextFinished() {
                if let reader = try reader(of: name.description) {
                    return OpenSegment(reader: reader, isFinished: true, first: name.firstSequence)
                }
                // Retention has taken it.
                passed = name.firstSequence
                continue
            }
            guard let reader = try reader(of: OutputFolder.currentName) else { return nil }
            // The folder may have turned over between the two looks at it: then what was opened is not what comes next.
            if try nextFinished() == nil { return OpenSegment(reader: reader, isFinished: false) }
        }
    }

    /// The first finished segment that holds records that are wanted.
    private func nextFinished() throws(FileError) -> SegmentName? {
        let listing = try FolderListing(path: folder)
        let listed = listing.entries.filter { $0.lastSequence >= wanted }.compactMap { SegmentName($0.file) }
        return (listed + listing.unlisted).filter { $0.firstSequence > passed }.min { $0.firstSequence < $1.firstSequence }
    }

    private func reader(of name: String) throws(FileError) -> LineReader? {
        do {
            return try LineReader(path: folder + "/" + name)
        } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
    }

    /// A segment that is being read.
    private final class OpenSegment {
        let reader: LineReader
        let isFinished: Bool
        /// The number of its first record.
        var first: Int64?

        init(reader: LineReader, isFinished: Bool, first: Int64? = nil) {
            self.reader = reader
            self.isFinished = isFinished
            self.first = first
        }
    }
}

extension Record {
    /// The numbers that a record can have: those that every reader of JSON takes for what they are (RFC 8259, section 6). What is beyond
    /// them in a file is damage.
    public static let sequences: ClosedRange<Int64> = 1...(1 << 53) - 1

    /// The number in a line's first bytes, found without reading the rest; `nil` where the line is no record.
    public static func sequence(ofLine line: ArraySlice<UInt8>) -> Int64? {
        sequenceDigits(ofLine: line).flatMap { Int64(String(decoding: line[$0], as: UTF8.self)) }.flatMap {
            sequences.contains($0) ? $0 : nil
        }
    }

    /// A line with another number; `nil` where it is no record.
    public static func line(_ line: [UInt8], sequence: Int64) -> [UInt8]? {
        sequenceDigits(ofLine: line[...]).map { Array(line[..<$0.lowerBound]) + Array("\(sequence)".utf8) + line[$0.upperBound...] }
    }

    private static func sequenceDigits(ofLine line: ArraySlice<UInt8>) -> Range<Int>? {
        let head = line.prefix(96)
        guard let name = head.firstRange(of: Array("\"seq\":".utf8)) else { return nil }
        let digits = head[name.upperBound...].prefix { (0x30...0x39).contains($0) }
        return digits.startIndex..<digits.endIndex
    }

    /// The `id` in a line's first bytes, found without reading the rest; `nil` where there is none.
    public static func id(ofLine line: ArraySlice<UInt8>) -> String? {
        let head = line.prefix(160)
        guard let name = head.firstRange(of: Array("\"id\":\"".utf8)) else { return nil }
        let digits = head[name.upperBound...].prefix(32)
        return digits.count == 32 ? String(decoding: digits, as: UTF8.self) : nil
    }
}
