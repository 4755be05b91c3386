/// Cuts text into words, numbers and marks, as the English Universal Dependencies treebanks do.
///
/// "don't" gives "do" and "n't", "Ni's" gives "Ni" and "'s", "long-term" gives three tokens; abbreviations, initials,
/// numbers, addresses of the web and of mail stay whole; "works.The" is cut behind the stop that lost its space.
struct Tokenizer {
    private let bytes: [UInt8]
    private var end: Int
    private var tokens: [Token] = []

    /// The tokens of a range of a text.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - range: whole scalars of it, such as a paragraph.
    static func tokens(in bytes: [UInt8], _ range: Range<Int>) -> [Token] {
        var tokenizer = Tokenizer(bytes: bytes, end: range.upperBound)
        tokenizer.tokens.reserveCapacity(range.count / 5 + 1)
        tokenizer.run(from: range.lowerBound)
        return tokenizer.tokens
    }

    private init(bytes: [UInt8], end: Int) {
        self.bytes = bytes
        self.end = end
    }

    private mutating func run(from start: Int) {
        var position = start
        /// Where the run of bytes without white space ends in which an address was looked for last.
        var searched = start
        var address: Range<Int>?
        while position < end {
            let (value, length) = Scalars.decode(bytes, at: position)
            let kind = Scalars.classify(value)
            switch kind {
            case .space, .newline, .joiner:
                position += length
                continue
            default: break
            }
            if position >= searched {
                let chunk = position..<chunkEnd(from: position)
                searched = chunk.upperBound
                address = Addresses.first(in: bytes, chunk)
            }
            if let found = address, position >= found.lowerBound, position < found.upperBound {
                emit(position..<found.upperBound)
                position = found.upperBound
                address = Addresses.first(in: bytes, position..<searched)
                continue
            }
            let limit = address.map { min($0.lowerBound, searched) } ?? searched
            position = token(at: position, value, length, kind, limit: max(limit, position + length))
        }
    }

    private func chunkEnd(from start: Int) -> Int {
        var position = start
        while position < end {
            let (value, length) = Scalars.decode(bytes, at: position)
            let kind = Scalars.classify(value)
            if kind == .space || kind == .newline { break }
            position += length
        }
        return position
    }

    private mutating func emit(_ range: Range<Int>) {
        if !range.isEmpty { tokens.append(Token(start: range.lowerBound, end: range.upperBound)) }
    }

    /// Reads one token, or the pieces of one word, and answers with the position behind.
    private mutating func token(at start: Int, _ value: UInt32, _ length: Int, _ kind: Scalars.Class, limit: Int) -> Int {
        switch kind {
        case .letter:
            if Scalars.isIdeographic(value) {
                emit(start..<start + length)
                return start + length
            }
            return word(at: start, limit)
        case .digit: return number(at: start, limit)
        case .apostrophe:
            // "'90s", "'em" and a lone clitic; all else is a mark.
            if let stop = clitic(at: start, limit) {
                emit(start..<stop)
                return stop
            }
            // Two single marks stand for a double one in plain-text copy.
            let (next, nextLength) = start + length < limit ? Scalars.decode(bytes, at: start + length) : (0, 0)
            let stop = next == value ? start + length + nextLength : start + length
            emit(start..<stop)
            return stop
        case .punctuation where value == 0x40 || value == 0x23:
            // "@name" and "#topic".
            var position = start + 1
            while position < limit, isWordPart(position) || bytes[position] == UInt8(ascii: "_") { position += step(position) }
            emit(start..<position)
            return position
        case .symbol, .terminator, .hyphen, .dash, .punctuation:
            var position = start + length
            while position < limit {
                let (next, nextLength) = Scalars.decode(bytes, at: position)
                let same = next == value || (kind == .terminator && (value == 0x21 || value == 0x3F) && (next == 0x21 || next == 0x3F))
                guard same || Scalars.classify(next) == .joiner else { break }
                position += nextLength
            }
            emit(start..<position)
            return position
        default:
            emit(start..<start + length)
            return start + length
        }
    }

    private func step(_ position: Int) -> Int { Scalars.decode(bytes, at: position).length }

    private func kind(_ position: Int) -> Scalars.Class { Scalars.classify(Scalars.decode(bytes, at: position).value) }

    private func isWordPart(_ position: Int) -> Bool {
        let (value, _) = Scalars.decode(bytes, at: position)
        switch Scalars.classify(value) {
        case .letter: return !Scalars.isIdeographic(value)
        case .digit, .joiner: return true
        default: return false
        }
    }

    // MARK: Words

    private mutating func word(at start: Int, _ limit: Int) -> Int {
        var position = start
        var apostrophe: Int?
        while position < limit {
            let (value, length) = Scalars.decode(bytes, at: position)
            switch Scalars.classify(value) {
            case .letter where !Scalars.isIdeographic(value), .digit, .joiner:
                position += length
                continue
            case .apostrophe where value != 0x60 && position + length < limit && isLetter(position + length):
                apostrophe = position
                position += length
                continue
            default: break
            }
            let next = position + length
            if value == UInt8(ascii: "&"), next < limit, isCapital(at: next), position - start <= 3, isCapital(at: start) {
                position = next
                continue
            }
            if value == UInt8(ascii: "_"), next < limit, isWordPart(next) {
                position = next
                continue
            }
            if value == UInt8(ascii: "."), apostrophe == nil, let stop = abbreviationEnd(start, dot: position, limit) {
                // "U.S." or "Ph.D": one letter or a short piece between stops.
                emit(start..<stop)
                return stop
            }
            if value == UInt8(ascii: "-"), next < limit, isPrefix(start..<position), isLowercase(at: next) {
                position = next
                continue
            }
            break
        }
        emitWord(start..<position, lastApostrophe: apostrophe)
        return position
    }

    private func isLetter(_ position: Int) -> Bool { kind(position) == .letter }
    private func isCapital(at position: Int) -> Bool { Scalars.isUpper(Scalars.decode(bytes, at: position).value) }
    private func isLowercase(at position: Int) -> Bool { Scalars.isLower(Scalars.decode(bytes, at: position).value) }

    private static let prefixes = WordSet("e non co pre re semi multi anti un mini micro bi tri inter intra sub x")

    private func isPrefix(_ range: Range<Int>) -> Bool { range.count <= 5 && Self.prefixes.contains(WordHash(bytes, range)) }

    /// The end of an abbreviation whose first stop is at `dot`, or `nil` if that stop ends a sentence or is none of its own.
    private func abbreviationEnd(_ start: Int, dot: Int, _ limit: Int) -> Int? {
        var position = dot
        // Letters each followed by a stop: "U.S.", "a.m.", "e.g.", "J.R.R.".
        if dot - start == step(start), isLetter(start) {
            while position + 2 < limit, bytes[position] == UInt8(ascii: "."), isLetter(position + 1) {
                let after = position + 1 + step(position + 1)
                guard after < limit, bytes[after] == UInt8(ascii: ".") else { break }
                position = after
            }
            if position > dot { return position + 1 }
            // "J. Smith", "J.Smith"; a lone small letter or "I." at the end of a text is the end of a sentence.
            let letter = Scalars.decode(bytes, at: start).value
            guard Scalars.isUpper(letter) else { return nil }
            var next = dot + 1
            while next < end, kind(next) == .space { next += step(next) }
            guard next < end, letter != 0x49 || next == dot + 1 else { return nil }
            let following = kind(next)
            return following == .letter || following == .hyphen || following == .opener || bytes[next] == UInt8(ascii: ",") ? dot + 1 : nil
        }
        let word = start..<dot
        guard word.count <= 6 else { return nil }
        // "Ph.D." and the like: two or three letters, stop, one letter, stop.
        if dot + 2 < limit, isLetter(dot + 1), bytes[dot + 2] == UInt8(ascii: "."), word.count <= 3 { return dot + 3 }
        let hash = WordHash(bytes, word)
        guard Abbreviations.leading.contains(hash) || Abbreviations.trailing.contains(hash) else { return nil }
        if Abbreviations.onlyCapitalised.contains(hash) {
            guard isCapital(at: start) else { return nil }
            if hash == WordHash("no") {
                var next = dot + 1
                while next < end, kind(next) == .space { next += step(next) }
                guard next < end, kind(next) == .digit else { return nil }
            }
        }
        return dot + 1
    }

    // MARK: Clitics

    private static let clitics = WordSet("'s 'm 're 've 'll 'd")
    private static let leading = WordSet("'em 'til 'cause 'tis 'twas 'bout")

    private mutating func emitWord(_ range: Range<Int>, lastApostrophe: Int?) {
        guard let apostrophe = lastApostrophe, apostrophe > range.lowerBound, range.count <= 64 else {
            if range.count == 6, WordHash(bytes, range) == Self.cannot {
                emit(range.lowerBound..<range.lowerBound + 3)
                emit(range.lowerBound + 3..<range.upperBound)
            } else {
                emit(range)
            }
            return
        }
        let tail = apostrophe..<range.upperBound
        let length = step(apostrophe)
        if Self.clitics.contains(WordHash(bytes, tail)) {
            // "I'd've" has two of them.
            var head = range.lowerBound..<apostrophe
            if let inner = lastApostropheIn(head) {
                emitWord(head, lastApostrophe: inner)
                head = apostrophe..<apostrophe
            }
            emit(head)
            emit(tail)
        } else if range.upperBound - apostrophe == length + 1, bytes[range.upperBound - 1] | 0x20 == UInt8(ascii: "t"),
            apostrophe - 1 > range.lowerBound, bytes[apostrophe - 1] | 0x20 == UInt8(ascii: "n")
        {
            emit(range.lowerBound..<apostrophe - 1)
            emit(apostrophe - 1..<range.upperBound)
        } else {
            emit(range)
        }
    }

    private static let cannot = WordHash("cannot")

    private func lastApostropheIn(_ range: Range<Int>) -> Int? {
        var position = range.lowerBound
        var last: Int?
        while position < range.upperBound {
            let (value, length) = Scalars.decode(bytes, at: position)
            if position > range.lowerBound, Scalars.classify(value) == .apostrophe { last = position }
            position += length
        }
        return last
    }

    /// The end of a word that starts with an apostrophe: "'s" behind a closing mark or number, "'em", "'90s".
    private func clitic(at start: Int, _ limit: Int) -> Int? {
        var position = start + step(start)
        let body = position
        guard position < limit, bytes[start] != UInt8(ascii: "`") else { return nil }
        while position < limit, isWordPart(position) { position += step(position) }
        guard position > body else { return nil }
        let attached = tokens.last?.end == start
        if Scalars.decode(bytes, at: start).value == 0x2018, !attached { return nil }
        let hash = WordHash(bytes, start..<position)
        if attached, Self.clitics.contains(hash) { return position }
        if !attached, Self.leading.contains(hash) { return position }
        let digits = bytes[body..<position].prefix { 0x30...0x39 ~= $0 }.count
        return digits == 2 && position - body == 3 && bytes[position - 1] == UInt8(ascii: "s") ? position : nil
    }

    // MARK: Numbers

    private mutating func number(at start: Int, _ limit: Int) -> Int {
        var position = start
        while position < limit {
            let (value, length) = Scalars.decode(bytes, at: position)
            switch Scalars.classify(value) {
            case .digit, .joiner:
                position += length
                continue
            case .letter where !Scalars.isIdeographic(value):
                position += length
                continue
            default: break
            }
            let joins = value == 0x2C || value == 0x2E || value == 0x3A || value == 0x2F
            guard joins, position + 1 < limit, kind(position + 1) == .digit, position > start, kind(position - 1) == .digit else { break }
            position += 1
        }
        emit(start..<position)
        return position
    }
}
