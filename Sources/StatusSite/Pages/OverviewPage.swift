import Ingest
import Records
import Store

/// What works, what is broken, and what the news says right now.
enum OverviewPage {
    static func html(_ view: View) -> HTML {
        Layout.page(
            "Overview", at: .overview, view,
            """
            <h1 class="hidden">Overview</h1>
            <section aria-label="Health"><div id="health" data-live>\(health(view))</div></section>
            <section aria-label="Figures"><div id="facts" data-live>\(facts(view))</div></section>
            \(FleetSection.html(view))
            <section aria-labelledby="hours-heading"><h2 id="hours-heading">The last 24 hours</h2>
            <div id="charts" class="charts" data-live>\(charts(view))</div></section>
            <div class="columns">
            <section aria-labelledby="said-heading"><h2 id="said-heading">Just said</h2>
            <div id="said" data-live>\(QuotationsPage.list(view.quotations.suffix(6).reversed(), view, ifNone: "Nobody is quoted yet."))</div></section>
            <section aria-labelledby="attention-heading"><h2 id="attention-heading">What needs attention</h2>
            <div id="attention" data-live>\(attention(view))</div></section>
            </div>
            """)
    }

    private static func health(_ view: View) -> HTML {
        let (all, bad, new) = (view.feeds.count, view.count(.failing) + view.count(.gone), view.count(.new))
        let verdict: HTML =
            switch (all, bad) {
            case (0, _): "There is no feed yet"
            case _ where view.activity.networkDownSince != nil:
                "<span class=\"failing\" aria-hidden=\"true\">✗</span> This machine’s own network is down"
            case (_, 0) where new == all: "Polling for the first time …"
            case (_, 0) where new > 0:
                "<span class=\"ok\" aria-hidden=\"true\">✓</span> \(Figures.text(all - new)) of \(Figures.text(all)) feeds work, \(Figures.text(new)) \(new == 1 ? "is" : "are") not polled yet"
            case (_, 0): "<span class=\"ok\" aria-hidden=\"true\">✓</span> All feeds work"
            case (1, _): "<span class=\"failing\" aria-hidden=\"true\">✗</span> The feed does not work"
            default:
                "<span class=\"failing\" aria-hidden=\"true\">✗</span> \(Figures.text(bad)) of \(Figures.text(all)) feeds \(bad == 1 ? "does" : "do") not work"
            }
        return "<p class=\"verdict\">\(verdict)</p>\(HealthBar.html(view))\(HealthChoices.html(view))"
    }

    private static func facts(_ view: View) -> HTML {
        let (activity, counts) = (view.activity, view.activity.counts)
        let (articles, spoken) = (view.articles.latest(24, now: view.now), view.spoken.latest(24, now: view.now))
        func sum(_ hours: [Int]) -> String { Figures.text(hours.reduce(0, +)) }
        let named = counts.quotations == 0 ? nil : "\(counts.quotationsAttributed * 100 / counts.quotations) % with a speaker"
        var facts: [(String, HTML)] = [
            ("Articles in 24 hours", "\(sum(articles))<small>\(Figures.text(articles.last ?? 0)) in this hour</small>"),
            ("Quotations in 24 hours", "\(sum(spoken))<small>\(named ?? "\(Figures.text(spoken.last ?? 0)) in this hour")</small>"),
            (
                "Polls since the start",
                "\(Figures.text(counts.polls))<small>\(Figures.text(counts.pollsUnchanged)) unchanged, \(Figures.text(counts.pollsFailed)) failed</small>"
            ),
            (
                "In flight",
                "\(Figures.text(activity.feedsInFlight + activity.pagesInFlight))<small>\(Figures.text(activity.feedsInFlight, "feed", "feeds")), \(Figures.text(activity.pagesInFlight, "page", "pages"))</small>"
            ),
            (
                "Waiting",
                "\(Figures.text(view.backlog.due + view.backlog.waiting))<small>\(Figures.text(view.backlog.waiting)) retrying, \(Figures.text(view.backlog.outbox)) to write</small>"
            ),
        ]
        if let room = view.disk.room {
            let state = view.disk.stateBytes.map { "state \(Figures.bytes($0))" } ?? ""
            let mark: HTML = activity.lacksRoom ? " class=\"failing\"" : ""
            facts.append(("Disk free", "<span\(mark)>\(Figures.bytes(room.free))</span><small>\(state)</small>"))
        }
        return "<dl class=\"facts\">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined())</dl>"
    }

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
                <p>Add a feed with <code>onrecord feeds add https://…</code>, or list it in <code>feeds.conf</code>.</p>
                """)
        }
        if view.activity.lacksRoom {
            notes.append(
                """
                <p class="trouble"><strong>The disk is nearly full.</strong> Polling pauses until there is room. Nothing is lost.</p>
                """)
        }
        if let since = view.activity.networkDownSince {
            notes.append(
                """
                <p class="trouble"><strong>No site answers</strong> since \(Times.element(since) { $0.rfc3339 }). Failures do not count \
                meanwhile, and all feeds are asked again as soon as one answers.</p>
                """)
        }
        if view.overdue > 0 {
            notes.append("<p>\(Figures.text(view.overdue, "feed is", "feeds are")) overdue by more than a minute.</p>")
        }
        let failing = view.feeds.filter { $0.feed.state.health == .failing || $0.feed.state.health == .gone }
            .sorted { ($0.feed.state.lastPoll?.milliseconds ?? 0) > ($1.feed.state.lastPoll?.milliseconds ?? 0) }
        if !failing.isEmpty {
            notes.append("<ul class=\"plain\">\(failing.prefix(8).map { broken($0, view) }.joined())</ul>")
            if failing.count > 8 {
                notes.append("<p><a href=\"feeds?sort=health\">All \(Figures.text(failing.count)) feeds that do not work</a></p>")
            }
        }
        return notes.isEmpty ? "<p class=\"none\">Nothing.</p>" : notes.joined("\n")
    }

    private static func broken(_ entry: FeedEntry, _ view: View) -> HTML {
        let state = entry.feed.state
        return """
            <li>\(HealthMark.html(state.health)) <a href="feed?id=\(entry.feed.id)">\(entry.title)</a><br>\
            <span class="error">\(state.lastError ?? "no reason known")</span> <small>\(Times.element(state.lastPoll) { Times.ago($0, view.now) })\
            \(state.failures > 1 ? ", \(Figures.text(state.failures)) times in a row" : "")</small></li>
            """
    }
}
