import Glibc

/// Splits an XML document into tags and text, and never gives up.
///
/// A validating parser stops at the first error, and a recovering one guesses by rules made for other documents than
/// feeds. This one reads what is there and leaves it to its caller which tags belong together. It knows no external
/// entities and expands none that hold others, so that the bytes read are all the work there can be.
///
/// What it lets through: `<` and `&` as text, tags without their `>`, attributes without quotes, sections and comments
/// that never end, anything in front of and behind the document.
///
/// - Important: holds on to the buffer, which has to outlive it.
public struct XMLScanner {
    /// What stands at one place of the document; the details are in the scanner's properties.
    public enum Token: Sendable {
        /// ``name`` and ``attributes`` tell which; the flag says `<x/>`.
        case start(isEmpty: Bool)
        /// ``name`` tells which.
        case end
        /// ``content`` with its references.
        case text
        /// ``content`` as it is.
        case cdata
        /// A document type declaration; its entities have been taken up.
        case doctype
        case finished
    }

    /// Where an attribute's name and value stand.
    public struct Attribute: Sendable {
        public var name: Range<Int>
        public var value: Range<Int>
    }

    public let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next token begins; may be set to read a part again.
    public var position = 0
    /// Where the token read last begins.
    public private(set) var tokenStart = 0
    /// The tag's name, with its prefix.
    public private(set) var name = 0..<0
    public private(set) var attributes: [Attribute] = []
    public internal(set) var content = 0..<0
    /// Whether something had to be made out that XML doesn't allow.
    public internal(set) var isIllFormed = false
    /// Whether the document ended within a tag, comment or section.
    public internal(set) var isCutOff = false
    /// Whether an attribute's value, or what the document's own entities add to it, was longer than allowed.
    public var hasCut: Bool { hasCutAttribute || entities.isExhausted }
    private var hasCutAttribute = false
    /// The entities that the document defines itself.
    let entities: EntityTable
    private let attributeBytes: Int

    /// Whether the document defines entities of its own.
    public var definesEntities: Bool { !entities.values.isEmpty }

    /// Whether a search for the end of a comment has come to the end of the document: it isn't made twice.
    var hasUnendedComment = false
    /// Behind the section found last, or past the document where it never ends: one cut short before that shares it with the next.
    var sectionEnd = 0

    /// More attributes of one tag are passed over.
    private static let maximumAttributes = 256

    /// - Parameters:
    ///   - attributeBytes: longer values of attributes are cut.
    ///   - entityBytes: how much the document's own entities may add to it in all; further references stay as they stand.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, attributeBytes: Int = 1 << 16, entityBytes: Int = 1 << 20) {
        self.bytes = bytes
        self.attributeBytes = attributeBytes
        entities = EntityTable(bytesLeft: entityBytes)
    }

    /// Reads the next token. Comments and processing instructions are passed over.
    public mutating func next() -> Token {
        while position < bytes.count {
            tokenStart = position
            guard bytes[position] == UInt8(ascii: "<") else { return text(from: position) }
            guard position + 1 < bytes.count else { return text(from: position) }
            switch bytes[position + 1] {
            case UInt8(ascii: "/"):
                return endTag()
            case UInt8(ascii: "!"):
                if let token = declaration() { return token }
            case UInt8(ascii: "?"):
                // A ">" ends it too: "<?xml version='1.0'>" is a common slip.
                let end = index(of: UInt8(ascii: ">"), from: position + 2)
                position = end.map { $0 + 1 } ?? bytes.count
                if end == nil { isCutOff = true }
            case let byte where Self.startsName(byte):
                return startTag() ?? text(from: tokenStart)
            default:
                isIllFormed = true
                return text(from: position)
            }
        }
        tokenStart = position
        return .finished
    }

    // MARK: Text

    /// Text up to the next `<`; one at the start belongs to it.
    private mutating func text(from start: Int) -> Token {
        let end = index(of: UInt8(ascii: "<"), from: start + 1) ?? bytes.count
        content = start..<end
        position = end
        return .text
    }

    /// Appends a text token's characters: references resolved, everything else as it stands.
    public func append(_ range: Range<Int>, to output: inout [UInt8]) {
        let slice = UnsafeBufferPointer(rebasing: bytes[range])
        if entities.values.isEmpty {
            CharacterReferences.append(slice, to: &output, in: .xml)
        } else {
            appendExpanding(slice, to: &output)
        }
    }

    /// As ``append(_:to:)`` in a document with entities of its own, which are plain text and expanded once.
    private func appendExpanding(_ slice: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var position = 0
        while position < slice.count {
            let byte = slice[position]
            guard byte == UInt8(ascii: "&") else {
                output.append(byte)
                position += 1
                continue
            }
            let length = CharacterReferences.appendReference(at: position, of: slice, to: &output, in: .xml)
            if length > 0 {
                position += length
                continue
            }
            let name = slice[(position + 1)...].prefix(64).prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "&") && $0 > 0x20 }
            if name.endIndex < slice.count, slice[name.endIndex] == UInt8(ascii: ";"),
                let value = entities.take(String(decoding: name, as: UTF8.self))
            {
                output.append(contentsOf: value)
                position = name.endIndex + 1
            } else {
                output.append(byte)
                position += 1
            }
        }
    }

    /// The bytes of a range with references resolved, as a string.
    public func string(_ range: Range<Int>) -> String {
        var output: [UInt8] = []
        append(range, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    // MARK: Tags

    private mutating func endTag() -> Token {
        name = name(at: position + 2)
        var end = name.upperBound
        while end < bytes.count, bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "<") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: ">") {
            position = end + 1
        } else {
            isIllFormed = true
            isCutOff = isCutOff || end == bytes.count
            position = end
        }
        return .end
    }

    /// The name that begins at a position; empty where none does.
    public func name(at start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, !Self.endsName(bytes[end]) { end += 1 }
        return start..<end
    }

    /// `nil`, with nothing taken, where the `<` turns out to be text.
    private mutating func startTag() -> Token? {
        name = name(at: position + 1)
        var next = name.upperBound
        attributes.removeAll(keepingCapacity: true)
        while true {
            while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
            guard next < bytes.count else {
                isCutOff = true
                position = next
                return .start(isEmpty: false)
            }
            switch bytes[next] {
            case UInt8(ascii: ">"):
                position = next + 1
                return .start(isEmpty: false)
            case UInt8(ascii: "/"):
                next += 1
                if next < bytes.count, bytes[next] == UInt8(ascii: ">") {
                    position = next + 1
                    return .start(isEmpty: true)
                }
            case UInt8(ascii: "<"):
                isIllFormed = true
                // "a <b and <c>": no tag; "<enclosure url='…' <link>": one that lost its end.
                guard !attributes.isEmpty || next == name.upperBound else {
                    position = tokenStart
                    return nil
                }
                position = next
                return .start(isEmpty: false)
            default:
                next = attribute(from: next)
            }
        }
    }

    /// Takes one attribute up; gives the position behind it.
    private mutating func attribute(from start: Int) -> Int {
        var next = start
        while next < bytes.count, bytes[next] != UInt8(ascii: "="), !Self.endsName(bytes[next]) || bytes[next] == UInt8(ascii: "/") {
            next += 1
        }
        let name = start..<next
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else {
            isIllFormed = true
            return max(next, start + 1)
        }
        next += 1
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
        guard next < bytes.count else { return next }
        let quote = bytes[next]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            isIllFormed = true
            let valueStart = next
            while next < bytes.count, !Self.isSpace(bytes[next]), bytes[next] != UInt8(ascii: ">"), bytes[next] != UInt8(ascii: "<") {
                next += 1
            }
            keep(Attribute(name: name, value: valueStart..<next))
            return next
        }
        let valueStart = next + 1
        let end = index(of: quote, from: valueStart)
        // A quote that is missing must not swallow the tags that follow.
        let stop = end ?? bytes.count
        if let tag = index(of: UInt8(ascii: "<"), from: valueStart, before: stop) {
            if let bracket = index(of: UInt8(ascii: ">"), from: valueStart, before: tag) {
                isIllFormed = true
                keep(Attribute(name: name, value: valueStart..<bracket))
                return bracket
            }
            if end == nil {
                isIllFormed = true
                keep(Attribute(name: name, value: valueStart..<tag))
                return tag
            }
        }
        if end == nil { isCutOff = true }
        keep(Attribute(name: name, value: valueStart..<stop))
        return min(stop + 1, bytes.count)
    }

    private mutating func keep(_ attribute: Attribute) {
        guard attributes.count < Self.maximumAttributes else { return }
        var attribute = attribute
        if attribute.value.count > attributeBytes {
            attribute.value = attribute.value.prefix(attributeBytes)
            hasCutAttribute = true
        }
        attributes.append(attribute)
    }

    // MARK: Bytes

    public static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func startsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }

    func starts(with word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            position + word.count <= bytes.count && word.indices.allSatisfy { bytes[position + $0] == word[$0] }
        }
    }

    /// Where the byte stands next.
    public func index(of byte: UInt8, from start: Int, before end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        guard start < end, let base = bytes.baseAddress else { return nil }
        return memchr(base + start, Int32(byte), end - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    /// The position behind the next occurrence of `word`.
    public func find(_ word: StaticString, from start: Int, before end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        return word.withUTF8Buffer { word in
            var next = start
            while let found = index(of: word[0], from: next, before: end), found + word.count <= end {
                if word.indices.allSatisfy({ bytes[found + $0] == word[$0] }) { return found + word.count }
                next = found + 1
            }
            return nil
        }
    }
}
