import Foundation
import Records
import Testing

@testable import Store

@Suite struct PublishedRecordTests {
    private func item(_ number: Int, at path: String) -> FoundItem {
        let link = "https://news.example/\(path)/\(number)"
        return FoundItem(
            link: link, normalisedLink: link, site: "news.example", guid: "guid-\(number)", title: "Article \(number)",
            summary: "The text of article \(number).", published: Machine.start + .seconds(number))
    }

    /// A folder whose records show an address without its token, and whose state is lost.
    private func remains() async throws -> TemporaryFolder {
        let machine = try Machine()
        try await machine.poll((1...3).map { item($0, at: "a") }, of: "https://news.example/feed?token=…")
        try await machine.finishAll()
        let folder = try machine.crash()
        for suffix in ["", "-wal"] { try Files.remove(folder.path + "/state.db" + suffix) }
        return folder
    }

    /// How many of the same items, whose pages have moved, are new to the feed with that token.
    private func new(in folder: TemporaryFolder, _ addresses: [String: String]) async throws -> Int {
        let output = try OutputFolder(path: folder.path + "/out")
        let store = try SQLiteStore(path: folder.path + "/state.db", output: output, addresses: addresses, now: Machine.start)
        let url = "https://news.example/feed?token=abc"
        try await store.subscribe(to: [Subscription(url: url, site: "news.example")], at: Machine.start)
        let feed = try #require(try await store.feeds().first { $0.url == url })
        let items = (1...4).map { item($0, at: "moved") }
        return try await store.claim(Claim(feed: feed, items: items, now: Machine.start, oldest: nil, homePage: nil)).new
    }

    @Test func `items of a feed whose address is not shown are known again by their guid`() async throws {
        #expect(try await new(in: remains(), ["https://news.example/feed?token=…": "https://news.example/feed?token=abc"]) == 1)
    }

    /// The id is made of the real address, so the record need not show it.
    @Test func `items without a link are known again also where several feeds show one address`() async throws {
        func items(_ feed: String) -> [FoundItem] {
            (1...3).map { FoundItem(link: nil, guid: "guid-\($0)", title: "Note \($0) of \(feed)", summary: "Text \($0).") }
        }
        let machine = try Machine()
        machine.limits.bytes = 1 << 20
        for feed in ["a", "b"] { try await machine.poll(items(feed), of: "https://news.example/feed?token=\(feed)") }
        try await machine.finishAll()
        let folder = try machine.crash()
        for suffix in ["", "-wal"] { try Files.remove(folder.path + "/state.db" + suffix) }
        let current = folder.path + "/out/current.jsonl"
        let shown = String(decoding: try #require(Files.read(current)), as: UTF8.self)
            .replacing("?token=a", with: "?token=…").replacing("?token=b", with: "?token=…")
        try Files.write(Array(shown.utf8), to: current)
        let restarted = try Machine(folder)
        #expect(try restarted.lines().count == 6)
        for feed in ["a", "b"] {
            #expect(try await restarted.poll(items(feed), of: "https://news.example/feed?token=\(feed)").new == 0)
        }
    }

    @Test func `without knowing which feed it was they are not given to another`() async throws {
        #expect(try await new(in: remains(), [:]) == 4)
    }
}

/// A state that is lost is made again from what earlier versions have written.
@Suite struct OldRecordsTests {
    private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("RecordsTests/Corpus").path

    @Test func `every old record is read back`() throws {
        for file in try Files.names(in: Self.corpus) where file.hasPrefix("records-") {
            let lines = try #require(Files.read(Self.corpus + "/" + file)).split(separator: 0x0A)
            let records = lines.compactMap { PublishedRecord(line: $0) }
            #expect(records.count == lines.count && !records.isEmpty)
            #expect(Set(records.map(\.id)).count == records.count)
            #expect(records.allSatisfy { $0.revision == 1 && $0.title?.isEmpty == false && $0.feed.hasPrefix("http://127.0.0.1:") })
        }
    }
}
