import Markup

/// Rows of numbers for a page's segments and their texts, from which the model is trained.
package struct TrainingPage {
    package let texts: [String]
    package let rows: [Float]
    package let ranges: [[Int]]
    package let styles: [Int]
    package static var names: [String] { SegmentFeatures.names }

    package init(html: [UInt8], url: String?) {
        let utf8 = ArticleExtractor.decoded(html, contentType: nil)
        let facts = PageFacts(page: HTMLDocument(utf8: utf8), url: url)
        var article = Article()
        PageMetadata.write(facts, to: &article)
        let shape = PageShape(facts.cut)
        let features = SegmentFeatures(shape, hints: PageHints(article, facts: facts))
        texts = shape.cut.segments.map { shape.cut.string($0) }
        rows = features.rows
        var numbers: [Int: Int] = [:]
        styles = features.signatures.map { style in
            let number = numbers[style] ?? numbers.count
            numbers[style] = number
            return number
        }
        ranges = shape.cut.segments.map { segment in
            var node = segment.container
            var found: [Int] = []
            for _ in 0..<6 {
                let range = shape.cut.segments(in: max(0, node))
                found.append(range.lowerBound)
                found.append(range.upperBound)
                node = shape.cut.page.parent(max(0, node))
            }
            return found
        }
    }
}
