import JSONText

/// A text in which people have marked who said what.
public struct TrainingArticle: Sendable {
    /// One run of reported words.
    public struct Quote: Sendable {
        /// Unicode scalar ranges of the words, of who said them, and of the words that introduce them.
        public var words: Range<Int>
        public var speaker: Range<Int>?
        public var cue: Range<Int>?
        /// How it is given: "direct", "mixed", "indirect".
        public var kind: String
        /// Whether it may be reported or not: thoughts, feelings, single words.
        public var isOptional: Bool
        /// The same for the runs of one utterance.
        public var group: String
    }

    public var id: String
    public var text: String
    public var quotes: [Quote]

    /// Reads one line of `{"id","text","quotes":[{start,end,speaker,cue,optional?,group?}]}`.
    ///
    /// - Returns: `nil` for a line that is no such object.
    public init?(line: String) {
        guard let object = try? JSONValue(parsing: Array(line.utf8)), let id = object["id"]?.string, let text = object["text"]?.string
        else {
            return nil
        }
        self.id = id
        self.text = text
        quotes = (object["quotes"]?.array ?? []).enumerated().compactMap { position, value in
            guard let words = Self.range(value) else { return nil }
            return Quote(
                words: words, speaker: value["speaker"].flatMap { Self.range($0) }, cue: value["cue"].flatMap { Self.range($0) },
                kind: value["kind"]?.string ?? "", isOptional: value["optional"]?.bool ?? false,
                group: value["group"]?.string ?? "#\(position)")
        }
    }

    private static func range(_ value: JSONValue) -> Range<Int>? {
        guard let start = value["start"]?.int, let end = value["end"]?.int, start >= 0, start < end else { return nil }
        return start..<end
    }
}
