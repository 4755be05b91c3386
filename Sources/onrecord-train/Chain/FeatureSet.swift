import Language

/// Training sequences with their features as numbers, rare ones left out.
final class FeatureSet {
    /// The hash of each feature.
    private(set) var hashes: [UInt64] = []
    /// How often each feature occurs.
    private(set) var counts: [UInt32] = []
    /// The features of all tokens, one token after the other.
    private(set) var features: [UInt32] = []
    /// Where each token's features start; one more at the end.
    private(set) var starts: [Int] = [0]
    /// Which labels each token may have, as bits.
    private(set) var allowed: [UInt32] = []
    /// The token ranges of the sequences.
    private(set) var sequences: [Range<Int>] = []
    /// How much each sequence counts.
    private(set) var weights: [Float] = []

    private var raw: [UInt64] = []

    /// Adds a sequence.
    ///
    /// - Parameters:
    ///   - allowed: the labels each token may have, as bits.
    ///   - emit: gives the features of the token at an offset.
    func add(allowed masks: [UInt32], weight: Float, _ emit: (Int, (UInt64) -> Void) -> Void) {
        let first = allowed.count
        for offset in masks.indices {
            emit(offset) { raw.append($0) }
            starts.append(raw.count)
        }
        allowed.append(contentsOf: masks)
        // Very long sequences are trained in pieces.
        var position = first
        while position < allowed.count {
            let end = min(position + 200, allowed.count)
            sequences.append(position..<end)
            weights.append(weight)
            position = end
        }
    }

    /// Numbers the features that occur at least `minimum` times and forgets the others.
    func number(minimum: UInt8) {
        let bits = 27
        var seen = [UInt8](repeating: 0, count: 1 << bits)
        for hash in raw {
            let slot = Int(truncatingIfNeeded: Hashing.finish(hash) >> UInt64(64 - bits))
            if seen[slot] < 255 { seen[slot] += 1 }
        }
        var capacity = 1 << 20
        var keys = [UInt64](repeating: 0, count: capacity)
        var numbers = [UInt32](repeating: 0, count: capacity)
        func slot(_ hash: UInt64) -> Int {
            var slot = Int(truncatingIfNeeded: Hashing.finish(hash) & UInt64(capacity - 1))
            while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & (capacity - 1) }
            return slot
        }
        features.reserveCapacity(raw.count)
        var newStarts = [0]
        newStarts.reserveCapacity(starts.count)
        for token in 0..<starts.count - 1 {
            for position in starts[token]..<starts[token + 1] {
                let hash = raw[position]
                guard seen[Int(truncatingIfNeeded: Hashing.finish(hash) >> UInt64(64 - bits))] >= minimum else { continue }
                if hashes.count * 2 > capacity {
                    capacity *= 2
                    keys = [UInt64](repeating: 0, count: capacity)
                    numbers = [UInt32](repeating: 0, count: capacity)
                    for (number, hash) in hashes.enumerated() {
                        let place = slot(hash)
                        keys[place] = hash
                        numbers[place] = UInt32(number)
                    }
                }
                let place = slot(hash)
                if keys[place] == 0 {
                    keys[place] = hash
                    numbers[place] = UInt32(hashes.count)
                    hashes.append(hash)
                    counts.append(0)
                }
                counts[Int(numbers[place])] += 1
                features.append(numbers[place])
            }
            newStarts.append(features.count)
        }
        starts = newStarts
        raw = []
    }
}
