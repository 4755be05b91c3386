import GRDB
import JSONText
import Records
import Testing

@testable import Store

@Suite struct StoryTests {
    private static let story = """
        The last ferry to Gull Island will sail an hour earlier from Monday, the harbour board decided on Thursday, after a winter in \
        which storms kept the boat in port for nineteen days. Islanders who work in the town fear for their jobs. More than forty of them \
        signed a letter, read out at the meeting, that asked the board to wait until the summer timetable.
        """
    private static let copy = "HAVENMERE, March 5 (Coastwire) — " + story + " The Sandwick Mail has asked the ferry company for its view."
    private static let other = """
        The lighthouse on the north shore went dark on Tuesday night for the first time in a hundred and twelve years, when a cable under \
        the sound gave way. Keepers lit an oil lamp by hand and kept it burning until a boat with a generator arrived at noon. Nobody was \
        hurt, the coast guard said, and no ship had been near the rocks.
        """

    private func item(_ number: Int, _ text: String) -> FoundItem {
        FoundItem(
            link: "https://news.example/\(number)", normalisedLink: "https://news.example/\(number)", site: "news.example",
            title: "Article \(number)", summary: text)
    }

    private func records(_ machine: Machine) throws -> [JSONValue] {
        let reader = try RecordReader(folder: machine.outPath)
        var records: [JSONValue] = []
        while let record = try reader.next() { records.append(try JSONValue(parsing: record.line)) }
        return records
    }

    private func sameStories(_ machine: Machine) throws -> [String?] {
        let lines = try records(machine)
        let ids = Dictionary(lines.map { ($0["id"]?.string ?? "", $0["title"]?.string) }, uniquingKeysWith: { first, _ in first })
        return lines.map { line in line["same_story"]?["id"]?.string.flatMap { ids[$0] ?? nil } }
    }

    @Test func `a copy names the first article of its story, and another story names none`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, Self.story), item(2, Self.other)])
        try await machine.finishAll()
        machine.now = machine.now + .seconds(7200)
        try await machine.poll([item(3, Self.copy)])
        try await machine.finishAll()
        #expect(try sameStories(machine) == [nil, nil, "Article 1"])
        let similarity = try #require(try records(machine).last?["same_story"]?["similarity"]?.number)
        #expect((0.5...1).contains(similarity))
    }

    @Test func `of two copies committed together the second names the first`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, Self.story), item(2, Self.copy)])
        try await machine.finishAll()
        #expect(try sameStories(machine) == [nil, "Article 1"])
    }

    @Test func `an article written again does not name its own copies`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, Self.story)])
        try await machine.finishAll()
        try await machine.poll([item(2, Self.copy)])
        try await machine.finishAll()
        machine.now = machine.now + .seconds(7200)
        try await machine.poll([item(1, Self.story + " The board will look at the figures again in May.")])
        try await machine.finishAll()
        #expect(try sameStories(machine) == [nil, "Article 1", nil])
    }

    @Test func `what has left the window is not named and is forgotten`() async throws {
        let machine = try Machine()
        try await machine.poll([item(1, Self.story)])
        try await machine.finishAll()
        machine.now = machine.now + .seconds(4 * 86_400)
        try await machine.poll([item(2, Self.copy)])
        try await machine.finishAll()
        #expect(try sameStories(machine) == [nil, nil])
        _ = try await machine.store.forget(unseenFor: .seconds(90 * 86_400), at: machine.now)
        let (stories, keys) = try await machine.store.database.read { database in
            (
                try Int.fetchOne(database, sql: "SELECT count(*) FROM story") ?? 0,
                try Int.fetchOne(database, sql: "SELECT count(DISTINCT story) FROM story_key") ?? 0
            )
        }
        #expect((stories, keys) == (1, 1))
    }

    @Test func `without a window no story is named`() async throws {
        let machine = try Machine(TemporaryFolder(), storyWindow: nil)
        try await machine.poll([item(1, Self.story), item(2, Self.copy)])
        try await machine.finishAll()
        #expect(try sameStories(machine) == [nil, nil])
    }
}
