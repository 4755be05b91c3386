import Glibc
import Markup

/// Characters as XML has them.
enum XMLText {
    /// Line ends as line feeds (XML 1.0, section 2.11), without the control characters that no document may hold.
    ///
    /// The controls U+0080 to U+009F are windows-1252's characters by mistake, or UTF-8 that was encoded twice.
    static func cleaned(_ utf8: [UInt8]) -> [UInt8] {
        guard utf8.withUnsafeBytes(needsCleaning) else { return utf8 }
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
                    var mended: [UInt8] = []
                    let length = appendMended(bytes, at: position, to: &mended)
                    guard length > 0 else {
                        position += 1
                        continue
                    }
                    copy(to: position, skipping: length)
                    output.append(contentsOf: mended)
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

    /// Mends a character that was encoded twice, or a control that windows-1252 has a character for.
    ///
    /// - Returns: the bytes it took; 0, with nothing appended, where there is nothing to mend.
    private static func appendMended(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to output: inout [UInt8]) -> Int {
        func latin(_ position: Int) -> UInt8? {
            guard position + 1 < bytes.count, bytes[position] & 0xFE == 0xC2, bytes[position + 1] & 0xC0 == 0x80 else { return nil }
            return bytes[position] << 6 | bytes[position + 1] & 0x3F
        }
        guard let lead = latin(position) else { return 0 }
        if (0x80..<0xA0).contains(lead) {
            Charset.appendWindows1252(lead, to: &output)
            return 2
        }
        let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
        guard count > 0 else { return 0 }
        var sequence = [lead]
        for index in 1..<count {
            guard let next = latin(position + 2 * index), (0x80..<0xC0).contains(next) else { return 0 }
            sequence.append(next)
        }
        // Only a control among them proves it: "Ã©" may be meant.
        guard sequence.contains(where: { (0x80..<0xA0).contains($0) }), String(validating: sequence, as: UTF8.self) != nil else { return 0 }
        output.append(contentsOf: sequence)
        return 2 * count
    }

    /// Mends punctuation that was read as windows-1252 when it was UTF-8: "â€™" is nothing else but "’".
    ///
    /// Only that family, whose second character is the euro sign, is beyond doubt.
    static func mendPunctuation(_ text: inout [UInt8]) {
        let lead: [UInt8] = [0xC3, 0xA2, 0xE2, 0x82, 0xAC]
        guard contains(lead, in: text) else { return }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            if text[position] == 0xC3, text[position...].starts(with: lead) {
                let rest = text[(position + lead.count)...]
                if let (last, character) = lastCharacters.first(where: { rest.starts(with: $0.character) }) {
                    output.append(contentsOf: [0xE2, 0x80, last])
                    position += lead.count + character.count
                } else {
                    output.append(contentsOf: lead)
                    position += lead.count
                }
                continue
            }
            output.append(text[position])
            position += 1
        }
        text = output
    }

    /// The last bytes of three-byte characters, with what windows-1252 reads them as.
    private static let lastCharacters = (0x80..<0xC0).map { (last: UInt8) -> (last: UInt8, character: [UInt8]) in
        var character: [UInt8] = []
        Charset.appendWindows1252(last, to: &character)
        return (last, character)
    }

    private static func contains(_ word: [UInt8], in text: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return false }
            var position = 0
            while position + word.count <= text.count, let found = memchr(base + position, Int32(word[0]), text.count - position) {
                position = UnsafeRawPointer(found) - base
                if text[position...].starts(with: word) { return true }
                position += 1
            }
            return false
        }
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
