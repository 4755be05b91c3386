import Language

/// Trains the tagger of parts of speech.
struct TaggerTraining {
    struct Settings {
        /// How many features are kept.
        var rows = 130_000
        var epochs = 6
        var dropout: Float = 0.15
    }

    let settings: Settings
    /// What is known of words.
    let model: LanguageModel
    let seed: UInt64

    /// The section of the model file.
    func section(_ sentences: [Document]) -> [UInt8] {
        let features = FeatureSet()
        for sentence in sentences {
            let table = TokenTable(bytes: sentence.text.bytes, tokens: sentence.tokens, words: model.words)
            features.add(allowed: sentence.tokens.map { 1 << UInt32($0.tag.rawValue) }, weight: 1) { index, emit in
                Tagger.features(table, model.clusters, sentence.tokens.indices, index, emit)
            }
        }
        features.number(minimum: 2)
        note("parts of speech: \(features.allowed.count) tokens, \(features.hashes.count) features")
        let count = Tagger.labels.count
        let trainer = ChainTrainer(
            features, labels: count, forbidden: [Bool](repeating: false, count: (count + 1) * count),
            settings: .init(epochs: settings.epochs, dropout: settings.dropout, seed: seed))
        trainer.train { note("parts of speech, round \($0): loss \($1)") }
        return trainer.section(rows: settings.rows)
    }
}
