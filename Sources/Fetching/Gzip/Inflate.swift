/// Decodes deflate data (RFC 1951), bounded: one stream or several in a row.
struct Inflate {
    enum Failure: Error {
        /// The data is no deflate stream, or ends early.
        case malformed
        /// More bytes came out than allowed.
        case tooLarge
    }

    private let bytes: [UInt8]
    private var position = 0
    private var bits: UInt64 = 0
    private var bitCount = 0
    private let bound: Int
    private(set) var output: [UInt8] = []
    /// Where in `output` that of the present stream begins.
    private var start = 0

    /// - Parameters:
    ///   - bytes: hold the streams.
    ///   - bound: the most bytes that may come out of all of them.
    init(_ bytes: [UInt8], bound: Int) {
        self.bytes = bytes
        self.bound = bound
        output.reserveCapacity(min(bound, bytes.count &* 4))
    }

    /// Decodes a stream to its end; what comes out is added to `output`.
    ///
    /// - Parameter position: where it begins.
    /// - Returns: the position behind it.
    mutating func run(at position: Int) throws(Failure) -> Int {
        self.position = position
        start = output.count
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1:
                guard let literals = HuffmanTable.fixedLiterals, let distances = HuffmanTable.fixedDistances else { throw .malformed }
                try decodeBlock(literals, distances)
            case 2:
                let (literals, distances) = try readTables()
                try decodeBlock(literals, distances)
            default: throw .malformed
            }
        }
        // Whole bytes that were read ahead go back.
        self.position -= bitCount / 8
        (bits, bitCount) = (0, 0)
        return self.position
    }

    private mutating func fill() {
        while bitCount <= 48, position < bytes.count {
            bits |= UInt64(bytes[position]) << UInt64(bitCount)
            position += 1
            bitCount += 8
        }
    }

    private mutating func take(_ count: Int) throws(Failure) -> Int {
        if bitCount < count { fill() }
        guard bitCount >= count else { throw .malformed }
        let value = Int(bits & ((1 << UInt64(count)) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func copyStored() throws(Failure) {
        _ = try take(bitCount % 8)
        position -= bitCount / 8
        (bits, bitCount) = (0, 0)
        guard position + 4 <= bytes.count else { throw .malformed }
        let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        let check = Int(bytes[position + 2]) | Int(bytes[position + 3]) << 8
        position += 4
        guard length == ~check & 0xffff, position + length <= bytes.count else { throw .malformed }
        guard length <= bound - output.count else { throw .tooLarge }
        output += bytes[position..<position + length]
        position += length
    }

    private mutating func readTables() throws(Failure) -> (HuffmanTable, HuffmanTable) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try take(3)) }
        guard let codes = HuffmanTable(lengths: codeLengths) else { throw .malformed }
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try decode(codes)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .malformed }
                lengths += repeatElement(last, count: try take(2) + 3)
            case 17: lengths += repeatElement(0, count: try take(3) + 3)
            default: lengths += repeatElement(0, count: try take(7) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount, let literals = HuffmanTable(lengths: lengths[..<literalCount]),
            let distances = HuffmanTable(lengths: lengths[literalCount...])
        else { throw .malformed }
        return (literals, distances)
    }

    private mutating func decode(_ table: HuffmanTable) throws(Failure) -> Int {
        if bitCount < HuffmanTable.maximumLength { fill() }
        let (symbol, length) = table.symbol(of: bits)
        guard length > 0, length <= bitCount else { throw .malformed }
        bits >>= UInt64(length)
        bitCount -= length
        return symbol
    }

    private mutating func decodeBlock(_ literals: HuffmanTable, _ distances: HuffmanTable) throws(Failure) {
        while true {
            let symbol = try decode(literals)
            if symbol < 256 {
                guard output.count < bound else { throw .tooLarge }
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                guard symbol <= 285 else { throw .malformed }
                let length = Self.lengthBase[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
                let code = try decode(distances)
                guard code < 30 else { throw .malformed }
                let distance = Self.distanceBase[code] + (try take(Self.distanceBits[code]))
                guard distance <= output.count - start else { throw .malformed }
                guard length <= bound - output.count else { throw .tooLarge }
                let source = output.count - distance
                for offset in 0..<length { output.append(output[source + offset]) }
            }
        }
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    private static let lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
        16385,
        24577,
    ]
    private static let distanceBits = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
}

/// A prefix code of deflate: short codes by a table over the next nine bits, the rare longer ones bit by bit.
struct HuffmanTable: Sendable {
    static let maximumLength = 15
    private static let tableBits = 9

    /// `symbol << 4 | length`; 0 where no short code begins so.
    private let short: [UInt16]
    /// How many codes there are of each length.
    private let counts: [Int]
    /// The symbols in the order of their codes.
    private let symbols: [UInt16]

    /// - Parameter lengths: each symbol's code length, 0 for symbols without code. `nil` where more codes are asked for than there are.
    init?(lengths: some Collection<UInt8>) {
        var counts = [Int](repeating: 0, count: Self.maximumLength + 1)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        // Canonical codes (RFC 1951 §3.2.2): each length's first code, and where its symbols begin in `symbols`.
        var next = [Int](repeating: 0, count: Self.maximumLength + 1)
        var offset = [Int](repeating: 0, count: Self.maximumLength + 1)
        var code = 0
        for length in 1...Self.maximumLength {
            code = (code + counts[length - 1]) << 1
            next[length] = code
            offset[length] = offset[length - 1] + counts[length - 1]
            guard code + counts[length] <= 1 << length else { return nil }
        }
        var symbols = [UInt16](repeating: 0, count: counts.reduce(0, +))
        var short = [UInt16](repeating: 0, count: 1 << Self.tableBits)
        for (symbol, length) in zip(0..., lengths) where length > 0 {
            let length = Int(length)
            symbols[offset[length]] = UInt16(symbol)
            offset[length] += 1
            let code = next[length]
            next[length] += 1
            guard length <= Self.tableBits else { continue }
            // Codes come high bit first, everything else low bit first.
            var reversed = 0
            for bit in 0..<length where (code >> bit) & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
            for index in stride(from: reversed, to: short.count, by: 1 << length) { short[index] = UInt16(symbol << 4 | length) }
        }
        (self.short, self.counts, self.symbols) = (short, counts, symbols)
    }

    /// The symbol that the bits begin with, low bit first, and its code's length; length 0 where they begin no code.
    func symbol(of bits: UInt64) -> (symbol: Int, length: Int) {
        let entry = short[Int(bits & (1 << UInt64(Self.tableBits) - 1))]
        if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
        var (code, first, index) = (0, 0, 0)
        for length in 1...Self.maximumLength {
            code |= Int(bits >> UInt64(length - 1)) & 1
            let count = counts[length]
            if code - count < first { return (Int(symbols[index + code - first]), length) }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return (0, 0)
    }

    /// The codes of blocks that bring none (§3.2.6).
    static let fixedLiterals = HuffmanTable(
        lengths: (0..<288).map { symbol in
            symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
        })
    static let fixedDistances = HuffmanTable(lengths: [UInt8](repeating: 5, count: 30))
}
