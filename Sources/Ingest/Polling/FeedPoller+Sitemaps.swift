import Configuration
import Feeds
import Fetching
import Records
import Store

/// What a sitemap index stands for: the pages of the sitemaps that it names (https://www.sitemaps.org/protocol.html#index).
extension FeedPoller {
    /// What came of asking for an index's sitemaps.
    struct Gathering {
        /// The pages of the sitemaps that have changed, as the items of one feed.
        var items: [Feed.Item] = []
        /// What is known of the sitemaps now.
        var sitemaps: [FeedState.Sitemap] = []
        /// The limits that were reached, in words.
        var exceeded: [String] = []
        /// Why one of them could not be read.
        var failure: Answer?
        /// Whether as much as one was read or has not changed.
        var hasAnswer = false
        /// Whether the index alone tells what has changed: it dates all of its sitemaps, and all could be read.
        var isToldByIndex = true
    }

    /// Asks for the sitemaps of an index one after the other, each in the site's turn.
    ///
    /// Only those of the index's own site: an index is no means of having others asked. One that is itself an index is not read,
    /// as the protocol has it.
    ///
    /// - Parameters:
    ///   - url: where the index came from.
    ///   - isConditional: whether what is known of the sitemaps is trusted.
    /// - Throws: `cancelled` or `onHold` where none of them was asked for.
    func gather(
        _ index: Feed, at url: String, isConditional: Bool, _ feed: StoredFeed, _ settings: FeedSettings
    ) async throws(FetchError) -> Gathering {
        let (site, now) = (Site.key(of: url), Moment.now)
        let entries = index.items.compactMap { item -> SitemapChoice.Entry? in
            guard let link = item.link, Site.key(of: link) == site else { return nil }
            return .init(url: link, modified: (item.updated ?? item.published).map { Moment(milliseconds: $0.milliseconds) })
        }
        let watched = SitemapChoice.watched(among: entries)
        var known = Dictionary(feed.state.sitemaps.map { ($0.url, $0) }) { first, _ in first }
        var gathering = Gathering()
        gathering.isToldByIndex = watched.allSatisfy { SitemapChoice.tellsChanges($0, at: now) }
        for entry in watched {
            let before = isConditional ? known[entry.url] : nil
            guard SitemapChoice.isDue(entry, known: before, at: now) else {
                gathering.hasAnswer = true
                continue
            }
            let answer: Answer
            do throws(FetchError) {
                answer = try await ask(entry.url, before?.validators, bodyHash: nil, of: feed, settings)
            } catch {
                // What has been read is kept; the others' turn comes with the next poll.
                guard gathering.hasAnswer else { throw error }
                gathering.isToldByIndex = false
                break
            }
            switch answer {
            case .unchanged:
                known[entry.url] = .init(url: entry.url, modified: entry.modified, validators: before?.validators)
                gathering.hasAnswer = true
            case .feed(let document, let response, _) where document.format != .sitemapIndex:
                guard gathering.take(document, limits) else {
                    gathering.isToldByIndex = false
                    continue
                }
                known[entry.url] = .init(
                    url: entry.url, modified: entry.modified, validators: .init(etag: response.etag, lastModified: response.lastModified))
            default:
                gathering.isToldByIndex = false
                gathering.failure = gathering.failure ?? failure(answer, of: entry)
            }
        }
        gathering.sitemaps = watched.compactMap { known[$0.url] }
        return gathering
    }

    /// Says of a sitemap what came instead of it.
    private func failure(_ answer: Answer, of entry: SitemapChoice.Entry) -> Answer {
        let (why, status, retryAfter): (String, Int?, Duration?) =
            switch answer {
            case .failed(let message, let status, let retryAfter): (message, status, retryAfter)
            case .unreachable(let message): (message, nil, nil)
            case .gone: ("gone (410)", 410, nil)
            case .feed, .unchanged: ("an index within an index", nil, nil)
            }
        let url = PublicURL.text(entry.url)
        log.info("sitemap cannot be read", metadata: ["sitemap": "\(url)", "error": "\(why)"])
        return .failed("\(url): \(why)", status: status, retryAfter: retryAfter)
    }
}

extension FeedPoller.Gathering {
    /// Takes a sitemap's pages.
    ///
    /// - Returns: whether it need not be asked for again before it changes: all of it was there, and there was room for it. What finds
    ///   no room beside others finds it at a later poll, when those have not changed.
    fileprivate mutating func take(_ sitemap: Feed, _ limits: FeedLimits) -> Bool {
        hasAnswer = true
        exceeded += sitemap.exceeded.filter { !exceeded.contains($0) }
        guard items.count + sitemap.items.count <= limits.items else {
            let limit = "more items than \(limits.items) in the sitemaps of one poll"
            if !exceeded.contains(limit) { exceeded.append(limit) }
            return false
        }
        items += sitemap.items
        return !sitemap.isTruncated
    }
}
