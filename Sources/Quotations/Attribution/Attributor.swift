import Language

/// Finds what was said and by whom: cue, content, speaker, and then the marked text that no cue introduces.
///
/// Each choice is made by a log-linear model; a quotation's probability is the product of those of its choices.
package struct Attributor {
    private let reading: Reading
    private let model: AttributionModel
    private let limits: AttributionLimits
    private let parts: AttributionParts

    package init(
        _ reading: Reading, model: AttributionModel, limits: AttributionLimits = AttributionLimits(), parts: AttributionParts = .all
    ) {
        self.reading = reading
        self.model = model
        self.limits = limits
        self.parts = parts
    }

    /// Everything said, by where it starts.
    package func attributed() -> [Attributed] { parts.contains(.cuelessSpeech) ? addLooseSpeech(to: introduced()) : introduced() }

    /// What the setting or a cue introduces, by where it starts.
    package func introduced() -> [Attributed] {
        let set = parts.contains(.setting) ? SetSpeech(reading).found : []
        var found: [Attributed] = []
        let cues = cueMap()
        for token in 0..<reading.count where cues[token] >= limits.leastCue {
            found.append(contentsOf: attribute(cue: token, cues))
        }
        if !set.isEmpty {
            found = found.filter { !Self.isCovered($0.tokens, by: set) } + set
        }
        return Self.withoutRivals(found)
    }

    // MARK: Cues

    private func cueMap() -> CueMap {
        if parts.contains(.learnedCues) { return CueMap(reading, model.cue) }
        return CueMap(
            (0..<reading.count).map { token in
                CueCandidates.isCandidate(reading, token) && CueLexicon.english.introduces(reading.words[token]) ? 0.9 : 0
            })
    }

    private func attribute(cue: Int, _ cues: CueMap) -> [Attributed] {
        if parts.isSuperset(of: .joint) { return attribute(CueFrames(cue, cues, model, reading), cues[cue]) }
        let region = Region(around: cue, in: reading)
        let sides = ContentSpans.Side.allCases.map {
            ContentChoice(ContentSpans($0, of: cue, in: region, cues, reading), model.content, parts: parts)
        }
        // A cue introduces something: that nothing stands on either side is ruled out.
        let certainty = max(1 - sides.reduce(Float(1)) { $0 * $1.none }, 0.05)
        var contents: [(Range<Int>, Float)] = []
        for side in sides {
            guard let best = side.candidates.first else { continue }
            let probability = min(best.probability / certainty, 1)
            let none = max(0, 1 - (1 - side.none) / certainty)
            if probability > none * limits.noneWeight { contents.append((best.span, probability)) }
        }
        guard !contents.isEmpty else { return [] }
        let (speaker, speakerProbability) = bestSpeaker(cue, contents.map(\.0), region, cues)
        return contents.compactMap { span, probability in
            made(span, speaker, cue, cues[cue] * probability * speakerProbability)
        }
    }

    /// The likeliest reading of a cue, where it is likely enough.
    private func attribute(_ frames: CueFrames, _ cue: Float) -> [Attributed] {
        guard !frames.frames.isEmpty else { return [] }
        let probabilities = frames.probabilities(model.frame)
        guard let best = frames.frames.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return [] }
        let chosen = frames.frames[best]
        return frames.contents(of: chosen).compactMap { span in
            var probability: Float = 0
            for (index, frame) in frames.frames.enumerated()
            where frame.speaker == chosen.speaker && frames.contents(of: frame).contains(span) { probability += probabilities[index] }
            return made(span, chosen.speaker, frames.cue, probability)
        }
    }

    private func made(_ span: Range<Int>, _ speaker: Int?, _ cue: Int, _ probability: Float) -> Attributed? {
        guard probability >= limits.leastJoint else { return nil }
        return Attributed(tokens: span, speaker: speaker, cue: cue, isDirect: reading.isMarked(span), group: cue, probability: probability)
    }

    private func bestSpeaker(_ cue: Int, _ contents: [Range<Int>], _ region: Region, _ cues: CueMap) -> (Int?, Float) {
        let options = SpeakerOptions(cue: cue, contents: contents, in: region, cues, reading)
        if !parts.contains(.learnedSpeakers) {
            let nearest = options.phrases.min { abs(reading.phrases[$0].head - cue) < abs(reading.phrases[$1].head - cue) }
            return (nearest, 0.9)
        }
        let probabilities = options.probabilities(model.speaker)
        guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return (nil, 1) }
        return (best == 0 ? nil : options.phrases[best - 1], probabilities[best])
    }

    /// Twice the common tokens over the sum of both lengths.
    package static func agreement(_ first: Range<Int>, _ second: Range<Int>) -> Double {
        let common = min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound)
        guard common > 0 else { return 0 }
        return Double(2 * common) / Double(first.count + second.count)
    }

    /// Of two cues that claim the same words the likelier one keeps them.
    private static func withoutRivals(_ found: [Attributed]) -> [Attributed] {
        var sorted = found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
        var isDropped = [Bool](repeating: false, count: sorted.count)
        for index in sorted.indices {
            var other = index + 1
            while other < sorted.count, sorted[other].tokens.lowerBound < sorted[index].tokens.upperBound, other - index < 40 {
                if agreement(sorted[index].tokens, sorted[other].tokens) >= 0.5 {
                    if let cue = sorted[other].cue, sorted[index].tokens.contains(cue), !sorted[index].isDirect {
                        // "Holm told Lund that the pier is shut, the Courier reported": Holm said so, by way of the Courier.
                        isDropped[index] = true
                        sorted[other].via = sorted[index].speaker
                    } else if sorted[index].probability < sorted[other].probability {
                        isDropped[index] = true
                    } else {
                        isDropped[other] = true
                    }
                }
                other += 1
            }
        }
        return sorted.indices.filter { !isDropped[$0] }.map { sorted[$0] }
    }

    // MARK: Marked text without a cue

    private func addLooseSpeech(to found: [Attributed]) -> [Attributed] {
        var found = found
        for atom in reading.atoms.indices {
            let range = reading.atoms[atom].outer
            guard !Self.isCovered(range, by: found), !LooseSpeech.isTitle(reading.atoms[atom], reading) else { continue }
            if parts.contains(.discourse), let turn = turn(atom, in: found) {
                found.insert(turn, at: Self.place(of: range.lowerBound, in: found))
                continue
            }
            let speech = LooseSpeech(atom: atom, found: found, reading)
            var scores: [Float] = []
            var features = FeatureList()
            for option in speech.options {
                features.removeAll()
                speech.features(of: option, into: &features)
                scores.append(model.loose.score(features))
            }
            let probabilities = LogLinearModel.softmax(scores)
            var bySpeaker: [Int: Float] = [:]
            for (option, probability) in zip(speech.options, probabilities).dropFirst() {
                bySpeaker[speaker(of: option, found) ?? -1, default: 0] += probability
            }
            guard let best = bySpeaker.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            let isSentence = isSentence(reading.atoms[atom])
            let isAlone = isSentence && reading.document.paragraphs[Int(reading.paragraphOf[range.lowerBound])] == range
            let least = isAlone ? 0 : isSentence ? limits.leastSentence : limits.leastSpeech
            let isClearlySpeech = 1 - probabilities[0] >= least && (isAlone || best.value >= limits.leastLoose / 2)
            guard best.value >= limits.leastLoose || isClearlySpeech else { continue }
            let follows = group(of: speech, probabilities, found)
            var speaker = best.key < 0 ? nil : best.key
            if speaker == nil, parts.contains(.discourse), found.first.map({ $0.tokens.lowerBound > range.lowerBound }) ?? true {
                // An article that begins with speech names who said it in the next paragraph.
                speaker = DialogueTurns.introduced(behind: reading.atoms[atom], reading)
            }
            if speaker == nil, parts.contains(.discourse) { speaker = DialogueTurns.topic(before: range.lowerBound, reading) }
            let quotation = Attributed(
                tokens: range, speaker: speaker, cue: nil, isDirect: true, group: follows ?? range.lowerBound,
                probability: best.value)
            let place = Self.place(of: range.lowerBound, in: found)
            found.insert(quotation, at: place)
        }
        return found
    }

    /// Whether marked text is a whole sentence, which is seldom anything but speech.
    private func isSentence(_ atom: Reading.Atom) -> Bool {
        atom.inner.count >= 6 && reading.shape(atom.inner.lowerBound) == .capital
            && (reading.shape(atom.inner.upperBound - 1) == .stop || reading.shape(atom.inner.upperBound - 1) == .comma)
    }

    /// A paragraph of nothing but speech behind two such of two speakers: it is the first one's turn again.
    private func turn(_ atom: Int, in found: [Attributed]) -> Attributed? {
        let range = reading.atoms[atom].outer
        guard !reading.atoms[atom].span.continuesParagraph,
            let speaker = DialogueTurns.speaker(of: range, behind: found[..<Self.place(of: range.lowerBound, in: found)], reading)
        else { return nil }
        return Attributed(tokens: range, speaker: speaker, cue: nil, isDirect: true, group: range.lowerBound, probability: 0.85)
    }

    private func speaker(of option: LooseSpeech.Option, _ found: [Attributed]) -> Int? {
        switch option {
        case .noSpeech, .nobody: nil
        case .speakerOf(let index): found[index].speaker
        case .phrase(let index): index
        }
    }

    private func group(of speech: LooseSpeech, _ probabilities: [Float], _ found: [Attributed]) -> Int? {
        guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }),
            case .speakerOf(let index) = speech.options[best]
        else { return nil }
        return found[index].group
    }

    /// How many quotations start before a token or at it.
    private static func place(of token: Int, in found: [Attributed]) -> Int {
        var (low, high) = (0, found.count)
        while low < high {
            let middle = (low + high) / 2
            if found[middle].tokens.lowerBound > token { high = middle } else { low = middle + 1 }
        }
        return low
    }

    package static func isCovered(_ range: Range<Int>, by found: [Attributed]) -> Bool {
        var (low, high) = (0, found.count)
        while low < high {
            let middle = (low + high) / 2
            if found[middle].tokens.lowerBound > range.lowerBound { high = middle } else { low = middle + 1 }
        }
        var index = low
        while index < found.count, found[index].tokens.lowerBound < range.upperBound {
            if found[index].tokens.overlaps(range) { return true }
            index += 1
        }
        index = low - 1
        while index >= 0, low - index < 12 {
            if found[index].tokens.overlaps(range) { return true }
            index -= 1
        }
        return false
    }
}

/// How sure an attribution has to be.
package struct AttributionLimits: Sendable {
    /// Of a cue to be looked at.
    package var leastCue: Float = 0.15
    /// Of cue, content and speaker together.
    package var leastJoint: Float = 0.33
    /// Of marked text without a cue.
    package var leastLoose: Float = 0.65
    /// Of marked text to be speech, whoever said it.
    package var leastSpeech: Float = 0.85
    /// The same of a whole sentence.
    package var leastSentence: Float = 0.6
    /// How much likelier than nothing a content has to be.
    package var noneWeight: Float = 0.7

    package init() {}
}

extension Reading {
    /// Whether a range is marked text and nothing else.
    package func isMarked(_ range: Range<Int>) -> Bool {
        var token = range.lowerBound
        while token < range.upperBound {
            guard atomOf[token] >= 0 else { return false }
            token = max(token + 1, atoms[Int(atomOf[token])].outer.upperBound)
        }
        return true
    }
}
