import Foundation
import Testing

@testable import onrecord

@Suite("onrecord check")
struct CheckCommandTests {
    @Test("says what is right, what is worth a look, and nothing of that with --quiet")
    func right() async throws {
        let folder = try Folder()
        let feed = "[[feed]]\nurl = \"https://a.example/rss\"\n"
        let headers = "headers = { \"A\" = \"credential:key\" }\n"
        try folder.write("contact = \"https://a.example/bot\"\n" + feed + headers + feed, to: "feeds.conf")
        let check = try await Command.run(["check"], in: folder.path)
        #expect(check.status == 0 && check.error.contains("right; 1 feed, output in"))
        #expect(check.error.contains("feeds.conf:6: https://a.example/rss is listed already in line 3"))
        #expect(check.error.contains("credential:key is looked at only where it is used"))
        let quiet = try await Command.run(["check", "--quiet"], in: folder.path)
        #expect(quiet.status == 0 && quiet.error.isEmpty && quiet.output.isEmpty)
        let json = try await Command.run(["check", "--json"], in: folder.path).json
        #expect(json["ok"]?.bool == true && json["feeds"]?.int == 1 && json["remarks"]?.array.count == 2)
        // Who only looks needs no credentials.
        let list = try await Command.run(["feeds", "list"], in: folder.path)
        #expect(list.status == 0 && list.output.contains("https://a.example/rss"))
        // The daemon does.
        #expect(try await Command.run(["run", "--once"], in: folder.path).status == 78)
    }

    @Test("names file and line of what is wrong")
    func wrong() async throws {
        let folder = try Folder()
        try folder.write("[status]\nlisten = \"nonsense\"\n", to: "feeds.conf")
        let check = try await Command.run(["check"], in: folder.path)
        #expect(check.status == 78 && check.error.contains("feeds.conf:2: listen"))
        let json = try await Command.run(["check", "--json"], in: folder.path)
        #expect(json.status == 78)
        #expect(try json.json["problems"]?.array.first?["line"]?.int == 2)
        #expect(try await Command.run(["check", "--config", "none.conf"], in: folder.path).status == 78)
    }
}
