/// How politely one site is asked.
public struct SiteLimits: Sendable, Hashable {
    /// How many requests may be under way at once.
    public var perSite: Int
    /// How long from one request's start to the next one's.
    public var delay: Duration

    public init(perSite: Int = 2, delay: Duration = .seconds(1)) {
        self.perSite = max(1, perSite)
        self.delay = max(.zero, delay)
    }

    /// Crawl delays in robots.txt above this are not believed in full: some say a day and mean "go away", which Disallow is for.
    public static let maximumCrawlDelay = Duration.seconds(60)

    /// The same limits with at least the delay that a robots.txt asks for; with one, requests come one at a time.
    public func raised(toCrawlDelay crawlDelay: Duration?) -> SiteLimits {
        guard let crawlDelay, crawlDelay > .zero else { return self }
        return SiteLimits(perSite: 1, delay: max(delay, min(crawlDelay, Self.maximumCrawlDelay)))
    }
}
