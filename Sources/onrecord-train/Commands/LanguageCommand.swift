import ArgumentParser

/// Makes the English model: what is known of words, parts of speech, names.
struct LanguageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "language", abstract: "The English model: words, parts of speech, names. Done where no command is named.",
        discussion: """
            DIR holds ud/*.conllu (treebanks, in parts for training and dev), ner/*/*.jsonl (documents with their names: \
            {"id","text","entities":[{"start","end","type"}]}, offsets in Unicode scalars), gazetteers/ (lists of names) and raw/*/*.jsonl.gz \
            ({"id","text"}: running text).

            Silver texts, whose names were labelled by a stronger model, come from the folder --extra as *.jsonl in the form of ner/. Without it \
            the running texts of DIR are labelled by the model that ships. What is known of words comes from vectors.txt (the text form of \
            word2vec) or clusters.tsv of --extra, or else from the model that ships.
            """)

    @Option(help: ArgumentHelp("The annotated text.", valueName: "dir"))
    var data: String

    @Option(help: ArgumentHelp("Silver texts (*.jsonl), word vectors or clusters, organizations.txt.", valueName: "dir"))
    var extra: String?

    @Option(name: .customLong("out"), help: ArgumentHelp("Where the model is written to.", valueName: "file"))
    var output: String

    @Option(help: "Measure first, by cross-validation over the development parts in so many parts.")
    var folds = 0

    @Option(help: ArgumentHelp("Take words and tagger from this model file, and train the names alone.", valueName: "file"))
    var base: String?

    @Option(help: "Whoever trains with another seed gets another model of the same worth.")
    var seed: UInt64 = 1

    @Option(help: "How many models of different seeds are averaged for the names.")
    var averaged = 3

    @Option(help: "Rounds over the texts for the names.")
    var epochs = 5

    @Option(help: "The share of features left out at random, in percent.")
    var dropout = 40

    @Option(help: "How much annotated text weighs against silver.")
    var gold: Float = 4

    @Option(help: "How much a tweet weighs against other annotated text.")
    var tweets: Float = 1

    @Option(help: "How many documents of made-up agency copy are learned from.")
    var wire = 1200

    @Option(help: "How many features of names are kept.")
    var nameRows = 340_000

    @Option(help: "How many features of parts of speech are kept.")
    var taggerRows = 130_000

    func validate() throws {
        guard folds == 0 || (2...20).contains(folds) else { throw ValidationError("--folds wants a number from 2 to 20") }
        guard (0...90).contains(dropout) else { throw ValidationError("--dropout wants a number from 0 to 90") }
        guard averaged > 0, epochs > 0, wire >= 0, nameRows > 0, taggerRows > 0 else { throw ValidationError("counts are positive") }
    }

    func run() throws {
        var training = try LanguageTraining(data: data, extra: extra, base: base, seed: seed)
        training.tags = .init(rows: taggerRows)
        training.names = .init(
            rows: nameRows, epochs: epochs, averaged: averaged, dropout: Float(dropout) / 100, goldWeight: gold, tweetShare: tweets,
            wire: wire)
        if folds > 0 { try training.crossValidate(folds: folds) }
        let file = try training.model()
        try Files.write(file, to: output)
        note("\(output): \(file.count) bytes")
    }
}
