import Configuration
import Feeds
import Fetching

/// Finds the feed that somebody means who names an address: the address itself, or a feed of the page that is there.
struct FeedSearch {
    private let settings: Settings

    /// Where feeds mostly are, on sites that say nothing of theirs.
    private static let usual = ["/feed", "/rss", "/atom.xml", "/feed.xml", "/index.xml"]
    /// How many of those that a page advertises are tried.
    private static let most = 8

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// - Parameter url: an http or https address.
    /// - Returns: the address of a feed that has been read.
    /// - Throws: the exit status 1 with a message where there is none.
    func feed(at url: String) async throws -> String {
        let content = try await Source.fetch(url, accept: FetchRequest.acceptFeed, settings: settings)
        guard let error = Self.trouble(with: content) else { return url }
        guard error.kind == .notAFeed else { throw Failure.failed("\(PublicURL.text(url)): \(error)") }
        let advertised = error.advertised.map { FeedDiscovery.Link(url: FeedAddress.webAddress($0.url), title: $0.title, type: $0.type) }
        var links = Self.ranked(advertised)
        if links.count > 1 {
            Console.message("The page advertises more than one feed:")
            for link in links { Console.message("  \(PublicURL.text(link.url))\(link.title.map { "  (\($0))" } ?? "")") }
        }
        if let origin = Self.origin(of: content.url ?? url) {
            links = links.prefix(Self.most) + Self.usual.map { FeedDiscovery.Link(url: origin + $0) }
        }
        for link in links where link.url != url {
            // Several requests to one site in a row.
            try await Task.sleep(for: settings.fetch.delay)
            do throws(Problem) {
                let content = try await Source.fetched(link.url, accept: FetchRequest.acceptFeed, settings: settings)
                guard let trouble = Self.trouble(with: content) else { return link.url }
                throw Problem("\(PublicURL.text(link.url)): \(trouble)")
            } catch {
                // That a usual address leads nowhere is no news.
                if advertised.contains(link) { Console.message("\(error)") }
            }
        }
        throw Failure.failed("\(PublicURL.text(url)): no feed is there, nor at one of the usual addresses")
    }

    private static func trouble(with content: Source.Content) -> FeedError? {
        do throws(FeedError) {
            _ = try FeedParser.parse(content.bytes, contentType: content.contentType, url: content.url)
            return nil
        } catch {
            return error
        }
    }

    /// The main feed first, feeds of comments last, the others in the page's order.
    static func ranked(_ links: [FeedDiscovery.Link]) -> [FeedDiscovery.Link] {
        func isOfComments(_ link: FeedDiscovery.Link) -> Bool {
            let words = (link.url + " " + (link.title ?? "")).lowercased()
            return ["comment", "kommentar", "commentaire", "comentario", "replies"].contains { words.contains($0) }
        }
        return links.filter { !isOfComments($0) } + links.filter(isOfComments)
    }

    /// Scheme, host and port.
    private static func origin(of url: String) -> String? {
        guard let mark = url.firstRange(of: "://") else { return nil }
        return String(url[..<mark.upperBound] + url[mark.upperBound...].prefix { !"/?#".contains($0) })
    }
}
