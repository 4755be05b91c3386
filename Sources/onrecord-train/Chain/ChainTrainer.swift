import Glibc
import Language

/// Trains a linear-chain conditional random field by stochastic gradients with AdaGrad steps.
///
/// After Lafferty, McCallum and Pereira 2001; Duchi, Hazan and Singer 2011. Where a token's label is known only in part, the
/// likelihood of all allowed label sequences is raised. Features are dropped at random in training, so that the model does
/// not lean on the words it has seen.
final class ChainTrainer {
    /// What may be set.
    struct Settings {
        var epochs = 6
        var rate: Float = 0.2
        var dropout: Float = 0.15
        var seed: UInt64 = 1
    }

    private let data: FeatureSet
    private let labels: Int
    /// Labels rounded up to whole vectors.
    private let stride: Int
    private let weights: UnsafeMutablePointer<Float>
    private let squares: UnsafeMutablePointer<Float>
    private var transitions: [Float]
    private var transitionSquares: [Float]
    private let forbidden: [Bool]
    private let settings: Settings

    /// - Parameter forbidden: (labels + 1) × labels, the transitions that never happen; the last row is a sequence's first label.
    init(_ data: FeatureSet, labels: Int, forbidden: [Bool], settings: Settings) {
        self.data = data
        self.labels = labels
        self.forbidden = forbidden
        self.settings = settings
        stride = (labels + 15) & ~15
        let count = data.hashes.count * stride
        weights = .init(UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64).bindMemory(to: Float.self, capacity: count))
        squares = .init(UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64).bindMemory(to: Float.self, capacity: count))
        weights.initialize(repeating: 0, count: count)
        squares.initialize(repeating: 1, count: count)
        transitions = [Float](repeating: 0, count: (labels + 1) * labels)
        transitionSquares = [Float](repeating: 1, count: (labels + 1) * labels)
    }

    deinit {
        UnsafeMutableRawPointer(weights).deallocate()
        UnsafeMutableRawPointer(squares).deallocate()
    }

    func train(report: (Int, Double) -> Void) {
        var random = SplitMix(state: settings.seed)
        var order = Array(data.sequences.indices)
        for epoch in 1...settings.epochs {
            for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, Int(random.next() % UInt64(index + 1))) }
            var loss = 0.0
            for sequence in order { loss += step(data.sequences[sequence], weight: data.weights[sequence], &random) }
            report(epoch, loss / Double(max(1, data.allowed.count)))
        }
    }

    private func stride(from: Int, to: Int, by: Int) -> StrideTo<Int> { Swift.stride(from: from, to: to, by: by) }

    /// One step along the gradient of one sequence; answers with its loss before.
    private func step(_ tokens: Range<Int>, weight: Float, _ random: inout SplitMix) -> Double {
        let length = tokens.count
        let wide = stride
        let vectors = wide / 16
        var active: [UInt32] = []
        var activeStarts = [0]
        active.reserveCapacity(length * 50)
        let threshold = UInt32(settings.dropout * 65536)
        var scores = [Float](repeating: 0, count: length * wide)
        scores.withUnsafeMutableBytes { raw in
            let rows = raw.assumingMemoryBound(to: SIMD16<Float>.self)
            for (offset, token) in tokens.enumerated() {
                var noise: UInt64 = 0
                for (position, feature) in data.features[data.starts[token]..<data.starts[token + 1]].enumerated() {
                    if position & 3 == 0 { noise = random.next() }
                    let drop = UInt32(truncatingIfNeeded: noise & 0xFFFF) < threshold
                    noise >>= 16
                    if drop { continue }
                    active.append(feature)
                    let row = UnsafeRawPointer(weights + Int(feature) * wide).assumingMemoryBound(to: SIMD16<Float>.self)
                    for vector in 0..<vectors { rows[offset * vectors + vector] += row[vector] }
                }
                activeStarts.append(active.count)
            }
        }
        let exponentials = (0..<(labels + 1) * labels).map { forbidden[$0] ? Float(0) : expf(transitions[$0]) }
        let free = marginals(scores, length, exponentials, allowed: nil)
        let bound = marginals(scores, length, exponentials, allowed: data.allowed[tokens])
        let loss = free.logarithm - bound.logarithm
        guard loss.isFinite, loss > 1e-5 else { return 0 }
        var gradient = [Float](repeating: 0, count: wide)
        for offset in 0..<length {
            var largest: Float = 0
            for label in 0..<labels {
                let difference = (bound.tokens[offset * labels + label] - free.tokens[offset * labels + label]) * weight
                gradient[label] = difference
                largest = max(largest, abs(difference))
            }
            guard largest > 0.002 else { continue }
            gradient.withUnsafeBytes { raw in
                let change = raw.assumingMemoryBound(to: SIMD16<Float>.self)
                for position in activeStarts[offset]..<activeStarts[offset + 1] {
                    let place = Int(active[position]) * wide
                    let row = UnsafeMutableRawPointer(weights + place).assumingMemoryBound(to: SIMD16<Float>.self)
                    let sum = UnsafeMutableRawPointer(squares + place).assumingMemoryBound(to: SIMD16<Float>.self)
                    for vector in 0..<vectors {
                        sum[vector] += change[vector] * change[vector]
                        row[vector] += settings.rate * change[vector] / sum[vector].squareRoot()
                    }
                }
            }
        }
        for index in transitions.indices where !forbidden[index] {
            let change = (bound.transitions[index] - free.transitions[index]) * weight
            guard abs(change) > 0.001 else { continue }
            transitionSquares[index] += change * change
            transitions[index] += settings.rate * change / transitionSquares[index].squareRoot()
        }
        return Double(loss)
    }

    /// The probabilities of labels and transitions, and the logarithm of the sum over all sequences.
    private struct Marginals {
        var tokens: [Float]
        var transitions: [Float]
        var logarithm: Float
    }

    private func marginals(_ scores: [Float], _ length: Int, _ exponentials: [Float], allowed: ArraySlice<UInt32>?) -> Marginals {
        let labels = labels
        var emission = [Float](repeating: 0, count: length * labels)
        var logarithm: Float = 0
        let firstAllowed = allowed?.startIndex ?? 0
        for offset in 0..<length {
            var top = -Float.infinity
            for label in 0..<labels { top = max(top, scores[offset * stride + label]) }
            logarithm += top
            for label in 0..<labels {
                if let allowed, allowed[firstAllowed + offset] & (1 << UInt32(label)) == 0 { continue }
                emission[offset * labels + label] = expf(scores[offset * stride + label] - top)
            }
        }
        var forward = [Float](repeating: 0, count: length * labels)
        var scales = [Float](repeating: 1, count: length)
        for offset in 0..<length {
            var sum: Float = 0
            for label in 0..<labels {
                let here = emission[offset * labels + label]
                guard here > 0 else { continue }
                var total: Float = 0
                if offset == 0 {
                    total = exponentials[labels * labels + label]
                } else {
                    for previous in 0..<labels {
                        total += forward[(offset - 1) * labels + previous] * exponentials[previous * labels + label]
                    }
                }
                forward[offset * labels + label] = total * here
                sum += total * here
            }
            guard sum > 0 else { return Marginals(tokens: forward, transitions: transitions, logarithm: -.infinity) }
            for label in 0..<labels { forward[offset * labels + label] /= sum }
            scales[offset] = sum
            logarithm += logf(sum)
        }
        var backward = [Float](repeating: 1, count: labels)
        var before = backward
        var result = Marginals(
            tokens: [Float](repeating: 0, count: length * labels), transitions: [Float](repeating: 0, count: (labels + 1) * labels),
            logarithm: logarithm)
        for offset in Swift.stride(from: length - 1, through: 0, by: -1) {
            for label in 0..<labels { result.tokens[offset * labels + label] = forward[offset * labels + label] * backward[label] }
            if offset == 0 {
                for label in 0..<labels { result.transitions[labels * labels + label] += result.tokens[label] }
                break
            }
            for previous in 0..<labels { before[previous] = 0 }
            for label in 0..<labels {
                let reach = backward[label] * emission[offset * labels + label] / scales[offset]
                guard reach > 0 else { continue }
                for previous in 0..<labels {
                    let step = exponentials[previous * labels + label] * reach
                    before[previous] += step
                    result.transitions[previous * labels + label] += forward[(offset - 1) * labels + previous] * step
                }
            }
            swap(&before, &backward)
        }
        return result
    }

    /// Takes over the mean of its own weights and those of others that were trained on the same features from other seeds.
    func average(with others: [ChainTrainer]) {
        let share = 1 / Float(others.count + 1)
        for index in 0..<data.hashes.count * stride {
            var sum = weights[index]
            for other in others { sum += other.weights[index] }
            weights[index] = sum * share
        }
        for index in transitions.indices {
            transitions[index] = others.reduce(transitions[index]) { $0 + $1.transitions[index] } * share
        }
    }

    /// The trained weights as whole numbers, without the features that matter least.
    ///
    /// - Parameters:
    ///   - rows: how many features are kept.
    /// - Returns: the section of the model file.
    func section(rows: Int) -> [UInt8] {
        let keep: Float = 1 - settings.dropout
        var strength: [(feature: Int, value: Float)] = []
        strength.reserveCapacity(data.hashes.count)
        var largest: [Float] = []
        for feature in data.hashes.indices {
            var low = Float.infinity
            var high = -Float.infinity
            for label in 0..<labels {
                let weight = weights[feature * stride + label]
                low = min(low, weight)
                high = max(high, weight)
            }
            if high - low > 0.02 { strength.append((feature, (high - low) * logf(Float(data.counts[feature]) + 1))) }
            largest.append(max(abs(low), abs(high)))
        }
        strength.sort { $0.value != $1.value ? $0.value > $1.value : $0.feature < $1.feature }
        largest.sort()
        let limit = max(0.1, largest.isEmpty ? 1 : largest[largest.count - 1 - largest.count / 20000]) * keep
        let scale = 127 / limit
        let kept = strength.prefix(rows).map { entry -> (hash: UInt64, weights: [Int8]) in
            let values = (0..<labels).map { label in
                Int8(clamping: Int((weights[entry.feature * stride + label] * keep * scale).rounded()))
            }
            return (data.hashes[entry.feature], values)
        }
        let quantised = transitions.indices.map { index -> Int16 in
            forbidden[index] ? SequenceModel.forbidden : Int16(clamping: Int((transitions[index] * scale).rounded()))
        }
        return SequenceModel.section(labels: labels, transitions: quantised, rows: kept)
    }
}

/// A small repeatable random generator (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
