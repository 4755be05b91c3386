import Articles

/// How well extracted texts match the known ones, over the pages of one folder.
public struct TextScore: Sendable, CustomStringConvertible {
    public let set: String
    public private(set) var pages = 0
    private var precisions: [Double] = []
    private var recalls: [Double] = []
    private var pieces = (right: 0, wrong: 0, missing: 0)

    init(set: String) { self.set = set }

    mutating func add(_ text: String, of page: KnownPage) {
        pages += 1
        if let known = page.text {
            let (wanted, found) = (Self.groups(known), Self.groups(text))
            let common = found.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
            let (all, given) = (wanted.values.reduce(0, +), found.values.reduce(0, +))
            if given > 0 { precisions.append(Double(common) / Double(given)) }
            if all > 0 { recalls.append(Double(common) / Double(all)) }
        } else {
            let plain = KnownPage.plain(text)
            let right = page.with.count { plain.contains($0) }
            pieces.right += right
            pieces.missing += page.with.count - right
            pieces.wrong += page.without.count { plain.contains($0) }
        }
    }

    /// The groups of four words with how often each stands there; a shorter text is one group.
    private static func groups(_ text: String) -> [UInt64: Int] {
        let words = TrainingPage.words(text)
        guard words.count >= 4 else { return words.isEmpty ? [:] : [words.reduce(0) { ($0 ^ $1) &* 1_099_511_628_211 }: 1] }
        return SegmentLabels.groups(words).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// Precision and recall of groups of four words, as means over the pages, or of the pieces over all pages; in percent.
    public var figures: (precision: Double, recall: Double, f1: Double) {
        func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
        var (precision, recall) = (mean(precisions), mean(recalls))
        if recalls.isEmpty {
            precision = Double(pieces.right) / Double(max(1, pieces.right + pieces.wrong))
            recall = Double(pieces.right) / Double(max(1, pieces.right + pieces.missing))
        }
        let f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        return (precision * 100, recall * 100, f1 * 100)
    }

    public var description: String {
        func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        let (precision, recall, f1) = figures
        return "\(set): \(pages) pages, F1 \(tenth(f1)), precision \(tenth(precision)), recall \(tenth(recall))"
    }
}
