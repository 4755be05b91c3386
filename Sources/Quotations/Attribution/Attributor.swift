import Language

/// Finds what was said and by whom: cue, content, speaker, and then the marked text that no cue introduces.
///
/// Each choice is made by a log-linear model; a quotation's probability is the product of those of its choices.
package struct Attributor {
    private let reading: Reading
    private let model: AttributionModel
    private let limits: AttributionLimits

    package init(_ reading: Reading, model: AttributionModel, limits: AttributionLimits = AttributionLimits()) {
        self.reading = reading
        self.model = model
        self.limits = limits
    }

    /// Everything said, by where it starts.
    package func attributed() -> [Attributed] { addLooseSpeech(to: introduced()) }

    /// What the setting or a cue introduces, by where it starts.
    package func introduced() -> [Attributed] {
        let set = SetSpeech(reading).found
        var found: [Attributed] = []
        var features = FeatureList()
        for token in 0..<reading.count where CueCandidates.isCandidate(reading, token) {
            features.removeAll()
            CueCandidates.features(reading, token, into: &features)
            let probability = LogLinearModel.logistic(model.cue.score(features))
            guard probability >= limits.leastCue else { continue }
            found.append(contentsOf: attribute(cue: token, probability))
        }
        if !set.isEmpty {
            found = found.filter { !Self.isCovered($0.tokens, by: set) } + set
        }
        return Self.withoutRivals(found)
    }

    // MARK: Cues

    private func attribute(cue: Int, _ cueProbability: Float) -> [Attributed] {
        let region = Region(around: cue, in: reading)
        var contents: [(Range<Int>, Float)] = []
        for side in ContentSpans.Side.allCases {
            let candidates = ContentSpans(side, of: cue, in: region, reading)
            if let choice = bestSpan(candidates) { contents.append(choice) }
        }
        guard !contents.isEmpty else { return [] }
        let (speaker, speakerProbability) = bestSpeaker(cue, contents.map(\.0), region)
        var found: [Attributed] = []
        for (span, probability) in contents {
            let joint = cueProbability * probability * speakerProbability
            guard joint >= limits.leastJoint else { continue }
            found.append(
                Attributed(
                    tokens: span, speaker: speaker, cue: cue, isDirect: reading.isMarked(span), group: cue, probability: joint))
        }
        return found
    }

    /// The span that most probability speaks for, counting that of the spans which agree with it by half.
    private func bestSpan(_ candidates: ContentSpans) -> (Range<Int>, Float)? {
        var features = FeatureList()
        candidates.noneFeatures(into: &features)
        var scores = [model.content.score(features)]
        for span in candidates.spans {
            features.removeAll()
            candidates.features(of: span, into: &features)
            scores.append(model.content.score(features))
        }
        let probabilities = LogLinearModel.softmax(scores)
        let likely = candidates.spans.indices.filter { probabilities[$0 + 1] > 0.004 }.sorted {
            probabilities[$0 + 1] > probabilities[$1 + 1]
        }.prefix(24)
        var best: (Range<Int>, Float)?
        for index in likely {
            var support: Float = 0
            for other in likely where Self.agreement(candidates.spans[index], candidates.spans[other]) >= 0.5 {
                support += probabilities[other + 1]
            }
            support += probabilities[index + 1] * 0.3
            if support > best?.1 ?? 0 { best = (candidates.spans[index], support) }
        }
        guard var choice = best, choice.1 > probabilities[0] * limits.noneWeight else { return nil }
        choice.1 = min(choice.1, 1 - probabilities[0])
        return choice
    }

    private func bestSpeaker(_ cue: Int, _ contents: [Range<Int>], _ region: Region) -> (Int?, Float) {
        let options = SpeakerOptions(cue: cue, contents: contents, in: region, reading)
        var features = FeatureList()
        options.noneFeatures(into: &features)
        var scores = [model.speaker.score(features)]
        for phrase in options.phrases {
            features.removeAll()
            options.features(of: phrase, into: &features)
            scores.append(model.speaker.score(features))
        }
        let probabilities = LogLinearModel.softmax(scores)
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
        let sorted = found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
        var isDropped = [Bool](repeating: false, count: sorted.count)
        for index in sorted.indices {
            var other = index + 1
            while other < sorted.count, sorted[other].tokens.lowerBound < sorted[index].tokens.upperBound, other - index < 40 {
                if agreement(sorted[index].tokens, sorted[other].tokens) >= 0.5 {
                    if sorted[index].probability < sorted[other].probability { isDropped[index] = true } else { isDropped[other] = true }
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
            guard !Self.isCovered(range, by: found) else { continue }
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
            guard let best = bySpeaker.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), best.value >= limits.leastLoose else {
                continue
            }
            let follows = group(of: speech, probabilities, found)
            let quotation = Attributed(
                tokens: range, speaker: best.key < 0 ? nil : best.key, cue: nil, isDirect: true, group: follows ?? range.lowerBound,
                probability: best.value)
            let place = found.firstIndex { $0.tokens.lowerBound > range.lowerBound } ?? found.count
            found.insert(quotation, at: place)
        }
        return found
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
    package var leastJoint: Float = 0.3
    /// Of marked text without a cue.
    package var leastLoose: Float = 0.5
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
