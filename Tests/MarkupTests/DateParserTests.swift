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
    ])
    func `knows that a bare day has no time`(text: String, expected: String) {
        let date = DateParser.parse(text)
        #expect(date?.isDay == true)
        #expect(date?.local == expected)
    }

    @Test(arguments: [
        "", " ", "yesterday", "5 minutes ago", "Sun, 16 zzz 2012 11:47:32 GMT", "Sun, Dec x 2012 11:47:32 GMT", "31 Jun 2024",
        "Sun, 99 Jun 2009 12:00:00 GMT", "2023-02-29", "2024-13-01", "05/06/2024", "November 2024", "2024", "0001-01-01T00:00:00Z",
        "99999999999999999999", "2024-11-05T77:00:00Z", "-", "+", "2024-", ":", "Nov",
    ])
    func `invents nothing`(text: String) {
        #expect(DateParser.parse(text) == nil)
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
