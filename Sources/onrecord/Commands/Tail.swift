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
              onrecord tail --quotes --follow --last 3
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Flag(name: .shortAndLong, help: "Go on as records are written.")
    var follow = false

    @Flag(help: "Print quotations for reading instead of records.")
    var quotes = false

    @Option(help: ArgumentHelp("Begin with this record.", valueName: "seq"))
    var since: Int?

    @Option(help: ArgumentHelp("Begin with the last so many records; 0 with --follow for those to come.", valueName: "count"))
    var last: Int?

    @Option(help: ArgumentHelp("Go on where the last run with this name ended; what it has not read is kept for it.", valueName: "name"))
    var cursor: String?

    func validate() throws {
        if let last, last < 0 { throw ValidationError("--last is a count of records.") }
        if last != nil, since != nil || cursor != nil {
            throw ValidationError("--last, --since and --cursor each say where to begin: give one.")
        }
    }

    func run() async throws {
        let settings = try configuration.load()
        let place = try cursor.map { name in
            guard let place = ConsumerCursor(name: name, output: settings.output) else {
                throw ValidationError("a cursor's name is 1 to 64 letters, digits, '-', '_' and '.', and does not begin with '.'")
            }
            return place
        }
        while follow, access(settings.output, F_OK) != 0 { try await Task.sleep(for: .milliseconds(500)) }
        if cursor != nil { try Ownership.take(settings) }
        let reader: RecordReader
        var next = Int64(since ?? 1)
        do {
            if let last { next = max(1, try RecordReader.lastSequence(inFolder: settings.output) - Int64(last) + 1) }
            if since == nil, let kept = try place?.next() { next = kept }
            // From now on nothing that is still wanted is removed.
            try place?.store(next)
            reader = try RecordReader(folder: settings.output, since: next)
        } catch { throw Failure.failed("\(error)") }
        let style = Style(isTerminal: Console.outputIsTerminal)
        var read: Int64 = 0
        func pass(_ sequence: Int64) throws {
            next = sequence + 1
            try place?.store(next)
        }
        while true {
            do {
                while let record = try reader.next() {
                    if quotes {
                        if let json = try? JSONValue(parsing: record.line) { Console.write(QuotationPrinter(style: style).text(json).utf8) }
                    } else {
                        Console.write(record.line + [0x0A])
                    }
                    read = record.sequence
                    // Behind the writing: whoever is cut off gets the last records again rather than never.
                    if read >= next + 1000 { try pass(read) }
                }
                if read >= next { try pass(read) }
            } catch {
                throw Failure.failed("\(error)")
            }
            guard follow else { return }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
