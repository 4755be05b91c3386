/// Characters as XML has them.
enum XMLText {
    /// Line ends as line feeds (XML 1.0, section 2.11), and without the control characters that no document may hold.
    static func cleaned(_ utf8: [UInt8]) -> [UInt8] {
        let needsWork = utf8.withUnsafeBufferPointer { bytes in
            var found = false
            for byte in bytes { found = found || (byte < 0x20 && byte != 0x0A && byte != 0x09) }
            return found
        }
        guard needsWork else { return utf8 }
        return [UInt8](unsafeUninitializedCapacity: utf8.count) { output, count in
            var next = 0
            var previous: UInt8 = 0
            for byte in utf8 {
                if byte == 0x0D {
                    output[next] = 0x0A
                    next += 1
                } else if byte >= 0x20 || byte == 0x09 || (byte == 0x0A && previous != 0x0D) {
                    output[next] = byte
                    next += 1
                }
                previous = byte
            }
            count = next
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
