import Ingest
import Store

/// What monitoring is told.
enum Metrics {
    static func text(_ view: View, process: ProcessUsage) -> String {
        var metrics = Exposition(worker: view.fleet?.worker)
        metrics.family(
            "onrecord_build_info", "gauge", "Version of the program and of its model; always 1.",
            [([("version", Program.version), ("model", Program.model)], 1)])
        feeds(view, &metrics)
        work(view, &metrics)
        output(view, &metrics)
        if let fleet = view.fleet { Self.fleet(fleet, &metrics) }
        metrics.counter("process_cpu_seconds_total", "User and system time that the process has taken.", process.cpuSeconds)
        metrics.gauge("process_resident_memory_bytes", "Memory that the process has in use.", process.residentBytes.map(Double.init))
        metrics.gauge("process_open_fds", "Files that the process has open.", process.openFiles.map(Double.init))
        metrics.gauge(
            "process_start_time_seconds", "When the process was started, in seconds since 1970.",
            seconds(view.activity.startedAt.milliseconds))
        return metrics.text
    }

    private static func feeds(_ view: View, _ metrics: inout Exposition) {
        metrics.family(
            "onrecord_feeds", "gauge", "Feeds by health.",
            FeedState.Health.shown.map { health, _ in ([("health", health.rawValue)], Double(view.count(health))) })
        metrics.gauge("onrecord_feeds_overdue", "Feeds whose poll is overdue by more than a minute.", Double(view.overdue))
        metrics.gauge(
            "onrecord_network_down", "1 while no site can be reached: this machine's own network seems to be down.",
            view.activity.networkDownSince == nil ? 0 : 1)
        metrics.gauge("onrecord_feeds_in_flight", "Feeds that are being polled.", Double(view.activity.feedsInFlight))
        let counts = view.activity.counts
        metrics.counter("onrecord_polls_total", "Polls of feeds.", Double(counts.polls))
        metrics.counter("onrecord_polls_unchanged_total", "Polls that found the feed unchanged.", Double(counts.pollsUnchanged))
        metrics.counter("onrecord_polls_failed_total", "Polls that failed.", Double(counts.pollsFailed))
        metrics.counter("onrecord_items_new_total", "New items found.", Double(counts.itemsNew))
        metrics.counter("onrecord_items_changed_total", "Known items found changed.", Double(counts.itemsChanged))
        metrics.counter("onrecord_items_noted_total", "Items noted without a record because of their age.", Double(counts.itemsNoted))
    }

    private static func work(_ view: View, _ metrics: inout Exposition) {
        let counts = view.activity.counts
        metrics.gauge("onrecord_pages_in_flight", "Pages that are being worked on.", Double(view.activity.pagesInFlight))
        metrics.counter("onrecord_pages_total", "Pages asked for.", Double(counts.pages))
        metrics.counter("onrecord_pages_refused_total", "Pages that robots.txt forbids.", Double(counts.pagesRefused))
        metrics.counter("onrecord_pages_failed_total", "Pages given up.", Double(counts.pagesFailed))
        metrics.counter("onrecord_page_retries_total", "Pages put off to be tried again.", Double(counts.pageRetries))
        metrics.counter("onrecord_fetched_bytes_total", "Bytes of bodies fetched, decoded.", Double(counts.bytesFetched))
        metrics.family(
            "onrecord_backlog_items", "gauge", "Items whose record is to be made: now, or at another try.",
            [([("state", "due")], Double(view.backlog.due)), ([("state", "waiting")], Double(view.backlog.waiting))])
        metrics.gauge(
            "onrecord_last_round_timestamp_seconds", "When the work loops last came round, in seconds since 1970.",
            seconds(view.activity.lastRound.milliseconds))
    }

    private static func output(_ view: View, _ metrics: inout Exposition) {
        let counts = view.activity.counts
        metrics.counter("onrecord_records_total", "Records made.", Double(counts.records))
        metrics.counter("onrecord_record_updates_total", "Records made of changed items.", Double(counts.updates))
        metrics.counter("onrecord_quotations_total", "Quotations found.", Double(counts.quotations))
        metrics.counter("onrecord_quotations_attributed_total", "Quotations with a speaker.", Double(counts.quotationsAttributed))
        metrics.gauge("onrecord_outbox_steps", "Delivery steps that are not done yet.", Double(view.backlog.outbox))
        metrics.gauge("onrecord_writing_failed", "1 while something cannot be written.", view.activity.writingFailure == nil ? 0 : 1)
        metrics.gauge(
            "onrecord_last_record_timestamp_seconds", "When the item of the latest record was seen, in seconds since 1970.",
            view.lastRecord.map { seconds($0.milliseconds) })
        metrics.gauge("onrecord_output_free_bytes", "Room on the disk of the output folder.", view.disk.room.map { Double($0.free) })
        metrics.gauge("onrecord_output_size_bytes", "Size of the disk of the output folder.", view.disk.room.map { Double($0.size) })
        metrics.gauge("onrecord_state_size_bytes", "Size of the state.", view.disk.stateBytes.map(Double.init))
    }

    private static func fleet(_ fleet: FleetView, _ metrics: inout Exposition) {
        metrics.gauge("onrecord_fleet_workers", "Workers that have a lease.", fleet.trouble == nil ? Double(fleet.workers.count) : nil)
        metrics.gauge("onrecord_fleet_shards", "Shards that this worker works on.", Double(fleet.open))
        metrics.gauge("onrecord_fleet_shards_unowned", "Shards that nobody has.", fleet.trouble == nil ? Double(fleet.unowned) : nil)
        metrics.counter("onrecord_fleet_lease_losses_total", "How often this worker has lost its lease.", Double(fleet.losses))
        metrics.gauge("onrecord_fleet_spooled_bytes", "Records on disk that wait for the cluster.", Double(fleet.spooled))
        guard !fleet.readers.isEmpty else { return }
        metrics.family(
            "onrecord_fleet_reader_lag", "gauge", "Records in the stream that a collector or another reader has not read yet.",
            fleet.readers.sorted { $0.key < $1.key }.map { ([("reader", $0.key)], Double($0.value)) })
    }

    private static func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
}
