import GRDB

/// The tables, made and moved on by numbered migrations.
///
/// The statements of a migration never change: a state whose tables were made by others is taken for damaged.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE feed (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        url TEXT NOT NULL UNIQUE,
                        site TEXT NOT NULL,
                        active INTEGER NOT NULL,
                        next_poll INTEGER NOT NULL,
                        touched INTEGER NOT NULL,
                        state BLOB NOT NULL
                    );
                    CREATE INDEX feed_due ON feed (next_poll) WHERE active;

                    CREATE TABLE item (
                        id INTEGER PRIMARY KEY,
                        record_id TEXT NOT NULL UNIQUE,
                        feed INTEGER NOT NULL,
                        seen_feed INTEGER NOT NULL,
                        site TEXT NOT NULL,
                        -- 0 pending, 1 written, 2 noted without a record
                        status INTEGER NOT NULL,
                        revision INTEGER NOT NULL,
                        first_seen INTEGER NOT NULL,
                        last_seen INTEGER NOT NULL,
                        title TEXT,
                        published INTEGER,
                        feed_hash BLOB,
                        content_hash BLOB,
                        -- of changed items: when last looked at, and how often in vain
                        checked INTEGER,
                        checks INTEGER NOT NULL DEFAULT 0,
                        -- of pending items
                        seen_at INTEGER,
                        next_try INTEGER,
                        first_try INTEGER,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        error TEXT,
                        payload BLOB
                    );
                    CREATE INDEX item_pending ON item (site, next_try) WHERE status = 0;
                    CREATE INDEX item_next_try ON item (next_try) WHERE status = 0;
                    CREATE INDEX item_last_seen ON item (last_seen);

                    CREATE TABLE item_key (
                        key BLOB PRIMARY KEY,
                        -- NULL: the key was seen with several items and leads to none
                        item INTEGER REFERENCES item (id) ON DELETE CASCADE
                    ) WITHOUT ROWID;
                    CREATE INDEX item_key_item ON item_key (item);

                    CREATE TABLE outbox (
                        step INTEGER PRIMARY KEY AUTOINCREMENT,
                        kind INTEGER NOT NULL,
                        first INTEGER NOT NULL,
                        last INTEGER NOT NULL,
                        position INTEGER NOT NULL,
                        bytes BLOB NOT NULL
                    );

                    CREATE TABLE cursor (
                        id INTEGER PRIMARY KEY CHECK (id = 1),
                        next_sequence INTEGER NOT NULL,
                        first_sequence INTEGER NOT NULL,
                        length INTEGER NOT NULL,
                        opened_at INTEGER
                    );
                    INSERT INTO cursor VALUES (1, 1, 1, 0, NULL);
                    """)
        }
        migrator.registerMigration("2") { database in
            try database.execute(
                sql: """
                    -- The site in the index: what is due is chosen without a look at the rows.
                    DROP INDEX feed_due;
                    CREATE INDEX feed_due ON feed (next_poll, site) WHERE active;

                    -- The validators of the page that the last record was made of.
                    ALTER TABLE item ADD COLUMN page_etag TEXT;
                    ALTER TABLE item ADD COLUMN page_modified TEXT;

                    CREATE TABLE push (
                        feed INTEGER PRIMARY KEY,
                        token TEXT NOT NULL UNIQUE,
                        secret TEXT NOT NULL,
                        hub TEXT NOT NULL,
                        topic TEXT NOT NULL,
                        standing TEXT NOT NULL,
                        until INTEGER,
                        next_try INTEGER NOT NULL,
                        attempts INTEGER NOT NULL,
                        last_push INTEGER,
                        last_missed INTEGER,
                        last_error TEXT
                    );
                    CREATE INDEX push_due ON push (next_try);

                    CREATE TABLE hold (
                        site TEXT PRIMARY KEY,
                        until INTEGER NOT NULL
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("stories", migrate: StoryTable.create)
        migrator.registerMigration("notes") { database in
            // Of a fleet: what was last taken over from elsewhere.
            try database.execute(sql: "CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
        }
        migrator.registerMigration("sums") { database in
            try database.execute(
                sql: """
                    -- Over what waits to be written, and the id of its record; rows that wait already have neither.
                    ALTER TABLE outbox ADD COLUMN sum BLOB;
                    ALTER TABLE outbox ADD COLUMN record TEXT;
                    """)
        }
        migrator.registerMigration("crowds") { database in
            try database.execute(
                sql: """
                    -- The feed in the index: which items are next is chosen without a look at the rows.
                    DROP INDEX item_pending;
                    CREATE INDEX item_pending ON item (site, next_try, feed) WHERE status = 0;
                    CREATE INDEX item_feed ON item (feed, next_try) WHERE status = 0;
                    """)
        }
        return migrator
    }

    /// Looks before anything is changed whether a newer program has moved the tables on.
    ///
    /// - Parameter path: the database's, for the message.
    /// - Throws: ``NewerStateError``; GRDB's `DatabaseError` where the database cannot be read.
    static func refuseNewer(_ database: Database, path: String) throws {
        if try migrator.hasBeenSuperseded(database) { throw NewerStateError(path: path) }
    }
}

/// The state is of a newer version of the program, which keeps there what this one does not know of: it is left as it is.
public struct NewerStateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Of the state's file.
    public var path: String

    public var description: String {
        "the state \(path) was written by a newer version and is left as it is; run that version, or restore state and segments from before "
            + "the upgrade"
    }
}
