import ArgumentParser
import Records

/// `onrecord schema`
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints the JSON Schema of a record.")

    @OptionGroup var configuration: ConfigurationOption

    func run() { Console.line(RecordSchema.json) }
}
