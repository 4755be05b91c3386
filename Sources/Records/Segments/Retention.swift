import Glibc
import Synchronization

/// How long finished segments are kept.
public struct RetentionLimits: Sendable, Hashable {
    /// A segment goes when what follows it was begun this long ago; `nil` for never.
    public var age: Duration?
    /// The oldest segments go when all of them take more than this, compressed forms included; `nil` for any size.
    public var bytes: Int?

    public init(age: Duration? = nil, bytes: Int? = nil) {
        self.age = age
        self.bytes = bytes
    }
}

/// Which finished segments may go: a decision without input or output.
///
/// Only the oldest go, in their order, so that what is left has no hole; the manifest goes on listing them. A segment that a
/// consumer with a cursor has not read to its end stays, whatever its age: what is kept for somebody is not lost to save room.
public struct Retention: Sendable {
    /// A finished segment as retention sees it.
    public struct Segment: Sendable, Hashable {
        public var name: String
        public var lastSequence: Int64
        /// Of all its forms.
        public var bytes: Int

        public init(name: String, lastSequence: Int64, bytes: Int) {
            self.name = name
            self.lastSequence = lastSequence
            self.bytes = bytes
        }
    }

    /// - Parameters:
    ///   - segments: those that are there, the oldest first.
    ///   - cursors: for each consumer the number of the record that it wants next.
    /// - Returns: the names of those that may go, the oldest first.
    public static func expired(_ segments: [Segment], cursors: [Int64], limits: RetentionLimits, at now: Moment) -> [String] {
        let wanted = cursors.min() ?? .max
        var total = segments.reduce(0) { $0 + $1.bytes }
        var names: [String] = []
        for (segment, next) in zip(segments, segments.dropFirst().map(Optional.init) + [nil]) {
            // A segment holds what came before the next one was begun; the youngest is never old.
            let endedAt = next.flatMap { SegmentName($0.name)?.openingTime }
            let isOld = if let age = limits.age, let endedAt { now - endedAt >= age } else { false }
            let isTooMuch = limits.bytes.map { total > $0 } ?? false
            guard isOld || isTooMuch, segment.lastSequence < wanted else { break }
            names.append(segment.name)
            total -= segment.bytes
        }
        return names
    }
}

extension SegmentName {
    /// When the segment got its first record, to the second.
    var openingTime: Moment? {
        let text = Array(openedAt)
        guard text.count == 16 else { return nil }
        let parts = [0..<4, 4..<6, 6..<11, 11..<13, 13..<16].map { String(text[$0]) }
        return Moment(rfc3339: "\(parts[0])-\(parts[1])-\(parts[2]):\(parts[3]):\(parts[4])")
    }
}

/// Carries retention out in an output folder.
///
/// The manifest lists every segment that ever was: what has been read of it is kept, and of that only what is still there.
public final class RetentionWork: Sendable {
    public let folder: String
    private let known = Mutex(Known())

    /// What was read of the manifest.
    private struct Known {
        var present: [ManifestEntry] = []
        /// Up to here, of which file.
        var offset = 0
        var file: FileDescriptor?
    }

    public init(folder: String) { self.folder = folder }

    /// The finished segments that are there, the oldest first.
    ///
    /// - Throws: ``FileError`` where the folder cannot be read.
    public func segments() throws(FileError) -> [Retention.Segment] {
        let present = try known.withLock { known throws(FileError) in
            try readOn(&known)
            known.present.removeAll { size($0.file) == nil }
            return known.present
        }
        return present.compactMap { entry in
            guard let bytes = size(entry.file) else { return nil }
            return Retention.Segment(
                name: entry.file, lastSequence: entry.lastSequence, bytes: bytes + (size(entry.file + SegmentCompression.suffix) ?? 0))
        }.sorted { $0.lastSequence < $1.lastSequence }
    }

    /// Reads what the manifest has got since the last time; all of it where it is another file or has lost lines.
    private func readOn(_ known: inout Known) throws(FileError) {
        let path = folder + "/" + OutputFolder.manifestName
        guard access(path, F_OK) == 0 else { return known = Known() }
        var goesOn = false
        if let file = known.file, file.isStill(at: path) { goesOn = try file.length() >= known.offset }
        if !goesOn { known = Known(file: try FileDescriptor(opening: path, flags: O_RDONLY)) }
        let reader = try LineReader(path: path, offset: known.offset)
        while let line = try reader.next() { if let entry = ManifestEntry(line: line) { known.present.append(entry) } }
        known.offset = reader.offset
    }

    /// Removes a segment in all its forms.
    ///
    /// - Throws: ``FileError``; what is gone already is no error.
    public func remove(_ name: String) throws(FileError) {
        // The compressed form first: a crash in between leaves a whole segment, not half of a pair that nobody would look for.
        for path in ["\(folder)/\(name)\(SegmentCompression.suffix)", "\(folder)/\(name)"] {
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError(operation: "remove", path: path, code: errno) }
        }
        try FileDescriptor.synchronize(folder: folder)
    }

    private func size(_ name: String) -> Int? {
        var information = stat()
        return stat("\(folder)/\(name)", &information) == 0 ? Int(information.st_size) : nil
    }
}
