import Records

/// What is known of a shard without a look at its tables: whether it may have feeds to poll or items to work on.
///
/// A value without input or output. A worker has up to 256 shards and asks them all many times a second.
struct Glance: Sendable, Hashable {
    /// Counts the writes, so that nothing that was read before one is noted behind it.
    private(set) var version = 0
    /// No feed that is not being polled is due before `first`.
    private var due: Due?
    private var idleUntil: Moment?

    /// A poll that ended without a word, its feed due as before, is found again after this time at the latest.
    static let freshness: Duration = .seconds(30)
    /// Stands for "no feed", "no item".
    static let far: Duration = .seconds(3600)

    private struct Due: Hashable {
        var first: Moment
        var readAt: Moment
    }

    // MARK: Writes

    /// Anything may have changed.
    mutating func changed() { self = Glance(version: version + 1) }

    /// A feed was stored that is to be polled then.
    mutating func polled(next: Moment, foundItems: Bool) {
        version += 1
        if let first = due?.first { due?.first = min(first, next) }
        if foundItems { idleUntil = nil }
    }

    /// Items were completed, or are to be tried again.
    mutating func completed() {
        version += 1
        idleUntil = nil
    }

    // MARK: Readings

    /// - Parameters:
    ///   - first: when the first feed is due that is not being polled; `nil` for none.
    ///   - version: the one that the reading began with.
    mutating func sawFeeds(first: Moment?, at now: Moment, version: Int) {
        if version == self.version { due = Due(first: first ?? now + Self.far, readAt: now) }
    }

    /// There is no item to be worked on before that time; `nil` for none at all.
    mutating func sawNoItems(until: Moment?, at now: Moment, version: Int) {
        if version == self.version { idleUntil = until ?? now + Self.far }
    }

    // MARK: Questions

    /// When the next feed is due; `nil` where only the tables know.
    func firstDue(at now: Moment) -> Moment? {
        guard let due, due.first > now, now - due.readAt < Self.freshness, now >= due.readAt else { return nil }
        return due.first
    }

    func mayHaveItems(at now: Moment) -> Bool { idleUntil.map { $0 <= now } ?? true }

    /// Whether it is known that no item waits.
    func hasNoItems(at now: Moment) -> Bool { idleUntil.map { $0 > now + Self.far / 2 } ?? false }

    init() {}

    private init(version: Int) { self.version = version }
}
