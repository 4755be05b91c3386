import Fetching
import Logging
import Records
import Store
import WebSub

/// Subscribes feeds at their hubs (W3C Recommendation WebSub), keeps the leases alive and answers the hubs.
///
/// The store holds what has been asked, promised and granted, so that a restart forgets none of it. Polls go on whatever a hub does: they
/// are only fewer while it is known to bring the news.
struct PushDesk: Sendable {
    /// The public address below which each subscription has its own; ends with a slash.
    let callback: String
    let store: any Store
    let client: PoliteClient
    let log: Logger

    /// How many hubs are asked at once.
    static let atOnce = 8
    /// How often a hub is asked in vain to end a subscription; without renewal it ends by itself.
    static let farewells = 3

    func push(of feed: StoredFeed) async throws -> PushSubscription? { try await store.push(feed: feed.id) }

    // MARK: What polls say

    /// Takes note of the hubs that a feed names.
    ///
    /// - Parameters:
    ///   - topic: what the feed calls itself.
    ///   - foundNews: whether the poll found items that no hub had pushed.
    func polled(_ feed: StoredFeed, hubs: [String], topic: String, foundNews: Bool, at now: Moment) async throws {
        let hub = hubs.first { WebAddress($0) != nil && $0.utf8.count <= 2048 }
        // Looked at first without a write: most polls change nothing here.
        let known = try await store.push(feed: feed.id)
        guard hub != nil || known != nil else { return }
        let (token, secret) = (Self.random(), Self.random())
        let change: @Sendable (inout PushSubscription?) -> Void = { push in
            guard let hub, topic.utf8.count <= 2048 else { return push = nil }
            guard var known = push else {
                return push = PushSubscription(feed: feed.id, token: token, secret: secret, hub: hub, topic: topic, nextTry: now)
            }
            if foundNews, known.standing == .active { known.lastMissed = now }
            // A feed that names another hub at each poll is not followed while the one we have brings the news.
            if known.hub != hub || known.topic != topic, !known.brings(at: now) {
                known = PushSubscription(feed: feed.id, token: token, secret: secret, hub: hub, topic: topic, nextTry: now)
            }
            push = known
        }
        var wanted = known
        change(&wanted)
        guard wanted != known else { return }
        try await store.changePush(of: feed.id, change)
        if known == nil {
            log.info("feed names a hub", metadata: ["feed": "\(PublicURL.text(feed.url))", "hub": "\(PublicURL.text(hub ?? ""))"])
        }
    }

    /// 128 random bits that nobody can guess, in hexadecimal.
    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return [generator.next(), generator.next()].flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        }.hexadecimal
    }

    // MARK: Asking hubs

    /// Asks the hubs that are to be asked now.
    func round() async throws {
        let due = try await store.duePushes(at: .now, limit: Self.atOnce)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for push in due { group.addTask { try await ask(push) } }
            try await group.waitForAll()
        }
    }

    private func ask(_ push: PushSubscription) async throws {
        let now = Moment.now
        if push.standing == .ending, push.attempts >= Self.farewells || push.until.map({ $0 < now }) ?? true {
            try await store.changePush(of: push.feed) { $0 = $0?.standing == .ending ? nil : $0 }
            return
        }
        // Noted before: the hub may come back to verify before it has answered.
        let asked = try await store.changePush(of: push.feed) { push in
            guard var asking = push else { return }
            asking.attempts += 1
            asking.nextTry = now + LeaseSchedule.retry(attempts: asking.attempts)
            if asking.standing == .wanted || asking.standing == .denied || asking.isExpired(at: now) { asking.standing = .asked }
            push = asking
        }
        guard let asked else { return }
        var fields = [
            (name: "hub.mode", value: asked.standing == .ending ? "unsubscribe" : "subscribe"), (name: "hub.topic", value: asked.topic),
            (name: "hub.callback", value: callback + asked.token),
        ]
        if asked.standing != .ending {
            fields.append((name: "hub.secret", value: asked.secret))
            fields.append((name: "hub.lease_seconds", value: "\(LeaseSchedule.wanted.components.seconds)"))
        }
        var request = FetchRequest(url: asked.hub, body: .form(fields))
        request.maxBytes = 64 << 10
        request.truncates = true
        var trouble: String?
        var isRefusal = false
        do throws(FetchError) {
            let response = try await client.fetch(request, manners: Manners(obeysRobots: false))
            if !(200..<300).contains(response.status) {
                trouble = "the hub answers \(response.status)"
                isRefusal = (400..<500).contains(response.status) && ![408, 429].contains(response.status)
            }
        } catch {
            trouble = error.message
        }
        guard let trouble else { return }
        let again = isRefusal ? LeaseSchedule.afterDenial : LeaseSchedule.retry(attempts: asked.attempts)
        try await store.changePush(of: push.feed) { [isRefusal] push in
            push?.lastError = trouble
            push?.nextTry = .now + again
            if isRefusal, push?.standing == .asked { push?.standing = .denied }
        }
        log.info("hub not to be had", metadata: ["hub": "\(PublicURL.text(asked.hub))", "why": "\(trouble)", "again in": "\(again.short)"])
    }

    // MARK: Answering hubs

    /// Answers a hub's question.
    func answer(_ intent: HubIntent, to push: PushSubscription) async throws -> HubCall.Answer {
        let now = Moment.now
        switch intent {
        case .subscribe(let topic, let challenge, let lease):
            // Only what was asked for and is not verified yet: anybody may send such a question.
            guard topic == push.topic, push.attempts > 0, push.standing == .asked || push.standing == .active else { return .init(404) }
            let lease = LeaseSchedule.believed(lease)
            let renewal = LeaseSchedule.renewal(of: lease, jitter: .random(in: 0...1))
            try await store.changePush(of: push.feed) { push in
                push?.standing = .active
                push?.until = now + lease
                push?.nextTry = now + renewal
                push?.attempts = 0
                push?.lastError = nil
            }
            log.info(
                "hub pushes",
                metadata: ["hub": "\(PublicURL.text(push.hub))", "topic": "\(PublicURL.text(topic))", "for": "\(lease.short)"])
            return .init(200, challenge)
        case .unsubscribe(let topic, let challenge):
            guard topic == push.topic, push.standing == .ending else { return .init(404) }
            try await store.changePush(of: push.feed) { $0 = nil }
            return .init(200, challenge)
        case .denied(let topic, let reason):
            guard topic == nil || topic == push.topic else { return .init(404) }
            try await store.changePush(of: push.feed) { push in
                push?.standing = .denied
                push?.until = nil
                push?.nextTry = now + LeaseSchedule.afterDenial
                push?.lastError = "the hub says no" + (reason.map { ": \($0)" } ?? "")
            }
            log.notice("hub says no", metadata: ["hub": "\(PublicURL.text(push.hub))", "reason": "\(reason ?? "")"])
            return .init(200)
        }
    }

    /// Notes that a hub has brought something.
    func pushed(_ push: PushSubscription) async throws {
        let now = Moment.now
        try await store.changePush(of: push.feed) { $0?.lastPush = now }
    }
}

extension PushSubscription {
    fileprivate func isExpired(at now: Moment) -> Bool { standing == .active && until.map { $0 <= now } ?? true }
}
