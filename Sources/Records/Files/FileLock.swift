import Glibc

/// A lock that one process at a time can hold, gone when the process ends, however it ends (flock(2)).
public final class FileLock: Sendable {
    private let file: FileDescriptor

    /// How often, and how long after each other, a lock is tried that another process holds: ``isHeld(_:)`` holds it for a moment.
    private static let tries = 5
    private static let gap: useconds_t = 20_000

    /// - Parameter path: the lock's file, made if it is not there; it is never removed, since that would race.
    /// - Throws: ``FileError``, with the code `EWOULDBLOCK` where another process holds the lock.
    public init(path: String) throws(FileError) {
        file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
        for attempt in 1... {
            if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return }
            let code = errno
            guard code == EWOULDBLOCK, attempt < Self.tries else { throw FileError(operation: "lock", path: path, code: code) }
            usleep(Self.gap)
        }
    }

    /// Whether a process holds the lock.
    ///
    /// - Returns: `nil` where the file may not be read.
    public static func isHeld(_ path: String) -> Bool? {
        do {
            let file = try FileDescriptor(opening: path, flags: O_RDONLY)
            return flock(file.number, LOCK_SH | LOCK_NB) != 0
        } catch {
            return error.code == ENOENT ? false : nil
        }
    }
}
