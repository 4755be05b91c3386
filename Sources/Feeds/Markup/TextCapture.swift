import Markup

/// The text of one element while it is read, with the markup in it.
struct TextCapture {
    /// How the element's characters are to be read.
    enum Mode {
        /// A value: references resolved, tags dropped.
        case value
        /// Escaped HTML: references resolved, tags within kept.
        case html
        /// Plain text, as Atom's default: kept in its escaped form, which is the HTML of it. With tags in it, it was XHTML after all.
        case text
        /// XHTML: kept as the source has it.
        case xhtml
        /// Base 64, of HTML or of text.
        case base64(isHTML: Bool)
    }

    var element: FeedElement
    var namespace: FeedNamespace
    var mode: Mode
    /// The index of the element's frame.
    var depth: Int
    var base: String?
    var language: String?
    private(set) var buffer: [UInt8] = []
    /// Bytes so far.
    var length: Int { buffer.count }
    private(set) var hasMarkup = false
    /// Whether the first tag was the `<div>` that wraps XHTML in Atom.
    private var openTags = 0
    private var isWrapped = false

    init(_ element: FeedElement, in namespace: FeedNamespace, mode: Mode, depth: Int, base: String?, language: String?) {
        (self.element, self.namespace, self.mode, self.depth) = (element, namespace, mode, depth)
        (self.base, self.language) = (base, language)
    }

    /// Whether the start of another element proves that this one's end tag is missing.
    ///
    /// HTML has elements of the same names (`<title>`, `<link>`, `<summary>`), so within markup only those count that it hasn't.
    func isEnded(by other: FeedElement, in namespace: FeedNamespace) -> Bool {
        if case .core = namespace {} else if case .atom = namespace {} else if case .value = mode {} else { return false }
        switch (other, mode) {
        case (.unknown, _): return false
        case (.item, _): return true
        case (_, .value): return true
        case (.guid, _), (.published, _), (.updated, _), (.lastBuildDate, _), (.enclosure, _): return true
        case (.link, _), (.description, _), (.id, _), (.author, _), (.category, _), (.content, _): return element == .title && !isXHTML
        default: return false
        }
    }

    /// Whether elements within may be those of a document that the text quotes.
    var mayHoldDocument: Bool {
        if case .value = mode { return false }
        return element != .title
    }

    private var isXHTML: Bool { if case .xhtml = mode { true } else { false } }

    mutating func append(_ scanner: XMLScanner, isSection: Bool, limit: Int) {
        var range = scanner.content
        guard buffer.count < limit else { return }
        if range.count > limit - buffer.count { range = range.lowerBound..<(range.lowerBound + limit - buffer.count) }
        switch mode {
        case .value, .html, .base64:
            if isSection {
                buffer.append(contentsOf: UnsafeBufferPointer(rebasing: scanner.bytes[range]))
            } else {
                scanner.append(range, to: &buffer)
            }
        case .text, .xhtml:
            if isSection {
                XMLText.appendEscaped(scanner.bytes[range], to: &buffer)
            } else if scanner.definesEntities {
                var text: [UInt8] = []
                scanner.append(range, to: &text)
                XMLText.appendEscaped(text, to: &buffer)
            } else {
                buffer.append(contentsOf: UnsafeBufferPointer(rebasing: scanner.bytes[range]))
            }
        }
    }

    /// Keeps a start tag that stands in the text.
    ///
    /// - Parameter base: what the tag's links are relative to, where that isn't the base of the whole text.
    mutating func open(_ scanner: XMLScanner, isEmpty: Bool, base: String?, by links: inout LinkResolver) {
        if case .value = mode { return }
        let local = localName(scanner)
        if !hasMarkup, isXHTML, !isEmpty, FeedVocabulary.hash(scanner.bytes[local]) == Self.div, buffer.allSatisfy({ $0 <= 0x20 }) {
            isWrapped = true
        }
        hasMarkup = true
        if !isEmpty { openTags += 1 }
        if isWrapped, openTags == 1, !isEmpty { return }
        buffer.append(UInt8(ascii: "<"))
        var end = scanner.position
        if isEmpty {
            end = max(local.upperBound, end - 2)
            while end > local.upperBound, scanner.bytes[end - 1] <= 0x20 { end -= 1 }
        }
        let start = buffer.count - 1
        buffer.append(contentsOf: scanner.bytes[local.lowerBound..<max(local.lowerBound, end)])
        if isEmpty {
            // "<div/>" opens an element in HTML; "<br/>" doesn't.
            buffer.append(contentsOf: Self.voidElements.contains(FeedVocabulary.hash(scanner.bytes[local])) ? " />".utf8 : ">".utf8)
            if !Self.voidElements.contains(FeedVocabulary.hash(scanner.bytes[local])) { appendEnd(scanner.bytes[local]) }
        } else if buffer.last != UInt8(ascii: ">") {
            buffer.append(UInt8(ascii: ">"))
        }
        if let base, let resolved = MarkupLinks.resolved(buffer[start...], against: base, by: &links) {
            buffer.replaceSubrange(start..., with: resolved)
        }
    }

    /// Keeps an end tag that stands in the text.
    mutating func close(_ scanner: XMLScanner) {
        if case .value = mode { return }
        openTags -= 1
        if isWrapped, openTags == 0 {
            isWrapped = false
            return
        }
        appendEnd(scanner.bytes[localName(scanner)])
    }

    private mutating func appendEnd(_ name: Slice<UnsafeBufferPointer<UInt8>>) {
        buffer.append(contentsOf: "</".utf8)
        buffer.append(contentsOf: name)
        buffer.append(UInt8(ascii: ">"))
    }

    /// The tag's name without its prefix, which HTML knows nothing of.
    private func localName(_ scanner: XMLScanner) -> Range<Int> {
        let name = scanner.name
        guard let colon = scanner.bytes[name].firstIndex(of: UInt8(ascii: ":")), colon + 1 < name.upperBound else { return name }
        return (colon + 1)..<name.upperBound
    }

    private static let div = FeedVocabulary.hash("div".utf8)

    private static let voidElements: Set<UInt64> = Set(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
            .map { FeedVocabulary.hash($0.utf8) })
}

extension TextCapture {
    /// Mends what can be mended once all of the text is there.
    mutating func complete() { EncodedTwice.mendPunctuation(&buffer) }

    /// The characters as a plain value.
    var value: String { String(decoding: XMLText.trimmed(buffer), as: UTF8.self) }

    /// The characters as an address, made absolute; empty where there are none.
    func link(by links: inout LinkResolver) -> String {
        let value = value
        return value.isEmpty ? "" : links.resolve(value, against: base)
    }

    /// Atom's id: an IRI, which is absolute but where a publisher took it for a link.
    func identity(by links: inout LinkResolver) -> String {
        let value = value
        return value.isEmpty || WebAddress(value).scheme != nil ? value : links.resolve(value, against: base)
    }

    /// The text as plain text, for titles.
    var plainText: String {
        switch mode {
        case .text where !hasMarkup:
            return String(decoding: PlainText.collapsed(CharacterReferences.decode(buffer, in: .xml)), as: UTF8.self)
        case .base64(let isHTML):
            let decoded = Base64.decodedText(buffer) ?? buffer
            return isHTML ? Self.stripped(decoded) : String(decoding: PlainText.collapsed(decoded), as: UTF8.self)
        default: return Self.stripped(buffer)
        }
    }

    /// The text as HTML, its links made absolute.
    func html(by links: inout LinkResolver) -> String {
        var bytes = buffer
        if case .base64(let isHTML) = mode {
            let decoded = Base64.decodedText(buffer) ?? buffer
            bytes = []
            if isHTML { bytes = decoded } else { XMLText.appendEscaped(decoded, to: &bytes) }
        }
        let trimmed = XMLText.trimmed(bytes)
        if let base, let resolved = MarkupLinks.resolved(trimmed, against: base, by: &links) {
            return String(decoding: resolved, as: UTF8.self)
        }
        return trimmed.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static func stripped(_ html: [UInt8]) -> String {
        html.withUnsafeBufferPointer { String(decoding: PlainText.fromHTML($0), as: UTF8.self) }
    }
}
