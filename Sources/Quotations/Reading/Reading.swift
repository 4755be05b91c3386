import Language

/// A document as the attribution looks at it: for each token its word, shape and places, and the text between marks.
///
/// Speech between marks is an atom for everything outside it: no clause begins or ends within.
package struct Reading {
    package let document: Document
    /// The language (BCP 47 primary subtag): the document's, or what its common words tell.
    package let language: String
    var isEnglish: Bool { language == "en" }
    /// Hash of each token's lower-case bytes; in other languages than English without an elided word before it ("l'Insee").
    private(set) var words: [UInt32] = []
    /// The elided words by the token they are part of: "l" of "l'Insee".
    private(set) var elisions: [Int: UInt32] = [:]
    /// Hash of its stem, which joins "say", "says", "saying".
    private(set) var stems: [UInt32] = []
    private(set) var shapes: [TokenShape] = []
    /// The sentence and paragraph of each token.
    private(set) var sentenceOf: [Int32] = []
    private(set) var paragraphOf: [Int32] = []
    /// The outermost marked span around each token, marks included, or -1.
    package private(set) var atomOf: [Int32] = []
    /// The mention at each token, or -1.
    private(set) var mentionOf: [Int32] = []
    /// How often each entity is spoken of.
    private(set) var mentionCounts: [Int32] = []
    /// The stretches between marks, outer before inner ones.
    package private(set) var spans: [MarkedSpan] = []
    /// The outermost ones, in order.
    package private(set) var atoms: [Atom] = []
    /// The opening marks of speech that is never closed; it is no atom, since where it ends is to be found out.
    private(set) var openMarks: Set<Int> = []
    /// The noun phrases that could name a speaker, in order.
    package private(set) var phrases: [NounPhrase] = []
    /// For each token, and the place behind the last one, the phrase that starts there, and the one that ends right before it, or -1.
    package private(set) var phraseStarting: [Int32] = []
    package private(set) var phraseEnding: [Int32] = []

    /// An outermost stretch between marks.
    package struct Atom {
        /// Its tokens with and without the marks.
        package var outer: Range<Int>
        package var inner: Range<Int>
        package var span: MarkedSpan
    }

    package init(_ document: Document) {
        self.document = document
        let bytes = document.text.bytes
        let count = document.tokens.count
        words.reserveCapacity(count)
        stems.reserveCapacity(count)
        shapes.reserveCapacity(count)
        for token in document.tokens {
            let slice = bytes[token.bytes]
            words.append(FeatureHash.lowercase(slice))
            stems.append(Stem.hash(slice))
            shapes.append(TokenShape(slice))
        }
        language =
            document.language.map { String($0.lowercased().prefix { $0 != "-" && $0 != "_" }) } ?? CueLexicon.language(
                of: words.prefix(600)) ?? "en"
        let lexicon = isEnglish ? nil : CueLexicon.of(language)
        if lexicon != nil { takeElisions() }
        sentenceOf = Self.owners(document.sentences, count: count)
        paragraphOf = Self.owners(document.paragraphs, count: count)
        mentionOf = [Int32](repeating: -1, count: count)
        for (index, mention) in document.mentions.enumerated() {
            for token in mention.tokens.clamped(to: 0..<count) { mentionOf[token] = Int32(truncatingIfNeeded: index) }
        }
        let paragraphs = document.paragraphs.filter { !$0.isEmpty }.map { document.bytes(of: $0) }
        spans = MarkReader.spans(bytes, paragraphs: paragraphs)
        mentionCounts = [Int32](repeating: 0, count: document.entities.count)
        for mention in document.mentions where mentionCounts.indices.contains(mention.entity) { mentionCounts[mention.entity] += 1 }
        joinHyphens()
        findAtoms(count)
        phraseStarting = [Int32](repeating: -1, count: count + 2)
        phrases = lexicon.map { NounPhrase.all(in: self, lexicon: $0) } ?? NounPhrase.all(in: self)
        phraseEnding = phraseStarting
        for (index, phrase) in phrases.enumerated() {
            phraseStarting[phrase.tokens.lowerBound] = Int32(truncatingIfNeeded: index)
            phraseEnding[phrase.tokens.upperBound] = Int32(truncatingIfNeeded: index)
        }
    }

    package var count: Int { document.tokens.count }

    func tag(_ token: Int) -> PartOfSpeech { document.tokens[token].tag }

    /// The word at that token, or 0 outside the text.
    func word(_ token: Int) -> UInt32 { words.indices.contains(token) ? words[token] : 0 }

    /// The stem at that token, or 0 outside the text.
    func stem(_ token: Int) -> UInt32 { stems.indices.contains(token) ? stems[token] : 0 }

    /// The shape at that token; a full stop outside the text.
    func shape(_ token: Int) -> TokenShape { shapes.indices.contains(token) ? shapes[token] : .stop }

    /// A small number for the tag at that token; one of its own outside the text.
    func tagCode(_ token: Int) -> UInt32 { document.tokens.indices.contains(token) ? UInt32(document.tokens[token].tag.rawValue) : 99 }

    /// Whether a pictograph stands at that token: ⚽, 🎉.
    func isPictograph(_ token: Int) -> Bool {
        let bytes = document.text.bytes[document.tokens[token].bytes]
        let head = bytes.prefix(2)
        return shapes[token] == .otherMark
            && (head.elementsEqual([0xF0, 0x9F]) || head.first == 0xE2 && (0x98...0x9E).contains(head.last ?? 0)
                || bytes.starts(with: [0xEF, 0xB8, 0x8F]))
    }

    /// Whether a sentence begins at that token.
    func startsSentence(_ token: Int) -> Bool {
        guard sentenceOf.indices.contains(token) else { return true }
        return document.sentences[Int(sentenceOf[token])].lowerBound == token || token > 0 && shapes[token - 1] == .quotationMark
    }

    /// Whether the word at that token has a capital behind an elided word, or at its head.
    func startsWithCapital(_ token: Int) -> Bool {
        let bytes = document.text.bytes[document.tokens[token].bytes]
        return Self.elided(bytes).map { TokenShape(bytes[$0.upperBound...]).startsWithCapital } ?? TokenShape(bytes).startsWithCapital
    }

    /// Whether the speech that the paragraph of a token begins with goes on with that of the paragraph before.
    func isCarriedOver(to token: Int) -> Bool {
        let paragraph = Int(paragraphOf[token])
        let start = document.paragraphs[paragraph].lowerBound
        return start < count && atomOf[start] >= 0 && atoms[Int(atomOf[start])].span.continuesParagraph
    }

    /// The elided word at the head of a token ("l'", "dell’"), apostrophe included, without the rest being empty.
    private static func elided(_ bytes: ArraySlice<UInt8>) -> Range<Int>? {
        for position in bytes.indices.prefix(8) {
            let isTypewriter = bytes[position] == UInt8(ascii: "'")
            guard isTypewriter || bytes[position...].starts(with: [0xE2, 0x80, 0x99]) else { continue }
            let end = position + (isTypewriter ? 1 : 3)
            return position > bytes.startIndex && end < bytes.endIndex ? bytes.startIndex..<end : nil
        }
        return nil
    }

    private mutating func takeElisions() {
        let bytes = document.text.bytes
        for (token, range) in document.tokens.enumerated() where shapes[token].isWord {
            let word = bytes[range.bytes]
            guard let elided = Self.elided(word) else { continue }
            let length = bytes[elided.upperBound - 1] == UInt8(ascii: "'") ? 1 : 3
            elisions[token] = FeatureHash.lowercase(bytes[elided.lowerBound..<elided.upperBound - length])
            words[token] = FeatureHash.lowercase(bytes[elided.upperBound..<range.end])
            shapes[token] = TokenShape(bytes[elided.upperBound..<range.end])
        }
    }

    private static func owners(_ ranges: [Range<Int>], count: Int) -> [Int32] {
        var owners = [Int32](repeating: 0, count: count)
        for (index, range) in ranges.enumerated() {
            for token in range.clamped(to: 0..<count) { owners[token] = Int32(truncatingIfNeeded: index) }
        }
        return owners
    }

    /// The entity of a phrase, where it is the mention of one.
    func entity(of phrase: NounPhrase) -> Int? {
        guard phrase.mention >= 0 else { return nil }
        let entity = document.mentions[Int(phrase.mention)].entity
        return document.entities.indices.contains(entity) ? entity : nil
    }

    /// The first phrase that ends behind a token; the number of phrases if none does.
    func firstPhrase(endingBehind token: Int) -> Int {
        var (low, high) = (0, phrases.count)
        while low < high {
            let middle = (low + high) / 2
            if phrases[middle].tokens.upperBound > token { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A hyphen inside a word ("long-term", cut into three tokens) is no dash.
    private mutating func joinHyphens() {
        let tokens = document.tokens
        for token in shapes.indices where shapes[token] == .dash && tokens[token].bytes.count == 1 && token > 0 && token + 1 < tokens.count
        {
            if tokens[token - 1].end == tokens[token].start, tokens[token].end == tokens[token + 1].start { shapes[token] = .mixed }
        }
    }

    /// Whether the speech goes on in the next paragraph.
    private func isContinued(behind index: Int) -> Bool {
        let next = spans[(index + 1)...].first { $0.depth == 0 }
        return next?.continuesParagraph ?? false
    }

    /// Whether one of the commonest cues stands shortly before the end of speech that was never closed.
    private func holdsVerbOfSpeech(_ end: Int) -> Bool {
        (max(0, end - 12)..<end).contains { Self.commonCues.contains(stems[$0]) }
    }

    private static let commonCues = FeatureHash.all("say tell add write")

    /// Arne “Skip” Lund: a word or two between the marks, in capitals as the names right before and behind.
    private func isNickname(_ inner: Range<Int>, within outer: Range<Int>) -> Bool {
        func isName(_ token: Int) -> Bool {
            shapes.indices.contains(token) && shapes[token] == .capital && sentenceOf[token] == sentenceOf[inner.lowerBound]
                && (mentionOf[token] >= 0 || tag(token) == .properNoun)
        }
        return inner.count <= 3 && outer.upperBound - outer.lowerBound == inner.count + 2
            && inner.allSatisfy { shapes[$0].startsWithCapital || shapes[$0] == .mixed }
            && isName(outer.lowerBound - 1) && isName(outer.upperBound)
    }

    private mutating func findAtoms(_ count: Int) {
        atomOf = [Int32](repeating: -1, count: count)
        let tokens = document.tokens
        var next = 0
        for (index, span) in spans.enumerated() where span.depth == 0 {
            while next < count, tokens[next].end <= span.outer.lowerBound { next += 1 }
            let start = next
            var innerStart = start
            while innerStart < count, tokens[innerStart].start < span.inner.lowerBound { innerStart += 1 }
            var innerEnd = innerStart
            while innerEnd < count, tokens[innerEnd].end <= span.inner.upperBound { innerEnd += 1 }
            var end = max(innerEnd, start)
            while end < count, tokens[end].start < span.outer.upperBound { end += 1 }
            guard innerStart < innerEnd, start < end, !isNickname(innerStart..<innerEnd, within: start..<end) else { continue }
            if !span.isClosed, !isContinued(behind: index), holdsVerbOfSpeech(innerEnd) {
                openMarks.insert(start)
                continue
            }
            for token in start..<end { atomOf[token] = Int32(truncatingIfNeeded: atoms.count) }
            atoms.append(Atom(outer: start..<end, inner: innerStart..<innerEnd, span: span))
            next = end
        }
    }
}
