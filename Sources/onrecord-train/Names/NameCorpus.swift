import JSONText
import Language

/// Documents with their names marked.
struct NameCorpus {
    /// One document: its text cut into tokens and the names in it.
    struct Entry {
        var document: Document
        /// The kind of each token's name and whether the token is its first.
        var labels: [UInt8]
        /// The names as scalar offsets, for scoring.
        var gold: [Span]
        /// Whether names of other things than people, organizations and places are marked too.
        var marksOthers: Bool
    }

    /// A name by its place.
    struct Span: Hashable {
        var start: Int
        var end: Int
        var kind: NameTagger.Kind
    }

    /// The file it was read from; empty for made-up texts.
    let path: String
    private(set) var entries: [Entry] = []

    /// Sources that mark people, organizations and places alone.
    static let withoutOthers = ["btc", "gum", "uner-ewt", "re3d"]

    /// Whether it is one of the parts that models are measured on.
    var isDevelopment: Bool { path.hasSuffix("/dev.jsonl") || path.hasSuffix("politics-dev.jsonl") }
    var isTweets: Bool { path.contains("/btc/") || path.contains("/wnut17/") }

    private static let kinds: [String: NameTagger.Kind] = [
        "PER": .person, "ORG": .organization, "LOC": .location, "NORP": .norp, "MISC": .other, "EVENT": .other, "PRODUCT": .other,
        "WORK": .other, "LAW": .other,
    ]

    /// - Parameters:
    ///   - path: a JSON Lines file of `{"id","text","entities":[{"start","end","type"}]}`, offsets in Unicode scalars.
    ///   - peoples: lower-cased words that name nations, creeds and parties, to tell them from other things.
    init(_ path: String, marksOthers: Bool, peoples: Set<String>) throws {
        self.path = path
        for line in try Files.lines(path) {
            let value = try JSONValue(parsing: line)
            guard let text = value["text"]?.string else { continue }
            let spans = (value["entities"]?.array ?? []).compactMap { entity -> (start: Int, end: Int, type: String)? in
                guard let start = entity["start"]?.int, let end = entity["end"]?.int, let type = entity["type"]?.string else { return nil }
                return (start, end, type)
            }
            add(text, spans, marksOthers: marksOthers, peoples: peoples)
        }
    }

    /// Running texts with the names that a model finds in them.
    ///
    /// - Parameter path: a JSON Lines file of `{"id","text"}`.
    init(labelling path: String, with annotator: Annotator) throws {
        self.path = path
        let types = [
            "person": "PER", "organization": "ORG", "location": "LOC", "norp": "NORP", "event": "EVENT", "product": "PRODUCT",
            "work": "WORK", "law": "LAW",
        ]
        for line in try Files.lines(path) {
            guard let text = try JSONValue(parsing: line)["text"]?.string else { continue }
            let document = annotator.annotate(text, language: "en")
            let spans = document.mentions.compactMap { mention -> (start: Int, end: Int, type: String)? in
                guard mention.kind == .name, let type = types[document.entities[mention.entity].type], let last = mention.tokens.last
                else { return nil }
                let (start, end) = (document.tokens[mention.tokens.lowerBound].start, document.tokens[last].end)
                return (document.text.scalarOffset(ofByte: start), document.text.scalarOffset(ofByte: end), type)
            }
            add(text, spans, marksOthers: true, peoples: [])
        }
    }

    /// - Parameter pieces: made-up texts with all their names.
    init(_ pieces: [WireCopy.Piece]) {
        path = ""
        for piece in pieces { add(piece.text, piece.spans, marksOthers: true, peoples: []) }
    }

    private mutating func add(_ text: String, _ spans: [(start: Int, end: Int, type: String)], marksOthers: Bool, peoples: Set<String>) {
        var document = Document(text: TextBuffer(text))
        Annotator.segment(&document)
        var labels = [UInt8](repeating: 0, count: document.tokens.count)
        var gold: [Span] = []
        let byteOf = Self.byteOffsets(document.text.bytes)
        for (from, end, type) in spans {
            var start = from
            guard var kind = Self.kinds[type], start >= 0, start < end, end < byteOf.count else { continue }
            gold.append(Span(start: start, end: end, kind: kind))
            let surface = document.text.string(byteOf[start]..<byteOf[end])
            if surface.hasPrefix("the "), end - start > 4 { start += 4 }
            if kind == .other {
                if peoples.contains(surface.lowercased()) {
                    kind = .norp
                } else if !surface.unicodeScalars.contains(where: { $0.properties.isUppercase }) {
                    continue
                }
            }
            var first = true
            for index in Self.tokens(document.tokens, byteOf[start]..<byteOf[end]) {
                labels[index] = kind.rawValue * 2 + (first ? 1 : 2)
                first = false
            }
        }
        entries.append(Entry(document: document, labels: labels, gold: gold, marksOthers: marksOthers))
    }

    /// The byte offset of each scalar and of the end.
    static func byteOffsets(_ bytes: [UInt8]) -> [Int] { bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count] }

    /// The tokens that overlap a range of bytes.
    private static func tokens(_ tokens: [Token], _ range: Range<Int>) -> Range<Int> {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].end <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < tokens.count, tokens[end].start < range.upperBound { end += 1 }
        return low..<end
    }

    /// The names that corpora mark as nations, creeds and parties at least so often.
    static func peoples(in corpora: [NameCorpus], atLeast count: Int) -> Set<String> {
        var counts: [String: Int] = [:]
        for entry in corpora.lazy.flatMap(\.entries) {
            let byteOf = byteOffsets(entry.document.text.bytes)
            for span in entry.gold where span.kind == .norp {
                counts[entry.document.text.string(byteOf[span.start]..<byteOf[span.end]).lowercased(), default: 0] += 1
            }
        }
        return Set(counts.filter { $0.value >= count }.keys)
    }
}
