import GRDB

/// Something in the state is not as it was written, though SQLite finds its structure sound: bits have changed on the disk.
///
/// Only a new start mends it, by ``StateRepair`` and ``Recovery``; what one row can be mended by itself is no such error.
struct StateDamage: Error, Sendable, Hashable, CustomStringConvertible {
    /// Table and row.
    var place: String

    var description: String { "the state is damaged at \(place)" }
}

extension Row {
    /// A column's value; where a changed bit has left something of another kind, an error and not the end of the program.
    ///
    /// - Throws: ``StateDamage``.
    func stored<Value: DatabaseValueConvertible>(_ column: String) throws(StateDamage) -> Value {
        do { return try decode(Value.self, forColumn: column) } catch { throw StateDamage(place: "column \(column)") }
    }
}

extension Schema {
    /// Whether the tables are those that this program makes, and hold what they are made for.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    static func isAsMade(_ database: Database) throws -> Bool {
        // A newer program's state is refused, not judged.
        if try migrator.hasBeenSuperseded(database) { return true }
        let applied = try migrator.appliedIdentifiers(database)
        guard let last = migrator.migrations.last(where: applied.contains) else { return true }
        let pattern = try DatabaseQueue()
        try migrator.migrate(pattern, upTo: last)
        return try pattern.read(definitions).isSubset(of: definitions(database)) && holdsDeclaredKinds(database)
    }

    /// What the tables and indexes were made by, without comments and however it is spaced.
    private static func definitions(_ database: Database) throws -> Set<String> {
        let texts = try String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return Set(texts.map { $0.replacing(/--[^\n]*/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ") })
    }

    /// Whether each column holds the kind of values that it was declared for, which SQLite's own check does not ask.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    private static func holdsDeclaredKinds(_ database: Database) throws -> Bool {
        let tables = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) != 'sqlite_'")
        for table in tables {
            let strays = try database.columns(in: table).map { column in
                // States of older programs have texts where bytes are declared.
                var kinds = ["INTEGER": "'integer'", "TEXT": "'text'"][column.type.uppercased()] ?? "'blob', 'text'"
                if !column.isNotNull, column.primaryKeyIndex == 0 { kinds += ", 'null'" }
                return "typeof(\(column.name.quotedDatabaseIdentifier)) NOT IN (\(kinds))"
            }
            let sql = "SELECT EXISTS (SELECT 1 FROM \(table.quotedDatabaseIdentifier) WHERE \(strays.joined(separator: " OR ")))"
            if try Bool.fetchOne(database, sql: sql) ?? true { return false }
        }
        return true
    }
}
