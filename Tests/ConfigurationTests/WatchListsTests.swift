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

    /// The example lists hold what they say, and no line of theirs is wrong.
    @Test("The example lists are right", arguments: [("drugs", "metformin", "drug"), ("conditions", "PTSD", "condition")])
    func examples(_ list: String, _ term: String, _ type: String) throws {
        let path = (1...3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .appendingPathComponent("deploy/watch/\(list).tsv").path
        var builder = WatchList.Builder()
        #expect(builder.add(try TextFile.read(path)) == [])
        let document = Annotator(watching: builder.list()).annotate("They spoke of \(term) today.", language: "en")
        #expect(document.watched.map(\.term.type) == [type])
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
