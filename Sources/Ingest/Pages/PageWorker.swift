import Articles
import Configuration
import Fetching
import Language
import Logging
import Markup
import Quotations
import Records
import Store

/// Makes the record of one pending item: page, article, annotations.
struct PageWorker: Sendable {
    let client: PoliteClient
    let store: any Store
    let workers: Workers
    let log: Logger
    let telemetry: Telemetry
    let outage: OutageWatch
    /// The terms that are watched for at the time of asking: a reload exchanges them.
    let watchList: @Sendable () -> WatchList?
    /// A Retry-After of up to this long is waited for on the spot, so that a single run finishes its work.
    let patience: Duration

    /// How often a Retry-After is waited for on the spot.
    static let waitsOnTheSpot = 3
    /// No article is larger, and many pages may be in flight.
    static let largestPage = 20 << 20

    /// - Returns: what became of the item; `nil` where the work was cancelled and the item stays as it was.
    func work(on pending: PendingItem, settings: FeedSettings) async -> Completion? {
        guard settings.fetch.articles, let link = pending.item.link, !pending.item.site.isEmpty, !pending.isOnFrontPage else {
            return await written(pending, nil, settings)
        }
        var waits = 0
        while true {
            switch await page(link, pending, settings) {
            case .answer(let response):
                return await written(pending, response, settings)
            case .unchanged:
                telemetry.count { $0.pagesUnchanged += 1 }
                return .unchanged(item: pending.id, page: pending.page)
            case .none(let why):
                log.info("page not to be had", metadata: metadata(pending, why))
                return await written(pending, nil, settings)
            case .refused(let why):
                telemetry.count { $0.pagesRefused += 1 }
                log.debug("page not to be fetched", metadata: metadata(pending, why))
                return await written(pending, nil, settings)
            case .later(let why, let retryAfter):
                if let retryAfter, retryAfter <= patience, waits < Self.waitsOnTheSpot {
                    waits += 1
                    do { try await Task.sleep(for: max(retryAfter, .seconds(1))) } catch { return nil }
                    continue
                }
                return await later(pending, why, retryAfter, settings)
            case .cancelled:
                return nil
            }
        }
    }

    // MARK: The page

    func mayAsk(for feed: Int64) -> @Sendable () -> Bool {
        { [store, telemetry] in !telemetry.isStopping && store.mayAsk(for: feed) }
    }

    private enum Page {
        case answer(FetchResponse)
        /// It is as it was when the last record was made of it.
        case unchanged
        /// There is no page with an article there, and will not be.
        case none(String)
        /// robots.txt or the settings say no.
        case refused(String)
        case later(String, retryAfter: Duration?)
        case cancelled
    }

    private func page(_ link: String, _ pending: PendingItem, _ settings: FeedSettings) async -> Page {
        var request = FetchRequest(url: link, accept: FetchRequest.acceptPage)
        request.apply(settings.fetch, of: settings.url)
        request.maxBytes = min(request.maxBytes, Self.largestPage)
        if pending.event == .updated, pending.content?.isPage == true {
            (request.etag, request.lastModified) = (pending.page.etag, pending.page.lastModified)
        }
        let response: FetchResponse
        do throws(FetchError) {
            let manners = Manners(limits: SiteLimits(settings.fetch), obeysRobots: true, mayBegin: mayAsk(for: pending.feed.id))
            response = try await client.fetch(request, manners: manners)
        } catch {
            return page(failed: error)
        }
        telemetry.count {
            $0.pages += 1
            $0.bytesFetched += response.body.count
        }
        if response.status == 304, request.etag != nil || request.lastModified != nil { return .unchanged }
        guard response.status == 200 else {
            return page(status: response.status, retryAfter: response.askedWait(now: Moment.now.milliseconds / 1000))
        }
        let type = (response.contentType ?? "text/html").prefix { $0 != ";" }.lowercased()
        guard type.contains("html") || type.contains("xml") || type.hasPrefix("text/") || type.isEmpty else {
            return .none("it is \(type), no page")
        }
        return .answer(response)
    }

    private func page(failed error: FetchError) -> Page {
        switch error.kind {
        case .cancelled: return .cancelled
        case .robots: return .refused(error.message)
        // The answer is remembered for five minutes: before that there is nothing new to hear.
        case .robotsUnreachable: return .later(error.message, retryAfter: .seconds(300))
        case .onHold(let left): return .later(error.message, retryAfter: left)
        case .tooLarge, .tooManyRedirects, .headersTooLarge: return .none(error.message)
        default: return error.isTransient ? .later(error.message, retryAfter: nil) : .none(error.message)
        }
    }

    private func page(status: Int, retryAfter: Duration?) -> Page {
        switch status {
        case 408, 425, 429, 500...599: .later("the server answers \(status)", retryAfter: retryAfter)
        case 403 where retryAfter != nil: .later("the server answers 403 and when to come back", retryAfter: retryAfter)
        default: .none("the server answers \(status)")
        }
    }

    private func later(_ pending: PendingItem, _ why: String, _ retryAfter: Duration?, _ settings: FeedSettings) async -> Completion {
        let now = Moment.now
        let decision = PageRetry.decide(
            attempts: pending.attempts + 1, firstTry: pending.firstTry ?? now, retryFor: settings.fetch.retryFor, retryAfter: retryAfter,
            now: now)
        switch decision {
        case .again(let moment):
            telemetry.count { $0.pageRetries += 1 }
            log.info("page failed, tried again later", metadata: metadata(pending, why).merging(["next": "\(moment.rfc3339)"]) { $1 })
            return .retry(item: pending.id, at: moment, error: why)
        case .giveUp:
            telemetry.count { $0.pagesFailed += 1 }
            log.warning("page given up, the feed's own content is written", metadata: metadata(pending, why))
            return await written(pending, nil, settings)
        }
    }

    func metadata(_ pending: PendingItem, _ why: String) -> Logger.Metadata {
        ["page": "\(PublicURL.text(pending.item.link ?? ""))", "why": "\(why)", "attempts": "\(pending.attempts + 1)"]
    }

    // MARK: The record

    /// - Parameter response: the page; `nil` where the feed's own content is all there is.
    private func written(_ pending: PendingItem, _ response: FetchResponse?, _ settings: FeedSettings) async -> Completion {
        let page = await wholeArticle(response, pending, settings)
        return await workers.run { complete(pending, page, validators(response), settings) }
    }

    private func validators(_ response: FetchResponse?) -> FeedState.Validators? {
        response.map { FeedState.Validators(etag: $0.etag, lastModified: $0.lastModified) }
    }

    /// - Parameters:
    ///   - page: the article of the page; `nil` where the feed's own content is all there is.
    ///   - validators: of the page, so that a later look at it need not fetch it again.
    private func complete(
        _ pending: PendingItem, _ page: Article?, _ validators: FeedState.Validators?, _ settings: FeedSettings
    ) -> Completion {
        let item = pending.item
        if pending.event == .updated, page == nil, pending.content?.isPage == true, settings.fetch.articles {
            // The last record has the whole article: the few words of the feed are no newer state of it.
            return .unchanged(item: pending.id, page: pending.page)
        }
        var article: Article
        var source = Record.ContentSource.page
        let own = item.content ?? item.summary
        if let page, !page.text.isEmpty || own == nil {
            article = page
        } else {
            source = .feed
            let own = own ?? ""
            article =
                CrashNotes.reading("content", Array(own.utf8)) {
                    ArticleExtractor.fromFeedContent(html: own, url: item.link, title: item.title)
                } ?? ArticleExtractor.fromFeedContent(html: "", url: item.link, title: item.title)
            article.adopt(metadataOf: page)
        }
        article.url = item.link
        article.adopt(item)
        if settings.fetch.obeyReservations, Reservations.withholdText(article.reservations) { article.withholdText() }

        let content = WrittenContent(Fingerprints.content(title: article.title, text: article.text), isPage: source == .page)
        if pending.event == .updated, content.fingerprint == pending.content?.fingerprint {
            return .unchanged(item: pending.id, page: validators)
        }

        let annotated = CrashNotes.reading("text", Array(article.text.utf8)) {
            let document = Annotator(watching: watchList()).annotate(article.text, language: article.language)
            return (document, QuotationExtractor().extract(from: document))
        }
        if annotated == nil { log.error("text left without names and quotations", metadata: metadata(pending, CrashNotes.reason)) }
        let (document, quotations) = annotated ?? (Document(unread: article.text), [])
        article.language = article.language ?? document.language
        let record = Record(
            id: pending.recordID, revision: pending.revision, event: pending.event, seenAt: pending.seenAt,
            source: Record.Source(
                feed: PublicURL.text(pending.feed.url), feedTitle: pending.feed.state.title, itemID: item.guid, tags: settings.tags),
            article: article, contentFrom: source, annotations: Annotations(document: document, quotations: quotations),
            producer: Program.producer)
        telemetry.count {
            $0.records += 1
            if pending.event == .updated { $0.updates += 1 }
            $0.quotations += quotations.count
            $0.quotationsAttributed += quotations.count { $0.speaker != nil }
        }
        return .record(item: pending.id, record.encoded, content: content, page: content.isPage ? validators : nil)
    }
}

extension PendingItem {
    /// Whether its link leads to no page of its own but to its site's front page, whose text is not the item's.
    fileprivate var isOnFrontPage: Bool {
        guard let link = item.normalisedLink, let home = feed.state.homePage else { return false }
        return link == Markup.WebAddress.normalised(home)
    }
}
