import Articles
import Configuration
import Fetching
import Store

/// From a page's bytes to its article, with the pages that it goes on to.
extension PageWorker {
    /// An article that is cut into more pages than this is not read to its end.
    static let mostPages = 10

    /// - Parameter response: the article's first page.
    /// - Returns: `nil` where there is nothing to be read.
    func wholeArticle(_ response: FetchResponse?, _ pending: PendingItem, _ settings: FeedSettings) async -> Article? {
        guard let response, var article = await workers.run({ read(response, pending) }) else { return nil }
        var pages = 1
        while let next = article.nextPage, !article.text.isEmpty {
            guard pages < Self.mostPages, let response = await followingPage(next, of: pending.feed.id, settings),
                let page = await workers.run({ read(response, pending) })
            else {
                article.isTruncated = true
                break
            }
            pages += 1
            // A page that says nothing new is the first one again, or an advertisement.
            guard article.append(page) else { break }
        }
        if article.isTruncated {
            log.info("page not read to its end", metadata: metadata(pending, "it is longer than what is read of one"))
        }
        return article
    }

    /// Fetches a further page in its turn, as the first one was; `nil` where it cannot be had now.
    private func followingPage(_ address: String, of feed: Int64, _ settings: FeedSettings) async -> FetchResponse? {
        var request = FetchRequest(url: address, accept: FetchRequest.acceptPage)
        request.apply(settings.fetch, of: settings.url)
        request.maxBytes = min(request.maxBytes, Self.largestPage)
        let manners = Manners(limits: SiteLimits(settings.fetch), obeysRobots: true, mayBegin: mayAsk(for: feed))
        guard let response = try? await client.fetch(request, manners: manners), response.status == 200 else { return nil }
        telemetry.count {
            $0.pages += 1
            $0.bytesFetched += response.body.count
        }
        return response
    }

    /// Reads a page, with what its header fields reserve.
    private func read(_ response: FetchResponse, _ pending: PendingItem) -> Article? {
        do throws(ArticleError) {
            let result = CrashNotes.reading("page", response.body) {
                Result { () throws(ArticleError) in
                    try ArticleExtractor.extract(response.body, contentType: response.contentType, url: response.finalURL)
                }
            }
            guard let result else {
                log.error("page left alone", metadata: metadata(pending, CrashNotes.reason))
                return nil
            }
            var article = try result.get()
            let reserved = Reservations.read(
                robots: response.headers.values("x-robots-tag"), textAndDataMining: response.headers.values("tdm-reservation"))
            article.reservations += reserved.filter { !article.reservations.contains($0) }
            article.isTruncated = article.isTruncated || response.isTruncated
            return article
        } catch {
            log.info("page not to be read", metadata: metadata(pending, "\(error)"))
            return nil
        }
    }
}
