import Glibc

extension Charset {
    /// Converts bytes of a named encoding to valid UTF-8 without byte order mark and NUL.
    ///
    /// - Parameter name: a name given by ``canonicalName(of:)``; one that can't be converted from is read as UTF-8.
    public static func convert(_ bytes: [UInt8], from name: String) -> [UInt8] {
        var start = 0
        if let mark = byteOrderMark(of: bytes), mark.name == name { start = mark.length }
        switch name {
        case "utf-8": return mixedUTF8(bytes, from: start)
        case "utf-16le": return fromUTF16(bytes, from: start, low: 0, high: 1)
        case "utf-16be": return fromUTF16(bytes, from: start, low: 1, high: 0)
        case "utf-32le": return fromUTF32(bytes, from: start, order: [3, 2, 1, 0])
        case "utf-32be": return fromUTF32(bytes, from: start, order: [0, 1, 2, 3])
        case "windows-1252": return fromWindows1252(bytes)
        default: return converted(bytes, from: libraryName(of: name)) ?? repairedUTF8(bytes, from: start)
        }
    }

    /// Whether the C library knows the encoding.
    static func canConvert(_ name: String) -> Bool {
        guard let descriptor = iconv_open("UTF-8", libraryName(of: name)), !isInvalid(descriptor) else { return false }
        iconv_close(descriptor)
        return true
    }

    /// `iconv_open` answers (iconv_t)-1 for an encoding it doesn't know.
    private static func isInvalid(_ descriptor: iconv_t) -> Bool { Int(bitPattern: descriptor) == -1 }

    private static func converted(_ bytes: [UInt8], from libraryName: String) -> [UInt8]? {
        guard let descriptor = iconv_open("UTF-8", libraryName), !isInvalid(descriptor) else { return nil }
        defer { iconv_close(descriptor) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var chunk = [CChar](repeating: 0, count: min(65_536, 4 * bytes.count + 16))
        var position = 0
        while position < bytes.count {
            let step = step(descriptor, bytes, from: position, &chunk)
            chunk.withUnsafeBytes { output.append(contentsOf: $0[..<step.made]) }
            position += step.taken
            guard step.failure != 0, step.failure != E2BIG || (step.made == 0 && step.taken == 0) else { continue }
            // A bad byte, or a character cut off by the end: replaced, and the reading goes on behind it.
            flush(descriptor, &chunk, to: &output)
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            position += 1
        }
        flush(descriptor, &chunk, to: &output)
        return repairedUTF8(output, from: 0)
    }

    /// Brings out what the converter holds back: a letter that might have been followed by an accent (windows-1255, 1258).
    private static func flush(_ descriptor: iconv_t, _ chunk: inout [CChar], to output: inout [UInt8]) {
        let made = chunk.withUnsafeMutableBufferPointer { chunk in
            var target = chunk.baseAddress
            var room = chunk.count
            iconv(descriptor, nil, nil, &target, &room)
            return chunk.count - room
        }
        chunk.withUnsafeBytes { output.append(contentsOf: $0[..<made]) }
    }

    /// Converts what fits into the chunk; `failure` is 0 or an `errno`.
    private static func step(
        _ descriptor: iconv_t, _ bytes: [UInt8], from position: Int, _ chunk: inout [CChar]
    ) -> (taken: Int, made: Int, failure: Int32) {
        bytes.withUnsafeBytes { input in
            chunk.withUnsafeMutableBufferPointer { chunk in
                guard let base = input.bindMemory(to: CChar.self).baseAddress else { return (0, 0, EINVAL) }
                // iconv's input is not const by history only: it is never written to.
                var next: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: base + position)
                var left = input.count - position
                var target = chunk.baseAddress
                var room = chunk.count
                errno = 0
                let result = iconv(descriptor, &next, &left, &target, &room)
                let failure = result == -1 ? (errno == 0 ? EINVAL : errno) : 0
                return (input.count - position - left, chunk.count - room, failure)
            }
        }
    }

    /// Drops NUL and a byte order mark, replaces what is not well-formed; the same array where there is nothing to do.
    static func repairedUTF8(_ bytes: [UInt8], from start: Int) -> [UInt8] {
        if isCleanUTF8(bytes, from: start) { return start == 0 ? bytes : Array(bytes[start...]) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            var isBroken = false
            while position < bytes.count {
                let length = UTF8Scan.sequenceLength(bytes, at: position)
                if length > 0 {
                    if bytes[position] != 0 { output.append(contentsOf: bytes[position..<position + length]) }
                    position += length
                    isBroken = false
                } else {
                    // One replacement for a broken sequence, however many continuation bytes it left behind.
                    if !(isBroken && bytes[position] & 0xC0 == 0x80) { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
                    isBroken = true
                    position += 1
                }
            }
        }
        return output
    }

    /// Whether there is nothing but well-formed UTF-8, without NUL.
    static func isCleanUTF8(_ bytes: [UInt8], from start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress, memchr(base, 0, bytes.count) != nil { return false }
            var position = start
            while position < bytes.count {
                position = UTF8Scan.skipASCII(bytes, from: position)
                guard position < bytes.count else { break }
                let length = UTF8Scan.sequenceLength(bytes, at: position)
                if length == 0 { return false }
                position += length
            }
            return true
        }
    }

    private static func fromUTF16(_ bytes: [UInt8], from start: Int, low: Int, high: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = start
        func unit(_ position: Int) -> UInt32 { UInt32(bytes[position + high]) << 8 | UInt32(bytes[position + low]) }
        while position + 1 < bytes.count {
            var value = unit(position)
            position += 2
            if (0xD800...0xDBFF).contains(value), position + 1 < bytes.count {
                let second = unit(position)
                if (0xDC00...0xDFFF).contains(second) {
                    value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
                    position += 2
                }
            }
            append(value, to: &output)
        }
        return output
    }

    private static func fromUTF32(_ bytes: [UInt8], from start: Int, order: [Int]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 2)
        var position = start
        while position + 3 < bytes.count {
            append(order.reduce(0) { $0 << 8 | UInt32(bytes[position + $1]) }, to: &output)
            position += 4
        }
        return output
    }

    private static func fromWindows1252(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes { appendWindows1252(byte, to: &output) }
        return output
    }

    /// Appends the character that windows-1252 has for a byte; nothing for NUL.
    static func appendWindows1252(_ byte: UInt8, to output: inout [UInt8]) { append(windows1252Character(byte), to: &output) }

    /// The code point that windows-1252 has for a byte; the five that it leaves open stay controls.
    public static func windows1252Character(_ byte: UInt8) -> UInt32 {
        (0x80..<0xA0).contains(byte) ? CharacterReferences.windows1252[Int(byte) - 0x80] : UInt32(byte)
    }

    /// Appends a code point as UTF-8; U+FFFD for a surrogate or one out of range, nothing for NUL.
    public static func append(_ value: UInt32, to output: inout [UInt8]) {
        switch value {
        case 0: return
        case 1..<0x80: output.append(UInt8(value))
        case 0x80..<0x800:
            output.append(UInt8(0xC0 | value >> 6))
            output.append(UInt8(0x80 | value & 0x3F))
        case 0xD800...0xDFFF, 0x110000...:
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | value >> 12))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        default:
            output.append(UInt8(0xF0 | value >> 18))
            output.append(UInt8(0x80 | value >> 12 & 0x3F))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        }
    }
}
