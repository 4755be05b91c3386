import Testing

@testable import onrecord

@Suite("Columns of a terminal")
struct ColumnsTests {
    @Test(
        "are counted as a terminal counts them",
        arguments: [
            ("Weirbridge", 10), ("", 0), ("Straße", 6), ("cafe\u{301}", 5 - 1), ("港の便り", 8), ("한국", 4), ("ｗｉｄｅ", 8), ("🚢", 2), ("🇩🇰", 2),
            ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("“—”", 3), ("a\u{200B}b", 2), ("\u{1B}[31mred\u{1B}[0m", 3), ("\u{1B}[2m\u{301}x", 1),
        ])
    func counted(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test(
        "are kept when text is cut",
        arguments: [
            ("Weirbridge Post", 10, "Weirbridg…"), ("Weirbridge", 10, "Weirbridge"), ("港の便り", 6, "港の…"), ("港の便り", 4, "港…"), ("ab", 1, "…"),
            ("ab", 0, ""), ("\u{1B}[31mfailing\u{1B}[0m", 5, "\u{1B}[31mfail…\u{1B}[0m"),
        ])
    func cut(text: String, room: Int, expected: String) {
        #expect(text.cut(to: room) == expected)
        #expect(text.cut(to: room).columns <= room)
    }

    @Test("are filled up, colours not counted")
    func padded() {
        #expect("港".padded(4) == "港  ")
        #expect("\u{1B}[1m7\u{1B}[0m".indented(to: 3) == "  \u{1B}[1m7\u{1B}[0m")
        #expect("long enough".padded(3) == "long enough")
    }

    @Test(
        "are coloured only for a terminal that wants it",
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": "false"], false),
            (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
        ] as [(Bool, [String: String], Bool)])
    func colours(isTerminal: Bool, environment: [String: String], isColoured: Bool) {
        let style = Style(isTerminal: isTerminal) { environment[$0] }
        #expect(style.red("failing") == (isColoured ? "\u{1B}[31mfailing\u{1B}[0m" : "failing"))
        #expect(style.red("") == "")
    }
}
