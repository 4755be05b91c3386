import Fetching
import Ingest
import Records
import Store

/// The page that people look at.
enum StatusPage {
    static func html(_ report: StatusReport) -> String {
        let counts = report.activity?.counts ?? .init()
        let facts: [(String, String)] = [
            ("Feeds", "\(report.feeds.count)"), ("Working", "\(report.count(.ok))"), ("Failing", "\(report.count(.failing))"),
            ("Gone", "\(report.count(.gone))"), ("Records", "\(counts.records)"),
            ("Quotations", "\(counts.quotations) (\(counts.quotationsAttributed) with speaker)"),
            ("Items waiting", "\(report.backlog.due + report.backlog.waiting)"),
        ]
        let trouble = report.activity?.writingFailure.map { "<p class=trouble role=alert>\(escape($0))</p>" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang=en><head><meta charset=utf-8><title>Onrecord</title>
            <meta name=viewport content="width=device-width, initial-scale=1"><meta http-equiv=refresh content=30>
            <style>
            :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
            body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
            dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem } dt { opacity: .7 } dd { margin: 0; font-size: 1.3rem }
            .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; vertical-align: top }
            .failing, .gone, .trouble { color: light-dark(#a11, #f88) } .ok { color: light-dark(#060, #7d7) }
            </style></head><body>
            <h1>Onrecord</h1>\(trouble)
            <dl>\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }.joined())</dl>
            <div class=scroll><table><thead><tr><th scope=col>Feed<th scope=col>Health<th scope=col>Next poll<th scope=col>Why then\
            <th scope=col>Items<th scope=col>Last error</thead><tbody>
            \(report.feeds.map { row($0, report.now) }.joined(separator: "\n"))
            </tbody></table></div></body></html>
            """
    }

    private static func row(_ feed: StoredFeed, _ now: Moment) -> String {
        let state = feed.state
        let next = feed.nextPoll <= now ? "now" : "in " + (feed.nextPoll - now).short
        return """
            <tr><td>\(escape(state.title ?? PublicURL.text(feed.url)))<br><small>\(escape(PublicURL.text(feed.url)))</small>\
            <td class=\(state.health.rawValue)>\(state.health.rawValue)<td>\(next)<td>\(escape(state.reason ?? ""))<td>\(state.items)\
            <td>\(escape(state.lastError ?? ""))
            """
    }

    /// Text as it may stand in HTML, in content and in quoted attributes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
