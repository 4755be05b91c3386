import CSystemShims
import Records

/// What the program has crashed over, so that the next start leaves it alone.
///
/// No input may crash the program, and yet one will some day: its item stays pending, the next start takes it up again, and after some
/// starts in a row systemd gives up. So the bytes that are read just now are noted in a file beside the state, by a hash of them and of the
/// program's version, and what a crash has met is not read a second time. What feeds and pages show tomorrow, or a newer version, is tried anew.
///
/// Being killed is no crash, and neither is a lack of memory that the system ends the program for.
public enum CrashNotes {
    /// What is said of something that is left alone.
    static let reason = "reading it has ended the program before; please report it"

    /// Keeps notes from now on, in a file that is made where there is none.
    ///
    /// - Throws: ``FileError`` where that cannot be written.
    public static func keep(at path: String) throws(FileError) {
        let code = onrecord_crash_notes_open(path)
        guard code == 0 else { throw FileError(operation: "write", path: path, code: code) }
    }

    /// Reads something that came from outside.
    ///
    /// - Parameters:
    ///   - purpose: what is done with the bytes: one may crash where another does not.
    ///   - bytes: what is read.
    /// - Returns: what `body` gives; `nil` where the program has crashed over these bytes before.
    static func reading<Value>(_ purpose: StaticString, _ bytes: [UInt8], _ body: () -> Value) -> Value? {
        let name = name(purpose, bytes)
        guard onrecord_crash_notes_count(name) == 0 else { return nil }
        onrecord_crash_notes_at(name)
        defer { onrecord_crash_notes_at(0) }
        return body()
    }

    private static func name(_ purpose: StaticString, _ bytes: [UInt8]) -> UInt64 {
        var hash = SHA256()
        hash.update(Array("\(Program.version) \(purpose) ".utf8))
        hash.update(bytes)
        return max(1, hash.sum().prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
