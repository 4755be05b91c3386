import Ingest

/// The metrics in Prometheus' text format 0.0.4.
enum Metrics {
    static func text(_ report: StatusReport) -> String {
        var text = ""
        func metric(_ name: String, _ type: String, _ help: String, _ value: Int, labels: String = "") {
            if !text.contains("# TYPE \(name) ") { text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" }
            text += "\(name)\(labels) \(value)\n"
        }
        for health in ["new", "ok", "failing", "gone"] {
            let count = report.feeds.count { $0.state.health.rawValue == health }
            metric("onrecord_feeds", "gauge", "Feeds by health.", count, labels: "{health=\"\(health)\"}")
        }
        metric("onrecord_backlog_items", "gauge", "Items whose record is to be made.", report.backlog.due, labels: "{state=\"due\"}")
        metric(
            "onrecord_backlog_items", "gauge", "Items whose record is to be made.", report.backlog.waiting, labels: "{state=\"waiting\"}")
        metric("onrecord_outbox_steps", "gauge", "Delivery steps that are not done yet.", report.backlog.outbox)
        guard let activity = report.activity else { return text }
        let counts = activity.counts
        metric("onrecord_writing_failed", "gauge", "1 while nothing can be written.", activity.writingFailure == nil ? 0 : 1)
        metric("onrecord_feeds_in_flight", "gauge", "Feeds that are being polled.", activity.feedsInFlight)
        metric("onrecord_pages_in_flight", "gauge", "Pages that are being worked on.", activity.pagesInFlight)
        metric("onrecord_polls_total", "counter", "Polls of feeds.", counts.polls)
        metric("onrecord_polls_unchanged_total", "counter", "Polls that found the feed unchanged.", counts.pollsUnchanged)
        metric("onrecord_polls_failed_total", "counter", "Polls that failed.", counts.pollsFailed)
        metric("onrecord_items_new_total", "counter", "New items found.", counts.itemsNew)
        metric("onrecord_items_changed_total", "counter", "Known items found changed.", counts.itemsChanged)
        metric("onrecord_pages_total", "counter", "Pages asked for.", counts.pages)
        metric("onrecord_pages_refused_total", "counter", "Pages that robots.txt forbids.", counts.pagesRefused)
        metric("onrecord_pages_failed_total", "counter", "Pages given up.", counts.pagesFailed)
        metric("onrecord_page_retries_total", "counter", "Pages put off to be tried again.", counts.pageRetries)
        metric("onrecord_fetched_bytes_total", "counter", "Bytes of bodies fetched, decoded.", counts.bytesFetched)
        metric("onrecord_records_total", "counter", "Records made.", counts.records)
        metric("onrecord_record_updates_total", "counter", "Records made of changed items.", counts.updates)
        metric("onrecord_quotations_total", "counter", "Quotations found.", counts.quotations)
        metric("onrecord_quotations_attributed_total", "counter", "Quotations with a speaker.", counts.quotationsAttributed)
        return text
    }
}
