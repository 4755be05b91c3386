/// Base 64 as feeds carry it (RFC 4648), white space passed over.
enum Base64 {
    /// The text that is encoded; `nil` where the bytes are no base 64 or no UTF-8.
    static func decodedText(_ bytes: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        var digits = 0
        for byte in bytes where byte > 0x20 {
            let digit: UInt32
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = UInt32(byte) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = UInt32(byte) - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte) + 4
            case UInt8(ascii: "+"), UInt8(ascii: "-"): digit = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): digit = 63
            case UInt8(ascii: "="): continue
            default: return nil
            }
            bits = bits << 6 | digit
            count += 6
            digits += 1
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard digits % 4 != 1, String(validating: output, as: UTF8.self) != nil, !output.contains(where: { $0 < 0x09 }) else { return nil }
        return output
    }
}
