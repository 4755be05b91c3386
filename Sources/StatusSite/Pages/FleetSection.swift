/// The part of the overview that shows the fleet; nothing on a single machine.
enum FleetSection {
    static func html(_ view: View) -> HTML {
        guard let fleet = view.fleet else { return "" }
        return """
            <section aria-labelledby="fleet-heading"><h2 id="fleet-heading">The fleet</h2>
            <div id="fleet" data-live>\(content(fleet))</div></section>
            """
    }

    private static func content(_ fleet: FleetView) -> HTML {
        var parts: [HTML] = []
        if let trouble = fleet.trouble { parts.append("<p class=\"trouble\"><strong>The cluster does not answer:</strong> \(trouble)</p>") }
        if !fleet.workers.isEmpty {
            let rows = fleet.workers.map { worker -> HTML in
                let name: HTML =
                    worker.status.hasPrefix("http") ? "<a href=\"\(worker.status)\">\(worker.name)</a>" : "\(worker.name)"
                let note: HTML = worker.name == fleet.worker ? " (this one)" : worker.isLeaving ? " (leaving)" : ""
                return "<tr><td>\(name)\(note)</td><td>\(Figures.text(worker.shards))</td><td>\(worker.version)</td></tr>"
            }
            parts.append(
                "<table><thead><tr><th scope=\"col\">Worker</th><th scope=\"col\">Shards</th><th scope=\"col\">Version</th></tr></thead><tbody>\(rows.joined())</tbody></table>"
            )
        }
        let most = Figures.text(WorkerFeeds.most)
        var facts = ["This worker has \(fleet.open) of 256 shards; the page shows their feeds, of many about \(most)."]
        if fleet.unowned > 0, fleet.trouble == nil { facts.append("Nobody has \(Figures.text(fleet.unowned, "shard", "shards")).") }
        if fleet.spooled > 0 { facts.append("\(Figures.bytes(fleet.spooled)) of records wait for the cluster.") }
        for (name, behind) in fleet.readers.sorted(by: { $0.key < $1.key }) {
            facts.append("\(name) is \(behind == 0 ? "up to date" : "\(Figures.text(behind, "record", "records")) behind").")
        }
        parts.append("<p>\(facts.joined(separator: " "))</p>")
        return parts.joined("\n")
    }
}
