/// How long the growing segment may get.
public struct SegmentLimits: Sendable, Hashable, Codable {
    /// A segment is finished by the record that takes it to this many bytes.
    public var bytes: Int
    /// A segment is finished when its first record is this old.
    public var age: Duration

    public init(bytes: Int = 64 << 20, age: Duration = .seconds(3600)) {
        self.bytes = bytes
        self.age = age
    }
}

/// Where the next record goes: the part of the delivery that a transaction moves on.
///
/// A value without any input or output: ``place(_:at:)`` says what to write where, and the caller stores both in one
/// transaction before a byte is written.
public struct SegmentCursor: Sendable, Hashable, Codable {
    /// The number of the next record.
    public var nextSequence: Int64
    /// The number of the growing segment's first record (of the next record, while it is empty).
    public var firstSequence: Int64
    /// The growing segment's length in bytes once all that is placed is written.
    public var length: Int
    /// When the growing segment got its first record; `nil` while it is empty.
    public var openedAt: Moment?

    public init(nextSequence: Int64 = 1) {
        self.nextSequence = nextSequence
        firstSequence = nextSequence
        length = 0
        openedAt = nil
    }

    /// How many records the growing segment holds.
    public var count: Int { Int(nextSequence - firstSequence) }

    /// Puts a record behind the last one.
    ///
    /// - Returns: the step that writes it.
    public mutating func place(_ record: EncodedRecord, at now: Moment) -> DeliveryStep {
        let line = record.line(sequence: nextSequence)
        let step = DeliveryStep.append(offset: length, bytes: line)
        if openedAt == nil { openedAt = now }
        nextSequence += 1
        length += line.count
        return step
    }

    /// Finishes the growing segment if it has reached its limits.
    ///
    /// - Returns: the step that gives it its name, or `nil` where it may grow on.
    public mutating func finishIfDue(at now: Moment, limits: SegmentLimits) -> DeliveryStep? {
        guard let openedAt else { return nil }
        // A clock that was set back makes a segment younger than nothing; it must not grow for ever for that.
        guard length >= limits.bytes || now - openedAt >= limits.age || openedAt - now >= limits.age else { return nil }
        return finish(openedAt: openedAt)
    }

    /// Finishes the growing segment whatever its size; `nil` where it is empty.
    public mutating func finish() -> DeliveryStep? { openedAt.map { finish(openedAt: $0) } }

    private mutating func finish(openedAt: Moment) -> DeliveryStep {
        let name = SegmentName(openedAt: openedAt, firstSequence: firstSequence)
        let step = DeliveryStep.finish(name: name.description, first: firstSequence, last: nextSequence - 1, length: length)
        self = SegmentCursor(nextSequence: nextSequence)
        return step
    }
}

/// One thing to do to the output folder.
///
/// Doing a step again does no harm as long as no later one was begun: the same bytes go to the same place, a file that has its
/// name keeps it, a manifest line that is there is not written again. A finish is therefore cleared before what follows it, and
/// what stands before it is cleared before the finish: behind the rename the same place is in another file.
public enum DeliveryStep: Sendable, Hashable {
    /// Write these bytes (whole lines) at this offset of the growing segment.
    case append(offset: Int, bytes: [UInt8])
    /// Rename the growing segment, `length` bytes long with the records `first` to `last`, and list it in the manifest.
    case finish(name: String, first: Int64, last: Int64, length: Int)
}

/// The name of a finished segment: `articles-20260301T093000Z-17.jsonl`.
public struct SegmentName: Sendable, Hashable, CustomStringConvertible {
    /// When it got its first record, to the second.
    public var openedAt: String
    public var firstSequence: Int64

    public init(openedAt: Moment, firstSequence: Int64) {
        self.openedAt = openedAt.compact
        self.firstSequence = firstSequence
    }

    /// - Returns: `nil` for any other file's name.
    public init?(_ name: String) {
        guard name.hasPrefix("articles-"), name.hasSuffix(".jsonl") else { return nil }
        let parts = name.dropFirst("articles-".count).dropLast(".jsonl".count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Int64(parts[1]), Record.sequences.contains(first), String(first) == parts[1], !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "Z") })
        else { return nil }
        (openedAt, firstSequence) = (String(parts[0]), first)
    }

    public var description: String { "articles-\(openedAt)-\(firstSequence).jsonl" }
}
