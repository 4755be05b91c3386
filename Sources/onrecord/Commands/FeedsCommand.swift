import ArgumentParser

/// `onrecord feeds`
struct FeedsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds", abstract: "Lists, adds, removes, imports and exports feeds.",
        discussion: """
            What is added lands in added.opml beside the state, which is always included; a running daemon notices by itself. \
            In a fleet the list is in the cluster: each of these works from any machine.
            """,
        subcommands: [ListFeeds.self, AddFeed.self, RemoveFeed.self, ImportFeeds.self, ExportFeeds.self], defaultSubcommand: ListFeeds.self)
}
