import Articles
import Quotations
import Records

extension Readers {
    /// The blocks of an article stand where they say.
    static func page(_ bytes: [UInt8]) {
        guard let article = try? ArticleExtractor.extract(bytes, url: "https://lakeside.example/a") else { return }
        let scalars = Array(article.text.unicodeScalars)
        for block in article.blocks {
            guard let start = block.start, let end = block.end else { continue }
            check(0 <= start && start <= end && end <= scalars.count, "a block stands within the text")
            check(Array(block.text.unicodeScalars) == Array(scalars[start..<end]), "a block's text is what stands there")
        }
    }

    /// Quotations, their speakers and cues stand where they say.
    static func text(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let scalars = Array(text.unicodeScalars)
        let annotations = Annotations.annotate(text)
        for quotation in annotations.quotations {
            for passage in [quotation.passage, quotation.speaker?.mention, quotation.cue].compactMap(\.self) + quotation.verbatim {
                let range = passage.scalars
                check(range.upperBound <= scalars.count, "a passage stands within the text")
                check(Array(passage.text.unicodeScalars) == Array(scalars[range]), "a passage is what stands there")
            }
        }
        let length = annotations.document.text.bytes.count
        check(annotations.document.tokens.allSatisfy { $0.start < $0.end && $0.end <= length }, "tokens stand within the text")
    }
}
