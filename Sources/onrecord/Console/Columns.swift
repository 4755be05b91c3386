/// How much room text takes on a terminal.
///
/// East Asian characters and emoji take two columns, marks that join what stands before them none (Unicode Standard Annex 11, and what
/// `wcwidth(3)` makes of it). Colours, which ``Style`` writes as `ESC [ … m`, take none.
extension StringProtocol {
    /// How many columns it takes.
    var columns: Int {
        var columns = 0
        var scan = ColumnScan()
        for character in self { columns += scan.width(of: character) }
        return columns
    }

    /// The beginning that fits, with "…" in place of what does not; colours are kept to their end.
    func cut(to room: Int) -> String {
        guard columns > room else { return String(self) }
        var (text, used, isFull) = ("", 0, false)
        var scan = ColumnScan()
        for character in self {
            let width = scan.width(of: character)
            if scan.isStyle {
                text.append(character)
            } else if !isFull {
                // One column is left for the mark.
                isFull = used + width > room - 1
                text += isFull ? room > 0 ? "…" : "" : String(character)
                used += width
            }
        }
        return text
    }

    /// With blanks behind, up to a width.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - columns)) }

    /// With blanks before, up to a width.
    func indented(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - columns)) + self }
}

/// Tells the widths of characters in turn, styles among them.
private struct ColumnScan {
    /// Whether the last character belonged to a style.
    private(set) var isStyle = false
    private var isInside = false

    mutating func width(of character: Character) -> Int {
        isStyle = isInside || character == "\u{1B}"
        if isStyle {
            // A mark at the beginning of what follows joins the "m".
            isInside = character.unicodeScalars.first != "m"
            return 0
        }
        guard let first = character.unicodeScalars.first else { return 0 }
        if first.isASCII { return character.unicodeScalars.count > 1 && character.isEmojiSequence ? 2 : 1 }
        return character.isEmojiSequence || first.isWide ? 2 : first.isMark ? 0 : 1
    }
}

extension Character {
    /// Whether a variation selector asks for the picture.
    fileprivate var isEmojiSequence: Bool { unicodeScalars.contains("\u{FE0F}") }
}

extension Unicode.Scalar {
    /// East Asian Width W or F, and what is shown as a picture.
    fileprivate var isWide: Bool {
        if properties.isEmojiPresentation { return true }
        return switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Stands over or under its neighbour, or is not to be seen.
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: value != 0xAD
        default: false
        }
    }
}
