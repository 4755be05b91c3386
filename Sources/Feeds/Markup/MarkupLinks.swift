import Glibc
import Markup

/// Makes the links in a fragment of HTML absolute.
enum MarkupLinks {
    /// The fragment with its relative links resolved.
    ///
    /// - Returns: `nil` where nothing has to be changed.
    static func resolved(_ html: ArraySlice<UInt8>, against base: String, by links: inout LinkResolver) -> [UInt8]? {
        html.withUnsafeBufferPointer { html in
            var output: [UInt8]?
            var copied = 0
            var position = 0
            while let tag = index(of: UInt8(ascii: "<"), in: html, from: position) {
                position = tag + 1
                guard position < html.count, isLetter(html[position]) else { continue }
                while position < html.count, html[position] > 0x20, html[position] != UInt8(ascii: ">"), html[position] != UInt8(ascii: "/")
                { position += 1 }
                while let attribute = nextAttribute(html, &position) {
                    guard isLink(html[attribute.name]), !isAbsolute(html[attribute.value]) else { continue }
                    guard !links.isExhausted else { break }
                    let value = CharacterReferences.decode(Array(html[attribute.value]), in: .attribute)
                    let absolute = links.resolve(String(decoding: value, as: UTF8.self), against: base)
                    if output == nil { output = [] }
                    output?.append(contentsOf: html[copied..<attribute.value.lowerBound])
                    for byte in absolute.utf8 {
                        switch byte {
                        case UInt8(ascii: "&"): output?.append(contentsOf: "&amp;".utf8)
                        case UInt8(ascii: "\""): output?.append(contentsOf: "&quot;".utf8)
                        case UInt8(ascii: "'"): output?.append(contentsOf: "&#39;".utf8)
                        default: output?.append(byte)
                        }
                    }
                    copied = attribute.value.upperBound
                }
            }
            output?.append(contentsOf: html[copied...])
            return output
        }
    }

    private typealias Attribute = (name: Range<Int>, value: Range<Int>)

    /// The next attribute of a tag that has a value; `nil` behind its end.
    private static func nextAttribute(_ html: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Attribute? {
        while position < html.count {
            while position < html.count, html[position] <= 0x20 || html[position] == UInt8(ascii: "/") { position += 1 }
            guard position < html.count, html[position] != UInt8(ascii: ">"), html[position] != UInt8(ascii: "<") else { return nil }
            let start = position
            position += 1
            while position < html.count, html[position] > 0x20, html[position] != UInt8(ascii: "="), html[position] != UInt8(ascii: ">"),
                html[position] != UInt8(ascii: "/")
            { position += 1 }
            let name = start..<position
            var next = position
            while next < html.count, html[next] <= 0x20 { next += 1 }
            guard next < html.count, html[next] == UInt8(ascii: "=") else { continue }
            next += 1
            while next < html.count, html[next] <= 0x20 { next += 1 }
            guard next < html.count else { return nil }
            let quote = html[next]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                guard let end = index(of: quote, in: html, from: next + 1) else { return nil }
                position = end + 1
                return (name, (next + 1)..<end)
            }
            position = next
            while position < html.count, html[position] > 0x20, html[position] != UInt8(ascii: ">") { position += 1 }
            return (name, next..<position)
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func index(of byte: UInt8, in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < html.count, let base = html.baseAddress else { return nil }
        return memchr(base + start, Int32(byte), html.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    /// Attributes that hold one address (HTML standard, "attributes").
    private static func isLink(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        switch name.count {
        case 3: equals(name, "src")
        case 4: equals(name, "href") || equals(name, "cite") || equals(name, "data")
        case 6: equals(name, "poster") || equals(name, "action") || equals(name, "usemap")
        case 8: equals(name, "longdesc") || equals(name, "codebase")
        case 10: equals(name, "background")
        default: false
        }
    }

    private static func equals(_ name: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in zip(name, word).allSatisfy { ($0 | 0x20) == $1 } }
    }

    /// Whether an address begins with a scheme, or is better left alone.
    private static func isAbsolute(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = value
        while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
        guard let first = rest.first else { return true }
        guard isLetter(first) else { return false }
        for byte in rest {
            switch byte {
            case UInt8(ascii: ":"): return true
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "&"), 0x80...: return false
            default: continue
            }
        }
        return false
    }
}
