/// Writes the characters of all scripts that numbers, signs and blanks of dates are made of as ASCII's.
enum DateCharacters {
    /// Digits become ASCII digits, Chinese numerals before a sign of year, month, day or time too; blanks, commas, colons, minus signs and
    /// apostrophes become the ASCII ones; what can't be seen is left out.
    static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        // Chinese numerals wait until it is known what follows.
        var numerals: [Unicode.Scalar] = []
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.value >= 0x3007, chineseDigit(scalar) != nil {
                numerals.append(scalar)
                continue
            }
            if !numerals.isEmpty {
                write(numerals, before: scalar, to: &output)
                numerals.removeAll()
            }
            write(scalar, to: &output)
        }
        for numeral in numerals { append(numeral, to: &output) }
        return output
    }

    private static func write(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        switch scalar.value {
        case 0..<0x80: output.append(UInt8(scalar.value))
        case 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: output.append(0x20)
        case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: return
        case 0x60C, 0x3001: output.append(UInt8(ascii: ","))
        case 0x2236: output.append(UInt8(ascii: ":"))
        case 0x2018, 0x2019: output.append(UInt8(ascii: "'"))
        case 0x2010...0x2012, 0x2212, 0xFE63: output.append(UInt8(ascii: "-"))
        case 0x2013, 0x2014: output.append(endsWithShortClock(output) ? 0x20 : UInt8(ascii: "-"))
        case 0xFF01...0xFF5E: output.append(UInt8(scalar.value - 0xFEE0))
        // Scripts without digits of their own.
        case 0x80..<0x660, 0x3041...0x9FFF, 0xAC00...0xD7A3: append(scalar, to: &output)
        default:
            if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
                output.append(0x30 + UInt8(digit))
            } else {
                append(scalar, to: &output)
            }
        }
    }

    /// Whether the text so far ends with hours and minutes: a dash right behind them leads to the end of an event, not to an offset.
    private static func endsWithShortClock(_ text: [UInt8]) -> Bool {
        guard text.count >= 4, DateScanner.isDigit(text[text.count - 1]), DateScanner.isDigit(text[text.count - 2]) else { return false }
        guard text[text.count - 3] == UInt8(ascii: ":") else { return false }
        return text.count < 6 || !(text[text.count - 6] == UInt8(ascii: ":") || text[text.count - 5] == UInt8(ascii: ":"))
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    // MARK: Chinese numerals

    /// 0 to 9, or 10, 20 and 30 for the signs of tens.
    private static func chineseDigit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "〇", "零": 0
        case "一", "元": 1
        case "二": 2
        case "三": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "七": 7
        case "八": 8
        case "九": 9
        case "十": 10
        case "廿": 20
        case "卅": 30
        default: nil
        }
    }

    /// Numerals as digits where they count something of a date, else as they are: "十一月" but "星期二".
    private static func write(_ numerals: [Unicode.Scalar], before next: Unicode.Scalar, to output: inout [UInt8]) {
        guard "年月日号號時时点點分秒".unicodeScalars.contains(next), let number = number(numerals) else {
            for numeral in numerals { append(numeral, to: &output) }
            return
        }
        output.append(contentsOf: String(number).utf8)
    }

    /// "二〇二六" is read digit by digit, "二十五" with its tens.
    private static func number(_ numerals: [Unicode.Scalar]) -> Int? {
        let digits = numerals.compactMap(chineseDigit)
        guard digits.count <= 4 else { return nil }
        guard let tens = digits.firstIndex(where: { $0 >= 10 }) else { return digits.reduce(0) { $0 * 10 + $1 } }
        guard tens <= 1, digits.count - tens <= 2, digits.dropFirst(tens + 1).allSatisfy({ $0 < 10 }) else { return nil }
        let count = tens == 1 ? digits[0] : 1
        guard count > 0, digits[tens] == 10 || tens == 0 else { return nil }
        return count * digits[tens] + (digits.count - tens == 2 ? digits[tens + 1] : 0)
    }
}
