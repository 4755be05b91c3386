import ArgumentParser
import Glibc

/// Makes the models that ship with the program.
@main
struct OnrecordTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onrecord-train",
        abstract: "Makes the models of Onrecord from annotated text.",
        discussion: """
            MODEL.md tells of the data, the settings and the figures of the models that ship. Each training gives the same bytes for the same \
            input and seed.
            """,
        subcommands: [LanguageCommand.self, QuotationsCommand.self, ArticlesCommand.self], defaultSubcommand: LanguageCommand.self)
}

/// What a training says of itself, with the processor time it has taken so far.
func note(_ line: String) {
    print("\(clock() / CLOCKS_PER_SEC) s  \(line)")
    fflush(nil)
}

/// What a command cannot do, in words.
struct TrainingFailure: Error, CustomStringConvertible {
    var description: String
}
