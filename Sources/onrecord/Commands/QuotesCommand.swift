import ArgumentParser
import Language
import Quotations

/// `onrecord quotes`
struct QuotesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quotes", abstract: "Prints a plain text's entities and quotations as one JSON object.",
        discussion: """
              onrecord quotes article.txt | jq '.quotes[] | {text, speaker: .speaker.name}'
              onrecord article page.html | jq -r .text | onrecord quotes -
            """)

    @Argument(help: "A text file in UTF-8, or - for standard input.", completion: .file())
    var file: String?

    @Flag(help: #"Read lines {"id","text"} from standard input, print one line each."#)
    var jsonl = false

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        if jsonl == (file != nil) { throw ValidationError("Give a file, or --jsonl.") }
    }

    func run() throws {
        let annotator = Annotator(watching: try configuration.loadIfPresent().watch.terms)
        guard let file else {
            return JSONLines.run { request in
                guard let text = request.string("text") else { throw Problem("\"text\" is missing") }
                return Self.answer(text, annotator)
            }
        }
        Console.write(Self.answer(String(decoding: try Source.file(file), as: UTF8.self), annotator) + [0x0A])
    }

    private static func answer(_ text: String, _ annotator: Annotator) -> [UInt8] {
        let document = annotator.annotate(text)
        return Array(Annotations(document: document, quotations: QuotationExtractor().extract(from: document)).json.utf8)
    }
}
