import Foundation
import GRDB
import JSONText
import Records

/// What was done to bring database and segments together.
public enum RecoveryNote: Sendable, Hashable, CustomStringConvertible {
    /// The database was damaged and was set aside.
    case quarantined(to: String)
    /// The segments were ahead of the database; it was brought up to them.
    case rebuilt(records: Int, nextSequence: Int64)
    /// The growing segment was shorter than what had been written to it: somebody else has changed the folder.
    case shortened(expected: Int, found: Int)

    public var description: String {
        switch self {
        case .quarantined(let path):
            "the state was damaged; it is kept as \(path), and what has been published is read back from the segments"
        case .rebuilt(let records, let next):
            "the segments were ahead of the state; \(records) records were read back, the next one has seq \(next)"
        case .shortened(let expected, let found):
            "current.jsonl should have \(expected) bytes and has \(found): it was changed from outside; writing goes on in a new segment"
        }
    }
}

/// Holds the database against the segments when the store is opened.
///
/// The segments are what the world has seen, so they are believed: a database that knows less than they hold is older than
/// they are and is brought up to them. One that knows more has its outbox to write the rest from.
struct Recovery {
    let database: DatabasePool
    let output: OutputFolder

    func run(at now: Moment) throws -> [RecoveryNote] {
        let folder = try FolderState(output)
        let (cursor, steps) = try database.read { (try Outbox.cursor($0), try Outbox.steps($0, bytes: .max)) }
        if isAhead(folder, of: cursor, steps) { return [try rebuild(from: folder, at: now)] }
        let written = Self.expectedLength(cursor, steps)
        if let written, folder.currentLength < written {
            try abandonCurrent(folder, cursor, steps, at: now)
            return [.shortened(expected: written, found: folder.currentLength)]
        }
        return []
    }

    /// Whether the folder holds what the database does not know of.
    private func isAhead(_ folder: FolderState, of cursor: SegmentCursor, _ steps: [OutboxStep]) -> Bool {
        if folder.lastSequence >= cursor.nextSequence { return true }
        // A finished segment with records that the database still holds for the growing one.
        let awaited = Set(steps.compactMap { if case .finish(let name, _, _, _) = $0.step { name } else { nil } })
        return folder.finished.contains { !awaited.contains($0.name) && $0.last >= cursor.firstSequence }
    }

    /// How long `current.jsonl` is at least, if all that was cleared from the outbox is on disk; `nil` where a rename that may
    /// or may not have happened leaves it open.
    private static func expectedLength(_ cursor: SegmentCursor, _ steps: [OutboxStep]) -> Int? {
        switch steps.first?.step {
        case .append(let offset, _): offset
        case .finish: nil
        case nil: cursor.length
        }
    }

    // MARK: The segments are ahead

    private func rebuild(from folder: FolderState, at now: Moment) throws -> RecoveryNote {
        // The database cannot say what followed, so the growing segment ends with its last whole line.
        try folder.sealCurrent(in: output, at: now)
        for segment in folder.unlisted {
            try output.list(try output.entry(for: segment.name, first: segment.first, last: segment.last))
        }
        let listing = try FolderListing(path: output.path)
        let records = try database.write { database in
            try database.execute(sql: "DELETE FROM outbox")
            // Without validators the feeds show their items again, and what is missing in the segments is found anew.
            try database.execute(sql: "UPDATE feed SET next_poll = 0, state = json_remove(state, '$.validators', '$.bodyHash')")
            var records = 0
            for name in listing.segments {
                guard FileManager.default.fileExists(atPath: output.path + "/" + name) else { continue }
                let reader = try LineReader(path: output.path + "/" + name)
                while let line = try reader.next() {
                    if let record = PublishedRecord(line: line) {
                        try record.store(in: database, at: now)
                        records += 1
                    }
                }
            }
            try Outbox(database).save(SegmentCursor(nextSequence: folder.lastSequence + 1))
            return records
        }
        return .rebuilt(records: records, nextSequence: folder.lastSequence + 1)
    }

    // MARK: The growing segment is shorter than it should be

    /// Ends the growing segment where it ends, and puts what waits in the outbox into a new one.
    private func abandonCurrent(_ folder: FolderState, _ cursor: SegmentCursor, _ steps: [OutboxStep], at now: Moment) throws {
        try folder.sealCurrent(in: output, at: now)
        try database.write { database in
            var fresh = SegmentCursor(nextSequence: cursor.nextSequence)
            let lines: [[UInt8]] = steps.compactMap { if case .append(_, let bytes) = $0.step { bytes } else { nil } }
            try database.execute(sql: "DELETE FROM outbox")
            let outbox = try Outbox(database)
            fresh.firstSequence = cursor.nextSequence - Int64(lines.count)
            var sequence = fresh.firstSequence
            for line in lines {
                try outbox.insert(.append(offset: fresh.length, bytes: line), sequence: sequence)
                fresh.length += line.count
                fresh.openedAt = cursor.openedAt ?? now
                sequence += 1
            }
            try outbox.save(fresh)
        }
    }
}

/// What the output folder holds when the store is opened.
private struct FolderState {
    struct Finished {
        var name: String
        var first: Int64
        var last: Int64
    }

    /// The finished segments, listed or not.
    var finished: [Finished] = []
    /// Those of them that the manifest does not list.
    var unlisted: [Finished] = []
    var hasCurrent = false
    /// The length of the growing segment's whole lines, in bytes.
    var currentLength = 0
    /// The first and last record of the growing segment; 0 where it is empty.
    var currentFirst: Int64 = 0
    var currentLast: Int64 = 0

    /// The highest number in the folder; 0 where it is empty.
    var lastSequence: Int64 { max(finished.map(\.last).max() ?? 0, currentLast) }

    init(_ output: OutputFolder) throws {
        let listing = try FolderListing(path: output.path)
        finished = listing.entries.map { Finished(name: $0.file, first: $0.firstSequence, last: $0.lastSequence) }
        for name in listing.unlisted {
            let (reader, first, last) = try Self.read(output.path + "/" + name.description)
            guard last > 0, !reader.hasPartialLine else { continue }
            unlisted.append(Finished(name: name.description, first: first, last: last))
        }
        finished += unlisted
        hasCurrent = listing.hasCurrent
        if hasCurrent {
            let (reader, first, last) = try Self.read(output.path + "/" + OutputFolder.currentName)
            (currentFirst, currentLast) = (first, last)
            currentLength = reader.offset
        }
    }

    /// Gives the growing segment's whole lines a finished segment; one that was copied into a finished segment before a crash
    /// just goes.
    func sealCurrent(in output: OutputFolder, at now: Moment) throws {
        guard hasCurrent else { return }
        let isCopied = finished.contains { $0.last >= currentLast }
        try output.sealCurrent(first: currentFirst, last: isCopied ? 0 : currentLast, length: currentLength, at: now)
    }

    private static func read(_ path: String) throws -> (LineReader, first: Int64, last: Int64) {
        let reader = try LineReader(path: path)
        var first: Int64 = 0
        var last: Int64 = 0
        while let line = try reader.next() {
            guard let sequence = PublishedRecord.sequence(ofLine: line) else { continue }
            if first == 0 { first = sequence }
            last = sequence
        }
        return (reader, first, last)
    }
}
