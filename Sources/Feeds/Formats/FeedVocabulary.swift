/// What an element of a feed means, whichever of the formats and namespaces it comes from.
enum FeedElement: UInt8, Sendable {
    case unknown
    // Documents and their parts.
    case rss, rdf, feed, channel, items, item, image, textInput, source
    // Texts.
    case title, description, content, abstract, fallbackDescription, fallbackTitle, subtitle
    // Identity and links.
    case id, guid, link
    // Times.
    case published, updated, lastBuildDate, date, created
    // People.
    case author, creator, contributor, owner, name, email, uri
    // The rest.
    case category, keywords, enclosure, language
    case ttl, skipHours, skipDays, hour, day, updatePeriod, updateFrequency
    /// CDF's link.
    case anchor
    case mediaGroup, mediaContent, mediaDescription, mediaTitle
    // Sitemaps.
    case urlSet, sitemapIndex, location, lastModified, news, publication, publicationName
    // What isn't a feed.
    case html
}

/// A namespace, as far as feeds know it.
enum FeedNamespace: UInt8, Sendable {
    /// None, or one that only says which version of RSS it is, or a default namespace nobody knows.
    case core
    case atom, rdf, dublinCore, dublinCoreTerms, content, media, iTunes, syndication, xhtml, xml, news, sitemap, mathematics, graphics
    /// Elements in it mean nothing here.
    case foreign

    /// The namespace an address stands for.
    ///
    /// Case, a slash at the end, and http or https make no difference: publishers get them wrong.
    init(address: Slice<UnsafeBufferPointer<UInt8>>) {
        var rest = address
        while let last = rest.last, last == UInt8(ascii: "/") || last == UInt8(ascii: "#") || last == 0x20 { rest.removeLast() }
        let isWeb = rest.count > 5 && FeedVocabulary.hash(rest.prefix(4)) == Self.httpHash
        if isWeb, let colon = rest.prefix(6).firstIndex(of: UInt8(ascii: ":")) { rest = rest[(colon + 1)...] }
        if rest.isEmpty {
            self = .core
        } else if rest.count > Self.longestAddress {
            self = .foreign
        } else {
            self = Self.addresses[FeedVocabulary.hash(rest)] ?? (Self.isCore(rest) ? .core : .foreign)
        }
    }

    /// The namespace that a prefix without a known address can only mean.
    init(prefix: some Collection<UInt8>) {
        self = Self.prefixes[String(decoding: prefix.prefix(16), as: UTF8.self).lowercased()] ?? .foreign
    }

    private static let httpHash = FeedVocabulary.hash("http".utf8)
    /// No address that says something is nearly as long.
    private static let longestAddress = 128

    /// Whether it is one of the many addresses that only say that this is RSS.
    private static func isCore(_ address: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        func contains(_ word: StaticString) -> Bool {
            word.withUTF8Buffer { word in
                var rest = address
                while rest.count >= word.count {
                    if zip(rest, word).allSatisfy({ ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }) { return true }
                    rest.removeFirst()
                }
                return false
            }
        }
        return contains("backend.userland.com/rss") || contains("purl.org/rss/1.0") && !contains("modules")
            || contains("netscape.com/rdf/simple") || contains("purl.org/net/rss1.1") || contains("blogs.law.harvard.edu/tech/rss")
            || contains("cyber.law.harvard.edu/rss") || contains("userland.com/rss2")
    }

    /// By the hash of what stands behind `http:` or `https:`, in lower case.
    private static let addresses: [UInt64: FeedNamespace] = {
        let pairs = known.map { (FeedVocabulary.hash($0.key.utf8), $0.value) }
        return Dictionary(pairs) { first, _ in first }
    }()

    private static let known: [String: FeedNamespace] = [
        "//www.w3.org/2005/atom": .atom, "//purl.org/atom/ns": .atom, "//purl.org/atom": .atom, "//purl.org/echo": .atom,
        "//www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "//purl.org/dc/elements/1.1": .dublinCore, "//purl.org/dc/elements/1.0": .dublinCore,
        "//purl.org/metadata/dublin_core": .dublinCore,
        "//purl.org/dc/terms": .dublinCoreTerms,
        "//purl.org/rss/1.0/modules/content": .content,
        "//search.yahoo.com/mrss": .media, "//search.yahoo.com/rss": .media, "//tools.search.yahoo.com/mrss": .media,
        "//video.search.yahoo.com/mrss": .media, "//www.rssboard.org/media-rss": .media,
        "//www.itunes.com/dtds/podcast-1.0.dtd": .iTunes, "//www.itunes.com/dtds/podcast.dtd": .iTunes,
        "//purl.org/rss/1.0/modules/syndication": .syndication,
        "//www.w3.org/1999/xhtml": .xhtml,
        "//www.w3.org/xml/1998/namespace": .xml,
        "//www.w3.org/1998/math/mathml": .mathematics, "//www.w3.org/2000/svg": .graphics,
        "//www.google.com/schemas/sitemap-news/0.9": .news,
        "//www.sitemaps.org/schemas/sitemap/0.9": .sitemap, "//www.google.com/schemas/sitemap/0.84": .sitemap,
        "//www.google.com/schemas/sitemap/0.9": .sitemap,
    ]

    private static let prefixes: [String: FeedNamespace] = [
        "atom": .atom, "atom10": .atom, "a10": .atom, "rdf": .rdf, "dc": .dublinCore, "dcterms": .dublinCoreTerms, "dct": .dublinCoreTerms,
        "content": .content, "media": .media, "itunes": .iTunes, "sy": .syndication, "syn": .syndication, "xhtml": .xhtml, "xml": .xml,
        "news": .news, "rss": .core, "svg": .graphics, "math": .mathematics,
    ]
}

/// Finds what an element means.
enum FeedVocabulary {
    /// - Parameters:
    ///   - name: the local name, in any case.
    ///   - namespace: where it is from.
    static func element(_ name: some Collection<UInt8>, in namespace: FeedNamespace) -> FeedElement {
        guard name.count <= 24 else { return .unknown }
        let hash = hash(name)
        switch namespace {
        case .core, .atom, .sitemap: return core[hash] ?? .unknown
        case .rdf: return hash == rdfHash ? .rdf : .unknown
        case .dublinCore, .dublinCoreTerms: return dublinCore[hash] ?? .unknown
        case .content: return hash == encodedHash ? .content : .unknown
        case .media: return media[hash] ?? .unknown
        case .iTunes: return iTunes[hash] ?? .unknown
        case .syndication: return syndication[hash] ?? .unknown
        case .news: return news[hash] ?? .unknown
        case .xhtml: return xhtml[hash] ?? .unknown
        case .xml, .mathematics, .graphics, .foreign: return .unknown
        }
    }

    /// FNV-1a over the name in lower case: quick, and a forged collision gains nothing.
    static func hash(_ name: some Collection<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name {
            hash = (hash ^ UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
        return hash
    }

    private static func table(_ names: KeyValuePairs<String, FeedElement>) -> [UInt64: FeedElement] {
        var table: [UInt64: FeedElement] = [:]
        for (list, element) in names {
            for name in list.split(separator: " ") { table[hash(name.utf8)] = element }
        }
        return table
    }

    private static let rdfHash = hash("rdf".utf8)
    private static let encodedHash = hash("encoded".utf8)

    private static let core = table([
        "rss": .rss, "rdf": .rdf, "feed": .feed, "channel": .channel, "items": .items, "item entry sitemap": .item,
        "image icon logo": .image,
        "textinput": .textInput, "source": .source,
        "title": .title, "description subtitle tagline": .description, "summary": .description, "abstract": .abstract,
        "content body fullitem encoded": .content,
        "id": .id, "guid": .guid, "link": .link,
        "pubdate published issued": .published, "updated modified": .updated, "lastbuilddate": .lastBuildDate, "created": .created,
        "author managingeditor": .author, "contributor": .contributor, "webmaster": .owner, "name": .name, "email": .email,
        "uri url homepage": .uri,
        "category": .category, "keywords": .keywords, "enclosure": .enclosure, "language": .language,
        "ttl": .ttl, "skiphours": .skipHours, "skipdays": .skipDays, "hour": .hour, "day": .day,
        "urlset": .urlSet, "sitemapindex": .sitemapIndex, "loc": .location, "lastmod": .lastModified,
        "html head": .html, "a": .anchor,
    ])

    private static let dublinCore = table([
        "title": .fallbackTitle, "description abstract": .fallbackDescription, "creator author": .creator, "subject": .category,
        "date": .date, "issued": .published, "created": .created, "modified": .updated, "language": .language,
    ])

    private static let media = table([
        "group": .mediaGroup, "content": .mediaContent, "description": .mediaDescription, "title": .mediaTitle, "keywords": .keywords,
    ])

    private static let iTunes = table([
        "author": .creator, "owner": .owner, "name": .name, "email": .email, "summary": .fallbackDescription, "subtitle": .subtitle,
        "title": .fallbackTitle, "category": .category, "keywords": .keywords, "image": .image,
    ])

    private static let syndication = table(["updateperiod": .updatePeriod, "updatefrequency": .updateFrequency])

    private static let news = table([
        "news": .news, "publication": .publication, "name": .publicationName, "language": .language, "publication_date": .published,
        "title": .title, "keywords": .keywords,
    ])

    private static let xhtml = table(["body div": .content, "html": .html])
}
