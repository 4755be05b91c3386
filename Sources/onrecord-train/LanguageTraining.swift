import Language

/// Makes the English model from annotated text, part after part: words, parts of speech, names.
struct LanguageTraining {
    var tags = TaggerTraining.Settings()
    var names = NameTraining.Settings()

    private let seed: UInt64
    private let treebanks: (training: [Document], development: [(path: String, sentences: [Document])])
    private let gold: [NameCorpus]
    private let silver: [NameCorpus]
    private let wire: WireCopy
    /// What is known of words: the sections in front of the tagger's.
    private let words: [[UInt8]]
    /// A tagger that was trained already.
    private let tagger: [UInt8]?

    /// Reads all that is learned from.
    ///
    /// - Parameters:
    ///   - data: the folder with `ud`, `ner`, `gazetteers` and `raw`.
    ///   - extra: the folder with silver texts, and with word vectors or clusters.
    ///   - base: a model file whose words and tagger are used again.
    init(data: String, extra: String?, base: String?, seed: UInt64) throws {
        self.seed = seed
        let silver = try Self.silver(data: data, extra: extra)
        let peoples = NameCorpus.peoples(in: silver, atLeast: 3)
        self.silver = silver
        gold = try Files.list("\(data)/ner", ending: ".jsonl").map { path in
            try NameCorpus(path, marksOthers: !NameCorpus.withoutOthers.contains { path.contains("/\($0)/") }, peoples: peoples)
        }
        guard !gold.isEmpty else { throw TrainingFailure(description: "\(data)/ner: no annotated names (*.jsonl)") }
        wire = try WireCopy(gazetteers: "\(data)/gazetteers", seed: seed)
        treebanks = (
            try Files.list("\(data)/ud", ending: "train.conllu").flatMap { try Treebank($0).sentences },
            try Files.list("\(data)/ud", ending: "dev.conllu").map { ($0, try Treebank($0).sentences) }
        )
        if let base {
            guard let image = Self.image(try Files.read(base)) else { throw TrainingFailure(description: "\(base) is no model file") }
            words = (0..<3).map { Array(image.section($0)) }
            tagger = Array(image.section(LanguageModel.Section.tagger.rawValue))
        } else {
            words = try Self.words(data: data, extra: extra, silver.flatMap(\.entries).map(\.document) + treebanks.training, seed: seed)
            tagger = nil
        }
    }

    /// Measures models that have not seen a part of the development texts on that part.
    func crossValidate(folds: Int) throws {
        let tagger = try tagger ?? trainedTagger(treebanks.training)
        let base = try Self.model(words + [tagger])
        for (path, sentences) in treebanks.development {
            note("\(path): parts of speech right \(Score.percent(Evaluation.tagger(base, sentences)))")
        }
        var scores = [Score](repeating: Score(), count: gold.count)
        for number in 0..<folds {
            let fold = Fold(number: number, of: folds)
            note("part \(number + 1) of \(folds)")
            let trained = try Self.model(words + [tagger, trainedNames(base, without: fold)])
            for (index, corpus) in gold.enumerated() where corpus.isDevelopment {
                scores[index] += Evaluation.names(trained, corpus.entries.enumerated().filter { fold.holds($0.offset) }.map(\.element))
            }
        }
        for (corpus, score) in zip(gold, scores) where corpus.isDevelopment { note("\(corpus.path): \(score.text)") }
    }

    /// The model file, learned from all texts.
    func model() throws -> [UInt8] {
        let tagger = try tagger ?? trainedTagger(treebanks.training + treebanks.development.flatMap(\.sentences))
        let names = try trainedNames(Self.model(words + [tagger]), without: nil)
        return ModelImage.file(words + [tagger, names])
    }

    private func trainedTagger(_ sentences: [Document]) throws -> [UInt8] {
        guard !sentences.isEmpty else { throw TrainingFailure(description: "no treebank (ud/*train.conllu)") }
        return TaggerTraining(settings: tags, model: try Self.model(words), seed: seed).section(sentences)
    }

    private func trainedNames(_ model: LanguageModel, without fold: Fold?) -> [UInt8] {
        var wire = wire
        return NameTraining(settings: names, model: model, seed: seed).section(
            gold: gold, silver: silver, wire: NameCorpus(wire.pieces(names.wire)), without: fold)
    }

    // MARK: Reading

    /// Texts whose names another model has labelled, or else the model that ships.
    private static func silver(data: String, extra: String?) throws -> [NameCorpus] {
        let labelled =
            try extra.map { try Files.list($0, ending: ".jsonl").map { try NameCorpus($0, marksOthers: true, peoples: []) } } ?? []
        guard labelled.isEmpty else { return labelled }
        let annotator = Annotator()
        return try Files.list("\(data)/raw", ending: ".jsonl.gz").map { path in
            note("labelling \(path)")
            return try NameCorpus(labelling: path, with: annotator)
        }
    }

    private static func words(data: String, extra: String?, _ documents: [Document], seed: UInt64) throws -> [[UInt8]] {
        let (clusters, vectors) = ("\(extra ?? "")/clusters.tsv", "\(extra ?? "")/vectors.txt")
        guard extra != nil, Files.exists(clusters) || Files.exists(vectors) else {
            note("neither word vectors nor clusters: what the model that ships knows of words is taken over")
            return try shippedWords()
        }
        var lists = WordLists()
        try lists.readNames("\(data)/gazetteers")
        try lists.readOrganizations("\(extra ?? "")/organizations.txt")
        if Files.exists(clusters) {
            try lists.readClusters(clusters)
        } else {
            let clusters = try WordClusters(vectors, frequency: frequencies(documents), seed: seed)
            lists.add(clusters.places)
            note("clusters: \(clusters.places.count) words, mean cosine to their centres \(Score.percent(Double(clusters.likeness)))")
        }
        lists.countCapitals(documents)
        return lists.sections
    }

    private static func shippedWords() throws -> [[UInt8]] {
        guard let image = LanguageModel.embeddedImage else { throw TrainingFailure(description: "this program was built without a model") }
        return (0..<3).map { Array(image.section($0)) }
    }

    /// How often each lower-cased word stands in the texts.
    private static func frequencies(_ documents: [Document]) -> [String: Int] {
        var frequencies: [String: Int] = [:]
        for document in documents {
            for token in document.tokens { frequencies[document.text.string(token).lowercased(), default: 0] += 1 }
        }
        return frequencies
    }

    /// A model that stays in memory for the rest of the run.
    private static func image(_ bytes: [UInt8]) -> ModelImage? {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
        copy.copyBytes(from: bytes)
        return ModelImage(UnsafeRawBufferPointer(copy))
    }

    private static func model(_ sections: [[UInt8]]) throws -> LanguageModel {
        guard let image = image(ModelImage.file(sections)) else { throw TrainingFailure(description: "the sections make no model") }
        return LanguageModel(image)
    }
}

/// A part of the development texts that a model is measured on, and so has not seen.
struct Fold {
    var number: Int
    var of: Int

    func holds(_ index: Int) -> Bool { index % of == number }
}
