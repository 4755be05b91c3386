import ArgumentParser
import Configuration
import Feeds
import Fetching
import JSONText

/// `onrecord feeds list`
struct ListFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints the feeds, one a line, with tags and where they are listed.")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.loadForList()
        for remark in settings.remarks where remark.file == settings.addedFeedsFile { Console.message("\(remark)") }
        for feed in try await settings.listed() {
            let place = feed.origin.file + (feed.origin.line.map { ":\($0)" } ?? "")
            guard json else {
                Console.line(
                    Console.printable(([PublicURL.text(feed.url)] + feed.tags.map { "#\($0)" } + ["(\(place))"]).joined(separator: "  ")))
                continue
            }
            var writer = JSONWriter()
            writer.object { json in
                json.field("url", PublicURL.text(feed.url))
                json.strings("tags", feed.tags, evenIfEmpty: true)
                json.field("listed_in", place)
            }
            Console.line(writer.text)
        }
    }
}

/// `onrecord feeds export`
struct ExportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "export", abstract: "Prints all feeds as OPML.")

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let feeds = try await configuration.loadForList().listed()
        Console.write(OPML.write(feeds.map { Subscription(url: $0.url, tags: $0.tags) }, title: "Feeds of Onrecord"))
    }
}

extension Settings {
    /// The feeds that are polled: a fleet's stand in the cluster.
    fileprivate func listed() async throws -> [FeedSettings] {
        guard cluster.isOn else { return feeds }
        return try await FleetFeeds(self).all().map {
            FeedSettings(url: $0.url, tags: $0.tags, poll: poll, fetch: fetch, origin: .init(file: "the cluster"))
        }
    }
}
