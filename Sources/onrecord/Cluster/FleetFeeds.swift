import Configuration
import Feeds
import Fetching

#if Cluster
    import Fleet
    import Messaging

    /// The list of feeds in the cluster, as the commands read and change it.
    struct FleetFeeds {
        private let directory: FeedDirectory

        init(_ settings: Settings) async throws {
            let jetStream = try await ClusterAccess.command(settings)
            let layout = ClusterAccess.layout(settings)
            do {
                try await layout.prepare(jetStream)
            } catch {
                throw Failure.failed("\(error)")
            }
            directory = FeedDirectory(jetStream, layout: layout)
        }

        func all() async throws -> [Subscription] {
            try await trying { try await directory.all() }.map { Subscription(url: $0.url, tags: $0.tags) }
        }

        /// - Returns: how many were not listed.
        func add(_ feeds: [Subscription]) async throws -> Int {
            var progress = Progress("listed")
            defer { progress.end() }
            return try await trying { try await directory.add(feeds.map(Self.listed)) { progress.reach($0, of: feeds.count) } }
        }

        /// - Returns: whether it was listed.
        func remove(_ url: String) async throws -> Bool {
            try await trying { try await directory.remove([Self.listed(Subscription(url: url))]) } > 0
        }

        private static func listed(_ feed: Subscription) -> FeedDirectory.Feed {
            FeedDirectory.Feed(url: feed.url, site: Site.key(of: feed.url), tags: feed.tags)
        }

        private func trying<Value>(_ body: () async throws -> Value) async throws -> Value {
            do { return try await body() } catch { throw Failure.failed("the list of feeds cannot be had: \(error)") }
        }
    }
#else
    /// A program without a cluster never gets here: ``Settings/checkCluster()`` ends it.
    struct FleetFeeds {
        init(_ settings: Settings) async throws { try settings.checkCluster() }

        func all() async throws -> [Subscription] { [] }
        func add(_ feeds: [Subscription]) async throws -> Int { 0 }
        func remove(_ url: String) async throws -> Bool { false }
    }
#endif
