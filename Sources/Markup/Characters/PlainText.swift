import Glibc

/// The words of an HTML fragment, without its markup.
public enum PlainText {
    /// Strips tags, comments, scripts and styles, and resolves character references.
    ///
    /// White space is collapsed to single blanks and trimmed; a block's end or a `<br>` parts words like a blank, an
    /// inline tag does not (`H<sub>2</sub>O` is `H2O`). A `<` that opens no tag is kept, as browsers do.
    ///
    /// - Parameter html: a fragment, however broken; read in one pass without recursion.
    public static func fromHTML(_ html: String) -> String {
        var html = html
        return html.withUTF8 { String(decoding: fromHTML($0), as: UTF8.self) }
    }

    /// The same over UTF-8 bytes.
    public static func fromHTML(_ html: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(html.count)
        var position = 0
        while position < html.count {
            if html[position] != UInt8(ascii: "<") {
                let end = index(of: UInt8(ascii: "<"), in: html, from: position) ?? html.count
                CharacterReferences.append(UnsafeBufferPointer(rebasing: html[position..<end]), to: &text, in: .text)
                position = end
            } else {
                position = skipMarkup(html, at: position, appendingTo: &text)
            }
        }
        return collapsed(text)
    }

    /// Collapses runs of white space (and U+00A0) to one blank and trims; other bytes stay.
    public static func collapsed(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var needsBlank = false
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte <= 0x20 {
                needsBlank = true
                position += 1
            } else if byte == 0xC2, position + 1 < text.count, text[position + 1] == 0xA0 {
                needsBlank = true
                position += 2
            } else {
                if needsBlank, !output.isEmpty { output.append(0x20) }
                needsBlank = false
                output.append(byte)
                position += 1
            }
        }
        return output
    }

    /// The position behind the tag, comment or raw text element at `start` (a `<`).
    private static func skipMarkup(_ html: UnsafeBufferPointer<UInt8>, at start: Int, appendingTo text: inout [UInt8]) -> Int {
        let next = start + 1 < html.count ? html[start + 1] : 0
        switch next {
        case UInt8(ascii: "!"):
            if starts(html, at: start, with: "<!--") { return find("-->", in: html, from: start + 4) ?? html.count }
            if starts(html, at: start, with: "<![cdata[") {
                let end = find("]]>", in: html, from: start + 9)
                text.append(contentsOf: html[(start + 9)..<(end.map { $0 - 3 } ?? html.count)])
                return end ?? html.count
            }
            return index(of: UInt8(ascii: ">"), in: html, from: start).map { $0 + 1 } ?? html.count
        case UInt8(ascii: "?"):
            return index(of: UInt8(ascii: ">"), in: html, from: start).map { $0 + 1 } ?? html.count
        case UInt8(ascii: "/"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            var nameStart = start + 1
            if next == UInt8(ascii: "/") { nameStart += 1 }
            var nameEnd = nameStart
            while nameEnd < html.count, CharacterReferences.isAlphanumeric(html[nameEnd]) { nameEnd += 1 }
            guard nameEnd > nameStart else { break }
            let name = String(decoding: html[nameStart..<min(nameEnd, nameStart + 12)], as: UTF8.self).lowercased()
            let end = endOfTag(html, from: nameEnd)
            if !inline.contains(name) { text.append(0x20) }
            if next != UInt8(ascii: "/"), name == "script" || name == "style" {
                return find(name == "script" ? "</script" : "</style", in: html, from: end).map { endOfTag(html, from: $0) } ?? html.count
            }
            return end
        default: break
        }
        text.append(UInt8(ascii: "<"))
        return start + 1
    }

    /// The position behind the `>` that ends a tag, past quoted attribute values.
    private static func endOfTag(_ html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < html.count {
            switch html[position] {
            case UInt8(ascii: ">"): return position + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                // Only behind an equals sign is a quote one; a stray apostrophe must not swallow the rest.
                let quote = html[position]
                var before = position - 1
                while before > start, html[before] <= 0x20 { before -= 1 }
                if before >= start, html[before] == UInt8(ascii: "="), let end = index(of: quote, in: html, from: position + 1) {
                    position = end
                }
            default: break
            }
            position += 1
        }
        return html.count
    }

    private static func index(of byte: UInt8, in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < html.count, let base = html.baseAddress else { return nil }
        return memchr(base + start, Int32(byte), html.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }

    private static func starts(_ html: UnsafeBufferPointer<UInt8>, at position: Int, with word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            position + word.count <= html.count && word.indices.allSatisfy { lowercased(html[position + $0]) == word[$0] }
        }
    }

    /// The position behind the next `word` (lower case).
    private static func find(_ word: StaticString, in html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let first = word.withUTF8Buffer { $0[0] }
        var position = start
        while let next = index(of: first, in: html, from: position) {
            if starts(html, at: next, with: word) { return next + word.utf8CodeUnitCount }
            position = next + 1
        }
        return nil
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Elements that stand within a word.
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    ]
}
