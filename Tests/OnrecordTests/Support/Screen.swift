/// What a terminal shows of what is written to it: as much of ECMA-48 as the program uses, and what it should not use is noted.
struct Screen: Sendable {
    private(set) var columns: Int
    private(set) var rows: Int
    /// The lines that have scrolled out at the top.
    private(set) var past: [String] = []
    /// Sequences that no terminal has to know, as far as this one does not.
    private(set) var unknown: [String] = []
    /// All colours that were asked for.
    private(set) var styles: Set<String> = []
    /// Whether the second screen is shown, and whether it ever was.
    private(set) var isAlternate = false
    private(set) var wasAlternate = false
    private(set) var isCursorHidden = false

    private var lines: [[Character]] = [[]]
    private var kept: ([[Character]], Int, Int)?
    private var row = 0
    private var column = 0
    private var pending: [UInt8] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// The lines to be seen, without blanks behind.
    var visible: [String] { lines.map(Self.text) }

    /// These and those that have scrolled out.
    var all: [String] { past + visible }

    /// Where a line is written next, counted from the top of what is to be seen.
    var cursor: (row: Int, column: Int) { (row, column) }

    func shows(_ text: String) -> Bool { visible.contains { $0.contains(text) } }

    func line(_ text: String) -> String? { visible.first { $0.contains(text) } }

    private static func text(_ line: [Character]) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    /// Cuts lines as xterm does; others wrap them anew.
    mutating func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        lines = lines.map { Array($0.prefix(columns)) }
        column = min(column, columns)
        scroll()
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        pending += bytes
        // A character or a sequence may come in two pieces.
        let text = String(decoding: pending, as: UTF8.self)
        if text.unicodeScalars.last == "\u{FFFD}" { return }
        let scalars = Array(text.unicodeScalars)
        var position = 0
        while position < scalars.count {
            if scalars[position] == "\u{1B}" {
                guard let end = scalars[(position + 1)...].firstIndex(where: { $0 != "[" && (0x40...0x7E).contains($0.value) }) else {
                    break
                }
                obey(String(String.UnicodeScalarView(scalars[(position + 1)...end])))
                position = end + 1
            } else {
                put(Character(scalars[position]))
                position += 1
            }
        }
        pending = Array(String(String.UnicodeScalarView(scalars[position...])).utf8)
    }

    private mutating func put(_ character: Character) {
        switch character {
        case "\r": column = 0
        case "\n": down()
        case "\u{08}": column = max(0, column - 1)
        default:
            if column == columns {
                column = 0
                down()
            }
            while lines[row].count <= column { lines[row].append(" ") }
            lines[row][column] = character
            column += 1
        }
    }

    private mutating func down() {
        row += 1
        while lines.count <= row { lines.append([]) }
        scroll()
    }

    private mutating func scroll() {
        while lines.count > rows {
            let first = lines.removeFirst()
            if !isAlternate { past.append(Self.text(first)) }
            row = max(0, row - 1)
        }
    }

    private mutating func obey(_ sequence: String) {
        let number = Int(sequence.dropFirst().dropLast())
        switch (sequence.first, sequence.last) {
        case ("[", "m"): styles.insert(sequence)
        case ("[", "A"): row = max(0, row - (number ?? 1))
        case ("[", "H") where number == nil: (row, column) = (0, 0)
        case ("[", "K") where number == nil: lines[row] = Array(lines[row].prefix(column))
        case ("[", "J") where number == nil:
            lines[row] = Array(lines[row].prefix(column))
            lines.removeSubrange((row + 1)...)
        default:
            switch sequence {
            case "[?1049h":
                (kept, lines, row, column) = ((lines, row, column), [[]], 0, 0)
                (isAlternate, wasAlternate) = (true, true)
            case "[?1049l":
                if let kept { (lines, row, column) = kept }
                isAlternate = false
            case "[?25l": isCursorHidden = true
            case "[?25h": isCursorHidden = false
            default: unknown.append(sequence)
            }
        }
    }
}
