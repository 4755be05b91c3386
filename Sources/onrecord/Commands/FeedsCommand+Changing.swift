import ArgumentParser
import Configuration
import Feeds
import Fetching
import Glibc
import Ingest
import Records

/// `onrecord feeds add`
struct AddFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a feed, or the feed that a page advertises.",
        discussion: """
              onrecord feeds add https://example.org/rss.xml --tag region
              onrecord feeds add https://example.org/

            The address is fetched to see that a feed is there; --unchecked adds it as it is.
            """)

    @Argument(help: "The address of a feed or of a page.")
    var url: String

    @Option(name: .customLong("tag"), help: "A tag for its records; may be given more than once.")
    var tags: [String] = []

    @Flag(help: "Add the address without fetching it.")
    var unchecked = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load()
        guard FeedAddress.isFeedAddress(url) else { throw Failure.failed("\"\(url)\" is no http or https address") }
        let address = unchecked ? url : try await feed(settings)
        if settings.cluster.isOn {
            let count = try await FleetFeeds(settings).add([Subscription(url: address, tags: tags)])
            if count == 0 { Console.message("\(PublicURL.text(address)) is listed already and has these tags now") }
            return Console.line(Console.printable(PublicURL.text(address)))
        }
        if let listed = settings.feeds.first(where: { $0.url == address }) {
            return Console.message("\(PublicURL.text(address)) is listed already, in \(listed.origin.file)")
        }
        var added = try AddedFeeds(settings)
        added.subscriptions.append(Subscription(url: address, tags: tags))
        try added.save()
        Console.line(Console.printable(PublicURL.text(address)))
    }

    /// The address itself, where a feed is there, or the feed that the page there advertises.
    private func feed(_ settings: Settings) async throws -> String {
        let content = try await Source.fetch(url, accept: FetchRequest.acceptFeed, settings: settings)
        do throws(FeedError) {
            _ = try FeedParser.parse(content.bytes, contentType: content.contentType, url: content.url)
            return url
        } catch {
            guard let link = error.advertised.first else { throw Failure.failed("\(PublicURL.text(url)): \(error)") }
            if error.advertised.count > 1 {
                Console.message("The page advertises more than one feed; the first is added:")
                for other in error.advertised { Console.message("  \(other.url)\(other.title.map { "  (\($0))" } ?? "")") }
            }
            return link.url
        }
    }
}

/// `onrecord feeds remove`
struct RemoveFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes a feed that was added by command.",
        discussion: "A feed of feeds.conf or of an included list is removed there.")

    @Argument(help: "The feed's address.")
    var url: String

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load()
        if settings.cluster.isOn {
            guard try await FleetFeeds(settings).remove(url) else { throw Failure.failed("\(PublicURL.text(url)) is not listed") }
            return Console.message("\(PublicURL.text(url)) is removed")
        }
        var added = try AddedFeeds(settings)
        let before = added.subscriptions.count
        added.subscriptions.removeAll { $0.url == url }
        if added.subscriptions.count < before {
            try added.save()
            return Console.message("\(PublicURL.text(url)) is removed")
        }
        guard let feed = settings.feeds.first(where: { $0.url == url }) else {
            throw Failure.failed("\(PublicURL.text(url)) is not listed")
        }
        throw Failure.failed(
            "\(PublicURL.text(url)) is listed in \(feed.origin.file)\(feed.origin.line.map { ", line \($0)" } ?? ""): remove it there")
    }
}

/// `onrecord feeds import`
struct ImportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds the feeds of an OPML file or of a list with one address a line.")

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.load()
        let bytes = try Source.file(file)
        let reading: (subscriptions: [Subscription], problems: [SubscriptionList.Problem])
        do { reading = try FeedList.parse(bytes) } catch { throw Failure.failed("\(file): \(error)") }
        for problem in reading.problems { Console.message("\(file):\(problem.line): \(problem.text), passed over") }
        let subscriptions = reading.subscriptions
        let polled = subscriptions.filter { subscription in
            let isAddress = FeedAddress.isFeedAddress(subscription.url)
            if !isAddress { Console.message("\(subscription.url): no http or https address, passed over") }
            return isAddress
        }
        let count: Int
        if settings.cluster.isOn {
            // One address may stand in the file several times.
            let each = Dictionary(polled.map { ($0.url, $0) }, uniquingKeysWith: { first, _ in first })
            count = try await FleetFeeds(settings).add(Array(each.values))
        } else {
            var listed = Set(settings.feeds.map(\.url))
            let new = polled.filter { listed.insert($0.url).inserted }
            var added = try AddedFeeds(settings)
            added.subscriptions += new
            try added.save()
            count = new.count
        }
        Console.message("\(count) of \(subscriptions.count) feeds added; the others were listed already or cannot be polled")
    }
}

/// The list of the feeds that were added by command.
struct AddedFeeds {
    private let path: String
    var subscriptions: [Subscription] = []

    /// Held until the list is stored, so that two commands at once lose nothing.
    private let lock: FileLock

    init(_ settings: Settings) throws {
        path = settings.addedFeedsFile
        do {
            if let slash = path.lastIndex(of: "/") { try OutputFolder.makeFolder(String(path[..<slash])) }
            lock = try FileLock(path: path + ".lock")
        } catch {
            throw Failure.failed("\(error)")
        }
        guard access(path, F_OK) == 0 else { return }
        do { subscriptions = try FeedList.parse(TextFile.read(path)).subscriptions } catch { throw Failure.failed("\(error)") }
    }

    func save() throws {
        do { try TextFile.replace(path, with: OPML.write(subscriptions, title: "Feeds added to Onrecord")) } catch {
            throw Failure.failed("\(error)")
        }
    }
}
