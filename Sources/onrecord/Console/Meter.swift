import StatusSite

/// One count of something long: a bar, how far it has come, how fast.
struct Meter {
    let label: String
    var pace = Pace(over: .seconds(20))

    init(_ label: String) {
        self.label = label
    }

    /// - Parameters:
    ///   - done: how much is done; it may become more than there was thought to be.
    ///   - total: of how much; `nil` where nobody knows, and there is no bar then.
    ///   - time: since the beginning.
    ///   - remarks: what else there is to say; empty ones are left out.
    ///   - words: how a number is written.
    mutating func line(
        _ done: Int, of total: Int?, at time: Duration, remarks: [String] = [], style: Style, columns: Int,
        words: (Int) -> String = Figures.text
    ) -> String {
        pace.note(done, at: time)
        var parts = [words(done)]
        var bar = ""
        if let total {
            parts = ["\(words(min(done, total)).indented(to: words(total).columns)) of \(words(total))"]
            // A narrow terminal keeps the figures.
            let room = max(0, min(30, columns - 60))
            bar = Self.bar(total == 0 ? 0 : Double(min(done, total)) / Double(total), room, style) + (room > 0 ? "  " : "")
        }
        if let pace = pace.text { parts.append(pace) }
        return label.padded(10) + "  " + bar + (parts + remarks.filter { !$0.isEmpty }).joined(separator: style.dim(" · "))
    }

    private static func bar(_ part: Double, _ room: Int, _ style: Style) -> String {
        let full = Int(part * Double(room))
        return style.green(String(repeating: "█", count: full)) + style.dim(String(repeating: "░", count: room - full))
    }
}
