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

    /// The record as a later revision, where another has its own.
    ///
    /// - Parameter revision: above 1.
    public func asUpdate(revision: Int) -> EncodedRecord {
        let parts = line(sequence: 0).dropLast()
        let head = Array("{\"schema\":\"\(Record.schema)\",\"seq\":0,\"id\":\"\(id)\",\"revision\":\(self.revision),\"event\":".utf8)
        precondition(parts.starts(with: head) && revision > 1, "a record begins with its id, its revision and its event")
        let rest = parts.dropFirst(head.count).drop { $0 != UInt8(ascii: ",") }
        let object = Array("{\"id\":\"\(id)\",\"revision\":\(revision),\"event\":\"\(Record.Event.updated.rawValue)\"".utf8) + rest
        return EncodedRecord(id: id, revision: revision, object: object, story: story, canonicalID: canonicalID)
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
