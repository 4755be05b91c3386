import Articles

/// Makes the trees that choose an article's text from pages whose text is known.
///
/// The second round learns from what the first says of pages that it has not seen: for that, the first is trained on parts of the pages
/// as well, by sites.
public struct BlockTrainer {
    /// Trees of the first and of the second round, chosen by cross-validation.
    public static let usualTrees = (first: 200, second: 120)
    /// Parts for the second round's view of the first.
    static let innerFolds = 3

    /// Classes and phrases that may only speak against a segment: no page shows the opposite often enough to be believed.
    private static let againstClasses = [
        "share", "related", "newsletter", "comment", "navigation", "footer", "advert", "consent", "login", "promotion", "rating", "sidebar",
        "caption", "author",
    ]
    private static let againstPhrases = ["share", "newsletter", "comment", "login", "copyright", "follow", "advert", "donate"]

    /// A page with its rows, read once.
    private struct Prepared {
        let page: KnownPage
        let shape: TrainingPage
        let labels: SegmentLabels
    }

    private let pages: [Prepared]
    private let trees: (first: Int, second: Int)
    private let note: (String) -> Void

    /// - Parameters:
    ///   - pages: in an order that is the same each time.
    ///   - trees: of the first and of the second round.
    ///   - note: called with lines on the progress.
    public init(_ pages: [KnownPage], trees: (first: Int, second: Int) = usualTrees, note: @escaping (String) -> Void) {
        self.note = note
        self.trees = trees
        self.pages = pages.map { page in
            let shape = TrainingPage(html: page.html, url: page.url)
            return Prepared(page: page, shape: shape, labels: SegmentLabels(page, texts: shape.texts))
        }
        note("\(pages.count) pages, \(self.pages.reduce(0) { $0 + $1.shape.texts.count }) segments")
    }

    /// Trains on all pages.
    /// - Returns: the model's file.
    public func train() -> [UInt8] { train(Array(pages.indices)) }

    /// Trains without and measures on a part of the pages, for each part in turn, all pages of a site being in one part.
    ///
    /// - Parameters:
    ///   - folds: how many parts.
    ///   - dealing: a number for the way in which sites are dealt into parts, since figures differ by it.
    /// - Returns: the figures of each folder of pages.
    public func crossValidate(folds: Int, dealing: UInt64 = 0) -> [TextScore] {
        var scores: [String: TextScore] = [:]
        let parts = parts(Array(pages.indices), count: folds, salt: dealing)
        for (number, part) in parts.enumerated() {
            let rest = pages.indices.filter { !part.contains($0) }
            let bytes = train(rest)
            guard let model = bytes.withUnsafeBufferPointer({ BlockModel($0) }) else { continue }
            for index in part.sorted() {
                let page = pages[index].page
                scores[page.set, default: TextScore(set: page.set)].add(
                    ArticleExtractor.text(of: page.html, url: page.url, model: model), of: page)
            }
            note("fold \(number + 1) of \(folds)")
        }
        return scores.values.sorted { $0.set < $1.set }
    }

    private func train(_ chosen: [Int]) -> [UInt8] {
        let names = TrainingPage.names
        let first = grow(chosen, rows: chosen.map { pages[$0].shape.rows }, width: names.count, trees: self.trees.first)
        var opinions: [Int: [Float]] = [:]
        for part in parts(chosen, count: Self.innerFolds, salt: 7) {
            let rest = chosen.filter { !part.contains($0) }
            let trees = grow(rest, rows: rest.map { pages[$0].shape.rows }, width: names.count, trees: self.trees.first)
            let file = Self.file(first: trees, second: ["=0"])
            guard let view = file.withUnsafeBufferPointer({ BlockModel($0) }) else { continue }
            for index in part { opinions[index] = pages[index].shape.opinions(of: view) }
        }
        let rows = chosen.map { pages[$0].shape.secondRows(opinions: opinions[$0] ?? []) }
        let second = grow(chosen, rows: rows, width: TrainingPage.secondCount, trees: self.trees.second)
        return Self.file(first: first, second: second)
    }

    /// Grows the trees of one round.
    private func grow(_ chosen: [Int], rows: [[Float]], width: Int, trees: Int) -> [String] {
        let directions = TrainingPage.names.map(Self.direction)
        let settings = TreeGrower.Settings(
            trees: trees, directions: directions + Array(repeating: 0, count: max(0, width - directions.count)))
        var grower = TreeGrower(
            BinnedRows(rows.flatMap { $0 }, width: width), labels: chosen.flatMap { pages[$0].labels.labels },
            weights: chosen.flatMap { pages[$0].labels.weights }, settings: settings)
        grower.grow()
        return grower.text
    }

    /// What a number may say: a class's number is its distance, so that more of it may only speak for the segment.
    private static func direction(of name: String) -> Int {
        if name == "agreements" || name == "linkd" { return -1 }
        let stem = String(name.dropFirst(3))
        if name.hasPrefix("cl_"), againstClasses.contains(stem) { return 1 }
        return name.hasPrefix("ph_") && againstPhrases.contains(stem) ? -1 : 0
    }

    private static func file(first: [String], second: [String]) -> [UInt8] {
        let lines = [BlockModel.heading, "round 1"] + first + ["round 2"] + second
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Deals pages into parts, all of a site into one, the same way each time.
    private func parts(_ chosen: [Int], count: Int, salt: UInt64) -> [Set<Int>] {
        var random = SeededGenerator(salt)
        var sites = Set(chosen.map { pages[$0].page.site }).sorted()
        sites.shuffle(using: &random)
        let partOfSite = Dictionary(uniqueKeysWithValues: sites.enumerated().map { ($1, $0 % count) })
        var parts = Array(repeating: Set<Int>(), count: count)
        for index in chosen { parts[partOfSite[pages[index].page.site] ?? 0].insert(index) }
        return parts
    }
}
