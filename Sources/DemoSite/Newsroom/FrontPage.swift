/// The page that lists the stories of one house, or of all; for people who look at the demonstration in a browser.
struct FrontPage: Sendable {
    let edition: Edition
    let publications: [Publication]

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head><meta charset="utf-8"><title>\(publications.count == 1 ? publications[0].name.escaped : "Port Ellery")</title>
        \(publications.map(discovery).joined(separator: "\n"))
        <style>body{font:17px/1.5 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em}li{margin:.6em 0}small{color:#567}</style></head>
        <body>
        <p><em>\(Publication.notice.escaped)</em></p>
        \(publications.map(section).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private func discovery(_ publication: Publication) -> String {
        let type = publication.feedType.split(separator: ";")[0]
        return "<link rel=\"alternate\" type=\"\(type)\" title=\"\(publication.name.escaped)\" href=\"\(publication.feedPath)\">"
    }

    private func section(_ publication: Publication) -> String {
        let items = edition.stories(of: publication).map { story in
            "<li><a href=\"\(story.path)\">\(story.headline.escaped)</a><br><small>\(edition.published(story).printed)</small></li>"
        }
        return """
            <h1><a href="/\(publication.key)/">\(publication.name.escaped)</a></h1>
            <p>\(publication.tagline.escaped) · <a href="\(publication.feedPath)">feed</a></p>
            <ul>
            \(items.joined(separator: "\n"))
            </ul>
            """
    }
}
