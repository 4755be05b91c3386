import ArgumentParser

@main
struct Benchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "Measures Onrecord. Build it with -c release.",
        subcommands: [FeedFiles.self, Pages.self, Fetch.self, Schedule.self, Daemon.self])
}
