import Markup

/// Makes an article's blocks of the segments that were kept.
struct BlockAssembler {
    private var shape: PageShape
    private let keep: [Bool]

    init(_ shape: PageShape, keep: [Bool]) {
        self.shape = shape
        self.keep = keep
    }

    mutating func blocks() -> [Article.Block] {
        var blocks: [Article.Block] = []
        for (index, segment) in shape.cut.segments.enumerated() where keep[index] {
            let (kind, level) = kind(of: segment)
            let text = shape.cut.string(segment).trimmed
            guard !text.isEmpty else { continue }
            blocks.append(Article.Block(kind: kind, text: text, level: level))
        }
        return blocks
    }

    private mutating func kind(of segment: Segment) -> (Article.Block.Kind, level: Int?) {
        let page = shape.cut.page
        var node = segment.container
        var isPullQuote = false
        var kind: Article.Block.Kind?
        var steps = 0
        while node > 0, steps < 12 {
            let tag = page.tag(node)
            let categories = shape.categories(node)
            if let level = tag.headingLevel, kind == nil { return (.heading, level) }
            if categories & ClassVocabulary.keyPoints.bit != 0, steps < 4 { return (.keyPoint, nil) }
            switch tag {
            case .li, .dd, .dt: kind = kind ?? .listItem
            case .blockquote: kind = .quote
            case .figcaption: return (.caption, nil)
            case .td, .th: kind = kind ?? .table
            case .pre: kind = .code
            case .aside where kind == .quote: isPullQuote = true
            default: break
            }
            if categories & ClassVocabulary.quote.bit != 0, steps < 3, kind == .quote || tag == .aside || tag == .div || tag == .p {
                isPullQuote = true
            }
            if node == shape.mainContainer { break }
            node = page.parent(node)
            steps += 1
        }
        if isPullQuote { return (.pullQuote, nil) }
        return (kind ?? .paragraph, nil)
    }
}
