import Ingest
import Records
import Store

/// The table of all feeds.
enum FeedsPage {
    static func html(_ view: View, _ query: PageQuery) -> HTML {
        let choice = FeedQuery(query)
        let feeds = choice.select(view.feeds, newInDay: view.newInDay)
        let pages = max(1, (feeds.count + FeedQuery.pageSize - 1) / FeedQuery.pageSize)
        let page = min(choice.page, pages)
        let shown = feeds.dropFirst((page - 1) * FeedQuery.pageSize).prefix(FeedQuery.pageSize)
        return Layout.page(
            "Feeds", at: .feeds, view,
            """
            <h1>Feeds</h1>
            <div id="choices" data-live>\(HealthChoices.html(view, choice.query, current: .some(choice.health)))</div>
            \(form(choice))
            <p id="count" class="count" data-live role="status">\(counted(feeds.count, of: view.feeds.count))\
            \(pages > 1 ? ", page \(page) of \(pages)" : "")</p>
            <div class="scroll" role="region" aria-label="Feeds" tabindex="0"><table id="feeds">
            <caption class="hidden">Feeds with their health and when they are polled next; the headings sort</caption>
            <thead><tr>\(headings(choice))</tr></thead>
            <tbody id="rows" data-live>\(shown.map { row($0, view) }.joined("\n"))</tbody></table></div>
            \(Pager.html(page: page, of: pages, "Pages of the table") { choice.address(page: $0) })
            """)
    }

    private static func counted(_ fitting: Int, of all: Int) -> String {
        fitting == all ? Figures.text(all, "feed", "feeds") : "\(Figures.text(fitting)) of \(Figures.text(all, "feed", "feeds"))"
    }

    private static func form(_ choice: FeedQuery) -> HTML {
        """
        <form role="search" action="feeds" method="get" class="filter">
        <span class="field"><label for="q">Search</label> <input id="q" name="q" type="search" value="\(choice.query["q"])" placeholder="title, address, tag or error"></span>
        \(hidden("health", choice.query))\(hidden("sort", choice.query))\(hidden("dir", choice.query))
        <button>Show</button> <a href="feeds">Clear</a>
        </form>
        """
    }

    static func hidden(_ name: String, _ query: PageQuery) -> HTML {
        query[name].isEmpty ? "" : "<input type=\"hidden\" name=\"\(name)\" value=\"\(query[name])\">"
    }

    private static func headings(_ choice: FeedQuery) -> HTML {
        func heading(_ name: String, _ order: FeedQuery.Order?, _ kind: HTML = "") -> HTML {
            guard let order else { return "<th scope=\"col\"\(kind)>\(name)</th>" }
            let isOwn = order == choice.order
            let sort: HTML = isOwn ? (choice.isDescending ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"") : ""
            let arrow: HTML =
                isOwn ? (choice.isDescending ? " <span aria-hidden=\"true\">▾</span>" : " <span aria-hidden=\"true\">▴</span>") : ""
            return "<th scope=\"col\"\(sort)\(kind)><a href=\"\(choice.address(sortedBy: order))\">\(name)\(arrow)</a></th>"
        }
        let number: HTML = " class=\"number minor\""
        return [
            heading("Feed", .title), heading("Health", .health), heading("Next poll", .next, " class=\"minor\""),
            heading("New in 24 hours", .day, " class=\"minor\""), heading("A day", .rate, number), heading("Items", .items, number),
            heading("Validators", nil, " class=\"minor\""), heading("Last new", .new),
        ].joined()
    }

    private static func row(_ entry: FeedEntry, _ view: View) -> HTML {
        let state = entry.feed.state
        let rate = state.itemsPerDay.map { Figures.text($0) } ?? "–"
        let error: HTML? = state.lastError.map { "<small class=\"error\">\($0)</small>" }
        return """
            <tr><th scope="row"><a href="feed?id=\(entry.feed.id)">\(entry.title)</a>\(FeedTags.html(entry.tags))<small>\(entry.shortAddress)</small>\(error)</th>\
            <td>\(HealthMark.html(state.health))</td>\
            <td class="minor">\(Times.element(entry.feed.nextPoll) { Times.until($0, view.now) })<small>\(state.reason ?? "")</small></td>\
            <td class="minor">\(Sparkline.html(view.found[entry.feed.id]?.latest(24, now: view.now) ?? []))</td>\
            <td class="number minor">\(rate)</td><td class="number minor">\(Figures.text(state.items))</td>\
            <td class="minor">\(validators(state))</td>\
            <td>\(Times.element(state.lastNew) { Times.ago($0, view.now) })<small class="minor">\(view.latest[entry.feed.id] ?? "")</small></td></tr>
            """
    }

    /// Which kinds a feed has; its own page shows them.
    private static func validators(_ state: FeedState) -> String {
        let kinds = [state.validators?.etag.map { _ in "ETag" }, state.validators?.lastModified.map { _ in "date" }].compactMap { $0 }
        return kinds.isEmpty ? "none" : kinds.joined(separator: ", ")
    }
}

/// A feed's tags as links to the feeds that have them.
enum FeedTags {
    static func html(_ tags: [String]) -> HTML {
        tags.map { " <a class=\"tag\" href=\"\(PageQuery([("q", $0)]).address("feeds"))\">\($0)</a>" as HTML }.joined()
    }
}
