/// How likely each token of a text introduces speech, so that the choices beside one cue know of the others.
package struct CueMap {
    private let probabilities: [Float]

    /// - Parameter probabilities: one for each token; 0 for those that are no candidates.
    package init(_ probabilities: [Float]) { self.probabilities = probabilities }

    package init(_ reading: Reading, _ model: LogLinearModel) {
        var features = FeatureList()
        probabilities = (0..<reading.count).map { token in
            guard CueCandidates.isCandidate(reading, token) else { return 0 }
            features.removeAll()
            CueCandidates.features(reading, token, into: &features)
            return LogLinearModel.logistic(model.score(features))
        }
    }

    package subscript(token: Int) -> Float { probabilities.indices.contains(token) ? probabilities[token] : 0 }

    /// The likeliest cue of a range outside of speech: 0 for none, then in three steps.
    ///
    /// - Parameters:
    ///   - range: token positions; of a longer one the first sixty count.
    ///   - insideAtom: the speech whose inside is looked at, or -1.
    func strength(in range: Range<Int>, _ reading: Reading, insideAtom: Int32) -> UInt32 {
        var highest: Float = 0
        for token in range.clamped(to: 0..<probabilities.count).prefix(60)
        where reading.atomOf[token] < 0 || reading.atomOf[token] == insideAtom {
            highest = max(highest, probabilities[token])
        }
        return Self.step(highest)
    }

    static func step(_ probability: Float) -> UInt32 { probability < 0.08 ? 0 : probability < 0.35 ? 1 : probability < 0.75 ? 2 : 3 }
}
