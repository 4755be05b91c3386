import Markup

/// What ``BlockModel`` knows of each segment: its words, the elements around it, and its place on the page.
///
/// Everything is told relative to the main container (``PageShape/mainContainer``): the classes that count are those
/// between a segment and the nearest element that it shares with the main container, for what lies above is the same
/// for all of the text.
struct SegmentFeatures {
    var shape: PageShape
    let hints: PageHints
    let page: HTMLDocument
    let segments: [Segment]
    /// One row of numbers for each segment.
    private(set) var rows: [Float] = []
    private let isMainAncestor: [Bool]
    let totalSize: Float
    let totalRunning: Float
    private var groups: [Int: Group] = [:]
    /// For each segment a number for the style it shares with others.
    private(set) var signatures: [Int] = []
    var copies: [ArraySlice<UInt8>: Int] = [:]
    /// For each segment the nearest running one before it, and behind it.
    var runningBefore: [Int] = []
    var runningAfter: [Int] = []
    var isHeading: [Bool] = []
    var relations: [PageHints.Relation] = []
    var titlePlace: Int
    /// Elements that other ways of looking at the page take for the text's.
    let roots: TextRoots

    /// Segments that are styled alike: same element and class, in a parent of the same element and class.
    private struct Group {
        var count = 0
        var size = 0
        var linkSize = 0
        var running = 0
    }

    init(_ shape: PageShape, hints: PageHints) {
        self.shape = shape
        self.hints = hints
        page = shape.cut.page
        segments = shape.cut.segments
        var isMainAncestor = Array(repeating: false, count: page.nodes.count)
        var node = shape.mainContainer
        while node >= 0 {
            isMainAncestor[node] = true
            node = page.parent(node)
        }
        self.isMainAncestor = isMainAncestor
        totalSize = Float(max(1, shape.size(0..<segments.count)))
        totalRunning = Float(max(1, shape.running(0..<segments.count)))
        titlePlace = segments.count
        roots = TextRoots(&self.shape)
        survey()
        rows.reserveCapacity(segments.count * Self.count)
        for index in segments.indices { append(index) }
    }

    /// The segments' sizes.
    var sizes: [Float] { segments.map { Float($0.size) } }

    /// The segments' shares of characters within links.
    var linkDensities: [Float] { segments.map(\.linkDensity) }

    /// For each segment the segments in its container's parent, that one's parent and so on, five times.
    var ancestorRanges: [[Range<Int>]] {
        segments.map { segment in
            var node = segment.container
            return (0..<5).map { _ in
                node = max(0, page.parent(node))
                return shape.cut.segments(in: node)
            }
        }
    }

    // MARK: The page at large

    private mutating func survey() {
        var last = -1
        for (index, segment) in segments.enumerated() {
            let signature = self.signature(segment.container)
            signatures.append(signature)
            let running = PageShape.runningSize(segment)
            groups[signature, default: Group()].count += 1
            groups[signature]?.size += segment.size
            groups[signature]?.linkSize += segment.linkSize
            groups[signature]?.running += running
            copies[shape.cut.bytes[segment.text], default: 0] += 1
            runningBefore.append(last)
            if running > 0 { last = index }
            isHeading.append(headingLevel(segment) > 0)
        }
        runningAfter = Array(repeating: segments.count, count: segments.count)
        var next = segments.count
        for index in segments.indices.reversed() {
            runningAfter[index] = next
            if PageShape.runningSize(segments[index]) > 0 { next = index }
        }
        relations = segments.map { hints.relation(to: $0, in: shape.cut) }
        let lastRunning = segments.indices.last { PageShape.runningSize(segments[$0]) > 0 } ?? 0
        let titles = segments.indices.filter { relations[$0].isTitle }
        titlePlace = titles.last { isHeading[$0] && $0 <= lastRunning } ?? titles.first ?? segments.count
    }

    private func headingLevel(_ segment: Segment) -> Int {
        var node = segment.container
        for _ in 0..<3 where node > 0 {
            if let level = page.tag(node).headingLevel { return level }
            node = page.parent(node)
        }
        return 0
    }

    /// A number for an element's and its parent's names and classes.
    private func signature(_ node: Int) -> Int {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for element in [node, page.parent(node)] where element >= 0 {
            hash = (hash ^ UInt64(page.tag(element).rawValue)) &* 1_099_511_628_211
            guard let range = page.attributeRange(.class, of: element) else { continue }
            for byte in page.buffer[range] { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        }
        return Int(truncatingIfNeeded: hash)
    }

    // MARK: One segment

    private mutating func append(_ index: Int) {
        let segment = segments[index]
        appendWords(index, segment)
        appendElements(index, segment)
        appendPlace(index, segment)
        appendNeighbours(index)
        appendRoots(index, segment)
        appendPage()
    }

    private mutating func appendRoots(_ index: Int, _ segment: Segment) {
        for root in roots.all {
            guard root > 0 else {
                add(-1)
                continue
            }
            let range = shape.cut.segments(in: root)
            add(
                range.contains(index)
                    ? 0 : index < range.lowerBound ? max(-10, index - range.lowerBound) : min(10, index - range.upperBound + 1))
        }
        let containers = roots.all.count { $0 > 0 && shape.cut.segments(in: $0).contains(index) }
        add(containers)
        var node = segment.container
        var articles = 0
        var steps = 0
        while node > 0, steps < 60 {
            if page.tag(node) == .article { articles += 1 }
            node = page.parent(node)
            steps += 1
        }
        add(articles)
    }

    mutating func add(_ value: Float) { rows.append(value) }
    mutating func add(_ value: Int) { rows.append(Float(value)) }
    mutating func add(_ value: Bool) { rows.append(value ? 1 : 0) }

    private static let pathTags: [HTMLTag] = [
        .aside, .nav, .footer, .header, .figure, .form, .table, .ul, .ol, .section, .article, .blockquote, .a, .li, .dl, .figcaption, .p,
        .other,
        .label, .summary, .address, .small, .center, .span,
    ]

    private mutating func appendElements(_ index: Int, _ segment: Segment) {
        let container = page.tag(segment.container)
        add(headingLevel(segment))
        add(container == .p)
        add(container == .li)
        add(container == .div)
        add(container == .td || container == .th)
        // The way up to what the segment shares with the main container.
        var distances = Array(repeating: Float(20), count: ClassVocabulary.allCases.count)
        var tags = Array(repeating: Float(20), count: Self.pathTags.count)
        var node = segment.container
        var branch = node
        var steps = 0
        while node > 0, !isMainAncestor[node], steps < 19 {
            var categories = shape.categories(node)
            while categories != 0 {
                let bit = categories.trailingZeroBitCount
                categories &= categories - 1
                if bit < distances.count, distances[bit] == 20 { distances[bit] = Float(steps) }
            }
            let tag = page.tag(node)
            if let place = Self.pathTags.firstIndex(of: tag), tags[place] == 20 { tags[place] = Float(steps) }
            branch = node
            node = page.parent(node)
            steps += 1
        }
        while node > 0, !isMainAncestor[node] {
            branch = node
            node = page.parent(node)
        }
        var up = 0
        var main = shape.mainContainer
        while main > node, main > 0 {
            main = page.parent(main)
            up += 1
        }
        rows.append(contentsOf: distances)
        rows.append(contentsOf: tags)
        add(agreements(index, distances))
        add(steps)
        add(up)
        var inner = segment.nodes.lowerBound
        var innerTags: UInt64 = 0
        var innerCategories: UInt64 = 0
        while inner > segment.container {
            if page.tag(inner) == .span || page.tag(inner) == .a || page.tag(inner) == .small || page.tag(inner) == .time {
                innerTags |= page.tag(inner) == .small ? 1 : page.tag(inner) == .time ? 2 : 0
                innerCategories |= shape.categories(inner)
            }
            inner = page.parent(inner)
        }
        add(Int(innerTags))
        add(
            innerCategories
                & (ClassVocabulary.caption.bit | ClassVocabulary.author.bit | ClassVocabulary.date.bit | ClassVocabulary.share.bit
                    | ClassVocabulary.related.bit | ClassVocabulary.tool.bit) != 0)
        appendSums(of: branch)
        let parent = max(0, page.parent(segment.container))
        appendSums(of: parent)
        appendSums(of: max(0, page.parent(parent)))
        let group = groups[signatures[index]] ?? Group()
        add(group.count)
        add(group.size)
        add(Float(group.linkSize) / Float(max(1, group.size)))
        add(Float(group.running) / totalRunning)
        add(Float(group.running) / Float(max(1, group.size)))
    }

    /// How many kinds of surroundings both a segment's own words and the classes around it point to.
    private func agreements(_ index: Int, _ distances: [Float]) -> Int {
        Self.surroundings.count { pair in
            shape.phrases[index] & pair.phrase.bit != 0 && distances[Int(pair.category.rawValue)] < 6
        }
    }

    private static let surroundings: [(phrase: PhraseVocabulary, category: ClassVocabulary)] = [
        (.newsletter, .newsletter), (.newsletter, .promotion), (.share, .share), (.follow, .share), (.related, .related),
        (.comment, .comment),
        (.advert, .advert), (.login, .consent), (.login, .login), (.copyright, .footer), (.copyright, .legal), (.byline, .author),
        (.credit, .caption), (.credit, .image), (.date, .date), (.donate, .promotion), (.affiliate, .promotion), (.app, .promotion),
    ]

    private mutating func appendSums(of node: Int) {
        let range = shape.cut.segments(in: node)
        let size = Float(max(1, shape.size(range)))
        add(range.count)
        add(size)
        add(Float(shape.linkSize(range)) / size)
        add(Float(shape.running(range)) / size)
        add(Float(shape.running(range)) / totalRunning)
    }

    private mutating func appendPage() {
        add(segments.count)
        add(totalRunning)
        add(totalRunning / totalSize)
        let range = shape.cut.segments(in: shape.mainContainer)
        add(Float(shape.running(range)) / totalRunning)
        add(Float(shape.linkSize(range)) / Float(max(1, shape.size(range))))
        add(hints.isArticle)
        for root in roots.all { add(root > 0 ? Float(shape.running(in: root)) / totalRunning : -1) }
    }

    /// Numbers in a row.
    static let count: Int = names.count

    /// What each number of a row is, for training.
    static let names: [String] = {
        var names = [
            "size", "words", "wordlen", "linkd", "links", "commas", "sentences", "digits", "caps", "quotes", "emph", "ending", "beginning",
            "hidden", "afterbr", "copies",
        ]
        names += PhraseVocabulary.allCases.map { "ph_\($0)" }
        names += ["rel_title", "rel_desc", "rel_author", "rel_body", "hlevel", "is_p", "is_li", "is_div", "is_td"]
        names += ClassVocabulary.allCases.map { "cl_\($0)" }
        names += pathTags.map { "tag_\($0)" }
        names += ["agreements", "steps", "up", "inner_tags", "inner_cat"]
        for element in ["br", "pa", "gp"] { names += ["n", "size", "linkd", "rund", "runshare"].map { "\(element)_\($0)" } }
        names += ["g_n", "g_size", "g_linkd", "g_runshare", "g_rund"]
        names += [
            "pos", "index", "rindex", "runpos", "mainpos", "mainout", "d_runprev", "d_runnext", "l_runprev", "l_runnext", "gap_prev",
            "gap_next",
            "title_off", "sig_prev", "sig_next",
        ]
        for offset in ["m2", "m1", "p1", "p2"] { names += ["size", "linkd", "kind", "dist"].map { "\(offset)_\($0)" } }
        names += ["h_dist", "h_size", "h_rel", "prev_ph"]
        names += TextRoots.names.map { "in_\($0)" } + ["in_roots", "in_articles"]
        names += ["pg_n", "pg_run", "pg_rund", "pg_mainshare", "pg_mainlinkd", "pg_article"]
        names += TextRoots.names.map { "share_\($0)" }
        return names
    }()
}
