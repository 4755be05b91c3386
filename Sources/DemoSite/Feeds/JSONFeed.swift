/// Tideline Review's feed: JSON Feed 1.1; it also passes on the Courier's story of the ferry under the Courier's own address.
struct JSONFeed: Sendable {
    let edition: Edition

    var json: String {
        let publication = Publication.tideline
        let stories = edition.stories.filter { $0.publication == publication || $0.path == Story.nightFerry.path }
        return """
            {
            "version": "https://jsonfeed.org/version/1.1",
            "title": \(publication.name.json),
            "home_page_url": \((edition.origin + "/tideline/").json),
            "feed_url": \((edition.origin + publication.feedPath).json),
            "description": \((publication.tagline + ". " + Publication.notice).json),
            "language": "en-GB",
            "items": [
            \(stories.map(item).joined(separator: ",\n"))
            ]
            }

            """
    }

    private func item(_ story: Story) -> String {
        let authors = story.authors.map { "{\"name\": \($0.name.json)}" }.joined(separator: ", ")
        return """
            {
            "id": \(edition.address(of: story).json),
            "url": \(edition.address(of: story).json),
            "title": \(story.headline.json),
            "summary": \(story.standfirst.json),
            "content_html": \("<p>\(story.standfirst.escaped)</p>".json),
            "date_published": \(edition.published(story).rfc3339.json),
            "authors": [\(authors)],
            "tags": [\(story.section.json)]
            }
            """
    }
}
