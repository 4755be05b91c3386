import ArgumentParser
import QuotationTraining

/// Makes or measures the quotation model.
struct QuotationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quotations", abstract: "The quotation model.",
        discussion: """
            FILE holds an annotated article a line: {"id","text","quotes":[{"start","end","kind","speaker","cue"}]}, offsets in Unicode scalars. \
            The model reads what the English model says, so it is made again whenever that changes.
            """)

    @Argument(help: "Annotated articles.")
    var file: String

    @Option(name: .customLong("out"), help: ArgumentHelp("Where the model is written to.", valueName: "file"))
    var output: String?

    @Flag(help: "Measure by cross-validation, whole and without each part.")
    var ablate = false

    @Option(help: ArgumentHelp("Write what cross-validation finds in each article.", valueName: "file"))
    var predict: String?

    func validate() throws {
        guard output != nil || ablate || predict != nil else { throw ValidationError("say what is wanted: --out, --ablate or --predict") }
    }

    func run() throws {
        let articles = try Files.lines(file).compactMap { TrainingArticle(line: String(decoding: $0, as: UTF8.self)) }
        guard articles.count >= 3 else { throw TrainingFailure(description: "\(file): three annotated articles are needed") }
        if ablate { print(CrossValidation(articles, folds: 3).report()) }
        if let predict {
            let (lines, summary) = CrossValidation(articles, folds: 3).predictions()
            try Files.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: predict)
            print(summary)
        }
        if let output {
            try Files.write(QuotationTrainer.train(articles), to: output)
            note("\(output): learned from \(articles.count) articles")
        }
    }
}
