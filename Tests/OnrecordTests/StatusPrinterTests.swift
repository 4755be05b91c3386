import JSONText
import Records
import Testing

@testable import onrecord

@Suite("The status set for reading")
struct StatusPrinterTests {
    private let now = Moment(rfc3339: "2026-03-01T10:00:00.000Z") ?? .now
    private let colours = Style(isTerminal: true) { _ in nil }
    private let plain = Style(isTerminal: false)

    private func report() throws -> JSONValue {
        try JSONValue(
            parsing: Array(
                #"""
                {"running":true,"started_at":"2026-03-01T09:00:00.000Z","backlog":{"due":3,"waiting":1},"feeds":[
                {"url":"http://a.example/","title":"Marrow Courier","health":"ok","last_poll":"2026-03-01T09:58:00.000Z",
                 "next_poll":"2026-03-01T10:13:00.000Z","items":1200},
                {"url":"http://b.example/","title":"港の便り 港の便り 港の便り","health":"failing","last_poll":"2026-03-01T09:00:00.000Z",
                 "next_poll":"2026-03-01T10:00:05.000Z","items":3,"last_error":"the server answers 503 and says nothing more of it at all"},
                {"url":"http://c.example/","health":"new","items":0},
                {"url":"http://d.example/","title":"Gone\u001b[2J","health":"gone","items":7,"last_error":"the server answers 410"}]}
                """#.utf8))
    }

    @Test("tells first what does not work, with times as they matter")
    func order() throws {
        let printer = StatusPrinter(style: plain, columns: nil)
        #expect(printer.summary(try report()) == "running · 4 feeds: 1 failing, 1 gone, 1 new, 1 ok · 4 items wait")
        #expect(
            printer.table(try report()["feeds"]?.array ?? [], at: now) == [
                "health   polled    next     items feed",
                "failing  1h ago    in 5s        3 港の便り 港の便り 港の便り  the server answers 503 and says nothing more of it at all",
                "gone     –         –            7 Gone\u{FFFD}[2J  the server answers 410",
                "new      –         –            0 http://c.example/",
                "ok       2m ago    in 13m   1,200 Marrow Courier",
            ])
    }

    @Test("is no wider than the terminal, and gives half of a tight line to the error", arguments: [20, 40, 59, 60, 80, 100])
    func width(columns: Int) throws {
        let printer = StatusPrinter(style: colours, columns: columns)
        let lines = [printer.summary(try report())] + printer.table(try report()["feeds"]?.array ?? [], at: now)
        #expect(lines.allSatisfy { $0.columns <= columns })
        if columns >= 40 { #expect(lines[2].contains("港") && lines[2].contains("the ser")) }
    }

    @Test("colours health and errors")
    func colour() throws {
        let lines = StatusPrinter(style: colours, columns: 100).table(try report()["feeds"]?.array ?? [], at: now)
        #expect(lines[1].contains("\u{1B}[31mfailing\u{1B}[0m") && lines[1].contains("\u{1B}[31mthe server"))
        #expect(lines[4].contains("\u{1B}[32mok\u{1B}[0m"))
        #expect(!lines[3].contains("\u{1B}"))
    }

    @Test("is the live view, too, of a daemon that runs elsewhere")
    func live() throws {
        let report = try JSONValue(
            parsing: Array(
                #"""
                {"running":true,"started_at":"2026-03-01T09:00:00.000Z","in_flight":{"feeds":2,"pages":1},
                "counts":{"polls":1234,"polls_failed":3,"records":56,"quotations":78,"quotations_attributed":70},
                "writing_failure":"cannot write to the output folder: no room","backlog":{"due":4,"waiting":0},
                "feeds":[{"health":"ok","next_poll":"2026-03-01T10:00:09.000Z"},{"health":"failing","next_poll":"2026-03-01T10:00:04.000Z"}]}
                """#.utf8))
        var view = LiveView(style: plain, page: nil)
        let lines = view.lines(report, at: now, columns: 80)
        #expect(lines.first?.hasPrefix("── onrecord · 1 h ──") ?? false)
        #expect(
            Array(lines.dropFirst()) == [
                "feeds           2  1 ok · 1 failing · next in 4 s",
                "polls       1,234  2 in flight · 3 failed",
                "articles       56  1 in flight · 4 waiting",
                "quotations     78  70 with speaker",
                "cannot write to the output folder: no room",
            ])
        #expect(view.lines(try JSONValue(parsing: Array(#"{"running":false}"#.utf8)), at: now, columns: 80).isEmpty)
    }
}
