import ArgumentParser
import ArticleTraining

/// Makes the trees that choose an article's text.
struct ArticlesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "articles", abstract: "The trees that choose an article's text.",
        discussion: """
            A DIR holds truth.jsonl, a page a line: {"id","url"?,"text"} or {"id","url"?,"with","without"}, and pages/ID.html or pages/ID.html.gz, \
            the bytes as they came. DIR=0.4 lets the pages of a folder count less.
            """)

    @Argument(help: "Folders of pages with known text.")
    var folders: [String]

    @Option(name: .customLong("out"), help: ArgumentHelp("Where the trees are written to.", valueName: "file"))
    var output: String

    @Option(help: "Measure first, by cross-validation over the sites in so many parts.")
    var folds = 0

    @Option(help: "Which way the sites are dealt into parts.")
    var dealing: UInt64 = 0

    func validate() throws {
        guard !folders.isEmpty else { throw ValidationError("name a folder of pages") }
        guard folds == 0 || (2...10).contains(folds) else { throw ValidationError("--folds wants a number from 2 to 10") }
    }

    func run() throws {
        let pages = try folders.flatMap(knownPages)
        guard !pages.isEmpty else { throw TrainingFailure(description: "no page with a known text") }
        let trainer = BlockTrainer(pages, note: note)
        if folds > 0 { trainer.crossValidate(folds: folds, dealing: dealing).forEach { print($0) } }
        try Files.write(trainer.train(), to: output)
        note(output)
    }

    /// The pages of a folder whose text is known, in the order of its list.
    ///
    /// - Parameter argument: the folder, perhaps with how much its pages count: `pages=0.4`.
    private func knownPages(in argument: String) throws -> [KnownPage] {
        let parts = argument.split(separator: "=")
        let weight = parts.count == 2 ? Float(parts[1]) : 1
        guard let first = parts.first, parts.count <= 2, let weight, weight > 0 else {
            throw ValidationError("\(argument): DIR or DIR=WEIGHT")
        }
        let folder = String(first)
        let name = String(folder.split(separator: "/").last ?? "pages")
        return try Files.lines(folder + "/truth.jsonl").compactMap { line in
            KnownPage(
                line: line,
                html: { id in
                    guard !id.contains("/") else { return nil }
                    let path = "\(folder)/pages/\(id).html"
                    return try? Files.read(Files.exists(path) ? path : path + ".gz")
                }, set: name, weight: weight)
        }
    }
}
