import Configuration
import Feeds
import Fetching
import Logging
import Markup
import Records
import Store

/// Polls one feed: asks, reads, and stores what is new together with when to ask again.
struct FeedPoller: Sendable {
    let client: PoliteClient
    let store: any Store
    let workers: Workers
    let log: Logger
    let telemetry: Telemetry
    let outage: OutageWatch
    /// Where hubs push to; `nil` where no callback address is configured.
    let pushes: PushDesk?
    let limits: FeedLimits

    /// A permanent redirect is followed for good once it was seen in this many polls in a row.
    static let movesBelieved = 3
    /// After this many failures in a row a feed that has moved is asked for at its configured address again.
    static let failuresOfMove = 3

    /// What a poll brought, for the one who asked for it.
    struct Report: Sendable {
        var result = ClaimResult()
        /// How long the publisher asked to wait, where the poll failed for that.
        var retryAfter: Duration?
        var error: String?
    }

    func poll(_ feed: StoredFeed, settings: FeedSettings) async throws -> Report {
        var feed = feed
        let isConditional = Trust.asksConditionally(feed.state, at: .now)
        let began = Moment.now
        var answer: Answer
        var gathering = Gathering()
        do throws(FetchError) {
            let validators = isConditional ? feed.state.validators : nil
            answer = try await ask(feed.state.address ?? feed.url, validators, bodyHash: feed.state.bodyHash, of: feed, settings)
            if case .feed(let index, let response, _) = answer, index.format == .sitemapIndex {
                gathering = try await gather(index, at: response.finalURL, isConditional: isConditional, feed, settings)
                // Where none of them could be had, the index is as good as not there.
                if !gathering.hasAnswer, let failure = gathering.failure { answer = failure }
            }
        } catch {
            guard case .onHold(let left) = error.kind else { return Report(error: "stopped") }
            // Not the feed's failure: another answer of the site asked for it.
            feed.nextPoll = Moment.now + left
            feed.state.reason = "the site asked to be left alone for \(left.short)"
            try await store.update(feed)
            return Report(retryAfter: left, error: feed.state.reason)
        }
        let now = Moment.now
        feed.state.lastPoll = now
        telemetry.count { $0.polls += 1 }
        if !isConditional { feed.state.lastUnconditional = now }
        switch answer {
        case .unreachable(let message):
            return try await store(unreachable: message, began: began, feed, settings, now)
        case .failed(let message, let status, let retryAfter):
            return try await store(failure: message, status: status, retryAfter: retryAfter, feed, settings, now)
        case .gone:
            return try await store(gone: feed, settings, now)
        case .unchanged(let response):
            return try await store(unchanged: response, feed, settings, now)
        case .feed(var document, let response, var bodyHash):
            feed.state.sitemaps = gathering.sitemaps
            if document.format == .sitemapIndex {
                document.items = gathering.items
                document.exceeded += gathering.exceeded
                if !gathering.isToldByIndex { bodyHash = nil }
            }
            return try await store(document, response, bodyHash, isConditional: isConditional, feed, settings, now)
        }
    }

    /// Leaves a feed alone for a while, since too many of its items wait for their pages.
    func putOff(_ feed: StoredFeed, waiting: Int) async throws {
        var feed = feed
        let decision = PollSchedule.putOff(waiting: waiting, now: .now)
        (feed.nextPoll, feed.state.reason) = (decision.at, decision.reason)
        try await store.update(feed)
        log.info(
            "feed brings more than can be had of its pages",
            metadata: ["feed": "\(PublicURL.text(feed.url))", "waiting": "\(waiting)", "next": "\(decision.at.rfc3339)"])
    }

    /// Takes content that a hub has pushed, as if a poll had brought it; when the feed is polled next stays as it was.
    func take(pushed body: [UInt8], contentType: String?, of feed: StoredFeed, settings: FeedSettings) async throws -> ClaimResult {
        let document = try await workers.run { [limits] in
            Result { try parsed(body, contentType, at: feed.state.address ?? feed.url, limits) }
        }.get()
        // What it names has to be asked for, which the next poll does.
        guard document.format != .sitemapIndex else { return ClaimResult() }
        var feed = feed
        let now = Moment.now
        feed.state.title = document.title ?? feed.state.title
        feed.state.format = document.format.name
        let result = try await store.claim(
            Claim(
                feed: feed, items: document.items.map { FoundItem($0) }, now: now,
                oldest: feed.state.lastBody == nil ? settings.fetch.maxAge.map { now - $0 } : nil,
                homePage: (document.link ?? feed.state.homePage).map { Markup.WebAddress.normalised($0) }))
        count(result)
        return result
    }

    // MARK: Asking

    private func mayAsk(for feed: Int64) -> @Sendable () -> Bool {
        { [store, telemetry] in !telemetry.isStopping && store.mayAsk(for: feed) }
    }

    /// What a server says when it is asked for a feed.
    enum Answer {
        case feed(Feed, FetchResponse, bodyHash: String?)
        case unchanged(FetchResponse)
        case failed(String, status: Int?, retryAfter: Duration?)
        /// No connection to any server.
        case unreachable(String)
        case gone
    }

    /// Asks for a feed's document, or for one that it names.
    ///
    /// - Parameter bodyHash: of the body that counts as unchanged, whatever the server says.
    /// - Throws: `cancelled` or `onHold` where it was not asked for.
    func ask(
        _ url: String, _ validators: FeedState.Validators?, bodyHash: String?, of feed: StoredFeed, _ settings: FeedSettings
    ) async throws(FetchError) -> Answer {
        var request = FetchRequest(url: url, accept: FetchRequest.acceptFeed)
        request.apply(settings.fetch, of: feed.url)
        (request.etag, request.lastModified) = (validators?.etag, validators?.lastModified)
        let response: FetchResponse
        do throws(FetchError) {
            let manners = Manners(limits: SiteLimits(settings.fetch), obeysRobots: false, mayBegin: mayAsk(for: feed.id))
            response = try await client.fetch(request, manners: manners)
        } catch {
            switch error.kind {
            case .cancelled, .onHold: throw error
            default: return error.isUnreachable ? .unreachable(error.message) : .failed(error.message, status: nil, retryAfter: nil)
            }
        }
        telemetry.count { $0.bytesFetched += response.body.count }
        switch response.status {
        case 304:
            return .unchanged(response)
        case 410:
            return .gone
        case 200..<300:
            var limits = limits
            limits.bytes = settings.fetch.maxBytes
            return await workers.run { [limits] in read(response, url, bodyHash, limits) }
        default:
            let wait = response.askedWait(now: Moment.now.milliseconds / 1000)
            let why =
                if response.status == 403, response.headers["cf-mitigated"] != nil {
                    ": a wall against programs"
                } else if response.status == 403, wait != nil {
                    ", which here means too many requests"
                } else {
                    ""
                }
            return .failed("the server answers \(response.status)\(why)", status: response.status, retryAfter: wait)
        }
    }

    private func read(_ response: FetchResponse, _ url: String, _ before: String?, _ limits: FeedLimits) -> Answer {
        let bodyHash = SHA256.sum(of: response.body).hexadecimal
        if bodyHash == before { return .unchanged(response) }
        do throws(FeedError) {
            let document = try parsed(response.body, response.contentType, at: response.finalURL, limits)
            report(on: document, at: url)
            return .feed(document, response, bodyHash: bodyHash)
        } catch {
            return .failed("\(error)", status: response.status, retryAfter: nil)
        }
    }

    /// Reads a document, unless it is one that has crashed the program before.
    private func parsed(_ body: [UInt8], _ contentType: String?, at url: String, _ limits: FeedLimits) throws(FeedError) -> Feed {
        let result = CrashNotes.reading("feed", body) {
            Result { () throws(FeedError) in
                try FeedParser.parse(body, contentType: contentType, url: PublicURL.base(url), limits: limits)
            }
        }
        guard let result else { throw FeedError(.broken, found: CrashNotes.reason) }
        return try result.get()
    }

    /// Tells the log what of a document was left out or could not be read.
    private func report(on document: Feed, at url: String) {
        let url: Logger.MetadataValue = "\(PublicURL.text(url))"
        if !document.exceeded.isEmpty {
            log.info("not all of the feed is read", metadata: ["feed": url, "limits": "\(document.exceeded.joined(separator: "; "))"])
        }
        if document.isTruncated {
            log.info("the feed's document ends early", metadata: ["feed": url, "items": "\(document.items.count)"])
        }
        if !document.recovered.isEmpty {
            log.debug("the feed had to be mended", metadata: ["feed": url, "faults": "\(document.recovered.joined(separator: "; "))"])
        }
        if !document.unreadableDates.isEmpty {
            log.debug("unreadable dates", metadata: ["feed": url, "dates": "\(document.unreadableDates.joined(separator: " | "))"])
        }
    }
}

extension FetchRequest {
    /// Takes over what the configuration says of requests for a feed and its pages.
    ///
    /// Header fields may hold keys, which are nobody's but the server's that has the feed.
    mutating func apply(_ settings: FetchSettings, of feed: String) {
        timeout = settings.timeout
        maxBytes = settings.maxBytes
        maxRedirects = settings.maxRedirects
        proxy = settings.proxy
        caFile = settings.caFile
        guard !settings.headers.isEmpty, let own = Fetching.WebAddress(feed), let address = Fetching.WebAddress(url) else { return }
        if own.sharesCredentials(with: address) { headers = settings.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
}

extension SiteLimits {
    init(_ settings: FetchSettings) {
        self.init(perSite: settings.perSite, delay: settings.delay)
    }
}
