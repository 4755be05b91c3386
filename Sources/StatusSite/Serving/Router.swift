import FlyingFox
import Foundation
import Ingest
import Records
import Store

/// Answers each address that the status site has.
struct Router: Sendable {
    let board: Board
    let ingest: Ingest
    private let seats = Seats(32)

    /// How old what is shown may be.
    private enum Age {
        static let page: Duration = .seconds(2)
        static let metrics: Duration = .seconds(10)
        static let ready: Duration = .seconds(10)
    }

    init(board: Board, ingest: Ingest) {
        self.board = board
        self.ingest = ingest
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard request.method == .GET || request.method == HTTPMethod("HEAD") else {
            return Answer.plain(.methodNotAllowed, "only GET and HEAD\n")
        }
        var response = await answer(request.path, PageQuery(request.target.query()))
        if request.method != .GET { response.payload = .httpBody(HTTPBodySequence()) }
        return response
    }

    private func answer(_ path: String, _ query: PageQuery) async -> HTTPResponse {
        switch path {
        case "/", "":
            return Answer.page(OverviewPage.html(await board.view(notOlderThan: Age.page)))
        case "/feeds":
            return Answer.page(FeedsPage.html(await board.view(notOlderThan: Age.page), query))
        case "/feed":
            return await feed(query)
        case "/quotations":
            return Answer.page(QuotationsPage.html(await board.view(notOlderThan: Age.page), query))
        case "/style.css":
            return Answer.asset(StyleSheet.css, "text/css; charset=utf-8")
        case "/page.js":
            return Answer.asset(PageScript.javascript, "text/javascript; charset=utf-8")
        case "/icon.svg":
            return Answer.asset(StyleSheet.icon, "image/svg+xml")
        case "/events":
            guard let seat = seats.take() else { return Answer.plain(.serviceUnavailable, "too many pages are open\n") }
            return Answer.stream(EventStream(board: board, seat: seat))
        case "/status.json":
            return await status()
        case "/metrics":
            let view = await board.view(notOlderThan: Age.metrics)
            return Answer.text(Metrics.text(view, process: ProcessUsage()), "text/plain; version=0.0.4; charset=utf-8")
        case "/healthz":
            let activity = ingest.telemetry.snapshot
            let trouble = Soundness.trouble(activity, at: .now)
            // A lack of room is said, too, but as something that no new start would mend.
            if trouble == nil, activity.lacksRoom, let failure = activity.writingFailure { return Answer.plain(.ok, failure + "\n") }
            return Answer.verdict(trouble)
        case "/readyz":
            return Answer.verdict(Soundness.unreadiness(await board.view(notOlderThan: Age.ready), at: .now))
        default:
            return Answer.page(Layout.notFound(await board.view(notOlderThan: nil), "There is no such page."), .notFound)
        }
    }

    private func feed(_ query: PageQuery) async -> HTTPResponse {
        let view = await board.view(notOlderThan: Age.page)
        guard let id = query.number("id"), let entry = view.feeds.first(where: { $0.feed.id == Int64(id) }) else {
            return Answer.page(Layout.notFound(view, "There is no such feed any more."), .notFound)
        }
        let items = await board.items(ofFeed: entry.feed.id, limit: 30)
        return Answer.page(FeedPage.html(entry, items: items, push: await board.push(ofFeed: entry.feed.id), view))
    }

    private func status() async -> HTTPResponse {
        do {
            let view = await board.view(notOlderThan: nil)
            // The report with one member more, by which `onrecord status` knows its own daemon.
            let report = try await ingest.report().json.dropFirst()
            return Answer.data(Data("{\"instance\":\"\(view.instance)\",".utf8 + report), "application/json")
        } catch {
            return Answer.plain(.serviceUnavailable, "the state cannot be read: \(error)\n")
        }
    }
}
