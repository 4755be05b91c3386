import Records

/// How database and output folder stand to each other when the store is opened.
enum Standing: Equatable {
    /// What the folder lacks waits in the outbox.
    case inStep
    /// The folder holds records that the database does not know of.
    case ahead
    /// The growing segment is not what was written: it should have at least `expected` bytes of whole lines, and no more than
    /// the outbox explains.
    case changed(expected: Int)
    /// The database contradicts itself or the folder in what it says of the place of records: bits have changed on the disk.
    case damaged

    /// - Parameters:
    ///   - cursor: the place of the next record; `nil` where it cannot be read.
    ///   - steps: what waits, in order; `nil` for one that is not as it was placed.
    init(of folder: FolderState, _ cursor: SegmentCursor?, _ steps: [DeliveryStep?]) {
        let sound = steps.compactMap(\.self)
        guard let cursor, sound.count == steps.count, let cleared = Self.cleared(before: sound, cursor) else {
            self = .damaged
            return
        }
        if folder.lastSequence >= cursor.nextSequence {
            self = .ahead
            return
        }
        // A finished segment with records that the database still holds for the growing one.
        let awaited = Self.awaited(sound)
        if folder.finished.contains(where: { !awaited.contains($0.name) && $0.last >= cursor.firstSequence }) {
            self = .ahead
            return
        }
        let length = Self.length(of: folder, cursor, sound)
        guard folder.current.lines >= length.lowerBound, folder.current.bytes <= length.upperBound else {
            self = .changed(expected: length.lowerBound)
            return
        }
        // An emptied folder says nothing against the database, nor does a segment in which numbers cannot be read.
        let isTold = folder.lastSequence > 0 && !folder.current.hasStrangers
        let isSoLong = folder.lastSequence >= cleared.nextSequence - 1
        let isSoOld = folder.current.lines == 0 || folder.current.first == cleared.firstSequence
        self = isTold && !(isSoLong && isSoOld) ? .damaged : .inStep
    }

    /// The names that segments will get from the outbox, or have got already.
    static func awaited(_ steps: [DeliveryStep]) -> Set<String> {
        Set(steps.compactMap { if case .finish(let name, _, _, _) = $0 { name } else { nil } })
    }

    /// Where the cursor was when all that is cleared had been placed: it goes from there over the steps to where it is now.
    ///
    /// - Returns: `nil` where it does not: numbers or places do not follow one another.
    private static func cleared(before steps: [DeliveryStep], _ cursor: SegmentCursor) -> SegmentCursor? {
        var place = cursor
        for step in steps.reversed() {
            switch step {
            case .append(let offset, let bytes):
                place.nextSequence -= 1
                place.length -= bytes.count
                guard place.length == offset, place.nextSequence >= place.firstSequence,
                    Record.sequence(ofLine: bytes[...]) == place.nextSequence
                else { return nil }
            case .finish(_, let first, let last, let length):
                // The segment that it ends has given way to an empty one.
                guard place.length == 0, place.firstSequence == place.nextSequence, place.nextSequence == last + 1 else { return nil }
                place.firstSequence = first
                place.length = length
            }
        }
        return (place.length == 0) == (place.firstSequence == place.nextSequence) ? place : nil
    }

    /// How long the growing segment may be: all that was cleared from the outbox is there, and of what was not, the steps that
    /// are done at once may be.
    private static func length(of folder: FolderState, _ cursor: SegmentCursor, _ steps: [DeliveryStep]) -> ClosedRange<Int> {
        switch steps.first {
        case .append(let offset, _):
            var end = offset
            for case .append(let start, let bytes) in steps {
                guard start == end else { break }
                end += bytes.count
            }
            return offset...end
        case .finish(let name, _, _, let length):
            let isRenamed = folder.finished.contains { $0.name == name }
            return isRenamed ? 0...0 : length...length
        case nil:
            return cursor.length...cursor.length
        }
    }
}

/// What the output folder holds when the store is opened.
struct FolderState {
    /// A finished segment with its records.
    struct Finished: Equatable {
        var name: String
        var first: Int64
        var last: Int64
    }

    /// The growing segment.
    struct Current: Equatable {
        /// The length of its whole lines, in bytes.
        var lines = 0
        /// Its length, with a line cut short at the end.
        var bytes = 0
        /// Its first and last record; 0 where it is empty.
        var first: Int64 = 0
        var last: Int64 = 0
        /// Whether there are lines in it that are no records.
        var hasStrangers = false
    }

    /// The finished segments, listed or not.
    var finished: [Finished] = []
    /// Those of them that the manifest does not list.
    var unlisted: [Finished] = []
    var hasCurrent = false
    var current = Current()

    /// The highest number in the folder; 0 where it is empty.
    var lastSequence: Int64 { max(finished.map(\.last).max() ?? 0, current.last) }

    init() {}

    init(_ output: OutputFolder) throws {
        let listing = try FolderListing(path: output.path)
        finished = listing.entries.map { Finished(name: $0.file, first: $0.firstSequence, last: $0.lastSequence) }
        for name in listing.unlisted {
            let found = try Self.read(output.path + "/" + name.description)
            guard found.last > 0 else { continue }
            unlisted.append(Finished(name: name.description, first: found.first, last: found.last))
        }
        finished += unlisted
        hasCurrent = listing.hasCurrent
        if hasCurrent { current = try Self.read(output.path + "/" + OutputFolder.currentName) }
    }

    /// Gives the growing segment's whole lines a finished segment; one that was copied into a finished segment before a crash
    /// just goes.
    func sealCurrent(in output: OutputFolder, at now: Moment) throws {
        guard hasCurrent else { return }
        let isCopied = finished.contains { $0.last >= current.last }
        try output.sealCurrent(first: current.first, last: isCopied ? 0 : current.last, length: current.lines, at: now)
    }

    private static func read(_ path: String) throws -> Current {
        let reader = try LineReader(path: path)
        var current = Current()
        while let line = try reader.next() {
            guard let sequence = Record.sequence(ofLine: line) else {
                current.hasStrangers = true
                continue
            }
            if current.first == 0 { current.first = sequence }
            current.last = sequence
        }
        current.lines = reader.offset
        current.bytes = try reader.fileLength()
        return current
    }
}
