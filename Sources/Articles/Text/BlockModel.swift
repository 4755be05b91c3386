/// Gives each segment of a page the probability that it is the article's text.
///
/// Two rounds of gradient-boosted trees. The first judges a segment by its own words, the classes and names of the elements
/// around it, and its place (``SegmentFeatures``); the second sees the first's opinion on the neighbours and on the
/// elements around as well, so that one odd line in a list goes with its list.
///
/// How the trees were made: the rows of some 700 news pages with known text, in twenty languages, were labelled by how many of
/// a segment's groups of four words stand in the known text, weighted by their words so that each page counts alike.
/// LightGBM, learning rate 0.08, 15 leaves, at least 60 segments a leaf, half of the numbers tried for each tree, 200 trees for the
/// first round and 120 for the second, which learned from opinions on pages that the first had not seen. Numbers of trees and
/// threshold were chosen by five-fold cross-validation with all pages of a site in one fold.
enum BlockModel {
    /// The least probability with which a segment is kept.
    static let threshold: Float = 0.48

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
