import Glibc
import Quotations

/// Decisions with hashed features, and the weights that explain them best.
///
/// Stochastic gradient ascent on the log-likelihood with per-weight step sizes (AdaGrad: Duchi, Hazan, Singer, JMLR 12, 2011).
struct Learner {
    /// All features of all options, masked to the table.
    private var features: [UInt32] = []
    /// Where each option's features begin; one more than there are options.
    private var optionStarts: [Int] = [0]
    private var isRight: [Bool] = []
    /// Where each decision's options begin; one more than there are decisions.
    private var decisionStarts: [Int] = [0]
    private var importance: [Float] = []
    /// What is added to each option's score.
    private var offsets: [Float] = []
    private let mask: UInt32

    init(bits: Int) { mask = 1 << UInt32(bits) - 1 }

    var count: Int { importance.count }

    /// Adds an option to the decision being put together.
    ///
    /// - Parameter offset: what its score is without any weight.
    mutating func addOption(_ list: FeatureList, isRight: Bool, offset: Float = 0) {
        offsets.append(offset)
        for hash in list.hashes { features.append(hash & mask) }
        optionStarts.append(features.count)
        self.isRight.append(isRight)
    }

    /// Ends the decision; one without a right option, or with nothing else, teaches nothing and is dropped.
    mutating func endDecision(importance: Float = 1) {
        decisionStarts.append(isRight.count)
        self.importance.append(importance)
    }

    /// Finds the weights: the mean of those behind each of the later rounds, which serves new articles better than the last ones do.
    ///
    /// - Parameters:
    ///   - isLogistic: each decision is one option that is right or not; otherwise one of its options is.
    ///   - rounds: how often all decisions are seen.
    ///   - decay: how strongly weights are drawn to zero.
    func weights(isLogistic: Bool, rounds: Int, rate: Float, decay: Float, seed: UInt64) -> [Float] {
        var weights = [Float](repeating: 0, count: Int(mask) + 1)
        var squares = [Float](repeating: 1e-6, count: Int(mask) + 1)
        var sums = weights
        var random = SplitMix(state: seed)
        var order = Array(0..<count)
        for round in 0..<rounds {
            order.shuffle(using: &random)
            for decision in order {
                let options = decisionStarts[decision]..<decisionStarts[decision + 1]
                if options.isEmpty { continue }
                let scores = options.map { option in
                    features[optionStarts[option]..<optionStarts[option + 1]].reduce(offsets[option]) { $0 + weights[Int($1)] }
                }
                let gradients = isLogistic ? Self.logisticGradient(scores, isRight[options]) : Self.choiceGradient(scores, isRight[options])
                for (option, gradient) in zip(options, gradients) where abs(gradient) > 1e-4 {
                    let scaled = gradient * importance[decision]
                    for index in features[optionStarts[option]..<optionStarts[option + 1]] {
                        let position = Int(index)
                        let step = scaled - decay * weights[position]
                        squares[position] += step * step
                        weights[position] += rate * step / squares[position].squareRoot()
                    }
                }
            }
            if round >= rounds / 2 { for index in weights.indices { sums[index] += weights[index] } }
        }
        let counted = Float(max(1, rounds - rounds / 2))
        return sums.map { $0 / counted }
    }

    private static func logisticGradient(_ scores: [Float], _ isRight: ArraySlice<Bool>) -> [Float] {
        zip(scores, isRight).map { score, isRight in (isRight ? 1 : 0) - 1 / (1 + expf(-score)) }
    }

    /// The right options share what probability they have among themselves.
    private static func choiceGradient(_ scores: [Float], _ isRight: ArraySlice<Bool>) -> [Float] {
        guard isRight.contains(true), let highest = scores.max() else { return [] }
        let powers = scores.map { expf($0 - highest) }
        let all = powers.reduce(0, +)
        let right = zip(powers, isRight).reduce(Float(0)) { $0 + ($1.1 ? $1.0 : 0) }
        return zip(powers, isRight).map { power, isRight in (isRight ? power / max(right, 1e-12) : 0) - power / all }
    }
}

/// A small repeatable generator (Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
