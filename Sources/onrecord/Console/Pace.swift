import StatusSite

/// How fast a count grows, over the last while.
struct Pace {
    /// How long back is looked.
    let window: Duration
    /// When the count was what, since the beginning; the first is at least as old as the window once there is one that old.
    private var marks: [(at: Duration, count: Int)] = []

    init(over window: Duration) {
        self.window = window
    }

    /// - Parameters:
    ///   - count: never less than before.
    ///   - time: since the beginning, never less than before.
    mutating func note(_ count: Int, at time: Duration) {
        marks.append((time, count))
        while marks.count > 2, time - marks[1].at >= window { marks.removeFirst() }
    }

    /// `nil` for the first second.
    var perSecond: Double? {
        guard let first = marks.first, let last = marks.last, last.at - first.at >= .seconds(1) else { return nil }
        return Double(last.count - first.count) / ((last.at - first.at) / .seconds(1))
    }

    /// As people say it: `12/s`, `1.5/s`, `40/min`; nothing where nothing happens.
    var text: String? {
        guard let perSecond, perSecond > 0 else { return nil }
        if perSecond >= 10 { return Figures.text(Int(min(perSecond, 1e15).rounded())) + "/s" }
        if perSecond >= 1 { return "\((perSecond * 10).rounded() / 10)/s" }
        return "\(max(1, Int((perSecond * 60).rounded())))/min"
    }

    /// How long the rest takes at this pace; `nil` where that cannot be told.
    func time(for rest: Int) -> Duration? {
        guard rest > 0 else { return .zero }
        guard let perSecond, perSecond > 0 else { return nil }
        return .seconds(min(Double(rest) / perSecond, 1e9))
    }
}

/// How long something takes, as people say it.
enum Span {
    /// In the two largest units: `42 s`, `3 min 5 s`, `2 h 13 min`, `4 d 2 h`.
    static func text(_ span: Duration) -> String {
        let seconds = max(0, span.components.seconds)
        let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let largest = units.firstIndex(where: { seconds >= $0.0 }) else { return "0 s" }
        var (rest, parts): (Int64, [String]) = (seconds, [])
        for (size, name) in units[largest...].prefix(2) {
            if rest / Int64(size) > 0 { parts.append("\(rest / Int64(size)) \(name)") }
            rest %= Int64(size)
        }
        return parts.joined(separator: " ")
    }

    /// What is left, no more exactly than anybody can know: `about 3 min left`.
    static func left(_ span: Duration) -> String {
        let seconds = max(0, span.components.seconds)
        return switch seconds {
        case ..<10: "a few seconds left"
        case ..<55: "about \((seconds + 9) / 10 * 10) s left"
        case ..<5400: "about \((seconds + 30) / 60) min left"
        case ..<172_800: "about \((seconds + 1800) / 3600) h left"
        default: "about \((seconds + 43_200) / 86_400) days left"
        }
    }
}
