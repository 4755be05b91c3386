import Markup

/// What the start of an element does.
extension XMLFeedReader {
    /// Takes an element up; its attributes are the scanner's.
    ///
    /// - Returns: what its children are to the feed.
    mutating func open(_ element: FeedElement, in namespace: FeedNamespace) -> Role {
        guard dialect != .none else { return openRoot(element, in: namespace) }
        let parent = frames.last?.role ?? .root
        if isItem(element, in: parent) {
            if parent == .ignored, let depth = item?.depth, isNested(in: depth + 1) { return .ignored }
            return openItem()
        }
        switch parent {
        case .root, .channel: return openInChannel(element, in: namespace)
        case .item, .news: return openInItem(element, in: namespace)
        case .source: return element == .author ? openPerson(element, inSource: true) : .ignored
        case .alternatives: return element == .content ? openContent(in: namespace) : .ignored
        case .mediaGroup: return openMedia(element)
        case .person, .owner: return openInPerson(element)
        case .hours, .days: return openText(element, in: namespace, .value)
        case .publication:
            if element == .publicationName || element == .language { return openText(element, in: namespace, .value) }
            return .ignored
        case .ignored, .text: return .ignored
        }
    }

    private func isItem(_ element: FeedElement, in parent: Role) -> Bool {
        switch dialect {
        case .sitemap: parent == .root && element == .uri
        case .sitemapIndex: parent == .root && element == .item
        default: element == .item && frames.last?.element != .source
        }
    }

    // MARK: Roots

    private mutating func openRoot(_ element: FeedElement, in namespace: FeedNamespace) -> Role {
        var (element, namespace) = (element, namespace)
        if element == .unknown || (element == .rss && namespace != .core) { (element, namespace) = believedRoot() }
        // In a document that begins with something else (a warning that PHP wrote in front, or a web page after all)
        // only the names that nothing but feeds has can be believed.
        if strangeRoot != nil, element == .channel || element == .item || (element == .feed && namespace != .atom) { return .ignored }
        switch element {
        case .rss:
            dialect = .rss
            feed.format = FeedFormat(Self.rssName(attribute("version")))
        case .rdf:
            dialect = .rdf
            feed.format = FeedFormat(rdfName)
        case .feed:
            dialect = .atom
            feed.format = FeedFormat(atomName)
            takeChannelLanguage()
            return .channel
        case .channel:
            // CDF's root; an RSS document that lost its own has no attributes here.
            dialect = attribute("href") != nil || attribute("lastmod") != nil || isUpperCase ? .cdf : .rss
            if dialect == .cdf { feed.format = FeedFormat("cdf") }
            if rdfName == "rss1.1" { feed.format = FeedFormat("rss1.1") }
            takeChannelAttributes()
            return .channel
        case .item:
            dialect = namespace == .atom ? .atom : .rss
            feed.format = FeedFormat(namespace == .atom ? atomName : "rss")
            return openItem()
        case .urlSet:
            dialect = .sitemap
            feed.format = FeedFormat("sitemap")
        case .sitemapIndex:
            dialect = .sitemapIndex
            feed.format = .sitemapIndex
        default:
            if strangeRoot == nil {
                let name = scanner.bytes[scanner.name].prefix(40)
                strangeRoot = name.allSatisfy { $0 < 0x80 } ? String(decoding: name, as: UTF8.self).lowercased() : "?"
            }
            return .ignored
        }
        takeChannelLanguage()
        return .root
    }

    /// What a root under a namespace that has no such element can only be, by its name.
    ///
    /// RSS under Atom's default namespace, or XHTML's, or a prefix of its own, is RSS all the same.
    private mutating func believedRoot() -> (element: FeedElement, namespace: FeedNamespace) {
        let name = scanner.bytes[scanner.name]
        let colon = name.firstIndex(of: UInt8(ascii: ":"))
        let element = FeedVocabulary.element(colon.map { name[($0 + 1)...] } ?? name, in: .core)
        guard element == .rss || (colon == nil && (element == .feed || element == .urlSet || element == .sitemapIndex)) else {
            return (.unknown, .foreign)
        }
        let prefix = colon.map { FeedVocabulary.hash(name[..<$0]) } ?? 0
        for index in namespaces.indices where namespaces[index].prefix == prefix { namespaces[index].namespace = .core }
        return (element, .core)
    }

    private var isUpperCase: Bool { scanner.bytes[scanner.name].allSatisfy { (0x41...0x5A).contains($0) } }

    private static func rssName(_ version: String?) -> String {
        guard let version = version?.trimmed, !version.isEmpty else { return "rss" }
        let known = ["0.90", "0.91", "0.92", "0.93", "0.94", "1.0", "1.1"]
        if let name = known.first(where: { version.hasPrefix($0) }) { return "rss" + name }
        return version.hasPrefix("2") ? "rss2.0" : "rss"
    }

    private var rdfName: String {
        for attribute in scanner.attributes {
            let value = scanner.string(attribute.value).lowercased()
            if value.contains("netscape.com/rdf/simple/0.9") { return "rss0.90" }
            if value.contains("purl.org/net/rss1.1") { return "rss1.1" }
        }
        return "rss1.0"
    }

    private var atomName: String {
        if let version = attribute("version")?.trimmed, version.hasPrefix("0.") {
            return version.hasPrefix("0.3") ? "atom0.3" : "atom\(version.prefix(3))"
        }
        let old = scanner.attributes.contains { scanner.string($0.value).contains("purl.org/atom/ns") }
        return old ? "atom0.3" : "atom1.0"
    }

    private mutating func takeChannelLanguage() {
        if let language = languages.last?.value.nonEmpty { channel.language.take(language, rank: 1) }
    }

    private mutating func takeChannelAttributes() {
        takeChannelLanguage()
        if dialect == .cdf, let base = attribute("base") {
            declareBase(base, depth: frames.count)
        }
        if let href = attribute("href") { takeChannelLink(href, rank: 0) }
        if let modified = attribute("lastmod").flatMap({ DateParser.parse($0, partial: true) }) {
            channel.updated.take(modified, rank: 0)
        }
    }

    // MARK: The feed's own elements

    private mutating func openInChannel(_ element: FeedElement, in namespace: FeedNamespace) -> Role {
        // Between items, and after them, fields are the feed's still.
        switch element {
        case .channel:
            takeChannelAttributes()
            return .channel
        case .items, .rdf, .rss, .feed: return .root
        case .title, .description, .abstract, .fallbackTitle, .fallbackDescription, .subtitle:
            if takeCDFValue(element) { return .ignored }
            return openText(element, in: namespace, textMode(in: namespace))
        case .anchor where dialect == .cdf:
            if let href = attribute("href") { takeChannelLink(href, rank: 0) }
            return .ignored
        case .id, .language, .published, .updated, .lastBuildDate, .date, .created, .ttl, .updatePeriod, .updateFrequency:
            return openText(element, in: namespace, .value)
        case .link: return openLink(in: namespace)
        case .author, .creator, .contributor, .owner: return openPerson(element)
        case .skipHours: return .hours
        case .skipDays: return .days
        default: return .ignored
        }
    }

    /// CDF's other form of a text: `<TITLE VALUE="…"/>`.
    private mutating func takeCDFValue(_ element: FeedElement) -> Bool {
        guard dialect == .cdf, let value = attribute("value")?.trimmed else { return false }
        switch (element, item != nil) {
        case (.title, true): item?.title.take(value, rank: 0)
        case (.title, false): channel.title.take(value, rank: 0)
        case (_, true): item?.summary.take(value, rank: 0)
        case (_, false): channel.description.take(value, rank: 0)
        }
        return true
    }

    /// Takes a link up by its attributes, or begins to read its text.
    private mutating func openLink(in namespace: FeedNamespace) -> Role {
        let relation = attribute("rel")?.trimmed.lowercased().nonEmpty ?? "alternate"
        guard let href = attribute("href") else {
            // "Link" elements with the address as text: RSS's own, and Atom's by mistake.
            return relation == "alternate" ? openText(.link, in: namespace, .value) : .ignored
        }
        let type = attribute("type")?.trimmed.lowercased() ?? ""
        let url = links.resolve(href, against: base)
        let rank = linkRank(relation: relation, type: type, in: namespace)
        switch relation {
        case "enclosure" where item != nil:
            let length = attribute("length").flatMap { Int64($0.trimmed) }
            takeEnclosure(Feed.Enclosure(url: url, type: type.nonEmpty, length: length))
        case "self" where item == nil: feed.selfLink = feed.selfLink ?? url
        case "hub" where item == nil: if feed.hubs.count < 8 { feed.hubs.append(url) }
        case "next" where item == nil: feed.nextLink = feed.nextLink ?? url
        default: break
        }
        if let rank {
            if item != nil {
                item?.link.takeLink(url, rank: rank)
            } else {
                channel.link.takeLink(url, rank: rank, lastWins: dialect == .rss)
            }
        }
        return .ignored
    }

    /// How well an Atom link fits as the one link; `nil` where it is for something else.
    private func linkRank(relation: String, type: String, in namespace: FeedNamespace) -> Int? {
        let isAlternate = relation == "alternate" || relation.hasSuffix("/alternate")
        guard isAlternate else { return nil }
        // In RSS its own link element comes first.
        let offset = dialect == .atom || namespace == .core ? 0 : 2
        let isPage = type.isEmpty || type.contains("html")
        return offset + (isPage ? 0 : 1)
    }

    private mutating func takeChannelLink(_ reference: String, rank: Int) {
        channel.link.takeLink(links.resolve(reference, against: base), rank: rank)
    }

    // MARK: Items

    private mutating func openItem() -> Role {
        if let open = frames.lastIndex(where: { $0.role == .item }), item != nil {
            remarks.note(.nestedItem)
            close(downTo: open)
        }
        var draft = ItemDraft(start: scanner.tokenStart, depth: frames.count)
        if let about = attribute("about", inAnyNamespace: true) {
            draft.id.take(about.trimmed, rank: 1)
            if WebAddress(about).isFetchable { draft.link.takeLink(about.trimmed, rank: 9) }
        }
        if dialect == .cdf {
            if let href = attribute("href") { draft.link.takeLink(links.resolve(href, against: base), rank: 0) }
            if let modified = attribute("lastmod").flatMap({ DateParser.parse($0, partial: true) }) {
                draft.updated.take(modified, rank: 0)
            }
        }
        draft.language = languages.last?.value
        item = draft
        return .item
    }

    private mutating func openInItem(_ element: FeedElement, in namespace: FeedNamespace) -> Role {
        switch element {
        case .title, .description, .abstract, .fallbackTitle, .fallbackDescription, .subtitle, .mediaDescription, .mediaTitle:
            if takeCDFValue(element) { return .ignored }
            return openText(element, in: namespace, textMode(in: namespace))
        case .anchor where dialect == .cdf:
            if let link = attribute("href").map({ links.resolve($0, against: base) }) { item?.link.takeLink(link, rank: 0) }
            return .ignored
        case .content:
            // Atom 0.3: the same content in several forms.
            if dialect == .atom, attribute("type")?.trimmed.lowercased() == "multipart/alternative" { return .alternatives }
            return openContent(in: namespace)
        case .id, .guid, .published, .updated, .lastBuildDate, .date, .created, .keywords, .language:
            if element == .guid { isPermalink = attribute("ispermalink").map { $0.trimmed.lowercased() != "false" } ?? true }
            return openText(element, in: namespace, .value)
        case .location, .lastModified: return openText(element, in: namespace, .value)
        case .link: return openLink(in: namespace)
        case .author, .creator, .contributor, .owner: return openPerson(element)
        case .category:
            if let term = attribute("term") ?? (namespace == .iTunes ? attribute("text") : nil) {
                takeCategory(term.trimmed.nonEmpty ?? attribute("label") ?? "")
                return .ignored
            }
            return openText(element, in: namespace, .value)
        case .enclosure:
            if let url = attribute("url") ?? attribute("href") {
                let length = attribute("length").flatMap { Int64($0.trimmed) }
                takeEnclosure(
                    Feed.Enclosure(url: links.resolve(url, against: base), type: attribute("type")?.trimmed.nonEmpty, length: length))
            }
            return .ignored
        case .mediaGroup: return .mediaGroup
        case .mediaContent: return openMedia(element)
        case .news:
            item?.isNews = true
            return .news
        case .publication: return .publication
        case .source: return .source
        default: return .ignored
        }
    }

    private mutating func openMedia(_ element: FeedElement) -> Role {
        switch element {
        case .mediaContent:
            if let url = attribute("url"), !url.trimmed.isEmpty {
                let length = attribute("filesize").flatMap { Int64($0.trimmed) }
                takeEnclosure(
                    Feed.Enclosure(url: links.resolve(url, against: base), type: attribute("type")?.trimmed.nonEmpty, length: length),
                    isMedia: true)
            }
            return .mediaGroup
        case .mediaDescription, .mediaTitle: return openText(element, in: .media, .html)
        default: return .ignored
        }
    }

    private mutating func openContent(in namespace: FeedNamespace) -> Role {
        if namespace == .atom || dialect == .atom, let source = attribute("src") {
            let url = links.resolve(source, against: base)
            if item != nil { item?.link.takeLink(url, rank: 8) }
            return .ignored
        }
        return openText(.content, in: namespace, namespace == .xhtml ? .xhtml : textMode(in: namespace))
    }

    // MARK: People

    private mutating func openPerson(_ element: FeedElement, inSource: Bool = false) -> Role {
        person = PersonDraft(isOwner: element == .owner, isContributor: element == .contributor, isOfSource: inSource)
        return element == .owner ? .owner : .person
    }

    private mutating func openInPerson(_ element: FeedElement) -> Role {
        switch element {
        case .name, .email, .uri: return openText(element, in: .core, .value)
        default: return .ignored
        }
    }

    // MARK: Texts

    mutating func openText(_ element: FeedElement, in namespace: FeedNamespace, _ mode: TextCapture.Mode) -> Role {
        capture = TextCapture(
            element, in: namespace, mode: mode, depth: frames.count, base: bases.last?.value, language: languages.last?.value)
        return .text
    }

    /// How a text is written: by `type` and `mode` in Atom, as HTML elsewhere.
    private func textMode(in namespace: FeedNamespace) -> TextCapture.Mode {
        let type = attribute("type")?.trimmed.lowercased() ?? ""
        let mode = attribute("mode")?.trimmed.lowercased() ?? ""
        guard dialect == .atom || namespace == .atom || !mode.isEmpty else { return type == "xhtml" ? .xhtml : .html }
        let isHTML = type == "html" || type == "text/html" || (namespace != .atom && namespace != .core)
        if mode == "base64" || type == "application/octet-stream" || type == "base64" {
            return .base64(isHTML: isHTML || type.contains("xhtml"))
        }
        if isHTML { return .html }
        if type == "xhtml" || type.hasSuffix("+xml") || type.hasSuffix("/xml") { return mode == "escaped" ? .html : .xhtml }
        // RFC 4287, section 4.1.3.3: whatever else is in base 64.
        if type.contains("/"), !type.hasPrefix("text/") { return .base64(isHTML: false) }
        return .text
    }

    /// An attribute's value with its references resolved; the name in any case.
    func attribute(_ name: StaticString, inAnyNamespace: Bool = false) -> String? {
        name.withUTF8Buffer { name in
            for attribute in scanner.attributes
            where attribute.name.count == name.count || (inAnyNamespace && attribute.name.count > name.count) {
                let found = scanner.bytes[attribute.name].suffix(name.count)
                let isWhole = found.startIndex == attribute.name.lowerBound
                guard isWhole || scanner.bytes[found.startIndex - 1] == UInt8(ascii: ":") else { continue }
                if zip(found, name).allSatisfy({ ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }) {
                    return scanner.string(attribute.value)
                }
            }
            return nil
        }
    }
}
