/// Why a text is no JSON: where and what.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Offset of the offending byte.
    public var offset: Int
    public var message: String

    public init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    public var description: String { "not JSON at byte \(offset): \(message)" }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259).
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; a byte order mark in front is passed over, bytes that are no UTF-8 become U+FFFD.
    ///   - lenient: lets through what publishers' pages hold by mistake: raw control characters in strings,
    ///     commas before a closing bracket, comments, and anything behind the first value.
    ///   - maximumDepth: how deeply containers may be nested.
    /// - Throws: ``JSONError``.
    public init<Bytes: Collection>(
        parsing bytes: Bytes, lenient: Bool = false, maximumDepth: Int = 256
    ) throws(JSONError) where Bytes.Element == UInt8 {
        var parser = JSONParser(bytes: ContiguousArray(bytes), lenient: lenient, maximumDepth: maximumDepth)
        self = try parser.parse()
    }
}

/// A recursive-descent reader with a bounded depth.
private struct JSONParser {
    let bytes: ContiguousArray<UInt8>
    let lenient: Bool
    let maximumDepth: Int
    var position = 0
    var depth = 0

    init(bytes: ContiguousArray<UInt8>, lenient: Bool, maximumDepth: Int) {
        self.bytes = bytes
        self.lenient = lenient
        self.maximumDepth = maximumDepth
    }

    mutating func parse() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let value = try value()
        try skipSpace()
        if position < bytes.count, !lenient { throw failure("more text behind the value") }
        return value
    }

    func failure(_ message: String) -> JSONError { JSONError(offset: position, message: message) }

    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() throws(JSONError) {
        while let byte {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D:
                position += 1
            case UInt8(ascii: "/") where lenient:
                try skipComment()
            case 0..<0x20 where lenient:
                position += 1
            default:
                return
            }
        }
    }

    mutating func skipComment() throws(JSONError) {
        position += 1
        switch byte {
        case UInt8(ascii: "/"):
            while let byte, byte != 0x0A { position += 1 }
        case UInt8(ascii: "*"):
            position += 1
            while position < bytes.count {
                if bytes[position] == UInt8(ascii: "*"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "/") {
                    position += 2
                    return
                }
                position += 1
            }
        default:
            throw failure("a stray slash")
        }
    }

    mutating func value() throws(JSONError) -> JSONValue {
        try skipSpace()
        guard let byte else { throw failure("the text ends where a value should be") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure("an unexpected character")
        }
    }

    mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard matches else { throw failure("an unknown word") }
        position += word.utf8CodeUnitCount
        return value
    }

    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        while let byte {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                position += 1
                continue
            default: break
            }
            break
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let isSound = Self.isNumber(bytes[start..<position])
        guard let value = Double(text), lenient || isSound else {
            position = start
            throw failure("a malformed number")
        }
        // Identifiers of this size are common; a Double would change their last digits.
        if isSound, abs(value) >= 0x1p53, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) { return .longNumber(text) }
        return .number(value)
    }

    /// Whether digits, signs and points stand as RFC 8259 section 6 has them: no leading zeros, digits on both sides of a point.
    static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || whole > 1 && !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    mutating func enter() throws(JSONError) {
        depth += 1
        position += 1
        if depth > maximumDepth { throw failure("nested more than \(maximumDepth) deep") }
    }

    mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        while true {
            try skipSpace()
            if byte == UInt8(ascii: "]"), elements.isEmpty || lenient {
                position += 1
                return .array(elements)
            }
            elements.append(try value())
            if try endsAfterElement(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        while true {
            try skipSpace()
            if byte == UInt8(ascii: "}"), members.isEmpty || lenient {
                position += 1
                return .object(members)
            }
            guard byte == UInt8(ascii: "\"") else { throw failure("a member without a name") }
            let name = try string()
            try skipSpace()
            guard byte == UInt8(ascii: ":") else { throw failure("no colon behind a member's name") }
            position += 1
            members.append(JSONValue.Member(name: name, value: try value()))
            if try endsAfterElement(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// Passes the comma (false) or the closing bracket (true) behind an element.
    mutating func endsAfterElement(_ bracket: UInt8) throws(JSONError) -> Bool {
        try skipSpace()
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            return false
        case bracket:
            position += 1
            return true
        default:
            throw failure("neither a comma nor a closing bracket")
        }
    }

    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if byte == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var unescaped = Array(bytes[start..<position])
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: unescaped, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(into: &unescaped)
            case 0..<0x20 where !lenient:
                position -= 1
                throw failure("a control character in a string")
            default:
                unescaped.append(byte)
            }
        }
        throw failure("a string that never ends")
    }

    mutating func escape(into unescaped: inout [UInt8]) throws(JSONError) {
        guard let byte else { throw failure("a string that never ends") }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape()
            unescaped.append(contentsOf: String(Character(scalar)).utf8)
        default:
            guard lenient else { throw failure("an unknown escape") }
            unescaped.append(byte)
        }
    }

    /// Four hexadecimal digits and, for a high surrogate, its partner; a lone surrogate becomes U+FFFD.
    mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let unit = try fourDigits()
        guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        guard bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return "\u{FFFD}" }
        let before = position
        position += 2
        let low = try fourDigits()
        guard (0xDC00...0xDFFF).contains(low) else {
            position = before
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    mutating func fourDigits() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("a \\u escape cut short") }
        var unit: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("a \\u escape without four digits") }
            unit = unit << 4 | UInt32(digit)
        }
        position += 4
        return unit
    }
}
