import Markup

/// Makes an article's blocks of the segments that were kept, and of the captions between them.
struct BlockAssembler {
    private var shape: PageShape
    private let cut: SegmentedPage
    private let page: HTMLDocument
    private var keep: [Bool]

    /// A block with what is needed to decide whether it is running text.
    struct Candidate {
        var block: Article.Block
        var isRunning: Bool
        /// The segment that it begins with.
        var segment = 0
    }

    init(_ shape: PageShape, keep: [Bool]) {
        self.shape = shape
        cut = shape.cut
        page = shape.cut.page
        self.keep = keep
    }

    mutating func candidates() -> [Candidate] {
        dropRepetitions()
        dropSolicitations()
        keepTablesWhole()
        guard let first = keep.firstIndex(of: true), let last = keep.lastIndex(of: true) else { return [] }
        let body = foldedBody()
        // A page of nothing but quotations is not searched for each of them.
        var comparisons = 0
        var found: [Candidate] = []
        var table: (node: Int, row: Int)?
        var keyPointHeading = -99
        for index in first...last {
            let segment = cut.segments[index]
            guard keep[index] else {
                if let caption = caption(segment) { found.append(Candidate(block: caption, isRunning: false, segment: index)) }
                continue
            }
            var (kind, level) = kind(of: segment)
            let text = kind == .code ? cut.string(segment).trimmed : TextCleaner.clean(cut.string(segment))
            guard !text.isEmpty else { continue }
            if kind == .table {
                let place = tablePlace(segment.container)
                if let open = table, open.node == place.table, let block = found.last?.block, block.kind == .table {
                    found[found.count - 1].block.text = block.text + (open.row == place.row ? " | " : "\n") + text
                } else {
                    found.append(Candidate(block: Article.Block(kind: .table, text: text), isRunning: true, segment: index))
                }
                table = (place.table, place.row)
                continue
            }
            table = nil
            if kind == .heading || segment.emphasisSize * 10 > segment.size * 8, segment.size < 60,
                shape.phrases[index] & PhraseVocabulary.keyPoints.bit != 0
            {
                keyPointHeading = index
            } else if kind == .listItem, index - keyPointHeading == 1 {
                kind = .keyPoint
                keyPointHeading = index
            }
            var isRunning = kind != .caption
            if kind == .pullQuote || kind == .quote || kind == .heading, segment.size >= 25, comparisons < 200,
                repeats(text, in: body, counting: &comparisons)
            {
                kind = .pullQuote
                level = nil
                isRunning = false
            }
            found.append(Candidate(block: Article.Block(kind: kind, text: text, level: level), isRunning: isRunning, segment: index))
        }
        return found
    }

    private mutating func dropSolicitations() {
        let classes =
            ClassVocabulary.newsletter.bit | ClassVocabulary.promotion.bit | ClassVocabulary.share.bit | ClassVocabulary.related.bit
            | ClassVocabulary.advert.bit | ClassVocabulary.consent.bit
        // Whose small boxes are never the text, whatever stands in them.
        let strangers = ClassVocabulary.newsletter.bit | ClassVocabulary.consent.bit | ClassVocabulary.author.bit
        for (index, segment) in cut.segments.enumerated() where keep[index] && segment.size <= 320 {
            var node = segment.container
            var hasClass = false
            var isHeading = false
            for _ in 0..<4 where node > 0 && node != shape.mainContainer {
                let categories = shape.categories(node)
                if categories & classes != 0 { hasClass = true }
                if categories & strangers != 0, shape.size(cut.segments(in: node)) <= 600 { keep[index] = false }
                // "Read more" and a few links: a box that is named so and holds nothing else.
                if segment.isLink, categories & ClassVocabulary.related.bit != 0 {
                    let box = cut.segments(in: node)
                    if shape.linkSize(box) * 10 >= shape.size(box) * 7 { keep[index] = false }
                }
                if page.tag(node).headingLevel != nil { isHeading = true }
                node = page.parent(node)
            }
            if SolicitationRules.drops(segment, in: cut, isHeading: isHeading, hasClass: hasClass) { keep[index] = false }
        }
    }

    /// Keeps all cells of a table of data or none, as most of its words are judged: the model sees each cell by itself.
    private mutating func keepTablesWhole() {
        var seen: Set<Int> = []
        for index in keep.indices where keep[index] {
            let cell = cut.segments[index].container
            guard page.tag(cell) == .td || page.tag(cell) == .th, isDataTable(cell) else { continue }
            let table = tablePlace(cell).table
            guard table > 0, seen.insert(table).inserted else { continue }
            let cells = cut.segments(in: table)
            let kept = cells.reduce(0) { keep[$1] ? $0 + cut.segments[$1].size : $0 }
            let isKept = kept * 2 >= shape.size(cells)
            for cell in cells { keep[cell] = isKept }
        }
    }

    /// Lets a long text that stands twice, once hidden, count once.
    private mutating func dropRepetitions() {
        var seen: Set<ArraySlice<UInt8>> = []
        for (index, segment) in cut.segments.enumerated() where keep[index] && segment.size >= 60 {
            if !seen.insert(cut.bytes[segment.text]).inserted { keep[index] = false }
        }
    }

    /// The kept paragraphs' letters, to look a pull quote up in.
    private mutating func foldedBody() -> [UInt8] {
        var body: [UInt8] = []
        for (index, segment) in cut.segments.enumerated() where keep[index] && segment.size >= 40 {
            let kind = kind(of: segment).0
            guard kind == .paragraph || kind == .listItem else { continue }
            body.append(contentsOf: FoldedWords.letters(cut.bytes[segment.text]))
            body.append(0)
        }
        return body
    }

    /// Whether the words of a text stand, in one piece, in the body as well.
    private func repeats(_ text: String, in body: [UInt8], counting comparisons: inout Int) -> Bool {
        comparisons += 1
        let folded = FoldedWords.letters(Array(text.utf8))
        guard folded.count >= 16, folded.count <= min(body.count, 2000) else { return false }
        return ByteSearch.contains(folded, in: body)
    }

    /// The caption that a segment is, if it stands in a figure's caption.
    private mutating func caption(_ segment: Segment) -> Article.Block? {
        guard segment.size >= 15, segment.linkDensity < 0.5 else { return nil }
        var node = segment.container
        for _ in 0..<4 where node > 0 {
            if page.tag(node) == .figcaption {
                let text = TextCleaner.clean(cut.string(segment))
                return text.isEmpty ? nil : Article.Block(kind: .caption, text: text)
            }
            node = page.parent(node)
        }
        return nil
    }

    private func tablePlace(_ node: Int) -> (table: Int, row: Int) {
        var node = node
        var row = 0
        while node > 0 {
            if page.tag(node) == .tr, row == 0 { row = node }
            if page.tag(node) == .table { return (node, row) }
            node = page.parent(node)
        }
        return (0, row)
    }

    private mutating func kind(of segment: Segment) -> (Article.Block.Kind, level: Int?) {
        var node = segment.container
        var kind: Article.Block.Kind?
        var hasQuoteClass = false
        var steps = 0
        while node > 0, steps < 12 {
            let tag = page.tag(node)
            if steps < 3, let level = tag.headingLevel { return (.heading, level) }
            let categories = shape.categories(node)
            if categories & ClassVocabulary.keyPoints.bit != 0, steps < 4, tag != .article, tag != .main { return (.keyPoint, nil) }
            if categories & ClassVocabulary.quote.bit != 0, steps < 3, tag != .article { hasQuoteClass = true }
            switch tag {
            case .li, .dd, .dt: kind = kind ?? .listItem
            case .blockquote: kind = hasQuoteClass ? .pullQuote : .quote
            case .figcaption: return (.caption, nil)
            case .td, .th: if kind == nil, isDataTable(node) { kind = .table }
            case .pre: kind = .code
            case .aside: if kind == .quote || hasQuoteClass { kind = .pullQuote }
            default: break
            }
            if node == shape.mainContainer { break }
            node = page.parent(node)
            steps += 1
        }
        if hasQuoteClass, kind == nil || kind == .quote { return (.pullQuote, nil) }
        return (kind ?? .paragraph, nil)
    }

    /// Whether a cell's table holds data, not the page's layout: short cells in several rows.
    private func isDataTable(_ cell: Int) -> Bool {
        var table = cell
        while table > 0, page.tag(table) != .table { table = page.parent(table) }
        guard table > 0 else { return false }
        let range = cut.segments(in: table)
        guard range.count >= 2 else { return false }
        return shape.size(range) / range.count < 160
    }
}
