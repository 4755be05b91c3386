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

    /// An unconditional request after this many answers without a body, against validators that are stuck.
    static let unchangedAnswersBelieved = 50
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
        let answer = await ask(feed, settings)
        if case .cancelled = answer { return Report(error: "stopped") }
        let now = Moment.now
        if case .onHold(let left) = answer {
            // Not the feed's failure: another answer of the site asked for it.
            feed.nextPoll = now + left
            feed.state.reason = "the site asked to be left alone for \(left.short)"
            try await store.update(feed)
            return Report(retryAfter: left, error: feed.state.reason)
        }
        feed.state.lastPoll = now
        telemetry.count { $0.polls += 1 }
        switch answer {
        case .cancelled, .onHold:
            return Report(error: "stopped")
        case .failed(let message, let status, let retryAfter):
            return try await store(failure: message, status: status, retryAfter: retryAfter, feed, settings, now)
        case .gone:
            feed.state.health = .gone
            feed.state.lastStatus = 410
            feed.state.lastError = "gone (410)"
            try await plan(&feed, after: .gone, settings, now)
            log.notice("feed is gone", metadata: ["feed": "\(PublicURL.text(feed.url))"])
            return Report(error: "gone (410)")
        case .unchanged(let response):
            note(success: response, in: &feed, at: now)
            if response.status != 304 { feed.state.validators = .init(etag: response.etag, lastModified: response.lastModified) }
            feed.state.unchangedAnswers += 1
            telemetry.count { $0.pollsUnchanged += 1 }
            try await plan(&feed, after: .unchanged, settings, now)
            return Report()
        case .feed(let document, let response, let bodyHash):
            return try await store(document, response, bodyHash, feed, settings, now)
        }
    }

    // MARK: Asking

    private enum Answer {
        case feed(Feed, FetchResponse, bodyHash: String)
        case unchanged(FetchResponse)
        case failed(String, status: Int?, retryAfter: Duration?)
        case gone
        /// The site has asked to be left alone for that long.
        case onHold(Duration)
        case cancelled
    }

    private func ask(_ feed: StoredFeed, _ settings: FeedSettings) async -> Answer {
        var request = FetchRequest(url: feed.state.address ?? feed.url, accept: FetchRequest.acceptFeed)
        request.apply(settings.fetch, isOwn: request.url == feed.url || Site.isSame(request.url, feed.url))
        if feed.state.unchangedAnswers % Self.unchangedAnswersBelieved != Self.unchangedAnswersBelieved - 1 {
            request.etag = feed.state.validators?.etag
            request.lastModified = feed.state.validators?.lastModified
        }
        let response: FetchResponse
        do throws(FetchError) {
            response = try await client.fetch(request, manners: Manners(limits: SiteLimits(settings.fetch), obeysRobots: false))
        } catch {
            if error.kind == .cancelled { return .cancelled }
            if case .onHold(let left) = error.kind { return .onHold(left) }
            return .failed(error.message, status: nil, retryAfter: nil)
        }
        telemetry.count { $0.bytesFetched += response.body.count }
        switch response.status {
        case 304:
            return .unchanged(response)
        case 410:
            return .gone
        case 200..<300:
            return await workers.run { read(response, feed) }
        default:
            return .failed(
                "the server answers \(response.status)", status: response.status,
                retryAfter: response.retryAfter(now: Moment.now.milliseconds / 1000))
        }
    }

    private func read(_ response: FetchResponse, _ feed: StoredFeed) -> Answer {
        let bodyHash = SHA256.sum(of: response.body).hexadecimal
        if bodyHash == feed.state.bodyHash { return .unchanged(response) }
        do throws(FeedError) {
            let document = try FeedParser.parse(response.body, contentType: response.contentType, url: response.finalURL)
            return .feed(document, response, bodyHash: bodyHash)
        } catch {
            return .failed("\(error)", status: response.status, retryAfter: nil)
        }
    }

    // MARK: Storing

    private func store(
        failure message: String, status: Int?, retryAfter: Duration?, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment
    ) async throws -> Report {
        var feed = feed
        telemetry.count { $0.pollsFailed += 1 }
        feed.state.health = .failing
        feed.state.failures += 1
        if feed.state.failures % Self.failuresOfMove == 0 { feed.state.address = nil }
        feed.state.failingSince = feed.state.failingSince ?? now
        feed.state.lastError = message
        feed.state.lastStatus = status
        try await plan(&feed, after: .failed(retryAfter: retryAfter), settings, now)
        log.warning(
            "feed failed",
            metadata: [
                "feed": "\(PublicURL.text(feed.url))", "error": "\(message)", "failures": "\(feed.state.failures)",
                "next": "\(feed.nextPoll.rfc3339)",
            ])
        return Report(retryAfter: retryAfter, error: message)
    }

    private func store(
        _ document: Feed, _ response: FetchResponse, _ bodyHash: String, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment
    ) async throws -> Report {
        var feed = feed
        let isFirst = feed.state.lastBody == nil
        note(success: response, in: &feed, at: now)
        follow(response, in: &feed)
        feed.state.unchangedAnswers = 0
        feed.state.validators = .init(etag: response.etag, lastModified: response.lastModified)
        feed.state.bodyHash = bodyHash
        feed.state.title = document.title
        feed.state.format = document.format.name
        feed.state.homePage = document.link
        feed.state.hints.note(document.hints)
        let items = document.items.map { FoundItem($0) }
        // How many are new decides when to ask again, and is only known to the claim; the rate lags one poll behind for that.
        feed.state.learnRate(from: items, now: now)
        decide(&feed, after: .body(new: 0), settings, now)
        feed.state.lastBody = now
        let result = try await store.claim(
            Claim(
                feed: feed, items: items, now: now, oldest: isFirst ? settings.fetch.maxAge.map { now - $0 } : nil,
                homePage: document.link.map { Markup.WebAddress.normalised($0) }))
        telemetry.count {
            $0.itemsNew += result.new
            $0.itemsChanged += result.changed
            $0.itemsNoted += result.noted
        }
        log.debug(
            "feed read",
            metadata: [
                "feed": "\(PublicURL.text(feed.url))", "items": "\(items.count)", "new": "\(result.new)", "changed": "\(result.changed)",
                "noted": "\(result.noted)", "next": "\(feed.nextPoll.rfc3339)", "why": "\(feed.state.reason ?? "")",
            ])
        return Report(result: result)
    }

    private func note(success response: FetchResponse, in feed: inout StoredFeed, at now: Moment) {
        if feed.state.health == .failing {
            log.notice("feed works again", metadata: ["feed": "\(PublicURL.text(feed.url))", "failures": "\(feed.state.failures)"])
        }
        feed.state.health = .ok
        feed.state.failures = 0
        feed.state.failingSince = nil
        feed.state.lastError = nil
        feed.state.lastStatus = response.status
        feed.state.lastSuccess = now
        feed.state.hints.freshFor = response.cacheControl.maxAge.map { Int(min($0, 30 * 86_400)) }
    }

    /// Believes a permanent redirect after it has held in several polls and led to a feed each time.
    private func follow(_ response: FetchResponse, in feed: inout StoredFeed) {
        guard let target = response.permanentURL else { return feed.state.move = nil }
        let times = feed.state.move?.to == target ? (feed.state.move?.times ?? 0) + 1 : 1
        feed.state.move = .init(to: target, times: times)
        guard times >= Self.movesBelieved else { return }
        feed.state.address = target
        feed.state.move = nil
        log.notice("feed has moved", metadata: ["feed": "\(PublicURL.text(feed.url))", "to": "\(PublicURL.text(target))"])
    }

    private func decide(_ feed: inout StoredFeed, after outcome: PollSchedule.Outcome, _ settings: FeedSettings, _ now: Moment) {
        let decision = PollSchedule(settings: settings.poll).next(
            after: outcome, state: feed.state, now: now, jitter: .random(in: 0...1))
        feed.nextPoll = decision.at
        feed.state.reason = decision.reason
    }

    private func plan(
        _ feed: inout StoredFeed, after outcome: PollSchedule.Outcome, _ settings: FeedSettings, _ now: Moment
    ) async throws {
        decide(&feed, after: outcome, settings, now)
        try await store.update(feed)
    }
}

extension FetchRequest {
    /// Takes over what the configuration says of requests.
    ///
    /// - Parameter isOwn: whether the request goes to the feed's own site: header fields may hold keys, which are nobody else's.
    mutating func apply(_ settings: FetchSettings, isOwn: Bool) {
        timeout = settings.timeout
        maxBytes = settings.maxBytes
        proxy = settings.proxy
        caFile = settings.caFile
        headers = isOwn ? settings.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } : []
    }
}

extension SiteLimits {
    init(_ settings: FetchSettings) {
        self.init(perSite: settings.perSite, delay: settings.delay)
    }
}

extension Site {
    /// Whether two addresses belong to one site.
    static func isSame(_ left: String, _ right: String) -> Bool {
        guard let left = Fetching.WebAddress(left), let right = Fetching.WebAddress(right) else { return false }
        return key(for: left) == key(for: right)
    }
}
