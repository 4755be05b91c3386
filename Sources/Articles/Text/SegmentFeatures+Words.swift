/// What a segment's own words say.
extension SegmentFeatures {
    mutating func appendWords(_ index: Int, _ segment: Segment) {
        let size = Float(max(1, segment.size))
        add(segment.size)
        add(segment.words)
        add(size / Float(max(1, segment.words)))
        add(segment.linkDensity)
        add(segment.links)
        add(segment.commas)
        add(segment.sentences)
        add(Float(segment.digits) / size)
        add(Float(segment.capitals) / size)
        add(segment.quoteMarks)
        add(Float(segment.emphasisSize) / size)
        add(ending(segment))
        add(beginning(segment))
        add(segment.isHidden)
        add(segment.followsBreak)
        add(copies[shape.cut.bytes[segment.text]] ?? 1)
        for bit in 0..<PhraseVocabulary.allCases.count { add(shape.phrases[index] & (1 << UInt64(bit)) != 0) }
        let relation = relations[index]
        add(relation.title)
        add(relation.description)
        add(relation.author)
        add(relation.body)
    }

    /// 0 for none, 1 for a sentence's end, 2 for a colon, 3 for another mark.
    private func ending(_ segment: Segment) -> Int {
        var position = segment.text.upperBound - 1
        let bytes = shape.cut.bytes
        // Closing quotes and brackets stand behind the full stop, or before it.
        while position >= segment.text.lowerBound {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): position -= 1
            case 0x9D, 0x99: position -= 3
            case 0xBB: position -= 2
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return 1
            case UInt8(ascii: ":"): return 2
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "-"): return 3
            // The full stops of East Asia, the ellipsis.
            case 0x82 where position >= 2 && bytes[position - 1] == 0x80: return 1
            case 0xA6 where position >= 2 && bytes[position - 1] == 0x80: return 1
            case 0x81 where position >= 2 && bytes[position - 1] == 0xBC: return 1
            case 0x9F where position >= 2 && bytes[position - 1] == 0xBC: return 1
            default: return 0
            }
        }
        return 0
    }

    /// 0 for a capital or another script, 1 for a small letter, 2 for a digit, 3 for anything else.
    private func beginning(_ segment: Segment) -> Int {
        switch shape.cut.bytes[segment.text.lowerBound] {
        case 0x41...0x5A, 0xC3...0xFF: 0
        case 0x61...0x7A: 1
        case 0x30...0x39: 2
        default: 3
        }
    }
}
