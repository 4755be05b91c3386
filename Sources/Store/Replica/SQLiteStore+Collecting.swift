import GRDB
import Records

/// Writing what others have made: a collector's part of the store.
extension SQLiteStore {
    /// How far a stream has been written to the segments, and which stream of that name: the time when it was made, as the servers write it.
    public func position(in stream: String) async throws -> (sequence: UInt64, created: String?) {
        try await database.write { database in
            try Self.makePositions(database)
            let row = try Row.fetchOne(database, sql: "SELECT position, created FROM stream_position WHERE stream = ?", arguments: [stream])
            return (row.flatMap { UInt64(exactly: $0["position"] as Int64) } ?? 0, row?["created"])
        }
    }

    /// Puts records into the outbox and moves the stream's position, in one transaction.
    ///
    /// A record that has been placed before is passed over, also where the position was lost and the stream is read anew.
    ///
    /// - Returns: how many records are new.
    public func collect(
        _ records: [EncodedRecord], of stream: String, created: String, through position: UInt64, at now: Moment, limits: SegmentLimits
    ) async throws -> Int {
        try await database.write { database in
            try Self.makePositions(database)
            var outbox = try Outbox(database)
            var count = 0
            for record in records {
                let known = try database.cachedStatement(sql: "SELECT revision FROM item WHERE record_id = ? AND status = ?").fetchOne(
                    arguments: [record.id, ItemMark.Status.written.rawValue])
                if let known, try known.stored("revision") as Int >= record.revision { continue }
                guard let published = PublishedRecord(line: record.line(sequence: 1)[...]) else { continue }
                let placed = try storyWindow.map { try StoryTable.meet(database, record, at: now, window: $0) } ?? record
                try outbox.place(placed, at: now, limits: limits)
                try published.store(in: database, at: now, notesStory: storyWindow != nil)
                count += 1
            }
            try outbox.save()
            try database.execute(
                sql: "INSERT OR REPLACE INTO stream_position (stream, position, created) VALUES (?, ?, ?)",
                arguments: [stream, Int64(clamping: position), created])
            return count
        }
    }

    private static func makePositions(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS stream_position (stream TEXT PRIMARY KEY, position INTEGER NOT NULL, created TEXT) WITHOUT ROWID
                """)
        // Of an older program.
        if try !database.columns(in: "stream_position").contains(where: { $0.name == "created" }) {
            try database.execute(sql: "ALTER TABLE stream_position ADD COLUMN created TEXT")
        }
    }
}
