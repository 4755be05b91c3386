import Foundation

/// All stories dated from one moment and set on their pages: path by path what the site serves.
struct Edition: Sendable {
    let origin: String
    let now: Date
    /// Newest first.
    let stories: [Story]

    init(origin: String, now: Date) {
        self.origin = origin
        self.now = now
        stories = (Self.courierStories + Self.radioStories + Self.tidelineStories).sorted { $0.age < $1.age }
    }

    static let courierStories: [Story] = [.nightFerry, .lighthouseKeeper, .soundCup, .netLoftFire]
    static let radioStories: [Story] = [.schoolRoof, .harbourPilot, .lettersFromMembers]
    static let tidelineStories: [Story] = [.sleepClinic, .seagrass]

    /// Absolute addresses of the feeds.
    var feeds: [String] { Publication.all.map { origin + $0.feedPath } }

    func address(of story: Story) -> String { origin + story.path }

    func published(_ story: Story) -> NewsDate { NewsDate(now.addingTimeInterval(-60 * Double(story.age))) }

    func stories(of publication: Publication) -> [Story] { stories.filter { $0.publication == publication } }

    /// Other stories of the same house, for the "read next" boxes.
    func related(to story: Story) -> [Story] { stories(of: story.publication).filter { $0.path != story.path } }

    /// What each path gives.
    var resources: [String: Resource] {
        var resources: [String: Resource] = [:]
        for story in stories {
            let page =
                switch story.publication {
                case .courier: CourierTemplate(edition: self, story: story).html
                case .harbourRadio: HarbourRadioTemplate(edition: self, story: story).html
                default: TidelineTemplate(edition: self, story: story).html
                }
            resources[story.path] = Resource(contentType: "text/html; charset=utf-8", body: page, modified: published(story).date)
        }
        for publication in Publication.all {
            let body =
                switch publication {
                case .courier: RSSFeed(edition: self).xml
                case .harbourRadio: AtomFeed(edition: self).xml
                default: JSONFeed(edition: self).json
                }
            resources[publication.feedPath] = Resource(contentType: publication.feedType, body: body, modified: now)
            let front = FrontPage(edition: self, publications: [publication]).html
            resources["/\(publication.key)/"] = Resource(contentType: "text/html; charset=utf-8", body: front, modified: now)
        }
        let front = FrontPage(edition: self, publications: Publication.all).html
        resources["/"] = Resource(contentType: "text/html; charset=utf-8", body: front, modified: now)
        resources["/robots.txt"] = Resource(contentType: "text/plain; charset=utf-8", body: Self.robots, modified: now)
        resources["/images/harbour.svg"] = Resource(contentType: "image/svg+xml", body: Self.drawing, modified: now)
        return resources
    }

    /// One page is closed to machines (RFC 9309), so that its record has to come from the feed.
    static let robots = """
        # \(Publication.notice)
        User-agent: *
        Disallow: /radio/members/
        Allow: /

        """

    /// The one picture of all stories.
    static let drawing = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#cfe3ea"/>\
        <rect y="230" width="640" height="130" fill="#3c6e7f"/><path d="M300 230v-140l90 120z" fill="#fff"/>\
        <path d="M230 235h190l-30 45h-130z" fill="#7a3b2e"/></svg>
        """
}
