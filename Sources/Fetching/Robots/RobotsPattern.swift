/// A path pattern of robots.txt: `*` stands for any bytes, `$` at the end for the end (RFC 9309 §2.2.3).
struct RobotsPattern: Sendable, Hashable {
    /// Longer patterns are cut by ignoring the rule.
    static let maximumLength = 2048

    /// What stands between the stars, in normal form.
    private let pieces: [[UInt8]]
    private let isAnchored: Bool
    /// Bytes of the pattern: the longest that matches decides.
    let specificity: Int

    /// - Returns: `nil` for an empty or overlong pattern, which stands for no rule.
    init?(_ text: some Collection<UInt8>) {
        guard !text.isEmpty, text.count <= Self.maximumLength else { return nil }
        var bytes = Array(text)
        isAnchored = bytes.last == 0x24
        if isAnchored { bytes.removeLast() }
        // Rules without a leading slash are a common mistake; they are meant from the root.
        if let first = bytes.first, first != 0x2f, first != 0x2a { bytes.insert(0x2f, at: 0) }
        specificity = text.count
        pieces = bytes.split(separator: 0x2a, omittingEmptySubsequences: false).map { RobotsPath.normal($0) }
    }

    /// - Parameters:
    ///   - path: in normal form.
    ///   - budget: byte comparisons that may still be spent; hostile patterns can ask for very many.
    /// - Returns: `nil` where the budget ran out.
    func matches(_ path: [UInt8], budget: inout Int) -> Bool? {
        guard let first = pieces.first, path.starts(with: first) else { return false }
        budget -= first.count + 1
        var position = first.count
        if pieces.count == 1 { return !isAnchored || position == path.count }
        for (index, piece) in pieces.enumerated().dropFirst() {
            let isLast = index == pieces.count - 1
            if isLast, isAnchored {
                return path.count - position >= piece.count && path[(path.count - piece.count)...].elementsEqual(piece)
            }
            guard let found = Self.find(piece, in: path, from: position, budget: &budget) else { return budget < 0 ? nil : false }
            position = found + piece.count
        }
        return true
    }

    private static func find(_ piece: [UInt8], in path: [UInt8], from start: Int, budget: inout Int) -> Int? {
        guard piece.count <= path.count - start else { return nil }
        for candidate in start...(path.count - piece.count) {
            var length = 0
            while length < piece.count, path[candidate + length] == piece[length] { length += 1 }
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
