/// Harbour Radio's feed: Atom 1.0 (RFC 4287) with the whole text of every story.
struct AtomFeed: Sendable {
    let edition: Edition

    var xml: String {
        let publication = Publication.harbourRadio
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
            <title>\(publication.name.escaped)</title>
            <subtitle>\((publication.tagline + ". " + Publication.notice).escaped)</subtitle>
            <id>tag:radio.port-ellery.example,2026:stories</id>
            <link rel="self" type="application/atom+xml" href="\(edition.origin)\(publication.feedPath)"/>
            <link rel="alternate" type="text/html" href="\(edition.origin)/radio/"/>
            <updated>\(NewsDate(edition.now).rfc3339)</updated>
            \(edition.stories(of: publication).map(entry).joined(separator: "\n"))
            </feed>

            """
    }

    private func entry(_ story: Story) -> String {
        let date = edition.published(story).rfc3339
        let authors = story.authors.map { "<author><name>\($0.name.escaped)</name></author>" }
        return """
            <entry>
            <title>\(story.headline.escaped)</title>
            <id>tag:radio.port-ellery.example,2026:\(story.path)</id>
            <link rel="alternate" type="text/html" href="\(story.path)"/>
            \(authors.joined())
            <published>\(date)</published>
            <updated>\(date)</updated>
            <category term="\(story.section.escaped)"/>
            <summary>\(story.standfirst.escaped)</summary>
            <content type="html">\(story.html.escaped)</content>
            </entry>
            """
    }
}
