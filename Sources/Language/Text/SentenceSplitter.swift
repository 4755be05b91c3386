/// Cuts a paragraph's tokens into sentences.
///
/// Closing quotation marks, brackets and citations stay with the sentence they follow; “Why?” he asked is one sentence.
struct SentenceSplitter {
    let bytes: [UInt8]
    let tokens: [Token]

    /// Words that start sentences and hardly ever a name: what an abbreviation before them may end a sentence by.
    private static let starters = WordSet(
        """
        the a an this that these those he she it they we you i his her its their our my your in on at for from with by to of as but and or so \
        yet if when while where after before since although though because however there here what who why how which not no all some many most \
        another both each every other such one two three more police officials critics meanwhile still now then also even according under over
        """)
    private static let speech = WordSet(
        """
        said says say asked asks ask told tells replied replies answered answers added adds wondered wonders cried cries shouted shouts wrote writes \
        demanded demands joked jokes yelled yells exclaimed exclaims inquired called calls recalled recalls went thought thinks screamed screams \
        chanted chant tweeted tweets posted continued continues laughed laughs whispered whispers muttered declared declares insisted
        """)

    /// The sentences of the tokens `range`, in order, each as a range of token indices.
    func sentences(in range: Range<Int>) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = range.lowerBound
        var position = range.lowerBound
        while position < range.upperBound {
            guard let (next, ends) = marks(at: position, range.upperBound) else {
                position += 1
                continue
            }
            if ends, next < range.upperBound {
                sentences.append(start..<next)
                start = next
            }
            position = next
        }
        if start < range.upperBound { sentences.append(start..<range.upperBound) }
        return sentences
    }

    private func first(_ token: Int) -> UInt32 { Scalars.decode(bytes, at: tokens[token].start).value }

    private func isAttached(_ token: Int) -> Bool { token > 0 && tokens[token - 1].end == tokens[token].start }

    /// The token behind the marks that begin at `position`, and whether a sentence ends with them; `nil` where no such marks begin.
    ///
    /// Marks in a row are looked at once, as a whole, however many there are.
    private func marks(at position: Int, _ end: Int) -> (next: Int, ends: Bool)? {
        let token = tokens[position]
        let value = first(position)
        let kind = Scalars.classify(value)
        let abbreviation = kind == .letter && token.end - token.start > 1 && bytes[token.end - 1] == UInt8(ascii: ".")
        guard kind == .terminator || abbreviation else { return nil }
        var next = position + 1
        var closed = false
        while next < end {
            let value = first(next)
            let kind = Scalars.classify(value)
            let attached = isAttached(next)
            if kind == .terminator, attached || value != 0x2E {
                guard attached else { break }
            } else if isClosing(value, kind, next, attached, end) {
                closed = closed || kind == .quote || kind == .apostrophe
            } else if attached, value == UInt8(ascii: "["), let behind = citationEnd(next, end) {
                next = behind
                continue
            } else {
                break
            }
            next += 1
        }
        guard next < end else { return (next, true) }
        // An abbreviation that ends nothing says nothing of the marks behind it.
        if abbreviation { return abbreviationEndsSentence(token, next, closed: closed) ? (next, true) : nil }
        return (next, endsSentence(position, value, next, end, closed: closed))
    }

    private func abbreviationEndsSentence(_ token: Token, _ next: Int, closed: Bool) -> Bool {
        guard !closed else { return startsSentence(next) }
        let single = Scalars.decode(bytes, at: token.start).length == token.end - token.start - 1
        if single || Abbreviations.leading.contains(WordHash(bytes, token.start..<token.end - 1)) { return false }
        let following = first(next)
        if Scalars.classify(following) == .quote { return true }
        return Scalars.isUpper(following) && Self.starters.contains(WordHash(bytes, tokens[next].bytes))
    }

    /// Whether the marks from `position` to `next`, of which the first is `value`, end a sentence.
    private func endsSentence(_ position: Int, _ value: UInt32, _ next: Int, _ end: Int, closed: Bool) -> Bool {
        let following = first(next)
        let kind = Scalars.classify(following)
        let ellipsis = value == 0x2026 || (value == 0x2E && tokens[position].end - tokens[position].start > 1)
        if Scalars.isLower(following) {
            // A new sentence may start small only where a space was lost or a name is written so ("iPhone").
            return false
        }
        if kind == .punctuation && following != UInt8(ascii: "@") && following != UInt8(ascii: "#")
            && following != UInt8(ascii: "*")
            && following != 0xBF && following != 0xA1 && following != 0x2022
        {
            return false
        }
        if kind == .closer || (kind == .dash && ellipsis) { return false }
        if closed, value == 0x3F || value == 0x21, attributes(next, end) { return false }
        return !(next == position + 1 && isAttached(next) && value == 0x2E && (kind == .digit || kind == .hyphen))
    }

    private func startsSentence(_ token: Int) -> Bool {
        let value = first(token)
        return Scalars.isUpper(value) || Scalars.classify(value) == .quote || Scalars.classify(value) == .digit
    }

    /// Whether a mark behind the end of a sentence closes something that belongs to it.
    private func isClosing(_ value: UInt32, _ kind: Scalars.Class, _ token: Int, _ attached: Bool, _ end: Int) -> Bool {
        switch kind {
        case .closer: return true
        case .quote:
            switch value {
            case 0x201D, 0xBB, 0x203A, 0x300D, 0x300F: return true
            case 0x201C, 0xAB:
                // “ and « close in German; they open when a word follows without a space.
                return attached && !(token + 1 < end && tokens[token].end == tokens[token + 1].start && startsWord(token + 1))
            case 0x22: return attached || !(token + 1 < end && tokens[token].end == tokens[token + 1].start)
            default: return false
            }
        case .apostrophe:
            return attached && (value == 0x2019 || value == 0x27)
                && !(token + 1 < end && tokens[token].end == tokens[token + 1].start && startsWord(token + 1))
        default: return false
        }
    }

    private func startsWord(_ token: Int) -> Bool {
        let kind = Scalars.classify(first(token))
        return kind == .letter || kind == .digit
    }

    /// Behind "[3]" or "[]".
    private func citationEnd(_ opener: Int, _ end: Int) -> Int? {
        var position = opener + 1
        while position < end, position < opener + 6 {
            let value = first(position)
            if value == UInt8(ascii: "]") { return position + 1 }
            let kind = Scalars.classify(value)
            guard kind == .digit || kind == .dash || value == UInt8(ascii: ",") || value == UInt8(ascii: "-") else { return nil }
            position += 1
        }
        return nil
    }

    /// Whether the words from `token` on say whose the question or shout before them was: "Smith asked", "the man said".
    private func attributes(_ token: Int, _ end: Int) -> Bool {
        for position in token..<min(token + 6, end) {
            if Self.speech.contains(WordHash(bytes, tokens[position].bytes)) { return position > token }
            let kind = Scalars.classify(first(position))
            guard kind == .letter || kind == .hyphen else { return false }
        }
        return false
    }
}
