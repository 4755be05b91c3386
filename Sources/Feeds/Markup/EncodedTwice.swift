import Glibc
import Markup

/// Text that was UTF-8, read as windows-1252, and encoded once more: "Café" has become "CafÃ©".
enum EncodedTwice {
    /// One character that was encoded twice.
    struct Sequence {
        var character: UInt32
        /// The bytes it takes up now.
        var length: Int
        /// Whether a control is among what it was read as: proof, since no text holds one.
        var holdsControl: Bool
    }

    /// The text as it was, where every character beyond ASCII in it was encoded twice, and a control among them proves it.
    ///
    /// - Returns: `nil` for any other text: "Ã©" may be meant, and "CAFÉ’S" only looks like it.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        text.withUnsafeBufferPointer { text in
            guard holdsControl(text) else { return nil }
            var output: [UInt8] = []
            output.reserveCapacity(text.count)
            var isProven = false
            var position = 0
            while position < text.count {
                if text[position] < 0x80 {
                    output.append(text[position])
                    position += 1
                } else if let sequence = sequence(text, at: position) {
                    Charset.append(sequence.character, to: &output)
                    isProven = isProven || sequence.holdsControl
                    position += sequence.length
                } else {
                    return nil
                }
            }
            return isProven ? output : nil
        }
    }

    /// Whether there is one of U+0080 to U+009F: most documents need not be read for this at all.
    private static func holdsControl(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while let found = index(of: 0xC2, in: text, from: position) {
            if found + 1 < text.count, text[found + 1] < 0xA0 { return true }
            position = found + 2
        }
        return false
    }

    /// The character that was encoded twice at a position; `nil` where there is none.
    static func sequence(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Sequence? {
        guard let lead = byte(text, at: position), lead.value >= 0xC2, lead.value < 0xF5 else { return nil }
        let count = lead.value >= 0xF0 ? 3 : lead.value >= 0xE0 ? 2 : 1
        var sequence = Sequence(character: UInt32(lead.value) & (0x3F >> UInt32(count)), length: lead.length, holdsControl: false)
        for _ in 0..<count {
            guard let next = byte(text, at: position + sequence.length), next.value & 0xC0 == 0x80 else { return nil }
            sequence.character = sequence.character << 6 | UInt32(next.value & 0x3F)
            sequence.length += next.length
            let isControl = next.value < 0xA0 && next.length == 2 && text[position + sequence.length - 2] == 0xC2
            sequence.holdsControl = sequence.holdsControl || isControl
        }
        let least: [UInt32] = [0x80, 0x800, 0x10000]
        guard sequence.character >= least[count - 1], Unicode.Scalar(sequence.character) != nil else { return nil }
        return sequence
    }

    /// The byte that windows-1252 has for the character at a position, and the bytes that character takes up.
    private static func byte(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt8, length: Int)? {
        guard position + 1 < text.count else { return nil }
        let (first, second) = (text[position], text[position + 1])
        switch first {
        case 0xC2, 0xC3: return (first << 6 | second & 0x3F, 2)
        case 0xC5, 0xC6, 0xCB: return bytes[UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F)].map { ($0, 2) }
        case 0xE2:
            guard position + 2 < text.count else { return nil }
            return bytes[0x2000 | UInt32(second & 0x3F) << 6 | UInt32(text[position + 2] & 0x3F)].map { ($0, 3) }
        default: return nil
        }
    }

    private static let bytes: [UInt32: UInt8] = {
        let pairs = (0x80..<0xA0).map { (Charset.windows1252Character($0), $0 as UInt8) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()

    /// Mends punctuation in a text of which only a part was encoded twice: "â€™" is nothing else but "’".
    ///
    /// Only that family, whose second character is the euro sign, is beyond doubt.
    static func mendPunctuation(_ text: inout [UInt8]) {
        let mended: [UInt8]? = text.withUnsafeBufferPointer { text in
            var output: [UInt8] = []
            var copied = 0
            var position = 0
            while let found = index(of: 0xC3, in: text, from: position) {
                position = found + 2
                guard position + 3 <= text.count, text[found + 1] == 0xA2, text[found + 2] == 0xE2, text[found + 3] == 0x82,
                    text[found + 4] == 0xAC, let sequence = sequence(text, at: found)
                else { continue }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<found]))
                Charset.append(sequence.character, to: &output)
                copied = found + sequence.length
                position = copied
            }
            guard copied > 0 else { return nil }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
            return output
        }
        if let mended { text = mended }
    }

    private static func index(of byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < text.count, let base = text.baseAddress else { return nil }
        return memchr(base + start, Int32(byte), text.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    }
}
