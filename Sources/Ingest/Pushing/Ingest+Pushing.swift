import Feeds
import Fetching
import Logging
import Records
import Store
import WebSub

/// What hubs bring.
extension Ingest {
    /// Looks at the token that content comes for, before any of it is read: the address is public, and a token is as good as a key.
    public func expects(contentFor token: String) async -> HubCall.Expectation {
        guard pushDesk != nil, !telemetry.isStopping else { return .nothing(.init(503)) }
        do {
            guard let push = try await store.push(token: token) else { return .nothing(strangeToken) }
            guard push.takesContent(at: .now) else { return .nothing(.init(410)) }
            guard let feed = try await store.feed(push.feed) else { return .nothing(strangeToken) }
            // Where a poll would wait, the hub sends it again.
            let isRoom = await backlog(at: .now).crowding[push.feed] == nil && telemetry.writingFailure == nil
            guard isRoom else { return .nothing(.init(503)) }
            return .upTo(bytes: feedSettings(feed.url).fetch.maxBytes)
        } catch {
            log.warning("pushed content could not be kept", metadata: ["error": "\(error)"])
            return .nothing(.init(503))
        }
    }

    /// What is answered where a subscription or its feed is not here. 410 tells a hub that nobody is here any more (WebSub section 7). Of a
    /// fleet's workers a proxy chooses any, and shards go from one to another: the hub is to try again.
    private var strangeToken: HubCall.Answer { .init(store.isShared ? 503 : 410) }

    /// Answers a request to the callback address.
    ///
    /// Content is answered for when it is in the store, so that a hub sends again what could not be kept.
    public func answer(_ call: HubCall) async -> HubCall.Answer {
        guard let desk = pushDesk, !telemetry.isStopping else { return .init(503) }
        do {
            guard let push = try await store.push(token: call.token) else {
                return call.query == nil || store.isShared ? strangeToken : .init(404)
            }
            if let query = call.query {
                guard let intent = HubIntent(query: query) else { return .init(404) }
                return try await desk.answer(intent, to: push)
            }
            guard push.takesContent(at: .now) else { return .init(410) }
            guard let signature = call.signature.flatMap(HubSignature.init(field:)), signature.holds(for: call.body, secret: push.secret)
            else {
                telemetry.count { $0.pushesRefused += 1 }
                log.warning("pushed content without the right signature is not taken", metadata: ["hub": "\(PublicURL.text(push.hub))"])
                // Accepted by the letter of section 7.1, and ignored: whoever guesses learns nothing.
                return .init(202)
            }
            return try await take(call, push, desk)
        } catch {
            log.warning("pushed content could not be kept", metadata: ["error": "\(error)"])
            return .init(503)
        }
    }

    private func take(_ call: HubCall, _ push: PushSubscription, _ desk: PushDesk) async throws -> HubCall.Answer {
        // A poll of the same feed writes the same state: one after the other.
        let end = ContinuousClock.now + .seconds(5)
        while !feedsInFlight.insert(push.feed) {
            guard ContinuousClock.now < end else { return .init(503) }
            try await Task.sleep(for: .milliseconds(50))
        }
        defer {
            feedsInFlight.remove(push.feed)
            feedsWake.signal()
        }
        guard let feed = try await store.feed(push.feed) else { return strangeToken }
        let result: ClaimResult
        do {
            result = try await poller.take(pushed: call.body, contentType: call.contentType, of: feed, settings: feedSettings(feed.url))
        } catch is FeedError {
            log.info("pushed content is no feed", metadata: ["feed": "\(PublicURL.text(feed.url))"])
            return .init(202)
        }
        guard result.isKept else { return strangeToken }
        try await desk.pushed(push)
        telemetry.count { $0.pushes += 1 }
        pagesWake.signal()
        log.debug("pushed", metadata: ["feed": "\(PublicURL.text(feed.url))", "new": "\(result.new)", "changed": "\(result.changed)"])
        return .init(200)
    }

    /// Asks hubs while the daemon runs.
    func pushLoop() async {
        while !telemetry.isStopping, !Task.isCancelled, let desk = pushDesk {
            if telemetry.writingFailure == nil, !outage.isOn {
                do { try await desk.round() } catch { log.warning("hubs could not be asked", metadata: ["error": "\(error)"]) }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

extension PushSubscription {
    /// Whether content that comes for it is taken.
    fileprivate func takesContent(at now: Moment) -> Bool { standing == .active && until.map { $0 > now } ?? false }
}
