import Configuration
import Fetching
import JSONText
import Records
import Store

/// What `onrecord status` and the status page show.
public struct StatusReport: Sendable {
    public var now: Moment
    /// What the running daemon says; `nil` where it was read from the state alone.
    public var activity: Telemetry.Snapshot?
    /// Whether a daemon runs, also where it could not be asked.
    public var isRunning: Bool
    public var backlog: Backlog
    public var feeds: [StoredFeed]
    /// Subscriptions at hubs, by feed.
    public var pushes: [Int64: PushSubscription]
    /// The tags of feeds, by address.
    public var tags: [String: [String]]

    public init(
        now: Moment, activity: Telemetry.Snapshot?, isRunning: Bool = false, backlog: Backlog, feeds: [StoredFeed],
        pushes: [PushSubscription] = [], tags: [String: [String]] = [:]
    ) {
        self.isRunning = isRunning || activity != nil
        self.tags = tags
        self.pushes = Dictionary(pushes.map { ($0.feed, $0) }, uniquingKeysWith: { first, _ in first })
        self.now = now
        self.activity = activity
        self.backlog = backlog
        self.feeds = feeds
    }

    /// Feeds by health.
    public func count(_ health: FeedState.Health) -> Int { feeds.count { $0.state.health == health } }

    /// The report as one JSON object.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("program", Program.name)
            json.field("version", Program.version)
            json.field("now", now.rfc3339)
            json.field("running", isRunning)
            if let activity { Self.write(activity, to: &json) }
            json.object("backlog") { json in
                json.field("due", backlog.due)
                json.field("waiting", backlog.waiting)
                json.field("next_try", backlog.nextTry?.rfc3339)
                json.field("outbox", backlog.outbox)
            }
            json.array("feeds", feeds, evenIfEmpty: true) { json, feed in
                Self.write(feed, tags[feed.url] ?? [], pushes[feed.id], at: now, to: &json)
            }
        }
        return json.bytes
    }

    private static func write(_ activity: Telemetry.Snapshot, to json: inout JSONWriter) {
        let counts = activity.counts
        json.field("started_at", activity.startedAt.rfc3339)
        json.field("writing_failure", activity.writingFailure)
        json.field("network_down_since", activity.networkDownSince?.rfc3339)
        json.object("in_flight") { json in
            json.field("feeds", activity.feedsInFlight)
            json.field("pages", activity.pagesInFlight)
        }
        json.object("counts") { json in
            json.field("polls", counts.polls)
            json.field("polls_unchanged", counts.pollsUnchanged)
            json.field("polls_failed", counts.pollsFailed)
            json.field("pushes", counts.pushes)
            json.field("pushes_refused", counts.pushesRefused)
            json.field("items_new", counts.itemsNew)
            json.field("items_changed", counts.itemsChanged)
            json.field("items_noted", counts.itemsNoted)
            json.field("pages", counts.pages)
            json.field("pages_unchanged", counts.pagesUnchanged)
            json.field("pages_refused", counts.pagesRefused)
            json.field("pages_failed", counts.pagesFailed)
            json.field("page_retries", counts.pageRetries)
            json.field("bytes_fetched", counts.bytesFetched)
            json.field("records", counts.records)
            json.field("updates", counts.updates)
            json.field("quotations", counts.quotations)
            json.field("quotations_attributed", counts.quotationsAttributed)
        }
    }

    private static func write(
        _ feed: StoredFeed, _ tags: [String], _ push: PushSubscription?, at now: Moment, to json: inout JSONWriter
    ) {
        let state = feed.state
        json.object { json in
            json.field("url", PublicURL.text(feed.url))
            json.field("title", state.title)
            json.strings("tags", tags)
            json.field("health", state.health.rawValue)
            json.field("format", state.format)
            json.field("address", state.address.map { PublicURL.text($0) })
            json.field("last_poll", state.lastPoll?.rfc3339)
            json.field("last_success", state.lastSuccess?.rfc3339)
            json.field("next_poll", feed.nextPoll.milliseconds > 0 ? feed.nextPoll.rfc3339 : nil)
            json.field("reason", state.reason)
            json.strings("limits_reached", state.exceeded)
            json.field("items", state.items)
            json.field("last_new", state.lastNew?.rfc3339)
            json.field("items_per_day", state.itemsPerDay.map { ($0 * 10).rounded() / 10 })
            json.field("failures", state.failures)
            json.field("failing_since", state.failingSince?.rfc3339)
            json.field("last_error", state.lastError)
            json.field("last_status", state.lastStatus)
            json.field("gone_since", state.goneSince?.rfc3339)
            json.field("not_before", state.notBefore?.rfc3339)
            if let validators = state.validators, validators.etag != nil || validators.lastModified != nil {
                json.object("validators") { json in
                    json.field("etag", validators.etag)
                    json.field("last_modified", validators.lastModified)
                }
            }
            if let push { Self.write(push, at: now, to: &json) }
            json.array("history", state.history) { json, event in
                json.object { json in
                    json.field("at", event.at.rfc3339)
                    json.field("event", event.kind.rawValue)
                    json.field("detail", event.detail.map { PublicURL.text($0) })
                }
            }
        }
    }

    private static func write(_ push: PushSubscription, at now: Moment, to json: inout JSONWriter) {
        json.object("push") { json in
            json.field("state", push.standing.rawValue)
            json.field("hub", PublicURL.text(push.hub))
            json.field("topic", PublicURL.text(push.topic))
            json.field("until", push.until?.rfc3339)
            json.field("last_push", push.lastPush?.rfc3339)
            json.field("brings_news", push.brings(at: now))
            json.field("next_try", push.nextTry.rfc3339)
            json.field("last_error", push.lastError)
        }
    }
}
