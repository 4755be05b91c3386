import Glibc

/// The folder that other programs read: segments and their manifest.
///
/// A thin shell: it does the ``DeliveryStep``s that a store hands out, in order, and each so that doing it again does no harm.
/// One folder has one writer, held by a lock; use it from one task at a time.
public final class OutputFolder {
    public let path: String
    private let lock: FileLock
    /// The growing segment, opened when it is first needed.
    private var current: FileDescriptor?

    /// The growing segment's name.
    public static let currentName = "current.jsonl"
    /// The manifest's name.
    public static let manifestName = "manifest.jsonl"

    /// Opens the folder, made if it is not there, and locks it.
    ///
    /// - Throws: ``FileError``; where another process writes to the folder, with the code `EWOULDBLOCK`.
    public init(path: String) throws(FileError) {
        self.path = path
        try Self.makeFolder(path)
        lock = try FileLock(path: path + "/.lock")
    }

    /// Does some steps and returns once they will outlive a power failure.
    ///
    /// - Parameter steps: appends in the order in which they were placed, or a finish alone (see ``DeliveryStep``).
    /// - Throws: ``FileError``; with the code `ESTALE` where the growing segment is not as it was written, because somebody else removed,
    ///   emptied or changed it, or where appends leave a hole: a new start finds out what there is.
    public func perform(_ steps: [DeliveryStep]) throws(FileError) {
        var bytes: [UInt8] = []
        var start = 0
        for step in steps {
            switch step {
            case .append(let offset, let line):
                if bytes.isEmpty { start = offset }
                guard offset == start + bytes.count else { throw stale }
                bytes += line
            case .finish(let name, let first, let last, let length):
                precondition(steps.count == 1, "a finish is done alone")
                try finish(name: name, first: first, last: last, length: length)
            }
        }
        if !bytes.isEmpty { try append(bytes, at: start) }
    }

    private func append(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        let file = try openCurrent()
        guard offset >= 0, try file.length() >= offset else { throw stale }
        try file.write(bytes, at: offset)
        try file.synchronize()
    }

    private func openCurrent() throws(FileError) -> FileDescriptor {
        if let current, current.isStill(at: growing) { return current }
        let file = try FileDescriptor(opening: growing, flags: O_RDWR | O_CREAT)
        try FileDescriptor.synchronize(folder: path)
        current = file
        return file
    }

    private func finish(name: String, first: Int64, last: Int64, length: Int) throws(FileError) {
        let target = path + "/" + name
        // A consumer may have taken a listed segment away since.
        if try FolderListing(path: path).entries.contains(where: { $0.file == name }) { return }
        if access(target, F_OK) != 0 {
            current = nil
            try synchronize(growing, length: length)
            guard rename(growing, target) == 0 else { throw FileError(operation: "rename", path: growing, code: errno) }
            // The next one is there at once: `tail -F` takes notice of a file that is missing only once a second.
            _ = try openCurrent()
        }
        try list(try entry(for: name, first: first, last: last))
    }

    private func synchronize(_ segment: String, length: Int) throws(FileError) {
        let file: FileDescriptor
        do { file = try FileDescriptor(opening: segment, flags: O_RDWR) } catch {
            throw error.code == ENOENT ? stale : error
        }
        guard try file.length() == length else { throw stale }
        try file.synchronize()
    }

    private var growing: String { path + "/" + Self.currentName }

    /// The growing segment is not as it was written.
    private var stale: FileError { FileError(operation: "go on writing to", path: growing, code: ESTALE) }

    /// The manifest entry of a finished segment, its file read for its sum.
    ///
    /// - Parameters:
    ///   - first: the number of its first record.
    ///   - last: the number of its last record.
    public func entry(for name: String, first: Int64, last: Int64) throws(FileError) -> ManifestEntry {
        let digest = try Self.digest(ofFile: path + "/" + name)
        return ManifestEntry(
            file: name, sha256: digest.sha256, bytes: digest.bytes, lines: Int(last - first + 1), firstSequence: first, lastSequence: last)
    }

    /// Ends the growing segment after a given number of bytes, where no store knows how it went on.
    ///
    /// The whole lines get a finished segment of their own by copy and rename, so that a reader of the growing file never sees
    /// it shrink; a line cut short is left out. An empty segment just goes.
    ///
    /// - Parameter length: the bytes of its whole lines.
    public func sealCurrent(first: Int64, last: Int64, length: Int, at now: Moment) throws(FileError) {
        current = nil
        if last == 0 {
            guard unlink(growing) == 0 || errno == ENOENT else { throw FileError(operation: "remove", path: growing, code: errno) }
            return try FileDescriptor.synchronize(folder: path)
        }
        let name = SegmentName(openedAt: now, firstSequence: first).description
        if try FileDescriptor(opening: growing, flags: O_RDONLY).length() == length {
            return try finish(name: name, first: first, last: last, length: length)
        }
        let copy = path + "/.sealing"
        try Self.copy(growing, to: copy, length: length)
        guard rename(copy, path + "/" + name) == 0 else { throw FileError(operation: "rename", path: copy, code: errno) }
        guard unlink(growing) == 0 else { throw FileError(operation: "remove", path: growing, code: errno) }
        try list(try entry(for: name, first: first, last: last))
    }

    private static func copy(_ source: String, to target: String, length: Int) throws(FileError) {
        let from = try FileDescriptor(opening: source, flags: O_RDONLY)
        let to = try FileDescriptor(opening: target, flags: O_WRONLY | O_CREAT | O_TRUNC)
        var offset = 0
        while offset < length {
            let piece = try from.read(min(1 << 20, length - offset), at: offset)
            if piece.isEmpty { break }
            try to.write(piece, at: offset)
            offset += piece.count
        }
        try to.synchronize()
    }

    /// Adds a line to the manifest, unless it lists that file already.
    public func list(_ entry: ManifestEntry) throws(FileError) {
        let file = try FileDescriptor(opening: path + "/" + Self.manifestName, flags: O_RDWR | O_CREAT)
        let length = try file.length()
        let bytes = try file.read(length, at: 0)
        // A line cut short by a crash has no newline: it is written over.
        let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
        let listed = bytes[..<whole].split(separator: 0x0A).contains { ManifestEntry(line: $0)?.file == entry.file }
        if !listed {
            if length > whole { try file.truncate(to: whole) }
            try file.write(entry.line, at: whole)
        }
        try file.synchronize()
        try FileDescriptor.synchronize(folder: path)
    }

    /// Makes a folder and those above it, so that they outlive a power failure.
    public static func makeFolder(_ path: String) throws(FileError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            let parent = made.isEmpty ? "." : made
            made += part + "/"
            if mkdir(made, 0o755) == 0 {
                try FileDescriptor.synchronize(folder: parent)
            } else {
                let code = errno
                guard code == EEXIST || access(made, F_OK) == 0 else {
                    throw FileError(operation: "make the folder", path: made, code: code)
                }
            }
        }
    }

    /// The SHA-256 and the length of a file, read in pieces.
    static func digest(ofFile path: String) throws(FileError) -> (sha256: String, bytes: Int) {
        let file = try FileDescriptor(opening: path, flags: O_RDONLY)
        var hash = SHA256()
        var offset = 0
        while true {
            let piece = try file.read(1 << 20, at: offset)
            if piece.isEmpty { return (hash.sum().hexadecimal, offset) }
            hash.update(piece)
            offset += piece.count
        }
    }
}
