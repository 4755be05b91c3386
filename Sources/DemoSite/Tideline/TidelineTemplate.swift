/// Tideline Review's page: a JSON-LD graph, `section` elements, key points above the text and pull quotes as bare paragraphs of a class.
struct TidelineTemplate: Sendable {
    let edition: Edition
    let story: Story

    var html: String {
        """
        <!doctype html>
        <html lang="en-GB" prefix="og: https://ogp.me/ns#">
        <head>
        <meta charset="utf-8">
        <title>\(story.headline.escaped) — Tideline Review</title>
        <link rel="canonical" href="\(address)">
        <meta property="og:type" content="article">
        <meta property="og:title" content="\(story.headline.escaped)">
        <meta property="og:site_name" content="Tideline Review">
        <meta property="og:url" content="\(address)">
        <meta name="description" content="\(story.standfirst.escaped)">
        \(linkedData)
        </head>
        <body>
        <a class="skip-link" href="#main">Skip to content</a>
        <header role="banner"><nav><a href="/tideline/">Tideline Review</a> <a href="/tideline/">Sleep</a> <a href="/tideline/">Sea</a> \
        <a href="/tideline/">About us</a></nav></header>
        <main id="main">
        <section class="masthead">
        <h1>\(story.headline.escaped)</h1>
        <p class="dek">\(story.standfirst.escaped)</p>
        <p class="author-line">Written by \(story.byline.escaped) on <time datetime="\(published.rfc3339)">\(published.printed)</time></p>
        </section>
        <figure><img src="/images/harbour.svg" alt=""><figcaption>\(story.picture.caption.escaped) \(story.picture.credit.escaped)</figcaption></figure>
        <section class="article-content">
        \(bodyHTML)
        </section>
        <section class="read-next"><h2>Read next</h2>\(related)</section>
        <section class="comments"><h2>Comments (12)</h2><p>Log in to join the conversation.</p></section>
        </main>
        <footer><p>\(Publication.notice.escaped)</p><p>Tideline Review gives no medical advice. <a href="/tideline/">Privacy policy</a></p></footer>
        <div class="consent-overlay"><p>Tideline Review asks for your consent to use cookies. <a href="#yes">Agree</a></p></div>
        </body>
        </html>

        """
    }

    private var published: NewsDate { edition.published(story) }
    private var address: String { edition.address(of: story) }

    private var linkedData: String {
        let people = story.authors.map { #"{"@type":"Person","name":\#($0.name.json),"jobTitle":\#($0.role.json)}"# }
        return """
            <script type="application/ld+json">
            {"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","@id":"#site","name":"Tideline Review","url":\((edition.origin + "/tideline/").json)},
            {"@type":"Organization","@id":"#house","name":"Tideline Review"},
            {"@type":"Article","@id":\((address + "#article").json),"headline":\(story.headline.json),"isPartOf":{"@id":"#site"},
            "author":[\(people.joined(separator: ","))],"publisher":{"@id":"#house"},"inLanguage":"en-GB",
            "datePublished":\(published.rfc3339.json),"articleSection":\(story.section.json),"url":\(address.json)}]}
            </script>
            """
    }

    private var bodyHTML: String {
        var lines: [String] = []
        for (index, paragraph) in story.paragraphs.enumerated() {
            lines.append(paragraph.isHeading ? "<h2>\(paragraph.html)</h2>" : "<p>\(paragraph.html)</p>")
            if index == 3, !story.pullQuote.isEmpty { lines.append("<p class=\"pull-quote\">\(story.pullQuote.escaped)</p>") }
            if index == 5 { lines.append("<div class=\"share-bar\"><a href=\"#s\">Share</a> <a href=\"#p\">Print</a></div>") }
        }
        return lines.joined(separator: "\n")
    }

    private var related: String {
        edition.related(to: story).map { "<p><a href=\"\($0.path)\">\($0.headline.escaped)</a></p>" }.joined()
    }
}
