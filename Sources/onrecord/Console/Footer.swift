/// Lines at the foot of a terminal that are drawn anew as things go on, while messages scroll by above them.
///
/// It only knows what to write. The cursor rests in the line below, so that whatever ends the program leaves a clean screen.
struct Footer {
    /// The lines on the screen.
    private(set) var lines: [String] = []

    /// Puts other lines in place of those that are there.
    ///
    /// - Parameters:
    ///   - lines: each is cut to the width; none takes the footer away.
    ///   - size: of the terminal; lines that it has no room for are left out, the last ones first.
    /// - Returns: what to write; empty where nothing changes.
    mutating func replace(with lines: [String], on size: TerminalSize) -> String {
        let lines = lines.prefix(max(0, size.rows - 2)).map { $0.cut(to: size.columns) }
        guard lines != self.lines else { return "" }
        let text = erased(on: size) + lines.map { $0 + "\n" }.joined()
        self.lines = lines
        return text
    }

    /// Writes a message above the lines.
    mutating func passing(_ message: String, on size: TerminalSize) -> String {
        let lines = lines
        return replace(with: [], on: size) + message + "\n" + replace(with: lines, on: size)
    }

    /// Takes the lines for lost: after the program has been stopped and goes on, somebody else's text may stand there.
    mutating func forget() { lines = [] }

    /// Up to the first line and away with all below; a terminal that has become narrower has wrapped them.
    private func erased(on size: TerminalSize) -> String {
        let rows = lines.reduce(0) { $0 + max(1, ($1.columns + size.columns - 1) / size.columns) }
        return rows == 0 ? "" : "\r\u{1B}[\(min(rows, size.rows))A\u{1B}[J"
    }
}

/// Columns and rows of a terminal, each at least 1.
struct TerminalSize: Equatable {
    var columns: Int
    var rows: Int

    init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
    }
}
