/// Takes out of a block's text what is no part of its words.
enum TextCleaner {
    /// Removes citation marks ("[1]", "[]", "[edit]") and white space before what follows them, and trims.
    static func clean(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "[")) else { return text.trimmed }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "["), let length = markLength(bytes, at: position) {
                position += length
                // "word [1]." leaves no blank before the full stop.
                if output.last == 0x20, position >= bytes.count || bytes[position] == 0x20 || bytes[position] == UInt8(ascii: ".") {
                    output.removeLast()
                }
                continue
            }
            output.append(bytes[position])
            position += 1
        }
        return String(decoding: output, as: UTF8.self).trimmed
    }

    /// The length of a mark with nothing or up to three digits in its brackets, behind a word or another mark.
    private static func markLength(_ bytes: [UInt8], at start: Int) -> Int? {
        var end = start + 1
        while end < bytes.count, end - start <= 4, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "]") else { return nil }
        if end == start + 1 { return 2 }
        guard start > 0 else { return nil }
        let before = bytes[start - 1]
        let isBehindWord = before >= 0x80 || before == UInt8(ascii: "]") || before == UInt8(ascii: ".") || before == UInt8(ascii: ",")
        let isLetter = (before | 0x20) &- 0x61 < 26 || before == UInt8(ascii: ")") || before == UInt8(ascii: "\"")
        return isBehindWord || isLetter ? end - start + 1 : nil
    }
}
