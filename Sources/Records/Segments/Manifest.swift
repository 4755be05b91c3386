import JSONText

/// One line of `manifest.jsonl`: a finished segment.
public struct ManifestEntry: Sendable, Hashable {
    /// The file's name in the same folder.
    public var file: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public var sha256: String
    public var bytes: Int
    public var lines: Int
    public var firstSequence: Int64
    public var lastSequence: Int64
    /// The schema of its lines.
    public var schema: String

    public init(
        file: String, sha256: String, bytes: Int, lines: Int, firstSequence: Int64, lastSequence: Int64, schema: String = Record.schema
    ) {
        self.file = file
        self.sha256 = sha256
        self.bytes = bytes
        self.lines = lines
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
        self.schema = schema
    }

    /// - Parameter line: the line without its newline.
    /// - Returns: `nil` where the line is no manifest entry, or names a file that is no segment.
    public init?(line: ArraySlice<UInt8>) {
        guard let json = try? JSONValue(parsing: line), let file = json["file"]?.string, let sha256 = json["sha256"]?.string,
            let bytes = json["bytes"]?.int, let lines = json["lines"]?.int, let first = json["first_seq"]?.int,
            let last = json["last_seq"]?.int, let schema = json["schema"]?.string, SegmentName(file) != nil, first <= last,
            Record.sequences.contains(Int64(first)), Record.sequences.contains(Int64(last))
        else { return nil }
        self.init(
            file: file, sha256: sha256, bytes: bytes, lines: lines, firstSequence: Int64(first), lastSequence: Int64(last), schema: schema)
    }

    /// The line with its newline.
    public var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("file", file)
            json.field("sha256", sha256)
            json.field("bytes", bytes)
            json.field("lines", lines)
            json.field("first_seq", Int(firstSequence))
            json.field("last_seq", Int(lastSequence))
            json.field("schema", schema)
        }
        return json.bytes + [0x0A]
    }
}
