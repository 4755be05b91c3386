import Glibc

/// A log-linear choice among options: the probability of an option grows with the exponential of its features' weights.
package struct LogLinearModel: Sendable {
    /// A weight for every place of the table; a power of two of them.
    package var weights: [Float]

    /// - Parameter bits: binary logarithm of the size of the table.
    package init(bits: Int) { weights = [Float](repeating: 0, count: 1 << bits) }

    private var mask: UInt32 { UInt32(truncatingIfNeeded: weights.count - 1) }

    /// The sum of the weights of those features.
    package func score(_ features: FeatureList) -> Float {
        var sum: Float = 0
        let mask = mask
        for hash in features.hashes { sum += weights[Int(hash & mask)] }
        return sum
    }

    /// Scores to probabilities.
    package static func softmax(_ scores: [Float]) -> [Float] {
        guard let highest = scores.max() else { return [] }
        let powers = scores.map { expf($0 - highest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// The probability of a single option against none.
    package static func logistic(_ score: Float) -> Float { 1 / (1 + expf(-score)) }
}
