/// Walks over the bytes of a date.
struct DateScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    func byte(after offset: Int) -> UInt8? {
        let index = position + offset
        return index >= 0 && index < bytes.count ? bytes[index] : nil
    }

    func isDigit(after offset: Int) -> Bool { byte(after: offset).map(Self.isDigit) ?? false }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A letter of ASCII, or any byte of another.
    static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) }

    func isLetter(after offset: Int) -> Bool { byte(after: offset).map(Self.isLetter) ?? false }

    mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while let byte, byte <= 0x20 { position += 1 }
    }

    /// The letters here.
    mutating func word() -> UnsafeBufferPointer<UInt8> {
        let start = position
        while let byte, Self.isLetter(byte) { position += 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<position])
    }

    /// The digits here, at most `limit` of them, as a number.
    mutating func number(limit: Int = 14) -> (value: Int, digits: Int)? {
        var value = 0
        var digits = 0
        while digits < limit, let byte, Self.isDigit(byte) {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            position += 1
        }
        return digits == 0 ? nil : (value, digits)
    }

    /// One or two digits that no third follows.
    mutating func shortNumber() -> Int? {
        guard let number = number(limit: 2), !isDigit(after: 0) else { return nil }
        return number.value
    }

    /// A fraction of a second behind its point, in milliseconds.
    mutating func fraction() -> Int {
        var value = 0
        var digits = 0
        while let byte, Self.isDigit(byte) {
            if digits < 3 {
                value = value * 10 + Int(byte - 0x30)
                digits += 1
            }
            position += 1
        }
        while digits < 3 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// What stands where an offset from UTC may stand.
    enum Offset: Equatable {
        case none
        /// Minutes east of UTC.
        case minutes(Int)
        /// A sign and digits that no zone of the world has.
        case impossible
    }

    /// `+hh:mm`, `+hhmm`, `+hh`, `+h`; with nothing taken where there is none.
    mutating func offset() -> Offset {
        guard let sign = byte, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), isDigit(after: 1) else { return .none }
        position += 1
        guard let first = number() else { return .impossible }
        var (hours, minutes) = (first.value, 0)
        switch first.digits {
        case 1, 2:
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "."), isDigit(after: 1) {
                position += 1
                guard let value = shortNumber() else { return .impossible }
                minutes = value
            } else if byte == UInt8(ascii: ":"), isLetter(after: 1) {
                return .impossible
            }
        case 3, 4: (hours, minutes) = first.value.quotientAndRemainder(dividingBy: 100)
        default: return .impossible
        }
        // From Baker Island to the Line Islands.
        guard minutes < 60, hours * 60 + minutes <= (sign == UInt8(ascii: "-") ? 12 : 14) * 60 else { return .impossible }
        return .minutes(sign == UInt8(ascii: "-") ? -(hours * 60 + minutes) : hours * 60 + minutes)
    }
}
