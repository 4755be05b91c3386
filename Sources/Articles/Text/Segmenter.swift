import Markup

/// Cuts a page into segments in one pass over its nodes.
struct Segmenter {
    private let page: HTMLDocument
    private var result: SegmentedPage
    private var current = Segment(container: 0, nodes: 0..<0, text: 0..<0)
    private var hasText = false
    private var pendingSpace = false
    private var pendingBreaks = 0
    private var afterBreak = false

    /// An element that the pass is in.
    private struct Open {
        var end: Int
        var tag: HTMLTag
        var isBlock: Bool
        var node: Int
        var isHidden: Bool
    }

    private var open: [Open] = []
    private var linkDepth = 0
    private var emphasisDepth = 0
    private var preDepth = 0
    private var lastCountedLink = -1

    private let limit: Int

    private init(_ page: HTMLDocument, limit: Int) {
        self.page = page
        self.limit = limit
        result = SegmentedPage(page: page)
        result.bytes.reserveCapacity(page.buffer.count / 8)
        result.segmentsBefore.reserveCapacity(page.nodes.count + 1)
        open.append(Open(end: page.nodes.count, tag: .document, isBlock: true, node: 0, isHidden: false))
    }

    /// Cuts a page into at most that many segments; what follows is passed over.
    static func segment(_ page: HTMLDocument, limit: Int = 20_000) -> SegmentedPage {
        var segmenter = Segmenter(page, limit: limit)
        segmenter.run()
        return segmenter.result
    }

    private mutating func run() {
        var node = 0
        while node < page.nodes.count {
            close(before: node)
            result.segmentsBefore.append(Int32(result.segments.count))
            let tag = page.tag(node)
            if tag == .text {
                text(node)
                node += 1
            } else if isSkipped(tag, node) {
                let end = page.end(node)
                if tag.isBlock, tag != .script, tag != .style, tag != .template, tag != .noscript { flush() }
                for _ in (node + 1)..<max(end, node + 1) { result.segmentsBefore.append(Int32(result.segments.count)) }
                node = end
            } else {
                enter(tag, node)
                node += 1
            }
        }
        close(before: page.nodes.count)
        flush()
        // Nodes of the last segment were counted before it was finished.
        result.segmentsBefore.append(Int32(result.segments.count))
        recount()
    }

    /// Counts again by the segments' first nodes, for a segment is only known when it has ended.
    private mutating func recount() {
        var segment = 0
        for node in 0...page.nodes.count {
            while segment < result.segments.count, result.segments[segment].nodes.lowerBound < node { segment += 1 }
            result.segmentsBefore[node] = Int32(segment)
        }
    }

    // MARK: Elements

    private func isSkipped(_ tag: HTMLTag, _ node: Int) -> Bool {
        switch tag {
        case .script, .style, .template, .noscript, .head, .svg, .math, .iframe, .select, .textarea, .canvas, .audio, .video, .object, .map,
            .rt, .rp, .datalist, .button, .progress, .meter, .embed, .applet, .title, .option:
            return true
        case .sup, .a:
            return isCitationMark(node)
        case .span, .i, .em, .b, .div, .small, .other:
            return isHoverCard(node, tag)
        default:
            return false
        }
    }

    /// Whether an element holds only a mark like "[12]".
    private func isCitationMark(_ node: Int) -> Bool {
        let end = page.end(node)
        guard end - node <= 8 else { return false }
        var text: [UInt8] = []
        for inner in page.subtree(node) where page.tag(inner) == .text {
            for byte in page.buffer[page.textRange(inner)] where byte > 0x20 { text.append(byte) }
            if text.count > 8 { return false }
        }
        guard text.count >= 2, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return false }
        return text.count <= 6
    }

    /// Whether an element is a card that opens over a word, or words for screen readers alone.
    private func isHoverCard(_ node: Int, _ tag: HTMLTag) -> Bool {
        if hasText || tag != .div, page.attributeRange(.hidden, of: node) != nil { return true }
        if hasText, tag == .span, repeatsNeighbour(node) { return true }
        guard let range = page.attributeRange(.class, of: node), !range.isEmpty else { return false }
        let isInside = hasText || tag != .div
        guard isInside else { return false }
        return Self.hoverCards.categories(in: page.buffer, range) != 0
    }

    /// Whether an element holds links and begins with the very words of the link before it: a card about a person, with
    /// the person's name once more on top.
    private func repeatsNeighbour(_ node: Int) -> Bool {
        guard (4...400).contains(page.end(node) - node), page.subtree(node).contains(where: { page.tag($0) == .a }) else { return false }
        let parent = page.parent(node)
        var before = node - 1
        while before > parent, page.parent(before) != parent { before = page.parent(before) }
        guard before > parent, page.tag(before) == .a, page.end(before) - before <= 8 else { return false }
        let name = page.text(of: before)
        return name.utf8.count >= 3 && page.text(of: node).hasPrefix(name)
    }

    private static let hoverCards = StemTable([
        """
        tooltip hovercard hover-card popover sr-only visually-hidden visuallyhidden screen-reader screenreader mw-editsection is-hidden \
        a11y-hidden
        """
    ])

    private func isHidden(_ node: Int) -> Bool {
        if page.attributeRange(.hidden, of: node) != nil { return true }
        guard let style = page.attributeRange(.style, of: node) else { return false }
        return Self.hiddenStyles.categories(in: page.buffer, style) != 0
    }

    private static let hiddenStyles = StemTable(["display:none|display: none|visibility:hidden|visibility: hidden"], separator: "|")

    private mutating func enter(_ tag: HTMLTag, _ node: Int) {
        if tag == .br {
            lineBreak()
            return
        }
        if tag == .hr { flush() }
        if tag == .img, hasText { pendingSpace = true }
        guard page.end(node) > node + 1 else {
            if tag.isBlock { flush() }
            return
        }
        if tag.isBlock { flush() }
        switch tag {
        case .a: linkDepth += 1
        case .b, .strong, .i, .em: emphasisDepth += 1
        case .pre, .textarea: preDepth += 1
        default: break
        }
        let isHidden = (open.last?.isHidden ?? false) || self.isHidden(node)
        open.append(Open(end: page.end(node), tag: tag, isBlock: tag.isBlock, node: node, isHidden: isHidden))
    }

    private mutating func close(before node: Int) {
        while let element = open.last, element.end <= node, open.count > 1 {
            open.removeLast()
            if element.isBlock { flush() }
            switch element.tag {
            case .a: linkDepth -= 1
            case .b, .strong, .i, .em: emphasisDepth -= 1
            case .pre, .textarea: preDepth -= 1
            default: break
            }
        }
    }

    private mutating func lineBreak() {
        guard hasText else {
            pendingBreaks = 0
            return
        }
        pendingBreaks += 1
        if pendingBreaks >= 2 {
            flush()
            afterBreak = true
        }
    }

    // MARK: Text

    private mutating func text(_ node: Int) {
        let range = page.textRange(node)
        guard page.buffer[range].contains(where: { $0 > 0x20 }) else {
            if !range.isEmpty { pendingSpace = true }
            if preDepth > 0, hasText { append(node) }
            return
        }
        append(node)
    }

    private mutating func begin(_ node: Int) {
        let block = open.last { $0.isBlock }
        current = Segment(container: block?.node ?? 0, nodes: node..<(node + 1), text: result.bytes.count..<result.bytes.count)
        current.followsBreak = afterBreak
        current.isHidden = open.last?.isHidden ?? false
        afterBreak = false
        hasText = true
        pendingSpace = false
        pendingBreaks = 0
    }

    private mutating func append(_ node: Int) {
        let isLink = linkDepth > 0
        let isEmphasis = emphasisDepth > 0
        var iterator = TextNormalizer(range: page.textRange(node), keepsLines: preDepth > 0)
        page.buffer.withUnsafeBufferPointer { buffer in
            while let (scalar, length) = iterator.next(in: buffer) {
                if length == 0 {
                    if scalar == 0x0A, hasText {
                        pendingBreaks = 1
                    } else {
                        pendingSpace = true
                    }
                    continue
                }
                if !hasText { begin(node) }
                if pendingBreaks > 0 {
                    result.bytes.append(0x0A)
                    current.size += 1
                    current.words += 1
                } else if pendingSpace, result.bytes.count > current.text.lowerBound {
                    result.bytes.append(0x20)
                    current.size += 1
                    current.words += 1
                    if isLink { current.linkSize += 1 }
                }
                pendingBreaks = 0
                pendingSpace = false
                for offset in 0..<length { result.bytes.append(buffer[iterator.start + offset]) }
                let width = Self.width(scalar)
                current.size += width
                if width == 2 { current.words += 1 }
                if isLink { current.linkSize += width }
                if isEmphasis { current.emphasisSize += width }
                count(scalar)
            }
        }
        if hasText {
            current.nodes = current.nodes.lowerBound..<(node + 1)
            if isLink, let link = open.last(where: { $0.tag == .a })?.node, link != lastCountedLink {
                lastCountedLink = link
                current.links += 1
            }
        }
    }

    /// Two for the full-width scripts, whose characters say as much as two letters.
    private static func width(_ scalar: UInt32) -> Int {
        (0x2E80..<0xA4D0).contains(scalar) || (0xAC00..<0xD7A4).contains(scalar) || scalar >= 0x20000 ? 2 : 1
    }

    private mutating func count(_ scalar: UInt32) {
        switch scalar {
        case 0x2C, 0x3B, 0x60C, 0x3001, 0xFF0C: current.commas += 1
        case 0x30...0x39: current.digits += 1
        case 0x41...0x5A, 0xC0...0xDE, 0x410...0x42F: current.capitals += 1
        case 0x2E, 0x21, 0x3F, 0x3002, 0xFF01, 0xFF1F, 0x964: current.sentences += 1
        case 0x22, 0xAB, 0xBB, 0x201C...0x201F, 0x300C, 0x300D: current.quoteMarks += 1
        default: break
        }
    }

    private mutating func flush() {
        guard hasText else {
            afterBreak = false
            pendingSpace = false
            return
        }
        current.text = current.text.lowerBound..<result.bytes.count
        current.words += 1
        if result.segments.count < limit {
            result.segments.append(current)
        } else {
            result.isTruncated = true
        }
        hasText = false
        pendingSpace = false
        pendingBreaks = 0
        lastCountedLink = -1
    }
}

/// Goes through a text's scalars, leaves out what is not seen and tells white space apart.
struct TextNormalizer {
    var position: Int
    let end: Int
    let keepsLines: Bool
    /// Where the last scalar began.
    var start = 0

    init(range: Range<Int>, keepsLines: Bool) {
        position = range.lowerBound
        end = range.upperBound
        self.keepsLines = keepsLines
    }

    /// The next scalar with its length in bytes; length 0 for white space (a line feed only where lines are kept).
    mutating func next(in buffer: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32, length: Int)? {
        while position < end {
            start = position
            let byte = buffer[position]
            if byte <= 0x20 || byte == 0x7F {
                position += 1
                return (keepsLines && byte == 0x0A ? 0x0A : 0x20, 0)
            }
            if byte < 0x80 {
                position += 1
                return (UInt32(byte), 1)
            }
            var length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            if position + length > end { length = end - position }
            position += length
            var scalar = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
            for offset in 1..<max(length, 1) { scalar = scalar << 6 | UInt32(buffer[start + offset] & 0x3F) }
            switch scalar {
            // Soft hyphens, zero-width spaces, word joiners, byte order marks, direction marks: not seen.
            case 0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x202A...0x202E, 0x2066...0x2069, 0xFFFC, 0x80...0x9F: continue
            case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return (0x20, 0)
            default: return (scalar, length)
            }
        }
        return nil
    }
}
