/// The Courier's feed: RSS 2.0 with summaries only, as most newspapers give.
struct RSSFeed: Sendable {
    let edition: Edition

    var xml: String {
        let publication = Publication.courier
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
            <channel>
            <title>\(publication.name.escaped)</title>
            <link>\(edition.origin)/courier/</link>
            <description>\((publication.tagline + ". " + Publication.notice).escaped)</description>
            <language>en-gb</language>
            <ttl>15</ttl>
            <lastBuildDate>\(NewsDate(edition.now).rfc5322)</lastBuildDate>
            <atom:link href="\(edition.origin)\(publication.feedPath)" rel="self" type="application/rss+xml"/>
            \(edition.stories(of: publication).map(item).joined(separator: "\n"))
            </channel>
            </rss>

            """
    }

    private func item(_ story: Story) -> String {
        """
        <item>
        <title>\(story.headline.escaped)</title>
        <link>\(edition.address(of: story))?utm_source=rss&amp;utm_medium=feed</link>
        <guid isPermaLink="true">\(edition.address(of: story))</guid>
        <description><![CDATA[<p>\(story.standfirst)</p>]]></description>
        <category>\(story.section.escaped)</category>
        <dc:creator>\(story.byline.escaped)</dc:creator>
        <pubDate>\(edition.published(story).rfc5322)</pubDate>
        </item>
        """
    }
}
