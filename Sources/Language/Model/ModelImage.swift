/// The bytes of a model file where they lie: numbered sections behind a small table of contents.
///
/// Layout, all numbers little-endian: the eight bytes "ONRECMD1", `UInt32` count of sections, `UInt32` zero, then for each
/// section `UInt32` offset and `UInt32` length; sections start at multiples of 16.
package struct ModelImage: @unchecked Sendable {
    // Invariant: the bytes live as long as the process and nobody writes them.
    private let base: UnsafeRawPointer
    private let count: Int

    package static let magic: [UInt8] = Array("ONRECMD1".utf8)

    /// - Parameter bytes: an embedded model, or one kept alive for the rest of the process; `nil` is answered for anything else.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else { return nil }
        self.base = base
        count = bytes.count
        guard 16 + sections * 8 <= count else { return nil }
        for section in 0..<sections where range(section).upperBound > count { return nil }
    }

    package var sections: Int { Int(base.loadUnaligned(fromByteOffset: 8, as: UInt32.self)) }

    private func range(_ section: Int) -> Range<Int> {
        let offset = Int(base.loadUnaligned(fromByteOffset: 16 + section * 8, as: UInt32.self))
        let length = Int(base.loadUnaligned(fromByteOffset: 20 + section * 8, as: UInt32.self))
        return offset..<offset + length
    }

    /// A section's bytes; empty for one that is not there.
    package func section(_ number: Int) -> UnsafeRawBufferPointer {
        guard number < sections else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let range = range(number)
        return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Writes a model file from its sections.
    package static func file(_ sections: [[UInt8]]) -> [UInt8] {
        var file = magic
        func append(_ value: Int) { withUnsafeBytes(of: UInt32(value).littleEndian) { file.append(contentsOf: $0) } }
        append(sections.count)
        append(0)
        var offset = (16 + sections.count * 8 + 15) & ~15
        for section in sections {
            append(offset)
            append(section.count)
            offset = (offset + section.count + 15) & ~15
        }
        for section in sections {
            while file.count & 15 != 0 { file.append(0) }
            file.append(contentsOf: section)
        }
        return file
    }
}
