/// Gives each segment of a page the probability that it is the article's text.
///
/// Two rounds of gradient-boosted trees. The first judges a segment by its own words, the classes and names of the elements
/// around it, and its place (``SegmentFeatures``); the second sees the first's opinion on the neighbours and on the
/// elements around as well, so that one odd line in a list goes with its list.
///
/// How the trees were made: the rows of some 700 pages with known text, news in twenty languages for the most part, were labelled by
/// how many of a segment's groups of four words stand in the known text, weighted by their words so that each page counts alike.
/// LightGBM, learning rate 0.08, 15 leaves, at least 60 segments a leaf, half of the numbers tried for each tree, boilerplate classes
/// and phrases constrained to speak against a segment only, 200 trees for the first round and 120 for the second, which learned
/// from opinions on pages that the first had not seen. Numbers of trees and thresholds were chosen by three-fold cross-validation with
/// all pages of a site in one fold. Whoever adds a number to ``SegmentFeatures`` has to train anew.
enum BlockModel {
    /// The least probability with which a segment is kept; between two kept ones, and alone among left-out ones.
    private static let threshold: (usual: Float, between: Float, alone: Float) = (0.5, 0.38, 0.62)
    /// Where hardly anything is kept, the threshold for all.
    private static let lowThreshold: Float = 0.3
    /// Characters below which that holds.
    private static let fewCharacters: Float = 200

    /// Which segments are the article's text.
    static func keep(_ features: SegmentFeatures) -> [Bool] {
        let probabilities = probabilities(features)
        var keep = probabilities.map { $0 >= threshold.usual }
        let sizes = features.sizes
        let kept = keep.indices.reduce(Float(0)) { keep[$1] ? $0 + sizes[$1] : $0 }
        if kept < fewCharacters {
            // Not the links: a page of nothing else has no text.
            let linkDensities = features.linkDensities
            keep = probabilities.indices.map { keep[$0] || (probabilities[$0] >= lowThreshold && linkDensities[$0] < 0.3) }
        }
        let last = keep.count - 1
        guard last >= 2 else { return keep }
        for index in 1..<last where !keep[index] && probabilities[index] >= threshold.between {
            keep[index] = keep[index - 1] && keep[index + 1]
        }
        guard kept >= fewCharacters else { return keep }
        for index in keep.indices where keep[index] && probabilities[index] < threshold.alone {
            keep[index] = (index > 0 && keep[index - 1]) || (index < last && keep[index + 1])
        }
        return keep
    }

    private static let first = DecisionTrees(firstTrees)
    private static let second = DecisionTrees(secondTrees)

    static func probabilities(_ features: SegmentFeatures) -> [Float] {
        let count = features.rows.count / SegmentFeatures.count
        let opinions = (0..<count).map { first.probability(features.rows, at: $0 * SegmentFeatures.count) }
        let context = OpinionContext(opinions, features: features)
        var row: [Float] = []
        return (0..<count).map { index in
            row.removeAll(keepingCapacity: true)
            row.append(contentsOf: features.rows[index * SegmentFeatures.count..<(index + 1) * SegmentFeatures.count])
            context.append(index, to: &row)
            return second.probability(row, at: 0)
        }
    }
}
