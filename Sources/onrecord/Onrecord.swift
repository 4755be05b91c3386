import ArgumentParser
import Ingest

@main
struct Onrecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onrecord",
        abstract: "Reads the news for other programs: who said what, one JSON line an article.",
        discussion: """
            Start with a look:      onrecord demo
            Try a feed or a page:   onrecord feed https://example.org/rss.xml
            Check a configuration:  onrecord check --config feeds.conf
            Run:                    onrecord run --config feeds.conf

            Results go to standard output as JSON, messages to standard error. Exit status: 0; 1 the input or the run failed; \
            64 usage; 78 configuration wrong.
            """,
        version: "onrecord \(Program.version)",
        subcommands: [
            Run.self, Check.self, Status.self, FeedsCommand.self, FeedCommand.self, ArticleCommand.self, QuotesCommand.self, Tail.self,
            Verify.self, Schema.self, Demo.self, Collect.self, ClusterCommand.self, Reference.self,
        ])
}
