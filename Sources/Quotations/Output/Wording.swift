/// The words of a quotation without what differs from one printing to the next: case, marks, hyphens at line breaks.
struct Wording: Sendable {
    /// A hash of each word (64-bit FNV-1a of its lower-case letters and digits as UTF-8).
    private(set) var words: [UInt64] = []

    /// - Parameter text: the quotation.
    init(_ text: String) {
        var hash = Self.basis
        var isInWord = false
        var hasEnded = false
        var hyphenated = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "-", "\u{AD}", "\u{2010}", "\u{2011}":
                // "foot- bridge", "foot-bridge" and "footbridge" are one word.
                hyphenated = isInWord && !hasEnded
            case "'", "\u{2019}":
                break
            case _ where Self.isWordScalar(scalar):
                if hasEnded, isInWord {
                    words.append(hash)
                    hash = Self.basis
                }
                (isInWord, hasEnded, hyphenated) = (true, false, false)
                for byte in scalar.properties.lowercaseMapping.utf8 { hash = (hash ^ UInt64(byte)) &* Self.prime }
            case " ", "\n", "\r", "\t", "\u{A0}":
                hasEnded = hasEnded || !hyphenated
            default:
                (hasEnded, hyphenated) = (true, false)
            }
        }
        if isInWord { words.append(hash) }
    }

    /// Sixteen hexadecimal digits that are the same for the same words; `nil` for less than four of them.
    var fingerprint: String? {
        guard words.count >= 4 else { return nil }
        var hash = Self.basis
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { hash = (hash ^ (word >> shift & 0xFF)) &* Self.prime }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: scalar.value >= 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3
}
