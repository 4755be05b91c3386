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

    /// The files whose names fit a pattern, in order (glob(3)).
    static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }
}
