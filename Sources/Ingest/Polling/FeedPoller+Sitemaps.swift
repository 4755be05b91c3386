import Configuration
import Feeds
import Fetching
import Records
import Store

/// What a sitemap index stands for: the pages of the sitemaps that it names (https://www.sitemaps.org/protocol.html#index).
extension FeedPoller {
    /// What came of asking for an index's sitemaps.
    struct Gathering: Sendable {
        /// The pages of the sitemaps that have changed, as the items of one feed.
        var items: [Feed.Item] = []
        /// What is known of the sitemaps now.
        var sitemaps: [FeedState.Sitemap] = []
        /// The limits that were reached, in words.
        var exceeded: [String] = []
        /// Why one of them could not be read.
        var error: String?
        /// Whether as much as one was read or has not changed.
        var hasAnswer = false
        /// Whether the index alone tells what has changed: it dates all of its sitemaps, and all could be read.
        var isToldByIndex = true

        mutating func add(_ document: Feed, _ limits: FeedLimits) {
            let room = limits.items - items.count
            items += document.items.prefix(room)
            let here = document.exceeded + (document.items.count > room ? ["more items than \(limits.items) in all sitemaps"] : [])
            exceeded += here.filter { !exceeded.contains($0) }
        }
    }

    /// Asks for the sitemaps of an index one after the other, each in the site's turn.
    ///
    /// Only those of the index's own site: an index is no means of having others asked. One that is itself an index is not read,
    /// as the protocol has it.
    ///
    /// - Parameter url: where the index came from.
    func gather(_ index: Feed, at url: String, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment) async -> Gathering {
        let site = Site.key(of: url)
        let entries = index.items.compactMap { item -> SitemapChoice.Entry? in
            guard let link = item.link, Fetching.WebAddress(link) != nil, Site.key(of: link) == site else { return nil }
            return .init(url: link, modified: (item.updated ?? item.published).map { Moment(milliseconds: $0.milliseconds) })
        }
        let known = Dictionary(feed.state.sitemaps.map { ($0.url, $0) }) { first, _ in first }
        var gathering = Gathering()
        for entry in SitemapChoice.watched(among: entries) {
            let before = known[entry.url]
            if !SitemapChoice.tellsChanges(entry, at: now) { gathering.isToldByIndex = false }
            guard SitemapChoice.isDue(entry, known: before, at: now) else {
                gathering.hasAnswer = true
                if let before { gathering.sitemaps.append(before) }
                continue
            }
            switch await ask(forSitemap: entry, validators: before?.validators, of: feed, settings) {
            case .failed(let message):
                gathering.error = gathering.error ?? "\(PublicURL.text(entry.url)): \(message)"
                gathering.isToldByIndex = false
                if let before { gathering.sitemaps.append(before) }
            case .unchanged:
                gathering.hasAnswer = true
                gathering.sitemaps.append(.init(url: entry.url, modified: entry.modified, validators: before?.validators))
            case .read(let document, let validators):
                gathering.hasAnswer = true
                // What came short is asked for again, in full.
                gathering.isToldByIndex = gathering.isToldByIndex && !document.isTruncated
                if !document.isTruncated {
                    gathering.sitemaps.append(.init(url: entry.url, modified: entry.modified, validators: validators))
                }
                gathering.add(document, limits)
            }
        }
        return gathering
    }

    private enum SitemapAnswer {
        case read(Feed, FeedState.Validators)
        case unchanged
        case failed(String)
    }

    private func ask(
        forSitemap entry: SitemapChoice.Entry, validators: FeedState.Validators?, of feed: StoredFeed, _ settings: FeedSettings
    ) async -> SitemapAnswer {
        var request = FetchRequest(url: entry.url, accept: FetchRequest.acceptFeed)
        request.apply(settings.fetch, of: feed.url)
        request.etag = validators?.etag
        request.lastModified = validators?.lastModified
        let response: FetchResponse
        do throws(FetchError) {
            response = try await client.fetch(request, manners: manners(of: feed, settings))
        } catch {
            return .failed(error.message)
        }
        telemetry.count { $0.bytesFetched += response.body.count }
        if response.status == 304 { return .unchanged }
        guard 200..<300 ~= response.status else { return .failed("the server answers \(response.status)") }
        var limits = limits
        limits.bytes = settings.fetch.maxBytes
        return await workers.run { [limits, log] in
            do throws(FeedError) {
                let document = try parsed(response, limits)
                guard document.format != .sitemapIndex else { return .failed("an index within an index") }
                report(on: document, at: entry.url, to: log)
                return .read(document, .init(etag: response.etag, lastModified: response.lastModified))
            } catch {
                return .failed("\(error)")
            }
        }
    }
}
