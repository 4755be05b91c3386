import Ingest
import Records
import StatusSite
import Store

/// The foot of the terminal while the daemon runs: feeds, polls, articles, quotations, how fast, what fails, what was just said.
struct LiveView {
    let style: Style
    /// Where the status page is; `nil` where there is none.
    let page: String?

    private var polls = Pace(over: .seconds(60))
    private var articles = Pace(over: .seconds(60))
    private var quotations = Pace(over: .seconds(60))

    init(style: Style, page: String?) {
        self.style = style
        self.page = page
    }

    /// - Parameter now: never earlier than before.
    /// - Returns: lines no wider than the terminal, of which the first matter most.
    mutating func lines(_ activity: Telemetry.Snapshot, _ outlook: Outlook, at now: Moment, columns: Int) -> [String] {
        let (counts, time) = (activity.counts, now - activity.startedAt)
        polls.note(counts.polls, at: time)
        articles.note(counts.records, at: time)
        quotations.note(counts.quotations, at: time)
        let waiting = outlook.backlog.due + outlook.backlog.waiting
        let rows: [(label: String, count: Int, parts: [String?])] = [
            ("feeds", outlook.feeds.values.reduce(0, +), health(outlook) + [turn(outlook, at: now)]),
            (
                "polls", counts.polls,
                [polls.text, some(activity.feedsInFlight, "in flight"), some(counts.pollsFailed, "failed", style.red)]
            ),
            (
                "articles", counts.records,
                [
                    articles.text, some(activity.pagesInFlight, "in flight"), some(waiting, "waiting"),
                    some(counts.pagesFailed, "without their page", style.yellow),
                ]
            ),
            ("quotations", counts.quotations, [quotations.text, some(counts.quotationsAttributed, "with speaker")]),
        ]
        let width = rows.map { Figures.text($0.count).columns }.max() ?? 0
        var lines = [head(time, columns)]
        lines += rows.map { row in
            let parts = row.parts.compactMap { $0 }.joined(separator: style.dim(" · "))
            return "\(row.label.padded(10))  \(style.bold(Figures.text(row.count).indented(to: width)))  \(parts)"
        }
        lines += troubles(activity, outlook, at: now)
        if let latest = outlook.latest { lines.append(said(latest, columns)) }
        return lines.map { $0.cut(to: columns) }
    }

    /// A rule with what runs, for how long, and where to see more.
    private func head(_ time: Duration, _ columns: Int) -> String {
        let text = ["── \(Program.name)", Span.text(time), page].compactMap { $0 }.joined(separator: " · ") + " "
        return style.dim(text + String(repeating: "─", count: max(0, min(columns, 100) - text.columns)))
    }

    private func health(_ outlook: Outlook) -> [String?] {
        let colours: [(FeedState.Health, (String) -> String)] = [
            (.ok, style.green), (.failing, style.red), (.gone, style.red), (.new, { $0 }),
        ]
        return colours.map { health, colour in some(outlook.feeds[health] ?? 0, health.rawValue, colour) }
    }

    /// How many feeds are due, or when the next one will be.
    private func turn(_ outlook: Outlook, at now: Moment) -> String? {
        if outlook.due > 0 { return "\(Figures.text(outlook.due)) due" }
        return outlook.nextPoll.map { "next in \(Span.text($0 - now))" }
    }

    private func troubles(_ activity: Telemetry.Snapshot, _ outlook: Outlook, at now: Moment) -> [String] {
        let network = activity.networkDownSince.map { Outlook.networkTrouble(since: $0, now: now) }
        var troubles = [network, activity.writingFailure, activity.fatal, outlook.trouble].compactMap { $0 }
            .map { style.red(Console.oneLine($0)) }
        if activity.isStopping { troubles.append(style.yellow("stopping: what is in flight is finished")) }
        return troubles
    }

    /// The words are cut so that who has said them stays.
    private func said(_ saying: Outlook.Saying, _ columns: Int) -> String {
        let who = " — " + Console.oneLine([saying.speaker, saying.source].compactMap { $0 }.joined(separator: ", "))
        let words = Console.oneLine(saying.text)
        let room = max(columns - who.columns, columns / 3)
        guard saying.isDirect else { return words.cut(to: room) + style.dim(who) }
        return "“" + words.cut(to: max(0, room - 2)) + "”" + style.dim(who)
    }

    private func some(_ count: Int, _ what: String, _ colour: (String) -> String = { $0 }) -> String? {
        count > 0 ? colour("\(Figures.text(count)) \(what)") : nil
    }
}
