import ArgumentParser
import Glibc
import JSONText
import Records

/// `onrecord tail`
struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints records from finished and growing segments.",
        discussion: """
            Prints the records as they are, one JSON line each; with --quotes, the quotations with their speakers, set for reading.

              onrecord tail --follow | jq -c '{title, quotes: [.quotes[].text]}'
              onrecord tail --quotes
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Flag(name: .shortAndLong, help: "Go on as records are written.")
    var follow = false

    @Flag(help: "Print quotations for reading instead of records.")
    var quotes = false

    @Option(help: ArgumentHelp("Begin with this record.", valueName: "seq"))
    var since: Int?

    func run() async throws {
        let settings = try configuration.load()
        while follow, access(settings.output, F_OK) != 0 { try await Task.sleep(for: .milliseconds(500)) }
        let reader: RecordReader
        do { reader = try RecordReader(folder: settings.output, since: Int64(since ?? 1)) } catch { throw Failure.failed("\(error)") }
        let style = Style(isTerminal: Console.outputIsTerminal)
        while true {
            do {
                while let record = try reader.next() {
                    if quotes {
                        if let json = try? JSONValue(parsing: record.line) { Console.write(QuotationPrinter(style: style).text(json).utf8) }
                    } else {
                        Console.write(record.line + [0x0A])
                    }
                }
            } catch {
                throw Failure.failed("\(error)")
            }
            guard follow else { return }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
