/// Rows of numbers, each number told by which of at most 63 ranges it lies in.
struct BinnedRows {
    static let most = 63

    let count: Int
    let width: Int
    /// Row by row.
    private(set) var bins: [UInt8]
    /// For each number the upper bounds of all ranges but the last.
    let bounds: [[Float]]

    /// - Parameters:
    ///   - rows: all rows, one behind the other.
    ///   - width: numbers in a row.
    init(_ rows: [Float], width: Int) {
        let count = rows.count / width
        self.count = count
        self.width = width
        var bounds: [[Float]] = []
        var bins = Array(repeating: UInt8(0), count: count * width)
        for number in 0..<width {
            let own = Self.bounds((0..<count).map { rows[$0 * width + number] })
            for row in 0..<count { bins[row * width + number] = UInt8(Self.place(of: rows[row * width + number], in: own)) }
            bounds.append(own)
        }
        self.bins = bins
        self.bounds = bounds
    }

    /// Bounds between which about as many values lie each; values that are frequent have a range of their own.
    private static func bounds(_ values: [Float]) -> [Float] {
        let sorted = values.sorted()
        var distinct: [(value: Float, count: Int)] = []
        for value in sorted {
            if distinct.last?.value == value { distinct[distinct.count - 1].count += 1 } else { distinct.append((value, 1)) }
        }
        let share = max(1, sorted.count / most)
        var bounds: [Float] = []
        var filled = 0
        for index in distinct.indices.dropLast() {
            filled += distinct[index].count
            let nextIsFrequent = distinct[index + 1].count >= share
            guard distinct.count <= most || filled >= share || nextIsFrequent, bounds.count < most - 1 else { continue }
            // Written with six digits, so that a model read back splits the same rows.
            bounds.append(Decimal.rounded((distinct[index].value + distinct[index + 1].value) / 2))
            filled = 0
        }
        return bounds
    }

    private static func place(of value: Float, in bounds: [Float]) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
