import ArgumentParser
import Configuration
import Feeds
import Fetching
import Glibc
import Ingest
import JSONText
import Records
import StatusSite

/// `onrecord feeds add`
struct AddFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a feed, or the feed that a page advertises.",
        discussion: """
              onrecord feeds add https://example.org/rss.xml --tag region
              onrecord feeds add https://example.org/

            The address is fetched to see that a feed is there. Of a page the feeds that it advertises are tried, its main feed first \
            and those of comments last, then the usual addresses (/feed, /rss, /atom.xml, /feed.xml, /index.xml). --unchecked adds the \
            address as it is.
            """)

    @Argument(help: "The address of a feed or of a page.")
    var url: String

    @Option(name: .customLong("tag"), help: "A tag for its records; may be given more than once.")
    var tags: [String] = []

    @Flag(help: "Add the address without fetching it.")
    var unchecked = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.loadForList()
        let url = FeedAddress.webAddress(url)
        guard FeedAddress.isFeedAddress(url) else { throw Failure.failed("\"\(url)\" is no http or https address") }
        let address = unchecked ? url : try await FeedSearch(settings).feed(at: url)
        if settings.cluster.isOn {
            let count = try await FleetFeeds(settings).add([Subscription(url: address, tags: tags)])
            if count == 0 { Console.message("\(PublicURL.text(address)) is listed already and has these tags now") }
            return tell(address, tags, isNew: count > 0)
        }
        var added = try AddedFeeds(settings)
        if let place = added.subscriptions.firstIndex(where: { $0.url == address }) {
            let more = tags.filter { !added.subscriptions[place].tags.contains($0) }
            added.subscriptions[place].tags += more
            if !more.isEmpty { try added.save() }
            Console.message("\(PublicURL.text(address)) is listed already\(more.isEmpty ? "" : " and has these tags, too, now")")
            return tell(address, added.subscriptions[place].tags, isNew: false)
        }
        if let listed = settings.feeds.first(where: { $0.url == address }) {
            let place = listed.origin.file + (listed.origin.line.map { ", line \($0)" } ?? "")
            let missing = tags.filter { !listed.tags.contains($0) }
            guard missing.isEmpty else {
                throw Failure.failed("\(PublicURL.text(address)) is listed already, in \(place): tags are given to it there")
            }
            Console.message("\(PublicURL.text(address)) is listed already, in \(place)")
            return tell(address, listed.tags, isNew: false)
        }
        added.subscriptions.append(Subscription(url: address, tags: tags))
        try added.save()
        tell(address, tags, isNew: true)
    }

    private func tell(_ address: String, _ tags: [String], isNew: Bool) {
        guard json else {
            if isNew { Console.line(Console.printable(PublicURL.text(address))) }
            return
        }
        var writer = JSONWriter()
        writer.object { json in
            json.field("url", PublicURL.text(address))
            json.field("added", isNew)
            json.strings("tags", tags, evenIfEmpty: true)
        }
        Console.line(writer.text)
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
        let settings = try configuration.loadForList()
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
        commandName: "import", abstract: "Adds the feeds of an OPML file or of a list with one address a line.",
        discussion: "Exit status: 1 if there is no feed in it or it is cut short; what could be read is added all the same.")

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var file: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    @OptionGroup var configuration: ConfigurationOption

    /// Something in the file that is not added, and why.
    private struct Omission {
        var line: Int?
        var text: String
        var reason: String
    }

    func run() async throws {
        let settings = try configuration.loadForList()
        let bytes = try Source.file(file)
        let reading: (subscriptions: [Subscription], problems: [SubscriptionList.Problem])
        do { reading = try FeedList.parse(bytes) } catch { throw Failure.failed("\(file): \(error)") }
        var omissions = reading.problems.map { Omission(line: $0.line, text: $0.shown, reason: "no http or https address") }
        var seen = Set(settings.cluster.isOn ? [] : settings.feeds.map(\.url))
        var new: [Subscription] = []
        for var subscription in reading.subscriptions {
            subscription.url = FeedAddress.webAddress(subscription.url)
            if !FeedAddress.isFeedAddress(subscription.url) {
                omissions.append(Omission(text: PublicURL.text(subscription.url), reason: "no http or https address"))
            } else if !seen.insert(subscription.url).inserted {
                omissions.append(Omission(text: PublicURL.text(subscription.url), reason: "listed already"))
            } else {
                new.append(subscription)
            }
        }
        let count = try await add(new, settings)
        tell(count, of: reading.subscriptions.count + reading.problems.count, omissions)
        if Self.isCutShort(bytes) { throw Failure.failed("\(file) is cut short: what stands before its end is read") }
        if reading.subscriptions.isEmpty { throw Failure.failed("\(file) holds no feed") }
    }

    /// - Returns: how many were not listed.
    private func add(_ feeds: [Subscription], _ settings: Settings) async throws -> Int {
        if settings.cluster.isOn { return try await FleetFeeds(settings).add(feeds) }
        guard !feeds.isEmpty else { return 0 }
        var added = try AddedFeeds(settings)
        added.subscriptions += feeds
        try added.save()
        return feeds.count
    }

    private func tell(_ count: Int, of all: Int, _ omissions: [Omission]) {
        if json {
            var writer = JSONWriter()
            writer.object { json in
                json.field("added", count)
                json.array("passed_over", omissions, evenIfEmpty: true) { json, omission in
                    json.object { json in
                        json.field("line", omission.line)
                        json.field("text", omission.text)
                        json.field("reason", omission.reason)
                    }
                }
            }
            return Console.line(writer.text)
        }
        for omission in omissions where !quiet || omission.reason != "listed already" {
            Console.message("\(file)\(omission.line.map { ":\($0)" } ?? ""): \(omission.text): \(omission.reason), passed over")
        }
        if !quiet { Console.message("\(count) of \(Figures.text(all, "feed", "feeds")) added") }
    }

    /// Whether an OPML document lacks its end.
    private static func isCutShort(_ bytes: [UInt8]) -> Bool {
        // In UTF-16, too: every other byte is a zero there.
        let text = bytes.lazy.filter { $0 > 0x20 && $0 < 0x80 }
        guard text.first == UInt8(ascii: "<") else { return false }
        return !String(decoding: Array(text).suffix(4096), as: UTF8.self).lowercased().contains("</opml")
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
        try Ownership.take(settings)
        do {
            try OutputFolder.makeFolder(FilePath.folder(of: path))
            lock = try FileLock(path: path + ".lock")
        } catch {
            throw Failure.failed("\(error)")
        }
        guard access(path, F_OK) == 0 else { return }
        do { subscriptions = try FeedList.parse(TextFile.read(path)).subscriptions } catch { throw Failure.failed("\(error)") }
    }

    func save() throws {
        do { try WholeFile.replace(path, with: OPML.write(subscriptions, title: "Feeds added to Onrecord")) } catch {
            throw Failure.failed("\(error)")
        }
    }
}
