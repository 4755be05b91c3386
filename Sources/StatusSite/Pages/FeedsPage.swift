import Ingest
import Records
import Store

/// The table of all feeds.
enum FeedsPage {
    static func html(_ view: View, _ query: PageQuery) -> HTML {
        let choice = FeedQuery(query)
        let feeds = choice.select(view.feeds)
        let pages = max(1, (feeds.count + FeedQuery.pageSize - 1) / FeedQuery.pageSize)
        let page = min(choice.page, pages)
        let shown = feeds.dropFirst((page - 1) * FeedQuery.pageSize).prefix(FeedQuery.pageSize)
        return Layout.page(
            "Feeds", at: .feeds, view,
            """
            <h1>Feeds</h1>
            \(form(choice, view))
            <p id="count" data-live role="status">\(feeds.count == view.feeds.count ? "\(feeds.count) feeds" : "\(feeds.count) of \(view.feeds.count) feeds")\
            \(pages > 1 ? ", page \(page) of \(pages)" : "")</p>
            <div class="scroll" role="region" aria-label="Feeds" tabindex="0"><table id="feeds">
            <caption class="hidden">Feeds with their health and when they are polled next; the headings sort</caption>
            <thead><tr>\(headings(choice))</tr></thead>
            <tbody id="rows" data-live>\(shown.map { row($0, view) }.joined("\n"))</tbody></table></div>
            \(pager(choice, page: page, of: pages))
            """)
    }

    private static func form(_ choice: FeedQuery, _ view: View) -> HTML {
        let options = [("", "any")] + FeedState.Health.shown.map { ($0.0.rawValue, $0.1) }
        let choices = options.map { value, name -> HTML in
            "<option value=\"\(value)\"\(value == (choice.health?.rawValue ?? "") ? " selected" as HTML : "")>\(name)</option>"
        }
        return """
            <form role="search" action="feeds" method="get" class="filter">
            <span class="field"><label for="q">Search</label> <input id="q" name="q" type="search" value="\(choice.query["q"])" placeholder="title, address or error"></span>
            <span class="field"><label for="health">Health</label> <select id="health" name="health">\(choices.joined())</select></span>
            \(hidden("sort", choice.query))\(hidden("dir", choice.query))
            <button>Show</button> <a href="feeds">All</a>
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
        return [
            heading("Feed", .title), heading("Health", .health), heading("Next poll", .next), heading("Items", .items, " class=\"number\""),
            heading("A day", .rate, " class=\"number\""), heading("Last new", .new), heading("24 hours", nil), heading("Last error", nil),
        ].joined()
    }

    private static func row(_ entry: FeedEntry, _ view: View) -> HTML {
        let state = entry.feed.state
        let rate = state.itemsPerDay.map { BarChart.number($0) } ?? "–"
        return """
            <tr><th scope="row"><a href="feed?id=\(entry.feed.id)">\(entry.title)</a><small>\(entry.address)</small></th>\
            <td>\(HealthMark.html(state.health))</td>\
            <td>\(Times.element(entry.feed.nextPoll) { Times.until($0, view.now) })<small>\(state.reason ?? "")</small></td>\
            <td class="number">\(state.items)</td><td class="number">\(rate)</td>\
            <td>\(Times.element(state.lastNew) { Times.ago($0, view.now) })</td>\
            <td>\(Sparkline.html(view.found[entry.feed.id]?.latest(24, now: view.now) ?? []))</td>\
            <td class="error">\(state.lastError ?? "")</td></tr>
            """
    }

    private static func pager(_ choice: FeedQuery, page: Int, of pages: Int) -> HTML {
        guard pages > 1 else { return "" }
        let before: HTML = page > 1 ? "<a rel=\"prev\" href=\"\(choice.address(page: page - 1))\">← Page \(page - 1)</a>" : ""
        let after: HTML = page < pages ? "<a rel=\"next\" href=\"\(choice.address(page: page + 1))\">Page \(page + 1) →</a>" : ""
        return "<nav class=\"pager\" aria-label=\"Pages of the table\">\(before) <span>\(page) of \(pages)</span> \(after)</nav>"
    }
}
