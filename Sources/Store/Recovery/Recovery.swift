import Foundation
import GRDB
import Records

/// What was done to bring database and segments together.
public enum RecoveryNote: Sendable, Hashable, CustomStringConvertible {
    /// The database was damaged and was set aside.
    case quarantined(to: String)
    /// Rows that could not be read were put right, the rest is as it was.
    case mended(feeds: Int, items: Int, subscriptions: Int)
    /// The place of the next record or what waited to be written was damaged; both were made anew from the segments and what was sound.
    case replaced(lost: Int, nextSequence: Int64)
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
        case .mended(let feeds, let items, let subscriptions):
            "the disk has changed the state: what was known of \(feeds) feeds and \(subscriptions) subscriptions at hubs is begun anew, \(items) "
                + "items that waited are looked for again"
        case .replaced(let lost, let next):
            "the disk has changed what waited to be written: \(lost) records are made anew when their feeds show them, and the next record "
                + "has seq \(next)"
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
        let (cursor, found) = try database.read { database in
            let cursor: SegmentCursor?
            do { cursor = try Outbox.cursor(database) } catch is StateDamage { cursor = nil }
            return (cursor, try Outbox.all(database))
        }
        let steps = found.compactMap(\.step)
        let standing = Standing(of: folder, cursor, found.map(\.step))
        if standing == .inStep {
            let awaited = Standing.awaited(steps)
            return try list(folder.unlisted.filter { !awaited.contains($0.name) })
        }
        try folder.sealCurrent(in: output, at: now)
        _ = try list(folder.unlisted)
        let listing = try FolderListing(path: output.path)
        return [
            try database.write { database in
                switch standing {
                case .inStep, .ahead:
                    let next = try restart(database, cursor, steps, after: folder.lastSequence, at: now)
                    return .rebuilt(records: try readBack(listing, into: database, at: now), nextSequence: next)
                case .changed(let expected):
                    _ = try restart(database, cursor, steps, after: folder.lastSequence, at: now)
                    return .changed(expected: expected, found: folder.current.bytes)
                case .damaged:
                    let lost = try giveBack(found, in: database)
                    let next = try restart(database, nil, steps, after: folder.lastSequence, at: now)
                    // What is in the segments after all is known to be written by this.
                    _ = try readBack(listing, into: database, at: now)
                    return .replaced(lost: lost, nextSequence: next)
                }
            }
        ]
    }

    private func list(_ segments: [FolderState.Finished]) throws -> [RecoveryNote] {
        for segment in segments {
            try output.list(try output.entry(for: segment.name, first: segment.first, last: segment.last))
        }
        return segments.isEmpty ? [] : [.listed(segments.map(\.name))]
    }

    /// Lets items be found again whose record waited and is not as it was.
    ///
    /// - Returns: how many records are lost.
    private func giveBack(_ found: [Outbox.Found], in database: Database) throws -> Int {
        var kept: Set<String> = []
        for case .append(_, let bytes) in found.compactMap(\.step) { if let id = Record.id(ofLine: bytes[...]) { kept.insert(id) } }
        let lost = found.filter { $0.step == nil }
        // An item with another record that waits is known by that.
        for record in Set(lost.flatMap(\.lostRecord)).subtracting(kept) { try ItemTable.giveBack(database, record: record) }
        // A collector has them from a stream, of which it passes over what it knows.
        if !lost.isEmpty, try database.tableExists("stream_position") { try database.execute(sql: "DELETE FROM stream_position") }
        return lost.count
    }

    /// Goes on in a new segment, with those records of the outbox that the folder does not hold.
    ///
    /// - Parameter cursor: the place of the next record; `nil` where it is not known: then what waits gets the numbers behind the folder's.
    /// - Returns: the number of the first record that is not in the folder.
    private func restart(
        _ database: Database, _ cursor: SegmentCursor?, _ steps: [DeliveryStep], after last: Int64, at now: Moment
    ) throws -> Int64 {
        var lines: [(sequence: Int64, bytes: [UInt8])] = steps.compactMap {
            guard case .append(_, let bytes) = $0, let sequence = Record.sequence(ofLine: bytes[...]), sequence > last else { return nil }
            return (sequence, bytes)
        }
        if cursor == nil {
            lines = lines.enumerated().compactMap { place, line in
                let sequence = last + 1 + Int64(place)
                return Record.line(line.bytes, sequence: sequence).map { (sequence, $0) }
            }
        }
        let next = max(cursor?.nextSequence ?? 1, (lines.last?.sequence ?? last) + 1)
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
        try FeedTable.readAllAgain(database)
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
