import Markup

/// Reads the XML formats: RSS of all versions, RDF, Atom, CDF, sitemaps.
///
/// One vocabulary serves them all (``FeedVocabulary``), because publishers mix them: RSS with Atom links, Atom with
/// Dublin Core dates, RSS 2.0 elements under an RSS 1.0 namespace. What differs is told by the root element.
///
/// The reader keeps the open elements on a stack of its own and repairs as it goes: an end tag closes what was left
/// open within its element, one that nothing opened is passed over, an `<item>` within an `<item>` ends the first, and
/// an item in which elements were never closed is read once more with these taken as empty.
struct XMLFeedReader {
    var scanner: XMLScanner
    let limits: FeedLimits
    var feed = Feed(format: FeedFormat("rss"))
    var dialect = FeedDialect.none
    var frames: [Frame] = []
    /// Elements open beyond the depth that is kept.
    var overflow = 0
    var namespaces: [NamespaceBinding] = []
    /// `xml:base` of the open elements, the innermost last; the feed's address at the bottom.
    var bases: [Scoped] = []
    /// `xml:lang` of the open elements.
    var languages: [Scoped] = []
    var channel = ChannelDraft()
    var item: ItemDraft?
    var capture: TextCapture?
    var person: PersonDraft?
    /// Elements that the item being read again never closes.
    var voidNames: Set<UInt64> = []
    /// A first element that no feed begins with.
    var strangeRoot: String?
    var isFull = false
    /// Whether the guid being read may be a link.
    var isPermalink = true

    /// An open element.
    struct Frame {
        var name: UInt64
        var element: FeedElement
        var role: Role
    }

    /// What the children of an element are to the feed.
    enum Role {
        case root, channel, item, source, alternatives, person, owner, mediaGroup, hours, days, news, publication, ignored, text
    }

    /// A namespace declaration in force from a depth on.
    struct NamespaceBinding {
        var prefix: UInt64
        var namespace: FeedNamespace
        var depth: Int
    }

    /// A value in force from a depth on.
    struct Scoped {
        var value: String
        var depth: Int
    }

    /// Reads a feed from valid UTF-8.
    static func read(_ utf8: [UInt8], url: String?, limits: FeedLimits) throws(FeedError) -> Feed {
        let text = XMLText.cleaned(utf8)
        let result = text.withUnsafeBufferPointer { bytes -> Result<Feed, FeedError> in
            var reader = XMLFeedReader(
                scanner: XMLScanner(bytes, attributeBytes: limits.attributeBytes, entityBytes: limits.entityBytes), limits: limits)
            if let url, !url.isEmpty { reader.bases.append(Scoped(value: url, depth: -1)) }
            reader.readAll()
            return reader.finish(url: url)
        }
        return try result.get()
    }

    mutating func readAll() {
        while !isFull {
            switch scanner.next() {
            case .start(let isEmpty): start(isEmpty: isEmpty)
            case .end: end()
            case .text: takeText(isSection: false)
            case .cdata:
                mendSection()
                takeText(isSection: true)
            case .doctype: break
            case .finished: return
            }
        }
    }

    // MARK: The stack

    private mutating func start(isEmpty: Bool) {
        let hash = FeedVocabulary.hash(scanner.bytes[scanner.name])
        if frames.count >= limits.depth {
            if !isEmpty { overflow += 1 }
            note("more than \(limits.depth) elements within each other")
            return
        }
        if !scanner.attributes.isEmpty { declareScopes() }
        let (namespace, element) = resolveName()
        // What is captured may be megabytes: it is changed where it lies.
        if let depth = capture?.depth, let isEnded = capture?.isEnded(by: element, in: namespace) {
            guard isEnded else {
                capture?.open(scanner, isEmpty: isEmpty)
                if isEmpty {
                    dropScopes(from: frames.count)
                } else {
                    frames.append(Frame(name: hash, element: .unknown, role: .text))
                }
                return
            }
            note("an element was never closed")
            close(downTo: depth)
            declareScopes()
        }
        let isVoid = isEmpty || voidNames.contains(hash)
        let role = open(element, in: namespace)
        frames.append(Frame(name: hash, element: element, role: role))
        if isVoid { close(downTo: frames.count - 1) }
    }

    private mutating func end() {
        if overflow > 0 {
            overflow -= 1
            return
        }
        let hash = FeedVocabulary.hash(scanner.bytes[scanner.name])
        guard let index = frames.lastIndex(where: { $0.name == hash }) else {
            note("an end tag without a start tag")
            return
        }
        if let depth = capture?.depth, index > depth {
            capture?.close(scanner)
            frames.removeSubrange(index...)
            dropScopes(from: index)
            return
        }
        if index < frames.count - 1, retryItem(closedAt: index) { return }
        close(downTo: index)
    }

    /// Reads an item again whose end tag finds elements open that can't be text cut short.
    ///
    /// An `<enclosure>` without its slash would hide the rest of the item.
    private mutating func retryItem(closedAt index: Int) -> Bool {
        guard frames[index].element == .item, let item, !item.isRetried else { return false }
        let unclosed = frames[(index + 1)...].filter { $0.role == .ignored }.map(\.name)
        guard !unclosed.isEmpty else { return false }
        note("elements were never closed")
        voidNames = Set(unclosed)
        capture = nil
        person = nil
        frames.removeSubrange(index...)
        dropScopes(from: index)
        let start = item.start
        self.item = nil
        scanner.position = start
        _ = scanner.next()
        self.start(isEmpty: false)
        self.item?.isRetried = true
        return true
    }

    /// Closes the open elements from the innermost to the one at `index`.
    mutating func close(downTo index: Int) {
        while frames.count > index, let frame = frames.last {
            if var capture, capture.depth == frames.count - 1 {
                self.capture = nil
                capture.complete()
                finish(capture)
            }
            frames.removeLast()
            closed(frame)
            dropScopes(from: frames.count)
        }
    }

    private mutating func closed(_ frame: Frame) {
        switch frame.role {
        case .item: finishItem()
        case .person, .owner: finishPerson()
        default: break
        }
    }

    private mutating func takeText(isSection: Bool) {
        if capture != nil {
            capture?.append(scanner, isSection: isSection, limit: limits.textBytes)
            if let capture, capture.length >= limits.textBytes { note("a text longer than \(limits.textBytes) bytes") }
        } else if person != nil, frames.last?.role == .person || frames.last?.role == .owner {
            person?.append(scanner, isSection: isSection)
        }
    }

    /// Ends a section early that has swallowed the end of its item, and the beginning of the next section or all of the rest.
    private mutating func mendSection() {
        guard item != nil else { return }
        let range = scanner.content
        let next = scanner.find("![CDATA[", from: range.lowerBound, before: range.upperBound)
        guard let limit = next ?? (scanner.isCutOff ? range.upperBound : nil),
            scanner.find("</item>", from: range.lowerBound, before: limit) != nil
                || scanner.find("</entry>", from: range.lowerBound, before: limit) != nil,
            let tag = scanner.find("</", from: range.lowerBound, before: limit)
        else { return }
        note("a section was never closed")
        scanner.cutSection(at: tag - 2)
    }

    mutating func note(_ problem: String) {
        if feed.recovered.count < 8, !feed.recovered.contains(problem) { feed.recovered.append(problem) }
    }

    // MARK: Namespaces, bases, languages

    /// Takes up `xmlns`, `xml:base` and `xml:lang` of a tag.
    private mutating func declareScopes() {
        let depth = frames.count
        for attribute in scanner.attributes
        where !attribute.name.isEmpty && scanner.bytes[attribute.name.lowerBound] | 0x20 == UInt8(ascii: "x") {
            let name = scanner.bytes[attribute.name]
            if name.elementsEqual("xml:base".utf8) {
                let value = scanner.string(attribute.value)
                bases.append(Scoped(value: WebAddress.resolve(value, against: bases.last?.value), depth: depth))
            } else if name.elementsEqual("xml:lang".utf8) {
                languages.append(Scoped(value: scanner.string(attribute.value).trimmed, depth: depth))
            } else if name.starts(with: "xmlns".utf8), namespaces.count < 256 {
                let value = scanner.bytes[attribute.value]
                var namespace = FeedNamespace(address: value)
                if name.count == 5 {
                    // A default namespace that nobody knows says nothing.
                    if namespace == .foreign { namespace = .core }
                    namespaces.append(NamespaceBinding(prefix: 0, namespace: namespace, depth: depth))
                } else if name.count > 6, name[name.startIndex + 5] == UInt8(ascii: ":") {
                    let prefix = name.dropFirst(6)
                    if namespace == .foreign { namespace = FeedNamespace(prefix: prefix) }
                    namespaces.append(NamespaceBinding(prefix: FeedVocabulary.hash(prefix), namespace: namespace, depth: depth))
                }
            }
        }
    }

    mutating func dropScopes(from depth: Int) {
        while let last = namespaces.last, last.depth >= depth { namespaces.removeLast() }
        while let last = bases.last, last.depth >= depth { bases.removeLast() }
        while let last = languages.last, last.depth >= depth { languages.removeLast() }
    }

    private func resolveName() -> (FeedNamespace, FeedElement) {
        let name = scanner.bytes[scanner.name]
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else {
            let namespace = namespaces.last { $0.prefix == 0 }?.namespace ?? .core
            return (namespace, FeedVocabulary.element(name, in: namespace))
        }
        let prefix = name[..<colon]
        let hash = FeedVocabulary.hash(prefix)
        let namespace = namespaces.last { $0.prefix == hash }?.namespace ?? FeedNamespace(prefix: prefix)
        return (namespace, FeedVocabulary.element(name[(colon + 1)...], in: namespace))
    }

    var base: String? { bases.last?.value }

    // MARK: The end

    private mutating func finish(url: String?) -> Result<Feed, FeedError> {
        guard dialect != .none else {
            let bytes = scanner.bytes
            let isPage = strangeRoot == "html" || strangeRoot == "head" || strangeRoot == "body"
            let links = isPage ? FeedDiscovery.feeds(inUTF8: Array(bytes), url: url) : []
            let found = isPage ? "an HTML page" : strangeRoot.map { "a <\($0)> document" } ?? "plain text"
            return .failure(FeedError(.notAFeed, found: found, advertised: links))
        }
        if !isFull, item != nil {
            // An item that the document's end has cut has no identity to trust: the next poll brings it whole.
            feed.isTruncated = true
            item = nil
            capture = nil
            person = nil
        }
        if let capture, scanner.isCutOff || !frames.isEmpty, capture.element != .title { self.capture = nil }
        close(downTo: 0)
        if scanner.isCutOff { feed.isTruncated = true }
        if scanner.hasCut { note("attributes or entities longer than the limits") }
        if scanner.isIllFormed { note("the document is not well-formed") }
        finishChannel()
        return .success(feed)
    }
}

/// Which of the XML formats a document is, as its root element says.
enum FeedDialect {
    case none, rss, rdf, atom, cdf, sitemap, sitemapIndex
}
