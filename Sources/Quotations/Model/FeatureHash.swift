/// The hashed features of one option of a decision.
///
/// A feature is a template's number with up to three values; its hash is the place of its weight.
package struct FeatureList {
    /// The hashes; the model masks them to its table.
    package private(set) var hashes: [UInt32] = []

    package init() {}

    package mutating func removeAll() { hashes.removeAll(keepingCapacity: true) }

    /// Adds a feature.
    ///
    /// - Parameters:
    ///   - template: the number of its kind, unique within one model.
    ///   - first: a value, and up to two more.
    @inline(__always)
    package mutating func add(_ template: UInt32, _ first: UInt32 = 0, _ second: UInt32 = 0, _ third: UInt32 = 0) {
        var hash = template &* 0x9E37_79B1 &+ 0x7F4A_7C15
        hash = (hash ^ first) &* 0x85EB_CA6B
        hash ^= hash >> 15
        hash = (hash ^ second) &* 0xC2B2_AE35
        hash ^= hash >> 13
        hash = (hash ^ third) &* 0x27D4_EB2F
        hash ^= hash >> 16
        hashes.append(hash)
    }
}

/// Hashes of words, as features take them.
enum FeatureHash {
    /// 32-bit FNV-1a of the bytes, ASCII letters in lower case.
    static func lowercase(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes {
            let isUpper = byte &- 0x41 < 26
            hash = (hash ^ UInt32(isUpper ? byte | 0x20 : byte)) &* 0x0100_0193
        }
        return hash
    }

    /// The same of a literal.
    static func of(_ word: StaticString) -> UInt32 {
        word.withUTF8Buffer { lowercase($0) }
    }

    /// The same of all words of a text, parted by white space.
    static func all(_ words: String) -> Set<UInt32> {
        Set(words.split(whereSeparator: \.isWhitespace).map { lowercase($0.utf8) })
    }
}
