/// Reads which stretches of a text stand between quotation marks.
///
/// A state machine over the marks of one paragraph at a time. It takes every style (curly, straight, typewriter, guillemets
/// both ways round, low and corner marks), openers closed by a mark of another make, nested and unbalanced ones, and speech over several
/// paragraphs, where each re-opens and only the last closes. Nothing is lost when a mark is: what was opened and never closed ends
/// with the paragraph or where the next speech opens.
struct MarkReader {
    private let bytes: [UInt8]
    private var spans: [MarkedSpan] = []
    /// The family of a mark left open at the end of the paragraph before.
    private var carried: QuotationMark.Family?

    /// What has been opened and not yet closed.
    private struct Opening {
        var mark: QuotationMark
        /// Where the spans inside it begin in the list of spans.
        var firstInside: Int
        var continuesParagraph: Bool
    }

    /// Deeper nesting than this is noise.
    private static let maximumDepth = 4

    /// - Parameters:
    ///   - bytes: the text as UTF-8.
    ///   - paragraphs: the bytes of each paragraph, in order.
    /// - Returns: the spans, by where they start, outer before inner ones.
    static func spans(_ bytes: [UInt8], paragraphs: [Range<Int>]) -> [MarkedSpan] {
        var reader = MarkReader(bytes: bytes)
        for paragraph in paragraphs { reader.read(paragraph) }
        return reader.spans
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read(_ paragraph: Range<Int>) {
        let first = spans.count
        let marks = QuotationMark.scan(bytes, in: paragraph)
        var open: [Opening] = []
        var closers: [Int: Bool] = [:]
        let carriedHere = carried
        carried = nil
        for (index, mark) in marks.enumerated() {
            if mark.family == .single {
                readSingle(mark, at: index, of: marks, &open, &closers)
                continue
            }
            if Self.isInches(mark, bytes, isOpen: open.contains { $0.mark.family == .double }) { continue }
            let enclosing = open.lastIndex { $0.mark.family == mark.family }
            if opens(mark, inside: enclosing.map { open[$0].mark }) {
                guard open.count < Self.maximumDepth else { continue }
                let startsParagraph = startsParagraph(mark, paragraph)
                open.append(
                    Opening(mark: mark, firstInside: spans.count, continuesParagraph: startsParagraph && mark.family == carriedHere))
            } else if let enclosing {
                close(&open, at: enclosing, with: mark)
            } else if index == 0 || spans.count == first, open.isEmpty {
                readUnopened(mark, paragraph, isCarried: carriedHere == mark.family)
            }
        }
        closeUnfinished(open, paragraph)
        spans[first...].sort { ($0.outer.lowerBound, -$0.outer.upperBound) < ($1.outer.lowerBound, -$1.outer.upperBound) }
        setDepths(from: first)
    }

    // MARK: Double marks, guillemets and corner marks

    private func opens(_ mark: QuotationMark, inside enclosing: QuotationMark?) -> Bool {
        guard let enclosing else {
            switch mark.shape {
            case .low: return true
            case .left: return !mark.looksClosing || mark.before == .mark
            case .right: return mark.looksOpening
            case .neutral: return !mark.looksClosing || mark.before == .mark && mark.after != .space
            }
        }
        switch (enclosing.shape, mark.shape) {
        case (_, .low): return true
        // „Wort“ and »Wort«: the glyph that opens elsewhere closes here.
        case (.low, .left): return false
        case (.right, .left) where mark.family == .guillemet || mark.family == .singleGuillemet: return false
        case (.left, .right), (.right, .right), (.low, .right), (.neutral, .right): return false
        case (_, .left): return !mark.looksClosing
        case (_, .neutral): return mark.looksOpening && mark.before != .dash && mark.before != .mark
        }
    }

    /// 6'2" and a 12" pipe: a mark behind a digit where no speech is open, or behind feet.
    private static func isInches(_ mark: QuotationMark, _ bytes: [UInt8], isOpen: Bool) -> Bool {
        guard mark.before == .digit, mark.shape != .left, mark.shape != .low, mark.range.count == 1 || mark.shape == .right else {
            return false
        }
        if !isOpen { return true }
        var position = mark.range.lowerBound - 1
        while position > 0, (0x30...0x39).contains(bytes[position]) { position -= 1 }
        let isFeet = bytes[position] == UInt8(ascii: "'") || bytes[position] == 0x99 || bytes[position] == 0xB2
        return isFeet && position > 0
    }

    private func startsParagraph(_ mark: QuotationMark, _ paragraph: Range<Int>) -> Bool {
        bytes[paragraph.lowerBound..<mark.range.lowerBound].allSatisfy { $0 <= 0x20 || $0 == 0xC2 || $0 == 0xA0 }
    }

    private mutating func close(_ open: inout [Opening], at index: Int, with mark: QuotationMark) {
        let opening = open[index]
        append(opening, end: mark.range.lowerBound, outerEnd: mark.range.upperBound, isClosed: true)
        // What was opened inside and never closed is no speech of its own.
        open.removeSubrange(index...)
    }

    /// A closing mark that nothing opened: the rest of a speech carried over, or one whose first mark was lost.
    private mutating func readUnopened(_ mark: QuotationMark, _ paragraph: Range<Int>, isCarried: Bool) {
        guard isCarried || mark.before == .comma || mark.before == .stop, mark.family != .singleGuillemet else { return }
        let inner = trimmed(paragraph.lowerBound..<mark.range.lowerBound)
        guard !inner.isEmpty else { return }
        spans.append(
            MarkedSpan(
                outer: inner.lowerBound..<mark.range.upperBound, inner: inner, isSingle: false, depth: 0, isOpened: false, isClosed: true,
                continuesParagraph: isCarried))
    }

    /// What is still open when the paragraph ends.
    private mutating func closeUnfinished(_ open: [Opening], _ paragraph: Range<Int>) {
        for (position, opening) in open.enumerated() {
            // A second opener that was closed tells that the first one's closing mark is missing before it.
            let inside = spans[opening.firstInside...].first { $0.outer.lowerBound > opening.mark.range.lowerBound && !$0.isSingle }
            let next = position + 1 < open.count ? open[position + 1].mark.range.lowerBound : nil
            let end = min(inside?.outer.lowerBound ?? paragraph.upperBound, next ?? paragraph.upperBound)
            append(opening, end: end, outerEnd: end, isClosed: false)
            if end == paragraph.upperBound { carried = opening.mark.family }
        }
    }

    private mutating func append(_ opening: Opening, end: Int, outerEnd: Int, isClosed: Bool) {
        let inner = trimmed(opening.mark.range.upperBound..<end)
        guard !inner.isEmpty else { return }
        spans.append(
            MarkedSpan(
                outer: opening.mark.range.lowerBound..<outerEnd, inner: inner, isSingle: opening.mark.family == .single, depth: 0,
                isOpened: true, isClosed: isClosed, continuesParagraph: opening.continuesParagraph))
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if start + 1 < end, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if start + 1 < end, bytes[end - 1] == 0xA0, bytes[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    private mutating func setDepths(from first: Int) {
        var enclosing: [Int] = []
        for index in first..<spans.count {
            while let end = enclosing.last, end <= spans[index].outer.lowerBound { enclosing.removeLast() }
            spans[index].depth = enclosing.count
            enclosing.append(spans[index].outer.upperBound)
        }
    }

    // MARK: Single marks

    /// Takes a single mark as an opener only where a closer can be found, since most are apostrophes.
    private mutating func readSingle(
        _ mark: QuotationMark, at index: Int, of marks: [QuotationMark], _ open: inout [Opening], _ closers: inout [Int: Bool]
    ) {
        if closers[index] != nil {
            if let enclosing = open.lastIndex(where: { $0.mark.family == .single }) { close(&open, at: enclosing, with: mark) }
            return
        }
        guard isSingleOpener(mark), open.count < Self.maximumDepth, !open.contains(where: { $0.mark.family == .single }) else { return }
        let isInside = open.contains { $0.mark.family != .single }
        guard let closer = singleCloser(after: index, in: marks, isInside: isInside) else { return }
        closers[closer] = true
        open.append(Opening(mark: mark, firstInside: spans.count, continuesParagraph: false))
    }

    private func isSingleOpener(_ mark: QuotationMark) -> Bool {
        guard mark.before.opensWords, mark.after != .space, mark.after != .stop, mark.after != .comma, mark.after != .closingBracket else {
            return false
        }
        switch mark.shape {
        case .left, .low: return !isElision(mark)
        case .right: return false
        case .neutral: return !isElision(mark)
        }
    }

    /// '90s, 'em, 'tis.
    private func isElision(_ mark: QuotationMark) -> Bool {
        let start = mark.range.upperBound
        var end = start
        while end < bytes.count, end - start < 8,
            bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A || (0x30...0x39).contains(bytes[end])
        {
            end += 1
        }
        let word = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        if word.first?.isNumber == true { return word.count <= 3 && (word.count == 2 || word.hasSuffix("s")) }
        return Self.elisions.contains(word)
    }

    private static let elisions: Set<String> = [
        "em", "til", "tis", "twas", "twill", "cause", "bout", "round", "n", "nuff", "neath", "tween", "s", "t", "d", "ll", "re", "ve", "m",
        "cos",
    ]

    /// The mark that closes a single opener: one with punctuation beside it rather than a plural's apostrophe.
    private func singleCloser(after index: Int, in marks: [QuotationMark], isInside: Bool) -> Int? {
        var plain: Int?
        var possessive: Int?
        for candidate in (index + 1)..<max(index + 1, marks.count) {
            let mark = marks[candidate]
            guard mark.family == .single else {
                if isInside, mark.family == .double, !mark.looksOpening { break }
                continue
            }
            if isSingleOpener(mark) { break }
            guard mark.shape != .low, !mark.before.opensWords || mark.before == .mark, mark.after.endsWords else { continue }
            if mark.before == .stop || mark.before == .comma || mark.after == .stop || mark.after == .comma || mark.after == .closingBracket
                || mark.before == .mark || mark.after == .mark
            {
                return candidate
            }
            if mark.range.lowerBound > 0, bytes[mark.range.lowerBound - 1] | 0x20 == UInt8(ascii: "s") {
                possessive = possessive ?? candidate
            } else {
                plain = plain ?? candidate
            }
            // At the paragraph's end nothing better comes.
        }
        return plain ?? possessive
    }
}
