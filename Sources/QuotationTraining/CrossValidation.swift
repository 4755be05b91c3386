import JSONText
import Language
import Quotations

/// Measures the quotation model on articles that it was not learned from, whole and without each of its parts.
public struct CrossValidation {
    private let articles: [TrainingArticle]
    private let documents: [Document]
    private let models: [AttributionModel]

    /// Learns one model for each part of the articles, from the others.
    ///
    /// - Parameters:
    ///   - articles: annotated ones; every `folds`-th belongs to the same part.
    ///   - folds: the number of parts, at least two.
    public init(_ articles: [TrainingArticle], folds: Int) {
        precondition(folds >= 2, "two parts at least")
        self.articles = articles
        let annotator = Annotator()
        documents = articles.map { annotator.annotate($0.text) }
        models = (0..<folds).map { fold in
            let model = QuotationTrainer.model(from: articles.indices.filter { $0 % folds != fold }.map { articles[$0] })
            return AttributionModel(decoding: model.encoded) ?? model
        }
    }

    /// The tables of `MODEL.md`: what each part brings, and how often each band of confidence is right.
    public func report() -> String {
        let whole = score(.all)
        var lines = ["| | P | R | F1 | direct | mixed | indirect |", "|---|---|---|---|---|---|---|"]
        lines.append(row("all parts", whole))
        let parts: [(String, AttributionParts)] = [
            ("cues by a list of verbs", .learnedCues), ("the longest span beside the cue", .learnedContents),
            ("the nearest name or noun as speaker", .learnedSpeakers), ("no speech without a cue", .cuelessSpeech),
            ("no labels, dashes, headlines", .setting), ("the likeliest span alone, without support", .support),
            ("cue, content and speaker one by one", .frames), ("no turns and topics", .discourse),
            ("none of the learned choices", [.learnedCues, .learnedContents, .learnedSpeakers]),
        ]
        for (name, part) in parts { lines.append(row(name, score(AttributionParts.all.subtracting(part)))) }
        lines.append(row("plain patterns, no model", score(nil)))
        lines += ["", "| confidence | quotations | said | right |", "|---|---|---|---|"]
        for (tenth, band) in whole.bands.enumerated() where band.count > 0 {
            let share = Self.percent(Double(band.right) / Double(band.count))
            lines.append("| 0.\(tenth)– | \(band.count) | \(Self.percent(band.said / Double(band.count))) | \(share) |")
        }
        return lines.joined(separator: "\n")
    }

    /// What is found in the articles, each by the model that was not learned from it.
    ///
    /// - Returns: a line of `{"id":…,"quotes":[…]}` for each article, and the first row of ``report()``.
    public func predictions() -> (lines: [String], summary: String) {
        var score = QuotationScore()
        var lines: [String] = []
        for (index, article) in articles.enumerated() {
            let quotations = QuotationExtractor(model: models[index % models.count]).extract(from: documents[index])
            score.add(article, quotations, documents[index])
            var json = JSONWriter()
            json.object { json in
                json.field("id", article.id)
                Annotations(document: documents[index], quotations: quotations).writeFields(to: &json)
            }
            lines.append(json.text)
        }
        return (lines, row("all parts", score))
    }

    private func row(_ name: String, _ score: QuotationScore) -> String {
        let shares = [score.precision, score.recall, score.joint] + ["direct", "mixed", "indirect"].map { score.recall(of: $0) }
        return "| \(name) | \(shares.map { Self.percent($0) }.joined(separator: " | ")) |"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// - Parameter parts: those to use; `nil` for the plain patterns of languages without a model.
    private func score(_ parts: AttributionParts?) -> QuotationScore {
        var score = QuotationScore()
        for (index, article) in articles.enumerated() {
            var extractor = QuotationExtractor(model: parts == nil ? nil : models[index % models.count])
            extractor.forcesModel = parts != nil
            extractor.parts = parts ?? .all
            score.add(article, extractor.extract(from: documents[index]), documents[index])
        }
        return score
    }
}
