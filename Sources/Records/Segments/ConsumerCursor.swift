import Glibc

/// How far a consumer has read, kept in the output folder under a name of its own: retention keeps what it has not read.
///
/// The file `cursors/NAME` holds the number of the record that is wanted next, in decimal, and a newline. It is replaced by
/// rename, so that a crash leaves the old or the new number. A consumer that comes no more is removed with its file.
public struct ConsumerCursor: Sendable {
    /// The folder of the cursors in the output folder.
    public static let folderName = "cursors"

    public let name: String
    private let folder: String

    /// - Parameter output: the output folder.
    /// - Returns: `nil` for a name that is not 1 to 64 letters, digits, `-`, `_` and `.`, or that begins with a `.`.
    public init?(name: String, output: String) {
        guard Self.isName(name) else { return nil }
        self.name = name
        folder = output + "/" + Self.folderName
    }

    static func isName(_ name: String) -> Bool {
        let marks = Set("-_.".utf8)
        return (1...64).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || marks.contains($0) }
    }

    /// The number of the record that is wanted next; `nil` where the consumer is new.
    ///
    /// - Throws: ``FileError`` where the file cannot be read or holds no number.
    public func next() throws(FileError) -> Int64? {
        let path = folder + "/" + name
        let bytes: [UInt8]
        do { bytes = try FileDescriptor(opening: path, flags: O_RDONLY).read(32, at: 0) } catch {
            if error.code == ENOENT { return nil }
            throw error
        }
        guard let newline = bytes.firstIndex(of: 0x0A), let number = Int64(String(decoding: bytes[..<newline], as: UTF8.self)), number > 0
        else { throw FileError(operation: "read a number from", path: path, code: EINVAL) }
        return number
    }

    /// Stores the number of the record that is wanted next.
    ///
    /// - Throws: ``FileError`` where the folder is not to be written to.
    public func store(_ next: Int64) throws(FileError) {
        try OutputFolder.makeFolder(folder)
        let file = try FileDescriptor(opening: folder + "/." + name, flags: O_WRONLY | O_CREAT | O_TRUNC)
        // In a folder that hands its group on, the whole group goes on from here, and the daemon has to read it in any case.
        var information = stat()
        if stat(folder, &information) == 0, information.st_mode & S_ISGID != 0 { fchmod(file.number, 0o660) }
        try file.write(Array("\(next)\n".utf8), at: 0)
        try file.replace(name, inFolder: folder)
    }

    /// Where all consumers of an output folder stand.
    ///
    /// - Throws: ``FileError`` where one cannot be read: then nobody can tell what it still needs.
    public static func all(in output: String) throws(FileError) -> [Int64] {
        let folder = output + "/" + folderName
        guard access(folder, F_OK) == 0 else { return [] }
        var numbers: [Int64] = []
        for name in try FolderListing.names(inFolder: folder) {
            guard let cursor = ConsumerCursor(name: name, output: output), let next = try cursor.next() else { continue }
            numbers.append(next)
        }
        return numbers
    }
}
