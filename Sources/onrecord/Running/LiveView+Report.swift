import Ingest
import JSONText
import Records
import StatusSite
import Store

/// The live view of a daemon that runs elsewhere, by its status report.
extension LiveView {
    /// - Returns: nothing where no daemon runs.
    mutating func lines(_ report: JSONValue, at now: Moment, columns: Int) -> [String] {
        guard report["running"]?.bool ?? false, let started = report["started_at"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
            return []
        }
        var activity = Telemetry.Snapshot(startedAt: started)
        let counts = report["counts"]
        activity.counts.polls = counts?["polls"]?.int ?? 0
        activity.counts.pollsFailed = counts?["polls_failed"]?.int ?? 0
        activity.counts.pagesFailed = counts?["pages_failed"]?.int ?? 0
        activity.counts.records = counts?["records"]?.int ?? 0
        activity.counts.quotations = counts?["quotations"]?.int ?? 0
        activity.counts.quotationsAttributed = counts?["quotations_attributed"]?.int ?? 0
        activity.feedsInFlight = report["in_flight"]?["feeds"]?.int ?? 0
        activity.pagesInFlight = report["in_flight"]?["pages"]?.int ?? 0
        activity.networkDownSince = report["network_down_since"]?.string.flatMap { Moment(rfc3339: $0) }
        var outlook = Outlook()
        for feed in report["feeds"]?.array ?? [] {
            outlook.feeds[feed["health"]?.string.flatMap(FeedState.Health.init) ?? .new, default: 0] += 1
            guard let next = feed["next_poll"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
                outlook.due += 1
                continue
            }
            if next <= now { outlook.due += 1 } else { outlook.nextPoll = min(next, outlook.nextPoll ?? next) }
        }
        outlook.backlog.due = report["backlog"]?["due"]?.int ?? 0
        outlook.backlog.waiting = report["backlog"]?["waiting"]?.int ?? 0
        outlook.trouble = report["writing_failure"]?.string
        return lines(activity, outlook, at: now, columns: columns)
    }
}
