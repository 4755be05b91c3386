/// Finds quotations that repeat earlier ones: pull quotes, key points, headlines cut from the body.
enum Repetitions {
    /// Shorter ones are repeated by chance.
    private static let leastWords = 4

    /// Sets ``Quotation/sameAs`` of every quotation whose words, or a run of at least six of them, stand in an earlier one.
    ///
    /// - Parameter quotations: by where they start; every ``Quotation/fingerprint`` is set too.
    static func mark(_ quotations: inout [Quotation]) {
        var exact: [[UInt64]: Int] = [:]
        var runs: [UInt64: Int] = [:]
        for index in quotations.indices {
            let wording = Wording(quotations[index].passage.text)
            quotations[index].fingerprint = wording.fingerprint
            let words = wording.words
            guard words.count >= leastWords else { continue }
            let hashes = runHashes(words)
            if let earlier = exact[words] ?? contained(hashes, in: runs) {
                quotations[index].sameAs = quotations[earlier].sameAs ?? quotations[earlier].id
                continue
            }
            exact[words] = index
            for hash in hashes where runs[hash] == nil { runs[hash] = index }
        }
    }

    private static let runLength = 6

    /// A hash of every six words in a row.
    private static func runHashes(_ words: [UInt64]) -> [UInt64] {
        guard words.count >= runLength else { return [] }
        return (0...(words.count - runLength)).map { start in
            words[start..<start + runLength].reduce(UInt64(0)) { ($0 ^ $1) &* 0x9E37_79B9_7F4A_7C15 }
        }
    }

    /// The earlier quotation that holds nine tenths of these runs, or whose runs are nearly all there.
    private static func contained(_ hashes: [UInt64], in runs: [UInt64: Int]) -> Int? {
        guard !hashes.isEmpty else { return nil }
        var counts: [Int: Int] = [:]
        for hash in hashes { if let earlier = runs[hash] { counts[earlier, default: 0] += 1 } }
        guard let best = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else { return nil }
        return best.value * 10 >= hashes.count * 9 ? best.key : nil
    }
}
