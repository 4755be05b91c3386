import JSONText
import Markup

/// The objects that a page describes itself with in JSON-LD scripts.
///
/// Publishers nest them in arrays, under `@graph` and as `mainEntity`, and refer from one to another by `@id`;
/// here all stand in one list. Source: JSON-LD 1.1, schema.org.
struct LinkedData: Sendable {
    /// Every object that has a type, in order of appearance.
    private(set) var objects: [JSONValue] = []
    /// The object that is the page's article.
    private(set) var article: JSONValue?
    private var byID: [String: JSONValue] = [:]

    private static let maximumObjects = 2000
    private static let maximumScriptBytes = 2_000_000

    init(_ page: HTMLDocument) {
        for node in page.nodes where page.tag(node) == .script {
            guard let type = page.attribute(.type, of: node), type.lowercased().contains("ld+json") else { continue }
            let text = page.rawText(of: node)
            guard text.count <= Self.maximumScriptBytes, let value = Self.parse(text) else { continue }
            collect(value)
        }
        article = Self.article(among: objects)
    }

    /// Reads a script as JSON, also where it stands in a comment or a CDATA section or ends in a semicolon.
    private static func parse(_ text: ArraySlice<UInt8>) -> JSONValue? {
        guard let start = text.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else { return nil }
        var from = start
        // "<![CDATA[ {…": the bracket belongs to the section.
        if text[start] == UInt8(ascii: "["), let brace = text[start...].firstIndex(of: UInt8(ascii: "{")),
            text[start..<brace].starts(with: "[CDATA[".utf8) || text[..<start].suffix(2).elementsEqual("<!".utf8)
        {
            from = brace
        }
        return try? JSONValue(parsing: text[from...], lenient: true, maximumDepth: 64)
    }

    /// Goes through nested values with a list of what is still to be seen.
    private mutating func collect(_ value: JSONValue) {
        var waiting: [JSONValue] = [value]
        while let next = waiting.popLast(), objects.count < Self.maximumObjects {
            switch next {
            case .array(let elements):
                waiting.append(contentsOf: elements.prefix(Self.maximumObjects).reversed())
            case .object(let members):
                if next["@type"] != nil { objects.append(next) }
                if let id = next["@id"]?.string, members.count > 1, byID[id] == nil { byID[id] = next }
                for member in members.reversed() {
                    switch member.value {
                    case .array, .object: waiting.append(member.value)
                    default: break
                    }
                }
            default: break
            }
        }
    }

    /// An object for one that only refers to it.
    func resolved(_ value: JSONValue) -> JSONValue {
        guard value.members.count == 1, let id = value["@id"]?.string else { return value }
        return byID[id] ?? value
    }

    /// Whether an object is of a type that ends with one of the names.
    static func isType(_ value: JSONValue, _ names: [String]) -> Bool {
        guard let type = value["@type"] else { return false }
        let types = type.string.map { [$0] } ?? type.array.compactMap(\.string)
        return types.contains { type in names.contains { type.hasSuffix($0) } }
    }

    /// The object that is the page's article: one with a headline before one without.
    private static func article(among objects: [JSONValue]) -> JSONValue? {
        let articles = objects.filter {
            isType($0, ["Article", "BlogPosting", "Posting", "Report", "Review", "LiveBlogPosting", "Recipe", "Story", "NewsArticle"])
        }
        return articles.first { $0["headline"]?.string != nil && ($0["author"] != nil || $0["datePublished"] != nil) }
            ?? articles.first { $0["headline"]?.string != nil } ?? articles.first
    }

    /// The first string under a name in the article or, failing that, in an object that is a web page.
    func string(_ name: String) -> String? {
        if let value = article?[name]?.string { return value }
        return objects.first { Self.isType($0, ["WebPage", "VideoObject"]) && $0[name]?.string != nil }?[name]?.string
    }
}
