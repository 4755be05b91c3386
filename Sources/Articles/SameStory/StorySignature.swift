/// A short print of a text, by which two feeds' versions of one story are recognised.
///
/// News agencies' stories come under other headlines, cut, or with a paragraph more. The print keeps, of all groups of five
/// words, the smallest hash in each of 64 classes; the share of equal ones estimates how much of their groups two texts share.
/// Source: Broder, "On the resemblance and containment of documents"; Li, Owen and Zhang, "One Permutation Hashing".
///
/// ```swift
/// let first = StorySignature(article.text), second = StorySignature(other.text)
/// if let first, let second, first.similarity(to: second) >= 0.5 { /* one story */ }
/// ```
public struct StorySignature: Sendable, Hashable {
    /// The least hash of each class.
    public let values: [UInt32]

    static let count = 64
    /// Words in a group.
    private static let width = 5
    /// Groups without which a text has no print: what is shorter is alike by chance.
    private static let fewestGroups = 20

    /// - Returns: `nil` for a text too short to tell.
    public init?(_ text: String) {
        let groups = Self.groups(Array(text.utf8))
        guard groups.count >= Self.fewestGroups else { return nil }
        var values = Array(repeating: UInt32.max, count: Self.count)
        for group in groups {
            let mixed = Self.mix(group)
            let place = Int(mixed >> 58)
            values[place] = min(values[place], UInt32(truncatingIfNeeded: mixed))
        }
        // An empty class borrows from the next full one, a little changed by the distance, so that two short texts' empty
        // classes are not taken for equal ones.
        let full = values
        for place in values.indices where full[place] == .max {
            for distance in 1..<Self.count {
                let neighbour = full[(place + distance) % Self.count]
                if neighbour != .max {
                    values[place] = neighbour &+ UInt32(distance) &* 0x9E37_79B9
                    break
                }
            }
        }
        self.values = values
    }

    /// A print that was stored.
    /// - Parameter values: as ``values`` gave them; another number of them gives `nil`.
    public init?(values: [UInt32]) {
        guard values.count == Self.count else { return nil }
        self.values = values
    }

    /// The share of their groups of words that two texts have in common (Jaccard), estimated: 0 to 1, give or take 0.06.
    public func similarity(to other: StorySignature) -> Double {
        Double(zip(values, other.values).count { $0 == $1 }) / Double(Self.count)
    }

    /// Numbers to look candidates up by: two texts half of whose groups are common share at least one of the 32, all but surely.
    public var keys: [UInt64] {
        stride(from: 0, to: Self.count, by: 2).map { place in
            Self.mix(UInt64(values[place]) << 32 | UInt64(values[place + 1]) ^ UInt64(place) << 57)
        }
    }

    /// Hashes of the text's groups of words; of letters, for a script that does not part its words.
    private static func groups(_ text: [UInt8]) -> [UInt64] {
        let words = FoldedWords(text).words
        if words.count >= width, text.count < words.count * 24 {
            return (0...(words.count - width)).map { start in
                words[start..<start + width].reduce(0) { ($0 ^ $1) &* 1_099_511_628_211 }
            }
        }
        let letters = FoldedWords.letters(text)
        let length = 24
        guard letters.count >= length else { return [] }
        // A character of those scripts has three bytes.
        return stride(from: 0, through: letters.count - length, by: 1).compactMap { start in
            guard letters[start] & 0xC0 != 0x80 else { return nil }
            return letters[start..<start + length].reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        }
    }

    /// Spreads a hash over all its bits (the finaliser of SplitMix64).
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
