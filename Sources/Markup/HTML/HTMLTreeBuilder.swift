/// Builds the tree from tags and texts as they come.
///
/// Follows the HTML standard's tree construction (13.2.6) where it decides what a reader sees: implied end tags,
/// scopes, ignored strays. Left out are foster parenting and the adoption agency, so that nodes stay in document
/// order. End tags of `body` and `html` are ignored: news pages close them in the middle and go on.
struct HTMLTreeBuilder {
    var document: HTMLDocument
    let limits: HTMLLimits

    /// An element that has not ended.
    private struct Open {
        var node: Int32
        var tag: HTMLTag
        /// Start of the name of an element that is not in the table, to compare end tags with.
        var nameStart: UInt32 = 0
        var nameCount: UInt32 = 0
    }

    private var open: [Open] = []
    /// Start tags left out because they were too deep, whose end tags are to be left out as well.
    private var tooDeep = 0
    /// Open `svg` and `math` elements, in which a slash ends an element at once.
    private(set) var foreignDepth = 0
    private var hasBody = false

    init(document: HTMLDocument, limits: HTMLLimits) {
        self.document = document
        self.limits = limits
        self.document.records.append(HTMLDocument.Record(parent: -1, end: 1, first: 0, count: 0, tag: .document))
        open.append(Open(node: 0, tag: .document))
    }

    /// Whether there is no room for more nodes.
    var isFull: Bool { document.records.count >= limits.nodes }

    // MARK: Texts

    mutating func text(_ range: Range<Int>) {
        guard !range.isEmpty, !isFull else { return }
        if let top = open.last, top.tag == .head || top.tag == .html || top.tag == .document {
            guard document.buffer[range].contains(where: { $0 > 0x20 }) else { return }
            if top.tag == .head { pop(to: open.count - 1) }
        }
        append(HTMLDocument.Record(parent: top, end: 0, first: UInt32(range.lowerBound), count: UInt32(range.count), tag: .text))
    }

    private var top: Int32 { open.last?.node ?? 0 }

    private mutating func append(_ record: HTMLDocument.Record) {
        var record = record
        record.end = Int32(document.records.count + 1)
        document.records.append(record)
    }

    // MARK: Start tags

    /// - Parameter firstAttribute: where the tag's attributes begin among all attributes.
    /// - Returns: whether the element is open now.
    @discardableResult
    mutating func start(_ tag: HTMLTag, name: Range<Int>, firstAttribute: Int, isSelfClosing: Bool) -> Bool {
        guard !isFull else { return false }
        switch tag {
        case .html where open.contains { $0.tag == .html }, .head where hasBody || open.contains { $0.tag == .head }, .body where hasBody:
            return false
        case .frameset where hasBody:
            return false
        case .form where open.contains { $0.tag == .form }:
            return false
        default: break
        }
        if foreignDepth > 0, tag.endsParagraph || tag == .body || tag == .img || tag == .br { leaveForeign() }
        if foreignDepth == 0 { endImplied(by: tag) }
        if tag == .body { hasBody = true }

        let isLeaf = tag.isVoid || (isSelfClosing && foreignDepth > 0)
        if !isLeaf, open.count >= limits.depth {
            tooDeep += 1
            return false
        }
        let node = Int32(document.records.count)
        append(
            HTMLDocument.Record(
                parent: top, end: 0, first: UInt32(firstAttribute), count: UInt32(document.attributes.count - firstAttribute), tag: tag))
        guard !isLeaf else { return false }
        open.append(Open(node: node, tag: tag, nameStart: UInt32(name.lowerBound), nameCount: UInt32(name.count)))
        if tag == .svg || tag == .math { foreignDepth += 1 }
        return true
    }

    /// Ends what cannot stay open before a start tag.
    private mutating func endImplied(by tag: HTMLTag) {
        if let top = open.last, top.tag == .head, !tag.belongsInHead { pop(to: open.count - 1) }
        switch tag {
        case .body:
            if let index = open.lastIndex(where: { $0.tag == .head }) { pop(to: index) }
        case .li:
            endItem([.li])
        case .dd, .dt:
            endItem([.dd, .dt])
        case .option, .optgroup:
            if let top = open.last, top.tag == .option { pop(to: open.count - 1) }
        case .tr:
            endTablePart([.tr, .td, .th])
        case .td, .th:
            endTablePart([.td, .th])
        case .tbody, .thead, .tfoot, .caption, .colgroup:
            endTablePart([.tbody, .thead, .tfoot, .tr, .td, .th, .caption, .colgroup])
        case .a, .button, .nobr:
            if let index = inlineIndex(of: tag) { pop(to: index) }
        case .rt, .rp, .rb, .rtc:
            if let top = open.last, [.rt, .rp, .rb, .rtc].contains(top.tag) { pop(to: open.count - 1) }
        default: break
        }
        if tag.endsParagraph, let index = paragraphIndex() { pop(to: index) }
        if tag.headingLevel != nil, let top = open.last, top.tag.headingLevel != nil { pop(to: open.count - 1) }
    }

    /// The open paragraph that a block element ends.
    private func paragraphIndex() -> Int? {
        for index in open.indices.reversed() {
            if open[index].tag == .p { return index }
            if open[index].tag.isScopeBoundary || open[index].tag == .button { return nil }
        }
        return nil
    }

    /// An open inline element, if no block element was begun in it.
    private func inlineIndex(of tag: HTMLTag) -> Int? {
        for index in open.indices.reversed() {
            if open[index].tag == tag { return index }
            if open[index].tag.isSpecial || open[index].tag.isScopeBoundary { return nil }
        }
        return nil
    }

    private mutating func endItem(_ tags: [HTMLTag]) {
        for index in open.indices.reversed() {
            if tags.contains(open[index].tag) { return pop(to: index) }
            let tag = open[index].tag
            if tag.isScopeBoundary || (tag.isSpecial && tag != .address && tag != .div && tag != .p) { return }
        }
    }

    private mutating func endTablePart(_ tags: [HTMLTag]) {
        var target: Int?
        for index in open.indices.reversed() {
            let tag = open[index].tag
            if tag == .table || tag == .template || tag == .document || tag == .html { break }
            if tags.contains(tag) { target = index }
        }
        if let target { pop(to: target) }
    }

    /// A block element in a drawing: the drawing was never ended.
    private mutating func leaveForeign() {
        guard let index = open.firstIndex(where: { $0.tag == .svg || $0.tag == .math }) else { return }
        for element in open[index...] where element.tag == .other {
            // Text in a drawing may hold paragraphs.
            let name = document.buffer[Int(element.nameStart)..<Int(element.nameStart) + Int(element.nameCount)]
            if name.elementsEqual("foreignobject".utf8) { return }
        }
        pop(to: index)
    }

    // MARK: End tags

    mutating func end(_ tag: HTMLTag, name: Range<Int>) {
        if tooDeep > 0, !tag.isVoid {
            tooDeep -= 1
            return
        }
        switch tag {
        case .html, .body, .document, .text: return
        case .br: start(.br, name: name, firstAttribute: document.attributes.count, isSelfClosing: false)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            endInScope { $0.tag.headingLevel != nil }
        case .form:
            if let index = open.lastIndex(where: { $0.tag == .form }), !open[(index + 1)...].contains(where: { $0.tag.isSpecial }) {
                pop(to: index)
            }
        case .table:
            for index in open.indices.reversed() where open[index].tag == .table { return pop(to: index) }
        case .tr, .td, .th, .tbody, .thead, .tfoot, .caption, .colgroup:
            for index in open.indices.reversed() {
                if open[index].tag == tag { return pop(to: index) }
                if open[index].tag == .table { return }
            }
        case .other:
            for index in open.indices.reversed() {
                if open[index].tag == .other, nameMatches(open[index], name) { return pop(to: index) }
                if open[index].tag.isSpecial || open[index].tag.isScopeBoundary { return }
            }
        default:
            if tag.isSpecial {
                endInScope { $0.tag == tag }
            } else if let index = foreignDepth > 0 ? open.lastIndex(where: { $0.tag == tag }) : inlineIndex(of: tag) {
                pop(to: index)
            }
        }
    }

    private func nameMatches(_ element: Open, _ name: Range<Int>) -> Bool {
        guard Int(element.nameCount) == name.count else { return false }
        return document.buffer[Int(element.nameStart)..<Int(element.nameStart) + name.count] == document.buffer[name]
    }

    private mutating func endInScope(_ matches: (Open) -> Bool) {
        for index in open.indices.reversed() {
            if matches(open[index]) { return pop(to: index) }
            if open[index].tag.isScopeBoundary { return }
        }
    }

    /// Ends the elements from that place in the stack up.
    private mutating func pop(to index: Int) {
        let end = Int32(document.records.count)
        while open.count > index, open.count > 1 {
            let element = open.removeLast()
            document.records[Int(element.node)].end = end
            if element.tag == .svg || element.tag == .math { foreignDepth -= 1 }
        }
    }

    /// Ends everything that is open.
    mutating func finish() -> HTMLDocument {
        pop(to: 1)
        document.records[0].end = Int32(document.records.count)
        if isFull { document.isTruncated = true }
        return document
    }
}
