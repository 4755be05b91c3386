import Language

/// Counts of what was found, what is there, and what is both.
struct Score {
    var right = 0
    var found = 0
    var gold = 0

    var precision: Double { found > 0 ? Double(right) / Double(found) : 0 }
    var recall: Double { gold > 0 ? Double(right) / Double(gold) : 0 }
    var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }

    /// Precision, recall and F1 in percent, with one digit.
    var text: String { "P \(Self.percent(precision)) R \(Self.percent(recall)) F1 \(Self.percent(f1))" }

    static func += (sum: inout Score, other: Score) {
        sum.right += other.right
        sum.found += other.found
        sum.gold += other.gold
    }

    static func percent(_ value: Double) -> String {
        let tenths = Int((value * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// Measures a model on annotated text.
enum Evaluation {
    /// The share of tokens whose part of speech is right.
    static func tagger(_ model: LanguageModel, _ sentences: [Document]) -> Double {
        guard let tagger = model.tagger else { return 0 }
        var right = 0
        var all = 0
        for document in sentences {
            let table = TokenTable(bytes: document.text.bytes, tokens: document.tokens, words: model.words)
            let tags = tagger.tags(table, document.tokens.indices)
            for (token, tag) in zip(document.tokens, tags) where token.tag == tag { right += 1 }
            all += tags.count
        }
        return Double(right) / Double(max(1, all))
    }

    /// Exact spans of people, organizations and places.
    static func names(_ model: LanguageModel, _ entries: some Sequence<NameCorpus.Entry>) -> Score {
        var score = Score()
        let annotator = Annotator(model: model)
        let kinds: [String: NameTagger.Kind] = ["person": .person, "organization": .organization, "location": .location]
        for entry in entries {
            let document = annotator.annotate(entry.document.text, language: "en")
            var found: Set<NameCorpus.Span> = []
            for mention in document.mentions where mention.kind == .name {
                guard let kind = kinds[document.entities[mention.entity].type], let last = mention.tokens.last else { continue }
                let start = document.text.scalarOffset(ofByte: document.tokens[mention.tokens.lowerBound].start)
                found.insert(.init(start: start, end: document.text.scalarOffset(ofByte: document.tokens[last].end), kind: kind))
            }
            let gold = Set(entry.gold.filter { kinds.values.contains($0.kind) })
            score.found += found.count
            score.gold += gold.count
            score.right += found.intersection(gold).count
        }
        return score
    }
}
