import JSONText
import Markup

/// Reads JSON Feed 1.0 and 1.1.
struct JSONFeedReader {
    private let url: String?
    private let limits: FeedLimits
    private var links: LinkResolver
    private var remarks = FeedRemarks()
    /// Whether items had to be left out because they can't be read.
    private var isIncomplete = false

    private static let maximumValues = 500_000

    /// Whether the first character is a brace.
    static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix(1024).first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && $0 != 0xFE && $0 != 0xFF }
        return first == UInt8(ascii: "{")
    }

    /// Reads a feed from valid UTF-8.
    static func read(_ utf8: [UInt8], url: String?, limits: FeedLimits) throws(FeedError) -> Feed {
        // Every value costs some hundred bytes of memory, so that it is values that are counted, not bytes.
        let values = utf8.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
        guard values <= maximumValues else { throw FeedError(.tooLarge, found: "\(values) JSON values") }
        var reader = JSONFeedReader(url: url, limits: limits)
        return try reader.read(utf8)
    }

    private init(url: String?, limits: FeedLimits) {
        (self.limits, links) = (limits, LinkResolver(limits))
        self.url = url.flatMap { LinkResolver.base($0, within: nil) }
        if url != nil, self.url == nil { remarks.note(.bases) }
    }

    private mutating func read(_ utf8: [UInt8]) throws(FeedError) -> Feed {
        let root = try parsed(utf8)
        var version = root["version"]?.string ?? ""
        while version.last == "/" { version.removeLast() }
        guard version.contains("jsonfeed.org") || root["items"] != nil else { throw FeedError(.notAFeed, found: "JSON of another kind") }
        var feed = Feed(format: FeedFormat(version.hasSuffix("1.1") ? "json1.1" : "json1"))
        feed.title = text(root["title"])
        feed.description = text(root["description"])
        feed.link = link(root["home_page_url"])
        feed.language = language(root)
        feed.selfLink = link(root["feed_url"])
        feed.nextLink = link(root["next_url"])
        feed.authors = people(root)
        for hub in root["hubs"]?.array.prefix(8) ?? [] {
            // rssCloud hubs speak another protocol.
            let type = hub["type"]?.string?.lowercased() ?? "websub"
            if type == "websub" || type == "pubsubhubbub", let address = link(hub["url"]) { feed.hubs.append(address) }
        }
        // Nothing will come any more: such a feed need not be asked more often than any hint may have it.
        if root["expired"]?.bool == true { feed.hints.updateInterval = 365 * 86_400 }
        let items = root["items"]?.array ?? []
        for value in items.prefix(limits.items) {
            guard case .object = value else { continue }
            let item = item(value)
            // The format would have all discarded that have no id; a text is worth more than that.
            guard item != Feed.Item() else { continue }
            feed.items.append(item)
            for (name, date) in [("date_published", item.published), ("date_modified", item.updated)]
            where date == nil && feed.unreadableDates.count < 8 {
                if let raw = text(value[name])?.nonEmpty { feed.unreadableDates.append(String(raw.prefix(80))) }
            }
        }
        if items.count > limits.items { remarks.note(.items) }
        feed.isTruncated = isIncomplete
        // The format has no date of the whole: the newest item's is the nearest to one.
        feed.updated = feed.items.compactMap { $0.updated ?? $0.published }.max { $0.milliseconds < $1.milliseconds }
        for index in feed.items.indices where feed.items[index].language == feed.language { feed.items[index].language = nil }
        if links.isExhausted { remarks.note(.links) }
        feed.recovered = remarks.repairs
        feed.exceeded = remarks.excesses(limits)
        return feed
    }

    /// The document, or what of it can be read item by item.
    private mutating func parsed(_ utf8: [UInt8]) throws(FeedError) -> JSONValue {
        let depth = min(limits.depth, 256)
        do {
            return try JSONValue(parsing: utf8, lenient: true, maximumDepth: depth)
        } catch {
            if let sound = JSONFeedRecovery.soundPart(of: utf8, depth: depth),
                let root = try? JSONValue(parsing: sound, lenient: true, maximumDepth: depth)
            {
                remarks.note(.brokenItem)
                isIncomplete = true
                return root
            }
            throw FeedError(.broken, found: error.message, offset: error.offset)
        }
    }

    private mutating func item(_ value: JSONValue) -> Feed.Item {
        var item = Feed.Item()
        item.id = identifier(value["id"])
        item.link = link(value["url"]) ?? link(value["external_url"])
        item.title = text(value["title"])
        item.summary = text(value["summary"]).map(escaped)
        let plain = text(value["content_text"])
        if let html = text(value["content_html"]), !html.isEmpty || plain == nil {
            item.content = absolute(html)
        } else {
            item.content = plain.map(escaped)
        }
        item.published = date(value["date_published"])
        item.updated = date(value["date_modified"])
        item.authors = people(value)
        item.categories = entries(value["tags"]).compactMap { text($0)?.nonEmpty }
        for attachment in entries(value["attachments"]) {
            guard let address = link(attachment["url"]) else { continue }
            let length = attachment["size_in_bytes"]?.number.flatMap { Int64(exactly: $0.rounded()) }
            item.enclosures.append(Feed.Enclosure(url: address, type: text(attachment["mime_type"]), length: length))
        }
        item.language = language(value)
        return item
    }

    /// 1.1 has `authors`, 1.0 `author`; feeds have either in either.
    private mutating func people(_ value: JSONValue) -> [Feed.Person] {
        var people: [Feed.Person] = []
        let values = entries(value["authors"])
        for value in values.isEmpty ? [value["author"]].compactMap(\.self)[...] : values {
            let person =
                value.string.map { Feed.Person(name: $0.trimmed.nonEmpty) }
                ?? Feed.Person(name: text(value["name"])?.nonEmpty, url: link(value["url"]))
            if person != Feed.Person() { people.append(person) }
        }
        return people
    }

    /// A list's elements, as many as the limits allow.
    private mutating func entries(_ list: JSONValue?) -> ArraySlice<JSONValue> {
        let entries = list?.array ?? []
        if entries.count > limits.entries { remarks.note(.entries) }
        return entries.prefix(limits.entries)
    }

    private func text(_ value: JSONValue?) -> String? { value?.string?.trimmed }

    /// "id" must be a string; numbers are common and read as such (version 1, "items").
    private func identifier(_ value: JSONValue?) -> String? {
        if case .longNumber(let digits) = value { return digits }
        if let number = value?.number { return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number) }
        return text(value)?.nonEmpty
    }

    private mutating func link(_ value: JSONValue?) -> String? {
        guard let reference = text(value)?.nonEmpty else { return nil }
        return links.resolve(reference, against: url)
    }

    private mutating func language(_ value: JSONValue) -> String? {
        guard let tag = text(value["language"]) else { return nil }
        guard tag.utf8.count <= FeedLimits.languageBytes else {
            remarks.note(.languages)
            return nil
        }
        return tag
    }

    private func date(_ value: JSONValue?) -> Timestamp? {
        text(value).flatMap { DateParser.parse($0, partial: true) }
    }

    /// HTML with its links made absolute.
    private mutating func absolute(_ html: String) -> String {
        guard let url, let resolved = MarkupLinks.resolved(Array(html.utf8)[...], against: url, by: &links) else { return html }
        return String(decoding: resolved, as: UTF8.self)
    }

    private func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return text }
        var output: [UInt8] = []
        XMLText.appendEscaped(text.utf8, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
