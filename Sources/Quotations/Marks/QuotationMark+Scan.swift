import Language

extension QuotationMark {
    /// Finds every quotation mark of a paragraph, apostrophes and inches among them.
    ///
    /// - Parameters:
    ///   - bytes: the whole text as UTF-8.
    ///   - paragraph: the bytes of the paragraph.
    static func scan(_ bytes: [UInt8], in paragraph: Range<Int>) -> [QuotationMark] {
        var marks: [QuotationMark] = []
        var position = paragraph.lowerBound
        while position < paragraph.upperBound {
            guard let (length, family, shape) = glyph(bytes, at: position, end: paragraph.upperBound) else {
                position += 1
                continue
            }
            let range = position..<position + length
            marks.append(
                QuotationMark(
                    range: range, family: family, shape: shape,
                    before: surrounding(bytes, before: range.lowerBound, start: paragraph.lowerBound),
                    after: surrounding(bytes, behind: range.upperBound, end: paragraph.upperBound)))
            position += length
        }
        return marks
    }

    /// The mark at a byte: its length, family and shape.
    private static func glyph(_ bytes: [UInt8], at position: Int, end: Int) -> (Int, Family, Shape)? {
        func follows(_ byte: UInt8) -> Bool { position + 1 < end && bytes[position + 1] == byte }
        switch bytes[position] {
        case UInt8(ascii: "\""): return (1, .double, .neutral)
        case UInt8(ascii: "'"): return follows(UInt8(ascii: "'")) ? (2, .double, .neutral) : (1, .single, .neutral)
        case UInt8(ascii: "`"): return follows(UInt8(ascii: "`")) ? (2, .double, .left) : (1, .single, .left)
        case 0xC2 where follows(0xAB): return (2, .guillemet, .left)
        case 0xC2 where follows(0xBB): return (2, .guillemet, .right)
        case 0xE2 where position + 2 < end && bytes[position + 1] == 0x80:
            switch bytes[position + 2] {
            case 0x98, 0x9B: return (3, .single, .left)
            case 0x99: return (3, .single, .right)
            case 0x9A: return (3, .single, .low)
            case 0x9C, 0x9F: return (3, .double, .left)
            case 0x9D: return (3, .double, .right)
            case 0x9E: return (3, .double, .low)
            case 0xB9: return (3, .singleGuillemet, .left)
            case 0xBA: return (3, .singleGuillemet, .right)
            default: return nil
            }
        case 0xE3 where position + 2 < end && bytes[position + 1] == 0x80:
            switch bytes[position + 2] {
            case 0x8C: return (3, .corner, .left)
            case 0x8D: return (3, .corner, .right)
            case 0x8E: return (3, .whiteCorner, .left)
            case 0x8F: return (3, .whiteCorner, .right)
            default: return nil
            }
        case 0xEF where position + 2 < end && bytes[position + 1] == 0xBC && bytes[position + 2] == 0x82:
            return (3, .double, .neutral)
        default: return nil
        }
    }

    private static func surrounding(_ bytes: [UInt8], before position: Int, start: Int) -> Surrounding {
        guard position > start else { return .space }
        var first = position - 1
        while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
        return Surrounding(scalar(bytes, first..<position))
    }

    private static func surrounding(_ bytes: [UInt8], behind position: Int, end: Int) -> Surrounding {
        guard position < end else { return .space }
        var next = position + 1
        while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return Surrounding(scalar(bytes, position..<next))
    }

    /// The scalar those bytes make; any letter for what is no UTF-8.
    private static func scalar(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        let lead = UInt32(bytes[range.lowerBound])
        if range.count == 1 { return lead < 0x80 ? lead : 0x41 }
        guard range.count <= 4 else { return 0x41 }
        var scalar = lead & (0xFF >> UInt32(range.count + 1))
        for position in range.dropFirst() { scalar = scalar << 6 | UInt32(bytes[position] & 0x3F) }
        return scalar
    }
}
