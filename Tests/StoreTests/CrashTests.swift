import Records
import Testing

@testable import Store

/// What a small newsroom publishes in a feed over time.
private struct Newsroom {
    var random: SeededGenerator
    /// Each item's number and how often its text has been changed.
    var items: [(number: Int, edition: Int)] = []
    var published = 0

    mutating func publish() {
        published += 1
        items.append((published, 0))
        if items.count > 12 { items.removeFirst() }
    }

    mutating func edit() {
        guard let chosen = items.indices.randomElement(using: &random) else { return }
        items[chosen].edition += 1
    }

    /// The feed's document; some items get a new guid each time, some have no link.
    mutating func document() -> [FoundItem] {
        items.map { item in
            let link = "https://news.example/\(item.number)"
            let hasLink = item.number % 4 != 1
            let guid = hasLink && item.number % 3 == 0 ? "rotating-\(random.next())" : "guid-\(item.number)"
            return FoundItem(
                link: hasLink ? link : nil, normalisedLink: hasLink ? link : nil, site: "news.example", guid: guid,
                title: "Article \(item.number)", summary: "The text of article \(item.number), edition \(item.edition).",
                published: Machine.start + .seconds(item.number))
        }
    }
}

/// Lines as they stand in a folder, for comparing what a reader saw before with what stands there after.
private func published(_ machine: Machine) throws -> [String] {
    try machine.lines().map { "\($0.sequence) \($0.id) \($0.revision)" }
}

@Suite struct CrashTests {
    /// Opens what a crash left, does all the work that waits, and holds the outcome against what was there.
    ///
    /// - Parameters:
    ///   - before: the lines that a reader had seen.
    ///   - keepsAll: whether those lines must still be there.
    private func recover(
        _ folder: TemporaryFolder, _ newsroom: Newsroom, seen before: [String], keepsAll: Bool = true, now: Moment, _ what: String
    ) async throws {
        var newsroom = newsroom
        let machine = try Machine(folder, now: now + .seconds(5))
        try await machine.deliver()
        // Everything the feed shows is polled again, twice, and completed.
        for _ in 0..<2 {
            try await machine.poll(newsroom.document())
            try await machine.finishAll()
            machine.now = machine.now + .seconds(3600)
        }
        let verification = try Verification(folder: machine.outPath)
        #expect(verification.findings == [], "\(what)")
        let after = try published(machine)
        if keepsAll { #expect(Array(after.prefix(before.count)) == before, "\(what)") }
        let lines = try machine.lines()
        #expect(Set(lines.map { "\($0.id) \($0.revision)" }).count == lines.count, "\(what)")
        // One id an item, in all that were ever shown.
        #expect(Set(lines.map(\.title)).count == Set(lines.map(\.id)).count, "\(what)")
        if keepsAll { #expect(Set(lines.map(\.title)).count == newsroom.published, "\(what)") }
        if keepsAll { #expect(lines.map(\.sequence) == lines.indices.map { Int64($0) + 1 }, "\(what)") }
        let outbox = try await machine.store.outbox(bytes: 1)
        #expect(outbox.isEmpty, "\(what)")
        #expect(try Files.names(in: machine.outPath).allSatisfy { !$0.contains("sealing") }, "\(what)")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a crash after any step loses nothing and doubles nothing`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var newsroom = Newsroom(random: SeededGenerator(seed: seed &+ 100))
        let machine = try Machine()
        machine.limits = SegmentLimits(bytes: Int.random(in: 1000...4000, using: &random), age: .seconds(7200))
        var backups: [TemporaryFolder] = []
        for step in 0..<18 {
            machine.now = machine.now + .seconds(Int.random(in: 1...1500, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                for _ in 0..<Int.random(in: 1...4, using: &random) { newsroom.publish() }
                if Bool.random(using: &random) { newsroom.edit() }
                try await machine.poll(newsroom.document())
            case 2:
                let pending = try await machine.pending()
                let some = pending.prefix(Int.random(in: 1...5, using: &random))
                let completions = some.map { item in
                    Int.random(in: 0..<5, using: &random) == 0
                        ? Completion.retry(item: item.id, at: machine.now, error: "later") : machine.record(item)
                }
                try await machine.store.complete(completions, at: machine.now, limits: machine.limits)
            case 3:
                let steps = try await machine.store.outbox(bytes: Int.random(in: 1...2000, using: &random))
                try await crashes(within: steps.map(\.step), machine, newsroom, &random)
                try machine.output.perform(steps.map(\.step))
                try await recover(
                    try machine.crash(), newsroom, seen: try published(machine), now: machine.now,
                    "seed \(seed), step \(step), before clear")
                if let last = steps.last { try await machine.store.clear(through: last.number) }
            case 4:
                try await machine.store.finishSegment(at: machine.now, limits: machine.limits)
            default:
                try await machine.deliver()
            }
            let seen = try published(machine)
            try await recover(try machine.crash(), newsroom, seen: seen, now: machine.now, "seed \(seed), step \(step)")
            backups.append(try machine.crash())
            try await damage(machine, newsroom, backups, seen, &random, "seed \(seed), step \(step)")
        }
    }

    /// Crashes in the middle of writing to the output folder.
    private func crashes(
        within steps: [DeliveryStep], _ machine: Machine, _ newsroom: Newsroom, _ random: inout SeededGenerator
    ) async throws {
        guard let first = steps.first else { return }
        switch first {
        case .append(let offset, _):
            let bytes = steps.flatMap { step -> [UInt8] in if case .append(_, let bytes) = step { bytes } else { [] } }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let folder = try machine.crash()
            let path = folder.path + "/out/current.jsonl"
            let before = Files.read(path) ?? []
            try Files.write(Array(before.prefix(offset)) + bytes.prefix(cut), to: path)
            let seen = try published(machine)
            try await recover(folder, newsroom, seen: seen, now: machine.now, "append cut after \(cut) bytes")
        case .finish(let name, let first, let last, let length):
            let folder = try machine.crash()
            let out = folder.path + "/out/"
            try #require(Files.read(out + "current.jsonl")?.count == length)
            try Files.write(try #require(Files.read(out + "current.jsonl")), to: out + name)
            try Files.remove(out + "current.jsonl")
            let manifest = Files.read(out + "manifest.jsonl") ?? []
            let entry = ManifestEntry(
                file: name, sha256: String(repeating: "0", count: 64), bytes: length, lines: Int(last - first + 1), firstSequence: first,
                lastSequence: last)
            let cut = Int.random(in: 0..<entry.line.count, using: &random)
            try Files.write(manifest + entry.line.prefix(cut), to: out + "manifest.jsonl")
            try await recover(
                folder, newsroom, seen: try published(machine), now: machine.now, "renamed, manifest line cut after \(cut) bytes")
        }
    }

    /// What may happen to the files while the daemon is down.
    private func damage(
        _ machine: Machine, _ newsroom: Newsroom, _ backups: [TemporaryFolder], _ seen: [String], _ random: inout SeededGenerator,
        _ what: String
    ) async throws {
        let folder = try machine.crash()
        let state = folder.path + "/state.db"
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            try Files.remove(state)
            try Files.remove(state + "-wal")
            try await recover(folder, newsroom, seen: seen, keepsAll: false, now: machine.now, what + ", state deleted")
        case 1:
            let backup = try #require(backups.randomElement(using: &random))
            try Files.remove(state + "-wal")
            try Files.write(try #require(Files.read(backup.path + "/state.db")), to: state)
            if let wal = Files.read(backup.path + "/state.db-wal") { try Files.write(wal, to: state + "-wal") }
            try await recover(folder, newsroom, seen: seen, keepsAll: false, now: machine.now, what + ", old state")
        case 2:
            for name in try Files.names(in: folder.path + "/out") where name.hasSuffix("jsonl") {
                try Files.remove(folder.path + "/out/" + name)
            }
            try await recover(folder, newsroom, seen: seen, keepsAll: false, now: machine.now, what + ", folder emptied")
        case 3:
            try Files.remove(folder.path + "/out/current.jsonl")
            try await recoverFromHole(folder, newsroom, now: machine.now, what + ", current removed")
        default:
            let path = folder.path + "/out/current.jsonl"
            guard let bytes = Files.read(path), !bytes.isEmpty else { return }
            try Files.write(Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))), to: path)
            try await recoverFromHole(folder, newsroom, now: machine.now, what + ", current shortened")
        }
    }

    /// Records that somebody took from the folder stay gone, and their numbers with them; nothing else suffers.
    private func recoverFromHole(_ folder: TemporaryFolder, _ newsroom: Newsroom, now: Moment, _ what: String) async throws {
        var newsroom = newsroom
        let machine = try Machine(folder, now: now + .seconds(5))
        try await machine.deliver()
        try await machine.poll(newsroom.document())
        try await machine.finishAll()
        let lines = try machine.lines()
        #expect(Set(lines.map { "\($0.id) \($0.revision)" }).count == lines.count, "\(what)")
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.sequence < $1.sequence }, "\(what)")
        let findings = try Verification(folder: machine.outPath).findings
        #expect(findings.allSatisfy { $0.message.contains("follows") || $0.message.contains("should begin") }, "\(what)")
    }
}
