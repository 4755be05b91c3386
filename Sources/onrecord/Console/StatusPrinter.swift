import JSONText
import Records
import StatusSite

/// Sets a status report for reading: what runs, then a line a feed, what does not work first.
struct StatusPrinter {
    let style: Style
    /// Columns of the terminal; `nil` where lines may be of any length.
    let columns: Int?

    /// Whether the daemon runs, how many feeds are of which health, and what waits.
    func summary(_ report: JSONValue) -> String {
        let feeds = report["feeds"]?.array ?? []
        let health = Dictionary(grouping: feeds) { $0["health"]?.string ?? "new" }
        let counts = Self.order.compactMap { name in health[name].map { coloured(name, "\(Figures.text($0.count)) \(name)") } }
        let backlog = (report["backlog"]?["due"]?.int ?? 0) &+ (report["backlog"]?["waiting"]?.int ?? 0)
        var parts = [report["running"]?.bool ?? false ? style.green("running") : style.yellow("not running")]
        // Its lock tells that it runs; what it does, only it could.
        if report["running"]?.bool ?? false, report["started_at"] == nil { parts[0] += ", read from its state" }
        parts.append(Figures.text(feeds.count, "feed", "feeds") + (counts.isEmpty ? "" : ": ") + counts.joined(separator: ", "))
        if backlog > 0 { parts.append(Figures.text(backlog, "item waits", "items wait")) }
        return fitted(parts.joined(separator: style.dim(" · ")))
    }

    /// A heading and a line for each feed.
    func table(_ feeds: [JSONValue], at now: Moment) -> [String] {
        guard !feeds.isEmpty else { return [] }
        // On a narrow terminal the feed's name counts for more than when it was polled and what it brought.
        let isWide = columns.map { $0 >= 60 } ?? true
        let heading = ["health".padded(8), isWide ? "polled".padded(9) : nil, "next".padded(7), isWide ? " items" : nil, "feed"]
        let ranks = feeds.enumerated().map { (rank: Self.order.firstIndex(of: $1["health"]?.string ?? "") ?? 0, place: $0) }
        return [style.dim(fitted(heading.compactMap { $0 }.joined(separator: " ")))]
            + ranks.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map { line(feeds[$0.place], at: now, isWide) }
    }

    private func line(_ feed: JSONValue, at now: Moment, _ isWide: Bool) -> String {
        let health = feed["health"]?.string ?? "new"
        let cells = [
            coloured(health, health).padded(8),
            isWide ? (moment(feed["last_poll"]).map { Times.ago($0, now) } ?? "–").padded(9) : nil,
            (moment(feed["next_poll"]).map { Times.until($0, now) } ?? "–").padded(7),
            isWide ? Figures.text(feed["items"]?.int ?? 0).indented(to: 6) : nil,
        ]
        let head = cells.compactMap { $0 }.joined(separator: " ") + " "
        var title = Console.oneLine(feed["title"]?.string ?? "")
        if title.isEmpty { title = Console.oneLine(feed["url"]?.string ?? "") }
        guard let error = feed["last_error"]?.string.map(Console.oneLine) else { return fitted(head + title) }
        // The title leaves half of the room to the error, if that needs it.
        if let columns {
            let room = columns - head.columns - 2
            title = title.cut(to: max(room / 2, room - error.columns))
        }
        return fitted("\(head)\(title)  \(style.red(error))")
    }

    /// All that is known of one feed.
    func details(_ feed: JSONValue) -> [String] {
        var lines = [style.bold(Console.oneLine(feed["title"]?.string ?? feed["url"]?.string ?? ""))]
        for member in feed.members {
            if member.name == "history" {
                lines += member.value.array.map { event in
                    let words = ["at", "event", "detail"].compactMap { event[$0]?.string }
                    return "  \("history".padded(14)) \(Console.oneLine(words.joined(separator: "  ")))"
                }
                continue
            }
            var json = JSONWriter()
            json.value(member.value)
            let text = Console.oneLine(member.value.string ?? json.text)
            let isHealth = member.name == "health"
            let isError = member.name == "last_error"
            lines.append("  \(member.name.padded(14)) \(isHealth ? coloured(text, text) : isError ? style.red(text) : text)")
        }
        return lines
    }

    /// What does not work comes first.
    private static let order = ["failing", "gone", "new", "ok"]

    private func coloured(_ health: String, _ text: String) -> String {
        switch health {
        case "ok": style.green(text)
        case "new": text
        default: style.red(text)
        }
    }

    private func moment(_ value: JSONValue?) -> Moment? { value?.string.flatMap { Moment(rfc3339: $0) } }

    private func fitted(_ line: String) -> String { columns.map { line.cut(to: $0) } ?? line }
}
