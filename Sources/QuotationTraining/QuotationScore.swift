import Language
import Quotations

/// How many quotations are found, and how many of them with the right speaker.
///
/// A quotation is found where the words of both agree by half (twice the common words over the sum of both); its speaker is right
/// where both mentions share a word, or nobody is named in both. What people marked as optional counts neither way, and so does a
/// part of a quotation that was found already.
struct QuotationScore {
    private(set) var gold = 0
    private(set) var predicted = 0
    private(set) var found = 0
    private(set) var right = 0
    private(set) var goldByKind: [String: Int] = [:]
    private(set) var rightByKind: [String: Int] = [:]
    /// For each tenth of the confidence how many there were, how many of them were right, and the sum of their confidence.
    private(set) var bands = [(count: Int, right: Int, said: Double)](repeating: (0, 0, 0), count: 10)

    var precision: Double { predicted > 0 ? Double(right) / Double(predicted) : 0 }
    var recall: Double { gold > 0 ? Double(right) / Double(gold) : 0 }
    var joint: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }

    func recall(of kind: String) -> Double { goldByKind[kind].map { Double(rightByKind[kind] ?? 0) / Double(max($0, 1)) } ?? 0 }

    /// A quotation by its words.
    private struct Run {
        var words: Range<Int>
        var speaker: Range<Int>?
    }

    /// Counts one article.
    mutating func add(_ article: TrainingArticle, _ quotations: [Quotation], _ document: Document) {
        let words = WordTokens(document)
        let golds = article.quotes.map { Run(words: words.range($0.words), speaker: $0.speaker.map { words.range($0) }) }
        var seen: Set<Range<Int>> = []
        let predictions: [(Run, Double)] = quotations.compactMap { quotation in
            let run = Run(words: words.range(quotation.passage.scalars), speaker: quotation.speaker.map { words.range($0.mention.scalars) })
            return run.words.isEmpty || !seen.insert(run.words).inserted ? nil : (run, quotation.confidence)
        }
        let (goldMatch, predictedMatch) = match(article.quotes, golds, predictions.map(\.0.words))
        for (index, prediction) in predictions.enumerated() {
            var isRight = false
            if let match = predictedMatch[index] {
                if article.quotes[match].isOptional { continue }
                isRight = Self.isSame(golds[match].speaker, prediction.0.speaker)
            } else {
                let isInside = golds.indices.contains { other in
                    (article.quotes[other].isOptional || goldMatch[other] != nil)
                        && Self.common(golds[other].words, prediction.0.words) * 10 >= prediction.0.words.count * 8
                }
                if isInside { continue }
            }
            predicted += 1
            let band = min(9, max(0, Int(prediction.1 * 10)))
            bands[band].count += 1
            bands[band].right += isRight ? 1 : 0
            bands[band].said += prediction.1
        }
        for (index, quote) in article.quotes.enumerated() where !quote.isOptional {
            gold += 1
            goldByKind[quote.kind, default: 0] += 1
            let match = goldMatch[index] ?? neighbour(index, article.quotes, golds, goldMatch, predictions.map(\.0.words))
            guard let match else { continue }
            found += 1
            guard Self.isSame(golds[index].speaker, predictions[match].0.speaker) else { continue }
            right += 1
            rightByKind[quote.kind, default: 0] += 1
        }
    }

    /// One to one, the best agreements first, what is optional last.
    private func match(_ quotes: [TrainingArticle.Quote], _ golds: [Run], _ predictions: [Range<Int>]) -> ([Int: Int], [Int: Int]) {
        var pairs: [(isOptional: Bool, agreement: Double, gold: Int, prediction: Int)] = []
        for (index, gold) in golds.enumerated() {
            for (other, prediction) in predictions.enumerated() {
                let agreement = Double(2 * Self.common(gold.words, prediction)) / Double(max(1, gold.words.count + prediction.count))
                if agreement >= 0.5 { pairs.append((quotes[index].isOptional, agreement, index, other)) }
            }
        }
        pairs.sort {
            ($0.isOptional ? 1 : 0, -$0.agreement, $0.gold, $0.prediction) < ($1.isOptional ? 1 : 0, -$1.agreement, $1.gold, $1.prediction)
        }
        var goldMatch: [Int: Int] = [:]
        var predictedMatch: [Int: Int] = [:]
        for pair in pairs where goldMatch[pair.gold] == nil && predictedMatch[pair.prediction] == nil {
            goldMatch[pair.gold] = pair.prediction
            predictedMatch[pair.prediction] = pair.gold
        }
        return (goldMatch, predictedMatch)
    }

    /// The quotation that holds a run together with another run of the same utterance.
    private func neighbour(
        _ index: Int, _ quotes: [TrainingArticle.Quote], _ golds: [Run], _ goldMatch: [Int: Int], _ predictions: [Range<Int>]
    ) -> Int? {
        for (other, match) in goldMatch where quotes[other].group == quotes[index].group {
            if Self.common(golds[index].words, predictions[match]) * 10 >= golds[index].words.count * 8 { return match }
        }
        return nil
    }

    private static func common(_ first: Range<Int>, _ second: Range<Int>) -> Int {
        max(0, min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound))
    }

    private static func isSame(_ first: Range<Int>?, _ second: Range<Int>?) -> Bool {
        guard let first, let second else { return first == nil && second == nil }
        return common(first, second) > 0
    }
}

/// The words of a document, counted.
private struct WordTokens {
    private var starts: [Int] = []

    init(_ document: Document) {
        for token in document.tokens {
            let first = document.text.bytes[token.start]
            let isWord = first | 0x20 >= 0x61 && first | 0x20 <= 0x7A || (0x30...0x39).contains(first) || first >= 0xC3 && first != 0xE2
            if isWord { starts.append(document.text.scalarOffset(ofByte: token.start)) }
        }
    }

    /// The words that begin within a range of scalars.
    func range(_ scalars: Range<Int>) -> Range<Int> { first(scalars.lowerBound)..<first(scalars.upperBound) }

    private func first(_ scalar: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
