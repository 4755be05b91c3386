/// Harbour Radio's page: nested `div` elements of an old content system, OpenGraph only, related links in the middle of the text.
struct HarbourRadioTemplate: Sendable {
    let edition: Edition
    let story: Story

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Harbour Radio - \(story.headline.escaped)</title>
        <meta property="og:title" content="\(story.headline.escaped)">
        <meta property="og:type" content="article">
        <meta property="og:site_name" content="Harbour Radio">
        <meta property="og:description" content="\(story.standfirst.escaped)">
        <meta property="og:url" content="\(edition.address(of: story))">
        <meta name="author" content="\(story.byline.escaped)">
        <meta property="article:published_time" content="\(published.rfc3339)">
        </head>
        <body>
        <div id="wrap">
        <div id="top"><a href="/radio/">Harbour Radio 94.1</a> <div class="menu"><a href="/radio/">Listen live</a> | <a href="/radio/">Stories</a> | \
        <a href="/radio/">Tides</a> | <a href="/radio/">Members</a></div></div>
        <div id="content">
        <div class="post">
        <h1>\(story.headline.escaped)</h1>
        <div class="postmeta">\(story.byline.escaped) · \(published.printed) · \(story.section.escaped)</div>
        <div class="player">Listen to this story · 4 min <a href="#play">Play</a> <a href="#download">Download</a></div>
        <div class="photo"><img src="/images/harbour.svg" alt="" width="640"><div class="caption">\(story.picture.caption.escaped) \
        (\(story.picture.credit.escaped))</div></div>
        <div class="posttext">
        \(bodyHTML)
        </div>
        <div class="share">Share this story: <a href="#f">Facebook</a> <a href="#w">WhatsApp</a> <a href="#e">E-mail</a></div>
        <div class="tags">Filed under: <a href="/radio/">\(story.section.escaped)</a></div>
        </div>
        <div id="sidebar"><h3>More stories</h3><ul>\(related)</ul>
        <h3>On air now</h3><p>The Long Watch with Ines Calloway, until midnight.</p></div>
        </div>
        <div id="foot">\(Publication.notice.escaped)</div>
        </div>
        </body>
        </html>

        """
    }

    private var published: NewsDate { edition.published(story) }

    private var bodyHTML: String {
        var lines: [String] = []
        for (index, paragraph) in story.paragraphs.enumerated() {
            lines.append(paragraph.isHeading ? "<h3>\(paragraph.html)</h3>" : "<p>\(paragraph.html)</p>")
            if index == 4, let other = edition.related(to: story).first {
                lines.append(
                    "<p class=\"readmore\"><strong>Read more:</strong> <a href=\"\(other.path)\">\(other.headline.escaped)</a></p>")
            }
        }
        return lines.joined(separator: "\n")
    }

    private var related: String {
        edition.related(to: story).map { "<li><a href=\"\($0.path)\">\($0.headline.escaped)</a></li>" }.joined()
    }
}
