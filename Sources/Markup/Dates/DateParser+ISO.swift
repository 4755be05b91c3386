/// Dates that begin with the year: ISO 8601, RFC 3339, W3CDTF, SQL, Unix seconds.
enum ISODate {
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, partial: Bool) -> Timestamp? {
        var scanner = DateScanner(bytes)
        if partial, scanner.take(UInt8(ascii: "-")) { return parseMonth(&scanner) }
        guard let head = scanner.number() else { return nil }
        var fields = DateFields()
        switch head.digits {
        case 4:
            fields.year = head.value
            guard let separator = scanner.byte else {
                guard partial, (1000...2999).contains(head.value) else { return nil }
                (fields.month, fields.day) = (1, 1)
                return fields.timestamp
            }
            if readWeek(&scanner, into: &fields) { break }
            guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: "."),
                scanner.isDigit(after: 1)
            else { return nil }
            scanner.position += 1
            guard readDay(&scanner, separator: separator, into: &fields, partial: partial) else { return nil }
        case 2 where scanner.byte == UInt8(ascii: "-"):
            // "03-12-31": only with the year in front, as ISO 8601 once had it.
            guard partial else { return nil }
            fields.year = twoDigitYear(head.value)
            scanner.position += 1
            if let day = threeDigits(ahead: scanner) {
                guard setDay(ofYear: day, in: &fields) else { return nil }
                return fields.timestamp
            }
            guard let month = scanner.number(limit: 2), month.digits == 2, scanner.take(UInt8(ascii: "-")),
                let day = scanner.number(limit: 2), day.digits == 2
            else { return nil }
            (fields.month, fields.day) = (month.value, day.value)
        case 5 where partial && scanner.byte == nil:
            fields.year = twoDigitYear(head.value / 1000)
            return setDay(ofYear: head.value % 1000, in: &fields) ? fields.timestamp : nil
        case 6 where partial && scanner.byte == nil:
            (fields.year, fields.month, fields.day) = (twoDigitYear(head.value / 10_000), head.value / 100 % 100, head.value % 100)
        case 7:
            fields.year = head.value / 1000
            guard setDay(ofYear: head.value % 1000, in: &fields) else { return nil }
        case 8:
            (fields.year, fields.month, fields.day) = (head.value / 10_000, head.value / 100 % 100, head.value % 100)
        case 10 where scanner.byte == nil && (1_000_000_000..<2_000_000_000).contains(head.value):
            return Timestamp(milliseconds: Int64(head.value) * 1000, offsetMinutes: 0)
        case 10
        where scanner.byte == UInt8(ascii: ".") && (1_000_000_000..<2_000_000_000).contains(head.value) && scanner.isDigit(after: 1):
            scanner.position += 1
            let milliseconds = Int64(head.value) * 1000 + Int64(scanner.fraction())
            return scanner.byte == nil ? Timestamp(milliseconds: milliseconds, offsetMinutes: 0) : nil
        case 13 where scanner.byte == nil && (1_000_000_000_000..<2_000_000_000_000).contains(head.value):
            return Timestamp(milliseconds: Int64(head.value), offsetMinutes: 0)
        case 14:
            let (day, time) = head.value.quotientAndRemainder(dividingBy: 1_000_000)
            (fields.year, fields.month, fields.day) = (day / 10_000, day / 100 % 100, day % 100)
            (fields.hour, fields.minute, fields.second) = (time / 10_000, time / 100 % 100, time % 100)
            // Milliseconds, if anything: a longer number is no date.
            let further = (0..<4).prefix { scanner.isDigit(after: $0) }.count
            guard further == 0 || further == 3 else { return nil }
            return readZone(&scanner, into: &fields) ? fields.timestamp : nil
        default: return nil
        }
        return readTime(&scanner, into: &fields) ? fields.timestamp : nil
    }

    /// `-YYMM` and `-YY-MM`, as ISO 8601 once had it; the first hyphen has been read.
    private static func parseMonth(_ scanner: inout DateScanner) -> Timestamp? {
        guard let year = scanner.number(limit: 2), year.digits == 2 else { return nil }
        _ = scanner.take(UInt8(ascii: "-"))
        guard let month = scanner.number(limit: 2), month.digits == 2, scanner.byte == nil else { return nil }
        var fields = DateFields()
        (fields.year, fields.month, fields.day) = (twoDigitYear(year.value), month.value, 1)
        return fields.timestamp
    }

    /// A day of the year that ends the text.
    private static func threeDigits(ahead scanner: DateScanner) -> Int? {
        var scanner = scanner
        guard let number = scanner.number(), number.digits == 3, scanner.byte == nil else { return nil }
        return number.value
    }

    /// `-W45-2` or `W452`: the week of the year and the day in it.
    private static func readWeek(_ scanner: inout DateScanner, into fields: inout DateFields) -> Bool {
        var ahead = scanner
        let isLong = ahead.take(UInt8(ascii: "-"))
        guard ahead.take(UInt8(ascii: "W")), let year = fields.year, let week = ahead.number(limit: 2), week.digits == 2,
            !isLong || ahead.take(UInt8(ascii: "-")), let day = ahead.number(), day.digits == 1, (1...7).contains(day.value),
            let january = CivilDate(year: year, month: 1, day: 4)?.daysSinceEpoch
        else { return false }
        // The first week is the one that has the fourth of January; 1970-01-01 was a Thursday.
        let monday = january - ((january + 3) % 7 + 7) % 7 + Int64(week.value - 1) * 7
        // Its Thursday tells whether the year has that week.
        guard week.value >= 1, CivilDate(daysSinceEpoch: monday + 3).year == year else { return false }
        let date = CivilDate(daysSinceEpoch: monday + Int64(day.value - 1))
        (fields.year, fields.month, fields.day) = (date.year, date.month, date.day)
        scanner = ahead
        return true
    }

    /// Month and day, or the day of the year, behind the year's separator.
    private static func readDay(_ scanner: inout DateScanner, separator: UInt8, into fields: inout DateFields, partial: Bool) -> Bool {
        guard let second = scanner.number(limit: 4) else { return false }
        // "2003-012-31" has a month of three digits; "2003-365" a day of the year.
        let isMonth = second.digits == 3 && second.value <= 12 && scanner.byte == separator
        if second.digits == 3, separator == UInt8(ascii: "-"), !isMonth { return setDay(ofYear: second.value, in: &fields) }
        if second.digits == 4, separator == UInt8(ascii: "-") {
            (fields.month, fields.day) = (second.value / 100, second.value % 100)
            return true
        }
        guard second.digits <= 2 || isMonth else { return false }
        fields.month = second.value
        if scanner.byte == nil, partial {
            fields.day = 1
            return true
        }
        guard scanner.take(separator), let third = scanner.number(limit: 2) else { return false }
        fields.day = third.value
        return true
    }

    private static func setDay(ofYear day: Int, in fields: inout DateFields) -> Bool {
        guard let year = fields.year, let first = CivilDate(year: year, month: 1, day: 1), (1...366).contains(day) else { return false }
        let date = CivilDate(daysSinceEpoch: first.daysSinceEpoch + Int64(day - 1))
        guard date.year == year else { return false }
        (fields.month, fields.day) = (date.month, date.day)
        return true
    }

    /// `Thh:mm:ss.fff` and a zone; false where what follows is something else.
    private static func readTime(_ scanner: inout DateScanner, into fields: inout DateFields) -> Bool {
        // Commas and further blanks between day and time are common typing errors.
        var sawMark = false
        while let byte = scanner.byte, byte <= 0x20 || byte == UInt8(ascii: ",") || byte | 0x20 == UInt8(ascii: "t") {
            if byte | 0x20 == UInt8(ascii: "t") {
                if sawMark { return false }
                sawMark = true
            }
            scanner.position += 1
        }
        guard scanner.byte != nil else { return true }
        if scanner.byte.map(DateScanner.isDigit) != true {
            // "2024-03-05Z", "2024-03-05+01:00": XML Schema's day with a zone. Words are for the other reader.
            if scanner.take(UInt8(ascii: "Z")) { return scanner.byte == nil }
            guard case .minutes = scanner.offset() else { return false }
            return scanner.byte == nil
        }
        guard let first = scanner.number(limit: 6) else { return false }
        switch first.digits {
        case 1, 2: fields.hour = first.value
        case 4: (fields.hour, fields.minute) = (first.value / 100, first.value % 100)
        case 6: (fields.hour, fields.minute, fields.second) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
        default: return false
        }
        if first.digits <= 2 {
            // "T10Z" is ISO 8601; "2024-03-05 10 comments" is not.
            guard scanner.take(UInt8(ascii: ":")) || (sawMark && scanner.byte != UInt8(ascii: ".")) else { return false }
            if scanner.isDigit(after: 0) {
                guard let minute = scanner.shortNumber() else { return false }
                fields.minute = minute
                if scanner.take(UInt8(ascii: ":")), scanner.isDigit(after: 0) {
                    guard let second = scanner.shortNumber() else { return false }
                    fields.second = second
                }
            }
        }
        if scanner.byte == UInt8(ascii: ".") || scanner.byte == UInt8(ascii: ","), scanner.isDigit(after: 1) {
            scanner.position += 1
            fields.millisecond = scanner.fraction()
        }
        return readZone(&scanner, into: &fields)
    }

    /// The zone behind the time; a word nobody knows leaves it open, an impossible offset makes the date unreadable.
    private static func readZone(_ scanner: inout DateScanner, into fields: inout DateFields) -> Bool {
        scanner.skipBlanks()
        if scanner.byte == UInt8(ascii: ":"), scanner.isDigit(after: 1) { return false }
        switch scanner.offset() {
        case .minutes(let minutes):
            fields.offset = minutes
            return true
        case .impossible: return false
        case .none: break
        }
        if scanner.byte.map({ $0 | 0x20 }) == UInt8(ascii: "z"), scanner.byte(after: 1) == nil {
            fields.offset = 0
            return true
        }
        var rest = WrittenDate(scanner.bytes, at: scanner.position)
        rest.fields = fields
        rest.readAll()
        scanner.position = scanner.bytes.count
        (fields.offset, fields.hour) = (rest.fields.offset, rest.fields.hour)
        return !rest.isBroken
    }

    /// The year two digits mean (RFC 2822, section 4.3).
    static func twoDigitYear(_ value: Int) -> Int { value < 50 ? 2000 + value : 1900 + value }
}
