import Testing

@testable import Markup

@Suite struct DateParserTests {
    @Test(arguments: [
        ("Tue, 05 Nov 2024 08:00:00 GMT", "2024-11-05T08:00:00Z"),
        ("Tue, 5 Nov 2024 8:00 +0100", "2024-11-05T07:00:00Z"),
        ("05 Nov 24 08:00:00 EST", "2024-11-05T13:00:00Z"),
        ("Sun, 06 Nov 94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Tuesday, November 5th, 2024 at 3:07 p.m. PST", "2024-11-05T23:07:00Z"),
        ("Nov 5, 2024 12:05 AM", "2024-11-05T00:05:00Z"),
        ("5 Nov 2024 12 pm", "2024-11-05T12:00:00Z"),
        ("Tue Nov  5 08:00:00 2024", "2024-11-05T08:00:00Z"),
        ("Tue Nov 5 08:00:00 PST 2024", "2024-11-05T16:00:00Z"),
        ("Tue Nov 05 08:00:00 +0530 2024", "2024-11-05T02:30:00Z"),
        ("Tue, 05 Nov 2024 08:00:00 GMT+0200", "2024-11-05T06:00:00Z"),
        ("Tue, 05-Nov-2024 08:00:00 UTC", "2024-11-05T08:00:00Z"),
        ("Tue, 05 Nov 2024 08:00:00 +05:45", "2024-11-05T02:15:00Z"),
        ("Tue, 05 Nov, 2024 08:00:00 Z", "2024-11-05T08:00:00Z"),
        ("2024/11/05 08:00:00 JST", "2024-11-04T23:00:00Z"),
        ("Tue, 2024/11/05 08:19:53 EDT", "2024-11-05T12:19:53Z"),
    ])
    func `reads what mail and web servers write`(text: String, expected: String) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    @Test(arguments: [
        ("2024-11-05T08:00:00Z", "2024-11-05T08:00:00Z"),
        ("2024-11-05T08:00:00.25+01:00", "2024-11-05T07:00:00.250Z"),
        ("2024-11-05T08:00:00.123456789Z", "2024-11-05T08:00:00.123Z"),
        ("2024-11-05t08:00z", "2024-11-05T08:00:00Z"),
        ("2024-11-05 08:00:00", "2024-11-05T08:00:00Z"),
        ("2024-11-05 08:00:00 -0020", "2024-11-05T08:20:00Z"),
        ("2024-11-05 08:00:00 EST", "2024-11-05T13:00:00Z"),
        ("2024-11-05 8:05 PM", "2024-11-05T20:05:00Z"),
        ("20241105T080000Z", "2024-11-05T08:00:00Z"),
        ("20241105080000", "2024-11-05T08:00:00Z"),
        ("2024-310T08:00:00Z", "2024-11-05T08:00:00Z"),
        ("2024-011-05T08:00:00Z", "2024-11-05T08:00:00Z"),
        ("0100-01-01T00:00:01+01:00", "0099-12-31T23:00:01Z"),
        ("2024-11-05T25:10:00Z", "2024-11-06T01:10:00Z"),
        ("2024-11-05T24:00:00Z", "2024-11-06T00:00:00Z"),
        ("1730793600", "2024-11-05T08:00:00Z"),
        ("1730793600000", "2024-11-05T08:00:00Z"),
    ])
    func `reads the dates that begin with the year`(text: String, expected: String) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    @Test(arguments: [
        ("mar., 05 nov. 2024 08:00:00 +0100", "2024-11-05T07:00:00Z"),
        ("5 février 2024 à 20h30", "2024-02-05T20:30:00Z"),
        ("Di, 5. März 2024, 08:00 Uhr", "2024-03-05T08:00:00Z"),
        ("Mi, 03 Apr 2024 12:00:00 +0200", "2024-04-03T10:00:00Z"),
        ("5 de marzo de 2024 08:00", "2024-03-05T08:00:00Z"),
        ("вт, 05 ноя 2024 08:00:00 +0300", "2024-11-05T05:00:00Z"),
        ("5 ноября 2024, 08:00", "2024-11-05T08:00:00Z"),
        ("5 listopada 2024 08:00", "2024-11-05T08:00:00Z"),
        ("Τρι, 05 Νοέ 2024 08:00:00 +0200", "2024-11-05T06:00:00Z"),
        ("2024년 11월 05일 오후 01:31:15", "2024-11-05T04:31:15Z"),
        ("2024年11月5日 08:00", "2024-11-05T08:00:00Z"),
        ("2024年11月5日 8時5分", "2024-11-05T08:05:00Z"),
        ("5 Kasım 2024 08:00", "2024-11-05T08:00:00Z"),
        ("05. nov 2024 kl. 08.00", "2024-11-05T08:00:00Z"), ("2024. 11. 05. 08:00", "2024-11-05T08:00:00Z"),
        ("5. 11. 2024 08:00", "2024-11-05T08:00:00Z"), ("11/05/2024 08:00 AM", "2024-11-05T08:00:00Z"),
        ("Tue Nov 05 2024 08:00:00 GMT+0100 (Central European Time)", "2024-11-05T07:00:00Z"),
        ("5. marraskuuta 2024 08:00", "2024-11-05T08:00:00Z"), ("2024-11-05 오후 01:31:15", "2024-11-05T04:31:15Z"),
        ("5 mars 2024 à 15 h 04", "2024-03-05T15:04:00Z"), ("5 mars 2024 à 15\u{A0}h", "2024-03-05T15:00:00Z"),
        ("5. rujna 2024. 08:00", "2024-09-05T08:00:00Z"), ("5 सितंबर 2024, 08:00", "2024-09-05T08:00:00Z"),
        ("५ सितंबर २०२४, ०८:००", "2024-09-05T08:00:00Z"), ("٥ مارس ٢٠٢٤، ٠٨:٠٠", "2024-03-05T08:00:00Z"),
        ("5 กันยายน 2567 08:00", "2024-09-05T08:00:00Z"), ("Thứ 5, ngày 5 tháng 9 năm 2024 08:00", "2024-09-05T08:00:00Z"),
        ("Δευ, 05 Αύγ 2024 08:00:00 +0300", "2024-08-05T05:00:00Z"),
    ])
    func `reads months in the languages feeds are written in`(text: String, expected: String) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    @Test(arguments: [
        ("2024-11-05", "2024-11-05"), ("20241105", "2024-11-05"), ("5 Nov 2024", "2024-11-05"), ("November 5, 2024", "2024-11-05"),
        ("15.11.2024", "2024-11-15"), ("5.11.2024", "2024-11-05"), ("11/15/2024", "2024-11-15"), ("15/11/2024", "2024-11-15"),
        ("05.04.2025 - 06.04.2025", "2025-04-05"),
    ])
    func `knows that a bare day has no time`(text: String, expected: String) {
        let date = DateParser.parse(text)
        #expect(date?.isDay == true)
        #expect(date?.local == expected)
    }

    @Test(arguments: [
        "", " ", "yesterday", "5 minutes ago", "Sun, 16 zzz 2012 11:47:32 GMT", "Sun, Dec x 2012 11:47:32 GMT", "31 Jun 2024",
        "Sun, 99 Jun 2009 12:00:00 GMT", "2023-02-29", "2024-13-01", "05/06/2024", "November 2024", "2024", "0001-01-01T00:00:00Z",
        "99999999999999999999", "99999999999999年11月5日 08:00 ET", "202411050800001234567", "2024110508000099", "2024-11-05T77:00:00Z", "-",
        "+", "2024-", ":", "Nov",
        "https://lakeside.example/2024/01/oh-set", "WordPress 4.7.2", "9to5mac 2024", "2024年11月 (7)", "2024 十一月 (7)", "lap1 of 5 in 2024",
        "4月6日 1000萬",
    ])
    func `invents nothing`(text: String) {
        #expect(DateParser.parse(text) == nil)
    }

    @Test(arguments: [
        "1:2:3:4 GMT", "11:47:32 +00:zz", "25:00:00 GMT", "11:60:00 GMT", "11:47:61 GMT", "24:01:00 GMT", "11:475:00 GMT", "11:47:321 GMT",
        "11:47:32 +25:00", "11:47:32 +1500", "11:47:32 -1230", "11:47:32 +0160", "11:47:32 +01:75", "11:47:32 +12345", "25 pm", "20h75",
        "11:47:32 Europe/Nowhere", "11:47:32 Antarctica/Troll", "11:47:32 Neverland Standard Time", "11:47:32 Etc/GMT+77",
    ])
    func `believes no date with a time or a zone that can't be`(time: String) {
        #expect(DateParser.parse("Sun, 16 Dec 2012 " + time) == nil)
    }

    @Test(arguments: [
        ("2024-11-05T08:00:00+25:00", nil), ("2024-11-05T08:00:00-13:00", nil), ("2024-11-05T08:00:00+01:60", nil),
        ("2024-11-05T1:2:3:4Z", nil), ("2024-11-05T10:614:00Z", nil), ("1403-08-15T08:00:00Z", nil), ("1446/05/03", nil),
        ("2024-W54-1", nil), ("2024-11-05T10:61:00Z", "2024-11-05T11:01:00Z"), ("2024-11-05T10:14:61Z", "2024-11-05T10:15:01Z"),
        ("2024-W45-2T08:00:00Z", "2024-11-05T08:00:00Z"), ("2015W537", "2016-01-03T00:00:00Z"),
        ("1730793600.5", "2024-11-05T08:00:00.500Z"),
    ])
    func `adds up times behind a year that comes first, and nothing else`(text: String, expected: String?) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    @Test(arguments: [
        ("5 Nov 2024 08:00:00 \u{2212}0500", "2024-11-05T13:00:00Z"), ("2024-11-05T08:00:00\u{2212}05:00", "2024-11-05T13:00:00Z"),
        ("5 Nov 2024 08:00:00 \u{2013}0500", "2024-11-05T13:00:00Z"), ("5 Nov 2024 08:00\u{2013}10:00", "2024-11-05T08:00:00Z"),
        ("5 Nov 2024 09:00-17:00", "2024-11-05T09:00:00Z"), ("Tue, 05 Nov 2024 0800 GMT", "2024-11-05T08:00:00Z"),
        ("Tue, 05 Nov 2024 2030 +0100", "2024-11-05T19:30:00Z"), ("Tue, 05 Nov 2024 080005 EST", "2024-11-05T13:00:05Z"),
        ("5 Nov 2024 08:00:00 Eastern Standard Time", "2024-11-05T13:00:00Z"),
        ("5 Jul 2024 08:00:00 Pacific Daylight Time", "2024-07-05T15:00:00Z"),
        ("5 Jul 2024 08:00:00 (Central European Summer Time)", "2024-07-05T06:00:00Z"),
        ("5 Jul 2024 08:00 British Summer Time", "2024-07-05T07:00:00Z"), ("5 Jul 2024 08:00 GMT Daylight Time", "2024-07-05T07:00:00Z"),
        ("5 Jul 2024 08:00 W. Europe Daylight Time", "2024-07-05T06:00:00Z"),
        ("Fri Jul 05 2024 08:00:00 GMT+0000 (Eastern Daylight Time)", "2024-07-05T08:00:00Z"),
        ("5 Nov 2024 08:00:00 Etc/GMT+5", "2024-11-05T13:00:00Z"), ("5 Nov 2024 08:00:00 Etc/GMT", "2024-11-05T08:00:00Z"),
        ("Nov 5, 2024 08:00 at Lakeside", "2024-11-05T08:00:00Z"), ("5 nov 2024 08:00 et plus", "2024-11-05T08:00:00Z"),
    ])
    func `reads offsets and zones however they are written`(text: String, expected: String) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    @Test(arguments: [
        ("5 Nov 2024 08:00 ET", -300), ("5 Jul 2024 08:00 ET", -240), ("5 Jul 2024 08:00 US/Eastern", -240),
        ("10 Mar 2024 01:59 America/New_York", -300), ("10 Mar 2024 03:00 America/New_York", -240),
        ("3 Nov 2024 00:59 America/Los_Angeles", -420), ("3 Nov 2024 02:00 America/Los_Angeles", -480),
        ("20 Mar 2005 08:00 America/Chicago", -360), ("5 Jul 2024 08:00 PST8PDT", -420), ("5 Jul 2024 8:00 PM Eastern", -240),
        ("31 Mar 2024 01:59 Europe/Berlin", 60), ("31 Mar 2024 03:00 Europe/Berlin", 120), ("27 Oct 2024 03:00 Europe/Berlin", 60),
        ("31 Mar 2024 00:59 Europe/London", 0), ("27 Oct 2024 01:59 Europe/London", 60), ("31 Mar 2024 04:00 Europe/Athens", 180),
        ("5 Jan 2024 08:00 Australia/Sydney", 660), ("5 Jul 2024 08:00 Australia/Sydney", 600), ("5 Jan 2024 08:00 Pacific/Auckland", 780),
        ("Tue Jul 05 08:00:00 America/Denver 2022", -360), ("2024-07-05T08:00:00[Europe/Paris]", 120), ("5 Jul 2024 08:00 Asia/Tokyo", 540),
        ("5 Jul 2012 08:00 Europe/Moscow", nil), ("5 Jul 1980 08:00 America/New_York", nil),
    ])
    func `knows when the clocks of a zone are put forward`(text: String, expected: Int?) {
        #expect(DateParser.parse(text)?.offsetMinutes == expected)
    }

    @Test(arguments: [
        ("uto, 05 lis 2024", 10), ("wt, 05 lis 2024", 11), ("út, 05 lis 2024", 11), ("5. listopada 2024.", 10), ("5 listopada 2024", 11),
        ("5 listopada 2024 r.", 11), ("subota, 5. listopada 2024. 08:00", 10), ("Sat, 05 Oct 2024", 10), ("5. listopad 2024", 11),
        ("pon, 07 lis 2024", 10), ("Mon, 07 lis 2024", 10), ("sri, 05 lip 2024", 6), ("5 lip 2024", 7), ("5. srp 2024.", 7),
        ("5. srp 2024", 8),
        ("Mon, 05 srp 2024", 8), ("Fri, 05 srp 2024", 7),
    ])
    func `tells disputed months by their surroundings`(text: String, month: Int) {
        #expect(DateParser.parse(text)?.local.dropFirst(5).prefix(2) == (month < 10 ? "0\(month)" : "\(month)"))
    }

    @Test(arguments: [
        ("Tue, 05/11/2024", "2024-11-05"), ("Tue, 11/05/2024", "2024-11-05"), ("Thứ Ba, 05/11/2024", "2024-11-05"),
        ("mar. 05/11/2024", "2024-11-05"), ("mar 05.11.2024", "2024-11-05"), ("Fri, 05/11/2024", nil),
    ])
    func `lets the day of the week tell which number is the month`(text: String, expected: String?) {
        #expect(DateParser.parse(text)?.local == expected)
    }

    @Test(arguments: [
        "5 Agustus 2024", "05ago2024", "05 Ağu 2024", "5 ágú. 2024", "5 août 2024", "5 d’agost de 2024", "5 sierpnia 2024",
        "5. kolovoza 2024.",
        "5 серпня 2024",
        "5 серп. 2024", "5 Ogos 2024", "5 Awst 2024", "5 Lúnasa 2024", "2024ko abuztuaren 5a", "5 ส.ค. 2567", "5 ส.ค. 67",
        "5 สิงหาคม พ.ศ. 2567",
        "2024年八月五日", "二〇二四年八月五日", "民國113年8月5日", "令和6年8月5日", "5 tháng 8 2024", "5 Th8 2024", "5 Tháng Tám 2024",
        "5 آب 2024", "5 أغسطس 2024", "5 اغسطس 2024", "٥ آب/أغسطس ٢٠٢٤", "5 אוג׳ 2024", "5 באוגוסט 2024", "५ अगस्त २०२४", "५ ऑगस्ट २०२४",
        "৫ আগস্ট ২০২৪", "5 ஆகஸ்ட் 2024", "5 ఆగస్టు 2024", "5 ઑગસ્ટ 2024", "5 ਅਗਸਤ 2024", "5 ಆಗಸ್ಟ್ 2024", "5 ഓഗസ്റ്റ് 2024", "5 օգոստոսի 2024",
        "5 اوت 2024", "5 Αυγούστου 2024", "5 ΑΥΓΟΥΣΤΟΥ 2024", "2024. augusztus 5.", "2024 m. rugpjūčio 5 d.", "2024. gada 5. augusts",
        "5 elokuuta 2024", "５ Ａｕｇ ２０２４", "5 au\u{301}g 2024",
    ])
    func `knows August everywhere`(text: String) {
        let date = DateParser.parse(text)
        #expect(date?.local == "2024-08-05")
    }

    @Test(arguments: [
        ("5 نوفمبر 2024 3:07 م", "2024-11-05T15:07:00Z"), ("5 نوفمبر 2024 م", "2024-11-05T00:00:00Z"),
        ("2024年11月5日星期二下午3:07", "2024-11-05T15:07:00Z"), ("5 Νοε 2024, 3:07 μ.μ.", "2024-11-05T15:07:00Z"),
        ("2024年11月5日 25時10分", "2024-11-06T01:10:00Z"), ("5 janar 2024, 3:07 m.d.", "2024-01-05T15:07:00Z"),
        ("3:07 CH 5 tháng 11 2024", "2024-11-05T15:07:00Z"), ("5. Nov 2024 08:07 Sa", "2024-11-05T08:07:00Z"),
    ])
    func `reads halves of the day in other languages`(text: String, expected: String) {
        #expect(DateParser.parse(text)?.utc == expected)
    }

    /// A name in two months' lists, or one that is another's when its marks are left out, would be read as the wrong month.
    @Test func `reads every name of its table as the month it stands under`() {
        for (index, list) in DateNameTable.months.enumerated() {
            for name in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let text = "5 \(name.map { $0 == "_" ? " " : $0.description }.joined()) 2024"
                let month = index < 9 ? "0\(index + 1)" : "\(index + 1)"
                #expect(DateParser.parse(text)?.local == "2024-\(month)-05", "\(text)")
            }
        }
        #expect(DateNameTable.months.count == 12)
    }

    @Test func `takes a bare year or month for its first day where asked`() {
        #expect(DateParser.parse("2024", partial: true)?.local == "2024-01-01")
        #expect(DateParser.parse("2024-11", partial: true)?.local == "2024-11-01")
        #expect(DateParser.parse("24-11-05", partial: true)?.local == "2024-11-05")
    }

    @Test func `keeps the offset the text gave`() {
        #expect(DateParser.parse("Tue, 05 Nov 2024 08:00:00 CET")?.local == "2024-11-05T08:00:00+01:00")
        #expect(DateParser.parse("2024-11-05T08:00:00-03:30")?.offsetMinutes == -210)
        #expect(DateParser.parse("2024-11-05T08:00:00")?.offsetMinutes == nil)
    }

    /// Pieces of dates in any order, and bytes of any kind.
    @Test func `reads or refuses whatever comes without a crash`() {
        let pieces = [
            "Tue", "5", "05", "Nov", "2024", "11:07", ":", "11", "+0100", "-", "+", "T", "Z", "/", ".", ",", " ", "GMT", "Europe/Berlin",
            "Etc/",
            "年", "十", "一", "月", "日", "午後", "時", "พ.", "ย.", "ב", "tháng", "Thứ", "كانون", "الثاني", "W45", "\u{2212}", "٥", "pm", "a.",
            "Eastern",
            "Standard", "Time", "99999999999999999999", "99999999999999年", "ET", "PST8", "lis", "\u{FFFD}", "\0", "é",
        ]
        var generator = SeededGenerator(state: 42)
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                pieces.randomElement(using: &generator)! + (Bool.random(using: &generator) ? " " : "")
            }
            .joined()
            check(text)
            var bytes = Array(text.utf8)
            for _ in 0..<2 { bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            check(String(decoding: bytes, as: UTF8.self))
        }
    }

    private func check(_ text: String) {
        guard let date = DateParser.parse(text, partial: true) else { return }
        // A date that is read is one of the calendar's, in a zone of the world.
        #expect((-59_011_459_200_000..<253_402_560_000_000).contains(date.milliseconds), "\(text)")
        #expect(abs(date.offsetMinutes ?? 0) <= 14 * 60, "\(text)")
        #expect(!date.isDay || date.milliseconds % 86_400_000 == 0, "\(text)")
        #expect(DateParser.parse(date.utc)?.milliseconds == date.milliseconds || date.milliseconds < -59_011_372_800_000, "\(text)")
    }

    @Test func `reads or refuses every prefix without a crash`() {
        let texts = [
            "Tuesday, November 5th, 2024 at 3:07:09.123 p.m. GMT+02:00", "2024-11-05T08:00:00.123456+01:30", "2024년 11월 05일 오후 01:31:15",
        ]
        for text in texts {
            for length in 0...text.utf8.count {
                _ = DateParser.parse(String(decoding: text.utf8.prefix(length), as: UTF8.self), partial: true)
            }
        }
    }
}

/// The same numbers on every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
