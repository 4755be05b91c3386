import Glibc
import JSONText

/// Holds an output folder's segments against its manifest.
public struct Verification: Sendable {
    /// Something that is not as it should be.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        public var file: String
        /// The line's number from 1, where it is about a line.
        public var line: Int?
        public var message: String

        public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(message)" }
    }

    /// How many segments were read, the growing one included.
    public private(set) var segments = 0
    public private(set) var records = 0
    public private(set) var bytes = 0
    /// The number of the first and of the last record; `nil` where there is none.
    public private(set) var firstSequence: Int64?
    public private(set) var lastSequence: Int64?
    /// What was found wrong, the first thousand of it.
    public private(set) var findings: [Finding] = []
    /// How much was found wrong in all.
    public private(set) var found = 0
    /// The oldest segments that the manifest lists and that are not there any more, as retention leaves it.
    public private(set) var removed: [String] = []
    /// The segments with the numbers of their records, to say where a record stands.
    private var ranges: [(first: Int64, name: String)] = []

    /// Whether there is neither a segment nor a manifest.
    public var isEmpty: Bool { segments == 0 && removed.isEmpty && found == 0 }

    /// Reads all segments of a folder.
    ///
    /// Checked are sums, lengths and counts against the manifest, that every line is a record, that the numbers have no gap,
    /// and that no id stands with one revision twice. Segments that the manifest lists but retention has removed are let be
    /// when they are the oldest. The folder may be written to meanwhile: it is checked as it stands at the beginning.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - reached: is told now and then of how many bytes all segments have, and how many of them are read.
    /// - Throws: ``FileError`` where a file cannot be read.
    public init(folder path: String, reached: (_ bytes: Int, _ total: Int) -> Void = { _, _ in }) throws(FileError) {
        let (listing, current) = try Self.snapshot(of: path)
        let total = try listing.entries.reduce(0) { $0 + $1.bytes } + (current?.fileLength() ?? 0)
        // Every id with its revisions, to find a record that stands twice.
        let revisions = RevisionLog()
        for number in listing.brokenManifestLines { report(OutputFolder.manifestName, number, "no manifest entry") }
        let entries = Dictionary(listing.entries.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        if entries.count < listing.entries.count { report(OutputFolder.manifestName, nil, "lists a segment twice") }
        for name in listing.segments {
            if name == OutputFolder.currentName {
                if let current { try check(name, current, digest: nil, against: nil, revisions) { reached($0, total) } }
                continue
            }
            guard access(path + "/" + name, F_OK) == 0 else {
                if segments > 0 { report(name, nil, "is listed in the manifest but not there") } else { removed.append(name) }
                lastSequence = entries[name]?.lastSequence ?? lastSequence
                continue
            }
            let reader = try LineReader(path: path + "/" + name)
            try check(name, reader, digest: try OutputFolder.digest(ofFile: path + "/" + name), against: entries[name], revisions) {
                reached($0, total)
            }
        }
        for segment in listing.unlisted { report(segment.description, nil, "is not listed in the manifest") }
        try revisions.repeated {
            let (sequence, id) = ($0.sequence, $0.id)
            let name = ranges.last { $0.first <= sequence }?.name ?? OutputFolder.currentName
            report(name, nil, "seq \(sequence): id \(id) with revision \($0.revision) follows revision \($0.known)")
        }
    }

    /// Whether nothing is wrong.
    public var passed: Bool { found == 0 }

    private mutating func report(_ file: String, _ line: Int?, _ message: String) {
        found += 1
        if findings.count < 1000 { findings.append(Finding(file: file, line: line, message: message)) }
    }

    /// The folder's listing with the growing segment of that very moment, opened so that a rename does not take it away.
    private static func snapshot(of path: String) throws(FileError) -> (FolderListing, LineReader?) {
        while true {
            let listing = try FolderListing(path: path)
            var current: LineReader?
            if listing.hasCurrent {
                do {
                    current = try LineReader(path: path + "/" + OutputFolder.currentName)
                } catch {
                    if error.code == ENOENT { continue }
                    throw error
                }
            }
            if try FolderListing(path: path).segments == listing.segments { return (listing, current) }
        }
    }

    private mutating func check(
        _ name: String, _ reader: LineReader, digest: (sha256: String, bytes: Int)?, against entry: ManifestEntry?,
        _ revisions: RevisionLog, _ reached: (Int) -> Void
    ) throws(FileError) {
        segments += 1
        let before = (records: records, bytes: bytes, last: lastSequence)
        var number = 0
        while let line = try reader.next() {
            number += 1
            bytes += line.count + 1
            reached(bytes)
            try check(line, number, of: name, revisions)
        }
        if reader.hasPartialLine, name != OutputFolder.currentName { report(name, number + 1, "the last line is cut short") }
        guard let digest, let entry else { return }
        if digest.bytes != entry.bytes { report(name, nil, "has \(digest.bytes) bytes, the manifest says \(entry.bytes)") }
        if digest.sha256 != entry.sha256 { report(name, nil, "its SHA-256 is not the manifest's") }
        if records - before.records != entry.lines {
            report(name, nil, "has \(records - before.records) lines, the manifest says \(entry.lines)")
        }
        if let lastSequence, lastSequence != entry.lastSequence {
            report(name, nil, "ends with seq \(lastSequence), the manifest says \(entry.lastSequence)")
        }
        if let last = before.last, entry.firstSequence != last + 1 {
            report(name, nil, "should begin with seq \(last + 1), the manifest says \(entry.firstSequence)")
        }
    }

    private mutating func check(_ line: ArraySlice<UInt8>, _ number: Int, of name: String, _ revisions: RevisionLog) throws(FileError) {
        records += 1
        let json: JSONValue
        do { json = try JSONValue(parsing: line) } catch { return report(name, number, "\(error)") }
        guard json["schema"]?.string == Record.schema, let sequence = json["seq"]?.int.map(Int64.init), Record.sequences.contains(sequence),
            let id = json["id"]?.string, let revision = json["revision"]?.int
        else { return report(name, number, "no record of \(Record.schema)") }
        if let lastSequence, sequence != lastSequence + 1 { report(name, number, "seq \(sequence) follows seq \(lastSequence)") }
        if firstSequence == nil { firstSequence = sequence }
        lastSequence = sequence
        if ranges.last?.name != name { ranges.append((sequence, name)) }
        try revisions.add(id: id, revision: revision, sequence: sequence)
    }
}
