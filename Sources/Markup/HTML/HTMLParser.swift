extension HTMLDocument {
    /// Reads a page.
    ///
    /// Never fails: what is no markup is text, as in a browser (HTML, 13.2.5).
    /// Time is linear in the page: no list that is searched grows past ``HTMLLimits/depth``.
    ///
    /// - Parameters:
    ///   - utf8: the page, decoded; see ``Charset``.
    ///   - limits: how much of it is read.
    public init(utf8: [UInt8], limits: HTMLLimits = .standard) {
        var parser = HTMLParser(utf8: utf8, limits: limits)
        self = parser.parse()
    }
}

/// Splits a page into tags and texts.
private struct HTMLParser {
    private var builder: HTMLTreeBuilder
    private var position = 0
    /// Where the page ends in the buffer; values with character references are written behind it.
    private let count: Int
    private let tags = HTMLNameTable.tags
    private let attributeNames = HTMLNameTable.attributes
    private static let maximumAttributes = 256

    init(utf8: [UInt8], limits: HTMLLimits) {
        var document = HTMLDocument(buffer: utf8)
        if utf8.count > limits.bytes {
            document.buffer.removeSubrange(max(0, limits.bytes)...)
            document.isTruncated = true
        }
        count = document.buffer.count
        builder = HTMLTreeBuilder(document: document, limits: limits)
    }

    private func byte(_ offset: Int) -> UInt8 { offset < count ? builder.document.buffer[offset] : 0 }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private func find(_ byte: UInt8, from start: Int) -> Int {
        builder.document.buffer.withUnsafeBufferPointer { buffer in
            var offset = start
            while offset < count, buffer[offset] != byte { offset += 1 }
            return offset
        }
    }

    mutating func parse() -> HTMLDocument {
        while position < count, !builder.isFull {
            let textStart = position
            var bracket = find(UInt8(ascii: "<"), from: position)
            // A bracket that begins no markup is text.
            while bracket < count, !beginsMarkup(byte(bracket + 1)) { bracket = find(UInt8(ascii: "<"), from: bracket + 1) }
            if bracket > textStart { builder.text(readingReferences(in: textStart..<bracket, isAttribute: false)) }
            position = bracket
            if position < count { markup() }
        }
        return builder.finish()
    }

    private func beginsMarkup(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private mutating func markup() {
        switch byte(position + 1) {
        case UInt8(ascii: "!"):
            if byte(position + 2) == UInt8(ascii: "-"), byte(position + 3) == UInt8(ascii: "-") {
                comment()
            } else {
                position = min(count, find(UInt8(ascii: ">"), from: position) + 1)
            }
        case UInt8(ascii: "?"):
            position = min(count, find(UInt8(ascii: ">"), from: position) + 1)
        case UInt8(ascii: "/"):
            if isLetter(byte(position + 2)) {
                endTag()
            } else {
                position = min(count, find(UInt8(ascii: ">"), from: position) + 1)
            }
        default:
            startTag()
        }
    }

    private mutating func comment() {
        var offset = position + 4
        if byte(offset) == UInt8(ascii: ">") {
            position = offset + 1
            return
        }
        if byte(offset) == UInt8(ascii: "-"), byte(offset + 1) == UInt8(ascii: ">") {
            position = offset + 2
            return
        }
        while true {
            offset = find(UInt8(ascii: ">"), from: offset)
            guard offset < count else { break }
            let before = byte(offset - 1)
            if before == UInt8(ascii: "-"), byte(offset - 2) == UInt8(ascii: "-") { break }
            if before == UInt8(ascii: "!"), byte(offset - 2) == UInt8(ascii: "-"), byte(offset - 3) == UInt8(ascii: "-") { break }
            offset += 1
        }
        position = min(count, offset + 1)
    }

    // MARK: Tags

    /// Reads a tag's name, put into lower case where it stands.
    private mutating func tagName() -> Range<Int> {
        let start = position
        while position < count {
            let byte = builder.document.buffer[position]
            if isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            if byte &- 0x41 < 26 { builder.document.buffer[position] = byte | 0x20 }
            position += 1
        }
        return start..<position
    }

    private func tag(_ name: Range<Int>) -> HTMLTag {
        let slice = builder.document.buffer[name]
        if let number = tags.number(of: slice), let tag = HTMLTag(rawValue: number) { return tag }
        return slice.elementsEqual("image".utf8) ? .img : .other
    }

    private mutating func endTag() {
        position += 2
        let name = tagName()
        let tag = tag(name)
        // Attributes of an end tag mean nothing, but their quotes may hold a bracket.
        let before = builder.document.attributes.count
        _ = attributes()
        builder.document.attributes.removeSubrange(before...)
        builder.end(tag, name: name)
    }

    private mutating func startTag() {
        position += 1
        let name = tagName()
        let tag = tag(name)
        let firstAttribute = builder.document.attributes.count
        if tag == .other {
            builder.document.attributes.append(
                HTMLDocument.AttributeRecord(name: .tagName, valueStart: UInt32(name.lowerBound), valueCount: UInt32(name.count)))
        }
        let isSelfClosing = attributes()
        let isForeign = builder.foreignDepth > 0
        let isOpen = builder.start(tag, name: name, firstAttribute: firstAttribute, isSelfClosing: isSelfClosing)
        if tag.isRawText, !(isForeign && isSelfClosing) { rawText(tag, isOpen: isOpen, name: name) }
    }

    /// Reads attributes up to and with the closing bracket.
    /// - Returns: whether a slash stands before the bracket.
    private mutating func attributes() -> Bool {
        var isSelfClosing = false
        let first = builder.document.attributes.count
        while position < count {
            let byte = builder.document.buffer[position]
            if isSpace(byte) {
                position += 1
            } else if byte == UInt8(ascii: ">") {
                position += 1
                return isSelfClosing
            } else if byte == UInt8(ascii: "/") {
                position += 1
                isSelfClosing = self.byte(position) == UInt8(ascii: ">")
            } else {
                attribute(isKept: builder.document.attributes.count - first < Self.maximumAttributes)
            }
        }
        return isSelfClosing
    }

    private mutating func attribute(isKept: Bool) {
        let nameStart = position
        while position < count {
            let byte = builder.document.buffer[position]
            if isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
            if byte == UInt8(ascii: "="), position > nameStart { break }
            if byte &- 0x41 < 26 { builder.document.buffer[position] = byte | 0x20 }
            position += 1
        }
        let name = nameStart..<position
        while isSpace(byte(position)), position < count { position += 1 }
        var value = position..<position
        if byte(position) == UInt8(ascii: "="), position < count {
            position += 1
            while position < count, isSpace(byte(position)) { position += 1 }
            value = attributeValue()
        }
        guard isKept, name.count <= 256 else { return }
        value = readingReferences(in: value, isAttribute: true)
        let known = attributeNames.number(of: builder.document.buffer[name]).flatMap(HTMLAttribute.init(rawValue:)) ?? .other
        builder.document.attributes.append(
            HTMLDocument.AttributeRecord(name: known, valueStart: UInt32(value.lowerBound), valueCount: UInt32(value.count)))
    }

    private mutating func attributeValue() -> Range<Int> {
        let quote = byte(position)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            let end = find(quote, from: start)
            position = min(count, end + 1)
            return min(start, end)..<end
        }
        let start = position
        while position < count {
            let byte = builder.document.buffer[position]
            if isSpace(byte) || byte == UInt8(ascii: ">") { break }
            position += 1
        }
        return start..<position
    }

    // MARK: Texts

    /// Reads the content of a script, a style sheet, a title: everything before its own end tag.
    private mutating func rawText(_ tag: HTMLTag, isOpen: Bool, name: Range<Int>) {
        let start = position
        var end = count
        var search = position
        while true {
            search = find(UInt8(ascii: "<"), from: search)
            guard search < count else { break }
            if byte(search + 1) == UInt8(ascii: "/"), endsWithName(at: search + 2, name) {
                end = search
                break
            }
            search += 1
        }
        position = end
        if isOpen {
            let range = tag.isEscapableRawText ? readingReferences(in: start..<end, isAttribute: false) : start..<end
            builder.text(range)
            builder.end(tag, name: name)
        }
        if position < count {
            position = min(count, find(UInt8(ascii: ">"), from: position) + 1)
        }
    }

    private func endsWithName(at offset: Int, _ name: Range<Int>) -> Bool {
        guard offset + name.count <= count else { return false }
        for (index, expected) in name.enumerated() where byte(offset + index) | 0x20 != builder.document.buffer[expected] { return false }
        let next = byte(offset + name.count)
        return isSpace(next) || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || offset + name.count == count
    }

    /// The range itself where no reference is in it; else a range behind the page with the references' characters.
    private mutating func readingReferences(in range: Range<Int>, isAttribute: Bool) -> Range<Int> {
        let hasReference = builder.document.buffer.withUnsafeBufferPointer { buffer in
            for offset in range where buffer[offset] == UInt8(ascii: "&") { return true }
            return false
        }
        guard hasReference else { return range }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        builder.document.buffer.withUnsafeBufferPointer { buffer in
            CharacterReferences.append(
                UnsafeBufferPointer(rebasing: buffer[range]), to: &decoded, in: isAttribute ? .attribute : .text)
        }
        let start = builder.document.buffer.count
        guard start + decoded.count < Int(UInt32.max) else { return range }
        builder.document.buffer.append(contentsOf: decoded)
        return start..<start + decoded.count
    }
}
