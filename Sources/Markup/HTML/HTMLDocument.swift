/// A page as a read-only tree in flat arrays.
///
/// Nodes are numbers in document order, so that a subtree is a range and every walk is a loop: a page of a million
/// nested tags overflows no stack. Node 0 is the document. Text and attribute values are ranges of one buffer.
///
/// ```swift
/// let page = HTMLDocument(utf8: Array("<p>Ferry <b>late</b>".utf8))
/// for node in page.nodes where page.tag(node) == .p { print(page.text(of: node)) }   // Ferry late
/// ```
public struct HTMLDocument: Sendable {
    /// A node: an element, a text, or the document.
    struct Record: Sendable {
        var parent: Int32
        /// The first node behind the subtree.
        var end: Int32
        /// Where an element's attributes begin among all attributes, or a text in the buffer.
        var first: UInt32
        var count: UInt32
        var tag: HTMLTag
    }

    /// An attribute, its value as a range of the buffer.
    struct AttributeRecord: Sendable {
        var name: HTMLAttribute
        var valueStart: UInt32
        var valueCount: UInt32
    }

    /// The page in UTF-8 with names in lower case, and behind it those values whose character references were read.
    public internal(set) var buffer: [UInt8]
    var records: [Record] = []
    var attributes: [AttributeRecord] = []
    /// Whether the page had more than the limits let through.
    public internal(set) var isTruncated = false

    /// The nodes in document order.
    public var nodes: Range<Int> { 0..<records.count }

    /// The node's element name, or ``HTMLTag/text``.
    public func tag(_ node: Int) -> HTMLTag { records[node].tag }

    /// The enclosing node; -1 for the document.
    public func parent(_ node: Int) -> Int { Int(records[node].parent) }

    /// The first node behind the node's subtree.
    public func end(_ node: Int) -> Int { Int(records[node].end) }

    /// The node and everything in it, in document order.
    public func subtree(_ node: Int) -> Range<Int> { node..<Int(records[node].end) }

    /// The nodes directly in a node.
    public func children(_ node: Int) -> HTMLChildren { HTMLChildren(document: self, position: node + 1, end: end(node)) }

    /// Where a text node's bytes stand in ``buffer``; empty for an element.
    public func textRange(_ node: Int) -> Range<Int> {
        let record = records[node]
        guard record.tag == .text else { return 0..<0 }
        return Int(record.first)..<Int(record.first) + Int(record.count)
    }

    /// Whether a node stands in another one's subtree, or is it.
    public func contains(_ ancestor: Int, _ node: Int) -> Bool { subtree(ancestor).contains(node) }

    /// Where an attribute's value stands in ``buffer``; `nil` where the element has no such attribute.
    public func attributeRange(_ name: HTMLAttribute, of node: Int) -> Range<Int>? {
        let record = records[node]
        guard record.tag != .text else { return nil }
        for index in Int(record.first)..<Int(record.first) + Int(record.count) where attributes[index].name == name {
            let attribute = attributes[index]
            return Int(attribute.valueStart)..<Int(attribute.valueStart) + Int(attribute.valueCount)
        }
        return nil
    }

    /// An attribute's value; `nil` where the element has no such attribute.
    public func attribute(_ name: HTMLAttribute, of node: Int) -> String? {
        attributeRange(name, of: node).map { String(decoding: buffer[$0], as: UTF8.self) }
    }

    /// The text of a subtree with runs of white space as one space; scripts and styles have none, block elements are set apart.
    public func text(of node: Int) -> String {
        var text: [UInt8] = []
        var pendingSpace = false
        var current = node
        while current < end(node) {
            let tag = records[current].tag
            if tag == .script || tag == .style || tag == .template || tag == .noscript, current != node {
                current = end(current)
                continue
            }
            if tag == .text {
                for byte in buffer[textRange(current)] {
                    if byte <= 0x20 {
                        pendingSpace = true
                    } else {
                        if pendingSpace, !text.isEmpty { text.append(0x20) }
                        pendingSpace = false
                        text.append(byte)
                    }
                }
            } else if tag.isBlock || tag == .br {
                pendingSpace = true
            }
            current += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of a script or another element whose content is taken as it stands.
    public func rawText(of node: Int) -> ArraySlice<UInt8> {
        guard end(node) > node + 1 else { return [] }
        return buffer[textRange(node + 1)]
    }
}

/// The nodes directly in a node, in document order.
public struct HTMLChildren: Sequence, IteratorProtocol {
    let document: HTMLDocument
    var position: Int
    let end: Int

    public mutating func next() -> Int? {
        guard position < end else { return nil }
        defer { position = document.end(position) }
        return position
    }
}

/// How much of a page is read.
public struct HTMLLimits: Sendable {
    /// Bytes in UTF-8; what follows is passed over.
    public var bytes: Int
    /// Elements and texts.
    public var nodes: Int
    /// Elements in one another; deeper ones are left out, their text is not.
    public var depth: Int

    public init(bytes: Int = 20_000_000, nodes: Int = 1_000_000, depth: Int = 512) {
        self.bytes = bytes
        self.nodes = nodes
        self.depth = depth
    }

    public static let standard = HTMLLimits()
}

/// The attributes that readers ask for by name.
public enum HTMLAttribute: UInt8, Sendable, CaseIterable {
    case other, tagName
    case `class`, id, href, src, srcset, content, name, property, itemprop, itemtype, itemscope, type, rel, datetime, lang, role, style,
        hidden
    case ariaHidden, ariaLabel, alt, title, charset, value, pubdate, colspan, rowspan, width, height, xmlLang, dataSrc, dataNosnippet,
        itemid

    /// The attribute's name as written in a page, in lower case.
    public var attributeName: String {
        switch self {
        case .other, .tagName: ""
        case .ariaHidden: "aria-hidden"
        case .ariaLabel: "aria-label"
        case .xmlLang: "xml:lang"
        case .dataSrc: "data-src"
        case .dataNosnippet: "data-nosnippet"
        default: String(describing: self)
        }
    }
}
