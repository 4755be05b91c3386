/// The words of a text as hashes over their small letters, to compare texts without making strings of them.
///
/// Letters are ASCII's letters and digits and all of what UTF-8 writes with more bytes, but for punctuation. Small and capital
/// letters are one in ASCII and in Latin-1.
struct FoldedWords: Sendable {
    /// One hash a word.
    private(set) var words: [UInt64] = []
    /// A hash over all letters, however they are parted into words.
    private(set) var whole: UInt64 = Self.seed

    private static let seed: UInt64 = 14_695_981_039_346_656_037
    private static let prime: UInt64 = 1_099_511_628_211

    init<Bytes: RandomAccessCollection>(_ text: Bytes) where Bytes.Element == UInt8, Bytes.Index == Int {
        var word = Self.seed
        Self.forEachLetter(text) { letter in
            if let letter {
                word = (word ^ UInt64(letter)) &* Self.prime
                whole = (whole ^ UInt64(letter)) &* Self.prime
            } else if word != Self.seed {
                words.append(word)
                word = Self.seed
            }
        }
        if word != Self.seed { words.append(word) }
    }

    /// The letters alone, small.
    static func letters<Bytes: RandomAccessCollection>(_ text: Bytes) -> [UInt8] where Bytes.Element == UInt8, Bytes.Index == Int {
        var letters: [UInt8] = []
        letters.reserveCapacity(text.count)
        forEachLetter(text) { letter in
            if let letter { letters.append(letter) }
        }
        return letters
    }

    /// Calls with each letter's bytes, and with `nil` for what stands between words.
    private static func forEachLetter<Bytes: RandomAccessCollection>(_ text: Bytes, _ body: (UInt8?) -> Void)
    where Bytes.Element == UInt8, Bytes.Index == Int {
        var position = text.startIndex
        while position < text.endIndex {
            let byte = text[position]
            position += 1
            switch byte {
            case 0x30...0x39, 0x61...0x7A: body(byte)
            case 0x41...0x5A: body(byte | 0x20)
            case 0xC2:
                // Spaces, signs and quotation marks of Latin-1.
                if position < text.endIndex { position += 1 }
                body(nil)
            case 0xC3:
                body(byte)
                guard position < text.endIndex else { break }
                let next = text[position]
                body((0x80...0x9E).contains(next) ? next | 0x20 : next)
                position += 1
            case 0xE2 where position < text.endIndex && text[position] <= 0x81:
                // General punctuation.
                position = min(position + 2, text.endIndex)
                body(nil)
            case 0xE3 where position < text.endIndex && text[position] == 0x80:
                // The full stops, commas and brackets of East Asia.
                position = min(position + 2, text.endIndex)
                body(nil)
            case 0x80...0xFF: body(byte)
            default: body(nil)
            }
        }
    }
}
