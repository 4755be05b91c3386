import Foundation
import GRDB
import Records

/// What was done to bring database and segments together.
public enum RecoveryNote: Sendable, Hashable, CustomStringConvertible {
    /// The database was damaged and was set aside.
    case quarantined(to: String)
    /// The segments were ahead of the database; it was brought up to them.
    case rebuilt(records: Int, nextSequence: Int64)
    /// The growing segment was not as it was written: somebody else has changed the folder.
    case changed(expected: Int, found: Int)
    /// Finished segments were missing in the manifest and are listed again.
    case listed([String])

    public var description: String {
        switch self {
        case .quarantined(let path):
            "the state was damaged; it is kept as \(path), and what has been published is read back from the segments"
        case .rebuilt(let records, let next):
            "the segments were ahead of the state; \(records) records were read back, the next one has seq \(next)"
        case .changed(let expected, let found):
            "current.jsonl should have \(expected) bytes and has \(found): it was changed from outside; writing goes on in a new segment"
        case .listed(let names):
            "the manifest did not list \(names.joined(separator: ", ")); it does now"
        }
    }
}

/// Holds the database against the segments when the store is opened.
///
/// The segments are what the world has seen, so they are believed: a database that knows less than they hold is older than
/// they are and is brought up to them. One that knows more has its outbox to write the rest from. A crash within the recovery
/// itself leaves a folder that is ahead of the database, and the next start goes the same way to its end.
struct Recovery {
    let database: DatabasePool
    let output: OutputFolder
    /// Addresses of feeds by the form that their records show.
    let addresses: [String: String]

    func run(at now: Moment) throws -> [RecoveryNote] {
        let folder = try FolderState(output)
        let (cursor, steps) = try database.read { (try Outbox.cursor($0), try Outbox.all($0)) }
        switch Standing(of: folder, cursor, steps) {
        case .inStep:
            let awaited = Standing.awaited(steps)
            return try list(folder.unlisted.filter { !awaited.contains($0.name) })
        case .ahead:
            try folder.sealCurrent(in: output, at: now)
            _ = try list(folder.unlisted)
            let listing = try FolderListing(path: output.path)
            return [
                try database.write { database in
                    let next = try restart(database, cursor, steps, after: folder.lastSequence, at: now)
                    return .rebuilt(records: try readBack(listing, into: database, at: now), nextSequence: next)
                }
            ]
        case .changed(let expected):
            try folder.sealCurrent(in: output, at: now)
            _ = try list(folder.unlisted)
            _ = try database.write { try restart($0, cursor, steps, after: folder.lastSequence, at: now) }
            return [.changed(expected: expected, found: folder.current.bytes)]
        }
    }

    private func list(_ segments: [FolderState.Finished]) throws -> [RecoveryNote] {
        for segment in segments {
            try output.list(try output.entry(for: segment.name, first: segment.first, last: segment.last))
        }
        return segments.isEmpty ? [] : [.listed(segments.map(\.name))]
    }

    /// Goes on in a new segment, with those records of the outbox that the folder does not hold.
    ///
    /// - Returns: the number of the first record that is not in the folder.
    private func restart(
        _ database: Database, _ cursor: SegmentCursor, _ steps: [OutboxStep], after last: Int64, at now: Moment
    ) throws -> Int64 {
        let lines: [(sequence: Int64, bytes: [UInt8])] = steps.compactMap {
            guard case .append(_, let bytes) = $0.step, let sequence = Record.sequence(ofLine: bytes[...]), sequence > last else {
                return nil
            }
            return (sequence, bytes)
        }
        let next = max(cursor.nextSequence, last + 1)
        try database.execute(sql: "DELETE FROM outbox")
        var fresh = SegmentCursor(nextSequence: next)
        fresh.firstSequence = lines.first?.sequence ?? next
        for line in lines {
            try Outbox.insert(database, .append(offset: fresh.length, bytes: line.bytes), sequence: line.sequence)
            fresh.length += line.bytes.count
            fresh.openedAt = now
        }
        try Outbox.save(database, fresh)
        return fresh.firstSequence
    }

    /// Makes the database know what the segments hold.
    private func readBack(_ listing: FolderListing, into database: Database, at now: Moment) throws -> Int {
        // Without validators the feeds show their items again, and what is missing in the segments is found anew.
        try database.execute(
            sql: "UPDATE feed SET next_poll = 0, state = json_remove(CAST(state AS TEXT), '$.validators', '$.bodyHash')")
        var records = 0
        for name in listing.segments {
            guard FileManager.default.fileExists(atPath: listing.path + "/" + name) else { continue }
            let reader = try LineReader(path: listing.path + "/" + name)
            while let line = try reader.next() {
                guard let record = PublishedRecord(line: line, addresses: addresses) else { continue }
                try record.store(in: database, at: now)
                records += 1
            }
        }
        return records
    }
}
