import Glibc

/// A sum of small decision trees, gradient-boosted, read from text.
///
/// The text holds each tree in preorder, its nodes parted by blanks: `12<3.5` asks whether number 12 of a row is at most 3.5
/// (the next node if so), `=-210` is a leaf worth −0.210.
struct DecisionTrees: Sendable {
    /// A question, or a leaf with a value.
    private struct Node: Sendable {
        var threshold: Float
        /// Which number is asked for; -1 for a leaf, whose value is then the threshold.
        var number: Int16
        /// The node to go to for a greater number.
        var other: UInt16
    }

    private var nodes: [Node] = []
    private var roots: [Int32] = []

    /// - Parameters:
    ///   - text: the trees.
    ///   - numbers: how many numbers a row has; a question for another one makes the text no model.
    init?(_ text: UnsafeBufferPointer<UInt8>, numbers: Int) {
        var reader = NumberReader(bytes: text)
        // Questions whose second answer has not come yet, and how many nodes the tree still lacks.
        var waiting: [Int] = []
        var missing = 0
        while let node = reader.next() {
            guard Int(node.number) < numbers else { return nil }
            let place = nodes.count
            if missing == 0 {
                roots.append(Int32(place))
                missing = 1
            }
            nodes.append(Node(threshold: node.value, number: node.number, other: 0))
            if node.number >= 0 {
                waiting.append(place)
                missing += 1
            } else {
                missing -= 1
                // Behind a leaf comes the second answer of the last question above.
                if let question = waiting.popLast() { nodes[question].other = UInt16(clamping: place + 1 - question) }
            }
        }
        guard missing == 0 else { return nil }
    }

    /// The sum of the trees' answers for a row, as a probability.
    func probability(_ rows: [Float], at start: Int) -> Float {
        var sum: Float = 0
        for root in roots {
            var place = Int(root)
            while true {
                let node = nodes[place]
                if node.number < 0 {
                    sum += node.threshold
                    break
                }
                place += rows[start + Int(node.number)] <= node.threshold ? 1 : Int(node.other)
            }
        }
        return 1 / (1 + expf(-sum))
    }

    /// Reads the nodes one after another.
    private struct NumberReader {
        /// A node as written.
        struct Written {
            var number: Int16
            var value: Float
        }

        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        mutating func next() -> Written? {
            while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
            guard position < bytes.count else { return nil }
            if bytes[position] == UInt8(ascii: "=") {
                position += 1
                return Written(number: -1, value: number() / 1000)
            }
            let feature = number()
            if position < bytes.count, bytes[position] == UInt8(ascii: "<") { position += 1 }
            return Written(number: Int16(max(0, min(32_767, feature))), value: number())
        }

        /// A decimal number, with an exponent where it has one.
        private mutating func number() -> Float {
            var mantissa: Double = 0
            var scale = 0
            var isNegative = false
            var seesPoint = false
            while position < bytes.count {
                let byte = bytes[position]
                switch byte {
                case UInt8(ascii: "-"): isNegative = true
                case UInt8(ascii: "."): seesPoint = true
                case 0x30...0x39:
                    mantissa = mantissa * 10 + Double(byte - 0x30)
                    if seesPoint { scale -= 1 }
                case UInt8(ascii: "e"):
                    position += 1
                    let exponent = number()
                    scale += Int(max(-60, min(60, exponent)))
                    return Float((isNegative ? -mantissa : mantissa) * pow(10, Double(scale)))
                default: return Float((isNegative ? -mantissa : mantissa) * pow(10, Double(scale)))
                }
                position += 1
            }
            return Float((isNegative ? -mantissa : mantissa) * pow(10, Double(scale)))
        }
    }
}
