import Language

/// Makes quotations of attributed ranges of tokens: kind, exact offsets, names, groups, modality.
struct QuotationAssembly {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    func quotations(_ found: [Attributed]) -> [Quotation] {
        var naming = SpeakerNaming(reading)
        var quotations: [Quotation] = []
        var sizes: [Int: Int] = [:]
        for attributed in found { sizes[attributed.group, default: 0] += 1 }
        var groups: [Int: String] = [:]
        let via = via(found)
        for (index, attributed) in found.enumerated() {
            let speaker = attributed.speaker.map { naming.speaker($0) }
            let tokens = attributed.isDirect ? attributed.tokens : trimmed(attributed, via: via[index])
            let isMarked = reading.isMarked(tokens)
            guard let bytes = bytes(of: tokens, isMarked: isMarked) else { continue }
            let verbatim = verbatim(in: tokens)
            let isDirect = attributed.isDirect || isMarked || isUnclosedSpeech(tokens)
            let kind: Quotation.Kind = isDirect ? .direct : (verbatim.isEmpty ? .indirect : .mixed)
            if kind != .direct, let cue = attributed.cue, isNotSaid(cue, tokens) { continue }
            // A reported clause that nobody is found for is mostly no report at all.
            if kind != .direct, attributed.speaker == nil { continue }
            if kind == .indirect, isFragment(tokens) { continue }
            // "Nobody said “default”": and so it was not said.
            if let speaker = attributed.speaker, isNobody(reading.phrases[speaker]) { continue }
            var quotation = Quotation(
                id: "q\(quotations.count + 1)", kind: kind, passage: Quotation.Passage(bytes, in: reading.document.text), speaker: speaker,
                cue: attributed.cue.map { cue(at: $0) }, modality: modality(attributed), via: via[index].map { naming.speaker($0).name },
                verbatim: kind == .mixed ? verbatim : [],
                confidence: Calibration.confidence(attributed.probability, hasCue: attributed.cue != nil))
            if sizes[attributed.group] ?? 0 > 1 {
                let name = groups[attributed.group] ?? "g\(groups.count + 1)"
                groups[attributed.group] = name
                quotation.group = name
            }
            if quotation.via == speaker?.name { quotation.via = nil }
            quotations.append(quotation)
        }
        Repetitions.mark(&quotations)
        return quotations
    }

    // MARK: Ranges

    /// The tokens of the words: without "that", colons and commas at either end, and without who passed them on behind them.
    private func trimmed(_ attributed: Attributed, via: Int?) -> Range<Int> {
        var first = attributed.tokens.lowerBound
        var end = attributed.tokens.upperBound
        if let via { end = beginOfReport(by: via, in: attributed.tokens) ?? end }
        func isLoose(_ token: Int) -> Bool { reading.atomOf[token] < 0 }
        while first < end, isLoose(first), !reading.shapes[first].isWord, reading.shapes[first] != .otherMark || reading.isPictograph(first)
        {
            first += 1
        }
        while first < end, isLoose(end - 1), reading.isPictograph(end - 1) { end -= 1 }
        if first + 1 < end, reading.words[first] == Self.that, isLoose(first) { first += 1 }
        while first < end, isLoose(first), reading.shapes[first] == .comma || reading.shapes[first] == .colon { first += 1 }
        while first < end, isLoose(end - 1), reading.shapes[end - 1] == .comma || reading.shapes[end - 1] == .dash { end -= 1 }
        return first..<end
    }

    /// Where ", the paper reported" begins at the end of words.
    private func beginOfReport(by via: Int, in tokens: Range<Int>) -> Int? {
        let reporter = reading.phrases[via].tokens
        guard reporter.lowerBound - 1 > tokens.lowerBound, tokens.contains(reporter.upperBound),
            tokens.upperBound - reporter.upperBound <= 2,
            reading.tag(reporter.upperBound) == .verb, reading.atomOf[reporter.upperBound] < 0
        else { return nil }
        let before = reporter.lowerBound - 1
        // The comma may stand inside the marks: “stands ready,” the paper reported.
        return reading.shapes[before] == .comma || reading.atomOf[before] >= 0 ? before + (reading.shapes[before] == .comma ? 0 : 1) : nil
    }

    /// The bytes of those tokens; of marked text without the outer marks and the comma before the closing one.
    private func bytes(of tokens: Range<Int>, isMarked: Bool) -> Range<Int>? {
        guard !tokens.isEmpty else { return nil }
        guard isMarked, let opening = atom(at: tokens.lowerBound), let closing = atom(at: tokens.upperBound - 1) else {
            return reading.document.bytes(of: tokens)
        }
        let text = reading.document.text.bytes
        let start = opening.span.inner.lowerBound
        var stop = closing.span.inner.upperBound
        while stop > start + 1, text[stop - 1] == UInt8(ascii: ",") || text[stop - 1] == 0x20 { stop -= 1 }
        return start < stop ? start..<stop : nil
    }

    private func atom(at token: Int) -> Reading.Atom? {
        reading.atomOf[token] >= 0 ? reading.atoms[Int(reading.atomOf[token])] : nil
    }

    private func verbatim(in tokens: Range<Int>) -> [Quotation.Passage] {
        var passages: [Quotation.Passage] = []
        var token = tokens.lowerBound
        while token < tokens.upperBound {
            guard let atom = atom(at: token) else {
                token += 1
                continue
            }
            if atom.outer.upperBound <= tokens.upperBound {
                passages.append(Quotation.Passage(atom.span.inner, in: reading.document.text))
            }
            token = max(token + 1, atom.outer.upperBound)
        }
        return passages
    }

    /// Whether the words follow a mark that was never closed.
    private func isUnclosedSpeech(_ tokens: Range<Int>) -> Bool {
        let first = tokens.lowerBound
        return reading.openMarks.contains(first) || first > 0 && reading.openMarks.contains(first - 1)
    }

    // MARK: Cue and modality

    private func cue(at token: Int) -> Quotation.Passage {
        var end = token + 1
        if reading.words[token] == CueCandidates.according, reading.word(token + 1) == Self.to { end += 1 }
        return Quotation.Passage(reading.document.bytes(of: token..<end), in: reading.document.text)
    }

    private func modality(_ attributed: Attributed) -> Quotation.Modality {
        guard let cue = attributed.cue, reading.shapes[cue].isWord else { return isSupposed(attributed) ? .hypothetical : .said }
        if Self.denials.contains(reading.stems[cue]) { return .denied }
        if !reading.isEnglish { return CueLexicon.of(reading.language).denials.contains(reading.words[cue]) ? .denied : .said }
        switch CueCandidates.negation(reading, cue) {
        case 1: return .denied
        case 2 where isUnreal(cue): return .hypothetical
        default: return .said
        }
    }

    /// "warned the town", "responded on Twitter": whom or where, and nothing that was said.
    private func isFragment(_ tokens: Range<Int>) -> Bool {
        tokens.count <= 2 && reading.isEnglish
            && !tokens.contains { [.verb, .auxiliary, .interjection].contains(reading.tag($0)) }
    }

    /// "nobody", "none of the crew", "nobody at the table".
    private func isNobody(_ phrase: NounPhrase) -> Bool {
        if Self.nobody.contains(reading.words[phrase.head]) { return true }
        if reading.words[phrase.head] == Self.one, reading.word(phrase.head - 1) == Self.no { return true }
        var token = phrase.tokens.lowerBound - 1
        guard reading.isEnglish, token > 0, reading.tag(token) == .adposition else { return false }
        for _ in 0..<4 where token > 0 {
            token -= 1
            if Self.nobody.contains(reading.words[token]) { return true }
            guard reading.shapes[token].isWord, reading.tag(token) != .verb, reading.tag(token) != .auxiliary else { return false }
        }
        return false
    }

    /// "did not say the fund was broke": nobody's statement. "Would not say whether…" tells what was left open, and stays.
    private func isNotSaid(_ cue: Int, _ tokens: Range<Int>) -> Bool {
        guard cue < tokens.lowerBound, reading.tag(cue) == .verb, CueCandidates.negation(reading, cue) == 1 else { return false }
        let isOpen = (cue + 1...tokens.lowerBound).contains { Self.questions.contains(reading.word($0)) }
        guard !isOpen else { return false }
        return (max(0, cue - 3)..<cue).contains { Self.doing.contains(reading.words[$0]) }
    }

    /// "Had she said “we are broke,” the price would have halved".
    private func isSupposed(_ attributed: Attributed) -> Bool {
        guard attributed.cue == nil, reading.isEnglish else { return false }
        let start = attributed.tokens.lowerBound
        let sentence = reading.document.sentences[Int(reading.sentenceOf[start])].lowerBound
        guard sentence < start, Self.suppositions.contains(reading.words[sentence]) else { return false }
        return (max(sentence, start - 3)..<start).contains { reading.stems[$0] == CueCandidates.say }
    }

    private static let suppositions = FeatureHash.all("had if should were")

    /// "would say", "if she says", but not "had said" nor "went on to say".
    private func isUnreal(_ cue: Int) -> Bool {
        for token in max(0, cue - 3)..<cue where Self.unreals.contains(reading.words[token]) { return true }
        return false
    }

    /// For each quotation within another one's words, cue included, the phrase of the other one's speaker.
    private func via(_ found: [Attributed]) -> [Int?] {
        found.indices.map { index in
            if let via = found[index].via { return via }
            guard let cue = found[index].cue else { return nil }
            var other = index - 1
            while other >= 0, index - other < 12 {
                let outer = found[other]
                if outer.tokens.contains(cue), outer.tokens.contains(found[index].tokens.lowerBound), outer.cue != cue, !outer.isDirect {
                    return outer.speaker
                }
                other -= 1
            }
            other = index + 1
            while other < found.count, other - index < 4, found[other].tokens.lowerBound <= found[index].tokens.lowerBound {
                if found[other].tokens.contains(cue), found[other].cue != cue, !found[other].isDirect { return found[other].speaker }
                other += 1
            }
            return nil
        }
    }

    private static let that = FeatureHash.of("that")
    private static let doing = FeatureHash.all("did does do")
    private static let questions = FeatureHash.all("whether if what who why how when where which")
    private static let no = FeatureHash.of("no")
    private static let one = FeatureHash.of("one")
    private static let nobody = FeatureHash.all("nobody none nothing")
    private static let to = FeatureHash.of("to")
    private static let denials: Set<UInt32> = Set(
        (["denied", "refuted", "disputed", "rejected"] as [StaticString]).map { word in
            word.withUTF8Buffer { Stem.hash(Array($0)[...]) }
        })
    private static let unreals = FeatureHash.all("would could should might may will if can must")
}
