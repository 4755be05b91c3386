import JSONText
import Markup

/// Chooses when a page was published and last modified.
struct DateChooser {
    private let facts: PageFacts
    private let title: String?

    /// - Parameter title: beside which a page without declared times shows its date.
    init(_ facts: PageFacts, title: String? = nil) {
        self.facts = facts
        self.title = title
    }

    /// The publication time: what the page declares, then marked-up times, the address, and dates in the page's text.
    func published() -> Timestamp? {
        guard var date = firstPublished() else { return nil }
        // A time in UTC whose local day the page shows by another time's offset, or by the day in its address.
        guard !date.isDay, (date.offsetMinutes ?? 0) == 0 else { return date }
        let others = declaredTimes()
        if let same = others.first(where: { $0.milliseconds / 60_000 == date.milliseconds / 60_000 && ($0.offsetMinutes ?? 0) != 0 }) {
            return same
        }
        if let offset = shownOffset(of: date) {
            date.offsetMinutes = offset
            return date
        }
        guard let day = addressDate(), abs(day.milliseconds - date.milliseconds) < 2 * 86_400_000 else { return date }
        // A zone that another time of the page has, else the nearest one in which it was that day.
        let offsets = others.compactMap(\.offsetMinutes).filter { $0 != 0 } + (1...8).flatMap { [$0 * 60, $0 * -60] }
        for offset in offsets {
            let local = date.milliseconds + Int64(offset) * 60_000
            if local >= day.milliseconds, local < day.milliseconds + 86_400_000 {
                date.offsetMinutes = offset
                return date
            }
        }
        return date
    }

    /// All times that the page declares with a time of day.
    private func declaredTimes() -> [Timestamp] {
        var texts: [String] = []
        for object in facts.linked.objects.prefix(100) {
            for key in ["datePublished", "dateCreated", "dateModified", "uploadDate"] {
                if let text = object[key]?.string { texts.append(text) }
            }
        }
        for name in [
            "article:published_time", "article:modified_time", "og:updated_time", "date", "pubdate", "lastmod", "parsely-pub-date",
            "dc.date",
        ] {
            texts += facts.meta.all(name).prefix(5)
        }
        let page = facts.page
        for node in page.nodes where page.tag(node) == .time {
            if let text = page.attribute(.datetime, of: node) { texts.append(text) }
            if texts.count > 200 { break }
        }
        return texts.compactMap(Self.read).filter { !$0.isDay }
    }

    private func firstPublished() -> Timestamp? {
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
            "og:pubdate", "rnews:datepublished", "published_on", "publishedon", "postdate", "post_date",
            "date", "article.created", "created", "datecreated",
        ]
        for name in names {
            for value in facts.meta.all(name) {
                if let date = Self.read(value) { return date }
            }
        }
        let marked = markedDate()
        if let address = addressDate() {
            // The day in an address is the day of publication; a time on the page may be any event's.
            if let marked, abs(marked.date.milliseconds - address.milliseconds) < 2 * 86_400_000 { return marked.date }
            return address
        }
        // A comment's or a teaser's time is hardly better than none.
        if let marked, marked.rank < Self.strangersRank { return marked.date }
        return scriptDate() ?? textDate() ?? marked?.date ?? modified()
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

    private func markedDate() -> (rank: Int, date: Timestamp)? {
        let page = facts.page
        var best: (rank: Int, date: Timestamp)?
        var tried = 0
        for node in page.nodes {
            let tag = page.tag(node)
            guard tag != .text, tag != .meta, tag != .script else { continue }
            let isTime = tag == .time
            let property = Self.marks(page, .itemprop, node)
            let name = Self.marks(page, .class, node)
            guard isTime || property != 0 || (name & 7 != 0 && name & 16 == 0) else { continue }
            tried += 1
            if tried > 500 { break }
            var rank = 5
            if property & 2 != 0 || page.attributeRange(.pubdate, of: node) != nil || name & 2 != 0 {
                rank = 0
            } else if isTime {
                rank = 1
            } else if name & 1 != 0 {
                rank = 2
            }
            if (name | property) & 8 != 0 { rank += 3 }
            if belongsToAnother(node) { rank += Self.strangersRank }
            let values = [page.attribute(.datetime, of: node), page.attribute(.content, of: node), page.attribute(.title, of: node)]
                .compactMap { $0 }
            var date = values.lazy.compactMap(Self.read).first
            if date == nil, page.end(node) - node <= 40 {
                let text = page.text(of: node)
                if text.utf8.count <= 120 { date = DateFinder.first(in: text) }
            }
            if let date, rank < (best?.rank ?? .max) { best = (rank, date) }
            if best?.rank == 0 { break }
        }
        return best
    }

    /// Ranks from here on are of times that stand in comments, teasers and the like.
    private static let strangersRank = 20

    /// Whether an element stands in a comment or in a teaser for another article.
    private func belongsToAnother(_ node: Int) -> Bool {
        var node = node
        for _ in 0..<10 where node > 0 {
            if let range = facts.page.attributeRange(.class, of: node), !range.isEmpty, range.count < 300,
                Self.strangers.categories(in: facts.page.buffer, range) != 0
            {
                return true
            }
            node = facts.page.parent(node)
        }
        return false
    }

    private static let strangers = StemTable(["comment kommentar teaser related recommend sidebar disqus most-read latest-news"])

    /// Which words of a date's class or property an attribute has: 1 date, 2 published, 4 time or posted, 8 modified, 16 none after all.
    private static func marks(_ page: HTMLDocument, _ attribute: HTMLAttribute, _ node: Int) -> UInt64 {
        guard let range = page.attributeRange(attribute, of: node), !range.isEmpty, range.count < 300 else { return 0 }
        return words.categories(in: page.buffer, range)
    }

    private static let words = StemTable([
        "date fecha datum", "publish", "time posted", "modif updat", "sometimes candidate timeline validate",
    ])

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

    /// The day shown nearest behind the title, else the first day among the page's short texts.
    private func textDate() -> Timestamp? {
        let segments = facts.cut.segments
        if let titlePlace {
            for segment in segments[max(0, titlePlace - 3)..<min(segments.count, titlePlace + 15)] where segment.digits >= 4 {
                guard segment.text.count <= 200, !isNoPublication(segment) else { continue }
                if let date = DateFinder.first(in: facts.cut.string(segment)) { return date }
            }
        }
        var tried = 0
        for segment in segments where segment.digits >= 5 && segment.text.count <= 200 && !isNoPublication(segment) {
            if let date = DateFinder.first(in: facts.cut.string(segment)) { return date }
            tried += 1
            if tried >= 300 { break }
        }
        return nil
    }

    /// Whether a line tells the time of its reading, or whose rights since when.
    private func isNoPublication(_ segment: Segment) -> Bool {
        Self.otherDates.categories(in: facts.cut.bytes, segment.text) != 0
    }

    private static let otherDates = StemTable(
        [
            "copyright|©|(c) |all rights reserved|current time|it is currently|current date|time now|aktuelle zeit|aktuelles datum|heute ist|"
                + "nous sommes le|fecha y hora actual|registriert seit|joined:|dabei seit|member since|mitglied seit|born"
        ], separator: "|")

    /// The first segment that is the title.
    private var titlePlace: Int? {
        guard let title else { return nil }
        let folded = FoldedWords(Array(title.utf8)).whole
        let size = title.utf8.count
        return facts.cut.segments.indices.first { index in
            let text = facts.cut.segments[index].text
            return abs(text.count - size) <= 12 && FoldedWords(facts.cut.bytes[text]).whole == folded
        }
    }

    /// The time zone in which the page shows its time: minutes east of UTC, where a line has the time's day and minutes.
    ///
    /// "Nov. 8, 2023, 10:28 p.m." beside a declared 2023-11-09T03:28Z is five hours west.
    private func shownOffset(of date: Timestamp) -> Int? {
        let minuteOfDay = Int(((date.milliseconds / 60_000) % 1440 + 1440) % 1440)
        var tried = 0
        for segment in facts.cut.segments where segment.digits >= 6 && segment.text.count <= 160 {
            tried += 1
            if tried > 300 { break }
            let text = facts.cut.string(segment)
            let times = DateFinder.clockTimes(in: text).filter { $0 % 60 == minuteOfDay % 60 }
            guard !times.isEmpty, let shown = DateFinder.first(in: text) else { continue }
            let day = shown.milliseconds / 86_400_000
            for time in times {
                for shift in [-1440, 0, 1440] {
                    let offset = time - minuteOfDay + shift
                    guard offset != 0, (-720...840).contains(offset) else { continue }
                    let local = date.milliseconds + Int64(offset) * 60_000
                    if local / 86_400_000 == day { return offset }
                }
            }
        }
        return nil
    }

    /// A time under a telling name in a script's data.
    private func scriptDate() -> Timestamp? {
        let page = facts.page
        var bytes = 0
        for node in page.nodes where page.tag(node) == .script {
            let text = page.rawText(of: node)
            bytes += text.count
            if bytes > 3_000_000 { break }
            let found = text.withUnsafeBufferPointer { buffer -> Timestamp? in
                guard Self.scriptKeys.categories(in: buffer) != 0 else { return nil }
                return Self.firstScriptDate(buffer)
            }
            if let found { return found }
        }
        return nil
    }

    private static let keyNames = [
        "published_at", "publishedat", "datepublished", "publishdate", "publish_date", "published_date", "firstpublished",
    ]
    private static let scriptKeys = StemTable([keyNames.joined(separator: " ")])

    private static func firstScriptDate(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        let names = keyNames.map { Array($0.utf8) }
        var position = 0
        while position + 20 < text.count {
            defer { position += 1 }
            guard
                text[position] | 0x20 == UInt8(ascii: "p") || text[position] | 0x20 == UInt8(ascii: "d")
                    || text[position] | 0x20 == UInt8(ascii: "f")
            else { continue }
            for name in names where position + name.count < text.count {
                guard name.indices.allSatisfy({ text[position + $0] == name[$0] || text[position + $0] | 0x20 == name[$0] }) else {
                    continue
                }
                // Quotes, a colon, perhaps escapes; then the value up to the next quote.
                var start = position + name.count
                let limit = min(text.count, start + 12)
                while start < limit, !(0x30...0x39).contains(text[start]) { start += 1 }
                guard start < limit else { continue }
                var end = start
                while end < min(text.count, start + 35), text[end] != UInt8(ascii: "\""), text[end] != UInt8(ascii: "\\"),
                    text[end] != UInt8(ascii: ",")
                { end += 1 }
                if let date = read(String(decoding: text[start..<end], as: UTF8.self)) { return date }
            }
        }
        return nil
    }
}
