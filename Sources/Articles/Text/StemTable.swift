/// Finds which of a few hundred stems occur in a short text, in one pass.
///
/// Each stem belongs to a category; the answer is a set of categories as bits. Stems are written with a mark for
/// where they may stand: `=ad` as a whole word, `^nav` at a word's start, `share` anywhere.
struct StemTable: Sendable {
    private struct Stem: Sendable {
        var bytes: [UInt8]
        var bits: UInt64
        var mustStartWord: Bool
        var mustEndWord: Bool
    }

    private var stems: [Stem] = []
    /// For each hash of a stem's first two bytes the stems with it, as a range of ``stems``.
    private var firstStem: [UInt16]

    /// - Parameters:
    ///   - categories: for each category its stems in lower case, the category's place being its bit (at most 64).
    ///   - separator: what stands between two stems.
    init(_ categories: [String], separator: Character = " ") {
        var unsorted: [Stem] = []
        for (bit, list) in categories.enumerated() {
            for word in list.split(whereSeparator: { $0 == separator || $0 == "\n" }) {
                let isWhole = word.hasPrefix("=")
                let isStart = word.hasPrefix("^")
                let bytes = Array((isWhole || isStart ? word.dropFirst() : word).utf8)
                guard bytes.count >= 2 else { continue }
                unsorted.append(Stem(bytes: bytes, bits: 1 << UInt64(bit & 63), mustStartWord: isWhole || isStart, mustEndWord: isWhole))
            }
        }
        stems = unsorted.sorted { Self.hash($0.bytes[0], $0.bytes[1]) < Self.hash($1.bytes[0], $1.bytes[1]) }
        firstStem = Array(repeating: 0, count: 1025)
        for stem in stems { firstStem[Self.hash(stem.bytes[0], stem.bytes[1]) + 1] += 1 }
        for index in 1...1024 { firstStem[index] += firstStem[index - 1] }
    }

    private static func hash(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) &* 37 &+ Int(second) &* 11) & 1023
    }

    /// The categories whose stems occur in the text.
    ///
    /// Words are bounded by anything but ASCII letters and by a capital after a small letter (`shareBar`).
    func categories(in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard text.count >= 2 else { return 0 }
        var found: UInt64 = 0
        var current = Self.lower(text[0])
        for position in 0..<(text.count - 1) {
            let next = Self.lower(text[position + 1])
            let bucket = Self.hash(current, next)
            var index = Int(firstStem[bucket])
            let end = Int(firstStem[bucket + 1])
            while index < end {
                if found & stems[index].bits == 0, matches(stems[index], text, position) { found |= stems[index].bits }
                index += 1
            }
            current = next
        }
        return found
    }

    /// The categories whose stems occur in a part of a text.
    func categories(in text: [UInt8], _ range: Range<Int>) -> UInt64 {
        text.withUnsafeBufferPointer { categories(in: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    private func matches(_ stem: Stem, _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        let end = position + stem.bytes.count
        guard end <= text.count else { return false }
        for offset in stem.bytes.indices where Self.lower(text[position + offset]) != stem.bytes[offset] { return false }
        if stem.mustStartWord, position > 0, !Self.isBoundary(text[position - 1], text[position]) { return false }
        if stem.mustEndWord, end < text.count, !Self.isBoundary(text[end - 1], text[end]) { return false }
        return true
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func isBoundary(_ before: UInt8, _ after: UInt8) -> Bool {
        let isLetter = (before | 0x20) &- 0x61 < 26 || before >= 0x80
        let follows = (after | 0x20) &- 0x61 < 26 || after >= 0x80
        return !isLetter || !follows || (before &- 0x61 < 26 && after &- 0x41 < 26)
    }
}
