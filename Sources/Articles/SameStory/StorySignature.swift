/// A short print of a text, by which two feeds' versions of one story are recognised.
///
/// News agencies' stories come under other headlines, cut, or with a paragraph more. The print keeps, of all groups of five
/// words, the smallest hash in each of 128 classes; the share of equal ones estimates how much of their groups two texts share.
/// Source: Broder, "On the resemblance and containment of documents"; Li, Owen and Zhang, "One Permutation Hashing".
///
/// ```swift
/// let first = StorySignature(article.text), second = StorySignature(other.text)
/// if let first, let second, first.isSameStory(as: second) { /* one story */ }
/// ```
public struct StorySignature: Sendable, Hashable {
    /// The least hash of each class.
    private let values: [UInt32]
    /// How many groups of words the text has.
    private let groups: UInt32

    private static let count = 128
    /// Words in a group.
    private static let width = 5
    /// Groups without which a text has no print: what is shorter is alike by chance.
    private static let fewestGroups = 20
    /// Of one story are two texts the shorter of which stands for the most part in the other, and that share enough for the
    /// estimate to mean something. Different stories of one site share boilerplate and background, seldom more than a third.
    private static let leastShare = 0.5
    private static let leastResemblance = 0.15

    /// - Returns: `nil` for a text too short to tell.
    public init?(_ text: String) {
        let groups = Self.groups(Array(text.utf8))
        guard groups.count >= Self.fewestGroups else { return nil }
        var values = Array(repeating: UInt32.max, count: Self.count)
        for group in groups {
            let mixed = Self.mix(group)
            let place = Int(mixed >> 57)
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
        self.groups = UInt32(clamping: groups.count)
    }

    /// The print as it is stored, 516 bytes.
    public var bytes: [UInt8] {
        ([groups] + values).flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    }

    /// A print that was stored.
    /// - Parameter bytes: as ``bytes`` gave them; another number of them gives `nil`.
    public init?(bytes: [UInt8]) {
        guard bytes.count == (Self.count + 1) * 4 else { return nil }
        let numbers = (0...Self.count).map { place -> UInt32 in
            var number: UInt32 = 0
            for byte in bytes[place * 4..<place * 4 + 4].reversed() { number = number << 8 | UInt32(byte) }
            return number
        }
        groups = numbers[0]
        values = Array(numbers.dropFirst())
    }

    /// The share of their groups of words that two texts have in common (Jaccard), estimated: 0 to 1, give or take 0.04.
    public func resemblance(to other: StorySignature) -> Double {
        Double(zip(values, other.values).count { $0 == $1 }) / Double(Self.count)
    }

    /// The share of the shorter text's groups of words that stand in the other as well, estimated: 0 to 1.
    ///
    /// A story cut to its first half is wholly in the uncut one, though they share only half of all their groups.
    public func similarity(to other: StorySignature) -> Double {
        let resemblance = resemblance(to: other)
        let common = resemblance / (1 + resemblance) * Double(UInt64(groups) + UInt64(other.groups))
        return min(1, common / Double(max(1, min(groups, other.groups))))
    }

    /// Whether two texts tell one story in the same words.
    public func isSameStory(as other: StorySignature) -> Bool {
        resemblance(to: other) >= Self.leastResemblance && similarity(to: other) >= Self.leastShare
    }

    /// Numbers to look candidates up by: two texts a third of whose groups are common share at least one of the 32 on 98 of 100 tries.
    public var keys: [Int64] {
        stride(from: 0, to: 64, by: 2).map { (place: Int) -> Int64 in
            let pair = UInt64(values[place]) << 32 | UInt64(values[place + 1])
            let salt = UInt64(place) &* 0x9E37_79B9_7F4A_7C15
            return Int64(bitPattern: Self.mix(pair &+ salt))
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
