import Configuration
import Feeds
import Fetching
import Logging
import Markup
import Records
import Store
import WebSub

/// What becomes of a poll: the feed's new state, when it is polled next, what is new in it.
extension FeedPoller {
    func store(
        unreachable message: String, began: Moment, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment
    ) async throws -> Report {
        let site = Site.key(of: feed.state.address ?? feed.url)
        guard feed.state.failures < Outage.tellingFailures, outage.missed(site, feed: feed.id, began: began, at: now) else {
            return try await store(failure: message, status: nil, retryAfter: nil, feed, settings, now)
        }
        var feed = feed
        telemetry.count { $0.pollsFailed += 1 }
        feed.state.lastError = message
        try await plan(&feed, after: .outage(lasting: outage.lasting(at: now) ?? .zero), settings, now)
        log.debug("feed out of reach", metadata: ["feed": "\(PublicURL.text(feed.url))", "error": "\(message)"])
        return Report(error: message)
    }

    func store(
        failure message: String, status: Int?, retryAfter: Duration?, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment
    ) async throws -> Report {
        var feed = feed
        if status != nil { try await reached() }
        telemetry.count { $0.pollsFailed += 1 }
        feed.state.health = .failing
        feed.state.failures += 1
        feed.state.move = nil
        if feed.state.failures % Self.failuresOfMove == 0, let address = feed.state.address {
            feed.state.address = nil
            feed.state.validators = nil
            feed.state.note(.movedBack, at: now, message)
            log.notice(
                "feed's new address fails, its configured one is asked again",
                metadata: ["feed": "\(PublicURL.text(feed.url))", "address": "\(PublicURL.text(address))"])
        }
        if feed.state.failingSince == nil { feed.state.note(.failing, at: now, message) }
        let since = feed.state.failingSince ?? now
        feed.state.failingSince = since
        feed.state.lastError = message
        feed.state.lastStatus = status
        try await plan(&feed, after: .failed(retryAfter: retryAfter), settings, now) { feed in
            feed.state.notBefore = retryAfter == nil ? nil : feed.nextPoll
            if PollSchedule.isSlow(now - since), !feed.state.history.contains(where: { $0.kind == .slowed && $0.at >= since }) {
                feed.state.note(.slowed, at: now, message)
            }
        }
        log.warning(
            "feed failed",
            metadata: [
                "feed": "\(PublicURL.text(feed.url))", "error": "\(message)", "failures": "\(feed.state.failures)",
                "since": "\(since.rfc3339)", "next": "\(feed.nextPoll.rfc3339)",
            ])
        return Report(retryAfter: retryAfter, error: message)
    }

    func store(gone feed: StoredFeed, _ settings: FeedSettings, _ now: Moment) async throws -> Report {
        if feed.state.address != nil {
            // What is gone is the new address; the configured one is asked before the feed is.
            return try await store(
                failure: "gone (410) at its new address", status: 410, retryAfter: nil, leavingMove(feed, now), settings, now)
        }
        var feed = feed
        try await reached()
        let isNews = feed.state.health != .gone
        feed.state.health = .gone
        feed.state.lastStatus = 410
        feed.state.lastError = "gone (410)"
        feed.state.goneSince = feed.state.goneSince ?? now
        if isNews { feed.state.note(.gone, at: now) }
        try await plan(&feed, after: .gone, settings, now) { $0.state.notBefore = $0.nextPoll }
        if isNews { log.notice("feed is gone", metadata: ["feed": "\(PublicURL.text(feed.url))", "next": "\(feed.nextPoll.rfc3339)"]) }
        return Report(error: "gone (410)")
    }

    private func leavingMove(_ feed: StoredFeed, _ now: Moment) -> StoredFeed {
        var feed = feed
        feed.state.address = nil
        feed.state.validators = nil
        feed.state.note(.movedBack, at: now, "gone (410) at its new address")
        return feed
    }

    func store(unchanged response: FetchResponse, _ feed: StoredFeed, _ settings: FeedSettings, _ now: Moment) async throws -> Report {
        var feed = feed
        try await note(success: response, in: &feed, at: now)
        follow(response, in: &feed, at: now)
        // The same body under a new validator: the next request has to name the new one.
        if response.status != 304 { feed.state.validators = .init(etag: response.etag, lastModified: response.lastModified) }
        feed.state.unchangedAnswers += 1
        telemetry.count { $0.pollsUnchanged += 1 }
        try await plan(&feed, after: .unchanged, settings, now)
        log.debug(
            "feed unchanged",
            metadata: [
                "feed": "\(PublicURL.text(feed.url))", "status": "\(response.status)", "next": "\(feed.nextPoll.rfc3339)",
                "why": "\(feed.state.reason ?? "")",
            ])
        return Report()
    }

    /// - Parameter bodyHash: `nil` where the same document may bring news all the same.
    func store(
        _ document: Feed, _ response: FetchResponse, _ bodyHash: String?, isConditional: Bool, _ feed: StoredFeed, _ settings: FeedSettings,
        _ now: Moment
    ) async throws -> Report {
        var feed = feed
        let before = feed.state
        let isFirst = before.lastBody == nil
        let items = document.items.map { FoundItem($0) }
        try await note(success: response, in: &feed, at: now)
        follow(response, in: &feed, at: now)
        let validators = FeedState.Validators(etag: response.etag, lastModified: response.lastModified)
        if !isConditional, Trust.isLie(before, validators: validators, published: items.compactMap(\.published)) {
            if before.lies == 0 { feed.state.note(.stuck, at: now) }
            feed.state.lies = min(before.lies + 1, 3)
            log.notice("feed's server said not modified of a feed that was", metadata: ["feed": "\(PublicURL.text(feed.url))"])
        }
        feed.state.unchangedAnswers = 0
        if !document.isTruncated {
            // What came short is not the document that its validators stand for: the rest comes with the next poll.
            feed.state.validators = bodyHash == nil ? nil : validators
            feed.state.bodyHash = bodyHash
        }
        feed.state.exceeded = document.exceeded
        feed.state.title = document.title
        feed.state.format = document.format.name
        feed.state.homePage = document.link
        feed.state.hints.note(document.hints)
        // Of a feed that is new to us the dates of its items have to do; later it is known how many were new.
        if feed.state.period == nil { feed.state.learnRate(from: items, now: now) }
        feed.state.lastBody = now
        let push = try await pushes?.push(of: feed)
        decide(&feed, after: .body(new: 0), push, settings, now)
        let result = try await store.claim(
            Claim(
                feed: feed, items: items, now: now,
                oldest: isFirst || document.format == .sitemapIndex ? settings.fetch.maxAge.map { now - $0 } : nil,
                homePage: document.link.map { Markup.WebAddress.normalised($0) }))
        count(result)
        if let pushes {
            // The header fields come first (WebSub section 4).
            let links = response.headers.values("link")
            let resolve = { Markup.WebAddress.resolve($0, against: response.finalURL) }
            try await pushes.polled(
                feed, hubs: LinkHeader.targets(of: "hub", in: links).map(resolve) + document.hubs,
                topic: LinkHeader.targets(of: "self", in: links).first.map(resolve) ?? document.selfLink ?? response.finalURL,
                foundNews: result.new > 0 && !isFirst, at: now)
        }
        log.debug(
            "feed read",
            metadata: [
                "feed": "\(PublicURL.text(feed.url))", "items": "\(items.count)", "new": "\(result.new)", "changed": "\(result.changed)",
                "noted": "\(result.noted)", "next": "\(feed.nextPoll.rfc3339)", "why": "\(feed.state.reason ?? "")",
            ])
        return Report(result: result)
    }

    func count(_ result: ClaimResult) {
        telemetry.count {
            $0.itemsNew += result.new
            $0.itemsChanged += result.changed
            $0.itemsNoted += result.noted
        }
    }

    /// Notes that the network works; where it had not, the feeds that failed for it are asked at once.
    private func reached() async throws {
        let feeds = outage.reached()
        if !feeds.isEmpty { try await store.hasten(feeds, at: .now) }
    }

    private func note(success response: FetchResponse, in feed: inout StoredFeed, at now: Moment) async throws {
        try await reached()
        if feed.state.health == .failing || feed.state.health == .gone {
            log.notice("feed works again", metadata: ["feed": "\(PublicURL.text(feed.url))", "failures": "\(feed.state.failures)"])
            feed.state.note(.back, at: now)
        }
        feed.state.health = .ok
        feed.state.failures = 0
        feed.state.failingSince = nil
        feed.state.goneSince = nil
        feed.state.notBefore = nil
        feed.state.lastError = nil
        feed.state.lastStatus = response.status
        feed.state.learnRate(at: now)
        feed.state.lastSuccess = now
        // A 304 need not repeat what the answer it stands for has said (RFC 9111 section 4.3.4).
        if let fresh = response.freshFor {
            feed.state.hints.freshFor = min(fresh, 30 * 86_400)
        } else if response.status != 304 {
            feed.state.hints.freshFor = nil
        }
    }

    /// Believes a permanent redirect after it has held in several polls and led to a feed each time.
    private func follow(_ response: FetchResponse, in feed: inout StoredFeed, at now: Moment) {
        guard let target = response.permanentURL else { return feed.state.move = nil }
        let times = feed.state.move?.to == target ? (feed.state.move?.times ?? 0) + 1 : 1
        feed.state.move = .init(to: target, times: times)
        guard times >= Self.movesBelieved else { return }
        feed.state.address = target == feed.url ? nil : target
        feed.state.move = nil
        feed.state.note(.moved, at: now, target)
        log.notice("feed has moved", metadata: ["feed": "\(PublicURL.text(feed.url))", "to": "\(PublicURL.text(target))"])
    }

    private func decide(
        _ feed: inout StoredFeed, after outcome: PollSchedule.Outcome, _ push: PushSubscription?, _ settings: FeedSettings, _ now: Moment
    ) {
        let decision = PollSchedule(settings: settings.poll).next(
            after: outcome, state: feed.state, pushedUntil: push.flatMap { $0.brings(at: now) ? $0.until : nil }, now: now,
            jitter: .random(in: 0...1))
        feed.nextPoll = decision.at
        feed.state.reason = decision.reason
    }

    private func plan(
        _ feed: inout StoredFeed, after outcome: PollSchedule.Outcome, _ settings: FeedSettings, _ now: Moment,
        _ note: (inout StoredFeed) -> Void = { _ in }
    ) async throws {
        decide(&feed, after: outcome, try await pushes?.push(of: feed), settings, now)
        note(&feed)
        try await store.update(feed)
    }
}

extension FetchError {
    /// Whether there was no connection to any server, which may be our own network's fault.
    var isUnreachable: Bool {
        switch kind {
        case .unresolvable, .refused, .timeout, .proxy: true
        default: false
        }
    }
}
