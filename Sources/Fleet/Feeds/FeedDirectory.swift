import JSONText
import Messaging

/// The list of feeds that a fleet polls, kept in the cluster and changed from any machine.
///
/// A shard's feeds stand in sixteen entries, so that a million feeds are four thousand entries and one feed's change is a small write.
public struct FeedDirectory: Sendable {
    /// A feed of the list.
    public struct Feed: Sendable, Hashable {
        public var url: String
        /// The key of its site, which says its shard.
        public var site: String
        public var tags: [String]

        public init(url: String, site: String, tags: [String] = []) {
            self.url = url
            self.site = site
            self.tags = tags
        }

        public var shard: Shard { Shard(site: site) }
    }

    /// Where a feed stands.
    private struct Page: Hashable {
        var shard: Shard
        var number: UInt64

        static let count: UInt64 = 16

        init(of feed: Feed) {
            shard = feed.shard
            number = Mix.hash(feed.url.utf8) % Self.count
        }

        var key: String { "list.\(shard).\(number)" }
    }

    let bucket: KeyValue
    /// Pages that are written at once.
    private static let mostAtOnce = 32

    public init(_ jetStream: JetStream, layout: FleetLayout) {
        bucket = KeyValue(jetStream, bucket: layout.feedBucket)
    }

    /// All feeds, by address.
    public func all() async throws(MessagingError) -> [Feed] { try await read(["list.>"]) }

    /// The feeds of a shard as they are written.
    ///
    /// - Parameter revision: a change of the list that has to be among what is seen.
    func list(of shard: Shard, through revision: UInt64 = 0) async throws(MessagingError) -> ShardList {
        ShardList(pages: try await bucket.all(["list.\(shard).*"], through: revision).sorted { $0.key < $1.key }.compactMap(\.value))
    }

    private func read(_ keys: [String]) async throws(MessagingError) -> [Feed] {
        try await bucket.all(keys).flatMap { Self.feeds($0.value ?? []) }.sorted { $0.url < $1.url }
    }

    /// Adds feeds; one that is listed already gets these tags.
    ///
    /// - Parameter progress: told how many of them stand in the list, as pages of it are written.
    /// - Returns: how many were not listed.
    public func add(_ feeds: [Feed], progress: (Int) -> Void = { _ in }) async throws -> Int {
        try await change(Dictionary(grouping: feeds, by: Page.init), progress) { listed, feeds in
            var count = 0
            for feed in feeds {
                if let index = listed.firstIndex(where: { $0.url == feed.url }) {
                    listed[index] = feed
                } else {
                    listed.append(feed)
                    count += 1
                }
            }
            return count
        }
    }

    /// - Returns: how many of them were listed.
    public func remove(_ feeds: [Feed]) async throws -> Int {
        try await change(Dictionary(grouping: feeds, by: Page.init)) { listed, feeds in
            let (before, gone) = (listed.count, Set(feeds.map(\.url)))
            listed.removeAll { gone.contains($0.url) }
            return before - listed.count
        }
    }

    /// Makes these feeds the list.
    ///
    /// - Returns: the shards whose feeds have changed.
    @discardableResult
    public func replace(with feeds: [Feed]) async throws -> Set<Shard> {
        let listed = Set(try await all())
        let (gone, new) = (listed.subtracting(feeds), Set(feeds).subtracting(listed))
        _ = try await remove(Array(gone))
        _ = try await add(feeds.filter(new.contains))
        return Set(gone.map(\.shard)).union(new.map(\.shard))
    }

    private func change(
        _ pages: [Page: [Feed]], _ progress: (Int) -> Void = { _ in }, _ body: @escaping @Sendable (inout [Feed], [Feed]) -> Int
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: (changed: Int, feeds: Int).self) { group in
            var (count, done) = (0, 0)
            func take(_ page: (changed: Int, feeds: Int)?) {
                count += page?.changed ?? 0
                done += page?.feeds ?? 0
                progress(done)
            }
            for (index, (page, feeds)) in pages.enumerated() {
                if index >= Self.mostAtOnce { take(try await group.next()) }
                group.addTask { (try await change(page.key) { body(&$0, feeds) }, feeds.count) }
            }
            for try await page in group { take(page) }
            return count
        }
    }

    /// Changes a page; where somebody else was faster, their change is the one to go from.
    private func change(_ key: String, _ body: (inout [Feed]) -> Int) async throws -> Int {
        while true {
            let entry = try await bucket.get(key)
            let before = Self.feeds(entry?.value ?? [])
            var feeds = before
            let count = body(&feeds)
            if feeds == before { return count }
            do throws(MessagingError) {
                if let entry {
                    try await bucket.update(key, Self.json(feeds), revision: entry.revision)
                } else {
                    try await bucket.create(key, Self.json(feeds))
                }
                return count
            } catch {
                guard error.code == .conflict else { throw error }
            }
        }
    }

    static func feeds(_ bytes: [UInt8]) -> [Feed] {
        guard let json = try? JSONValue(parsing: bytes) else { return [] }
        return json.array.compactMap { feed in
            guard let url = feed["url"]?.string, let site = feed["site"]?.string else { return nil }
            return Feed(url: url, site: site, tags: (feed["tags"]?.array ?? []).compactMap(\.string))
        }
    }

    static func json(_ feeds: [Feed]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            for feed in feeds {
                json.object { json in
                    json.field("url", feed.url)
                    json.field("site", feed.site)
                    json.strings("tags", feed.tags)
                }
            }
        }
        return json.bytes
    }
}
