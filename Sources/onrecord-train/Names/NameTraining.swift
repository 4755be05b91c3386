import Language

/// Trains the tagger of names.
struct NameTraining {
    struct Settings {
        /// How many features are kept.
        var rows = 340_000
        var epochs = 5
        /// How many models of different seeds are averaged.
        var averaged = 3
        var dropout: Float = 0.4
        /// How much annotated text weighs against silver.
        var goldWeight: Float = 4
        /// How much a tweet weighs against other annotated text.
        var tweetShare: Float = 1
        /// How many documents of made-up agency copy are learned from.
        var wire = 1200
    }

    let settings: Settings
    /// Words and parts of speech.
    let model: LanguageModel
    let seed: UInt64

    /// The section of the model file.
    ///
    /// - Parameter fold: the part of the development texts that is left out.
    func section(gold: [NameCorpus], silver: [NameCorpus], wire: NameCorpus, without fold: Fold?) -> [UInt8] {
        let features = FeatureSet()
        for corpus in gold {
            let weight = corpus.isTweets ? settings.goldWeight * settings.tweetShare : settings.goldWeight
            for (index, entry) in corpus.entries.enumerated() {
                if corpus.isDevelopment, let fold, fold.holds(index) { continue }
                add(entry, weight, to: features)
                if isLoud(index) { add(entry.inCapitals, 1, to: features) }
            }
        }
        let goldTokens = features.allowed.count
        for corpus in silver {
            for (index, entry) in corpus.entries.enumerated() {
                // A teacher that reads sentence by sentence is put right by what the whole document says.
                let repaired = repaired(entry)
                add(repaired, 1, to: features)
                if isLoud(index) { add(repaired.inCapitals, 1, to: features) }
            }
        }
        for entry in wire.entries { add(entry, 1, to: features) }
        features.number(minimum: 3)
        note("names: \(goldTokens) gold and \(features.allowed.count - goldTokens) silver tokens, \(features.hashes.count) features")
        let trainers = (0..<UInt64(settings.averaged)).map { number in
            let trainer = ChainTrainer(
                features, labels: NameTagger.labels, forbidden: Self.forbidden,
                settings: .init(epochs: settings.epochs, dropout: settings.dropout, seed: seed + number))
            trainer.train { note("names, seed \(seed + number), round \($0): loss \($1)") }
            return trainer
        }
        trainers[0].average(with: Array(trainers.dropFirst()))
        return trainers[0].section(rows: settings.rows)
    }

    /// One document in twenty is learned in capitals too, as headlines of wire copy are written.
    private func isLoud(_ index: Int) -> Bool { index % 20 == 3 }

    /// A name goes on only behind a token of its own kind.
    private static let forbidden: [Bool] = {
        let count = NameTagger.labels
        var forbidden = [Bool](repeating: false, count: (count + 1) * count)
        for previous in 0...count {
            for inside in stride(from: 2, to: count, by: 2) where previous == count || (previous != inside && previous != inside - 1) {
                forbidden[previous * count + inside] = true
            }
        }
        return forbidden
    }()

    private func context(_ document: Document) -> (TokenTable, NameTagger.Context) {
        let table = TokenTable(bytes: document.text.bytes, tokens: document.tokens, words: model.words)
        return (table, NameTagger.Context(table, sentences: document.sentences, phrases: model.phrases))
    }

    private func repaired(_ entry: NameCorpus.Entry) -> NameCorpus.Entry {
        let (table, context) = context(entry.document)
        var repaired = entry
        repaired.labels = [UInt8](repeating: 0, count: entry.labels.count)
        for name in NameRepair.repair(NameTagger.names(entry.labels, from: 0), entry.document, table, context) {
            for token in name.tokens { repaired.labels[token] = name.kind.rawValue * 2 + (token == name.tokens.lowerBound ? 1 : 2) }
        }
        return repaired
    }

    private func add(_ entry: NameCorpus.Entry, _ weight: Float, to features: FeatureSet) {
        guard let tagger = model.tagger else { return }
        let document = entry.document
        let (table, context) = context(document)
        let tags = document.sentences.flatMap { tagger.tags(table, $0) }
        for sentence in document.sentences {
            let masks = sentence.map { index -> UInt32 in
                let label = entry.labels[index]
                // Where the source leaves other names unmarked, a token outside may be one of them.
                return label == 0 && !entry.marksOthers ? Self.outsideOrOther : 1 << UInt32(label)
            }
            features.add(allowed: masks, weight: weight) { offset, emit in
                NameTagger.features(table, context, tags, model.clusters, sentence, sentence.lowerBound + offset, emit)
            }
        }
    }

    private static let outsideOrOther: UInt32 = [NameTagger.Kind.norp, .other].reduce(1) { mask, kind in
        mask | 3 << (UInt32(kind.rawValue) * 2 + 1)
    }
}

extension NameCorpus.Entry {
    /// The same in capitals.
    fileprivate var inCapitals: Self {
        var copy = self
        let bytes = document.text.bytes.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
        copy.document = Document(
            text: TextBuffer(String(decoding: bytes, as: UTF8.self)), tokens: document.tokens, sentences: document.sentences,
            paragraphs: document.paragraphs)
        return copy
    }
}
