import Testing

@testable import onrecord

@Suite("The foot of the terminal")
struct FooterTests {
    private let size = TerminalSize(columns: 20, rows: 6)

    /// What a screen shows after all of it.
    private func shown(_ texts: [String], columns: Int = 20, rows: Int = 6) -> Screen {
        var screen = Screen(columns: columns, rows: rows)
        for text in texts { screen.take(Array(text.replacing("\n", with: "\r\n").utf8)[...]) }
        return screen
    }

    @Test("is drawn over itself, and messages stand above it in order")
    func drawnOver() {
        var footer = Footer()
        let screen = shown([
            "$ onrecord run\n", footer.replace(with: ["one", "two"], on: size), footer.passing("first message", on: size),
            footer.replace(with: ["one", "three", "four"], on: size), footer.passing("second message", on: size),
            footer.replace(with: ["five"], on: size),
        ])
        #expect(screen.all == ["$ onrecord run", "first message", "second message", "five", ""])
        #expect(screen.unknown.isEmpty)
    }

    @Test("goes away without a trace, and leaves the cursor below the messages")
    func goesAway() {
        var footer = Footer()
        let screen = shown([
            footer.replace(with: ["one", "two"], on: size), footer.passing("a message", on: size), footer.replace(with: [], on: size),
        ])
        #expect(screen.all == ["a message", ""])
        #expect(screen.cursor == (1, 0))
    }

    @Test("writes nothing where nothing has changed")
    func unchanged() {
        var footer = Footer()
        #expect(!footer.replace(with: ["one"], on: size).isEmpty)
        #expect(footer.replace(with: ["one"], on: size) == "")
    }

    @Test("never wraps and never scrolls itself off, however small the terminal", arguments: [(1, 1), (5, 2), (7, 3), (20, 6)])
    func small(columns: Int, rows: Int) {
        let size = TerminalSize(columns: columns, rows: rows)
        var footer = Footer()
        var texts: [String] = []
        for round in 0..<5 {
            texts.append(footer.replace(with: (0..<8).map { "line \($0) of round \(round)" }, on: size))
            #expect(footer.lines.count <= max(0, rows - 2))
            #expect(footer.lines.allSatisfy { $0.columns <= columns })
        }
        #expect(shown(texts, columns: columns, rows: rows).past.isEmpty)
    }

    @Test("is wiped as a whole where a narrower terminal has wrapped it")
    func narrower() {
        var footer = Footer()
        _ = footer.replace(with: ["12345678901234567890", "short"], on: size)
        // Twenty columns take three rows of eight, and the other line one.
        #expect(footer.replace(with: [], on: TerminalSize(columns: 8, rows: 6)) == "\r\u{1B}[4A\u{1B}[J")
    }

    @Test("is known as it was drawn last, also by a message")
    func narrowedByMessage() {
        var footer = Footer()
        let narrow = TerminalSize(columns: 8, rows: 6)
        _ = footer.replace(with: ["12345678901234567890"], on: size)
        _ = footer.passing("a message", on: narrow)
        #expect(footer.lines == ["1234567…"])
        #expect(footer.replace(with: [], on: narrow) == "\r\u{1B}[1A\u{1B}[J")
    }

    @Test("is drawn anew, not over what a shell has written meanwhile")
    func forgotten() {
        var footer = Footer()
        let first = footer.replace(with: ["one"], on: size)
        footer.forget()
        #expect(shown([first, "[1]+ Stopped\n", footer.replace(with: ["two"], on: size)]).all == ["one", "[1]+ Stopped", "two", ""])
    }
}
