import Language

/// Makes the model file from annotated text, part after part.
struct Training {
    /// What may be set on the command line.
    struct Settings {
        /// The folder with `ud`, `ner` and `gazetteers`.
        var data = ""
        /// The folder with `clusters.tsv` or `vectors.txt`, and the silver corpora `*.jsonl`.
        var extra = ""
        var output = ""
        var seed: UInt64 = 1
        var taggerRows = 130_000
        var nameRows = 340_000
        var taggerEpochs = 6
        var nameEpochs = 5
        var taggerDropout: Float = 0.15
        var dropout: Float = 0.4
        var goldWeight: Float = 4
        /// How much a tweet counts against other gold.
        var tweetShare: Float = 1
        /// How many documents of made-up agency copy are learned from, and how much each sequence counts.
        var wire = 1200
        var wireWeight: Float = 1
        /// How many models of different seeds are averaged for the names.
        var averaged = 3
        /// Learn from the development parts too, and measure nothing with them.
        var final = false
        /// A model file whose words and tagger are used again.
        var base: String?
        var limit = Int.max
    }

    let settings: Settings
    private var log: (String) -> Void

    init(_ settings: Settings, log: @escaping (String) -> Void) {
        self.settings = settings
        self.log = log
    }

    func run() throws {
        let silverPaths = Files.list(settings.extra, ending: ".jsonl")
        var sections: [[UInt8]]
        if let base = settings.base, let model = Self.image(try Files.read(base)) {
            sections = (0..<4).map { Array(model.section($0)) }
        } else {
            sections = try words(silverPaths)
            sections.append(try tagger(sections))
        }
        sections.append(try names(sections, silverPaths))
        let file = ModelImage.file(sections)
        try Files.write(file, to: settings.output)
        log("\(settings.output): \(file.count) bytes, sections \(sections.map(\.count))")
    }

    /// A model that stays in memory for the rest of the run.
    static func image(_ bytes: [UInt8]) -> ModelImage? {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
        copy.copyBytes(from: bytes)
        return ModelImage(UnsafeRawBufferPointer(copy))
    }

    private func model(_ sections: [[UInt8]]) throws -> LanguageModel {
        guard let image = Self.image(ModelImage.file(sections)) else { throw Files.Failure(path: settings.output, code: 0) }
        return LanguageModel(image)
    }

    // MARK: Words

    private func words(_ silverPaths: [String]) throws -> [[UInt8]] {
        var lists = WordLists()
        try lists.readNames("\(settings.data)/gazetteers")
        try lists.readOrganizations("\(settings.extra)/organizations.txt")
        var documents: [Document] = []
        for path in silverPaths { documents += try NameCorpus(path, marksOthers: true, peoples: []).entries.map(\.document) }
        for path in Files.list("\(settings.data)/ud", ending: "train.conllu") { documents += try Treebank(path).sentences }
        let ready = "\(settings.extra)/clusters.tsv"
        if Files.exists(ready) {
            try lists.readClusters(ready)
        } else {
            let clusters = try WordClusters("\(settings.extra)/vectors.txt", frequency: Self.frequencies(documents), seed: settings.seed)
            lists.add(clusters.places)
            log("clusters: \(clusters.places.count) words, mean cosine to their centres \(Score.percent(Double(clusters.likeness)))")
        }
        lists.countCapitals(documents)
        log("words: \(lists.sections.map(\.count)) bytes")
        return lists.sections
    }

    /// How often each lower-cased word stands in the texts.
    private static func frequencies(_ documents: [Document]) -> [String: Int] {
        var frequencies: [String: Int] = [:]
        for document in documents {
            for token in document.tokens { frequencies[document.text.string(token).lowercased(), default: 0] += 1 }
        }
        return frequencies
    }

    // MARK: Parts of speech

    private func tagger(_ sections: [[UInt8]]) throws -> [UInt8] {
        let model = try model(sections)
        let features = FeatureSet()
        let development = Files.list("\(settings.data)/ud", ending: "dev.conllu")
        let paths = Files.list("\(settings.data)/ud", ending: "train.conllu") + (settings.final ? development : [])
        for path in paths {
            for sentence in try Treebank(path).sentences {
                let table = TokenTable(bytes: sentence.text.bytes, tokens: sentence.tokens, words: model.words)
                features.add(allowed: sentence.tokens.map { 1 << UInt32($0.tag.rawValue) }, weight: 1) { index, emit in
                    Tagger.features(table, model.clusters, sentence.tokens.indices, index, emit)
                }
            }
        }
        features.number(minimum: 2)
        log("tagger: \(features.allowed.count) tokens, \(features.hashes.count) features")
        let count = Tagger.labels.count
        let trainer = ChainTrainer(
            features, labels: count, forbidden: [Bool](repeating: false, count: (count + 1) * count),
            settings: .init(epochs: settings.taggerEpochs, dropout: settings.taggerDropout, seed: settings.seed))
        trainer.train { log("tagger epoch \($0) loss \($1)") }
        let section = trainer.section(rows: settings.taggerRows)
        let trained = try self.model(sections + [section])
        for path in development { log("\(path): UPOS \(Score.percent(Evaluation.tagger(trained, try Treebank(path).sentences)))") }
        return section
    }

    // MARK: Names

    private func names(_ sections: [[UInt8]], _ silverPaths: [String]) throws -> [UInt8] {
        let model = try model(sections)
        let peoples = try NameCorpus.peoples(in: silverPaths, atLeast: 3)
        let features = FeatureSet()
        var tests: [(name: String, entries: [NameCorpus.Entry])] = []
        for path in Files.list("\(settings.data)/ner", ending: ".jsonl") {
            let marksOthers = !["btc", "gum", "uner-ewt", "re3d"].contains { path.contains("/\($0)/") }
            let corpus = try NameCorpus(path, marksOthers: marksOthers, peoples: peoples)
            let weight =
                path.contains("/btc/") || path.contains("/wnut17/") ? settings.goldWeight * settings.tweetShare : settings.goldWeight
            let isTest = path.hasSuffix("/dev.jsonl") || path.hasSuffix("politics-dev.jsonl")
            if isTest, !settings.final {
                tests.append((path, corpus.entries.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)))
                for (index, entry) in corpus.entries.enumerated() where index % 2 == 0 { add(entry, weight, model, features) }
            } else {
                for (index, entry) in corpus.entries.enumerated() {
                    add(entry, weight, model, features)
                    if index % 20 == 3 { add(entry, 1, model, features, loud: true) }
                }
            }
        }
        let gold = features.allowed.count
        for path in silverPaths {
            let entries = try NameCorpus(path, marksOthers: true, peoples: peoples).entries
            var held: [NameCorpus.Entry] = []
            for (index, entry) in entries.enumerated() where index < settings.limit {
                if index % 20 == 7, !settings.final {
                    held.append(entry)
                    continue
                }
                add(entry, 1, model, features, repaired: true)
                if index % 20 == 3 { add(entry, 1, model, features, repaired: true, loud: true) }
            }
            tests.append((path, held))
        }
        var wire = try WireCopy(gazetteers: "\(settings.data)/gazetteers", seed: settings.seed)
        for entry in NameCorpus(wire.pieces(settings.wire)).entries { add(entry, settings.wireWeight, model, features) }
        features.number(minimum: 3)
        log("names: \(gold) gold and \(features.allowed.count - gold) silver tokens, \(features.hashes.count) features")
        let count = NameTagger.labels
        var forbidden = [Bool](repeating: false, count: (count + 1) * count)
        for previous in 0...count {
            for inside in stride(from: 2, to: count, by: 2) where previous == count || (previous != inside && previous != inside - 1) {
                forbidden[previous * count + inside] = true
            }
        }
        let trainers = (0..<UInt64(max(1, settings.averaged))).map { number in
            let trainer = ChainTrainer(
                features, labels: count, forbidden: forbidden,
                settings: .init(epochs: settings.nameEpochs, dropout: settings.dropout, seed: settings.seed + number))
            trainer.train { log("names seed \(settings.seed + number) epoch \($0) loss \($1)") }
            return trainer
        }
        trainers[0].average(with: Array(trainers.dropFirst()))
        let section = trainers[0].section(rows: settings.nameRows)
        let trained = try self.model(sections + [section])
        for test in tests where !test.entries.isEmpty { log("\(test.name): \(Evaluation.names(trained, test.entries).text)") }
        return section
    }

    private func add(
        _ entry: NameCorpus.Entry, _ weight: Float, _ model: LanguageModel, _ features: FeatureSet, repaired: Bool = false,
        loud: Bool = false
    ) {
        guard let tagger = model.tagger else { return }
        var document = entry.document
        if loud { document = Self.capitalised(document) }
        let table = TokenTable(bytes: document.text.bytes, tokens: document.tokens, words: model.words)
        let context = NameTagger.Context(table, sentences: document.sentences, phrases: model.phrases)
        var labels = entry.labels
        if repaired {
            // A teacher that reads sentence by sentence is put right by what the whole document says.
            let names = NameRepair.repair(NameTagger.names(labels, from: 0), document, table, context)
            labels = [UInt8](repeating: 0, count: labels.count)
            for name in names {
                for token in name.tokens { labels[token] = name.kind.rawValue * 2 + (token == name.tokens.lowerBound ? 1 : 2) }
            }
        }
        var tags: [PartOfSpeech] = []
        for sentence in document.sentences { tags += tagger.tags(table, sentence) }
        for sentence in document.sentences {
            let masks = sentence.map { index -> UInt32 in
                let label = labels[index]
                // Where the source leaves other names unmarked, a token outside may be one of them.
                return label == 0 && !entry.marksOthers ? Self.outsideOrOther : 1 << UInt32(label)
            }
            features.add(allowed: masks, weight: weight) { offset, emit in
                NameTagger.features(table, context, tags, model.clusters, sentence, sentence.lowerBound + offset, emit)
            }
        }
    }

    /// A document in capitals, as headlines of wire copy are.
    private static func capitalised(_ document: Document) -> Document {
        let bytes = document.text.bytes.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
        return Document(
            text: TextBuffer(String(decoding: bytes, as: UTF8.self)), tokens: document.tokens, sentences: document.sentences,
            paragraphs: document.paragraphs)
    }

    private static let outsideOrOther: UInt32 = [NameTagger.Kind.norp, .other].reduce(1) { mask, kind in
        mask | 3 << (UInt32(kind.rawValue) * 2 + 1)
    }
}
