private import CQuotationModel
import Glibc

extension AttributionModel {
    private static let magic = Array("OQM2".utf8)

    /// The model that is part of the program; `nil` only if the file it was built with is no model.
    package static let embedded = AttributionModel(
        decoding: Array(UnsafeBufferPointer(start: onrecord_quotation_model(), count: onrecord_quotation_model_length())))

    /// Reads what ``encoded`` writes.
    ///
    /// - Returns: `nil` for anything else.
    package init?(decoding bytes: [UInt8]) {
        self.init()
        guard bytes.starts(with: Self.magic) else { return nil }
        var position = Self.magic.count
        for path in Self.tables {
            guard let table = Self.table(bytes, at: &position) else { return nil }
            self[keyPath: path].weights = table
        }
    }

    /// The weights in eight bits each: for each table the binary logarithm of its size, the value of one step as a 32-bit
    /// little-endian float, then the signed steps.
    package var encoded: [UInt8] {
        var bytes = Self.magic
        for path in Self.tables {
            let weights = self[keyPath: path].weights
            // A few weights are far larger than all others; cut them rather than coarsen the rest.
            let sorted = weights.map { abs($0) }.sorted()
            let largest = max(sorted.isEmpty ? 0 : sorted[sorted.count * 9995 / 10000], 1e-6)
            let step = largest / 127
            bytes.append(UInt8(truncatingIfNeeded: weights.count.trailingZeroBitCount))
            withUnsafeBytes(of: step.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            for weight in weights {
                let steps = max(-127, min(127, (weight / step).rounded()))
                bytes.append(UInt8(bitPattern: Int8(steps)))
            }
        }
        return bytes
    }

    private static var tables: [WritableKeyPath<AttributionModel, LogLinearModel>] { [\.cue, \.content, \.speaker, \.frame, \.loose] }

    private static func table(_ bytes: [UInt8], at position: inout Int) -> [Float]? {
        guard position + 5 <= bytes.count, bytes[position] <= 24 else { return nil }
        let count = 1 << Int(bytes[position])
        let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[position + 1 + $1]) << UInt32(8 * $1) }
        let step = Float(bitPattern: pattern)
        position += 5
        guard step.isFinite, position + count <= bytes.count else { return nil }
        defer { position += count }
        return bytes[position..<position + count].map { Float(Int8(bitPattern: $0)) * step }
    }
}
