import Glibc
import Language

/// The readings of one cue: what was said to its left and to its right, and by whom, chosen together.
///
/// Chosen one by one, "The pier is shut, said Ada Holm, who runs it" may take "Ada Holm, who runs it" for what was said; together they
/// have to account for the whole sentence.
package struct CueFrames {
    /// One reading.
    package struct Frame {
        /// Positions among the candidates of either side.
        package var left: Int?
        package var right: Int?
        /// Position of the phrase of the speaker.
        package var speaker: Int?
        /// What the choices one by one give it.
        var product: Float
        var speakerProbability: Float
    }

    package private(set) var frames: [Frame] = []
    package let cue: Int
    package let region: Region
    /// Left and right.
    package private(set) var sides: [ContentChoice]
    private let reading: Reading
    private let cues: CueMap

    private static let mostSpeakers = 3
    private static let leastSpeaker: Float = 0.04

    /// - Parameters:
    ///   - cue: a token that may introduce speech.
    ///   - cues: the likely cues of the text.
    ///   - model: gives the candidates.
    package init(_ cue: Int, _ cues: CueMap, _ model: AttributionModel, _ reading: Reading) {
        self.cue = cue
        self.cues = cues
        self.reading = reading
        let region = Region(around: cue, in: reading)
        self.region = region
        sides = ContentSpans.Side.allCases.map { ContentChoice(ContentSpans($0, of: cue, in: region, cues, reading), model.content) }
        if let closed = Self.speechClosedByComma(before: cue, reading),
            !(sides[0].candidates.first?.span.contains(closed.lowerBound) ?? false) || sides[0].none > 0.2
        {
            sides[0].prefer(closed, probability: 0.85)
        }
        let lefts: [Int?] = [nil] + sides[0].candidates.indices.map { $0 }
        let rights: [Int?] = [nil] + sides[1].candidates.indices.map { $0 }
        for left in lefts {
            for right in rights where left != nil || right != nil { add(left, right, model.speaker) }
        }
    }

    private mutating func add(_ left: Int?, _ right: Int?, _ model: LogLinearModel) {
        let contents = [left.map { sides[0].candidates[$0].span }, right.map { sides[1].candidates[$0].span }].compactMap(\.self)
        let options = SpeakerOptions(cue: cue, contents: contents, in: region, cues, reading)
        let probabilities = options.probabilities(model)
        let product =
            (left.map { sides[0].candidates[$0].probability } ?? sides[0].none)
            * (right.map { sides[1].candidates[$0].probability } ?? sides[1].none)
        let best = probabilities.indices.filter { probabilities[$0] >= Self.leastSpeaker }.sorted { probabilities[$0] > probabilities[$1] }
        for option in best.prefix(Self.mostSpeakers) {
            frames.append(
                Frame(
                    left: left, right: right, speaker: option == 0 ? nil : options.phrases[option - 1],
                    product: product * probabilities[option], speakerProbability: probabilities[option]))
        }
    }

    /// The words of a frame, left and right of the cue.
    package func contents(of frame: Frame) -> [Range<Int>] {
        [frame.left.map { sides[0].candidates[$0].span }, frame.right.map { sides[1].candidates[$0].span }].compactMap(\.self)
    }

    /// The speech that ends right before a cue with a comma inside its marks: “If he stays,” said Ada Holm.
    static func speechClosedByComma(before cue: Int, _ reading: Reading) -> Range<Int>? {
        guard cue > 0, reading.shapes[cue] == .lower, reading.atomOf[cue] < 0, reading.atomOf[cue - 1] >= 0, reading.tag(cue) == .verb
        else { return nil }
        let atom = reading.atoms[Int(reading.atomOf[cue - 1])]
        return reading.shape(atom.inner.upperBound - 1) == .comma && atom.outer.upperBound == cue ? atom.outer : nil
    }

    // MARK: Choice

    /// The probability of each frame, and last that the cue introduces nothing.
    func probabilities(_ model: LogLinearModel) -> [Float] {
        var features = FeatureList()
        var scores: [Float] = []
        for frame in frames {
            features.removeAll()
            self.features(of: frame, into: &features)
            scores.append(model.score(features) + offset(of: frame))
        }
        features.removeAll()
        noneFeatures(into: &features)
        scores.append(model.score(features) + noneOffset)
        return LogLinearModel.softmax(scores)
    }

    /// What the choices one by one say of a frame, as a logarithm; the learned weights correct it.
    package func offset(of frame: Frame) -> Float { logf(max(cues[cue] * frame.product, 1e-6)) }

    package var noneOffset: Float { logf(max(1 - cues[cue], 1e-3)) }

    /// The features of introducing nothing.
    package func noneFeatures(into list: inout FeatureList) {
        let stem = reading.stems[cue]
        let own = Self.step(cues[cue])
        let best = Self.step(frames.map(\.product).max() ?? 0)
        list.add(50)
        list.add(51, own)
        list.add(52, stem)
        list.add(53, best, own)
        list.add(54, Self.step(sides[0].none), Self.step(sides[1].none))
        list.add(55, reading.tagCode(cue), reading.atomOf[cue] >= 0 ? 1 : 0)
        list.add(56, CueCandidates.negation(reading, cue), own)
        list.add(57, reading.word(cue - 1))
        list.add(58, reading.word(cue + 1))
    }

    /// The features of one of ``frames``.
    package func features(of frame: Frame, into list: inout FeatureList) {
        let stem = reading.stems[cue]
        let taken: UInt32 = (frame.left == nil ? 0 : 1) + (frame.right == nil ? 0 : 2)
        let left = Self.step(frame.left.map { sides[0].candidates[$0].probability } ?? sides[0].none)
        let right = Self.step(frame.right.map { sides[1].candidates[$0].probability } ?? sides[1].none)
        let own = Self.step(cues[cue])
        let speaker = Self.step(frame.speakerProbability)
        let contents = contents(of: frame)
        let place = place(of: frame)
        let kind = frame.speaker.map { UInt32(reading.phrases[$0].kind.rawValue) + 1 } ?? 0
        let form = contents.reduce(UInt32(0)) { $0 * 4 + (reading.isMarked($1) ? 1 : holdsSpeech($1) ? 2 : 3) }
        let (words, verbs) = unexplained(by: frame, contents)
        list.add(0, taken)
        list.add(1, taken, own)
        list.add(2, taken, left, right)
        list.add(3, taken, speaker, place)
        list.add(4, taken, place, suffix)
        list.add(5, taken, stem)
        list.add(6, place, stem)
        list.add(7, taken, place, words)
        list.add(8, taken, verbs, place)
        list.add(9, kind, place, taken)
        list.add(10, taken, form)
        list.add(11, taken, form, own)
        list.add(12, taken, form, speaker)
        list.add(13, taken, Self.step(frame.product))
        list.add(14, form, words, verbs)
        list.add(15, own, Self.step(frame.product))
        list.add(16, taken, reading.atomOf[cue] >= 0 ? 1 : 0, place)
        for content in contents {
            let side: UInt32 = content.lowerBound < cue ? 0 : 1
            let length = Buckets.length(content.count)
            list.add(20, side, length, form)
            list.add(21, side, length, place)
            list.add(22, side, reading.word(content.lowerBound), place)
            list.add(23, side, reading.tagCode(content.lowerBound), place)
            list.add(24, side, UInt32(reading.shape(content.upperBound).rawValue), place)
            let strength = cues.strength(in: content, reading, insideAtom: region.insideAtom)
            list.add(25, side, strength, own)
            list.add(26, side, strength, place)
            list.add(27, side, mainVerbs(content), place)
            list.add(28, side, mainVerbs(content), length)
        }
    }

    /// Where the speaker stands: nowhere, in the sentence before, before or behind the cue, right beside it or apart, and on which side of
    /// the contents.
    private func place(of frame: Frame) -> UInt32 {
        guard let speaker = frame.speaker else { return 0 }
        let phrase = reading.phrases[speaker]
        if phrase.tokens.lowerBound < region.tokens.lowerBound { return 1 }
        let isBefore = phrase.head < cue
        let isBeside = isBefore ? phrase.tokens.upperBound == cue : phrase.tokens.lowerBound == cue + 1
        let left = frame.left.map { sides[0].candidates[$0].span }
        let right = frame.right.map { sides[1].candidates[$0].span }
        let isBeyond = isBefore ? left.map { phrase.head < $0.lowerBound } ?? false : right.map { phrase.head >= $0.upperBound } ?? false
        return 2 + (isBefore ? 0 : 1) + (isBeside ? 2 : 0) + (isBeyond ? 4 : 0)
    }

    /// How much of the sentence a frame leaves unexplained: words and verbs outside of the contents, the speaker and the cue.
    private func unexplained(by frame: Frame, _ contents: [Range<Int>]) -> (words: UInt32, verbs: UInt32) {
        let speaker = frame.speaker.map { reading.phrases[$0].tokens } ?? cue..<cue
        var words = 0
        var verbs: UInt32 = 0
        var token = region.tokens.lowerBound
        var looked = 0
        while token < region.tokens.upperBound, looked < 120 {
            looked += 1
            if let content = contents.first(where: { $0.contains(token) }) {
                token = max(token + 1, content.upperBound)
                continue
            }
            if reading.shapes[token].isWord, token != cue, !speaker.contains(token) {
                words += 1
                if reading.tag(token) == .verb || reading.tag(token) == .auxiliary { verbs += 1 }
            }
            token += 1
        }
        return (Buckets.length(words), min(verbs, 3))
    }

    private func holdsSpeech(_ content: Range<Int>) -> Bool {
        content.prefix(80).contains { reading.atomOf[$0] >= 0 && reading.atomOf[$0] != region.insideAtom }
    }

    /// Verbs of the content that no relative pronoun right before makes part of a noun phrase.
    private func mainVerbs(_ content: Range<Int>) -> UInt32 {
        var verbs: UInt32 = 0
        var isRelative = false
        for token in content.prefix(60) {
            if Self.relatives.contains(reading.words[token]), token > content.lowerBound { isRelative = true }
            if reading.shapes[token] == .comma { isRelative = false }
            guard reading.tag(token) == .verb || reading.tag(token) == .auxiliary else { continue }
            if isRelative {
                isRelative = false
                if reading.tag(token) == .auxiliary { isRelative = reading.tagCode(token + 1) == UInt32(PartOfSpeech.verb.rawValue) }
            } else {
                verbs += 1
            }
        }
        return min(verbs, 3)
    }

    private var suffix: UInt32 {
        let bytes = reading.document.text.bytes[reading.document.tokens[cue].bytes]
        guard let last = bytes.last, bytes.count > 3 else { return 0 }
        return UInt32(last | 0x20)
    }

    private static let relatives = FeatureHash.all("who which whose")

    /// Probabilities in twelve steps, finer at both ends.
    private static func step(_ probability: Float) -> UInt32 {
        var step: UInt32 = 0
        for bound: Float in [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96, 0.99] where probability >= bound { step += 1 }
        return step
    }
}
