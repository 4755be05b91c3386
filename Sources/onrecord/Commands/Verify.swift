import ArgumentParser
import JSONText
import Records

/// `onrecord verify`
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks segments against the manifest: sums, counts, sequence, no id and revision twice.",
        discussion: "Prints one JSON object; what is wrong goes to standard error. Exit status: 0 if all is right, 1 if not.")

    @Argument(help: "The output folder. Default: the configuration's.")
    var folder: String?

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let path = try folder ?? configuration.load().output
        let verification: Verification
        do { verification = try Verification(folder: path) } catch { throw Failure.failed("\(error)") }
        for finding in verification.findings { Console.message("\(path)/\(finding)") }
        var json = JSONWriter()
        json.object { json in
            json.field("ok", verification.passed)
            json.field("segments", verification.segments)
            json.field("records", verification.records)
            json.field("bytes", verification.bytes)
            json.field("first_seq", verification.firstSequence.map(Int.init))
            json.field("last_seq", verification.lastSequence.map(Int.init))
            json.strings("findings", verification.findings.map(\.description), evenIfEmpty: true)
        }
        Console.line(json.text)
        if !verification.passed { throw ExitCode(1) }
    }
}
