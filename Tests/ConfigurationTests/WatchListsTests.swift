import Foundation
import Language
import Testing

@testable import Configuration

/// Watch lists named in the configuration, in a folder of their own.
@Suite struct WatchListsTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watch-\(UUID().uuidString)").path

    private func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func problems() -> [String] {
        do {
            _ = try Settings.load(folder + "/feeds.conf")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("Lists are found relative to the file, and their terms in texts")
    func reads() throws {
        try write("feeds.conf", "[watch]\nlists = [\"watch/*.tsv\"]\n")
        try write("watch/drugs.tsv", "velorin\tdrug\tVelorin\tX1\n")
        try write("watch/places.tsv", "# towns\nTarn Quay\tharbour\n")
        let terms = try #require(try Settings.load(folder + "/feeds.conf").watch.terms)
        #expect(terms.count == 2)
        let document = Annotator(watching: terms).annotate("They sold Velorin on Tarn Quay.", language: "en")
        #expect(document.watched.map(\.term.type) == ["drug", "harbour"])
        #expect(try Settings.parse("", file: folder + "/none.conf").watch.terms == nil)
    }

    @Test("What is wrong is told with file and line")
    func complains() throws {
        try write("feeds.conf", "[watch]\nlists = [\"drugs.tsv\", \"gone.tsv\", \"none-yet/*.tsv\"]\n")
        try write("drugs.tsv", "velorin\tdrug\n\nmarsh fever\tCondition\n")
        #expect(
            problems().sorted() == [
                "\(folder)/drugs.tsv:3: \"Condition\" is no type: small letters, digits, - and _ , a letter first",
                "\(folder)/feeds.conf: watch.lists: there is no file \"gone.tsv\"",
            ])
    }
}
