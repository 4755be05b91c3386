import JSONText
import Markup

/// Reads JSON Feed 1.0 and 1.1.
enum JSONFeedReader {
    private static let maximumValues = 500_000

    /// Whether the first character is a brace.
    static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix(1024).first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && $0 != 0xFE && $0 != 0xFF }
        return first == UInt8(ascii: "{")
    }

    static func read(_ utf8: [UInt8], url: String?, limits: FeedLimits) throws(FeedError) -> Feed {
        // Every value costs some hundred bytes of memory, so that it is values that are counted, not bytes.
        let values = utf8.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
        guard values <= maximumValues else { throw FeedError(.tooLarge, found: "\(values) JSON values") }
        let root: JSONValue
        do {
            root = try JSONValue(parsing: utf8, lenient: true, maximumDepth: min(limits.depth, 256))
        } catch {
            throw FeedError(.broken, found: error.message, offset: error.offset)
        }
        let version = root["version"]?.string ?? ""
        guard version.contains("jsonfeed.org") || root["items"] != nil else { throw FeedError(.notAFeed, found: "JSON of another kind") }
        var feed = Feed(format: FeedFormat(version.hasSuffix("1.1") ? "json1.1" : "json1"))
        feed.title = text(root["title"])
        feed.description = text(root["description"])
        feed.link = link(root["home_page_url"], url)
        feed.language = text(root["language"])
        feed.selfLink = link(root["feed_url"], url)
        feed.nextLink = link(root["next_url"], url)
        feed.authors = people(root, url, limits)
        for hub in root["hubs"]?.array.prefix(8) ?? [] {
            if let address = link(hub["url"], url) { feed.hubs.append(address) }
        }
        let items = root["items"]?.array ?? []
        for value in items.prefix(limits.items) {
            guard case .object = value else { continue }
            let item = item(value, url, limits)
            // The format would have all discarded that have no id; a text is worth more than that.
            guard item != Feed.Item() else { continue }
            feed.items.append(item)
            for name in ["date_published", "date_modified"] where feed.unreadableDates.count < 8 {
                if let raw = text(value[name])?.nonEmpty, date(value[name]) == nil { feed.unreadableDates.append(String(raw.prefix(80))) }
            }
        }
        if items.count > limits.items { feed.isTruncated = true }
        // The format has no date of the whole: the newest item's is the nearest to one.
        feed.updated = feed.items.compactMap { $0.updated ?? $0.published }.max { $0.milliseconds < $1.milliseconds }
        for index in feed.items.indices where feed.items[index].language == feed.language { feed.items[index].language = nil }
        return feed
    }

    private static func item(_ value: JSONValue, _ base: String?, _ limits: FeedLimits) -> Feed.Item {
        var item = Feed.Item()
        item.id = identifier(value["id"])
        item.link = link(value["url"], base) ?? link(value["external_url"], base)
        item.title = text(value["title"]).map(PlainText.fromHTML)
        item.summary = text(value["summary"]).map(escaped)
        if let html = text(value["content_html"]) {
            item.content =
                base.flatMap { MarkupLinks.resolved(Array(html.utf8)[...], against: $0) }.map { String(decoding: $0, as: UTF8.self) }
                ?? html
        } else {
            item.content = text(value["content_text"]).map(escaped)
        }
        item.published = date(value["date_published"])
        item.updated = date(value["date_modified"])
        item.authors = people(value, base, limits)
        item.categories = (value["tags"]?.array ?? []).prefix(limits.entries).compactMap { text($0)?.nonEmpty }
        for attachment in (value["attachments"]?.array ?? []).prefix(limits.entries) {
            guard let address = link(attachment["url"], base) else { continue }
            let length = attachment["size_in_bytes"]?.number.flatMap { Int64(exactly: $0.rounded()) }
            item.enclosures.append(Feed.Enclosure(url: address, type: text(attachment["mime_type"]), length: length))
        }
        item.language = text(value["language"])
        return item
    }

    /// 1.1 has `authors`, 1.0 `author`; feeds have either in either.
    private static func people(_ value: JSONValue, _ base: String?, _ limits: FeedLimits) -> [Feed.Person] {
        var people: [Feed.Person] = []
        let values = value["authors"]?.array ?? []
        for value in (values.isEmpty ? [value["author"]].compactMap(\.self) : values).prefix(limits.entries) {
            let person =
                value.string.map { Feed.Person(name: $0.trimmed.nonEmpty) }
                ?? Feed.Person(name: text(value["name"])?.nonEmpty, url: link(value["url"], base))
            if person != Feed.Person() { people.append(person) }
        }
        return people
    }

    private static func text(_ value: JSONValue?) -> String? { value?.string?.trimmed }

    /// "id" must be a string; numbers are common and read as such (version 1, "items").
    private static func identifier(_ value: JSONValue?) -> String? {
        if case .longNumber(let digits) = value { return digits }
        if let number = value?.number { return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number) }
        return text(value)?.nonEmpty
    }

    private static func link(_ value: JSONValue?, _ base: String?) -> String? {
        text(value)?.nonEmpty.map { WebAddress.resolve($0, against: base) }
    }

    private static func date(_ value: JSONValue?) -> Timestamp? {
        text(value).flatMap { DateParser.parse($0, partial: true) }
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return text }
        var output: [UInt8] = []
        XMLText.appendEscaped(text.utf8, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
