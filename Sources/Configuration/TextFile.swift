import Glibc
import Records

/// Small files: configurations and feed lists.
public enum TextFile {
    /// The most bytes that such a file may have.
    static let largest = 256 << 20

    /// Reads a whole file.
    public static func read(_ path: String) throws(FileError) -> [UInt8] {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
        defer { close(number) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < largest {
            let got = Glibc.read(number, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
            if got == 0 { return bytes }
            bytes += piece[..<got]
        }
        throw FileError(operation: "read", path: path, code: EFBIG)
    }

    /// Replaces a file as a whole: a reader sees the old or the new bytes, also after a power failure.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        let new = path + ".new"
        let number = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw FileError(operation: "write", path: new, code: errno) }
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { write(number, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else {
                let code = errno
                close(number)
                throw FileError(operation: "write", path: new, code: code)
            }
            done += written
        }
        fsync(number)
        close(number)
        guard rename(new, path) == 0 else { throw FileError(operation: "replace", path: path, code: errno) }
    }

    /// The files whose names fit a pattern, in order (glob(3)).
    static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }
}
