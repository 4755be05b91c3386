private import CBlockModel

/// Gives each segment of a page the probability that it is the article's text.
///
/// Two rounds of gradient-boosted trees. The first judges a segment by its own words, the classes and names of the elements
/// around it, and its place (``SegmentFeatures``); the second sees the first's opinion on the neighbours and on the
/// elements around as well, so that one odd line in a list goes with its list.
///
/// The trees are made from pages with known text by `onrecord-train articles`; data, settings and figures stand in `MODEL.md`.
/// Whoever adds a number to ``SegmentFeatures`` or ``OpinionContext`` has to train anew.
package struct BlockModel: Sendable {
    /// The least probability with which a segment is kept; between two kept ones, and alone among left-out ones.
    private static let threshold: (usual: Float, between: Float, alone: Float) = (0.5, 0.38, 0.62)
    /// Where hardly anything is kept, the threshold for all.
    private static let lowThreshold: Float = 0.3
    /// Characters below which that holds.
    private static let fewCharacters: Float = 200

    /// Which segments are the article's text.
    func keep(_ features: SegmentFeatures) -> [Bool] {
        let probabilities = probabilities(features)
        let threshold = Self.threshold
        var keep = probabilities.map { $0 >= threshold.usual }
        let sizes = features.sizes
        let kept = keep.indices.reduce(Float(0)) { keep[$1] ? $0 + sizes[$1] : $0 }
        if kept < Self.fewCharacters {
            // Not the links: a page of nothing else has no text.
            let linkDensities = features.linkDensities
            keep = probabilities.indices.map { keep[$0] || (probabilities[$0] >= Self.lowThreshold && linkDensities[$0] < 0.3) }
        }
        let last = keep.count - 1
        guard last >= 2 else { return keep }
        for index in 1..<last where !keep[index] && probabilities[index] >= threshold.between {
            keep[index] = keep[index - 1] && keep[index + 1]
        }
        guard kept >= Self.fewCharacters else { return keep }
        for index in keep.indices where keep[index] && probabilities[index] < threshold.alone {
            keep[index] = (index > 0 && keep[index - 1]) || (index < last && keep[index + 1])
        }
        return keep
    }

    private let first: DecisionTrees
    private let second: DecisionTrees

    /// The model that ships with the program.
    static let shipped: BlockModel? = BlockModel(
        UnsafeBufferPointer(start: onrecord_block_model(), count: onrecord_block_model_length()))

    /// Reads a model: a first line, `round 1`, trees, `round 2`, trees.
    package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let head = lines.first, head.elementsEqual(Self.heading.utf8),
            let one = lines.firstIndex(where: { $0.elementsEqual("round 1".utf8) }),
            let two = lines.firstIndex(where: { $0.elementsEqual("round 2".utf8) }), one < two, two + 1 < lines.endIndex
        else { return nil }
        let firstText = bytes[lines[one].endIndex..<lines[two].startIndex]
        guard let first = DecisionTrees(UnsafeBufferPointer(rebasing: firstText), numbers: SegmentFeatures.count),
            let second = DecisionTrees(
                UnsafeBufferPointer(rebasing: bytes[lines[two].endIndex...]), numbers: SegmentFeatures.count + OpinionContext.count)
        else { return nil }
        (self.first, self.second) = (first, second)
    }

    /// The first line of a model's file.
    package static let heading = "onrecord-blocks 1"

    /// What the first round says of each segment.
    func opinions(_ features: SegmentFeatures) -> [Float] {
        let count = features.rows.count / SegmentFeatures.count
        return (0..<count).map { first.probability(features.rows, at: $0 * SegmentFeatures.count) }
    }

    func probabilities(_ features: SegmentFeatures) -> [Float] {
        let opinions = opinions(features)
        let rows = Self.secondRows(features, opinions: opinions)
        let width = SegmentFeatures.count + OpinionContext.count
        return opinions.indices.map { second.probability(rows, at: $0 * width) }
    }

    /// The second round's rows: a segment's own numbers and what the first round says around it.
    static func secondRows(_ features: SegmentFeatures, opinions: [Float]) -> [Float] {
        let context = OpinionContext(opinions, features: features)
        var rows: [Float] = []
        rows.reserveCapacity(opinions.count * (SegmentFeatures.count + OpinionContext.count))
        for index in opinions.indices {
            rows.append(contentsOf: features.rows[index * SegmentFeatures.count..<(index + 1) * SegmentFeatures.count])
            context.append(index, to: &rows)
        }
        return rows
    }
}
