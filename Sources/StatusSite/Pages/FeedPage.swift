import Fetching
import Ingest
import Records
import Store

/// One feed with all that is known of it.
enum FeedPage {
    static func html(_ entry: FeedEntry, items: [ItemMark], _ view: View) -> HTML {
        let said = view.quotations.filter { $0.feed == entry.address }.suffix(10).reversed()
        return Layout.page(
            entry.title, at: nil, view,
            """
            <nav aria-label="Way here"><a href="feeds">Feeds</a> ›</nav>
            <h1>\(entry.title)</h1>
            <p>\(Layout.outside(entry.address, entry.address))</p>
            <div id="feed-facts" data-live>\(facts(entry, view))</div>
            <section aria-labelledby="hours-heading"><h2 id="hours-heading">New items</h2><div id="feed-chart" class="charts" data-live>\
            \(BarChart(title: "New items an hour", unit: "items", counts: view.found[entry.feed.id]?.latest(48, now: view.now) ?? [], now: view.now).html(id: "found"))\
            </div></section>
            <section aria-labelledby="items-heading"><h2 id="items-heading">Latest items</h2><div id="feed-items" data-live>\(list(items, view))</div></section>
            <section aria-labelledby="said-heading"><h2 id="said-heading">Quotations</h2>
            <div id="feed-said" data-live>\(QuotationsPage.list(Array(said), view))</div>
            <p><a href="\(PageQuery([("feed", entry.address)]).address("quotations"))">All quotations of this feed</a></p></section>
            """)
    }

    private static func facts(_ entry: FeedEntry, _ view: View) -> HTML {
        let state = entry.feed.state
        var facts: [(String, HTML)] = [
            ("Health", HealthMark.html(state.health)),
            ("Next poll", "\(Times.element(entry.feed.nextPoll) { Times.until($0, view.now) })<small>\(state.reason ?? "")</small>"),
            (
                "Last poll",
                "\(Times.element(state.lastPoll) { Times.ago($0, view.now) })<small>\(state.lastStatus.map { "status \($0)" } ?? "")</small>"
            ),
            ("Last success", Times.element(state.lastSuccess) { Times.ago($0, view.now) }),
            ("Items", "\(state.items)<small>\(state.itemsPerDay.map { "\(BarChart.number($0)) a day" } ?? "")</small>"),
            ("Last new item", Times.element(state.lastNew) { Times.ago($0, view.now) }),
        ]
        if let error = state.lastError { facts.append(("Last error", "<span class=\"error\">\(error)</span>")) }
        if state.failures > 0 {
            facts.append(("Failures in a row", "\(state.failures)<small>since \(Times.element(state.failingSince) { $0.rfc3339 })</small>"))
        }
        if let format = state.format { facts.append(("Format", "\(format)")) }
        if let address = state.address { facts.append(("Has moved to", "\(PublicURL.text(address))")) }
        if let move = state.move {
            facts.append(("Redirects for good to", "\(PublicURL.text(move.to))<small>seen \(move.times) times</small>"))
        }
        if let page = state.homePage { facts.append(("Site", Layout.outside(page, page))) }
        let validators = [state.validators?.etag.map { "ETag \($0)" }, state.validators?.lastModified.map { "Last-Modified \($0)" }]
            .compactMap { $0 }
        facts.append(
            (
                "Validators",
                validators.isEmpty
                    ? "none" : "\(validators.joined(separator: ", "))<small>\(state.unchangedAnswers) answers without news in a row</small>"
            ))
        var hints: [String] = []
        if let fresh = state.hints.freshFor { hints.append("fresh for \(Duration.seconds(fresh).short)") }
        if let period = state.hints.period { hints.append("period \(Duration.seconds(period).short)") }
        if !state.hints.skipHours.isEmpty { hints.append("skips \(state.hints.skipHours.count) hours") }
        if !state.hints.skipDays.isEmpty { hints.append("skips \(state.hints.skipDays.count) days") }
        if !hints.isEmpty { facts.append(("The feed says", "\(hints.joined(separator: ", "))")) }
        return "<dl class=\"details\">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined())</dl>"
    }

    private static func list(_ items: [ItemMark], _ view: View) -> HTML {
        guard !items.isEmpty else { return "<p>None yet.</p>" }
        let rows = items.map { item -> HTML in
            let what: HTML =
                switch item.status {
                case .written: item.revision > 1 ? "written, revision \(item.revision)" : "written"
                case .noted: "noted only"
                case .pending:
                    item.attempts > 0 ? "waits, tried \(item.attempts) times: <span class=\"error\">\(item.error ?? "")</span>" : "waits"
                }
            return
                "<tr><td>\(Times.element(item.firstSeen) { Times.ago($0, view.now) })</td><th scope=\"row\">\(item.title ?? "(no title)")</th><td>\(what)</td></tr>"
        }
        return """
            <div class="scroll" role="region" aria-label="Table of the latest items" tabindex="0"><table><thead><tr><th scope="col">Seen</th><th scope="col">Title</th>\
            <th scope="col">Record</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }
}
