import Fetching
import Ingest
import Records
import Store

/// One feed with all that is known of it.
enum FeedPage {
    static func html(_ entry: FeedEntry, items: [ItemMark], push: PushSubscription?, _ view: View) -> HTML {
        let none = [Int](repeating: 0, count: HourlyCounts.hours)
        let said = view.quotations.filter { $0.feed == entry.address }.suffix(10).reversed()
        return Layout.page(
            entry.title, at: nil, view,
            """
            <nav class="way" aria-label="Way here"><a href="feeds">← All feeds</a></nav>
            <h1>\(entry.title)</h1>
            <div id="feed-lead" data-live><p class="lead">\(HealthMark.html(entry.feed.state.health)) \(Layout.outside(entry.address, entry.shortAddress))\(FeedTags.html(entry.tags))</p>\
            \(entry.feed.state.lastError.map { "<p class=\"trouble\">\($0)</p>" as HTML })\
            \(entry.feed.state.exceeded.isEmpty ? nil : "<p class=\"trouble\">Limits reached: \(entry.feed.state.exceeded.joined(separator: "; "))</p>" as HTML)</div>
            <section aria-label="State"><div id="feed-facts" data-live>\(facts(entry, push, view))</div></section>
            <div class="columns">
            <section aria-labelledby="hours-heading"><h2 id="hours-heading">New items</h2><div id="feed-chart" class="charts" data-live>\
            \(BarChart(title: "New items an hour", unit: "items", counts: view.found[entry.feed.id]?.latest(48, now: view.now) ?? none, now: view.now).html(id: "found"))\
            </div></section>
            <section aria-labelledby="history-heading"><h2 id="history-heading">History</h2><div id="feed-history" data-live>\
            \(history(entry.feed.state, view))</div></section>
            </div>
            <section aria-labelledby="items-heading"><h2 id="items-heading">Latest items</h2><div id="feed-items" data-live>\(list(items, view))</div></section>
            <section aria-labelledby="said-heading"><h2 id="said-heading">Quotations</h2>
            <div id="feed-said" data-live>\(QuotationsPage.list(Array(said), view, ifNone: "Nobody is quoted yet."))</div>
            \(said.isEmpty ? "" : "<p><a href=\"\(PageQuery([("feed", entry.address)]).address("quotations"))\">All quotations of this feed</a></p>" as HTML)</section>
            """)
    }

    /// What has happened to the feed, the latest first.
    private static func history(_ state: FeedState, _ view: View) -> HTML {
        guard !state.history.isEmpty else { return "<p class=\"none\">Nothing out of the ordinary has happened to it.</p>" }
        let rows = state.history.reversed().map { event -> HTML in
            let what =
                switch event.kind {
                case .moved: "Has moved for good"
                case .movedBack: "Asked for at its old address again"
                case .gone: "Gone by its server's word"
                case .failing: "Began to fail"
                case .back: "Works again"
                case .slowed: "Fails for so long that it is asked for less than once a day"
                case .damaged: "What was known of it could not be read"
                case .stuck: "Its server said “not modified” although it was"
                }
            let detail: HTML? = event.detail.map { "<small>\(PublicURL.text($0))</small>" }
            return "<li>\(what) <span class=\"none\">· \(Times.element(event.at) { Times.ago($0, view.now) })</span>\(detail)</li>"
        }
        return "<ol class=\"plain\">\(rows.joined())</ol>"
    }

    private static func facts(_ entry: FeedEntry, _ push: PushSubscription?, _ view: View) -> HTML {
        let state = entry.feed.state
        var facts: [(String, HTML)] = [
            ("Next poll", "\(Times.element(entry.feed.nextPoll) { Times.until($0, view.now) })<small>\(state.reason ?? "")</small>"),
            (
                "Last poll",
                "\(Times.element(state.lastPoll) { Times.ago($0, view.now) })<small>\(state.lastStatus.map { "status \($0)" } ?? "")</small>"
            ),
            ("Last success", Times.element(state.lastSuccess) { Times.ago($0, view.now) }),
            ("Items", "\(Figures.text(state.items))<small>\(state.itemsPerDay.map { "\(Figures.text($0)) a day" } ?? "")</small>"),
            ("Last new item", Times.element(state.lastNew) { Times.ago($0, view.now) }),
        ]
        if state.failures > 0 {
            facts.append(("Failures in a row", "\(state.failures)<small>since \(Times.element(state.failingSince) { $0.rfc3339 })</small>"))
        }
        if let format = state.format { facts.append(("Format", "\(format)")) }
        if let address = state.address { facts.append(("Has moved to", "\(PublicURL.text(address))")) }
        if let move = state.move {
            facts.append(("Redirects for good to", "\(PublicURL.text(move.to))<small>seen \(move.times) times</small>"))
        }
        if let page = state.homePage { facts.append(("Site", Layout.outside(PublicURL.text(page), PublicURL.text(page)))) }
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
        if let until = state.notBefore, until > view.now {
            facts.append(("Asked to wait", Times.element(until) { Times.until($0, view.now) }))
        }
        if let push { facts.append(("Hub", hub(push, view))) }
        return "<dl class=\"details\">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined())</dl>"
    }

    private static func hub(_ push: PushSubscription, _ view: View) -> HTML {
        let standing: HTML =
            switch push.standing {
            case .wanted: "to be asked"
            case .asked: "asked, has not answered yet"
            case .active: "subscribed, \(Times.element(push.until) { "ends \(Times.until($0, view.now))" })"
            case .denied: "has refused"
            case .ending: "to be told that it is no longer wanted"
            }
        let last: HTML? = push.lastPush.map { "last push \(Times.element($0) { Times.ago($0, view.now) })" }
        let error: HTML? = push.lastError.map { "<small class=\"error\">\($0)</small>" }
        return "\(standing)<small>\(PublicURL.text(push.hub)) \(last)</small>\(error)"
    }

    private static func list(_ items: [ItemMark], _ view: View) -> HTML {
        guard !items.isEmpty else { return "<p class=\"none\">None yet.</p>" }
        let rows = items.map { item -> HTML in
            let what: HTML =
                switch item.status {
                case .written: item.revision > 1 ? "written, revision \(item.revision)" : "written"
                case .noted: "noted only"
                case .pending:
                    item.attempts > 0 ? "waits, tried \(item.attempts) times: <span class=\"error\">\(item.error ?? "")</span>" : "waits"
                }
            return
                "<tr><td>\(Times.element(item.firstSeen) { Times.ago($0, view.now) })</td><th scope=\"row\">\(Layout.outside(item.link, item.title ?? "(no title)"))</th><td>\(what)</td></tr>"
        }
        return """
            <div class="scroll" role="region" aria-label="Table of the latest items" tabindex="0"><table><thead><tr><th scope="col">Seen</th><th scope="col">Title</th>\
            <th scope="col">Record</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }
}
