import DemoSite
import Foundation

/// A folder with a configuration for the news of an invented town, served on loopback.
final class NewsDesk: Sendable {
    let folder: String
    private let site: DemoSite

    /// - Parameter more: lines of the configuration, behind the usual ones and before the feeds.
    init(feeds: [String] = [], _ more: String = "") async throws {
        site = try await DemoSite()
        folder = FileManager.default.temporaryDirectory.path + "/onrecord-desk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let tables = (site.feeds + feeds).map { "[[feed]]\nurl = \"\($0)\"\n" }.joined()
        let text = """
            output = "out"
            allow_networks = ["127.0.0.0/8"]
            \(more.contains("[status]") ? "" : "[status]\nlisten = \"off\"\n")\(more.contains("[fetch]") ? "" : "[fetch]\ndelay = \"0s\"\n")
            """
        try (text + more + "\n" + tables).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var configuration: String { folder + "/feeds.conf" }

    func stop() async { await site.stop() }

    /// The text of a file in the folder.
    func text(_ name: String) throws -> String { try String(contentsOfFile: folder + "/" + name, encoding: .utf8) }
}
