import Language

/// What may have been said on one side of a cue: a few stretches that differ from each other, and how likely each of them is.
package struct ContentChoice {
    /// A stretch and how likely it, or one that agrees with it by half, was said.
    package struct Candidate {
        package var span: Range<Int>
        package var probability: Float
    }

    /// The likeliest first; no two agree by half.
    package private(set) var candidates: [Candidate] = []
    /// How likely nothing on this side was said.
    package private(set) var none: Float

    /// Less likely stretches are left out.
    private static let leastProbability: Float = 0.05
    private static let mostCandidates = 3

    /// - Parameters:
    ///   - spans: the stretches of one side.
    ///   - model: which of them was said.
    ///   - parts: what of the attribution is in use.
    package init(_ spans: ContentSpans, _ model: LogLinearModel, parts: AttributionParts = .all) {
        guard parts.contains(.learnedContents) else {
            let longest = spans.spans.max { $0.count < $1.count }
            candidates = longest.map { [Candidate(span: $0, probability: 0.9)] } ?? []
            none = longest == nil ? 1 : 0.1
            return
        }
        var features = FeatureList()
        spans.noneFeatures(into: &features)
        var scores = [model.score(features)]
        for span in spans.spans {
            features.removeAll()
            spans.features(of: span, into: &features)
            scores.append(model.score(features))
        }
        let probabilities = LogLinearModel.softmax(scores)
        none = probabilities[0]
        let likely = spans.spans.indices.filter { probabilities[$0 + 1] > 0.004 }.sorted { probabilities[$0 + 1] > probabilities[$1 + 1] }
            .prefix(24).map { (span: spans.spans[$0], probability: probabilities[$0 + 1]) }
        guard parts.contains(.support) else {
            candidates = likely.prefix(1).map { Candidate(span: $0.span, probability: $0.probability) }
            return
        }
        var supported = likely.map { one in
            let support = likely.reduce(Float(0)) { $0 + (Attributor.agreement(one.span, $1.span) >= 0.5 ? $1.probability : 0) }
            // Among those that agree the likeliest one stands for all.
            return Candidate(span: one.span, probability: support + one.probability * 0.3)
        }
        while candidates.count < Self.mostCandidates,
            let best = supported.indices.max(by: { supported[$0].probability < supported[$1].probability })
        {
            let chosen = supported[best]
            candidates.append(Candidate(span: chosen.span, probability: min(chosen.probability, 1 - none)))
            supported.removeAll { Attributor.agreement($0.span, chosen.span) >= 0.5 || $0.probability < Self.leastProbability }
        }
    }

    /// Puts a stretch first that the setting of the marks tells.
    mutating func prefer(_ span: Range<Int>, probability: Float) {
        candidates.removeAll { Attributor.agreement($0.span, span) >= 0.5 }
        candidates.insert(Candidate(span: span, probability: probability), at: 0)
        none = min(none, 1 - probability)
    }
}
