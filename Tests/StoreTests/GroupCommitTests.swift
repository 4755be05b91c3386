import GRDB
import Records
import Testing

@testable import Store

@Suite struct GroupCommitTests {
    private struct Refused: Error {}

    @Test func `writes at the same time are all kept, and one that fails takes only itself back`() async throws {
        let machine = try Machine()
        let group = GroupCommit(database: machine.store.database)
        let failures = await withTaskGroup(of: Bool.self) { tasks in
            for number in 0..<300 {
                tasks.addTask {
                    do {
                        try await group.write { database in
                            try database.execute(sql: "INSERT INTO hold VALUES (?, 1)", arguments: ["site\(number)"])
                            if number % 10 == 0 { throw Refused() }
                        }
                        return false
                    } catch {
                        return error is Refused
                    }
                }
            }
            return await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failures == 30)
        let kept = try await machine.store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM hold") }
        #expect(kept == 270)
    }

    @Test func `holds of sites are kept, the longer ones, until they end`() async throws {
        let machine = try Machine()
        let now = machine.now
        try await machine.store.hold(["a": now + .seconds(60), "b": now + .seconds(10)], at: now)
        try await machine.store.hold(["a": now + .seconds(30)], at: now)
        #expect(try await machine.store.holds(at: now) == ["a": now + .seconds(60), "b": now + .seconds(10)])
        #expect(try await machine.store.holds(at: now + .seconds(20)) == ["a": now + .seconds(60)])
    }

    @Test func `feeds come in turns of their sites`() async throws {
        let machine = try Machine()
        let urls = ["a/1", "a/2", "a/3", "b/1", "c/1", "c/2"].map { "https://\($0)" }
        try await machine.store.subscribe(to: urls.map { Subscription(url: $0, site: String($0.dropFirst(8).prefix(1))) }, at: machine.now)
        let feeds = Dictionary(uniqueKeysWithValues: try await machine.store.feeds().map { ($0.id, $0.url) })
        let turns = try await machine.store.feedsInTurns().compactMap { feeds[$0]?.dropFirst(8) }
        #expect(turns == ["a/1", "b/1", "c/1", "a/2", "c/2", "a/3"])
    }
}
