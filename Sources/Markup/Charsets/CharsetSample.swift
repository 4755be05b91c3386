/// The part of a document that its encoding is guessed by: words with bytes beyond ASCII, and the words beside them.
///
/// Tags, entities and the rest of a page say nothing about the text's language, and would outweigh the few letters that do.
struct CharsetSample {
    /// The words with bytes beyond ASCII, with a space behind each, and a line feed where a text begins.
    private(set) var words: [UInt8] = [0x0A]
    /// The words of ASCII letters beside those, likewise: they tell Spanish from French.
    private(set) var neighbours: [UInt8] = [0x20]
    /// How many of those there are.
    private(set) var neighbourCount = 0
    /// How many bytes beyond ASCII there are among the words.
    private(set) var foreign = 0

    /// After so many bytes beyond ASCII more of them change nothing.
    private static let enough = 1_500
    /// Nor do more bytes of words, however few of them are beyond ASCII.
    private static let most = 64 << 10
    /// How far a word's surroundings are looked at.
    private static let reach = 400
    private static let neighbourhood = 2

    init(_ bytes: [UInt8]) {
        take(bytes, fromTags: false)
        if foreign == 0 { take(bytes, fromTags: true) }
    }

    private mutating func take(_ bytes: [UInt8], fromTags: Bool) {
        bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            while foreign < Self.enough, words.count < Self.most {
                let next = UTF8Scan.skipASCII(bytes, from: position)
                guard next < bytes.count else { return }
                let start = Self.start(ofRunAt: next, after: position, in: bytes)
                if !fromTags, start > 0, bytes[start - 1] == UInt8(ascii: "<"), let end = Self.end(ofTagAt: start, in: bytes), end > next {
                    position = end
                    continue
                }
                let near = min(next + Self.reach, bytes.count)
                let far = min(next + 2 * Self.reach, bytes.count)
                // What the reach cuts off may be half a character, but never at white space.
                position =
                    bytes[next..<near].firstIndex { $0 == UInt8(ascii: "<") } ?? bytes[near..<far].firstIndex { $0 <= 0x20 } ?? far
                append(bytes[start..<position])
            }
        }
    }

    /// Where the text begins that a byte stands in: behind the last angle bracket, if one is near.
    private static func start(ofRunAt position: Int, after least: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var start = position
        let bound = max(least, position - reach)
        while start > bound, bytes[start - 1] != UInt8(ascii: "<"), bytes[start - 1] != UInt8(ascii: ">") { start -= 1 }
        return start
    }

    /// The end of the tag whose name begins at a position; `nil` where none does.
    private static func end(ofTagAt position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let first = bytes[position]
        let isName = (0x61...0x7A).contains(first | 0x20) || first == UInt8(ascii: "/") || first == UInt8(ascii: "?")
        // Behind "<!" there is a comment or a section of text.
        guard isName, first < 0x80 else { return nil }
        return bytes[position..<min(position + 4_096, bytes.count)].firstIndex { $0 == UInt8(ascii: ">") }
    }

    /// Adds the words of a piece of text without tags.
    private mutating func append(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        let words = text.split { $0 <= 0x20 || $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: ";") }
        let isForeign = words.map { $0.contains { $0 >= 0x80 } }
        for (index, word) in words.enumerated() {
            if isForeign[index] {
                if index == 0 { self.words.append(0x0A) }
                self.words.append(contentsOf: word)
                self.words.append(0x20)
                foreign += word.count { $0 >= 0x80 }
            } else if word.endIndex == text.endIndex || text[word.endIndex] != UInt8(ascii: ";"),
                isForeign[max(0, index - Self.neighbourhood)...min(index + Self.neighbourhood, words.count - 1)].contains(true)
            {
                neighbours.append(contentsOf: word)
                neighbours.append(0x20)
                if word.contains(where: { (0x61...0x7A).contains($0 | 0x20) }) { neighbourCount += 1 }
            }
        }
    }

    /// The words as windows-1252 where they are UTF-8 with bytes of windows-1252 among it; `nil` where nothing in them is UTF-8.
    ///
    /// What windows-1252 lacks becomes a space; `likelihood` is the logarithm of how likely those characters are.
    var mixedWords: (words: [UInt8], likelihood: Float)? {
        var mixed: [UInt8] = []
        var likelihood: Float = 0
        var isMixed = false
        var wasOther = false
        words.withUnsafeBufferPointer { words in
            var position = 0
            while position < words.count {
                let length = max(1, UTF8Scan.sequenceLength(words, at: position))
                isMixed = isMixed || length > 1
                switch words[position] {
                case _ where length == 1: mixed.append(words[position])
                case 0xC2, 0xC3: mixed.append(words[position] << 6 | words[position + 1] & 0x3F)
                case let lead:
                    mixed.append(0x20)
                    // A character of another script is not alone; what is may be two of windows-1252: ß“.
                    let isOther = lead > 0xC5 && lead != 0xE2
                    likelihood -= isOther && !wasOther ? 8 : 4
                    wasOther = isOther
                }
                position += length
            }
        }
        return isMixed ? (mixed, likelihood) : nil
    }
}
