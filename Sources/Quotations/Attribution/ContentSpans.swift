import Language

/// The stretches beside a cue that could be what was said.
package struct ContentSpans {
    /// The side of the cue.
    package enum Side: UInt32, CaseIterable {
        case left, right
    }

    /// The candidates: token ranges that neither begin nor end within speech; none holds the cue.
    package private(set) var spans: [Range<Int>] = []
    let reading: Reading
    let cue: Int
    let side: Side
    let region: Region
    let cues: CueMap

    package init(_ side: Side, of cue: Int, in region: Region, _ cues: CueMap, _ reading: Reading) {
        self.reading = reading
        self.cues = cues
        self.cue = cue
        self.side = side
        self.region = region
        switch side {
        case .left: collectLeft()
        case .right: collectRight()
        }
    }

    // MARK: Candidates

    private static let mostStarts = 12
    private static let mostEnds = 18

    /// The token behind the one at `token`, past the whole speech where one begins there.
    private func following(_ token: Int) -> Int {
        let atom = reading.atomOf[token]
        guard atom >= 0, atom != region.insideAtom else { return token + 1 }
        return max(token + 1, reading.atoms[Int(atom)].outer.upperBound)
    }

    func startsAtom(_ token: Int) -> Bool {
        guard token < reading.count, reading.atomOf[token] >= 0, reading.atomOf[token] != region.insideAtom else { return false }
        return reading.atoms[Int(reading.atomOf[token])].outer.lowerBound == token
    }

    func endsAtom(_ token: Int) -> Bool {
        guard token > 0, reading.atomOf[token - 1] >= 0, reading.atomOf[token - 1] != region.insideAtom else { return false }
        return reading.atoms[Int(reading.atomOf[token - 1])].outer.upperBound == token
    }

    /// Without the full stop and the brackets at its end.
    func trimmedEnd(_ end: Int, from start: Int) -> Int {
        var end = end
        while end > start + 1, !endsAtom(end), reading.shape(end - 1) == .stop || reading.shape(end - 1) == .closingBracket { end -= 1 }
        return end
    }

    private mutating func collectRight() {
        let limit = region.tokens.upperBound
        var starts: [Int] = []
        var token = cue + 1
        while token < limit, starts.count < Self.mostStarts, token - cue < 60 || starts.isEmpty || startsAtom(token) {
            if reading.shape(token).isWord || startsAtom(token), isRightStart(token) { starts.append(token) }
            token = following(token)
        }
        guard let first = starts.first else { return }
        var ends: [Int] = []
        token = first
        let last = trimmedEnd(limit, from: first)
        while token < last, ends.count < Self.mostEnds {
            let next = following(token)
            if next < last, isEnd(next) { ends.append(next) }
            token = next
        }
        ends.append(last)
        for start in starts {
            for end in ends where end > start { spans.append(start..<end) }
        }
    }

    private func isRightStart(_ token: Int) -> Bool {
        if token == cue + 1 || startsAtom(token) || reading.phraseStarting[token] >= 0 { return true }
        switch reading.shape(token - 1) {
        case .comma, .colon, .dash, .semicolon, .closingBracket, .quotationMark: return true
        default: break
        }
        return Self.openers.contains(reading.words[token]) || Self.openers.contains(reading.words[token - 1])
    }

    private func isEnd(_ token: Int) -> Bool {
        if endsAtom(token) || startsAtom(token) { return true }
        switch reading.shape(token) {
        case .comma, .semicolon, .dash, .colon, .openingBracket, .stop, .quotationMark: return true
        default: return Self.joiners.contains(reading.words[token])
        }
    }

    private mutating func collectLeft() {
        let limit = region.tokens.lowerBound
        var ends: [Int] = []
        var starts: [Int] = []
        var token = cue
        // Positions are walked from the cue to the left, over whole speeches.
        while token > limit, starts.count < Self.mostEnds {
            if token == cue || ends.count < 8 && cue - token < 60 || endsAtom(token) && ends.count < 8, isLeftEnd(token) {
                ends.append(token)
            }
            let before = token - 1
            let atom = reading.atomOf[before]
            if atom >= 0, atom != region.insideAtom {
                token = max(limit, min(before, reading.atoms[Int(atom)].outer.lowerBound))
                starts.append(token)
                continue
            }
            token = before
            if token > limit, isLeftStart(token) { starts.append(token) }
        }
        if starts.last != limit { starts.append(limit) }
        for start in starts {
            for end in ends where end > start { spans.append(start..<end) }
        }
    }

    private func isLeftEnd(_ token: Int) -> Bool {
        guard token > region.tokens.lowerBound else { return false }
        if endsAtom(token) { return true }
        guard reading.shape(token - 1) != .comma else { return false }
        switch reading.shape(token) {
        case .comma, .dash, .semicolon, .stop, .openingBracket, .quotationMark, .colon: return true
        default: return token == cue
        }
    }

    private func isLeftStart(_ token: Int) -> Bool {
        if startsAtom(token) { return true }
        switch reading.shape(token - 1) {
        case .comma, .colon, .dash, .semicolon, .quotationMark, .stop, .closingBracket: return reading.shape(token).isWord
        default: return Self.joiners.contains(reading.words[token]) || Self.joiners.contains(reading.words[token - 1])
        }
    }

    static let openers = FeatureHash.all("that if whether how why what when where who to because as there")
    static let joiners = FeatureHash.all(
        """
        and but or as while when after before because although though who which according adding so yet since that saying during
        """)
}

/// Coarse sizes, as features take them.
enum Buckets {
    static func length(_ count: Int) -> UInt32 {
        switch count {
        case ..<0: 0
        case 0...4: UInt32(count)
        case 5...6: 5
        case 7...9: 6
        case 10...14: 7
        case 15...24: 8
        case 25...40: 9
        default: 10
        }
    }
}
