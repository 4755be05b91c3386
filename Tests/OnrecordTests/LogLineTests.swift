import Logging
import Records
import Testing

@testable import onrecord

@Suite("A line of the log")
struct LogLineTests {
    private let now = Moment(milliseconds: 1_772_357_400_250)

    @Test(
        "fits where it goes",
        arguments: [
            (LineLogHandler.Form.plain, Logger.Level.info, #"2026-03-01T09:30:00.250Z info feed read feed=http://a.example/ why="a b""#),
            (.journal, .warning, #"<4>feed read feed=http://a.example/ why="a b""#),
            (.terminal(Style(isTerminal: false)), .info, #"09:30:00Z feed read feed=http://a.example/ why="a b""#),
            (.terminal(Style(isTerminal: false)), .error, #"09:30:00Z error feed read feed=http://a.example/ why="a b""#),
        ])
    func forms(form: LineLogHandler.Form, level: Logger.Level, expected: String) {
        let values = [(key: "feed", value: "http://a.example/"), (key: "why", value: "a b")]
        #expect(LineLogHandler.line(level, "feed read", values, at: now, as: form) == expected)
    }

    @Test("drives no terminal and stays one line, whatever a publisher writes")
    func hostile() {
        let style = Style(isTerminal: true) { _ in nil }
        for form in [LineLogHandler.Form.plain, .journal, .terminal(style)] {
            let line = LineLogHandler.line(.warning, "a\nb\u{1B}[2J", [("k", "x\r\ny\u{1B}]0;t\u{7}\"=")], at: now, as: form)
            #expect(!line.contains { $0.isNewline })
            #expect(!line.contains("\u{1B}[2J") && !line.contains("\u{1B}]") && !line.contains("\u{7}"))
        }
    }
}
