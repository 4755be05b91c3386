import Language

/// What speaks for a stretch beside a cue, and for none.
extension ContentSpans {
    /// The features of taking no span of this side.
    package func noneFeatures(into list: inout FeatureList) {
        let side = side.rawValue
        let stem = reading.stems[cue]
        let tag = reading.tagCode(cue)
        let leftMark: UInt32 = nearestAtomLeft()
        let rightMark: UInt32 = nearestAtomRight()
        list.add(100, side)
        list.add(101, side, stem)
        list.add(102, side, leftMark, rightMark)
        list.add(103, side, reading.word(cue + 1), tag)
        list.add(104, side, reading.word(cue - 1), tag)
        list.add(105, side, UInt32(reading.shape(cue + 1).rawValue), UInt32(reading.shape(cue - 1).rawValue))
        list.add(106, side, reading.tagCode(cue + 1), reading.tagCode(cue - 1))
        list.add(107, side, stem, reading.word(cue + 1))
        list.add(108, side, leftMark &* 16 &+ rightMark, stem)
        list.add(116, side, leftMark, tag)
        list.add(117, side, rightMark, tag)
        list.add(118, side, leftMark &* 16 &+ rightMark, commaGap())
        let behindCue = region.tokens.upperBound - cue
        let beforeCue = cue - region.tokens.lowerBound
        list.add(109, side, Buckets.length(behindCue), Buckets.length(beforeCue))
        list.add(110, side, reading.words[cue], UInt32(reading.shape(cue + 1).rawValue))
        list.add(111, side, UInt32(reading.shape(cue + 2).rawValue), UInt32(reading.shape(cue - 2).rawValue))
        list.add(112, side, commaGap(), Buckets.length(behindCue))
        list.add(113, side, reading.tagCode(cue + 1), reading.tagCode(cue + 2))
        list.add(114, side, leftMark, UInt32(reading.shape(cue + 1).rawValue))
        list.add(115, side, reading.word(cue + 1), leftMark)
        let before = cues.strength(in: region.tokens.lowerBound..<cue, reading, insideAtom: region.insideAtom)
        let after = cues.strength(in: (cue + 1)..<max(cue + 1, region.tokens.upperBound), reading, insideAtom: region.insideAtom)
        list.add(119, side, before, after)
        list.add(120, side, before &* 4 &+ after, stem)
        list.add(121, side, subject(), commaGap())
        list.add(122, side, subject(), before &* 4 &+ after)
        list.add(123, side, subject(), leftMark &* 16 &+ rightMark)
    }

    /// How a comma closes off what stands before the cue: none, right before, before the subject.
    private func commaGap() -> UInt32 {
        var token = cue - 1
        while token >= region.tokens.lowerBound, cue - token < 25 {
            if reading.atomOf[token] >= 0, reading.atomOf[token] != region.insideAtom { return 30 }
            if reading.shapes[token] == .comma { return Buckets.length(cue - token) }
            token -= 1
        }
        return 20
    }

    /// How far before the cue the nearest speech ends, and in which mark; 0 for none.
    private func nearestAtomLeft() -> UInt32 {
        var token = cue - 1
        while token >= region.tokens.lowerBound, cue - token < 40 {
            let atom = reading.atomOf[token]
            if atom >= 0, atom != region.insideAtom {
                let gap = cue - token - 1
                let distance: UInt32 = gap == 0 ? 1 : (gap <= 3 ? 2 : (gap <= 8 ? 3 : 4))
                let last = reading.shape(reading.atoms[Int(atom)].inner.upperBound - 1)
                let comma = reading.shape(token + 1) == .comma
                return distance + (last == .comma || comma ? 5 : (last == .stop ? 10 : 0))
            }
            token -= 1
        }
        return 0
    }

    /// How far behind the cue the nearest speech begins, and behind which mark; 0 for none.
    private func nearestAtomRight() -> UInt32 {
        var token = cue + 1
        while token < region.tokens.upperBound, token - cue < 40 {
            let atom = reading.atomOf[token]
            if atom >= 0, atom != region.insideAtom {
                let gap = token - cue - 1
                let distance: UInt32 = gap == 0 ? 1 : (gap <= 3 ? 2 : (gap <= 8 ? 3 : 4))
                let before = reading.shape(token - 1)
                return distance + (before == .comma ? 5 : (before == .colon ? 10 : 0))
            }
            token += 1
        }
        return 0
    }

    /// The features of taking that span.
    ///
    /// - Parameters:
    ///   - span: one of ``spans``.
    ///   - list: takes the features.
    package func features(of span: Range<Int>, into list: inout FeatureList) {
        let side = side.rawValue
        let stem = reading.stems[cue]
        let first = span.lowerBound
        let end = span.upperBound
        let isAtom = startsAtom(first) && reading.atoms[Int(reading.atomOf[first])].outer.upperBound == end
        let startType: UInt32 = startsAtom(first) ? 1 : (first == region.tokens.lowerBound ? 2 : (first == cue + 1 ? 3 : 0))
        let endType: UInt32 =
            (endsAtom(end) ? 1 : 0) + (trimmedEnd(region.tokens.upperBound, from: first) == end ? 2 : 0) + (end == cue ? 4 : 0)
        let gap = self.side == .left ? end..<cue : (cue + 1)..<first
        let gapLength = UInt32(min(gap.count, 12))
        let before = reading.word(first - 1)
        let beforeShape = UInt32(reading.shape(first - 1).rawValue)
        let firstTag = reading.tagCode(first)
        let behindShape = UInt32(reading.shape(end).rawValue)
        let behind = reading.word(end)
        let facts = interior(span)
        list.add(0, side, startType, endType)
        list.add(1, side, before, startType)
        list.add(2, side, reading.words[first], startType)
        list.add(3, side, firstTag, beforeShape)
        list.add(4, side, behind, endType)
        list.add(5, side, reading.tagCode(end), endType)
        list.add(6, side, behindShape, startType &* 8 &+ endType)
        list.add(7, side, gapLength, startType)
        list.add(8, side, stem, startType &* 8 &+ endType)
        list.add(9, side, stem, gapLength)
        list.add(10, side, Buckets.length(span.count), isAtom ? 1 : 0)
        list.add(11, side, facts, startType &* 8 &+ endType)
        list.add(12, side, gapWords(gap), startType)
        list.add(13, side, gapTags(gap), startType)
        list.add(14, side, stem, before)
        list.add(15, side, stem, behindShape)
        list.add(16, side, isAtom ? 1 : 0, gapLength)
        list.add(17, side, stem, isAtom ? 1 : 0)
        list.add(18, side, facts, behind)
        list.add(19, side, reading.words[first], before)
        list.add(20, side, reading.tagCode(end - 1), behindShape)
        list.add(21, side, commas(gap), startType &* 8 &+ endType)
        list.add(22, side, gapHasVerb(gap), startType)
        list.add(23, side, firstTag, reading.tagCode(first + 1))
        list.add(24, side, reading.tagCode(end), reading.tagCode(end + 1))
        list.add(
            25, side, UInt32(reading.shape(cue + 1).rawValue) &* 32 &+ UInt32(reading.shape(cue - 1).rawValue), startType &* 8 &+ endType)
        list.add(26, side, reading.word(cue + 1), startType &* 8 &+ endType)
        list.add(27, side, Buckets.length(span.count), facts)
        list.add(28, side, firstTag, gapTags(gap))
        list.add(29, side, UInt32(min(4, commaCount(span))), endType)
        let types = startType &* 8 &+ endType
        let inside = cues.strength(in: span, reading, insideAtom: region.insideAtom)
        let tail = cues.strength(in: lastClause(span), reading, insideAtom: region.insideAtom)
        let next = cues.strength(in: end..<max(end, min(end + 8, region.tokens.upperBound)), reading, insideAtom: region.insideAtom)
        let between = cues.strength(in: gap, reading, insideAtom: region.insideAtom)
        let head = opening(first)
        list.add(30, side, inside, types)
        list.add(31, side, tail, types)
        list.add(32, side, tail, reading.word(lastClause(span).lowerBound))
        list.add(33, side, next, types)
        list.add(34, side, next, behind)
        list.add(35, side, between, types)
        list.add(36, side, inside &* 64 &+ tail &* 16 &+ next &* 4 &+ between)
        list.add(37, side, head, startType)
        list.add(38, side, head, before)
        list.add(39, side, head &* 8 &+ endType, subject())
        list.add(40, side, subject(), types)
        list.add(41, side, subject(), gapLength &* 4 &+ startType)
        list.add(42, side, place(), types)
        list.add(43, side, place(), behindShape &* 2 &+ (reading.phraseStarting[min(end + 1, reading.count)] >= 0 ? 1 : 0))
    }

    /// What stands behind the phrase that a span begins with: a verb makes it a clause, a comma an apposition.
    private func opening(_ first: Int) -> UInt32 {
        var token = first
        if Self.openers.contains(reading.word(token)) { token += 1 }
        let phrase = Int(reading.phraseStarting[min(token, reading.count)])
        guard phrase >= 0 else { return 200 &+ reading.tagCode(token) }
        let behind = reading.phrases[phrase].tokens.upperBound
        if startsAtom(behind) { return 150 }
        return reading.shape(behind).isWord ? reading.tagCode(behind) : 100 &+ UInt32(reading.shape(behind).rawValue)
    }

    /// The words of a span from its last comma, dash or joining word on.
    private func lastClause(_ span: Range<Int>) -> Range<Int> {
        var token = span.upperBound - 1
        while token > span.lowerBound, span.upperBound - token < 40 {
            if reading.atomOf[token] < 0 || reading.atomOf[token] == region.insideAtom {
                switch reading.shapes[token] {
                case .comma, .dash, .semicolon, .colon: return token + 1..<span.upperBound
                default: if Self.joiners.contains(reading.words[token]) { return token..<span.upperBound }
                }
            }
            token -= 1
        }
        return span.upperBound..<span.upperBound
    }

    /// Where a phrase touches the cue: before it, behind it, and what stands beyond.
    private func subject() -> UInt32 {
        var code: UInt32 = 0
        if reading.phraseEnding[cue] >= 0 {
            let phrase = reading.phrases[Int(reading.phraseEnding[cue])]
            code = UInt32(phrase.kind.rawValue) + 1
            let beyond = phrase.tokens.lowerBound - 1
            code += beyond < region.tokens.lowerBound ? 4 : startsAtomBehind(beyond) ? 8 : reading.shape(beyond) == .comma ? 12 : 16
        }
        if reading.phraseStarting[cue + 1] >= 0 {
            let phrase = reading.phrases[Int(reading.phraseStarting[cue + 1])]
            code += (UInt32(phrase.kind.rawValue) + 1) << 8
            let shape = reading.shape(phrase.tokens.upperBound)
            code += (shape == .comma ? 1 : shape == .stop ? 2 : shape.isWord ? 3 : 4) << 12
        }
        return code
    }

    private func startsAtomBehind(_ token: Int) -> Bool {
        token >= 0 && reading.atomOf[token] >= 0 && reading.atomOf[token] != region.insideAtom
    }

    /// Whether the cue begins its sentence, and with which ending.
    private func place() -> UInt32 {
        let sentence = reading.document.sentences[Int(reading.sentenceOf[cue])]
        let start: UInt32 = cue == sentence.lowerBound ? 1 : reading.shape(cue - 1) == .comma ? 2 : cue - sentence.lowerBound <= 2 ? 3 : 0
        let bytes = reading.document.text.bytes[reading.document.tokens[cue].bytes]
        let ending: UInt32 = bytes.count > 4 && bytes.suffix(3).elementsEqual("ing".utf8) ? 1 : 0
        return start * 2 + ending
    }

    /// Whether the span holds speech, a verb, a comma.
    private func interior(_ span: Range<Int>) -> UInt32 {
        var facts: UInt32 = 0
        var token = span.lowerBound
        var looked = 0
        while token < span.upperBound, looked < 80 {
            let atom = reading.atomOf[token]
            if atom >= 0, atom != region.insideAtom {
                facts |= 1
                token = reading.atoms[Int(atom)].outer.upperBound
                continue
            }
            switch reading.tag(token) {
            case .verb: facts |= 2
            case .auxiliary: facts |= 4
            default: break
            }
            token += 1
            looked += 1
        }
        return facts
    }

    private func commaCount(_ span: Range<Int>) -> Int {
        var commas = 0
        for token in span.prefix(80) where reading.shapes[token] == .comma && reading.atomOf[token] < 0 { commas += 1 }
        return commas
    }

    private func gapWords(_ gap: Range<Int>) -> UInt32 {
        guard gap.count <= 3 else { return 7 }
        return gap.reduce(UInt32(gap.count)) { ($0 ^ reading.words[$1]) &* 0x85EB_CA6B }
    }

    private func gapTags(_ gap: Range<Int>) -> UInt32 {
        guard gap.count <= 6 else { return 7 }
        return gap.reduce(UInt32(gap.count)) {
            ($0 ^ (reading.tagCode($1) &* 32 &+ (reading.shapes[$1].isWord ? 0 : UInt32(reading.shapes[$1].rawValue)))) &* 0x85EB_CA6B
        }
    }

    private func commas(_ gap: Range<Int>) -> UInt32 {
        var commas: UInt32 = 0
        for token in gap.prefix(40) where reading.shapes[token] == .comma { commas += 1 }
        return min(commas, 4)
    }

    private func gapHasVerb(_ gap: Range<Int>) -> UInt32 {
        var verbs: UInt32 = 0
        for token in gap.prefix(40) where reading.tag(token) == .verb || reading.tag(token) == .auxiliary { verbs += 1 }
        return min(verbs, 3)
    }
}
