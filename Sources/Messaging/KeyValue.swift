/// Entries under keys that are changed by compare-and-set: a stream with one message a subject.
///
/// The form is that of the servers' own key-value buckets, so that their tools show and change the entries.
public struct KeyValue: Sendable {
    public let jetStream: JetStream
    public let bucket: String

    /// An entry with its revision, the number of the change that made it.
    public struct Entry: Sendable, Hashable {
        public var key: String
        /// `nil` where the entry was deleted.
        public var value: [UInt8]?
        public var revision: UInt64
    }

    public init(_ jetStream: JetStream, bucket: String) {
        self.jetStream = jetStream
        self.bucket = bucket
    }

    public var stream: String { "KV_\(bucket)" }
    private func subject(_ key: String) -> String { "$KV.\(bucket).\(key)" }

    /// The settings of the stream under a bucket.
    public static func settings(bucket: String, description: String, replicas: Int) -> StreamSettings {
        var settings = StreamSettings(name: "KV_\(bucket)", subjects: ["$KV.\(bucket).>"], description: description, replicas: replicas)
        settings.maxPerSubject = 1
        settings.discard = .new
        settings.deniesDelete = true
        settings.allowsRollup = true
        return settings
    }

    /// An entry as the leader has it; `nil` where there is none or it was deleted.
    public func get(_ key: String) async throws(MessagingError) -> Entry? {
        guard let last = try await last(key), last.value != nil else { return nil }
        return last
    }

    /// As ``get(_:)``, and also what tells that an entry was deleted.
    public func last(_ key: String) async throws(MessagingError) -> Entry? {
        try await jetStream.last(subject(key), in: stream).flatMap(entry)
    }

    /// Sets an entry, whatever stands there.
    @discardableResult
    func put(_ key: String, _ value: [UInt8]) async throws(MessagingError) -> UInt64 {
        try await jetStream.publish(Message(subject(key), value)).sequence
    }

    /// Sets an entry that has that revision.
    ///
    /// - Parameter revision: 0 for an entry that never was.
    /// - Returns: its new revision.
    /// - Throws: ``MessagingError``: `conflict` where it has another.
    @discardableResult
    public func update(_ key: String, _ value: [UInt8], revision: UInt64) async throws(MessagingError) -> UInt64 {
        try await jetStream.publish(Message(subject(key), value), expecting: revision).sequence
    }

    /// Sets an entry that is not there: it never was, or was deleted.
    ///
    /// - Throws: ``MessagingError``: `conflict` where it is there.
    @discardableResult
    public func create(_ key: String, _ value: [UInt8]) async throws(MessagingError) -> UInt64 {
        do throws(MessagingError) {
            return try await update(key, value, revision: 0)
        } catch {
            guard error.code == .conflict, let last = try await last(key), last.value == nil else { throw error }
            return try await update(key, value, revision: last.revision)
        }
    }

    /// Deletes an entry.
    ///
    /// - Parameter revision: only where it has this revision.
    /// - Returns: the revision of the deletion.
    @discardableResult
    public func delete(_ key: String, revision: UInt64? = nil) async throws(MessagingError) -> UInt64 {
        try await jetStream.publish(
            Message(subject(key), headers: [.init("KV-Operation", "DEL")]), expecting: revision
        ).sequence
    }

    /// Reads what entries become: first all that are there, then each change.
    ///
    /// - Parameter keys: which; may have wildcards.
    public func watch(_ keys: [String] = [">"]) -> StreamReader {
        StreamReader(jetStream, stream: stream, subjects: keys.map(subject), beginsWithLast: true)
    }

    /// A message of ``watch(_:)`` as an entry; `nil` where it is none of this bucket.
    public func entry(_ stored: JetStream.Stored) -> Entry? {
        let prefix = "$KV.\(bucket)."
        guard stored.message.subject.hasPrefix(prefix) else { return nil }
        let isDeleted = stored.message.header("KV-Operation").map { $0 == "DEL" || $0 == "PURGE" } ?? false
        return Entry(
            key: String(stored.message.subject.dropFirst(prefix.count)), value: isDeleted ? nil : stored.message.payload,
            revision: stored.sequence)
    }

    /// All entries of some keys, as they are about now.
    ///
    /// - Parameter revision: a change that has to be among what is seen, 0 for none.
    /// - Throws: ``MessagingError``: `disconnected` where the server that answers stays behind that change.
    public func all(_ keys: [String] = [">"], through revision: UInt64 = 0) async throws(MessagingError) -> [Entry] {
        for _ in 0..<Self.mostTries {
            let batch: JetStream.Batch
            do throws(MessagingError) {
                batch = try await jetStream.lastMessages(of: keys.map(subject), in: stream)
            } catch {
                guard error.code == .tooMany else { throw error }
                return try await allByConsumer(keys)
            }
            if batch.through >= revision { return batch.messages.compactMap(entry).filter { $0.value != nil } }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { throw MessagingError(.cancelled, "cancelled") }
        }
        throw MessagingError(.disconnected, "the server does not know of change \(revision) of \(bucket) yet")
    }

    private static let mostTries = 50

    private func allByConsumer(_ keys: [String]) async throws(MessagingError) -> [Entry] {
        var reader = watch(keys)
        var entries: [Entry] = []
        while true {
            let found = try await reader.next()
            entries += found.compactMap(entry)
            if found.last.map({ $0.pending == 0 }) ?? true { break }
        }
        await reader.close()
        return entries.filter { $0.value != nil }
    }
}
