import JSONText
import Markup

/// Fills in what a page says about its article.
enum PageMetadata {
    static func write(_ facts: PageFacts, to article: inout Article) {
        article.url = facts.url
        article.siteName = siteName(facts)
        article.canonicalURL = canonicalURL(facts)
        article.title = TitleChooser(facts, siteName: article.siteName).title()
        article.bylines = AuthorChooser(facts, siteName: article.siteName).bylines()
        article.authors = article.bylines.map(\.name)
        let dates = DateChooser(facts, title: article.title)
        article.published = dates.published()
        article.modified = dates.modified()
        article.language = language(facts)
        article.description = description(facts)
        article.image = image(facts)
        article.categories = categories(facts)
        article.paywalled = isPaywalled(facts)
        article.reservations = reservations(facts)
        article.nextPage = NextPage.address(facts)
    }

    private static func siteName(_ facts: PageFacts) -> String? {
        if let name = facts.meta.first("og:site_name") { return Words.plain(name) }
        if let publisher = facts.linked.article?["publisher"] {
            if let name = facts.linked.resolved(publisher)["name"]?.string ?? publisher.string { return Words.plain(name) }
        }
        if let site = facts.linked.objects.first(where: { LinkedData.isType($0, ["WebSite"]) })?["name"]?.string {
            return Words.plain(site)
        }
        if let name = facts.meta.first(
            "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone", "dc.publisher", "cre", "publisher")
        {
            return Words.plain(name)
        }
        return nil
    }

    /// The declared address, if it is on the same site and no front page.
    private static func canonicalURL(_ facts: PageFacts) -> String? {
        let base = facts.page.nodes.first { facts.page.tag($0) == .base }.flatMap { facts.page.attribute(.href, of: $0) }
        for declared in [facts.meta.links["canonical"]?.first, facts.meta.first("og:url")] {
            guard let declared = declared?.trimmed, !declared.isEmpty else { continue }
            let address = WebAddress.resolve(declared, against: base.map { WebAddress.resolve($0, against: facts.url) } ?? facts.url)
            let parts = WebAddress(address)
            guard let host = parts.host, parts.scheme == "http" || parts.scheme == "https" else { continue }
            if let own = facts.url.map(WebAddress.init), let ownHost = own.host {
                guard sameSite(host, ownHost) else { continue }
                let isFront = parts.path.isEmpty || parts.path == "/"
                if isFront, !(own.path.isEmpty || own.path == "/") || own.query != parts.query { continue }
            }
            return address
        }
        return nil
    }

    /// Whether two hosts share their last two labels (three where the last two are short, as in "co.uk").
    private static func sameSite(_ left: String, _ right: String) -> Bool {
        func site(_ host: String) -> [Substring] {
            let labels = host.split(separator: ".")
            let isShort = labels.count >= 3 && labels[labels.count - 1].count == 2 && labels[labels.count - 2].count <= 3
            return labels.suffix(isShort ? 3 : 2)
        }
        return site(left) == site(right)
    }

    private static func language(_ facts: PageFacts) -> String? {
        let root = facts.page.nodes.first { facts.page.tag($0) == .html }
        let declared = [
            root.flatMap { facts.page.attribute(.lang, of: $0) ?? facts.page.attribute(.xmlLang, of: $0) },
            facts.linked.string("inLanguage"),
            facts.meta.first("og:locale", "content-language", "language", "dc.language", "dcterms.language"),
        ]
        for value in declared {
            guard let value else { continue }
            let tag = value.trimmed.replacing("_", with: "-")
            guard (2...15).contains(tag.utf8.count),
                tag.utf8.allSatisfy({ $0 == 0x2D || ($0 | 0x20) &- 0x61 < 26 || ($0 >= 0x30 && $0 <= 0x39) })
            else { continue }
            let parts = tag.split(separator: "-")
            guard let first = parts.first, (2...3).contains(first.count) else { continue }
            return ([first.lowercased()] + parts.dropFirst().map { $0.count == 2 ? $0.uppercased() : String($0) }).joined(separator: "-")
        }
        return nil
    }

    private static func description(_ facts: PageFacts) -> String? {
        let values = [
            facts.meta.first("og:description"), facts.meta.first("description"), facts.linked.article?["description"]?.string,
            facts.meta.first("twitter:description", "dc.description"),
        ]
        return values.compactMap { $0 }.map(Words.plain).first { !$0.isEmpty }
    }

    private static func image(_ facts: PageFacts) -> String? {
        var found = facts.meta.first(
            "og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")
        if found == nil, let value = facts.linked.article?["image"] {
            let first = facts.linked.resolved(value.array.first ?? value)
            found = first.string ?? first["url"]?.string ?? first["contentUrl"]?.string
        }
        found = found ?? facts.meta.links["image_src"]?.first
        guard let address = found?.trimmed, !address.isEmpty, !address.hasPrefix("data:") else { return nil }
        return WebAddress.resolve(address, against: facts.url)
    }

    private static func categories(_ facts: PageFacts) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        func add(_ text: String) {
            for piece in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
                let name = Words.plain(String(piece))
                guard !name.isEmpty, name.utf8.count <= 100, found.count < 60, !name.contains("://"),
                    seen.insert(name.lowercased()).inserted
                else { continue }
                found.append(name)
            }
        }
        if let article = facts.linked.article {
            for key in ["keywords", "articleSection"] {
                guard let value = article[key] else { continue }
                if let text = value.string { add(text) }
                value.array.compactMap(\.string).forEach(add)
            }
        }
        for name in ["article:section", "article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "parsely-section"] {
            facts.meta.all(name).forEach(add)
        }
        return found
    }

    private static func isPaywalled(_ facts: PageFacts) -> Bool {
        for object in facts.linked.objects {
            guard let value = object["isAccessibleForFree"] else { continue }
            if LinkedData.isType(object, ["WebPageElement"]) { continue }
            if value.bool == false || value.string?.lowercased() == "false" { return true }
        }
        let tier = facts.meta.first("article:content_tier", "og:article:content_tier")?.lowercased()
        return tier == "locked" || tier == "metered"
    }

    private static func reservations(_ facts: PageFacts) -> [String] {
        Reservations.read(
            robots: facts.meta.all("robots") + facts.meta.all("googlebot") + facts.meta.all("googlebot-news"),
            textAndDataMining: facts.meta.all("tdm-reservation"))
    }
}
