/// A linear-chain model over hashed features with whole-number weights, used in place: the tagger's and the recogniser's engine.
///
/// The section: `UInt32` labels L, `UInt32` slots; then (L + 1) × L `Int16` transition weights, the last row those of a
/// sequence's first label; then the slots, each a `UInt16` check and L `Int8` weights (Lafferty, McCallum and Pereira 2001 for
/// the model; decoding after Viterbi 1967).
package struct SequenceModel: @unchecked Sendable {
    // Invariant: points into a ModelImage, which nobody writes.
    private let slots: UnsafeRawPointer
    private let capacity: UInt64
    private let transitions: [Int32]
    /// How many labels there are.
    package let labels: Int

    /// A transition that never happens.
    package static let forbidden = Int16.min

    package init?(_ section: UnsafeRawBufferPointer) {
        guard let base = section.baseAddress, section.count >= 8 else { return nil }
        labels = Int(base.loadUnaligned(as: UInt32.self))
        let slotCount = Int(base.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        guard labels > 0, labels <= 32, slotCount > 0 else { return nil }
        let head = 8 + (labels + 1) * labels * 2
        guard section.count >= head + slotCount * (labels + 2) else { return nil }
        transitions = (0..<(labels + 1) * labels).map { index in
            let weight = base.loadUnaligned(fromByteOffset: 8 + index * 2, as: Int16.self)
            return weight == Self.forbidden ? -1_000_000 : Int32(weight)
        }
        slots = base + head
        capacity = UInt64(slotCount)
    }

    /// Adds a feature's weights to the scores of the labels.
    @inline(__always)
    package func add(_ feature: UInt64, to scores: UnsafeMutablePointer<Int32>) {
        let mixed = Hashing.finish(feature)
        let check = UInt16(truncatingIfNeeded: mixed) | 1
        let stride = labels + 2
        var slot = Int(mixed.multipliedFullWidth(by: capacity).high)
        for _ in 0..<64 {
            let row = slots + slot * stride
            let found = row.loadUnaligned(as: UInt16.self)
            if found == check {
                let weights = (row + 2).assumingMemoryBound(to: Int8.self)
                for label in 0..<labels { scores[label] &+= Int32(weights[label]) }
                return
            }
            if found == 0 { return }
            slot = slot + 1 == Int(capacity) ? 0 : slot + 1
        }
    }

    /// The best labels of a sequence.
    ///
    /// - Parameters:
    ///   - sequence: token indices.
    ///   - features: hands the hashes of one token's features, by its index, to what it is given.
    @inline(__always)
    package func labels(of sequence: Range<Int>, features: (Int, (UInt64) -> Void) -> Void) -> [UInt8] {
        var scores = [Int32](repeating: 0, count: sequence.count * labels)
        scores.withUnsafeMutableBufferPointer { scores in
            guard let base = scores.baseAddress else { return }
            for index in sequence {
                let row = base + (index - sequence.lowerBound) * labels
                features(index) { add($0, to: row) }
            }
        }
        return decode(scores)
    }

    /// The best labels of a sequence.
    ///
    /// - Parameter scores: length × labels, the labels of one token side by side.
    package func decode(_ scores: [Int32]) -> [UInt8] {
        let length = scores.count / labels
        guard length > 0 else { return [] }
        var back = [UInt8](repeating: 0, count: length * labels)
        var best = [Int32](repeating: 0, count: labels)
        var next = best
        for label in 0..<labels { best[label] = transitions[labels * labels + label] + scores[label] }
        for position in 1..<max(length, 1) {
            for label in 0..<labels {
                var top = Int32.min
                var from = 0
                for previous in 0..<labels {
                    let score = best[previous] &+ transitions[previous * labels + label]
                    if score > top {
                        top = score
                        from = previous
                    }
                }
                next[label] = top &+ scores[position * labels + label]
                back[position * labels + label] = UInt8(from)
            }
            // Only differences matter: taking off the first keeps long sequences from overflowing.
            let base = next.max() ?? 0
            for label in 0..<labels { best[label] = max(next[label] &- base, -100_000_000) }
        }
        var label = best.indices.max { best[$0] < best[$1] } ?? 0
        var path = [UInt8](repeating: 0, count: length)
        for position in stride(from: length - 1, through: 0, by: -1) {
            path[position] = UInt8(label)
            label = Int(back[position * labels + label])
        }
        return path
    }

    /// Builds a section.
    ///
    /// - Parameters:
    ///   - transitions: (L + 1) × L weights, the last row for a sequence's first label.
    ///   - rows: the features with their L weights each, in an order that does not change between runs.
    package static func section(labels: Int, transitions: [Int16], rows: [(hash: UInt64, weights: [Int8])]) -> [UInt8] {
        let capacity = max(16, rows.count * 10 / 9)
        var owners = [Int32](repeating: -1, count: capacity)
        var checks = [UInt16](repeating: 0, count: capacity)
        for (index, row) in rows.enumerated() {
            let mixed = Hashing.finish(row.hash)
            let check = UInt16(truncatingIfNeeded: mixed) | 1
            var slot = Int(mixed.multipliedFullWidth(by: UInt64(capacity)).high)
            // Two features with one check beside each other: the first, heavier one is found for both.
            while checks[slot] != 0, checks[slot] != check { slot = slot + 1 == capacity ? 0 : slot + 1 }
            if checks[slot] == 0 {
                checks[slot] = check
                owners[slot] = Int32(index)
            }
        }
        var bytes: [UInt8] = []
        func append<Number: FixedWidthInteger>(_ value: Number) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        append(UInt32(labels))
        append(UInt32(capacity))
        for weight in transitions { append(weight) }
        for slot in 0..<capacity {
            append(checks[slot])
            if owners[slot] >= 0 {
                for weight in rows[Int(owners[slot])].weights { append(weight) }
            } else {
                for _ in 0..<labels { append(UInt8(0)) }
            }
        }
        return bytes
    }
}
