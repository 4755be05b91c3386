/// What the first round of ``BlockModel`` says of the segments around one: the second round's further numbers.
struct OpinionContext {
    /// Numbers that it adds to a row.
    static let count = 26
    private let opinions: [Float]
    private let sizes: [Float]
    /// Sums over the segments before one.
    private var keptBefore: [Float] = [0]
    private var sizeBefore: [Float] = [0]
    /// How many segments back, and ahead, a long one is surely text; at most 30.
    private var back: [Float]
    private var ahead: [Float]
    private var groupMeans: [Float]
    private let ranges: [[Range<Int>]]
    private let highest: Float

    init(_ opinions: [Float], features: SegmentFeatures) {
        self.opinions = opinions
        let count = opinions.count
        sizes = features.sizes
        for index in 0..<count {
            keptBefore.append((keptBefore.last ?? 0) + sizes[index] * opinions[index])
            sizeBefore.append((sizeBefore.last ?? 0) + sizes[index])
        }
        back = Array(repeating: 30, count: count)
        ahead = back
        var last = -99
        for index in 0..<count {
            back[index] = Float(min(30, index - last))
            if opinions[index] > 0.8, sizes[index] > 60 { last = index }
        }
        var next = 9999
        for index in (0..<count).reversed() {
            ahead[index] = Float(min(30, next - index))
            if opinions[index] > 0.8, sizes[index] > 60 { next = index }
        }
        var groups: [Int: (kept: Float, size: Float)] = [:]
        for index in 0..<count {
            let group = groups[features.signatures[index]] ?? (0, 0)
            groups[features.signatures[index]] = (group.kept + sizes[index] * opinions[index], group.size + sizes[index])
        }
        groupMeans = features.signatures.map { signature in
            guard let group = groups[signature] else { return 0 }
            return group.kept / max(1, group.size)
        }
        ranges = features.ancestorRanges
        highest = opinions.max() ?? 0
    }

    private func mean(_ range: Range<Int>) -> Float {
        (keptBefore[range.upperBound] - keptBefore[range.lowerBound]) / max(1, sizeBefore[range.upperBound] - sizeBefore[range.lowerBound])
    }

    /// Appends a segment's numbers, in the order in which the second round was trained.
    func append(_ index: Int, to row: inout [Float]) {
        let count = opinions.count
        row.append(opinions[index])
        for offset in [-3, -2, -1, 1, 2, 3] {
            let other = index + offset
            row.append(other >= 0 && other < count ? opinions[other] : -0.1)
        }
        let total = max(1, keptBefore[count])
        row.append(keptBefore[index] / total)
        row.append(back[index])
        row.append(ahead[index])
        for width in [4, 10] { row.append(mean(max(0, index - width)..<min(count, index + width + 1))) }
        row.append(groupMeans[index])
        for range in ranges[index] {
            row.append(mean(range))
            row.append((keptBefore[range.upperBound] - keptBefore[range.lowerBound]) / total)
        }
        row.append(highest)
        row.append(total)
        row.append(total / max(1, sizeBefore[count]))
    }
}
