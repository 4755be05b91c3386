import Glibc

/// What the system said of a file operation.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried: "write", "rename" …
    public var operation: String
    public var path: String
    /// The system's error number (`errno`).
    public var code: Int32

    public init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Whether somebody else has changed or removed the file while it was written to; a new start finds out what is left.
    public var isStale: Bool { code == ESTALE }

    /// Whether the disk is full, or is not written to just now: that passes.
    public var mayPass: Bool { [ENOSPC, EDQUOT, EROFS, EIO].contains(code) }

    /// Whether another process holds a lock.
    public var isLocked: Bool { operation == "lock" && code == EWOULDBLOCK }

    public var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }
}

/// An open file that is closed when the value goes.
final class FileDescriptor: Sendable {
    let number: Int32
    let path: String

    /// - Parameter flags: those of open(2); the descriptor is never inherited by another program.
    init(opening path: String, flags: Int32, mode: mode_t = 0o644) throws(FileError) {
        self.path = path
        number = open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
    }

    deinit { close(number) }

    /// Makes what was written outlive a power failure.
    func synchronize() throws(FileError) {
        guard fsync(number) == 0 else { throw FileError(operation: "sync", path: path, code: errno) }
    }

    /// Gives the file its name: who looks there finds what was there before or all of this one, also after a power failure.
    ///
    /// - Parameter folder: the folder that it stands in.
    func replace(_ name: String, inFolder folder: String) throws(FileError) {
        try synchronize()
        guard rename(path, folder + "/" + name) == 0 else { throw FileError(operation: "rename", path: path, code: errno) }
        try Self.synchronize(folder: folder)
    }

    /// Makes the names in a folder outlive a power failure.
    static func synchronize(folder: String) throws(FileError) {
        try FileDescriptor(opening: folder, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// The file's length in bytes.
    func length() throws(FileError) -> Int {
        var information = stat()
        guard fstat(number, &information) == 0 else { throw FileError(operation: "look at", path: path, code: errno) }
        return Int(information.st_size)
    }

    /// Whether the open file is the one that stands at that path now, not one that was renamed or removed.
    func isStill(at path: String) -> Bool {
        var (own, other) = (stat(), stat())
        guard fstat(number, &own) == 0, stat(path, &other) == 0 else { return false }
        return own.st_ino == other.st_ino && own.st_dev == other.st_dev
    }

    /// Cuts the file off behind that many bytes.
    func truncate(to length: Int) throws(FileError) {
        guard ftruncate(number, off_t(length)) == 0 else { throw FileError(operation: "shorten", path: path, code: errno) }
    }

    /// Writes all the bytes from that offset on.
    func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                pwrite(number, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset + done))
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "write to", path: path, code: errno)
            }
            done += written
        }
    }

    /// Up to `count` bytes from that offset on; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(number, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset + done))
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw FileError(operation: "read", path: path, code: errno)
            }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }
}
