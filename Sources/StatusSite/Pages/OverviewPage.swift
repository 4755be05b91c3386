import Ingest
import Records
import Store

/// What works, what is broken, and what the news says right now.
enum OverviewPage {
    static func html(_ view: View) -> HTML {
        Layout.page(
            "Overview", at: .overview, view,
            """
            <h1>Overview</h1>
            <section aria-labelledby="facts-heading"><h2 id="facts-heading" class="hidden">Figures</h2>
            <div id="facts" data-live>\(facts(view))</div></section>
            <section aria-labelledby="hours-heading"><h2 id="hours-heading">The last 24 hours</h2>
            <div id="charts" class="charts" data-live>\(charts(view))</div></section>
            <section aria-labelledby="attention-heading"><h2 id="attention-heading">What needs attention</h2>
            <div id="attention" data-live>\(attention(view))</div></section>
            <section aria-labelledby="said-heading"><h2 id="said-heading">Just said</h2>
            <div id="said" data-live>\(QuotationsPage.list(view.quotations.suffix(6).reversed(), view))</div></section>
            """)
    }

    private static func facts(_ view: View) -> HTML {
        let counts = view.activity.counts
        var facts: [(String, HTML)] = FeedState.Health.shown.map { health, name in
            let number = view.count(health)
            return (
                "Feeds \(name)",
                "<a class=\"\(number == 0 ? "none" : health.rawValue)\" href=\"feeds?health=\(health.rawValue)\">\(number)</a>"
            )
        }
        let withSpeaker = counts.quotations == 0 ? "" : ", \(counts.quotationsAttributed * 100 / counts.quotations) % with speaker"
        facts += [
            ("Records since the start", "\(counts.records)<small>\(perHour(view.articles, view)) this hour</small>"),
            ("Quotations since the start", "\(counts.quotations)<small>\(perHour(view.spoken, view)) this hour\(withSpeaker)</small>"),
            ("Polls", "\(counts.polls)<small>\(counts.pollsUnchanged) unchanged, \(counts.pollsFailed) failed</small>"),
            (
                "In flight",
                "\(view.activity.feedsInFlight + view.activity.pagesInFlight)<small>\(view.activity.feedsInFlight) feeds, \(view.activity.pagesInFlight) pages</small>"
            ),
            (
                "Items waiting",
                "\(view.backlog.due + view.backlog.waiting)<small>\(view.backlog.due) now, \(view.backlog.waiting) for another try</small>"
            ),
            ("To be written", "\(view.backlog.outbox)<small>delivery steps</small>"),
        ]
        if let free = view.disk.free {
            let state = view.disk.stateBytes.map { "state \(Sizes.text($0))" } ?? ""
            facts.append(
                ("Disk free", "<span class=\"\(view.disk.isLow ? "failing" : "")\">\(Sizes.text(free))</span><small>\(state)</small>"))
        }
        return "<dl class=\"facts\">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined())</dl>"
    }

    private static func perHour(_ counts: HourlyCounts, _ view: View) -> Int { counts.latest(1, now: view.now).first ?? 0 }

    private static func charts(_ view: View) -> HTML {
        """
        \(BarChart(title: "Articles an hour", unit: "articles", counts: view.articles.latest(24, now: view.now), now: view.now).html(id: "articles"))
        \(BarChart(title: "Quotations an hour", unit: "quotations", counts: view.spoken.latest(24, now: view.now), now: view.now).html(id: "spoken"))
        """
    }

    private static func attention(_ view: View) -> HTML {
        var notes: [HTML] = []
        if view.feeds.isEmpty {
            notes.append(
                """
                <p>There is no feed yet. Add one with <code>onrecord feeds add https://…</code>, or list it in <code>feeds.conf</code>.</p>
                """)
        }
        if view.disk.isLow {
            notes.append(
                "<p class=\"trouble\"><strong>The disk is nearly full.</strong> Nothing is lost when it is: the daemon waits for room.</p>")
        }
        if view.overdue > 0 { notes.append("<p>\(view.overdue) feeds are overdue by more than a minute.</p>") }
        let failing = view.feeds.filter { $0.feed.state.health == .failing || $0.feed.state.health == .gone }
            .sorted { ($0.feed.state.lastPoll?.milliseconds ?? 0) > ($1.feed.state.lastPoll?.milliseconds ?? 0) }
        if !failing.isEmpty {
            let rows = failing.prefix(10).map { entry -> HTML in
                """
                <li>\(HealthMark.html(entry.feed.state.health)) <a href="feed?id=\(entry.feed.id)">\(entry.title)</a>: \
                <span class="error">\(entry.feed.state.lastError ?? "")</span> <small>\(Times.element(entry.feed.state.lastPoll) { Times.ago($0, view.now) })\
                \(entry.feed.state.failures > 1 ? ", \(entry.feed.state.failures) times" : "")</small></li>
                """
            }
            notes.append("<ul class=\"errors\">\(rows.joined())</ul>")
            if failing.count > 10 {
                notes.append("<p><a href=\"feeds?health=failing\">All \(failing.count) feeds that fail or are gone</a></p>")
            }
        }
        return notes.isEmpty ? "<p>Nothing: all feeds work.</p>" : notes.joined("\n")
    }
}

extension FeedState.Health {
    /// The kinds in the order of interest, with what is said of their feeds.
    static let shown: [(FeedState.Health, String)] = [(.ok, "working"), (.failing, "failing"), (.gone, "gone"), (.new, "not yet polled")]
}

/// Sizes as people read them.
enum Sizes {
    static func text(_ bytes: Int) -> String {
        switch bytes {
        case ..<10_000: "\(bytes) B"
        case ..<10_000_000: "\(bytes / 1000) kB"
        case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000) GB"
        }
    }
}
