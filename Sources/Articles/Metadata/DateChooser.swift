import JSONText
import Markup

/// Chooses when a page was published and last modified.
struct DateChooser {
    private let facts: PageFacts

    init(_ facts: PageFacts) {
        self.facts = facts
    }

    /// The publication time: what the page declares, then marked-up times, the address, and dates in the page's text.
    func published() -> Timestamp? {
        for value in ["datePublished", "dateCreated", "uploadDate"].compactMap({ facts.linked.string($0) }) {
            if let date = Self.read(value) { return date }
        }
        let names = [
            "article:published_time", "og:article:published_time", "datepublished", "article:published", "publish-date", "publishdate",
            "publish_date",
            "pubdate", "published_time", "date.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
            "dcterms.date",
            "dc.date", "dc.date.created", "dcterms.issued", "article.published", "published-date", "displaydate",
            "cxenseparse:recs:publishtime",
            "article_date_original", "originalpublicationdate", "citation_publication_date", "citation_date", "og:published_time",
            "og:pubdate", "rnews:datepublished",
            "date", "article.created", "created", "datecreated", "last-modified", "og:updated_time", "article:modified_time",
        ]
        for name in names {
            for value in facts.meta.all(name) {
                if let date = Self.read(value) { return date }
            }
        }
        return markedDate() ?? addressDate() ?? textDate()
    }

    /// The time of the last change, where the page tells one.
    func modified() -> Timestamp? {
        if let value = facts.linked.string("dateModified"), let date = Self.read(value) { return date }
        for name in [
            "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified",
            "modified_time", "lastmod", "article:modified", "article.updated",
        ] {
            for value in facts.meta.all(name) {
                if let date = Self.read(value) { return date }
            }
        }
        return nil
    }

    /// A time that may stand for a page: from 1990 to 2100.
    static func read(_ text: String) -> Timestamp? {
        let text = Words.plain(text)
        if let date = DateParser.parse(text) { return isPlausible(date) ? date : nil }
        // Seconds or milliseconds since 1970.
        if let number = Int64(text), number > 631_152_000, number < 4_102_444_800_000 {
            let milliseconds = number < 100_000_000_000 ? number * 1000 : number
            let date = Timestamp(milliseconds: milliseconds)
            return isPlausible(date) ? date : nil
        }
        return nil
    }

    private static func isPlausible(_ date: Timestamp) -> Bool {
        date.seconds > 631_152_000 && date.seconds < 4_102_444_800
    }

    // MARK: Marked-up times

    private func markedDate() -> Timestamp? {
        let page = facts.page
        var best: (rank: Int, date: Timestamp)?
        for node in page.nodes {
            let tag = page.tag(node)
            guard tag != .text, tag != .meta, tag != .script else { continue }
            let isTime = tag == .time
            let property = page.attribute(.itemprop, of: node)?.lowercased() ?? ""
            let name = page.attribute(.class, of: node)?.lowercased() ?? ""
            let isDate = isTime || property.contains("date") || Self.isDateClass(name)
            guard isDate else { continue }
            var rank = 5
            if property.contains("datepublished") || page.attributeRange(.pubdate, of: node) != nil || name.contains("publish") {
                rank = 0
            } else if isTime {
                rank = 1
            } else if name.contains("date") {
                rank = 2
            }
            if name.contains("modif") || name.contains("updat") || property.contains("modif") { rank += 3 }
            let values = [page.attribute(.datetime, of: node), page.attribute(.content, of: node), page.attribute(.title, of: node)]
                .compactMap { $0 }
            var date = values.lazy.compactMap(Self.read).first
            if date == nil {
                let text = page.text(of: node)
                if text.utf8.count <= 120 { date = DateFinder.first(in: text) }
            }
            if let date, best == nil || rank < (best?.rank ?? 9) { best = (rank, date) }
            if rank == 0, best?.rank == 0 { break }
        }
        return best?.date
    }

    private static func isDateClass(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count < 300 else { return false }
        return ["date", "time", "publish", "posted", "fecha", "datum"].contains { name.contains($0) } && !name.contains("update-")
            && !name.contains("sometimes")
    }

    // MARK: Address

    /// The day in an address: `/2026/03/01/`, `2026-03-01`, `/20260301/`.
    private func addressDate() -> Timestamp? {
        for address in [facts.url, facts.meta.links["canonical"]?.first, facts.meta.first("og:url")] {
            guard let address, let date = DateFinder.inAddress(address) else { continue }
            return date
        }
        return nil
    }

    // MARK: Text

    private func textDate() -> Timestamp? {
        let page = facts.page
        var text: [UInt8] = []
        var node = 0
        var counted: [Timestamp: Int] = [:]
        var order: [Timestamp] = []
        while node < page.nodes.count {
            let tag = page.tag(node)
            if tag == .script || tag == .style || tag == .head { node = page.end(node); continue }
            if tag == .text {
                let range = page.textRange(node)
                if range.count < 200 {
                    text = Array(page.buffer[range])
                    if let date = DateFinder.first(in: String(decoding: text, as: UTF8.self)) {
                        if counted[date] == nil { order.append(date) }
                        counted[date, default: 0] += 1
                    }
                }
                if order.count > 50 { break }
            }
            node += 1
        }
        return order.first
    }
}
