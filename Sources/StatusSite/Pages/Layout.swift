import Ingest
import Records

/// What all pages share.
enum Layout {
    /// The pages that the navigation leads to.
    enum Place: String, CaseIterable {
        case overview = "./"
        case feeds
        case quotations

        var name: String {
            switch self {
            case .overview: "Overview"
            case .feeds: "Feeds"
            case .quotations: "Quotations"
            }
        }
    }

    /// A whole page.
    ///
    /// All addresses are relative, so that it works below any path of a reverse proxy.
    ///
    /// - Parameters:
    ///   - content: parts with an attribute `data-live` and an `id` are renewed while the page is open.
    static func page(_ title: String, at place: Place?, _ view: View, _ content: HTML) -> HTML {
        let links = Place.allCases.map { other -> HTML in
            let current: HTML = other == place ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(other.rawValue)\"\(current)>\(other.name)</a></li>"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>\(title) – Onrecord</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="stylesheet" href="style.css?\(Program.version)">
            <link rel="icon" href="icon.svg" type="image/svg+xml">
            <script src="page.js?\(Program.version)" defer></script>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header>
            <p class="name"><a href="./"><img src="icon.svg" alt="">Onrecord</a></p>
            <nav aria-label="Pages"><ul>\(links.joined())</ul></nav>
            <button id="live" type="button" aria-pressed="false" title="Pauses and resumes the renewing of this page" hidden>connecting</button>
            </header>
            <main id="main" tabindex="-1">
            \(trouble(view))
            \(content)
            </main>
            <footer id="footer" data-live><p>onrecord \(Program.version) · started <time datetime="\(view.activity.startedAt.rfc3339)">\
            \(Times.ago(view.activity.startedAt, view.now))</time> · <a href="metrics">metrics</a> · <a href="status.json">JSON</a></p></footer>
            </body>
            </html>

            """
    }

    private static func trouble(_ view: View) -> HTML {
        let troubles = [view.activity.writingFailure, view.trouble].compactMap { $0 }
        return """
            <div id="trouble" data-live>\(troubles.map { "<p class=\"trouble\" role=\"alert\"><strong>Trouble:</strong> \($0)</p>" as HTML }.joined())</div>
            """
    }

    /// A page that says why there is no other.
    static func notFound(_ view: View, _ message: String) -> HTML {
        page("Not found", at: nil, view, "<h1>Not found</h1><p>\(message)</p><p><a href=\"./\">To the overview</a></p>")
    }

    /// A link that leads out; only web addresses become one.
    static func outside(_ address: String?, _ text: String) -> HTML {
        guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return "\(text)" }
        return "<a href=\"\(address)\" rel=\"noreferrer noopener external\">\(text)</a>"
    }
}
