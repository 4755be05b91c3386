/// A newspaper, station or review of Port Ellery.
struct Publication: Sendable, Hashable {
    /// First part of its paths.
    var key: String
    var name: String
    var tagline: String
    /// Path of its feed.
    var feedPath: String
    var feedType: String

    static let courier = Publication(
        key: "courier", name: "The Port Ellery Courier", tagline: "News of the harbour, the town and the Sound since 1874",
        feedPath: "/courier/rss.xml", feedType: "application/rss+xml; charset=utf-8")

    static let harbourRadio = Publication(
        key: "radio", name: "Harbour Radio", tagline: "Stories from the quay, read aloud at seven",
        feedPath: "/radio/feed.atom", feedType: "application/atom+xml; charset=utf-8")

    static let tideline = Publication(
        key: "tideline", name: "Tideline Review", tagline: "Health and science between the tides",
        feedPath: "/tideline/feed.json", feedType: "application/feed+json; charset=utf-8")

    static let all = [courier, harbourRadio, tideline]

    /// The sentence that each page and feed carries, so that nobody takes the news for news.
    static let notice = "Port Ellery, its people and its news are fiction, made for the demonstration of Onrecord."
}
