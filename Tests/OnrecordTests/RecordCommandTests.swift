import Foundation
import Records
import Testing

@testable import onrecord

@Suite("onrecord verify and tail", .timeLimit(.minutes(5)))
struct RecordCommandTests {
    @Test("a folder without records is no sound output folder")
    func nothing() async throws {
        let folder = try Folder()
        let verify = try await Command.run(["verify", "."], in: folder.path)
        #expect(verify.status == 1 && verify.error.contains("neither segments nor a manifest"))
    }

    @Test("tail begins with the last records, or with those to come")
    func last() async throws {
        let desk = try await NewsDesk()
        #expect(try await Command.run(["run", "--once", "--quiet", "--config", desk.configuration], in: desk.folder).status == 0)
        let all = try await Command.run(["tail", "--config", desk.configuration], in: desk.folder).output.split(separator: "\n")
        #expect(all.count > 3)
        for count in [0, 1, 3, 1000] {
            let tail = try await Command.run(["tail", "--last", "\(count)", "--config", desk.configuration], in: desk.folder)
            #expect(tail.status == 0 && tail.output.split(separator: "\n") == all.suffix(count))
        }
        let both = ["tail", "--last", "1", "--since", "1", "--config", desk.configuration]
        #expect(try await Command.run(both, in: desk.folder).status == 64)
        #expect(try RecordReader.lastSequence(inFolder: desk.folder + "/out") == Int64(all.count))
        await desk.stop()
    }

    @Test("verify tells what was removed, bounds what it tells, and names the segment of a record that stands twice")
    func findings() async throws {
        let desk = try await NewsDesk("[segments]\nmax_bytes = 1024\n")
        #expect(try await Command.run(["run", "--once", "--quiet", "--config", desk.configuration], in: desk.folder).status == 0)
        let out = desk.folder + "/out/"
        let names = try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasPrefix("articles-") }.sorted()
        #expect(names.count > 2)
        try FileManager.default.removeItem(atPath: out + names[0])
        let sound = try await Command.run(["verify", "--config", desk.configuration], in: desk.folder)
        #expect(sound.status == 0 && sound.error.contains("\(names[0]): listed, and removed since"))
        #expect(try sound.json["removed"]?.int == 1)

        let line = try String(contentsOfFile: out + names[1], encoding: .utf8).split(separator: "\n")[0]
        try Array(repeating: line + "\n", count: 100).joined().write(toFile: out + names[1], atomically: true, encoding: .utf8)
        let broken = try await Command.run(["verify", "--config", desk.configuration], in: desk.folder)
        #expect(broken.status == 1 && broken.error.split(separator: "\n").count <= 23 && broken.error.contains(" more\n"))
        #expect(!broken.error.contains("/seq "))
        let findings = try broken.json["findings"]?.array.compactMap(\.string) ?? []
        #expect(findings.contains { $0.hasPrefix("\(names[1]): seq ") && $0.contains("follows revision") })
        await desk.stop()
    }

    @Test("run --once gives its report as JSON")
    func report() async throws {
        let desk = try await NewsDesk(feeds: ["http://127.0.0.1:9/none.xml"])
        let run = try await Command.run(["run", "--once", "--json", "--config", desk.configuration], in: desk.folder)
        let json = try run.json
        #expect(run.status == 0 && json["feeds"]?.int == 4 && json["failed"]?.array.count == 1 && json["records"]?.int ?? 0 > 3)
        #expect(try await Command.run(["run", "--json", "--config", desk.configuration], in: desk.folder).status == 64)
        await desk.stop()
    }
}
