import Glibc

/// A lock that one process at a time can hold, gone when the process ends, however it ends (flock(2)).
public final class FileLock: Sendable {
    private let file: FileDescriptor

    /// - Parameter path: the lock's file, made if it is not there; it is never removed, since that would race.
    /// - Throws: ``FileError``, with the code `EWOULDBLOCK` where another process holds the lock.
    public init(path: String) throws(FileError) {
        file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { throw FileError(operation: "lock", path: path, code: errno) }
    }
}
