import Foundation
import GRDB
import Records

/// The steps that wait to be done to the output folder, and the place of the next record.
struct Outbox {
    private let database: Database
    private(set) var cursor: SegmentCursor

    private static let append = 0
    private static let finish = 1

    init(_ database: Database) throws {
        self.database = database
        cursor = try Self.cursor(database)
    }

    /// - Throws: ``StateDamage`` where it is no place that a record could have; GRDB's `DatabaseError`.
    static func cursor(_ database: Database) throws -> SegmentCursor {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM cursor WHERE id = 1") else { throw StateDamage(place: "cursor") }
        var cursor = SegmentCursor(nextSequence: try row.stored("next_sequence"))
        cursor.firstSequence = try row.stored("first_sequence")
        cursor.length = try row.stored("length")
        cursor.openedAt = (try row.stored("opened_at") as Int64?).map(Moment.init)
        guard Record.sequences.contains(cursor.nextSequence), (1...cursor.nextSequence).contains(cursor.firstSequence), cursor.length >= 0,
            // Up to the year 9999: the segment's name is made of it.
            cursor.openedAt.map({ (0..<253_402_300_800_000).contains($0.milliseconds) }) ?? true
        else { throw StateDamage(place: "cursor") }
        return cursor
    }

    /// Stores the place of the next record.
    func save() throws { try Self.save(database, cursor) }

    static func save(_ database: Database, _ cursor: SegmentCursor) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO cursor (id, next_sequence, first_sequence, length, opened_at) VALUES (1, ?, ?, ?, ?)"
        ).execute(arguments: [cursor.nextSequence, cursor.firstSequence, cursor.length, cursor.openedAt?.milliseconds])
    }

    mutating func place(_ record: EncodedRecord, at now: Moment, limits: SegmentLimits) throws {
        let sequence = cursor.nextSequence
        try Self.insert(database, cursor.place(record, at: now), sequence: sequence)
        try finishIfDue(at: now, limits: limits)
    }

    mutating func finishIfDue(at now: Moment, limits: SegmentLimits) throws {
        if let step = cursor.finishIfDue(at: now, limits: limits) { try Self.insert(database, step, sequence: 0) }
    }

    static func insert(_ database: Database, _ step: DeliveryStep, sequence: Int64) throws {
        let content =
            switch step {
            case .append(let offset, let bytes): Content(kind: append, first: sequence, last: sequence, position: offset, bytes: bytes)
            case .finish(let name, let first, let last, let length):
                Content(kind: finish, first: first, last: last, position: length, bytes: Array(name.utf8))
            }
        try database.cachedStatement(
            sql: "INSERT INTO outbox (kind, first, last, position, bytes, sum, record) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                content.kind, content.first, content.last, content.position, Data(content.bytes), Data(content.sum),
                Record.id(ofLine: content.bytes[...]),
            ])
    }

    /// What stands in a row, with a sum over all of it: these bytes go out as they are, so a bit that the disk has changed must show.
    private struct Content {
        var kind: Int
        var first: Int64
        var last: Int64
        var position: Int
        var bytes: [UInt8]

        var sum: [UInt8] {
            var hash = SHA256()
            hash.update(Array("\(kind) \(first) \(last) \(position) ".utf8))
            hash.update(bytes)
            return Array(hash.sum().prefix(16))
        }

        /// The step, if these are the values of one.
        var step: DeliveryStep? {
            guard Record.sequences.contains(first), (first...).contains(last), Record.sequences.contains(last), position >= 0 else {
                return nil
            }
            switch kind {
            case Outbox.append:
                guard bytes.last == 0x0A, Record.sequence(ofLine: bytes[...]) == first else { return nil }
                return .append(offset: position, bytes: bytes)
            case Outbox.finish:
                guard let name = SegmentName(String(decoding: bytes, as: UTF8.self)), name.firstSequence == first else { return nil }
                return .finish(name: name.description, first: first, last: last, length: position)
            default: return nil
            }
        }
    }

    /// The first steps that may be done together: appends up to the next finish, or a finish alone.
    ///
    /// A finish renames the file that the appends before it go to. Were those done again after a crash behind the rename, they
    /// would go to the next segment's file.
    ///
    /// - Throws: ``StateDamage`` where a step is not as it was placed; GRDB's `DatabaseError`.
    static func steps(_ database: Database, bytes: Int) throws -> [OutboxStep] {
        var steps: [OutboxStep] = []
        var total = 0
        var end: Int?
        let rows = try Row.fetchCursor(database, sql: everything)
        while total < bytes, let row = try rows.next() {
            let number: Int64 = try row.stored("step")
            let step = try step(row)
            if case .finish = step { return steps.isEmpty ? [OutboxStep(number: number, step: step)] : steps }
            if case .append(let offset, let bytes) = step {
                guard offset == end ?? offset else { throw StateDamage(place: "outbox \(number)") }
                end = offset + bytes.count
                total += bytes.count
            }
            steps.append(OutboxStep(number: number, step: step))
        }
        return steps
    }

    /// A row as it is found when the state is opened.
    struct Found {
        /// `nil` where it is not as it was placed.
        var step: DeliveryStep?
        /// What may be its record's `id`, of a row that is not as it was placed.
        var lostRecord: [String] = []
    }

    /// Everything that waits, in order.
    static func all(_ database: Database) throws -> [Found] {
        try Array(
            Row.fetchCursor(database, sql: everything).map { row in
                do { return Found(step: try step(row)) } catch {
                    let line = (try? row.stored("bytes") as Data).flatMap { Record.id(ofLine: Array($0)[...]) }
                    return Found(lostRecord: [line, try? row.stored("record")].compactMap(\.self))
                }
            })
    }

    private static let everything = "SELECT step, kind, first, last, position, bytes, sum, record FROM outbox ORDER BY step"

    private static func step(_ row: Row) throws(StateDamage) -> DeliveryStep {
        let content = Content(
            kind: try row.stored("kind"), first: try row.stored("first"), last: try row.stored("last"),
            position: try row.stored("position"), bytes: Array(try row.stored("bytes") as Data))
        // Rows of older programs have no sum.
        let sum = try row.stored("sum") as Data?
        guard sum.map({ $0.elementsEqual(content.sum) }) ?? true, let step = content.step else { throw StateDamage(place: "outbox") }
        return step
    }

    static func clear(_ database: Database, through step: Int64) throws {
        try database.execute(sql: "DELETE FROM outbox WHERE step <= ?", arguments: [step])
    }

    static func count(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM outbox") ?? 0
    }
}
