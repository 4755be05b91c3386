/// A path pattern of robots.txt in normal form: `*` stands for any bytes, `$` at the end for the end (RFC 9309 §2.2.3).
struct RobotsPattern: Sendable, Hashable {
    /// Rules with longer patterns are passed over.
    static let maximumLength = 2048

    /// In normal form, so that each `*` left in it is a wildcard.
    let bytes: [UInt8]
    /// Whether the path has to end where the pattern does.
    let isAnchored: Bool
    /// Bytes of the pattern as written: the longest that matches decides.
    let specificity: Int

    /// - Returns: `nil` for an empty or overlong pattern, which stands for no rule.
    init?(_ text: some Collection<UInt8>) {
        guard !text.isEmpty, text.count <= Self.maximumLength else { return nil }
        var written = Array(text)
        isAnchored = written.last == 0x24
        if isAnchored { written.removeLast() }
        // Rules without a leading slash are a common mistake; they are meant from the root.
        if let first = written.first, first != 0x2f, first != 0x2a { written.insert(0x2f, at: 0) }
        specificity = text.count
        let pieces = written.split(separator: 0x2a, omittingEmptySubsequences: false)
        bytes = Array(pieces.map { RobotsPath.normal($0) }.joined(separator: [0x2a]))
    }

    /// Whether a pattern's bytes match a path.
    ///
    /// - Parameters:
    ///   - bytes: the pattern in normal form.
    ///   - path: in normal form too.
    ///   - budget: byte comparisons that may still be spent; hostile patterns can ask for very many.
    /// - Returns: `nil` where the budget ran out.
    static func matches(_ bytes: ArraySlice<UInt8>, isAnchored: Bool, path: [UInt8], budget: inout Int) -> Bool? {
        var rest = bytes
        var position = 0
        var isFirst = true
        while true {
            let piece = rest.prefix { $0 != 0x2a }
            rest = rest[piece.endIndex...]
            let isLast = rest.isEmpty
            if isFirst {
                // Most rules end here: no wildcard, another path.
                budget -= 4
                guard path.starts(with: piece) else { return false }
                budget -= piece.count
                position = piece.count
                if isLast { return !isAnchored || position == path.count }
            } else if isLast, isAnchored {
                return path.count - position >= piece.count && path[(path.count - piece.count)...].elementsEqual(piece)
            } else {
                guard let found = find(piece, in: path, from: position, budget: &budget) else { return budget < 0 ? nil : false }
                position = found + piece.count
                if isLast { return true }
            }
            isFirst = false
            rest = rest.dropFirst()
        }
    }

    private static func find(_ piece: ArraySlice<UInt8>, in path: [UInt8], from start: Int, budget: inout Int) -> Int? {
        guard piece.count <= path.count - start else { return nil }
        for candidate in start...(path.count - piece.count) {
            var length = 0
            while length < piece.count, path[candidate + length] == piece[piece.startIndex + length] { length += 1 }
            budget -= length + 1
            if budget < 0 { return nil }
            if length == piece.count { return candidate }
        }
        return nil
    }
}

/// The form in which paths of URLs and of robots.txt are compared (RFC 9309 §2.2.2).
enum RobotsPath {
    /// Percent-encodings in capitals; those of letters, digits and `-._~` undone; other than ASCII, and the special signs `*` and `$`, encoded.
    static func normal(_ path: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        var bytes = path[...]
        while let byte = bytes.popFirst() {
            if byte == 0x25, let high = bytes.first.flatMap(hexValue), let low = bytes.dropFirst().first.flatMap(hexValue) {
                bytes = bytes.dropFirst(2)
                let value = high << 4 | low
                if isUnreserved(value) { result.append(value) } else { encode(value, &result) }
            } else if byte <= 0x20 || byte >= 0x7f || byte == 0x2a || byte == 0x24 {
                encode(byte, &result)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func encode(_ byte: UInt8, _ result: inout [UInt8]) {
        result += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: true
        default: false
        }
    }
}
