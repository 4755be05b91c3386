import JSONText
import Records

/// One quotation of a record as the page shows it.
struct Quotation: Sendable {
    var sequence: Int64
    var seenAt: Moment
    var isDirect: Bool
    var text: String
    /// The fullest form of the speaker's name; `nil` where nobody is named.
    var speaker: String?
    /// What the speaker is said to be.
    var role: String?
    var title: String
    /// The article's address.
    var url: String?
    /// The feed's address without secrets.
    var feed: String
    var source: String
    /// Speaker, text, title and source.
    var words: SearchText

    /// The longest text that is shown of one.
    private static let longest = 1500

    /// The quotations of a record that are shown.
    static func all(in record: JSONValue, sequence: Int64, seenAt: Moment) -> [Quotation] {
        let entities = Dictionary(
            (record["entities"]?.array ?? []).compactMap { entity in entity["id"]?.string.map { ($0, entity) } },
            uniquingKeysWith: { first, _ in first })
        let title = record["title"]?.string ?? record["url"]?.string ?? "(no title)"
        let feed = record["source"]?["feed"]?.string ?? ""
        let names = [record["site_name"], record["source"]?["feed_title"]].compactMap { $0?.string }
        let source = names.first { !$0.isEmpty } ?? feed
        return (record["quotes"]?.array ?? []).filter(Showing.shows).map { quote in
            let speaker = quote["speaker"]?["name"]?.string
            let entity = quote["speaker"]?["entity"]?.string.flatMap { entities[$0] }
            let about = (entity?["roles"]?.array ?? []).prefix(1).compactMap(\.string) + [entity?["affiliation"]?.string].compactMap { $0 }
            let whole = quote["text"]?.string ?? ""
            let text = whole.utf8.count > longest ? String(whole.prefix(longest)) + "…" : whole
            return Quotation(
                sequence: sequence, seenAt: seenAt, isDirect: quote["kind"]?.string == "direct", text: text, speaker: speaker,
                role: about.isEmpty ? nil : about.joined(separator: " · "), title: title, url: record["url"]?.string, feed: feed,
                source: source, words: SearchText("\(speaker ?? "")\n\(text)\n\(title)\n\(source)"))
        }
    }
}

/// Which quotations of a record are set for reading.
public enum Showing {
    /// What is less likely right than this is in the records, but not shown.
    private static let leastConfidence = 0.5

    /// - Parameter quote: of a record.
    /// - Returns: whether it is more likely right than not, and does not repeat another.
    public static func shows(_ quote: JSONValue) -> Bool {
        quote["same_as"] == nil && (quote["confidence"]?.number ?? 1) >= leastConfidence
    }
}
