/// Looks for bytes in bytes.
enum ByteSearch {
    /// Whether a pattern stands in a text (Knuth, Morris and Pratt, "Fast Pattern Matching in Strings": linear for any input).
    static func contains(_ pattern: [UInt8], in text: [UInt8]) -> Bool {
        guard !pattern.isEmpty, pattern.count <= text.count else { return pattern.isEmpty }
        var fallback = Array(repeating: 0, count: pattern.count)
        var matched = 0
        for index in pattern.indices.dropFirst() {
            while matched > 0, pattern[index] != pattern[matched] { matched = fallback[matched - 1] }
            if pattern[index] == pattern[matched] { matched += 1 }
            fallback[index] = matched
        }
        matched = 0
        for byte in text {
            while matched > 0, byte != pattern[matched] { matched = fallback[matched - 1] }
            if byte == pattern[matched] { matched += 1 }
            if matched == pattern.count { return true }
        }
        return false
    }
}
