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

    static func cursor(_ database: Database) throws -> SegmentCursor {
        var cursor = SegmentCursor()
        if let row = try Row.fetchOne(database, sql: "SELECT * FROM cursor") {
            cursor.nextSequence = row["next_sequence"]
            cursor.firstSequence = row["first_sequence"]
            cursor.length = row["length"]
            cursor.openedAt = (row["opened_at"] as Int64?).map(Moment.init)
        }
        return cursor
    }

    /// Stores the place of the next record.
    func save() throws { try Self.save(database, cursor) }

    static func save(_ database: Database, _ cursor: SegmentCursor) throws {
        try database.cachedStatement(
            sql: "UPDATE cursor SET next_sequence = ?, first_sequence = ?, length = ?, opened_at = ?"
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
        let statement = try database.cachedStatement(
            sql: "INSERT INTO outbox (kind, first, last, position, bytes) VALUES (?, ?, ?, ?, ?)")
        switch step {
        case .append(let offset, let bytes):
            try statement.execute(arguments: [append, sequence, sequence, offset, Data(bytes)])
        case .finish(let name, let first, let last, let length):
            try statement.execute(arguments: [finish, first, last, length, Data(name.utf8)])
        }
    }

    /// The first steps that may be done together: appends up to the next finish, or a finish alone.
    ///
    /// A finish renames the file that the appends before it go to. Were those done again after a crash behind the rename, they
    /// would go to the next segment's file.
    static func steps(_ database: Database, bytes: Int) throws -> [OutboxStep] {
        var steps: [OutboxStep] = []
        var total = 0
        let rows = try cursor(over: database)
        while total < bytes, let step = try rows.next() {
            if case .finish = step.step { return steps.isEmpty ? [step] : steps }
            if case .append(_, let bytes) = step.step { total += bytes.count }
            steps.append(step)
        }
        return steps
    }

    /// Everything that waits, in order.
    static func all(_ database: Database) throws -> [OutboxStep] {
        try Array(cursor(over: database))
    }

    private static func cursor(over database: Database) throws -> MapCursor<RowCursor, OutboxStep> {
        try Row.fetchCursor(database, sql: "SELECT step, kind, first, last, position, bytes FROM outbox ORDER BY step").map { row in
            let data: Data = row["bytes"]
            let step: DeliveryStep =
                if row["kind"] == append {
                    .append(offset: row["position"], bytes: Array(data))
                } else {
                    .finish(name: String(decoding: data, as: UTF8.self), first: row["first"], last: row["last"], length: row["position"])
                }
            return OutboxStep(number: row["step"], step: step)
        }
    }

    static func clear(_ database: Database, through step: Int64) throws {
        try database.execute(sql: "DELETE FROM outbox WHERE step <= ?", arguments: [step])
    }

    static func count(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM outbox") ?? 0
    }
}
