import ArgumentParser
import JSONText
import Records
import StatusSite

/// `onrecord verify`
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks segments against the manifest: sums, counts, sequence, no id and revision twice.",
        discussion: """
            Prints one JSON object, with the first thousand things that are wrong; the first twenty go to standard error, too. \
            Exit status: 0 if all is right, 1 if not.
            """)

    @Argument(help: "The output folder. Default: the configuration's.", completion: .directory)
    var folder: String?

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let path = try folder ?? configuration.load().output
        let verification: Verification
        var progress = Progress("verified")
        do {
            verification = try Verification(folder: path) { progress.reach($0, of: $1, words: Figures.bytes) }
        } catch {
            progress.end()
            throw Failure.failed("\(error)")
        }
        progress.end()
        if verification.isEmpty { throw Failure.failed("\(path) holds neither segments nor a manifest: is this the output folder?") }
        for name in verification.removed.prefix(Self.most) { Console.message("\(path)/\(name): listed, and removed since") }
        tellRest(of: verification.removed.count)
        for finding in verification.findings.prefix(Self.most) { Console.message("\(path)/\(finding)") }
        tellRest(of: verification.found)
        var json = JSONWriter()
        json.object { json in
            json.field("ok", verification.passed)
            json.field("segments", verification.segments)
            json.field("records", verification.records)
            json.field("bytes", verification.bytes)
            json.field("first_seq", verification.firstSequence.map(Int.init))
            json.field("last_seq", verification.lastSequence.map(Int.init))
            json.field("removed", verification.removed.count)
            json.field("found", verification.found)
            json.strings("findings", verification.findings.map(\.description), evenIfEmpty: true)
        }
        Console.line(json.text)
        if !verification.passed { throw ExitCode(1) }
    }

    /// How many of a kind are told one by one on standard error.
    private static let most = 20

    private func tellRest(of count: Int) {
        if count > Self.most { Console.message("… and \(Figures.text(count - Self.most)) more") }
    }
}
