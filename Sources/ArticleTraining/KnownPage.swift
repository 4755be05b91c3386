import Articles
import JSONText

/// A page whose text is known.
///
/// A folder of such pages holds `truth.jsonl`, one page a line, and `pages/ID.html` or `pages/ID.html.gz`, the bytes as they came. A line has
/// `id`, `url` where there is one, and `text`, the article's text, or `with` and `without`, pieces that must and must not be in it.
/// Other members are passed over.
public struct KnownPage: Sendable {
    public let id: String
    public let url: String?
    public let html: [UInt8]
    /// The article's text; `nil` where only pieces are known.
    public let text: String?
    /// Pieces that belong to the text, and pieces that do not.
    public let with: [String]
    public let without: [String]
    /// The folder, for the figures.
    public let set: String
    /// How much it counts beside others: less than 1 where what is known of its text is doubtful.
    public let weight: Float

    /// - Parameters:
    ///   - line: of `truth.jsonl`.
    ///   - html: gives a page's bytes.
    ///   - set: the folder's name.
    ///   - weight: how much its pages count.
    /// - Returns: `nil` where the line tells nothing of the page's text.
    public init?(line: ArraySlice<UInt8>, html: (_ id: String) -> [UInt8]?, set: String, weight: Float = 1) {
        guard let json = try? JSONValue(parsing: line), let id = json["id"]?.string, !id.isEmpty else { return nil }
        func pieces(_ name: String) -> [String] { json[name]?.array.compactMap(\.string).map(Self.plain).filter { !$0.isEmpty } ?? [] }
        text = json["text"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        with = pieces("with")
        without = pieces("without")
        guard text != nil || !(with.isEmpty && without.isEmpty), let html = html(id), !html.isEmpty else { return nil }
        self.id = id
        self.html = html
        self.set = set
        self.weight = weight
        url = json["url"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// White space as single blanks, so that pieces are found however the lines are broken.
    static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The site, by whose pages as a whole the folds are made: another page of a known site is no new page.
    var site: String {
        guard let url, let start = url.firstRange(of: "://")?.upperBound else { return set + "/" + id }
        let host = url[start...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }.lowercased()
        let labels = host.split(separator: ".")
        let isShort = labels.count >= 3 && (labels.last?.count ?? 0) == 2 && labels[labels.count - 2].count <= 3
        return labels.suffix(isShort ? 3 : 2).joined(separator: ".")
    }
}
