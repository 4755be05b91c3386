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
    var links: LinkResolver
    var remarks = FeedRemarks()
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
    /// Where the element ends that is known to hold a document of its own.
    var nestedEnd = 0
    /// How often more an element's end may be looked for.
    var looksLeft = 64

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
                scanner: XMLScanner(bytes, attributeBytes: limits.attributeBytes, entityBytes: limits.entityBytes), limits: limits,
                links: LinkResolver(limits))
            if let url, !url.isEmpty { reader.declareBase(url, depth: -1) }
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
        if frames.count >= limits.depth, !endOverflow(before: resolveName().element) {
            if !isEmpty { overflow += 1 }
            return
        }
        if !scanner.attributes.isEmpty { declareScopes() }
        let (namespace, element) = resolveName()
        // What is captured may be megabytes: it is changed where it lies.
        if let depth = capture?.depth, let isEnded = capture?.isEnded(by: element, in: namespace) {
            let holder = depth + 1 < frames.count ? depth + 1 : depth
            guard isEnded, !(capture?.mayHoldDocument == true && isNested(in: holder)) else {
                let innerBase = bases.last.flatMap { $0.depth > depth ? $0.value : nil }
                capture?.open(scanner, isEmpty: isEmpty, base: innerBase, by: &links)
                if isEmpty {
                    dropScopes(from: frames.count)
                } else {
                    frames.append(Frame(name: hash, element: .unknown, role: .text))
                }
                return
            }
            remarks.note(.openElement)
            close(downTo: depth)
            declareScopes()
        }
        let isVoid = isEmpty || voidNames.contains(hash)
        let role = open(element, in: namespace)
        frames.append(Frame(name: hash, element: element, role: role))
        if isVoid { close(downTo: frames.count - 1) }
    }

    private mutating func end() {
        let hash = FeedVocabulary.hash(scanner.bytes[scanner.name])
        if overflow > 0 {
            // The item's own end tag, and that of the text in it, end all that was never closed within.
            guard isName(hash, ofFrame: item?.depth) || isName(hash, ofFrame: capture?.depth) else {
                overflow -= 1
                return
            }
            overflow = 0
        }
        guard let index = frames.lastIndex(where: { $0.name == hash }) else {
            remarks.note(.strayEnd)
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

    private func isName(_ hash: UInt64, ofFrame index: Int?) -> Bool {
        guard let index, index < frames.count else { return false }
        return frames[index].name == hash
    }

    /// Whether an item begins beyond the depth that is kept: what was open before it was never closed, and is closed now.
    private mutating func endOverflow(before element: FeedElement) -> Bool {
        remarks.note(.depth)
        guard element == .item, let index = frames.lastIndex(where: { $0.role == .channel || $0.role == .root }), index < frames.count - 1
        else { return false }
        overflow = 0
        close(downTo: index + 1)
        return true
    }

    /// Whether the element open at an index holds a document of its own, to which the tag just read belongs.
    ///
    /// An entry within an entry's content or within an extension is either such a document's, or the next one after an end tag
    /// that is missing. The end tag tells, if it comes before another start tag of that name.
    mutating func isNested(in index: Int) -> Bool {
        if scanner.tokenStart < nestedEnd { return true }
        guard looksLeft > 0 else { return false }
        if let end = endTag(named: frames[index].name) {
            nestedEnd = end
            return true
        }
        looksLeft -= 1
        return false
    }

    /// Where the next tag of a name stands, if it is an end tag.
    private func endTag(named hash: UInt64) -> Int? {
        let limit = min(scanner.bytes.count, scanner.position + 1 << 20)
        var position = scanner.position
        while let tag = scanner.index(of: UInt8(ascii: "<"), from: position, before: limit) {
            let isEnd = tag + 1 < limit && scanner.bytes[tag + 1] == UInt8(ascii: "/")
            let name = scanner.name(at: isEnd ? tag + 2 : tag + 1)
            if FeedVocabulary.hash(scanner.bytes[name]) == hash { return isEnd ? tag : nil }
            position = max(name.upperBound, tag + 1)
        }
        return nil
    }

    /// Reads an item again whose end tag finds elements open that can't be text cut short.
    ///
    /// An `<enclosure>` without its slash would hide the rest of the item.
    private mutating func retryItem(closedAt index: Int) -> Bool {
        guard frames[index].role == .item, let item, !item.isRetried else { return false }
        let unclosed = frames[(index + 1)...].filter { $0.role == .ignored }.map(\.name)
        guard !unclosed.isEmpty else { return false }
        remarks.note(.openElements)
        voidNames = Set(unclosed)
        nestedEnd = 0
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
            if let capture, capture.length >= limits.textBytes { remarks.note(.text) }
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
        remarks.note(.openSection)
        scanner.cutSection(at: tag - 2)
    }

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
        if scanner.hasCut { remarks.note(.attributes) }
        if scanner.isIllFormed { remarks.note(.illFormed) }
        if links.isExhausted { remarks.note(.links) }
        finishChannel()
        feed.recovered = remarks.repairs
        feed.exceeded = remarks.excesses(limits)
        return .success(feed)
    }
}

/// Which of the XML formats a document is, as its root element says.
enum FeedDialect {
    case none, rss, rdf, atom, cdf, sitemap, sitemapIndex
}
