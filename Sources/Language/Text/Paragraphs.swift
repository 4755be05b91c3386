/// Where paragraphs end: at blank lines and, unless the text was wrapped at a fixed width, at every line break.
enum Paragraphs {
    /// The byte ranges of the paragraphs of a text, in order, without those of white space only.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        let lines = lines(of: bytes)
        let wrapped = isWrapped(lines, bytes)
        var widest = 0
        for line in lines { widest = max(widest, line.count) }
        var paragraphs: [Range<Int>] = []
        var open: Range<Int>?
        var last = 0..<0
        for line in lines {
            if isBlank(line, bytes) {
                if let range = open { paragraphs.append(range) }
                open = nil
                continue
            }
            defer { last = line }
            if let range = open, wrapped, !endsParagraph(last, widest, bytes) {
                open = range.lowerBound..<line.upperBound
            } else {
                if let range = open { paragraphs.append(range) }
                open = line
            }
        }
        if let range = open { paragraphs.append(range) }
        return paragraphs
    }

    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        var position = 0
        while position < bytes.count {
            let (value, length) = Scalars.decode(bytes, at: position)
            if Scalars.classify(value) == .newline {
                lines.append(start..<position)
                start = position + length
                if value == 0x0D, start < bytes.count, bytes[start] == 0x0A { start += 1 }
                position = start
            } else {
                position += length
            }
        }
        lines.append(start..<bytes.count)
        return lines
    }

    private static func isBlank(_ line: Range<Int>, _ bytes: [UInt8]) -> Bool { firstScalar(line, bytes) == nil }

    private static func firstScalar(_ line: Range<Int>, _ bytes: [UInt8]) -> UInt32? {
        var position = line.lowerBound
        while position < line.upperBound {
            let (value, length) = Scalars.decode(bytes, at: position)
            if Scalars.classify(value) != .space { return value }
            position += length
        }
        return nil
    }

    /// Old wire copy and e-mail break lines at some seventy columns, in the middle of sentences: many lines then go on with a small letter.
    private static func isWrapped(_ lines: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        var breaks = 0
        var continued = 0
        for index in lines.indices.dropFirst() {
            guard lines[index - 1].count >= 35, lines[index - 1].count <= 120, !isBlank(lines[index - 1], bytes) else { continue }
            guard let first = firstScalar(lines[index], bytes) else { continue }
            breaks += 1
            if Scalars.isLower(first) { continued += 1 }
        }
        return continued >= 2 && continued * 3 >= breaks
    }

    /// In wrapped text a paragraph ends with a short line that ends a sentence.
    private static func endsParagraph(_ line: Range<Int>, _ widest: Int, _ bytes: [UInt8]) -> Bool {
        guard line.count * 10 < min(widest, 100) * 6 else { return false }
        var position = line.upperBound - 1
        while position > line.lowerBound, bytes[position] <= 0x20 { position -= 1 }
        return [UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "\"")].contains(bytes[position])
    }
}
