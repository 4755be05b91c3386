import Glibc

/// Grows gradient-boosted trees for a yes-or-no question over rows of numbers.
///
/// Each tree is grown leaf by leaf, the split with the greatest gain first, over histograms of gradients. Sources: Friedman, "Greedy
/// Function Approximation"; Ke et al., "LightGBM"; monotone numbers as in LightGBM's basic method: a split's two sides must
/// stand in the wanted order, and what grows below them stays on its side of the middle.
struct TreeGrower {
    /// How trees are grown.
    struct Settings: Sendable {
        var trees: Int
        var rate: Float = 0.08
        var leaves = 15
        /// Rows a leaf.
        var leastRows = 60
        var regularization: Float = 5
        /// The shares of numbers and of rows that are looked at for each tree.
        var numbers = 0.5
        var rows = 0.8
        /// For each number 1 where more of it may only speak for, -1 where only against, 0 where anything goes.
        var directions: [Int]
        var seed: UInt64 = 1
    }

    /// A question or a leaf.
    private struct Node {
        var number = -1
        var bin = 0
        var left = 0
        var right = 0
        var value: Float = 0
    }

    /// Gradient, hessian and rows.
    private typealias Sums = SIMD4<Float>

    /// A leaf that may be split.
    private struct Leaf {
        var node: Int
        var rows: [Int32]
        var histogram: [Sums]
        var total: Sums
        var bounds: (low: Float, high: Float)
        var split: Split?
    }

    private struct Split {
        var gain: Float
        var number: Int
        var bin: Int
    }

    private let data: BinnedRows
    private let labels: [Float]
    private let weights: [Float]
    private let settings: Settings
    private var random: SeededGenerator
    /// The sum of the trees so far, for each row.
    private var scores: [Float]
    /// The trees in the text form that `DecisionTrees` reads.
    private(set) var text: [String] = []

    init(_ data: BinnedRows, labels: [Float], weights: [Float], settings: Settings) {
        self.data = data
        self.labels = labels
        self.weights = weights
        self.settings = settings
        random = SeededGenerator(settings.seed)
        scores = Array(repeating: 0, count: data.count)
    }

    /// Grows the trees.
    mutating func grow() {
        let all = weights.reduce(0, +)
        let positive = zip(labels, weights).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        guard all > 0, positive > 0, positive < all else { return }
        // What all rows have in common stands in the first tree's leaves.
        let start = logf(positive / (all - positive))
        for index in scores.indices { scores[index] = start }
        let rows = (0..<data.count).filter { weights[$0] > 0 }.map { Int32($0) }
        for tree in 0..<settings.trees { growTree(rows, base: tree == 0 ? start : 0) }
    }

    private mutating func growTree(_ all: [Int32], base: Float) {
        let rows = all.filter { _ in random.unit() < settings.rows }
        var numbers = (0..<data.width).filter { _ in random.unit() < settings.numbers }
        if numbers.isEmpty { numbers = Array(0..<data.width) }
        var gradients = Array(repeating: Sums.zero, count: data.count)
        for row in rows {
            let index = Int(row)
            let probability = 1 / (1 + expf(-scores[index]))
            gradients[index] = Sums(weights[index] * (probability - labels[index]), weights[index] * probability * (1 - probability), 1, 0)
        }
        var nodes = [Node()]
        var leaves = [leaf(0, rows, histogram(rows, numbers, gradients), (-Float.infinity, .infinity), numbers)]
        while leaves.count < settings.leaves {
            guard
                let place = leaves.indices.filter({ leaves[$0].split != nil }).max(by: {
                    (leaves[$0].split?.gain ?? 0, -$0) < (leaves[$1].split?.gain ?? 0, -$1)
                }), let split = leaves[place].split
            else { break }
            let leaf = leaves[place]
            var sides: (left: [Int32], right: [Int32]) = ([], [])
            for row in leaf.rows {
                if Int(data.bins[Int(row) * data.width + split.number]) <= split.bin {
                    sides.left.append(row)
                } else {
                    sides.right.append(row)
                }
            }
            let isLeftSmaller = sides.left.count <= sides.right.count
            let small = histogram(isLeftSmaller ? sides.left : sides.right, numbers, gradients)
            let large = zip(leaf.histogram, small).map { $0 - $1 }
            let (left, right) = isLeftSmaller ? (small, large) : (large, small)
            var (leftBounds, rightBounds) = (leaf.bounds, leaf.bounds)
            let direction = settings.directions[split.number]
            if direction != 0 {
                let first = numbers[0]
                let middle =
                    (output(total(left, first), leaf.bounds) + output(total(right, first), leaf.bounds)) / 2
                if direction < 0 {
                    leftBounds.low = max(leftBounds.low, middle)
                    rightBounds.high = min(rightBounds.high, middle)
                } else {
                    leftBounds.high = min(leftBounds.high, middle)
                    rightBounds.low = max(rightBounds.low, middle)
                }
            }
            nodes[leaf.node].number = split.number
            nodes[leaf.node].bin = split.bin
            nodes[leaf.node].left = nodes.count
            nodes[leaf.node].right = nodes.count + 1
            nodes.append(Node())
            nodes.append(Node())
            leaves[place] = self.leaf(nodes.count - 2, sides.left, left, leftBounds, numbers)
            leaves.append(self.leaf(nodes.count - 1, sides.right, right, rightBounds, numbers))
        }
        for leaf in leaves { nodes[leaf.node].value = (output(leaf.total, leaf.bounds) * settings.rate * 1000).rounded() / 1000 }
        for leaf in leaves { nodes[leaf.node].value += (base * 1000).rounded() / 1000 }
        for row in all { scores[Int(row)] += value(of: Int(row), nodes) - (base * 1000).rounded() / 1000 }
        text.append(written(nodes))
    }

    private func value(of row: Int, _ nodes: [Node]) -> Float {
        var node = nodes[0]
        while node.number >= 0 { node = nodes[Int(data.bins[row * data.width + node.number]) <= node.bin ? node.left : node.right] }
        return node.value
    }

    private func leaf(
        _ node: Int, _ rows: [Int32], _ histogram: [Sums], _ bounds: (low: Float, high: Float), _ numbers: [Int]
    ) -> Leaf {
        let sums = total(histogram, numbers[0])
        var leaf = Leaf(node: node, rows: rows, histogram: histogram, total: sums, bounds: bounds)
        leaf.split = split(leaf, numbers)
        return leaf
    }

    private func total(_ histogram: [Sums], _ number: Int) -> Sums {
        histogram[number * 64..<number * 64 + 64].reduce(.zero, +)
    }

    private func histogram(_ rows: [Int32], _ numbers: [Int], _ gradients: [Sums]) -> [Sums] {
        var sums = Array(repeating: Sums.zero, count: data.width * 64)
        let width = data.width
        sums.withUnsafeMutableBufferPointer { sums in
            data.bins.withUnsafeBufferPointer { bins in
                for row in rows {
                    let gradient = gradients[Int(row)]
                    let start = Int(row) * width
                    for number in numbers { sums[number * 64 + Int(bins[start + number])] += gradient }
                }
            }
        }
        return sums
    }

    /// A leaf's value before the learning rate.
    private func output(_ sums: Sums, _ bounds: (low: Float, high: Float)) -> Float {
        min(max(-sums.x / (sums.y + settings.regularization), bounds.low), bounds.high)
    }

    /// How much a leaf with that value lowers the loss.
    private func gain(_ sums: Sums, _ value: Float) -> Float {
        -(2 * sums.x * value + (sums.y + settings.regularization) * value * value)
    }

    private func split(_ leaf: Leaf, _ numbers: [Int]) -> Split? {
        let least = Float(settings.leastRows)
        guard leaf.total.z >= 2 * least else { return nil }
        let whole = gain(leaf.total, output(leaf.total, leaf.bounds))
        var best: Split?
        for number in numbers {
            let ranges = data.bounds[number].count
            guard ranges > 0 else { continue }
            var left = Sums.zero
            for bin in 0..<ranges {
                left += leaf.histogram[number * 64 + bin]
                let right = leaf.total - left
                guard left.z >= least else { continue }
                guard right.z >= least else { break }
                guard left.y > 0.001, right.y > 0.001 else { continue }
                let (leftValue, rightValue) = (output(left, leaf.bounds), output(right, leaf.bounds))
                let direction = settings.directions[number]
                if direction < 0 && leftValue < rightValue || direction > 0 && leftValue > rightValue { continue }
                let found = gain(left, leftValue) + gain(right, rightValue) - whole
                if found > (best?.gain ?? 1e-4) { best = Split(gain: found, number: number, bin: bin) }
            }
        }
        return best
    }

    /// A tree in preorder.
    private func written(_ nodes: [Node]) -> String {
        var words: [String] = []
        var waiting = [0]
        while let place = waiting.popLast() {
            let node = nodes[place]
            if node.number < 0 {
                words.append("=\(Int((node.value * 1000).rounded()))")
            } else {
                words.append("\(node.number)<\(Decimal.text(data.bounds[node.number][node.bin]))")
                waiting.append(node.right)
                waiting.append(node.left)
            }
        }
        return words.joined(separator: " ")
    }
}

/// Random numbers that are the same on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number from 0 up to 1.
    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
