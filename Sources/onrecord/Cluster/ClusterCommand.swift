import ArgumentParser
import Configuration
import JSONText

#if Cluster
    import Fleet
#endif

/// `onrecord cluster`
struct ClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Looks after a fleet.", subcommands: [ClusterStatus.self], defaultSubcommand: ClusterStatus.self)
}

/// `onrecord cluster status`
struct ClusterStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows a fleet's workers, who owns what, and how far collectors are behind.",
        discussion: "Asks the servers of [cluster], from any machine.")

    @Flag(help: "List the shards of each worker.")
    var shards = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load(credentials: .all)
        try settings.checkCluster()
        #if Cluster
            let jetStream = try await ClusterAccess.command(settings)
            let report: FleetReport
            do { report = try await FleetReport.read(jetStream, layout: ClusterAccess.layout(settings)) } catch {
                let hint =
                    error.code == .notFound ? ": no worker of [cluster] prefix \"\(settings.cluster.prefix)\" has been there yet" : ""
                throw Failure.failed("\(error)\(hint)")
            }
            if json { print(report) } else { show(report) }
        #endif
    }

    #if Cluster
        private func show(_ report: FleetReport) {
            let style = Style(isTerminal: Console.outputIsTerminal)
            for worker in report.workers {
                let note = worker.isLeaving ? "  leaving" : worker.status.isEmpty ? "" : "  \(worker.status)"
                let (name, count) = (worker.name.padded(20), String(worker.shards.count).padded(4))
                Console.line(style.green("worker") + Console.printable("  \(name) \(count) shards  \(worker.version)\(note)"))
                if shards { Console.line("        " + worker.shards.map(\.description).joined(separator: " ")) }
            }
            if report.workers.isEmpty { Console.line(style.red("no worker is running")) }
            if !report.unowned.isEmpty {
                Console.line(style.red("\(report.unowned.count) shards belong to nobody"))
                if shards { Console.line("        " + report.unowned.map(\.description).joined(separator: " ")) }
            }
            for reader in report.readers {
                let lag = reader.behind == 0 ? "up to date" : "\(reader.behind) records behind"
                Console.line(Console.printable("reader  \(reader.name.padded(20)) \(lag)"))
            }
            for stream in report.streams {
                Console.line(
                    Console.printable(
                        "stream  \(stream.name.padded(20)) \(stream.messages) messages, \(stream.bytes / 1_000_000) MB, \(stream.replicas) copies"
                            + (stream.leader.map { ", led by \($0)" } ?? "")))
            }
        }

        private func print(_ report: FleetReport) {
            var writer = JSONWriter()
            writer.object { json in
                json.array("workers", report.workers, evenIfEmpty: true) { json, worker in
                    json.object { json in
                        json.field("name", worker.name)
                        json.field("version", worker.version)
                        json.field("status", worker.status)
                        json.field("leaving", worker.isLeaving)
                        json.array("shards", worker.shards, evenIfEmpty: true) { json, shard in json.number(Int(shard.number)) }
                    }
                }
                json.array("unowned_shards", report.unowned, evenIfEmpty: true) { json, shard in json.number(Int(shard.number)) }
                json.array("readers", report.readers, evenIfEmpty: true) { json, reader in
                    json.object { json in
                        json.field("name", reader.name)
                        json.field("behind", reader.behind)
                    }
                }
                json.array("streams", report.streams, evenIfEmpty: true) { json, stream in
                    json.object { json in
                        json.field("name", stream.name)
                        json.field("messages", stream.messages)
                        json.field("bytes", stream.bytes)
                        json.field("replicas", stream.replicas)
                        json.field("leader", stream.leader)
                    }
                }
            }
            Console.write(writer.bytes + [0x0A])
        }
    #endif
}
