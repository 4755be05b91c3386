import JSONText
import Markup

/// Finds an article's body in the data that a single-page application keeps in its scripts.
///
/// Three places: `articleBody` in linked data, the properties that Next.js hands its page (`__NEXT_DATA__`), and the elements that
/// its newer router streams (`self.__next_f.push`). Used only where the page itself shows little text.
struct StructuredBody {
    private let facts: PageFacts
    private static let maximumBytes = 4_000_000
    private static let maximumValues = 300_000

    init(_ facts: PageFacts) {
        self.facts = facts
    }

    /// The body's blocks from the place with the most text; empty where there is none.
    func blocks() -> [Article.Block] {
        let found = [linkedBody(), nextData(), streamedElements()]
        return found.max { Self.size($0) < Self.size($1) } ?? []
    }

    static func size(_ blocks: [Article.Block]) -> Int { blocks.reduce(0) { $0 + $1.text.utf8.count } }

    // MARK: Linked data

    private func linkedBody() -> [Article.Block] {
        let bodies = facts.linked.objects.prefix(50).compactMap { object -> String? in
            guard let body = object["articleBody"]?.string, body.utf8.count <= Self.maximumBytes else { return nil }
            return body
        }
        guard let body = bodies.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
        return Self.blocks(fromText: body)
    }

    /// Blocks of a string that holds HTML, or text with its lines as paragraphs.
    static func blocks(fromText text: String) -> [Article.Block] {
        let decoded = text.contains("&lt;") ? CharacterReferences.decode(text) : text
        if ["<p", "<br", "<div", "<li"].contains(where: { decoded.contains($0) }) { return blocks(fromHTML: Array(decoded.utf8)) }
        return decoded.split(whereSeparator: { $0.isNewline }).compactMap { line in
            let text = TextCleaner.clean(Words.plain(String(line)))
            return text.isEmpty ? nil : Article.Block(kind: .paragraph, text: text)
        }
    }

    private static func blocks(fromHTML html: [UInt8]) -> [Article.Block] {
        let cut = Segmenter.segment(HTMLDocument(utf8: html))
        var assembler = BlockAssembler(PageShape(cut), keep: cut.segments.map { !($0.isLink && $0.size < 80) })
        return assembler.candidates().filter(\.isRunning).map(\.block)
    }

    // MARK: Next.js

    private func nextData() -> [Article.Block] {
        let page = facts.page
        guard let node = page.nodes.first(where: { page.tag($0) == .script && page.attribute(.id, of: $0) == "__NEXT_DATA__" }) else {
            return []
        }
        let text = page.rawText(of: node)
        guard text.count <= Self.maximumBytes, let value = try? JSONValue(parsing: text, lenient: true, maximumDepth: 200) else {
            return []
        }
        // Long strings of markup, and runs of plain sentences under the same name.
        var longest = ""
        var runs: [String: [String]] = [:]
        var waiting: [(name: String, value: JSONValue)] = [("", value)]
        var seen = 0
        while let (name, value) = waiting.popLast(), seen < Self.maximumValues {
            seen += 1
            switch value {
            case .string(let text):
                if text.utf8.count >= 300, text.contains("<p"), text.utf8.count > longest.utf8.count { longest = text }
                if text.utf8.count >= 40, text.contains(" "), !text.hasPrefix("http"), !text.hasPrefix("{") {
                    runs[name, default: []].append(text)
                }
            case .array(let elements):
                for element in elements.reversed() { waiting.append((name, element)) }
            case .object(let members):
                for member in members.reversed() { waiting.append((member.name, member.value)) }
            default: break
            }
        }
        var best = longest.isEmpty ? [] : Self.blocks(fromHTML: Array(longest.utf8))
        for (_, texts) in runs where texts.count >= 3 {
            let sentences = texts.filter { text in
                guard let last = text.trimmed.last else { return false }
                return ".!?\"”>’。".contains(last)
            }
            guard sentences.count >= 3, sentences.count * 2 >= texts.count else { continue }
            let blocks = sentences.flatMap { Self.blocks(fromText: $0) }
            if Self.size(blocks) > Self.size(best) * 5 / 4 { best = blocks }
        }
        return best
    }

    private func streamedElements() -> [Article.Block] {
        let page = facts.page
        var stream: [UInt8] = []
        for node in page.nodes where page.tag(node) == .script {
            let text = page.rawText(of: node)
            guard text.count > 24, text.starts(with: "self.__next_f.push(".utf8), stream.count < Self.maximumBytes else { continue }
            let call = text.dropFirst("self.__next_f.push(".utf8.count)
            guard let value = try? JSONValue(parsing: call, lenient: true, maximumDepth: 8), let piece = value[1]?.string else { continue }
            stream.append(contentsOf: piece.utf8)
        }
        guard !stream.isEmpty, stream.count <= Self.maximumBytes else { return [] }
        var blocks: [Article.Block] = []
        // Each row is a number, a colon and a value; "T" rows hold text by length and are met as rows that do not parse.
        for row in stream.split(separator: 0x0A) {
            guard let colon = row.firstIndex(of: UInt8(ascii: ":")), row.distance(from: row.startIndex, to: colon) <= 8 else { continue }
            let rest = row[row.index(after: colon)...]
            if rest.first == UInt8(ascii: "["), let value = try? JSONValue(parsing: rest, lenient: true, maximumDepth: 250) {
                Self.collectParagraphs(value, into: &blocks)
            } else if rest.first == UInt8(ascii: "T"), let comma = rest.firstIndex(of: UInt8(ascii: ",")) {
                let text = String(decoding: rest[rest.index(after: comma)...], as: UTF8.self)
                if text.contains("<p") { blocks.append(contentsOf: Self.blocks(fromText: text)) }
            }
        }
        return blocks
    }

    private static let paragraphKinds: [String: Article.Block.Kind] = [
        "p": .paragraph, "li": .listItem, "blockquote": .quote, "h2": .heading, "h3": .heading, "h4": .heading, "pre": .code,
    ]

    /// Takes the paragraphs out of elements written as `["$", name, key, {"children": …}]`.
    private static func collectParagraphs(_ value: JSONValue, into blocks: inout [Article.Block]) {
        var waiting = [value]
        var seen = 0
        while let next = waiting.popLast(), seen < maximumValues {
            seen += 1
            if let name = next[1]?.string, next[0]?.string == "$", let kind = paragraphKinds[name] {
                let text = TextCleaner.clean(Words.collapse(flattened(next[3] ?? .null)))
                if !text.isEmpty {
                    let level = kind == .heading ? Int(name.dropFirst()) : nil
                    blocks.append(Article.Block(kind: kind, text: text, level: level))
                }
                continue
            }
            waiting.append(contentsOf: next.array.reversed())
            for member in next.members.reversed() { waiting.append(member.value) }
        }
    }

    /// The text within an element's children.
    private static func flattened(_ properties: JSONValue) -> String {
        var text = ""
        var waiting = [properties["children"] ?? .null]
        var seen = 0
        while let next = waiting.popLast(), seen < 5000 {
            seen += 1
            if let string = next.string {
                if !string.hasPrefix("$") { text += string }
            } else if next[0]?.string == "$" {
                if let children = next[3]?["children"] { waiting.append(children) }
            } else {
                waiting.append(contentsOf: next.array.reversed())
            }
        }
        return text
    }
}
