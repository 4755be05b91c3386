import Foundation
import Testing

@testable import onrecord

@Suite("The demo", .timeLimit(.minutes(5)))
struct DemoCommandTests {
    @Test("leaves a folder alone that it has not made", arguments: ["output = \"out\"\n", ""])
    func foreign(text: String) async throws {
        let folder = try Folder()
        try folder.write(text, to: "mine/feeds.conf")
        for name in [".", "mine"] {
            let demo = try await Command.run(["demo", name], in: folder.path)
            #expect(demo.status == 1 && demo.error.contains("is no demo's"))
        }
        #expect(try folder.text("mine/feeds.conf") == text)
    }

    @Test("makes its folder and those above it, goes on in it, and names the program the same way in all it proposes")
    func nested() async throws {
        let folder = try Folder()
        for _ in 0..<2 {
            let demo = try await Command.run(["demo", "a/b/c"], in: folder.path)
            #expect(demo.status == 0)
            let hints = demo.error.split(separator: "\n").filter { $0.hasPrefix("  ") }
            #expect(hints.count == 4 && hints.allSatisfy { $0.hasPrefix("  \(PseudoTerminal.onrecord) ") })
        }
        #expect(try folder.text("a/b/c/feeds.conf").hasPrefix("# Written by onrecord demo"))
        try folder.write("", to: "file")
        let blocked = try await Command.run(["demo", "file/below"], in: folder.path)
        #expect(blocked.status == 1 && blocked.error.contains("Not a directory"))
    }
}
