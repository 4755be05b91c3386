import JSONText
import Records

/// Follows the output folder for what pages show of the records: the latest quotations, and counts by hour.
struct RecordFollower {
    /// Quotations that are kept.
    static let mostQuotations = 1000
    /// How far back it reads when it begins, in bytes.
    static let reach = 16 << 20
    /// How much it reads at a time.
    private static let mostBytes = 8 << 20

    private let folder: String
    private var reader: RecordReader?
    /// The latest, the oldest first.
    private(set) var quotations: [Quotation] = []
    private(set) var articles = HourlyCounts()
    private(set) var spoken = HourlyCounts()
    private(set) var lastRecord: Moment?
    /// The articles' addresses by the ids of the latest records.
    private(set) var addresses: [String: String] = [:]
    /// The ids in the order of the records.
    private var ids: [String] = []
    private static let mostAddresses = 5000

    init(folder: String) {
        self.folder = folder
    }

    /// Reads what has been added.
    mutating func advance(now: Moment) throws {
        let reader: RecordReader
        if let own = self.reader {
            reader = own
        } else {
            reader = try RecordReader(folder: folder, since: try Self.beginning(folder))
            self.reader = reader
        }
        var bytes = 0
        while bytes < Self.mostBytes, let (sequence, line) = try reader.next() {
            bytes += line.count
            guard let record = try? JSONValue(parsing: line) else { continue }
            note(record, sequence, now)
        }
        if quotations.count > Self.mostQuotations { quotations.removeFirst(quotations.count - Self.mostQuotations) }
    }

    private mutating func note(_ record: JSONValue, _ sequence: Int64, _ now: Moment) {
        let seenAt = record["seen_at"]?.string.flatMap { Moment(rfc3339: $0) } ?? now
        let found = Quotation.all(in: record, sequence: sequence, seenAt: seenAt)
        articles.count(at: seenAt, now: now)
        spoken.count((record["quotes"]?.array ?? []).count { $0["same_as"] == nil }, at: seenAt, now: now)
        lastRecord = max(lastRecord ?? seenAt, seenAt)
        note(address: record)
        quotations += found
        // Many at once are cut now and then, not at each record.
        if quotations.count > 2 * Self.mostQuotations { quotations.removeFirst(quotations.count - Self.mostQuotations) }
    }

    private mutating func note(address record: JSONValue) {
        guard let id = record["id"]?.string, let url = record["url"]?.string, addresses.updateValue(url, forKey: id) == nil else { return }
        ids.append(id)
        // Many at once go now and then, not one at each record.
        guard ids.count > 2 * Self.mostAddresses else { return }
        for id in ids.prefix(Self.mostAddresses) { addresses[id] = nil }
        ids.removeFirst(Self.mostAddresses)
    }

    /// The number of the first record within reach of the end.
    private static func beginning(_ folder: String) throws -> Int64 {
        let listing = try FolderListing(path: folder)
        var left = reach
        var since = (listing.entries.map(\.lastSequence).max() ?? 0) + 1
        if listing.hasCurrent {
            let path = folder + "/" + OutputFolder.currentName
            let length = try LineReader(path: path).fileLength()
            left -= length
            if left < 0 {
                let reader = try LineReader(path: path, offset: length - reach)
                // The first line began before.
                _ = try reader.next()
                return try reader.next().flatMap { Record.sequence(ofLine: $0) } ?? since
            }
        }
        for entry in listing.entries.reversed() {
            left -= entry.bytes
            guard left >= 0 else { break }
            since = min(since, entry.firstSequence)
        }
        return since
    }
}
