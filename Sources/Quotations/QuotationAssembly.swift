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
        var via = via(found)
        for (index, attributed) in found.enumerated() {
            let speaker = attributed.speaker.map { naming.speaker($0) }
            guard let bytes = bytes(of: attributed) else { continue }
            let verbatim = verbatim(in: attributed)
            let kind: Quotation.Kind =
                attributed.isDirect || isUnclosedSpeech(attributed) ? .direct : (verbatim.isEmpty ? .indirect : .mixed)
            var quotation = Quotation(
                id: "q\(quotations.count + 1)", kind: kind, passage: Quotation.Passage(bytes, in: reading.document.text), speaker: speaker,
                cue: attributed.cue.map { cue(at: $0) }, modality: modality(attributed), via: via[index].map { naming.speaker($0).name },
                verbatim: kind == .mixed ? verbatim : [], confidence: Double(min(max(attributed.probability, 0), 1)))
            if sizes[attributed.group] ?? 0 > 1 {
                let name = groups[attributed.group] ?? "g\(groups.count + 1)"
                groups[attributed.group] = name
                quotation.group = name
            }
            if quotation.via == speaker?.name { quotation.via = nil }
            quotations.append(quotation)
        }
        via.removeAll()
        Repetitions.mark(&quotations)
        return quotations
    }

    // MARK: Ranges

    /// The bytes of the words: without outer marks, the comma before the closing one, and "that".
    private func bytes(of attributed: Attributed) -> Range<Int>? {
        let text = reading.document.text.bytes
        var first = attributed.tokens.lowerBound
        var end = attributed.tokens.upperBound
        if attributed.isDirect, let opening = atom(at: first), let closing = atom(at: end - 1) {
            let start = opening.span.inner.lowerBound
            var stop = closing.span.inner.upperBound
            while stop > start + 1, text[stop - 1] == UInt8(ascii: ",") || text[stop - 1] == 0x20 { stop -= 1 }
            return start < stop ? start..<stop : nil
        }
        while first < end, !reading.shapes[first].isWord, reading.atomOf[first] < 0, reading.shapes[first] != .otherMark { first += 1 }
        if first + 1 < end, reading.words[first] == Self.that, reading.atomOf[first] < 0 { first += 1 }
        while first < end, reading.shapes[first] == .comma || reading.shapes[first] == .colon { first += 1 }
        while first < end, reading.shapes[end - 1] == .comma || reading.shapes[end - 1] == .dash && reading.atomOf[end - 1] < 0 { end -= 1 }
        guard first < end else { return nil }
        return reading.document.bytes(of: first..<end)
    }

    private func atom(at token: Int) -> Reading.Atom? {
        reading.atomOf[token] >= 0 ? reading.atoms[Int(reading.atomOf[token])] : nil
    }

    private func verbatim(in attributed: Attributed) -> [Quotation.Passage] {
        var passages: [Quotation.Passage] = []
        var token = attributed.tokens.lowerBound
        while token < attributed.tokens.upperBound {
            guard let atom = atom(at: token) else {
                token += 1
                continue
            }
            if atom.outer.upperBound <= attributed.tokens.upperBound {
                passages.append(Quotation.Passage(atom.span.inner, in: reading.document.text))
            }
            token = max(token + 1, atom.outer.upperBound)
        }
        return passages
    }

    /// Whether the words follow a mark that was never closed.
    private func isUnclosedSpeech(_ attributed: Attributed) -> Bool {
        let first = attributed.tokens.lowerBound
        return reading.openMarks.contains(first) || first > 0 && reading.openMarks.contains(first - 1)
    }

    // MARK: Cue and modality

    private func cue(at token: Int) -> Quotation.Passage {
        var end = token + 1
        if reading.words[token] == CueCandidates.according, reading.word(token + 1) == Self.to { end += 1 }
        return Quotation.Passage(reading.document.bytes(of: token..<end), in: reading.document.text)
    }

    private func modality(_ attributed: Attributed) -> Quotation.Modality {
        guard let cue = attributed.cue else { return .said }
        if Self.denials.contains(reading.stems[cue]) { return .denied }
        switch CueCandidates.negation(reading, cue) {
        case 1: return .denied
        case 2 where isUnreal(cue): return .hypothetical
        default: return .said
        }
    }

    /// "would say", "if she says", but not "had said" nor "went on to say".
    private func isUnreal(_ cue: Int) -> Bool {
        for token in max(0, cue - 3)..<cue where Self.unreals.contains(reading.words[token]) { return true }
        return false
    }

    /// For each quotation within another one's words, cue included, the phrase of the other one's speaker.
    private func via(_ found: [Attributed]) -> [Int?] {
        found.indices.map { index in
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

    private static let that = WordHash.of("that")
    private static let to = WordHash.of("to")
    private static let denials: Set<UInt32> = Set(
        (["denied", "refuted", "disputed", "rejected"] as [StaticString]).map { word in
            word.withUTF8Buffer { Stem.hash(Array($0)[...]) }
        })
    private static let unreals: Set<UInt32> = Set(
        (["would", "could", "should", "might", "may", "will", "if", "can", "must"] as [StaticString]).map { WordHash.of($0) })
}
