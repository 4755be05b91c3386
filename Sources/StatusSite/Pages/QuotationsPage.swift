import Ingest
import Records

/// Who said what, the latest first.
enum QuotationsPage {
    private static let most = 100

    static func html(_ view: View, _ query: PageQuery) -> HTML {
        let (speaker, feed, words) = (SearchText.words(query["speaker"]), query["feed"], SearchText.words(query["q"]))
        let fitting = view.quotations.filter { quotation in
            (feed.isEmpty || quotation.feed == feed) && quotation.words.holds(words)
                && (speaker.isEmpty || quotation.speaker.map { SearchText($0).holds(speaker) } ?? false)
        }
        let pages = max(1, (fitting.count + most - 1) / most)
        let page = max(1, min(query.number("page") ?? 1, pages))
        let shown = fitting.dropLast((page - 1) * most).suffix(most).reversed()
        let feeds = Dictionary(view.quotations.map { ($0.feed, $0.source) }, uniquingKeysWith: { _, last in last })
        let options = ([("", "any")] + feeds.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(500)).map { address, name -> HTML in
            "<option value=\"\(address)\"\(address == feed ? " selected" as HTML : "")>\(name)</option>"
        }
        return Layout.page(
            "Quotations", at: .quotations, view,
            """
            <h1>Quotations</h1>
            <form role="search" action="quotations" method="get" class="filter">
            <span class="field"><label for="speaker">Speaker</label> <input id="speaker" name="speaker" type="search" value="\(query["speaker"])"></span>
            <span class="field"><label for="q">Words</label> <input id="q" name="q" type="search" value="\(query["q"])"></span>
            <span class="field"><label for="from">Feed</label> <select id="from" name="feed">\(options.joined())</select></span>
            <button>Show</button> <a href="quotations">All</a>
            </form>
            <p id="count" class="count" data-live role="status">\(counted(fitting.count, of: view.quotations.count))\(pages > 1 ? ", page \(page) of \(pages)" : "")</p>
            <div id="said" data-live>\(list(Array(shown), view, ifNone: view.quotations.isEmpty ? "Nobody is quoted yet." : "No quotation fits."))</div>
            \(Pager.html(page: page, of: pages, "Pages of the quotations") { query.with(("page", $0 == 1 ? "" : String($0))).address("quotations") })
            \(page == pages && !fitting.isEmpty ? "<p class=\"none\">Older ones stand in the records: <code>onrecord tail --quotes</code>.</p>" as HTML : "")
            """)
    }

    private static func counted(_ fitting: Int, of all: Int) -> String {
        fitting == all
            ? Figures.text(all, "quotation", "quotations") : "\(Figures.text(fitting)) of the latest \(Figures.text(all))"
    }

    static func list(_ quotations: [Quotation], _ view: View, ifNone: String) -> HTML {
        guard !quotations.isEmpty else { return "<p class=\"none\">\(ifNone)</p>" }
        return "<ol class=\"said\">\(quotations.map { item($0, view) }.joined("\n"))</ol>"
    }

    private static func item(_ quotation: Quotation, _ view: View) -> HTML {
        let who: HTML =
            if let speaker = quotation.speaker {
                "<a class=\"who\" href=\"\(PageQuery([("speaker", speaker)]).address("quotations"))\">\(speaker)</a>\(quotation.role.map { " <span class=\"role\">\($0)</span>" as HTML })"
            } else {
                "<span class=\"who none\">Nobody named</span>"
            }
        let words: HTML = quotation.isDirect ? "<q>\(quotation.text)</q>" : "\(quotation.text)"
        return """
            <li><p>\(who)</p><blockquote>\(words)</blockquote><p class="where">\(Layout.outside(quotation.url, quotation.title)) · \(quotation.source) · \
            \(Times.element(quotation.seenAt) { Times.ago($0, view.now) })</p></li>
            """
    }
}
