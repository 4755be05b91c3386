import JSONText
import Markup

/// Chooses a page's authors among its linked data, `meta` elements and byline.
struct AuthorChooser {
    private let facts: PageFacts
    private let cleaner: BylineCleaner

    init(_ facts: PageFacts, siteName: String?) {
        self.facts = facts
        var publishers = facts.linked.objects.prefix(200).filter { LinkedData.isType($0, ["Organization", "WebSite"]) }
            .compactMap { $0["name"]?.string }
        if let publisher = facts.linked.article?["publisher"]?["name"]?.string { publishers.append(publisher) }
        for name in ["og:site_name", "twitter:site", "application-name", "publisher", "dc.publisher"] { publishers += facts.meta.all(name) }
        cleaner = BylineCleaner(siteName: siteName, host: facts.host, publishers: publishers)
    }

    /// The first source that names people.
    func bylines() -> [Article.Byline] {
        let sources: [() -> [Article.Byline]] = [linkedAuthors, metaAuthors, pageAuthors, writtenAuthors]
        for source in sources {
            let found = source()
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: Sources

    private func linkedAuthors() -> [Article.Byline] {
        guard let article = facts.linked.article else { return [] }
        var found: [Article.Byline] = []
        for key in ["author", "creator"] {
            guard let value = article[key] else { continue }
            let values = value.array.isEmpty ? [value] : value.array
            for value in values.prefix(50) { add(value, to: &found) }
            if !found.isEmpty { break }
        }
        return found
    }

    private func add(_ value: JSONValue, to found: inout [Article.Byline]) {
        let value = facts.linked.resolved(value)
        let names: [String]
        if let text = value.string {
            names = [text]
        } else if let name = value["name"] {
            names = name.string.map { [$0] } ?? name.array.compactMap(\.string)
        } else if let family = value["familyName"]?.string {
            names = [(value["givenName"]?.string.map { $0 + " " } ?? "") + family]
        } else {
            names = value.array.compactMap { $0.string ?? $0["name"]?.string }
        }
        let isOrganization = LinkedData.isType(value, ["Organization", "NewsMediaOrganization", "Corporation"])
        let isPerson = LinkedData.isType(value, ["Person"])
        for name in names.prefix(50) {
            for var byline in cleaner.bylines(in: Words.plain(name), isOrganization: isOrganization, isPerson: isPerson) {
                if byline.role == nil { byline.role = value["jobTitle"]?.string.map(Words.plain).flatMap { $0.isEmpty ? nil : $0 } }
                if !found.contains(where: { Words.folded($0.name) == Words.folded(byline.name) }) { found.append(byline) }
            }
        }
    }

    private func metaAuthors() -> [Article.Byline] {
        let names = [
            "author", "parsely-author", "sailthru.author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "byl",
            "cxenseparse:author", "citation_author", "og:article:author", "creator", "authors", "dcsext.author", "rbauthors",
            "shareaholic:article_author_name",
        ]
        for name in names {
            var found: [Article.Byline] = []
            for value in facts.meta.all(name).prefix(50) where !value.contains("://") && !value.hasPrefix("/") {
                for byline in cleaner.bylines(in: Words.plain(value), isOrganization: false)
                where !found.contains(where: { Words.folded($0.name) == Words.folded(byline.name) }) {
                    found.append(byline)
                }
            }
            if !found.isEmpty { return found }
        }
        return labelledAuthors()
    }

    /// Names under a label of the page's card for networks: `twitter:label1` "Written by", `twitter:data1` the name.
    private func labelledAuthors() -> [Article.Byline] {
        for number in 1...4 {
            guard let label = facts.meta.first("twitter:label\(number)")?.lowercased(), Self.labels.contains(label),
                let name = facts.meta.first("twitter:data\(number)")
            else { continue }
            let found = cleaner.bylines(in: Words.plain(name), isOrganization: false)
            if !found.isEmpty { return found }
        }
        return []
    }

    private static let labels: Set<String> = [
        "written by", "author", "by", "verfasst von", "geschrieben von", "autor", "autorin", "écrit par", "auteur", "escrito por",
        "scritto da",
        "autore", "geschreven door", "napisane przez", "skrevet av", "skriven av", "skrevet af", "posted by",
    ]

    /// Elements marked as the author or the byline, up to the first that names people.
    private func pageAuthors() -> [Article.Byline] {
        let page = facts.page
        var marked: [(rank: Int, node: Int)] = []
        for node in page.nodes {
            let tag = page.tag(node)
            guard tag != .text, tag != .script, tag != .style, tag != .meta, tag != .link else { continue }
            guard page.end(node) - node <= 60, let rank = rank(of: node) else { continue }
            marked.append((rank, node))
            if marked.count >= 400 { break }
        }
        for rank in 0...4 {
            var found: [Article.Byline] = []
            var firstEnd = 0
            for (markedRank, node) in marked where markedRank == rank {
                if !found.isEmpty, node > firstEnd + 60 { break }
                let text = page.text(of: node)
                guard text.utf8.count <= 160 else { continue }
                for byline in cleaner.bylines(in: text, isOrganization: false, mustLookLikeName: true)
                where !found.contains(where: { Words.folded($0.name) == Words.folded(byline.name) }) {
                    found.append(byline)
                    firstEnd = page.end(node)
                }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// A line of its own that begins "By" and goes on with names, above the text or right below it.
    private func writtenAuthors() -> [Article.Byline] {
        for segment in facts.cut.segments where segment.size >= 6 && segment.size <= 90 {
            let text = facts.cut.string(segment)
            guard let names = BylineCleaner.afterLead(text) else { continue }
            let found = cleaner.bylines(in: names, isOrganization: false, mustLookLikeName: true)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// How surely an element names the author: 0 for marked up, 1 for an author's name by its class, 2 for a byline, 3 for another class
    /// that speaks of an author, 4 for a link to what a writer has written.
    private func rank(of node: Int) -> Int? {
        let page = facts.page
        if page.attribute(.rel, of: node) == "author" { return 0 }
        if let property = page.attribute(.itemprop, of: node), property.contains("author") { return 0 }
        if page.tag(node) == .a, let address = page.attributeRange(.href, of: node), !address.isEmpty, address.count < 300,
            Self.writerAddresses.categories(in: page.buffer, address) != 0
        {
            return 4
        }
        guard let range = page.attributeRange(.class, of: node) ?? page.attributeRange(.id, of: node), !range.isEmpty else { return nil }
        let categories = Self.bylineClasses.categories(in: page.buffer, range)
        if categories & 4 != 0 { return nil }
        if categories & 1 != 0 { return 1 }
        if categories & 2 != 0 { return 2 }
        return categories & 8 != 0 ? 3 : nil
    }

    private static let bylineClasses = StemTable([
        "author-name authorname author__name author_name byline-name byline__name bylinename author-link authorlink author__link byline-author",
        "byline =author post-author article-author entry-author autor auteur redakteur reporter writer",
        "comment related avatar image bio photo social share",
        "author",
    ])

    /// Where sites list what a writer has written.
    private static let writerAddresses = StemTable(["/author/ /authors/ /autor/ /autoren/ /auteur/ /autore/ /by/ /reporter/ /journalist/"])
}
