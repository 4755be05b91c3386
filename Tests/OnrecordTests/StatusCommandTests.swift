import Foundation
import Glibc
import Records
import Testing

@testable import onrecord

@Suite("onrecord status", .timeLimit(.minutes(5)))
struct StatusCommandTests {
    @Test("shows its own configuration's feeds where another daemon has the address")
    func neighbour() async throws {
        let port = try freePort()
        let listen = "[status]\nlisten = \"127.0.0.1:\(port)\"\n"
        let (own, other) = (try await NewsDesk(listen), try await NewsDesk(feeds: ["http://127.0.0.1:9/none.xml"], listen))
        #expect(try await Command.run(["run", "--once", "--quiet", "--config", own.configuration], in: own.folder).status == 0)
        let daemon = try PseudoTerminal(["run", "--config", other.configuration], columns: 200)
        try await daemon.wait(for: "page") { $0.shows("status page address=http://127.0.0.1:\(port)/") }
        let mine = try await Command.run(["status", "--json", "--config", own.configuration], in: own.folder).json
        #expect(mine["running"]?.bool == false && mine["feeds"]?.array.count == 3)
        let theirs = try await Command.run(["status", "--json", "--config", other.configuration], in: other.folder).json
        #expect(theirs["running"]?.bool == true && theirs["feeds"]?.array.count == 4)
        daemon.send(SIGTERM)
        let end = try await daemon.end()
        // A normal end is no error.
        #expect(end.status == 0 && !end.screen.all.contains { $0.contains("cannot be served") })
        await own.stop()
        await other.stop()
    }

    @Test("knows that a daemon runs which has no page, and says that nothing has been polled before the first run")
    func withoutPage() async throws {
        let desk = try await NewsDesk()
        let before = try await Command.run(["status", "--config", desk.configuration], in: desk.folder)
        #expect(before.status == 1 && before.error.contains("nothing has been polled yet: onrecord run"))
        let daemon = try PseudoTerminal(["run", "--config", desk.configuration], columns: 200)
        try await daemon.wait(for: "three feeds") { $0.line("feeds  ")?.contains("3 ok") ?? false }
        let status = try await Command.run(["status", "--config", desk.configuration], in: desk.folder)
        #expect(status.output.hasPrefix("running, read from its state · 3 feeds"))
        daemon.send(SIGTERM)
        #expect(try await daemon.end().status == 0)
        #expect(try await Command.run(["status", "--config", desk.configuration], in: desk.folder).output.hasPrefix("not running"))
        await desk.stop()
    }

    @Test("that an address is taken is said in words, and the news goes on")
    func takenAddress() async throws {
        let port = try freePort()
        let listen = "[status]\nlisten = \"127.0.0.1:\(port)\"\n"
        let (first, second) = (try await NewsDesk(listen), try await NewsDesk(listen))
        let holder = try PseudoTerminal(["run", "--config", first.configuration], columns: 200)
        try await holder.wait(for: "page") { $0.shows("status page address=") }
        let daemon = try PseudoTerminal(["run", "--config", second.configuration], columns: 200)
        try await daemon.wait(for: "reason") { $0.shows("another program has 127.0.0.1:\(port); change [status] listen") }
        try await daemon.wait(for: "three feeds") { $0.line("feeds  ")?.contains("3 ok") ?? false }
        #expect(!daemon.screen.all.contains { $0.contains("status page address=") })
        for terminal in [daemon, holder] {
            terminal.send(SIGTERM)
            #expect(try await terminal.end().status == 0)
        }
        await first.stop()
        await second.stop()
    }
}
