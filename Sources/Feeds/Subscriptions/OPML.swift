import Markup

/// OPML 1.0 and 2.0, the form in which feed readers hand on their subscriptions.
public enum OPML {
    /// Reads the feeds of a document.
    ///
    /// Groups around a feed and its own `category` become its tags. Broken documents are read as far as they go.
    ///
    /// - Parameters:
    ///   - bytes: the document, in any charset.
    ///   - maximum: how many feeds are read.
    /// - Throws: ``FeedError`` for something else than OPML.
    public static func parse(_ bytes: [UInt8], maximum: Int = 1_000_000) throws(FeedError) -> [Subscription] {
        let (utf8, _) = Charset.decode(bytes, contentType: nil, kind: .xml)
        let text = XMLText.cleaned(utf8)
        guard text.contains(where: { $0 > 0x20 }) else { throw FeedError(.empty) }
        let found = text.withUnsafeBufferPointer { bytes in
            var reader = OPMLReader(scanner: XMLScanner(bytes), maximum: maximum)
            return reader.read()
        }
        guard let found else { throw FeedError(.notAFeed, found: "no OPML document") }
        return found
    }

    /// Writes subscriptions as an OPML 2.0 document.
    ///
    /// - Parameter title: the document's title.
    public static func write(_ subscriptions: [Subscription], title: String) -> [UInt8] {
        var output = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>".utf8)
        XMLText.appendEscaped(title.utf8, to: &output)
        output.append(contentsOf: "</title></head>\n<body>\n".utf8)
        for subscription in subscriptions {
            output.append(contentsOf: "<outline type=\"rss\"".utf8)
            append("text", subscription.title ?? subscription.url, to: &output)
            if let title = subscription.title { append("title", title, to: &output) }
            append("xmlUrl", subscription.url, to: &output)
            if !subscription.tags.isEmpty { append("category", subscription.tags.joined(separator: ","), to: &output) }
            output.append(contentsOf: "/>\n".utf8)
        }
        output.append(contentsOf: "</body>\n</opml>\n".utf8)
        return output
    }

    private static func append(_ name: StaticString, _ value: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: " "))
        name.withUTF8Buffer { output.append(contentsOf: $0) }
        output.append(contentsOf: "=\"".utf8)
        var escaped: [UInt8] = []
        XMLText.appendEscaped(value.utf8, to: &escaped)
        for byte in escaped {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case 0..<0x20: output.append(0x20)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// Walks over the outlines of a document.
private struct OPMLReader {
    var scanner: XMLScanner
    let maximum: Int
    var subscriptions: [Subscription] = []
    /// The open outlines; a feed's own has no name to pass on.
    var groups: [String?] = []
    var isOPML = false

    /// The feeds; `nil` where there is no OPML element nor outline.
    mutating func read() -> [Subscription]? {
        while subscriptions.count < maximum {
            switch scanner.next() {
            case .start(let isEmpty):
                if isNamed("opml") { isOPML = true }
                guard isNamed("outline") else { continue }
                isOPML = true
                outline(isEmpty: isEmpty)
            case .end:
                if isNamed("outline"), !groups.isEmpty { groups.removeLast() }
            case .finished:
                return isOPML ? subscriptions : nil
            case .text, .cdata, .doctype: continue
            }
        }
        return subscriptions
    }

    private mutating func outline(isEmpty: Bool) {
        let title = attribute("title") ?? attribute("text")
        if let url = attribute("xmlurl") {
            var tags = groups.compactMap(\.self)
            for path in attribute("category")?.split(separator: ",") ?? [] {
                let tag = String(path.drop { $0 == "/" || $0 == " " }).trimmed
                if !tag.isEmpty, !tags.contains(tag), tags.count < 64 { tags.append(tag) }
            }
            subscriptions.append(Subscription(url: Subscription.address(url), title: title, tags: tags))
        }
        if !isEmpty, groups.count < 64 { groups.append(attribute("xmlurl") == nil ? title : nil) }
    }

    private func isNamed(_ word: StaticString) -> Bool { equals(scanner.name, word) }

    private func attribute(_ name: StaticString) -> String? {
        scanner.attributes.first { equals($0.name, name) }.flatMap { scanner.string($0.value).trimmed.nonEmpty }
    }

    private func equals(_ range: Range<Int>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in range.count == word.count && zip(scanner.bytes[range], word).allSatisfy { $0 | 0x20 == $1 } }
    }
}
