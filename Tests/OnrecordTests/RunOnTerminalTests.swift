import Foundation
import Glibc
import Testing

@testable import onrecord

@Suite("A run on a terminal", .timeLimit(.minutes(5)))
struct RunOnTerminalTests {
    /// Nothing listens there.
    private static let deadFeed = "http://127.0.0.1:9/none.xml"

    @Test("shows how far it has come, and leaves its report alone on the screen")
    func once() async throws {
        let held = try await HeldFeed()
        let desk = try await NewsDesk(feeds: [Self.deadFeed, held.address])
        let terminal = try PseudoTerminal(["run", "--once", "--config", desk.configuration], columns: 90)
        let seen = try await terminal.wait(for: "progress") {
            ($0.line("feeds  ")?.contains("4 of 5") ?? false) && ($0.line("articles  ")?.contains("9 of 9") ?? false)
        }
        #expect(seen.line("feeds  ")?.contains("█░") ?? false)
        #expect(seen.line("feeds  ")?.contains("1 failed") ?? false)
        #expect(seen.line("quotations · ") != nil)
        #expect(seen.visible.allSatisfy { $0.count <= 90 })
        held.release()
        let (status, screen) = try await terminal.end()
        #expect(status == 0)
        #expect(screen.shows("5 feeds: 4 read, 1 failed · 9 records"))
        #expect(!screen.shows("█") && !screen.shows("░"))
        #expect(screen.unknown.isEmpty)
        #expect(screen.styles.contains("[32m"))
        await desk.stop()
    }

    @Test("lives at the foot of the screen, below the log, until Control-C")
    func live() async throws {
        let desk = try await NewsDesk(feeds: [Self.deadFeed])
        let terminal = try PseudoTerminal(["run", "--config", desk.configuration], columns: 100)
        let seen = try await terminal.wait(for: "whole view") {
            ($0.line("feeds  ")?.contains("3 ok · 1 failing") ?? false)
                && $0.line("articles  ")?.split(separator: " ").dropFirst().first == "9"
                && $0.shows(" — ")
        }
        let head = try #require(seen.visible.firstIndex { $0.hasPrefix("── onrecord · ") })
        let log = try #require(seen.visible.firstIndex { $0.contains("started feeds=4") })
        #expect(log < head)
        #expect(seen.shows("warning feed failed"))
        #expect(seen.line("polls  ")?.contains("1 failed") ?? false)
        #expect(seen.line("quotations  ")?.contains("with speaker") ?? false)
        // Below the foot there is only the cursor.
        #expect(seen.cursor.row == head + 6 && seen.cursor.column == 0)

        terminal.resize(columns: 40, rows: 24)
        try await terminal.wait(for: "narrower view") { $0.visible.contains { $0.hasPrefix("── onrecord") && $0.count <= 40 } }

        terminal.type("\u{3}")
        let (status, screen) = try await terminal.end()
        #expect(status == 0)
        #expect(screen.shows("stopped records=9"))
        #expect(!screen.shows("── onrecord ·") && !screen.shows("quotations  "))
        #expect(screen.unknown.isEmpty)
        await desk.stop()
    }

    @Test("draws its view anew when it goes on after it was stopped")
    func stopped() async throws {
        let desk = try await NewsDesk()
        let terminal = try PseudoTerminal(["run", "--config", desk.configuration], rows: 40)
        try await terminal.wait(for: "view") { $0.line("articles  ")?.contains("9") ?? false }
        terminal.send(SIGSTOP)
        terminal.send(SIGCONT)
        try await terminal.wait(for: "second view") { $0.visible.count { $0.hasPrefix("── onrecord · ") } == 2 }
        terminal.send(SIGTERM)
        #expect(try await terminal.end().status == 0)
        await desk.stop()
    }

    @Test("has no colours where NO_COLOR says so, and no view where the terminal is dumb or --quiet was given")
    func restraint() async throws {
        let desk = try await NewsDesk(feeds: [Self.deadFeed])
        let arguments = ["run", "--once", "--config", desk.configuration]
        let colourless = try await PseudoTerminal(arguments, environment: ["NO_COLOR": "1"]).end()
        #expect(colourless.status == 0 && colourless.screen.styles.isEmpty)
        let dumb = try await PseudoTerminal(arguments, environment: ["TERM": "dumb"]).end()
        #expect(dumb.status == 0 && dumb.screen.styles.isEmpty && !dumb.screen.all.contains { $0.contains("░") || $0.contains("█") })
        let quiet = try await PseudoTerminal(["run", "--once", "--quiet", "--config", desk.configuration], columns: 200).end()
        // What needs attention is said nevertheless, and the feed's failure was said in the first run.
        #expect(quiet.status == 0 && quiet.screen.all.allSatisfy { $0.isEmpty || $0.contains("warning") })
        await desk.stop()
    }

    @Test("goes to a file as plain lines, whatever terminal the other streams are on")
    func elsewhere() async throws {
        let desk = try await NewsDesk(feeds: [Self.deadFeed])
        let file = desk.folder + "/log"
        let (status, screen) = try await PseudoTerminal(["run", "--once", "--verbose", "--config", desk.configuration], error: file).end()
        #expect(status == 0)
        #expect(screen.all.joined() == "")
        let log = try desk.text("log")
        #expect(!log.contains("\u{1B}") && !log.contains("\r") && !log.contains("░"))
        #expect(log.contains("9 records"))
        #expect(log.split(separator: "\n").contains { (try? /\d{4}-\d\d-\d\dT[0-9:.]+Z warning feed failed .*/.wholeMatch(in: $0)) != nil })
        await desk.stop()
    }
}
