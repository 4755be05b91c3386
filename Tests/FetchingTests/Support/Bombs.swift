/// Small bodies that decode to very large ones, made by hand so that no compressor is needed.
enum Bomb {
    /// A gzip file of zeros: one deflate block with fixed codes, 13 bits for each 258 bytes.
    static func gzip(zeros count: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b011, 3)  // last block, fixed codes
        bits.writeCode(0b0011_0000, 8)  // literal 0
        let matches = (count - 1) / 258
        for _ in 0..<matches {
            bits.writeCode(0b1100_0101, 8)  // length 258
            bits.writeCode(0, 5)  // distance 1
        }
        let rest = count - 1 - matches * 258
        for _ in 0..<rest { bits.writeCode(0b0011_0000, 8) }
        bits.writeCode(0, 7)  // end of block
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + bits.finished + littleEndian(crc(zeros: count)) + littleEndian(UInt32(count))
    }

    /// A zstd frame of zeros: run-length blocks of 128 KiB (RFC 8878 §3.1.1.2).
    static func zstd(blocks: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]
        for block in 0..<blocks {
            let size: UInt32 = 128 << 10
            let header = size << 3 | 1 << 1 | (block == blocks - 1 ? 1 : 0)
            bytes += littleEndian(header).prefix(3) + [0]
        }
        return bytes
    }

    /// 64 MiB of zeros as the reference encoder of brotli writes them.
    static let brotli = hex(
        """
        cbffff3f002400e2b14072effff8ffff078004401c1680eefd1fffffff00900088c302d0bdffe3ffff1f001200715800baf7 \
        7ffcffff034002200e0b40f7fe8fffff7f004800c46101e8defff1ffff0f000980382c00ddfbbffcffff032001108705a07b \
        ff07
        """)

    private static func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    private static func crc(zeros count: Int) -> UInt32 {
        var table: [UInt32] = []
        for index in 0..<256 {
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xedb8_8320 : value >> 1 }
            table.append(value)
        }
        var crc: UInt32 = 0xffff_ffff
        for _ in 0..<count { crc = table[Int(crc & 0xff)] ^ (crc >> 8) }
        return ~crc
    }

    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var pending: UInt32 = 0
        private var count: UInt32 = 0

        /// Numbers go low bit first.
        mutating func write(_ value: UInt32, _ width: UInt32) {
            pending |= value << count
            count += width
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                count -= 8
            }
        }

        /// Huffman codes go high bit first.
        mutating func writeCode(_ code: UInt32, _ width: UInt32) {
            for bit in (0..<width).reversed() { write(code >> bit & 1, 1) }
        }

        var finished: [UInt8] { count > 0 ? bytes + [UInt8(truncatingIfNeeded: pending)] : bytes }
    }
}
