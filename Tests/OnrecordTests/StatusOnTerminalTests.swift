import Foundation
import Glibc
import JSONText
import Testing

@testable import onrecord

@Suite("The status on a terminal", .timeLimit(.minutes(5)))
struct StatusOnTerminalTests {
    @Test("follows a daemon as it works, and stays on the screen at its end")
    func watch() async throws {
        let desk = try await NewsDesk(feeds: ["http://127.0.0.1:9/none.xml"], "[status]\nlisten = \"127.0.0.1:\(try freePort())\"")
        let watching = try PseudoTerminal(["status", "--watch", "--config", desk.configuration], columns: 90, rows: 12)
        // Nobody has run yet: there is no state either.
        #expect(try await watching.end().status == 1)

        let daemon = try PseudoTerminal(["run", "--quiet", "--config", desk.configuration], columns: 200)
        try await daemon.wait(for: "first failure") { $0.shows("warning feed failed") }
        let terminal = try PseudoTerminal(["status", "--watch", "--config", desk.configuration], columns: 90, rows: 24)
        let seen = try await terminal.wait(for: "feeds that have been read") { $0.line("feeds  ")?.contains("3 ok · 1 failing") ?? false }
        let rows = seen.visible.filter { $0.hasPrefix("failing ") || $0.hasPrefix("ok ") }
        #expect(rows.count == 4 && rows[0].hasPrefix("failing  ") && rows[0].contains("no connection"))
        #expect(seen.visible.allSatisfy { $0.count <= 90 })
        #expect(seen.styles.contains("[31m") && seen.styles.contains("[32m"))
        #expect(seen.past.isEmpty && seen.unknown.isEmpty)
        terminal.type("\u{3}")
        let (status, screen) = try await terminal.end()
        #expect(status == 128 + SIGINT && screen.shows("failing  "))
        daemon.send(SIGTERM)
        #expect(try await daemon.end().status == 0)

        // Without it, the state tells.
        let after = try await PseudoTerminal(["status", "--config", desk.configuration], environment: ["NO_COLOR": "1"]).end()
        #expect(after.status == 0 && after.screen.shows("not running · 4 feeds: 1 failing, 3 ok") && after.screen.styles.isEmpty)
        await desk.stop()
    }

    @Test("is one object a line with --watch --json, and leaves out what has no room on a screen")
    func lines() async throws {
        let desk = try await NewsDesk(feeds: (0..<40).map { "http://127.0.0.1:9/\($0).xml" })
        #expect(try await PseudoTerminal(["run", "--once", "--quiet", "--config", desk.configuration]).end().status == 0)
        let small = try PseudoTerminal(["status", "--watch", "--config", desk.configuration], rows: 10)
        let seen = try await small.wait(for: "report") { $0.shows("lines more") }
        #expect(seen.shows("not running · 43 feeds: 40 failing, 3 ok") && seen.shows("… and 38 lines more") && seen.past.isEmpty)
        small.send(SIGTERM)
        _ = try await small.end()

        let file = desk.folder + "/reports"
        let writing = try PseudoTerminal(["status", "--watch", "--json", "--config", desk.configuration], output: file)
        while ((try? desk.text("reports").split(separator: "\n").count) ?? 0) < 2 { try await Task.sleep(for: .milliseconds(50)) }
        writing.send(SIGTERM)
        _ = try await writing.end()
        for line in try desk.text("reports").split(separator: "\n").prefix(2) {
            #expect(try JSONValue(parsing: Array(line.utf8))["feeds"]?.array.count == 43)
        }
        await desk.stop()
    }
}

/// A port of the loopback interface that nobody has just now, of those that the system gives nobody by itself.
func freePort() throws -> Int {
    for _ in 0..<100 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        let port = UInt16.random(in: 20_000..<32_000)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isFree = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        if isFree { return Int(port) }
    }
    throw PseudoTerminal.Trouble(what: "no free port")
}
