/// The Courier's page: an `article` element with JSON-LD and OpenGraph, and all the furniture of a newspaper's site in and around it.
struct CourierTemplate: Sendable {
    let edition: Edition
    let story: Story

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        \(head)
        </head>
        <body class="page page--article">
        \(Self.cookieBanner)
        <header class="site-header"><a class="logo" href="/courier/">The Port Ellery Courier</a>
        <nav class="main-nav" aria-label="Main"><ul><li><a href="/courier/">News</a></li><li><a href="/courier/">Harbour</a></li>\
        <li><a href="/courier/">Sport</a></li><li><a href="/courier/">Tides</a></li><li><a href="/courier/">Subscribe</a></li></ul></nav></header>
        <main>
        <article class="story">
        <p class="story__section"><a href="/courier/">\(story.section.escaped)</a></p>
        <h1 class="story__headline">\(story.headline.escaped)</h1>
        <p class="story__standfirst">\(story.standfirst.escaped)</p>
        <div class="story__meta">\(byline)<time datetime="\(published.rfc3339)">\(published.printed)</time></div>
        <ul class="share-tools"><li><a href="#facebook">Share on Facebook</a></li><li><a href="#mail">Share by email</a></li>\
        <li><button>Copy link</button></li></ul>
        <figure class="story__lead"><img src="/images/harbour.svg" alt=""><figcaption>\(story.picture.caption.escaped) \
        <span class="credit">Photograph: \(story.picture.credit.escaped)</span></figcaption></figure>
        <div class="story__body">
        \(bodyHTML)
        </div>
        <p class="story__correct">Something wrong with this story? <a href="mailto:desk@courier.port-ellery.example">Tell the desk</a>.</p>
        </article>
        <aside class="most-read"><h2>Most read</h2><ol>\(related)</ol></aside>
        </main>
        <footer class="site-footer"><p>\(Publication.notice.escaped)</p><p>© The Port Ellery Courier. All rights reserved.</p></footer>
        </body>
        </html>

        """
    }

    private var published: NewsDate { edition.published(story) }
    private var address: String { edition.address(of: story) }

    private var head: String {
        """
        <meta charset="utf-8">
        <title>\(story.headline.escaped) | The Port Ellery Courier</title>
        <link rel="canonical" href="\(address)">
        <meta name="description" content="\(story.standfirst.escaped)">
        <meta property="og:type" content="article">
        <meta property="og:site_name" content="The Port Ellery Courier">
        <meta property="og:title" content="\(story.headline.escaped)">
        <meta property="og:description" content="\(story.standfirst.escaped)">
        <meta property="og:url" content="\(address)">
        <meta property="og:image" content="\(edition.origin)/images/harbour.svg">
        <meta property="article:published_time" content="\(published.rfc3339)">
        <meta property="article:section" content="\(story.section.escaped)">
        <script type="application/ld+json">
        {"@context":"https://schema.org","@type":"NewsArticle","headline":\(story.headline.json),"description":\(story.standfirst.json),
        "datePublished":\(published.rfc3339.json),"dateModified":\(published.rfc3339.json),"mainEntityOfPage":\(address.json),
        "author":[\(story.authors.map { #"{"@type":"Person","name":\#($0.name.json),"jobTitle":\#($0.role.json)}"# }.joined(separator: ","))],
        "publisher":{"@type":"NewsMediaOrganization","name":"The Port Ellery Courier"},"articleSection":\(story.section.json),
        "image":\((edition.origin + "/images/harbour.svg").json),"isAccessibleForFree":true}
        </script>
        """
    }

    private var byline: String {
        let names = story.authors.map { "<a rel=\"author\" href=\"/courier/\">\($0.name.escaped)</a>, \($0.role.escaped)" }
        return "<span class=\"byline\">By \(names.joined(separator: " and "))</span> "
    }

    /// The paragraphs, with the pull quote after the third, an advertisement after the fourth and the newsletter's box after the sixth.
    private var bodyHTML: String {
        var lines: [String] = []
        for (index, paragraph) in story.paragraphs.enumerated() {
            lines.append(paragraph.isHeading ? "<h2>\(paragraph.html)</h2>" : "<p>\(paragraph.html)</p>")
            switch index {
            case 2 where !story.pullQuote.isEmpty:
                lines.append("<aside class=\"pullquote\"><blockquote><p>\(story.pullQuote.escaped)</p></blockquote></aside>")
            case 3: lines.append("<div class=\"ad-slot\" data-slot=\"mid\"><span>Advertisement</span></div>")
            case 5: lines.append(Self.newsletter)
            default: break
            }
        }
        return lines.joined(separator: "\n")
    }

    private var related: String {
        edition.related(to: story).map { "<li><a href=\"\($0.path)\">\($0.headline.escaped)</a></li>" }.joined()
    }

    private static let cookieBanner = """
        <div id="consent" class="cookie-banner" role="dialog"><p>We and our 41 partners store cookies on your device to measure how the \
        Courier is read. You can change your mind at any time.</p><button>Accept all</button><button>Manage choices</button></div>
        """

    private static let newsletter = """
        <div class="newsletter-signup"><h3>The First Tide</h3><p>Sign up for our newsletter: the harbour's news in your inbox at six every \
        morning.</p><form><input type="email" placeholder="Your email address"><button>Sign up</button></form></div>
        """
}
