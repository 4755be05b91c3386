import Markup

/// A page as the training of ``BlockModel`` sees it: its segments' texts and their numbers.
package struct TrainingPage {
    /// The segments' texts.
    package let texts: [String]
    private let features: SegmentFeatures

    /// What each number of a first-round row is.
    package static var names: [String] { SegmentFeatures.names }
    /// Numbers in a row of the second round.
    package static var secondCount: Int { SegmentFeatures.count + OpinionContext.count }

    package init(html: [UInt8], url: String?) {
        let utf8 = ArticleExtractor.decoded(html, contentType: nil)
        let facts = PageFacts(page: HTMLDocument(utf8: utf8), url: url)
        var article = Article()
        PageMetadata.write(facts, to: &article)
        let shape = PageShape(facts.cut)
        features = SegmentFeatures(shape, hints: PageHints(article, facts: facts))
        texts = shape.cut.segments.map { shape.cut.string($0) }
    }

    /// One row of numbers for each segment, all in one array.
    package var rows: [Float] { features.rows }

    /// What a model's first round says of each segment.
    package func opinions(of model: BlockModel) -> [Float] { model.opinions(features) }

    /// The rows of the second round.
    /// - Parameter opinions: the first round's probability for each segment.
    package func secondRows(opinions: [Float]) -> [Float] { BlockModel.secondRows(features, opinions: opinions) }

    /// Hashes of a text's words, small, by which texts are compared.
    package static func words(_ text: String) -> [UInt64] { FoldedWords(Array(text.utf8)).words }
}
