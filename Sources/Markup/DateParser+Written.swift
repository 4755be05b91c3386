/// Dates with words in them, in any order that can be told apart: `Tue, 05 Nov 2024 08:00:00 GMT`, `Nov 5th, 2024 at 3 p.m.`,
/// `5. listopadu 2024`, `2024년 5월 28일 오후 1:31`.
struct WrittenDate {
    var scanner: DateScanner
    var fields = DateFields()
    private var half: Half?
    /// A number that stood where the zone's language leaves only one zone (Korea).
    private var isKorean = false
    private var monthIsTentative = false
    /// Two numbers up to twelve before the year: which of them is the month isn't known yet.
    private var ambiguous: (first: Int, second: Int)?
    /// Whether a clock or an offset stands there that can't be one: such a date isn't half believed.
    private(set) var isBroken = false
    /// What the word before the next number makes of it (Vietnamese).
    private var nextNumber = NumberMeaning.open
    /// Whether the month was named in Thai, whose years count from the Buddha's death.
    private var isThai = false

    private enum Half { case morning, afternoon }
    private enum NumberMeaning { case open, month, weekday }

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        scanner = DateScanner(bytes, at: position)
    }

    mutating func read() -> Timestamp? {
        readAll()
        guard !isBroken else { return nil }
        if let ambiguous {
            // Who writes "AM" writes the month first.
            guard half != nil else { return nil }
            (fields.month, fields.day) = (ambiguous.first, ambiguous.second)
        }
        return fields.timestamp
    }

    /// Reads everything there is into ``fields``.
    mutating func readAll() {
        while let byte = scanner.byte {
            switch byte {
            case 0x30...0x39: readNumber()
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                readSign(byte)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: readWord()
            default: scanner.position += 1
            }
        }
        if let hour = fields.hour, let half, hour <= 12 {
            fields.hour = half == .afternoon ? (hour == 12 ? 12 : hour + 12) : (hour == 12 ? 0 : hour)
        }
        if isKorean, fields.hour != nil, fields.offset == nil { fields.offset = 9 * 60 }
        if isThai, let year = fields.year, year > 2400 { fields.year = year - 543 }
    }

    /// An offset behind the clock, or a dash.
    private mutating func readSign(_ sign: UInt8) {
        if fields.hour != nil, fields.offset == nil || fields.offset == 0, let next = scanner.byte(after: 1) {
            if let offset = scanner.offset() {
                fields.offset = offset
                return
            }
            // "+zz:00", "-9999"
            let isLetter = sign == UInt8(ascii: "+") && (0x61...0x7A).contains(next | 0x20)
            if isLetter || (1...4).allSatisfy({ scanner.isDigit(after: $0) }) { isBroken = true }
        }
        scanner.position += 1
    }

    private mutating func readNumber() {
        guard let number = scanner.number() else { return }
        let meaning = nextNumber
        nextNumber = .open
        switch meaning {
        case .weekday: return
        case .month where number.digits <= 2:
            fields.month = number.value
            return
        default: break
        }
        switch scanner.byte {
        case UInt8(ascii: ":") where number.digits <= 2 && scanner.isDigit(after: 1) && fields.hour == nil:
            readClock(hour: number.value)
            return
        case UInt8(ascii: ":") where number.digits <= 2 && fields.hour == nil && scanner.byte(after: 1).map(Self.isLetter) == true:
            isBroken = true
        case UInt8(ascii: "h"), UInt8(ascii: "H"), 0x20:
            // French "20h30", "20 h 30", "20h".
            let mark = scanner.byte == 0x20 ? 1 : 0
            if scanner.byte(after: mark).map({ $0 | 0x20 }) == UInt8(ascii: "h"), number.digits <= 2, number.value <= 24,
                fields.hour == nil,
                scanner.byte(after: mark + 1).map({ !Self.isLetter($0) }) ?? true
            {
                fields.hour = number.value
                scanner.position += mark + 1
                if mark == 1, scanner.isDigit(after: 1) { skipBlank() }
                if let minute = scanner.number(limit: 2) { fields.minute = minute.value }
                return
            }
        case UInt8(ascii: ".")
        where number.digits <= 2 && fields.hour == nil && fields.day != nil && fields.year != nil && scanner.isDigit(after: 2):
            // "kl. 08.00"
            readClock(hour: number.value)
            return
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"):
            // "2024. 11. 5." and "5. 11. 2024": Korea and much of Europe put blanks behind the dots.
            let isNext =
                scanner.isDigit(after: 1)
                || (scanner.byte == UInt8(ascii: ".") && scanner.byte(after: 1) == 0x20 && scanner.isDigit(after: 2))
            if isNext, fields.day == nil, fields.month == nil, readNumericDay(first: number) { return }
        default: break
        }
        place(number.value, digits: number.digits)
    }

    /// `:mm`, `:mm:ss`, `:mm:ss.fff` behind the hour.
    private mutating func readClock(hour: Int) {
        let separator = scanner.byte
        fields.hour = hour
        scanner.position += 1
        fields.minute = scanner.number(limit: 2)?.value ?? 0
        if scanner.byte == separator, separator == UInt8(ascii: ":"), scanner.byte(after: 1).map(Self.isLetter) == true { isBroken = true }
        if scanner.byte == separator, scanner.isDigit(after: 1) {
            scanner.position += 1
            fields.second = scanner.number(limit: 2)?.value ?? 0
            if scanner.byte == UInt8(ascii: ".") || scanner.byte == UInt8(ascii: ","), scanner.isDigit(after: 1) {
                scanner.position += 1
                fields.millisecond = scanner.fraction()
            }
        }
    }

    /// Three numbers with one separator: year first, or day and month before the year.
    ///
    /// - Returns: false, with nothing taken, where there are no three.
    private mutating func readNumericDay(first: (value: Int, digits: Int)) -> Bool {
        guard let separator = scanner.byte else { return false }
        let start = scanner.position
        scanner.position += 1
        if separator == UInt8(ascii: ".") { skipBlank() }
        guard let second = scanner.number(limit: 2), scanner.byte == separator else {
            scanner.position = start
            return false
        }
        scanner.position += 1
        if separator == UInt8(ascii: ".") { skipBlank() }
        guard let third = scanner.number(limit: 4) else {
            scanner.position = start
            return false
        }
        if first.digits == 4 {
            (fields.year, fields.month, fields.day) = (first.value, second.value, third.value)
            return true
        }
        fields.year = third.digits == 4 ? third.value : ISODate.twoDigitYear(third.value)
        if separator == UInt8(ascii: "/") {
            // Day first in most of the world, month first in America: only numbers above twelve tell.
            switch (first.value > 12, second.value > 12) {
            case (true, false): (fields.day, fields.month) = (first.value, second.value)
            case (false, true): (fields.month, fields.day) = (first.value, second.value)
            default:
                if first.value == second.value {
                    (fields.month, fields.day) = (first.value, second.value)
                } else {
                    ambiguous = (first.value, second.value)
                    (fields.month, fields.day) = (first.value, second.value)
                }
            }
        } else if second.value > 12, first.value <= 12 {
            (fields.month, fields.day) = (first.value, second.value)
        } else {
            (fields.day, fields.month) = (first.value, second.value)
        }
        return true
    }

    private mutating func skipBlank() { if scanner.byte == 0x20 { scanner.position += 1 } }

    /// A number that stands alone: the year, the day, the month before its Chinese sign, an hour before "pm".
    private mutating func place(_ value: Int, digits: Int) {
        if let unit = takeUnit() {
            switch unit {
            case .year: fields.year = fields.year ?? value
            case .month: fields.month = value
            case .day: fields.day = fields.day ?? value
            case .hour: fields.hour = fields.hour ?? value
            case .minute: fields.minute = value
            case .second: fields.second = value
            }
            return
        }
        if digits == 4 {
            if fields.year == nil { fields.year = value }
        } else if digits <= 2 {
            if fields.hour == nil, fields.day != nil, fields.month != nil, isHalfAhead {
                fields.hour = value
            } else if fields.day == nil {
                fields.day = value
            } else if fields.year == nil, fields.month != nil, digits == 2 {
                fields.year = ISODate.twoDigitYear(value)
            }
        } else if digits == 3, fields.year == nil, fields.day != nil, fields.month != nil {
            // RFC 2822, section 4.3: programs that counted years from 1900.
            fields.year = 1900 + value
        }
    }

    private var isHalfAhead: Bool {
        var ahead = scanner
        while ahead.byte == 0x20 { ahead.position += 1 }
        guard let byte = ahead.byte, byte | 0x20 == UInt8(ascii: "a") || byte | 0x20 == UInt8(ascii: "p") else { return false }
        guard let next = ahead.byte(after: 1) else { return true }
        return next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "m")
    }

    private enum Unit { case year, month, day, hour, minute, second }

    /// The Chinese, Japanese or Korean sign behind a number.
    private mutating func takeUnit() -> Unit? {
        guard let byte = scanner.byte, byte >= 0xE5, scanner.position + 3 <= scanner.bytes.count else { return nil }
        let sign = scanner.bytes[scanner.position..<scanner.position + 3].reduce(0) { $0 << 8 | UInt32($1) }
        let unit: Unit
        switch sign {
        case 0xE5B9B4: unit = .year  // 年
        case 0xE69C88: unit = .month  // 月
        case 0xE697A5: unit = .day  // 日
        case 0xE69982, 0xE697B6: unit = .hour  // 時 时
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

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) }

    private mutating func readWord() {
        let start = scanner.position
        while let byte = scanner.byte, Self.isLetter(byte) { scanner.position += 1 }
        let word = UnsafeBufferPointer(rebasing: scanner.bytes[start..<scanner.position])
        if let month = MonthNames.month(word) {
            placeMonth(month)
            if word.starts(with: [0xE0, 0xB8]) { isThai = true }
            return
        }
        let isShort = word.count <= 5 && word.allSatisfy { $0 < 0x80 }
        if isShort, readHalf(word) { return }
        if isShort, fields.hour != nil, fields.offset == nil || fields.offset == 0, let offset = ZoneNames.offset(of: word) {
            // "GMT+0200" and "UTC-5": the number that follows is the zone.
            fields.offset = offset
            return
        }
        if !isShort {
            switch String(decoding: word, as: UTF8.self) {
            case "오전": (half, isKorean) = (.morning, true)
            case "오후": (half, isKorean) = (.afternoon, true)
            case "午前", "上午": half = .morning
            case "午後", "下午": half = .afternoon
            case "tháng", "Tháng": nextNumber = .month
            case "thứ", "Thứ": nextNumber = .weekday
            default: break
            }
        }
    }

    /// A month's name; one in front of everything ("mar., 05 nov.") may be a day of the week instead.
    private mutating func placeMonth(_ month: Int) {
        if fields.month == nil {
            fields.month = month
            monthIsTentative = fields.day == nil
        } else if monthIsTentative {
            fields.month = month
            monthIsTentative = false
        }
    }

    /// "am", "PM", "a.m.", "p. m."
    private mutating func readHalf(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard fields.hour != nil, let first = word.first, first | 0x20 == UInt8(ascii: "a") || first | 0x20 == UInt8(ascii: "p") else {
            return false
        }
        if word.count == 2, word[1] | 0x20 == UInt8(ascii: "m") {
            half = first | 0x20 == UInt8(ascii: "a") ? .morning : .afternoon
            return true
        }
        guard word.count == 1, scanner.byte == UInt8(ascii: ".") else { return false }
        var ahead = scanner
        ahead.position += 1
        while ahead.byte == 0x20 { ahead.position += 1 }
        guard let byte = ahead.byte, byte | 0x20 == UInt8(ascii: "m") else { return false }
        ahead.position += 1
        scanner = ahead
        half = first | 0x20 == UInt8(ascii: "a") ? .morning : .afternoon
        return true
    }
}
