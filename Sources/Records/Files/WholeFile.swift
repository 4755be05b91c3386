import Glibc

/// Files that are only ever written as a whole.
public enum WholeFile {
    /// Replaces a file: a reader sees the old or the new bytes, also after a power failure.
    ///
    /// - Throws: ``FileError``; then the old bytes are still there.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        let file = try FileDescriptor(opening: path + ".new", flags: O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(bytes, at: 0)
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
        try file.replace(name, inFolder: FilePath.folder(of: path))
    }
}
