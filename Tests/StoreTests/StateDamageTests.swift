import Foundation
import GRDB
import Records
import Testing

@testable import Store

private func items(_ numbers: ClosedRange<Int>, text: String = "") -> [FoundItem] {
    numbers.map {
        FoundItem(
            link: "https://news.example/\($0)", normalisedLink: "https://news.example/\($0)", site: "news.example", title: "Article \($0)",
            summary: "Text \($0).\(text)")
    }
}

extension Machine {
    /// Changes the state behind the store's back, as a disk does.
    fileprivate func spoil(_ sql: String) async throws {
        try await store.database.write { try $0.execute(sql: sql) }
    }

    /// Polls and completes everything, twice, as a daemon does that is started again whenever it says that the state is damaged.
    fileprivate static func goOn(in folder: TemporaryFolder, with found: [FoundItem], now: Moment) async throws -> Machine {
        var last: (any Error)?
        for attempt in 0..<3 {
            let machine = try Machine(folder, now: now + .seconds(attempt))
            do {
                for _ in 0..<2 {
                    try await machine.poll(found)
                    try await machine.finishAll()
                }
                return machine
            } catch {
                guard machine.store.isDamage(error) else { throw error }
                last = error
            }
        }
        throw last ?? Missing()
    }
}

/// Holds a folder against the numbers of the articles that have been published.
private func expectEach(_ numbers: ClosedRange<Int>, in machine: Machine, _ what: Comment? = nil) throws {
    let lines = try machine.lines()
    #expect(lines.map(\.sequence) == lines.indices.map { Int64($0) + 1 }, what)
    #expect(lines.map(\.title).sorted() == numbers.map { "Article \($0)" }.sorted(), what)
    #expect(try Verification(folder: machine.outPath).findings == [], what)
}

@Suite struct StateDamageTests {
    private let url = "https://news.example/feed"

    // MARK: Rows

    @Test func `a feed whose state cannot be read begins anew and keeps no other from being polled`() async throws {
        let machine = try Machine()
        _ = try await machine.feed("https://other.example/feed")
        try await machine.poll(items(1...2))
        try await machine.finishAll()
        try await machine.spoil("UPDATE feed SET next_poll = 0, state = x'7B2271' WHERE url = '\(url)'")
        let due = try await machine.store.dueFeeds(at: machine.now, limit: 9, perSite: 9, busy: [])
        #expect(due.map(\.url).sorted() == [url, "https://other.example/feed"])
        #expect(due.first { $0.url == url }?.state.history.map(\.kind) == [.damaged])
        #expect(try await machine.store.feeds().count == 2)
        #expect(try await machine.store.forget(unseenFor: .seconds(1), at: machine.now + .seconds(86_400 * 9)) == 0)
        // A poll makes it whole.
        #expect(try await machine.poll(items(1...3)).new == 1)
        #expect(try await machine.feed(url).state.items == 1)
        try await machine.finishAll()
        try expectEach(1...3, in: machine)
    }

    @Test func `a start mends states that cannot be read, and says so`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        try await machine.poll(items(3...3), of: "https://other.example/feed")
        try await machine.finishAll()
        try await machine.spoil("UPDATE feed SET state = x'00' WHERE url = '\(url)'")
        let folder = try machine.crash()
        // What the segments are ahead of is read back, by SQLite's functions for JSON too.
        let written = try #require(Files.read(folder.path + "/out/current.jsonl"))
        try Files.write(written, to: folder.path + "/out/articles-20260301T080000Z-1.jsonl")
        let restarted = try Machine(folder, now: machine.now)
        #expect(restarted.store.recovery.first == .mended(feeds: 1, items: 0, subscriptions: 0))
        #expect(try await restarted.store.dueFeeds(at: machine.now, limit: 9, perSite: 9, busy: []).count == 2)
        #expect(try Machine(restarted.crash(), now: machine.now).store.recovery == [])
    }

    @Test(arguments: ["x'7B22'", "NULL", "x'7B7D'"])
    func `an item that cannot be read is found anew, as what it was`(payload: String) async throws {
        let machine = try Machine()
        try await machine.poll(items(1...3))
        try await machine.completeAll()
        machine.now = machine.now + .seconds(3600)
        try await machine.poll(items(1...2, text: " And more.") + items(3...5))
        var feed = try await machine.feed(url)
        feed.state.validators = .init(etag: "\"1\"", lastModified: nil)
        feed.nextPoll = machine.now + .seconds(600)
        try await machine.store.update(feed)
        try await machine.spoil("UPDATE item SET payload = \(payload) WHERE title IN ('Article 1', 'Article 4')")
        // What waits is read beside it.
        #expect(try await machine.pending().map(\.item.title) == ["Article 2", "Article 5"])
        #expect(try await machine.store.backlog(at: machine.now).due == 2)
        feed = try await machine.feed(url)
        #expect(feed.state.validators == nil && feed.nextPoll <= machine.now && feed.state.history.map(\.kind) == [.damaged, .damaged])
        machine.now = machine.now + .seconds(3600)
        let result = try await machine.poll(items(1...2, text: " And more.") + items(3...5))
        #expect((result.new, result.changed) == (1, 1))
        try await machine.finishAll()
        let revisions = try machine.lines().map { "\($0.title) \($0.revision)" }
        #expect(
            revisions.sorted() == [
                "Article 1 1", "Article 1 2", "Article 2 1", "Article 2 2", "Article 3 1", "Article 4 1", "Article 5 1",
            ])
        #expect(try Verification(folder: machine.outPath).findings == [])
    }

    @Test func `a start gives back items that cannot be read`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...3))
        try await machine.spoil("UPDATE item SET payload = x'FF' WHERE title = 'Article 2'")
        let restarted = try Machine(machine.crash(), now: machine.now)
        #expect(restarted.store.recovery == [.mended(feeds: 0, items: 1, subscriptions: 0)])
        try await restarted.poll(items(1...3))
        try await restarted.finishAll()
        try expectEach(1...3, in: restarted)
    }

    @Test func `a subscription of no known standing goes, and its feed finds its hub again`() async throws {
        let machine = try Machine()
        let feed = try await machine.feed(url)
        let push = PushSubscription(feed: feed.id, token: "t", secret: "s", hub: "h", topic: "t", nextTry: machine.now)
        try await machine.store.changePush(of: feed.id) { $0 = push }
        try await machine.spoil("UPDATE push SET standing = 'wanteb'")
        #expect(try await machine.store.pushes() == [])
        let restarted = try Machine(machine.crash(), now: machine.now)
        #expect(restarted.store.recovery == [.mended(feeds: 0, items: 0, subscriptions: 1)])
        try await restarted.store.changePush(of: feed.id) { $0 = push }
        #expect(try await restarted.store.pushes() == [push])
    }

    @Test(arguments: [
        "UPDATE item SET revision = x'01'", "UPDATE item SET first_seen = 'soon'", "UPDATE item SET title = x'41'",
        "UPDATE item SET feed_hash = 7", "UPDATE feed SET site = x'00'", "UPDATE feed SET url = CAST(url AS BLOB)",
        "UPDATE cursor SET length = x''", "ALTER TABLE item RENAME COLUMN revision TO sevision", "DROP INDEX item_last_seen",
    ])
    func `values of another kind than declared end no program, and the state is set aside`(sql: String) async throws {
        let machine = try Machine()
        try await machine.poll(items(1...3))
        try await machine.finishAll()
        try await machine.spoil(sql)
        _ = try? await machine.poll(items(1...4))
        _ = try? await machine.finishAll()
        let restarted = try Machine(machine.crash(), now: machine.now)
        guard case .quarantined = restarted.store.recovery.first else { return #expect(Bool(false), "\(restarted.store.recovery)") }
        try await restarted.poll(items(1...4))
        try await restarted.finishAll()
        try expectEach(1...4, in: restarted)
    }

    // MARK: The place of records

    /// How far the delivery has come when the disk changes something.
    private enum Delivery: CaseIterable { case cleared, waiting, halfWritten, finishing, empty }

    /// A machine with five articles found, some of them written, and one that waits.
    private func machine(_ delivery: Delivery) async throws -> Machine {
        let machine = try Machine()
        machine.limits.bytes = 1 << 20
        try await machine.poll(items(1...3))
        try await machine.finishAll()
        if delivery == .empty {
            machine.limits.bytes = 1
            try await machine.poll(items(4...4))
            try await machine.finishAll()
            machine.limits.bytes = 1 << 20
        }
        try await machine.poll(items(4...5))
        if delivery == .finishing {
            machine.limits.bytes = 1
            try await machine.completeAll()
            let append = try await machine.store.outbox(bytes: .max)
            try machine.output.perform(append.map(\.step))
            try await machine.store.clear(through: try #require(append.last).number)
        } else if delivery != .cleared, delivery != .empty {
            try await machine.completeAll()
            if delivery == .halfWritten { try machine.output.perform(try await machine.store.outbox(bytes: 1).map(\.step)) }
        }
        try await machine.poll(items(6...6))
        return machine
    }

    @Test(arguments: [
        "UPDATE cursor SET next_sequence = next_sequence + 4", "UPDATE cursor SET next_sequence = next_sequence - 1",
        "UPDATE cursor SET next_sequence = 9223372036854775807", "UPDATE cursor SET next_sequence = 0",
        "UPDATE cursor SET first_sequence = first_sequence + 1", "UPDATE cursor SET first_sequence = first_sequence - 1",
        "UPDATE cursor SET first_sequence = -9223372036854775807", "UPDATE cursor SET length = length + 8",
        "UPDATE cursor SET length = max(0, length - 8)", "UPDATE cursor SET length = -1", "DELETE FROM cursor",
        "UPDATE cursor SET opened_at = 9223372036854775807", "UPDATE cursor SET opened_at = -9223372036854775807",
    ])
    func `a changed place of the next record leaves no gap, doubles nothing and is seen at the start`(sql: String) async throws {
        for delivery in Delivery.allCases {
            let machine = try await machine(delivery)
            try await machine.spoil(sql)
            let restarted = try Machine(machine.crash(), now: machine.now + .seconds(1))
            try await restarted.deliver()
            // What was pending has not been forgotten.
            try await restarted.finishAll()
            try expectEach(1...6, in: restarted, "\(delivery)")
            try await restarted.poll(items(1...7))
            try await restarted.finishAll()
            try expectEach(1...7, in: restarted, "\(delivery)")
            #expect(try Machine(restarted.crash(), now: machine.now).store.recovery == [], "\(delivery)")
        }
    }

    @Test(arguments: [
        "position = position + 4096", "position = -1", "position = 9223372036854775807", "first = first + 1, last = last + 1",
        "first = 9223372036854775807", "kind = 1 - kind", "kind = 7", "bytes = substr(bytes, 1, length(bytes) - 1)", "bytes = x''",
        "bytes = CAST(substr(bytes, 1, 150) || '~' || substr(bytes, 152) AS BLOB)", "sum = x'00'",
    ])
    func `a changed row of what waits to be written is never written, and its article comes again`(change: String) async throws {
        for delivery in Delivery.allCases {
            for row in ["min", "max"] {
                let machine = try await machine(delivery)
                guard try await machine.store.backlog(at: machine.now).outbox > 0 else { continue }
                try await machine.spoil("UPDATE outbox SET \(change) WHERE step = (SELECT \(row)(step) FROM outbox)")
                await #expect { try await machine.deliver() } throws: { machine.store.isDamage($0) || ($0 as? FileError)?.isStale == true }
                let restarted = try Machine(machine.crash(), now: machine.now + .seconds(1))
                #expect(restarted.store.recovery.count == 1, "\(delivery) \(row)")
                try await restarted.finishAll()
                try await restarted.poll(items(1...7))
                try await restarted.finishAll()
                try expectEach(1...7, in: restarted, "\(delivery) \(row)")
                #expect(try Machine(restarted.crash(), now: machine.now).store.recovery == [], "\(delivery) \(row)")
            }
        }
    }

    @Test func `no flipped bit of what waits to be written gets out`() async throws {
        let machine = try await machine(.waiting)
        let first = "step = (SELECT min(step) FROM outbox)"
        let found = try await machine.store.database.read { try Data.fetchOne($0, sql: "SELECT bytes FROM outbox WHERE \(first)") }
        let bytes = try #require(found)
        for position in stride(from: 0, to: bytes.count, by: 5) {
            var changed = bytes
            changed[position] ^= 1 << UInt8(position % 8)
            try await machine.store.database.write { [changed] in
                try $0.execute(sql: "UPDATE outbox SET bytes = ? WHERE \(first)", arguments: [changed])
            }
            await #expect { try await machine.store.outbox(bytes: .max) } throws: { machine.store.isDamage($0) }
        }
    }

    @Test func `what an older program has left to be written is written`() async throws {
        for delivery in Delivery.allCases {
            let machine = try await machine(delivery)
            try await machine.spoil("UPDATE outbox SET sum = NULL")
            let restarted = try Machine(machine.crash(), now: machine.now)
            #expect(restarted.store.recovery == [])
            try await restarted.finishAll()
            try expectEach(1...6, in: restarted)
        }
    }

    // MARK: Files

    /// A folder with records written, records that wait, items that wait and feeds, its database in one file.
    private func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        do {
            let machine = try Machine(folder)
            try await machine.poll(items(1...20))
            try await machine.finishAll()
            try await machine.poll(items(21...25))
            try await machine.completeAll()
            try await machine.poll(items(26...30))
            try await machine.store.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            await machine.store.close()
        }
        try Files.remove(folder.path + "/state.db-wal")
        return folder
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `after flipped bits and lost sectors in the state articles go on being found and written, each once`(part: UInt64) async throws {
        let whole = try await folder()
        for seed in 0..<10 { try await flip(seed: part << 32 | UInt64(seed), in: TemporaryFolder(copyOf: whole.path)) }
    }

    private func flip(seed: UInt64, in folder: TemporaryFolder) async throws {
        var random = SeededGenerator(seed: seed)
        let path = folder.path + "/state.db"
        var bytes = try #require(Files.read(path))
        if seed % 4 == 1 {
            // A sector that is lost.
            let start = Int.random(in: 0..<bytes.count / 512, using: &random) * 512
            bytes.replaceSubrange(start..<start + 512, with: repeatElement(0, count: 512))
        } else {
            for _ in 0..<(seed % 4 == 0 ? 40 : 1) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
        }
        try Files.write(bytes, to: path)
        let machine = try await Machine.goOn(in: folder, with: items(1...31), now: Machine.start + .seconds(60))
        let lines = try machine.lines()
        #expect(Set(lines.map(\.id)).count == 31, "seed \(seed)")
        #expect(lines.count == 31, "seed \(seed)")
        #expect(try Verification(folder: machine.outPath).findings == [], "seed \(seed)")
        let (pending, outbox) = (try await machine.pending(), try await machine.store.outbox(bytes: 1))
        #expect(pending.isEmpty && outbox.isEmpty, "seed \(seed)")
    }

    /// As SQLite 3.40 words it when a call to read fails (EIO, EACCES) in the midst of its check.
    @Test(arguments: [
        ("*** in database main ***\nPage 47: unable to get the page. error code=8458", true),
        ("*** in database main ***\nPage 47: unable to get the page. error code=266", true),
        ("*** in database main ***\nMain freelist: failed to get page 315", true),
        ("*** in database main ***\nPage 47: unable to get the page. error code=11", false),
        ("*** in database main ***\nOn tree page 47 cell 3: Rowid 12 out of order", false), ("", false),
    ])
    func `a page that the system does not give is no damage`(finding: String, isRefusal: Bool) {
        #expect(StateCheck.isRefusal(finding) == isRefusal)
    }

    @Test func `a state that was cut short anywhere is set aside, and that is noted`() async throws {
        let whole = try await folder()
        let bytes = try #require(Files.read(whole.path + "/state.db"))
        // The last pages may stand in the log beside the state, where nothing is cut.
        for length in stride(from: 600, to: bytes.count * 3 / 4, by: 4096 * 3 + 1000) {
            let folder = try TemporaryFolder(copyOf: whole.path)
            try Files.write(Array(bytes.prefix(length)), to: folder.path + "/state.db")
            let machine = try Machine(folder, now: Machine.start + .seconds(60))
            guard case .quarantined(let path) = machine.store.recovery.first else {
                #expect(Bool(false), "cut after \(length) bytes: \(machine.store.recovery)")
                continue
            }
            #expect(Files.read(path) == Array(bytes.prefix(length)))
            #expect(machine.store.recovery.last == .rebuilt(records: 20, nextSequence: 21))
            try await machine.poll(items(1...31))
            try await machine.finishAll()
            try expectEach(1...31, in: machine)
        }
    }
}
