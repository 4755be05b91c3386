import Glibc
import Markup

/// Characters as XML has them.
enum XMLText {
    /// Line ends as line feeds (XML 1.0, section 2.11), without the control characters that no document may hold.
    ///
    /// The controls U+0080 to U+009F are windows-1252's characters by mistake, or UTF-8 that was encoded twice.
    static func cleaned(_ utf8: [UInt8]) -> [UInt8] {
        guard utf8.withUnsafeBytes(needsCleaning) else { return utf8 }
        let utf8 = EncodedTwice.decoded(utf8) ?? utf8
        var output: [UInt8] = []
        output.reserveCapacity(utf8.count)
        utf8.withUnsafeBufferPointer { bytes in
            var position = 0
            var copied = 0
            func copy(to end: Int, skipping length: Int) {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<end]))
                copied = end + length
                position = copied
            }
            while position < bytes.count {
                let byte = bytes[position]
                if byte >= 0x20 ? byte & 0xFE != 0xC2 : byte == 0x0A || byte == 0x09 {
                    position += 1
                } else if byte == 0x0D {
                    copy(to: position, skipping: 1)
                    if position == bytes.count || bytes[position] != 0x0A { output.append(0x0A) }
                } else if byte < 0x20 {
                    copy(to: position, skipping: 1)
                } else {
                    guard let (character, length) = mended(bytes, at: position) else {
                        position += 1
                        continue
                    }
                    copy(to: position, skipping: length)
                    Charset.append(character, to: &output)
                }
            }
            copy(to: bytes.count, skipping: 0)
        }
        return output
    }

    /// Whether there is a carriage return, a control character, or a byte pair of U+0080 to U+009F.
    private static func needsCleaning(_ bytes: UnsafeRawBufferPointer) -> Bool {
        func isUnclean(_ position: Int) -> Bool {
            let byte = bytes[position]
            if byte < 0x20 { return byte != 0x0A && byte != 0x09 }
            return byte == 0xC2 && position + 1 < bytes.count && bytes[position + 1] < 0xA0
        }
        var position = 0
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            // A high bit is set where a byte is below 0x20, or was set before.
            if ((word &- ones &* 0x20) | word) & (ones &* 0x80) != 0 {
                for offset in 0..<8 where isUnclean(position + offset) { return true }
            }
            position += 8
        }
        while position < bytes.count {
            if isUnclean(position) { return true }
            position += 1
        }
        return false
    }

    /// What was encoded twice at a position, or what windows-1252 has for the control there.
    private static func mended(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (character: UInt32, length: Int)? {
        if bytes[position] == 0xC2 {
            guard position + 1 < bytes.count, bytes[position + 1] < 0xA0 else { return nil }
            return (Charset.windows1252Character(bytes[position + 1]), 2)
        }
        guard let sequence = EncodedTwice.sequence(bytes, at: position), sequence.holdsControl else { return nil }
        return (sequence.character, sequence.length)
    }

    /// Appends text with `<`, `>` and `&` escaped.
    static func appendEscaped(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            default: output.append(byte)
            }
        }
    }

    /// Without white space (and byte order marks) around.
    static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = bytes[...]
        while let first = slice.first {
            if first <= 0x20 {
                slice.removeFirst()
            } else if slice.starts(with: [0xC2, 0xA0]) {
                slice = slice.dropFirst(2)
            } else if slice.starts(with: [0xEF, 0xBB, 0xBF]) {
                slice = slice.dropFirst(3)
            } else {
                break
            }
        }
        while let last = slice.last, last <= 0x20 || (last == 0xA0 && slice.dropLast().last == 0xC2) {
            slice = slice.dropLast(last == 0xA0 ? 2 : 1)
        }
        return slice
    }
}

extension String {
    /// Without white space around.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 || first == 0xC2 || last == 0xA0 || first == 0xEF
        else { return self }
        return String(decoding: XMLText.trimmed(Array(utf8)), as: UTF8.self)
    }

    /// Itself, or `nil` where there is nothing in it.
    var nonEmpty: String? { isEmpty ? nil : self }
}
