/// Dates with words in them, in any order that can be told apart: `Tue, 05 Nov 2024 08:00:00 GMT`, `Nov 5th, 2024 at 3 p.m.`,
/// `5. listopadu 2024`, `2024년 5월 28일 오후 1:31`.
struct WrittenDate {
    var scanner: DateScanner
    var fields = DateFields()
    var half: Half?
    /// Whether the half of the day is written as "AM" or "PM".
    var halfIsEnglish = false
    /// A number that stood where the zone's language leaves only one zone (Korea).
    var isKorean = false
    /// Whether the month's name may turn out to be a day of the week.
    var monthIsTentative = false
    /// Whether the month is a number with a sign behind it ("月").
    var monthHasSign = false
    /// The months that its name may be, where languages don't agree.
    var disputed: [DateWord.Reading] = []
    /// The days of the week that are named (``DateWord/weekdays``).
    var weekdays: UInt8 = 0
    /// The languages that the words are of, as far as they tell.
    var languages: DateLanguages = []
    /// Two numbers up to twelve before the year: which of them is the month isn't known yet.
    var ambiguous: (first: Int, second: Int)?
    /// Whether a clock, an offset or a zone stands there that can't be one, or that nobody knows: such a date isn't half believed.
    var isBroken = false
    /// What the word before the next number makes of it (Vietnamese).
    var nextNumber = NumberMeaning.open
    /// Whether the years count from the Buddha's death, as Thailand's do.
    var isBuddhist = false
    /// The year before the first of the era that is named.
    var era = 0
    /// What is known of the offset.
    var offsetState = OffsetState.open
    /// The zone that is named, whose offset depends on the date.
    var zone: DateZone?
    /// Where the clock began and ended.
    var (clockStart, clockEnd) = (0, 0)
    /// Whether the hour is marked as one ("時"): Japan's broadcasters count on past midnight.
    var hourHasSign = false
    /// Whether dots stand behind the numbers as behind ordinals.
    var (dayHasDot, yearHasDot) = (false, false)
    var yearHasTwoDigits = false

    enum Half { case morning, afternoon }
    enum NumberMeaning { case open, month, weekday }
    /// `universal` may be the beginning of "GMT+0200".
    enum OffsetState { case open, universal, settled }

    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        scanner = DateScanner(bytes, at: position)
    }

    mutating func read() -> Timestamp? {
        readAll()
        guard !isBroken, hasClock else { return nil }
        if let ambiguous {
            if let (month, day) = onlyNamedDay([(ambiguous.first, ambiguous.second), (ambiguous.second, ambiguous.first)]) {
                (fields.month, fields.day) = (month, day)
            } else if halfIsEnglish {
                // Who writes "AM" writes the month first.
                (fields.month, fields.day) = (ambiguous.first, ambiguous.second)
            } else {
                return nil
            }
        }
        return fields.timestamp
    }

    /// Whether the time, if there is one, is one of the day, or a leap second, or midnight at the day's end.
    private var hasClock: Bool {
        guard let hour = fields.hour else { return true }
        if hour == 24, !hourHasSign { return fields.minute == 0 && fields.second == 0 }
        return hour < (hourHasSign ? 30 : 24) && fields.minute < 60 && fields.second <= 60
    }

    /// Reads everything there is into ``fields``.
    mutating func readAll() {
        while let byte = scanner.byte {
            switch byte {
            case 0x30...0x39: readNumber()
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                readSign(byte)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: readWord()
            // The numbers and words of an address are no date.
            case UInt8(ascii: ":") where scanner.byte(after: 1) == UInt8(ascii: "/") && scanner.byte(after: 2) == UInt8(ascii: "/"):
                isBroken = true
                scanner.position += 1
            default: scanner.position += 1
            }
        }
        if let hour = fields.hour, let half, hour <= 12 {
            fields.hour = half == .afternoon ? (hour == 12 ? 12 : hour + 12) : (hour == 12 ? 0 : hour)
        }
        if isBuddhist, let year = fields.year {
            if yearHasTwoDigits { fields.year = 1957 + year % 100 } else if year > 2400 { fields.year = year - 543 }
        }
        if !disputed.isEmpty { settleMonth() }
        if let zone, let hour = fields.hour, let year = fields.year, let month = fields.month, let day = fields.day,
            let date = CivilDate(year: year, month: month, day: day)
        {
            fields.offset = zone.offset(on: date, minute: hour * 60 + fields.minute)
            if fields.offset == nil { isBroken = true }
        }
        if isKorean, fields.hour != nil, offsetState == .open { fields.offset = 9 * 60 }
    }

    /// The month of a disputed name: by the language of other words, by dots, by the day of the week, else the more frequent one.
    private mutating func settleMonth() {
        var readings = disputed
        func keep(_ wanted: (DateWord.Reading) -> Bool) {
            let kept = readings.filter(wanted)
            if !kept.isEmpty { readings = kept }
        }
        if !languages.isEmpty {
            keep { !$0.languages.isDisjoint(with: languages) }
        } else if yearHasDot {
            keep { $0.languages.contains(.croatian) }
        } else if dayHasDot {
            keep { $0.languages != .polish }
        }
        let day = fields.day ?? 0
        fields.month = onlyNamedDay(readings.map { ($0.month, day) })?.month ?? readings.first?.month
    }

    /// The one of several days of ``DateFields/year`` that falls on a day of the week that is named.
    private func onlyNamedDay(_ candidates: [(month: Int, day: Int)]) -> (month: Int, day: Int)? {
        guard weekdays != 0, let year = fields.year, (100...9999).contains(year) else { return nil }
        let named = candidates.filter { candidate in
            guard let date = CivilDate(year: year, month: candidate.month, day: candidate.day) else { return false }
            // 1970-01-01 was a Thursday.
            return weekdays & 1 << UInt8(((date.daysSinceEpoch + 3) % 7 + 7) % 7) != 0
        }
        return named.count == 1 ? named[0] : nil
    }

    /// An offset behind the clock, or a dash.
    private mutating func readSign(_ sign: UInt8) {
        guard fields.hour != nil, offsetState != .settled else {
            scanner.position += 1
            return
        }
        var ahead = scanner
        switch ahead.offset() {
        case .minutes(let minutes):
            scanner = ahead
            fields.offset = minutes
            offsetState = .settled
        case .impossible:
            if !isEnd(sign) { isBroken = true }
            scanner = ahead
        case .none:
            // "+zz:00"
            if sign == UInt8(ascii: "+"), scanner.isLetter(after: 1) { isBroken = true }
            scanner.position += 1
        }
    }

    /// Whether what looks like an offset is the end of an event: "09:00-17:00".
    private func isEnd(_ sign: UInt8) -> Bool {
        guard sign == UInt8(ascii: "-"), let start = fields.hour,
            scanner.byte(after: clockStart - 1 - scanner.position) != UInt8(ascii: "T")
        else { return false }
        var ahead = scanner
        ahead.position += 1
        guard let hour = ahead.shortNumber(), hour > start, hour <= 24, ahead.take(UInt8(ascii: ":")), let minute = ahead.shortNumber()
        else {
            return false
        }
        return minute < 60
    }
}
