import Articles
import JSONText

/// A record as a stream carries it: the line's object without `seq`, which each output folder gives anew.
extension EncodedRecord {
    private static var head: String { "{\"schema\":\"\(Record.schema)\"," }

    /// The object for a stream.
    public var streamed: [UInt8] {
        let line = line(sequence: 0)
        let numbered = Self.head + "\"seq\":0,"
        return Array(Self.head.utf8) + line.dropFirst(numbered.utf8.count).dropLast()
    }

    /// - Parameter streamed: what ``streamed`` gave.
    /// - Returns: `nil` for anything else.
    public init?(streamed bytes: [UInt8]) {
        guard bytes.starts(with: Self.head.utf8), let json = try? JSONValue(parsing: bytes), let id = json["id"]?.string,
            let revision = json["revision"]?.int, revision > 0, !bytes.contains(0x0A)
        else { return nil }
        self.init(
            id: id, revision: revision, object: [UInt8(ascii: "{")] + bytes.dropFirst(Self.head.utf8.count),
            story: json["text"]?.string.flatMap { StorySignature($0) })
    }
}
