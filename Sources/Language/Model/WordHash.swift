/// A word without its case, as a number: what tables of words and the model's features are addressed by.
///
/// FNV-1a over the lower-cased UTF-8 bytes, with the typographic apostrophe folded into the straight one.
public struct WordHash: Sendable, Hashable {
    public let value: UInt64

    init(value: UInt64) { self.value = value }

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - range: the word's bytes.
    public init(_ bytes: [UInt8], _ range: Range<Int>) {
        var hash = Self.seed
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            if byte < 0x80 {
                hash = Self.mix(hash, 0x41...0x5A ~= byte ? byte | 0x20 : byte)
                position += 1
            } else {
                let (value, length) = Scalars.decode(bytes, at: position)
                if value == 0x2019 || value == 0x2018 {
                    hash = Self.mix(hash, UInt8(ascii: "'"))
                } else if value == 0xAD || value == 0x200D {
                    // A soft hyphen is no part of the word.
                } else if value >= 0xC0, let scalar = Unicode.Scalar(value), scalar.properties.isUppercase {
                    for byte in scalar.properties.lowercaseMapping.utf8 { hash = Self.mix(hash, byte) }
                } else {
                    for offset in position..<min(position + length, range.upperBound) { hash = Self.mix(hash, bytes[offset]) }
                }
                position += length
            }
        }
        value = hash
    }

    public init(_ word: String) {
        let bytes = Array(word.utf8)
        self.init(bytes, 0..<bytes.count)
    }

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
}

/// A set of words whose case does not matter.
public struct WordSet: Sendable {
    private let hashes: Set<UInt64>

    /// - Parameter words: the words, parted by white space.
    public init(_ words: String) {
        hashes = Set(words.split(whereSeparator: \.isWhitespace).map { WordHash(String($0)).value })
    }

    public func contains(_ word: WordHash) -> Bool { hashes.contains(word.value) }
    public func contains(_ word: String) -> Bool { hashes.contains(WordHash(word).value) }
}
