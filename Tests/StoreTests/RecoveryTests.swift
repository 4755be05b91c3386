import GRDB
import Glibc
import Records
import Testing

@testable import Store

private func items(_ numbers: ClosedRange<Int>) -> [FoundItem] {
    numbers.map {
        FoundItem(
            link: "https://news.example/\($0)", normalisedLink: "https://news.example/\($0)", site: "news.example", title: "Article \($0)",
            summary: "Text \($0).")
    }
}

@Suite struct RecoveryTests {
    /// A folder whose growing segment is cut at many places, with a store that still has to write all of it.
    @Test func `an append that is cut short is written to its end`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...1))
        try await machine.finishAll()
        try await machine.poll(items(2...3))
        try await machine.completeAll()
        let steps = try await machine.store.outbox(bytes: .max)
        let whole = try machine.crash()
        try machine.output.perform(steps.map(\.step))
        let expected = try #require(Files.read(machine.outPath + "/current.jsonl"))
        let start = try #require(Files.read(whole.path + "/out/current.jsonl")).count
        for cut in stride(from: start, through: expected.count, by: 29) {
            let folder = try TemporaryFolder(copyOf: whole.path)
            try Files.write(Array(expected.prefix(cut)), to: folder.path + "/out/current.jsonl")
            let restarted = try Machine(folder, now: machine.now)
            #expect(restarted.store.recovery == [])
            try await restarted.deliver()
            #expect(Files.read(restarted.outPath + "/current.jsonl") == expected, "cut after \(cut) bytes")
        }
    }

    @Test func `completing an item twice writes one record`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        let pending = try await machine.pending()
        let completions = pending.map(machine.record)
        try await machine.store.complete(completions, at: machine.now, limits: machine.limits)
        try await machine.store.complete(completions, at: machine.now, limits: machine.limits)
        try await machine.store.complete(
            [.unchanged(item: pending[0].id), .retry(item: pending[1].id, at: machine.now, error: "late")], at: machine.now,
            limits: machine.limits)
        try await machine.deliver()
        #expect(try machine.lines().map(\.revision) == [1, 1])
        #expect(try await machine.pending() == [])
    }

    @Test func `a finish is handed out alone`() async throws {
        let machine = try Machine()
        machine.limits.bytes = 1
        try await machine.poll(items(1...2))
        try await machine.completeAll()
        var batches: [Int] = []
        while let last = try await machine.store.outbox(bytes: .max).last {
            let steps = try await machine.store.outbox(bytes: .max)
            batches.append(steps.count)
            try machine.output.perform(steps.map(\.step))
            try await machine.store.clear(through: last.number)
        }
        #expect(batches == [1, 1, 1, 1])
        #expect(try Verification(folder: machine.outPath).findings == [])
    }

    @Test func `every commit is synced`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...1))
        let (synchronous, journal) = try await machine.store.database.write {
            (try Int.fetchOne($0, sql: "PRAGMA synchronous"), try String.fetchOne($0, sql: "PRAGMA journal_mode"))
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
    }

    @Test func `a second daemon on the same state or folder is refused`() throws {
        let machine = try Machine()
        #expect { try OutputFolder(path: machine.outPath) } throws: { ($0 as? FileError)?.isLocked == true }
        let other = try OutputFolder(path: machine.folder.path + "/other")
        #expect {
            try SQLiteStore(path: machine.folder.path + "/state.db", output: other, now: machine.now)
        } throws: { ($0 as? FileError)?.isLocked == true }
    }

    @Test func `a state that is no database is set aside and read back from the segments`() async throws {
        let folder = try TemporaryFolder()
        do {
            let machine = try Machine(folder)
            try await machine.poll(items(1...5))
            try await machine.finishAll()
        }
        try Files.write(Array("This is no database, whatever its name says. ".utf8), to: folder.path + "/state.db")
        let machine = try Machine(folder, now: Machine.start + .seconds(60))
        #expect(machine.store.recovery.count == 2)
        guard case .quarantined(let path) = machine.store.recovery[0] else { return #expect(Bool(false), "not set aside") }
        #expect(Files.exists(path))
        #expect(machine.store.recovery[1] == .rebuilt(records: 5, nextSequence: 6))
        #expect(try await machine.poll(items(1...6)).new == 1)
        try await machine.finishAll()
        #expect(try machine.lines().map(\.sequence) == Array(1...6))
    }

    /// Nobody knows any more what the feed said when the record was made: an edit of just then must not be taken for it.
    @Test(arguments: [true, false]) func `an item whose state is lost is looked at once more while it is news`(isNews: Bool) async throws {
        let folder = try TemporaryFolder()
        do {
            let machine = try Machine(folder)
            try await machine.poll(items(1...2))
            try await machine.finishAll()
        }
        for suffix in ["", "-wal", "-shm"] where Files.exists(folder.path + "/state.db" + suffix) {
            try Files.remove(folder.path + "/state.db" + suffix)
        }
        let machine = try Machine(folder, now: Machine.start + (isNews ? .seconds(3600) : .seconds(3 * 86_400)))
        var edited = items(1...2)
        edited[0].summary = "The council has settled it after all."
        #expect(try await machine.poll(edited).changed == (isNews ? 2 : 0))
        try await machine.finishAll()
        #expect(try machine.lines().map(\.revision) == (isNews ? [1, 1, 2] : [1, 1]))
        // Once only: from now on it is known what the feed says.
        #expect(try await machine.poll(edited).changed == 0)
        // That look was no change of the feed's, which would have put off the next one. The page's site is known again.
        edited[1].summary = "It was not settled."
        #expect(try await machine.poll(edited).changed == 1)
        let pending = try await machine.store.pendingItems(PendingQuestion(perSite: 1000, limit: 1000), at: machine.now)
        #expect(pending.map(\.site) == [edited[1].site])
    }

    @Test func `a recovery that is cut short is carried through by the next one`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...4))
        try await machine.finishAll()
        try await machine.poll(items(5...6))
        try await machine.completeAll()
        // Somebody has shortened the growing segment; the recovery has copied what is left, and then the power went.
        let folder = try machine.crash()
        let out = folder.path + "/out/"
        let lines = try #require(Files.read(out + "current.jsonl")).split(separator: 0x0A)
        let left = lines.prefix(3).flatMap { $0 + [0x0A] }
        try Files.write(left + [0x7B], to: out + "current.jsonl")
        try Files.write(left, to: out + "articles-20260301T080000Z-1.jsonl")
        let restarted = try Machine(folder, now: machine.now)
        try await restarted.finishAll()
        #expect(try restarted.lines().map(\.sequence) == [1, 2, 3, 5, 6])
        #expect(!Files.exists(out + "current.jsonl") || Files.read(out + "current.jsonl")?.starts(with: lines[0]) == false)
    }

    @Test func `a listed segment that a consumer has taken away does not stop the delivery`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...1))
        machine.limits.bytes = 1
        try await machine.completeAll()
        let append = try await machine.store.outbox(bytes: .max)
        try machine.output.perform(append.map(\.step))
        try await machine.store.clear(through: append[0].number)
        let finish = try await machine.store.outbox(bytes: .max)
        try machine.output.perform(finish.map(\.step))
        for name in try Files.names(in: machine.outPath) where name.hasPrefix("articles") { try Files.remove(machine.outPath + "/" + name) }
        let restarted = try Machine(machine.crash(), now: machine.now)
        try await restarted.deliver()
        try await restarted.poll(items(1...2))
        try await restarted.finishAll()
        #expect(try restarted.lines().map(\.sequence) == [2])
    }

    @Test func `a growing segment that vanishes under the daemon is noticed, not written around`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        try await machine.finishAll()
        try Files.remove(machine.outPath + "/current.jsonl")
        try await machine.poll(items(3...3))
        try await machine.completeAll()
        await #expect { try await machine.deliver() } throws: { ($0 as? FileError)?.operation == "go on writing to" }
        let restarted = try Machine(machine.crash(), now: machine.now)
        try await restarted.deliver()
        #expect(try restarted.lines().map(\.sequence) == [3])
    }

    @Test func `a growing segment that vanishes just before it is finished is noticed too`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        try await machine.finishAll()
        try Files.remove(machine.outPath + "/current.jsonl")
        machine.limits.age = .seconds(60)
        machine.now = machine.now + .seconds(120)
        try await machine.store.finishSegment(at: machine.now, limits: machine.limits)
        await #expect { try await machine.deliver() } throws: { ($0 as? FileError)?.isStale == true }
        let restarted = try Machine(machine.crash(), now: machine.now)
        guard case .changed = restarted.store.recovery.first else { return #expect(Bool(false), "\(restarted.store.recovery)") }
        try await restarted.poll(items(1...3))
        try await restarted.finishAll()
        #expect(try restarted.lines().map(\.sequence) == [3])
        #expect(try Machine(restarted.crash(), now: machine.now).store.recovery == [])
    }

    @Test(arguments: ["9223372036854775807", "9223372036854775806", "9007199254740992", "99999999999999999999", "0", "-1"])
    func `a number that no record can have ends neither start nor verification`(number: String) async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        try await machine.finishAll()
        let folder = try machine.crash()
        let out = folder.path + "/out/"
        let line = String(decoding: try #require(Files.read(out + "current.jsonl")).split(separator: 0x0A)[0], as: UTF8.self)
        let foreign = Array((line.replacing("\"seq\":1,", with: "\"seq\":\(number),") + "\n").utf8)
        for name in ["current.jsonl", "articles-20260301T080000Z-\(number).jsonl", "articles-20260301T080000Z-9.jsonl"] {
            let folder = try TemporaryFolder(copyOf: folder.path)
            let out = folder.path + "/out/"
            try Files.write((Files.read(out + name) ?? []) + foreign, to: out + name)
            let entry =
                #"{"file":"\#(name)","sha256":"00","bytes":1,"lines":1,"first_seq":\#(number),"last_seq":\#(number),"#
                + #""schema":"onrecord/1"}"#
            try Files.write(Array((entry + "\n").utf8), to: out + "manifest.jsonl")
            let restarted = try Machine(folder, now: machine.now)
            try await restarted.poll(items(1...3))
            try await restarted.finishAll()
            #expect(try restarted.lines().map(\.title) == ["Article 1", "Article 2", "Article 3"], "\(name)")
            #expect(try restarted.lines().map(\.sequence) == [1, 2, 3], "\(name)")
            #expect(try !Verification(folder: restarted.outPath).passed)
        }
    }

    @Test func `nobody else may read the state, which holds passwords and secrets`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...1))
        for name in try Files.names(in: machine.folder.path) where name.hasPrefix("state.db") && name != "state.db.lock" {
            var information = stat()
            #expect(stat(machine.folder.path + "/" + name, &information) == 0)
            #expect(information.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test func `a lost manifest is made again`() async throws {
        let machine = try Machine()
        machine.limits.bytes = 1000
        try await machine.poll(items(1...8))
        try await machine.finishAll()
        let folder = try machine.crash()
        try Files.remove(folder.path + "/out/manifest.jsonl")
        let restarted = try Machine(folder, now: machine.now)
        guard case .listed(let names) = restarted.store.recovery.first else { return #expect(Bool(false), "nothing was listed") }
        #expect(names.count > 1)
        #expect(try Verification(folder: restarted.outPath).findings == [])
        #expect(Files.read(restarted.outPath + "/manifest.jsonl") == Files.read(machine.outPath + "/manifest.jsonl"))
    }

    @Test func `an update that waits is not forgotten when the state is older than the segments`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...1))
        try await machine.finishAll()
        var changed = items(1...1)
        changed[0].summary = "Another text."
        try await machine.poll(changed)
        let old = try machine.crash()
        try await machine.poll(changed + items(2...2))
        let second = try await machine.pending().filter { $0.revision == 1 }
        try await machine.store.complete(second.map(machine.record), at: machine.now, limits: machine.limits)
        try await machine.deliver()
        let folder = try machine.crash()
        for name in ["/state.db", "/state.db-wal"] { try Files.write(try #require(Files.read(old.path + name)), to: folder.path + name) }
        let restarted = try Machine(folder, now: machine.now)
        #expect(restarted.store.recovery == [.rebuilt(records: 2, nextSequence: 3)])
        try await restarted.finishAll()
        #expect(try restarted.lines().map(\.revision) == [1, 1, 2])
    }

    @Test func `a state of a newer version is refused, by readers too, and no byte of it changes`() async throws {
        let machine = try Machine()
        try await machine.poll(items(1...2))
        let folder = try machine.crash()
        let path = folder.path + "/state.db"
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of the year after next')") }
        let before = try #require(Files.read(path))
        #expect(throws: NewerStateError(path: path)) { try Machine(folder, now: machine.now) }
        await #expect(throws: NewerStateError(path: path)) { _ = try await SQLiteStore.readFeeds(path: path) }
        #expect(Files.read(path) == before)
    }
}
