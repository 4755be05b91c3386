import Markup

/// Small helpers over short strings: titles, names, labels.
enum Words {
    /// Runs of white space as one space, soft hyphens and zero-width characters removed, trimmed.
    static func collapse(_ text: String) -> String {
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { buffer in
            output.reserveCapacity(buffer.count)
            var pendingSpace = false
            var normalizer = TextNormalizer(range: 0..<buffer.count, keepsLines: false)
            while let (_, length) = normalizer.next(in: buffer) {
                if length == 0 {
                    pendingSpace = true
                    continue
                }
                if pendingSpace, !output.isEmpty { output.append(0x20) }
                pendingSpace = false
                output.append(contentsOf: buffer[normalizer.start..<normalizer.start + length])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A plain text out of a value that may hold markup or references written twice ("&amp;amp;", "<b>").
    static func plain(_ text: String) -> String {
        let decoded = text.utf8.contains(UInt8(ascii: "&")) ? CharacterReferences.decode(text) : text
        guard decoded.utf8.contains(UInt8(ascii: "<")) else { return collapse(decoded) }
        return collapse(HTMLDocument(utf8: Array(decoded.utf8)).text(of: 0))
    }

    /// A form in which two spellings of one title are equal: letters and digits only, small.
    static func folded(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            output.append(scalar)
        }
        return String(output)
    }

    /// The words of a text, small.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// How much of the shorter text's words the other one has, 0 to 1.
    static func overlap(_ left: String, _ right: String) -> Double {
        let (a, b) = (Set(words(left)), Set(words(right)))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        return Double(a.intersection(b).count) / Double(min(a.count, b.count))
    }

    /// What stands before and behind the first or last place of a separator; `nil` where it is not in the text.
    static func parts(_ text: String, around separator: String, last: Bool) -> (head: String, tail: String)? {
        let (bytes, pattern) = (Array(text.utf8), Array(separator.utf8))
        guard let first = pattern.first, bytes.count > pattern.count else { return nil }
        var found: Int?
        for start in 0...(bytes.count - pattern.count)
        where bytes[start] == first && bytes[start..<start + pattern.count].elementsEqual(pattern) {
            found = start
            if !last { break }
        }
        guard let found else { return nil }
        let (head, tail) = (bytes[..<found], bytes[(found + pattern.count)...])
        return (String(decoding: head, as: UTF8.self), String(decoding: tail, as: UTF8.self))
    }
}

extension String {
    /// The text without white space around it.
    var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[start...last])
    }
}
