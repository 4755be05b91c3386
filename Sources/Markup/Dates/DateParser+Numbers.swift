/// The numbers of a written date: days, years, clocks.
extension WrittenDate {
    mutating func readNumber() {
        let start = scanner.position
        guard let number = scanner.number() else { return }
        let meaning = nextNumber
        nextNumber = .open
        switch meaning {
        case .weekday: return
        case .month where number.digits <= 2 && fields.month == nil:
            fields.month = number.value
            return
        default: break
        }
        switch scanner.byte {
        case UInt8(ascii: ":") where number.digits <= 2 && fields.hour == nil && scanner.isDigit(after: 1):
            return readClock(hour: number.value, from: start)
        case UInt8(ascii: ":") where number.digits <= 2 && fields.hour == nil && scanner.isLetter(after: 1):
            isBroken = true
        case UInt8(ascii: "h"), UInt8(ascii: "H"), 0x20:
            if number.digits <= 2, number.value <= 24, fields.hour == nil, readHour(number.value, from: start) { return }
        case UInt8(ascii: ".")
        where number.digits <= 2 && fields.hour == nil && fields.day != nil && fields.year != nil && scanner.isDigit(after: 2):
            if readDottedClock(hour: number.value, from: start) { return }
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
            // "2024. 11. 5." and "5. 11. 2024": Korea and much of Europe put blanks behind the dots.
            let isNext =
                scanner.isDigit(after: 1)
                || (scanner.byte == UInt8(ascii: ".") && scanner.byte(after: 1) == 0x20 && scanner.isDigit(after: 2))
            let isOpen = fields.month == nil || (monthIsTentative && fields.year == nil)
            if isNext, isOpen, fields.day == nil, readNumericDay(first: number) { return }
        default: break
        }
        place(number.value, digits: number.digits, from: start)
    }

    // MARK: Clocks

    /// `:mm`, `:mm:ss`, `:mm:ss.fff`, `:mm:ss:fff` behind the hour; anything else with colons is no time.
    private mutating func readClock(hour: Int, from start: Int) {
        let colon = UInt8(ascii: ":")
        fields.hour = hour
        scanner.position += 1
        guard let minute = scanner.shortNumber() else {
            isBroken = true
            return
        }
        fields.minute = minute
        if scanner.byte == colon, scanner.isLetter(after: 1) { isBroken = true }
        if scanner.byte == colon, scanner.isDigit(after: 1) {
            scanner.position += 1
            guard let second = scanner.shortNumber() else {
                isBroken = true
                return
            }
            fields.second = second
            if scanner.byte == UInt8(ascii: ".") || scanner.byte == UInt8(ascii: ","), scanner.isDigit(after: 1) {
                scanner.position += 1
                fields.millisecond = scanner.fraction()
            } else if scanner.byte == colon, scanner.byte(after: 1).map({ $0 > 0x20 }) == true {
                // SQL Server puts the milliseconds behind a colon.
                scanner.position += 1
                guard let fraction = scanner.number(), fraction.digits == 3 else {
                    isBroken = true
                    return
                }
                fields.millisecond = fraction.value
            }
        }
        (clockStart, clockEnd) = (start, scanner.position)
    }

    /// "kl. 08.00"; what can't be a time is some other number.
    private mutating func readDottedClock(hour: Int, from start: Int) -> Bool {
        var ahead = scanner
        ahead.position += 1
        guard hour <= 24, let minute = ahead.shortNumber(), minute < 60 else { return false }
        var second = 0
        if ahead.byte == UInt8(ascii: "."), ahead.isDigit(after: 1) {
            // "05.04.2025" is another day.
            ahead.position += 1
            guard let value = ahead.shortNumber() else { return false }
            second = value
        }
        (fields.hour, fields.minute, fields.second) = (hour, minute, second)
        scanner = ahead
        (clockStart, clockEnd) = (start, scanner.position)
        return true
    }

    /// French "20h30", "20 h 30", "20h".
    private mutating func readHour(_ hour: Int, from start: Int) -> Bool {
        let blanks = scanner.byte == 0x20 ? 1 : 0
        guard scanner.byte(after: blanks).map({ $0 | 0x20 }) == UInt8(ascii: "h"), !scanner.isLetter(after: blanks + 1) else {
            return false
        }
        fields.hour = hour
        scanner.position += blanks + 1
        var ahead = scanner
        if blanks == 1, ahead.isDigit(after: 1) { ahead.skipBlanks() }
        if let minute = ahead.shortNumber() {
            fields.minute = minute
            scanner = ahead
        }
        (clockStart, clockEnd) = (start, scanner.position)
        return true
    }

    // MARK: Days

    /// Three numbers with one separator: year first, or day and month before the year.
    ///
    /// - Returns: false, with nothing taken, where there are no three.
    private mutating func readNumericDay(first: (value: Int, digits: Int)) -> Bool {
        guard let separator = scanner.byte, first.digits <= 2 || first.digits == 4 else { return false }
        var ahead = scanner
        ahead.position += 1
        if separator == UInt8(ascii: ".") { ahead.skipBlanks() }
        guard let second = ahead.number(limit: 2), ahead.take(separator) else { return false }
        if separator == UInt8(ascii: ".") { ahead.skipBlanks() }
        guard let third = ahead.number(), first.digits == 4 ? third.digits <= 2 : third.digits == 2 || third.digits == 4 else {
            return false
        }
        // An address or a version has further numbers.
        if third.digits == 2, first.digits != 4, ahead.byte == separator, ahead.isDigit(after: 1) { return false }
        scanner = ahead
        monthIsTentative = false
        disputed = []
        if first.digits == 4 {
            (fields.year, fields.month, fields.day) = (first.value, second.value, third.value)
            return true
        }
        yearHasTwoDigits = third.digits == 2
        fields.year = third.digits == 4 ? third.value : ISODate.twoDigitYear(third.value)
        (fields.day, fields.month) = (first.value, second.value)
        if second.value > 12, first.value <= 12 {
            (fields.month, fields.day) = (first.value, second.value)
        } else if separator == UInt8(ascii: "/"), first.value <= 12, first.value != second.value {
            // Day first in most of the world, month first in America: only numbers above twelve tell.
            ambiguous = (first.value, second.value)
        }
        return true
    }

    /// A number that stands alone: the year, the day, the month before its Chinese sign, an hour before "pm", a clock without a colon.
    private mutating func place(_ value: Int, digits: Int, from start: Int) {
        if let unit = takeUnit() { return place(value, unit, from: start) }
        let hasDot = scanner.byte == UInt8(ascii: ".") && scanner.byte(after: 1).map({ $0 <= 0x20 }) ?? true
        switch digits {
        case 4 where isClock(value, startsWithZero: scanner.bytes[start] == 0x30):
            (fields.hour, fields.minute) = value.quotientAndRemainder(dividingBy: 100)
            (clockStart, clockEnd) = (start, scanner.position)
        case 6 where isClock(value / 100, startsWithZero: false):
            (fields.hour, fields.minute, fields.second) = (value / 10_000, value / 100 % 100, value % 100)
            (clockStart, clockEnd) = (start, scanner.position)
        // "1000萬" counts something else.
        case 4 where fields.year == nil && scanner.byte.map({ $0 < 0xE3 }) ?? true: (fields.year, yearHasDot) = (value, hasDot)
        case 1, 2:
            if fields.hour == nil, fields.day != nil, fields.month != nil, isHalfAhead(of: scanner) {
                fields.hour = value
                (clockStart, clockEnd) = (start, scanner.position)
            } else if fields.day == nil {
                // An archive's "2024年11月 (7)" counts articles: behind a month's sign a day has one too.
                if monthHasSign, fields.year != nil { return }
                (fields.day, dayHasDot) = (value, hasDot)
            } else if fields.year == nil, fields.month != nil, digits == 2 {
                fields.year = ISODate.twoDigitYear(value)
                (yearHasTwoDigits, yearHasDot) = (true, hasDot)
            }
        // RFC 2822, section 4.3: programs that counted years from 1900.
        case 3 where fields.year == nil && fields.day != nil && fields.month != nil: fields.year = 1900 + value
        default: break
        }
    }

    /// Whether a number is hours and minutes: "0800 GMT", "2030 +0100". One without a zone or half of the day behind it may be anything.
    private func isClock(_ value: Int, startsWithZero: Bool) -> Bool {
        guard fields.hour == nil, fields.day != nil, fields.month != nil, fields.year != nil || startsWithZero else { return false }
        guard value / 100 < 24, value % 100 < 60 else { return false }
        var ahead = scanner
        ahead.skipBlanks()
        guard ahead.position > scanner.position else { return false }
        if case .minutes = ahead.offset() { return ahead.position - scanner.position >= 5 }
        return isHalfAhead(of: scanner) || ZoneNames.offset(of: ahead.word()) != nil
    }

    private func isHalfAhead(of scanner: DateScanner) -> Bool {
        var ahead = scanner
        ahead.skipBlanks()
        guard let byte = ahead.byte, byte | 0x20 == UInt8(ascii: "a") || byte | 0x20 == UInt8(ascii: "p") else { return false }
        guard let next = ahead.byte(after: 1) else { return true }
        return next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "m")
    }

    // MARK: Signs

    private enum Unit { case year, month, day, hour, minute, second }

    private mutating func place(_ value: Int, _ unit: Unit, from start: Int) {
        switch unit {
        case .year: fields.year = fields.year ?? (value < 200 ? value + era : value)
        case .month: (fields.month, monthHasSign) = (value, true)
        case .day: fields.day = fields.day ?? value
        case .hour:
            if fields.hour == nil { (fields.hour, hourHasSign, clockStart) = (value, true, start) }
        case .minute: fields.minute = value
        case .second: fields.second = value
        }
        if fields.hour != nil { clockEnd = scanner.position }
    }

    /// The Chinese, Japanese or Korean sign behind a number.
    private mutating func takeUnit() -> Unit? {
        guard let byte = scanner.byte, byte >= 0xE5, scanner.position + 3 <= scanner.bytes.count else { return nil }
        let sign = scanner.bytes[scanner.position..<scanner.position + 3].reduce(0) { $0 << 8 | UInt32($1) }
        let unit: Unit
        switch sign {
        case 0xE5B9B4: unit = .year  // 年
        case 0xE69C88: unit = .month  // 月
        case 0xE697A5, 0xE58FB7, 0xE8999F: unit = .day  // 日 号 號
        case 0xE69982, 0xE697B6, 0xE782B9, 0xE9BB9E: unit = .hour  // 時 时 点 點
        case 0xE58886: unit = .minute  // 分
        case 0xE7A792: unit = .second  // 秒
        case 0xEB8584: unit = .year  // 년
        case 0xEC9B94: unit = .month  // 월
        case 0xEC9DBC: unit = .day  // 일
        case 0xEC8B9C: unit = .hour  // 시
        case 0xEBB684: unit = .minute  // 분
        case 0xECB488: unit = .second  // 초
        default: return nil
        }
        if sign >= 0xEA0000 { isKorean = true }
        scanner.position += 3
        return unit
    }
}
