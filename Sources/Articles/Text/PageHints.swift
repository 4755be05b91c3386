import Markup

/// What the metadata tells about the text: words to recognise the title, the standfirst, the author and the body by.
struct PageHints: Sendable {
    /// A hash over the title's letters.
    private(set) var title: UInt64?
    private var titleWords: Set<UInt64> = []
    private var descriptionWords: Set<UInt64> = []
    private var authors: [[UInt8]] = []
    /// Hashes of the body's groups of three words, where linked data has the body.
    private var bodyShingles: Set<UInt64> = []
    private(set) var isArticle = false

    /// How a segment is related to the hints: shares of its words, -1 where there is no hint.
    struct Relation {
        var title: Float = -1
        var description: Float = -1
        var author: Float = -1
        var body: Float = -1
        /// Whether the segment is the title, letter by letter.
        var isTitle = false
    }

    init() {}

    init(_ article: Article, facts: PageFacts) {
        if let title = article.title, !title.isEmpty {
            let folded = FoldedWords(Array(title.utf8))
            self.title = folded.whole
            titleWords = Set(folded.words)
        }
        if let description = article.description { descriptionWords = Set(FoldedWords(Array(description.utf8)).words.prefix(200)) }
        authors = article.authors.prefix(10).map { FoldedWords.letters(Array($0.utf8)) }.filter { $0.count > 3 }
        isArticle = facts.meta.first("og:type")?.lowercased() == "article" || facts.linked.article != nil
        if let body = facts.linked.article?["articleBody"]?.string, body.utf8.count > 200, body.utf8.count < 400_000 {
            let words = FoldedWords(Array(Words.plain(body).utf8)).words
            if words.count >= 40 { bodyShingles = Set(Self.shingles(words)) }
        }
    }

    private static func shingles(_ words: [UInt64]) -> [UInt64] {
        guard words.count >= 3 else { return [] }
        return (0..<(words.count - 2)).map { index in
            (words[index] &* 31 ^ words[index + 1]) &* 1_099_511_628_211 ^ words[index + 2]
        }
    }

    func relation(to segment: Segment, in cut: SegmentedPage) -> Relation {
        var relation = Relation()
        let isShort = segment.size <= 600
        guard isShort || !bodyShingles.isEmpty else { return relation }
        let folded = FoldedWords(cut.bytes[segment.text])
        if isShort, !folded.words.isEmpty {
            if !titleWords.isEmpty { relation.title = share(of: folded.words, in: titleWords) }
            if !descriptionWords.isEmpty { relation.description = share(of: folded.words, in: descriptionWords) }
            if !authors.isEmpty, segment.size <= 200 {
                let letters = FoldedWords.letters(cut.bytes[segment.text])
                relation.author = authors.contains { ByteSearch.contains($0, in: letters) } ? 1 : 0
            }
            relation.isTitle = folded.whole == title
        }
        if !bodyShingles.isEmpty {
            let shingles = Self.shingles(folded.words)
            relation.body = shingles.isEmpty ? 0.5 : Float(shingles.count { bodyShingles.contains($0) }) / Float(shingles.count)
        }
        return relation
    }

    private func share(of words: [UInt64], in set: Set<UInt64>) -> Float {
        Float(words.count { set.contains($0) }) / Float(max(words.count, min(set.count, 6)))
    }
}
