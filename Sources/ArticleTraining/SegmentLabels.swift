import Articles

/// Which of a page's segments are its article's text, by the text that is known, and how much each counts.
struct SegmentLabels {
    /// 1 for text, 0 for what surrounds it.
    private(set) var labels: [Float]
    private(set) var weights: [Float]

    /// The share of a segment's groups of four words that must be in the known text.
    private static let leastShare = 0.5

    init(_ page: KnownPage, texts: [String]) {
        labels = Array(repeating: 0, count: texts.count)
        weights = labels
        if let text = page.text {
            label(texts, by: text)
        } else {
            label(texts, with: page.with, without: page.without)
        }
        if page.weight != 1 { weights = weights.map { $0 * page.weight } }
    }

    private mutating func label(_ texts: [String], by known: String) {
        let knownWords = TrainingPage.words(known)
        var left: [UInt64: Int] = [:]
        for group in Self.groups(knownWords) { left[group, default: 0] += 1 }
        var lines: [[UInt64]: Int] = [:]
        for line in known.split(whereSeparator: \.isNewline) { lines[TrainingPage.words(String(line)), default: 0] += 1 }
        let short = Set((1...3).flatMap { Self.groups(knownWords, of: $0) })
        let words = texts.map(TrainingPage.words)
        // The long ones first: what they use up cannot be a teaser's as well.
        for index in texts.indices.sorted(by: { (words[$1].count, $0) < (words[$0].count, $1) }) {
            let own = words[index]
            weights[index] = Float(own.count)
            if own.count >= 4 {
                var counts: [UInt64: Int] = [:]
                for group in Self.groups(own) { counts[group, default: 0] += 1 }
                let common = counts.reduce(0) { $0 + min($1.value, left[$1.key] ?? 0) }
                let share = Double(common) / Double(own.count - 3)
                if share >= Self.leastShare {
                    labels[index] = 1
                    for (group, count) in counts {
                        if let there = left[group] { left[group] = max(0, there - count) }
                    }
                }
                if share > 0.3, share < 0.7 { weights[index] *= 0.5 }
            } else if let count = lines[own], count > 0, !own.isEmpty {
                labels[index] = 1
                lines[own] = count - 1
            } else if let group = Self.groups(own, of: own.count).first, short.contains(group) {
                // A few words that stand in the text somewhere: they may be a part of it, or not.
                weights[index] *= 0.3
            }
        }
        // Each page counts alike, however long its text; no segment alone decides.
        let scale = 100 / Float(max(100, knownWords.count))
        for index in weights.indices { weights[index] = min(30, max(2, weights[index]) * scale) }
    }

    private mutating func label(_ texts: [String], with: [String], without: [String]) {
        let plain = texts.map(KnownPage.plain)
        for (pieces, label) in [(with, Float(1)), (without, 0)] {
            for piece in pieces {
                for index in plain.indices where plain[index].contains(piece) {
                    labels[index] = label
                    weights[index] = 6
                }
            }
        }
    }

    /// Hashes of the groups of so many words that stand one behind the other.
    static func groups(_ words: [UInt64], of width: Int = 4) -> [UInt64] {
        guard width > 0, words.count >= width else { return [] }
        return (0...(words.count - width)).map { start in
            words[start..<start + width].reduce(UInt64(width)) { ($0 ^ $1) &* 1_099_511_628_211 }
        }
    }
}
