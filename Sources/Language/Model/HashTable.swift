/// A read-only table from 64-bit hashes to small values, used in place.
///
/// Open addressing with linear probing: the hash's high part chooses the slot, its low part is kept as a check, zero
/// meaning an empty slot. A wrong answer for an unknown key has a probability of some 2⁻³² for words and 2⁻¹⁶ for features.
package struct WordTable: @unchecked Sendable {
    // Invariant: points into a ModelImage, which nobody writes.
    private let slots: UnsafeRawPointer?
    private let capacity: UInt64

    package init(_ section: UnsafeRawBufferPointer) {
        slots = section.baseAddress
        capacity = UInt64(section.count / 8)
    }

    /// The value of a hash, or 0.
    @inline(__always)
    package subscript(_ hash: UInt64) -> UInt32 {
        guard capacity > 0, let slots else { return 0 }
        let mixed = Hashing.finish(hash)
        let check = UInt32(truncatingIfNeeded: mixed) | 1
        var slot = mixed.multipliedFullWidth(by: capacity).high
        for _ in 0..<64 {
            let found = slots.loadUnaligned(fromByteOffset: Int(slot) * 8, as: UInt32.self)
            if found == check { return slots.loadUnaligned(fromByteOffset: Int(slot) * 8 + 4, as: UInt32.self) }
            if found == 0 { return 0 }
            slot = slot + 1 == capacity ? 0 : slot + 1
        }
        return 0
    }

    /// Builds a table's bytes.
    ///
    /// - Parameter entries: in an order that does not change between runs.
    package static func section(_ entries: [(hash: UInt64, value: UInt32)]) -> [UInt8] {
        let capacity = max(16, entries.count * 10 / 8)
        var checks = [UInt32](repeating: 0, count: capacity)
        var values = [UInt32](repeating: 0, count: capacity)
        for entry in entries {
            let mixed = Hashing.finish(entry.hash)
            let check = UInt32(truncatingIfNeeded: mixed) | 1
            var slot = Int(mixed.multipliedFullWidth(by: UInt64(capacity)).high)
            while checks[slot] != 0, checks[slot] != check { slot = slot + 1 == capacity ? 0 : slot + 1 }
            checks[slot] = check
            values[slot] |= entry.value
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(capacity * 8)
        for slot in 0..<capacity {
            withUnsafeBytes(of: checks[slot].littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: values[slot].littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}

/// Mixing of hashes.
package enum Hashing {
    /// Spreads a hash over all its bits (the finaliser of MurmurHash3).
    @inline(__always)
    package static func finish(_ hash: UInt64) -> UInt64 {
        var value = hash
        value ^= value >> 33
        value = value &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 33
        value = value &* 0xC4CE_B9FE_1A85_EC53
        value ^= value >> 33
        return value
    }

    /// The hash of two values in their order.
    @inline(__always)
    package static func join(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = (first ^ second &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
