import GRDB
import Records

/// How far a stream has been read, and what tells that it is still the same stream.
public struct StreamPlace: Sendable, Hashable {
    /// The number of the last message that was read; 0 for none.
    public var sequence: UInt64 = 0
    /// When the stream was made, as the servers write it.
    public var created: String?
    /// What tells that message from any other that may get its number; `nil` where an older program has read it.
    public var mark: String?

    public init(sequence: UInt64 = 0, created: String? = nil, mark: String? = nil) {
        self.sequence = sequence
        self.created = created
        self.mark = mark
    }
}

/// Writing what others have made: a collector's part of the store.
extension SQLiteStore {
    /// How far a stream has been written to the segments.
    public func place(in stream: String) async throws -> StreamPlace {
        try await database.write { database in
            try Self.makePositions(database)
            let row = try Row.fetchOne(
                database, sql: "SELECT position, created, mark FROM stream_position WHERE stream = ?", arguments: [stream])
            guard let row else { return StreamPlace() }
            return StreamPlace(
                sequence: UInt64(max(0, try row.stored("position") as Int64)), created: try row.stored("created"),
                mark: try row.stored("mark"))
        }
    }

    /// Puts records into the outbox and moves the place in the stream, in one transaction.
    ///
    /// A record that has been placed before is passed over, also where the place was lost and the stream is read anew.
    ///
    /// - Returns: how many records are new.
    public func collect(
        _ records: [EncodedRecord], of stream: String, through place: StreamPlace, at now: Moment, limits: SegmentLimits
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
                sql: "INSERT OR REPLACE INTO stream_position (stream, position, created, mark) VALUES (?, ?, ?, ?)",
                arguments: [stream, Int64(clamping: place.sequence), place.created, place.mark])
            return count
        }
    }

    private static func makePositions(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS stream_position (
                    stream TEXT PRIMARY KEY, position INTEGER NOT NULL, created TEXT, mark TEXT) WITHOUT ROWID
                """)
        // Of an older program.
        let known = Set(try database.columns(in: "stream_position").map(\.name))
        for column in ["created", "mark"] where !known.contains(column) {
            try database.execute(sql: "ALTER TABLE stream_position ADD COLUMN \(column) TEXT")
        }
    }
}
