import StatusSite

/// Shows at the foot of the terminal how far a long command has come; nothing where standard error is none.
struct Progress {
    private var meter: Meter
    private let style = Style(isTerminal: Console.errorIsTerminal)
    private let began = ContinuousClock.now
    private var next: ContinuousClock.Instant
    private let isShown: Bool

    /// Nothing is shown of what takes less.
    private static let patience: Duration = .milliseconds(500)
    private static let interval: Duration = .milliseconds(200)

    init(_ label: String, isShown: Bool = true) {
        meter = Meter(label)
        next = began + Self.patience
        self.isShown = isShown && Console.hasFoot
    }

    /// - Parameters:
    ///   - done: how much is done.
    ///   - total: of how much, where that is known.
    ///   - remarks: made only when they are shown.
    mutating func reach(
        _ done: Int, of total: Int?, words: (Int) -> String = Figures.text, remarks: @autoclosure () -> [String] = []
    ) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard now >= next else { return }
        next = now + Self.interval
        var remarks = remarks()
        if let total, let left = meter.pace.time(for: total - done), left > .zero { remarks.append(Span.left(left)) }
        Console.foot([
            meter.line(done, of: total, at: now - began, remarks: remarks, style: style, columns: Console.errorSize.columns, words: words)
        ])
    }

    func end() { if isShown { Console.foot([]) } }
}
