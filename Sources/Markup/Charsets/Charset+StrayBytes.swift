extension Charset {
    /// UTF-8 without NUL and byte order mark, in which bytes that are none are read as windows-1252.
    ///
    /// Most feeds with broken UTF-8 are spliced together: one item was pasted from a source in windows-1252. Its letters and marks
    /// stand alone among ASCII, which UTF-8 never has; so each byte can be judged for itself. What text in UTF-8 looks like
    /// where it was cut within a character is replaced by U+FFFD, once for each character.
    static func mixedUTF8(_ bytes: [UInt8], from start: Int) -> [UInt8] {
        if isCleanUTF8(bytes, from: start) { return start == 0 ? bytes : Array(bytes[start...]) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 32)
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            var before = Neighbour.ascii
            while position < bytes.count {
                let length = UTF8Scan.sequenceLength(bytes, at: position)
                if length > 0 {
                    if bytes[position] != 0 { output.append(contentsOf: bytes[position..<position + length]) }
                    before = length == 1 ? .ascii : length == 2 ? .letter : .wide
                    position += length
                } else if let character = strayCharacter(bytes, at: position, behind: before) {
                    append(character, to: &output)
                    before = .stray
                    position += 1
                } else {
                    let isRest = before == .broken && bytes[position] & 0xC0 == 0x80
                    if !isRest { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
                    before = .broken
                    position += 1
                }
            }
        }
        return output
    }

    /// What stands before a byte that is no UTF-8.
    private enum Neighbour {
        case ascii
        /// A character of two bytes, of three or more, one of windows-1252, or none.
        case letter, wide, stray, broken
    }

    /// The character that windows-1252 has for a byte that is no UTF-8; `nil` where it looks like a part of one cut off.
    private static func strayCharacter(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, behind neighbour: Neighbour
    ) -> UInt32? {
        let byte = bytes[position]
        let character = windows1252Character(byte)
        // Ideographs and emoji are nothing that a text of windows-1252 is spliced to without a space.
        guard neighbour != .broken, neighbour != .wide, character >= 0xA0 else { return nil }
        let previous = position > 0 ? bytes[position - 1] : 0x20
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0x20
        guard (0xC2...0xF4).contains(byte) else { return character }
        // The first byte of a character, without the others.
        if neighbour == .letter { return nil }
        let isCapital = byte < 0xDF
        let isBehindSmallLetter = neighbour == .ascii && (0x61...0x7A).contains(previous)
        switch byte {
        case 0xC2: return nil
        case 0xC3: return (0x41...0x5A).contains(next) && !isBehindSmallLetter ? character : nil
        case 0xE2 where [0x80, 0x82, 0x84, 0x88].contains(next), 0xF0 where (0x90..<0xC0).contains(next): return nil
        default: break
        }
        if isCapital { return isBehindSmallLetter ? nil : character }
        // A mark behind a letter at the end of a quotation looks like a part of an ideograph, which stands behind no letter.
        let isBehindLetter = neighbour == .stray || (0x61...0x7A).contains(previous | 0x20)
        return next & 0xC0 == 0x80 && !isBehindLetter ? nil : character
    }
}
