import Records
import Store

/// What a board reads feeds and items from.
public protocol BoardSource: Sendable {
    /// All feeds of the list, by address.
    func feeds(freshly: Bool) async throws -> [StoredFeed]
    func backlog(at now: Moment) async throws -> Backlog
    /// The items that were found behind another one, the latest first.
    func itemsFound(behind last: Int64, limit: Int) async throws -> [ItemMark]
    /// The latest items of a feed.
    func items(ofFeed feed: Int64, limit: Int) async throws -> [ItemMark]
    func push(ofFeed feed: Int64) async throws -> PushSubscription?
}

extension StateReader: BoardSource {}

/// The feeds that a worker of a fleet has just now; its items are in too many tables to be listed.
public struct WorkerFeeds: BoardSource {
    private let store: any Store
    private let shown: @Sendable (Int) async throws -> [StoredFeed]

    /// More feeds are not shown: a worker may have millions.
    static let most = 10_000

    /// - Parameter shown: gives about as many of the store's feeds as it is asked for.
    public init(_ store: any Store, shown: @escaping @Sendable (Int) async throws -> [StoredFeed]) {
        self.store = store
        self.shown = shown
    }

    public func feeds(freshly: Bool) async throws -> [StoredFeed] { try await shown(Self.most) }
    public func backlog(at now: Moment) async throws -> Backlog { try await store.backlog(at: now) }
    public func itemsFound(behind last: Int64, limit: Int) async throws -> [ItemMark] { [] }
    public func items(ofFeed feed: Int64, limit: Int) async throws -> [ItemMark] { [] }
    public func push(ofFeed feed: Int64) async throws -> PushSubscription? { try await store.push(feed: feed) }
}
