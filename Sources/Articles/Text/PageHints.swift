import Markup

/// What the metadata tells about the text: words to recognise the title, the standfirst, the author and the body by.
struct PageHints: Sendable {
    var foldedTitle: String?
    private var titleWords: Set<String> = []
    private var descriptionWords: Set<String> = []
    private var foldedAuthors: [String] = []
    /// Hashes of the body's groups of three words, where linked data has the body.
    private var bodyShingles: Set<Int> = []
    var isArticle = false

    /// How a segment is related to the hints: shares of its words, -1 where there is no hint.
    struct Relation {
        var title: Float
        var description: Float
        var author: Float
        var body: Float
    }

    init() {}

    init(_ article: Article, facts: PageFacts) {
        if let title = article.title, !title.isEmpty {
            foldedTitle = Words.folded(title)
            titleWords = Set(Words.words(title))
        }
        if let description = article.description { descriptionWords = Set(Words.words(description).prefix(200)) }
        foldedAuthors = article.authors.map(Words.folded).filter { $0.count > 3 }
        isArticle = facts.meta.first("og:type")?.lowercased() == "article" || facts.linked.article != nil
        if let body = facts.linked.article?["articleBody"]?.string, body.utf8.count > 200, body.utf8.count < 400_000 {
            let words = Words.words(Words.plain(body))
            if words.count >= 40 { bodyShingles = Set(Self.shingles(words)) }
        }
    }

    private static func shingles(_ words: [String]) -> [Int] {
        guard words.count >= 3 else { return [] }
        return (0..<(words.count - 2)).map { index in
            var hash: UInt64 = 14_695_981_039_346_656_037
            for word in words[index..<index + 3] {
                for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
                hash = (hash ^ 32) &* 1_099_511_628_211
            }
            return Int(truncatingIfNeeded: hash)
        }
    }

    func relation(to segment: Segment, in cut: SegmentedPage) -> Relation {
        var relation = Relation(title: -1, description: -1, author: -1, body: -1)
        let isShort = segment.size <= 600
        guard isShort || !bodyShingles.isEmpty else { return relation }
        let text = cut.string(segment)
        let words = Words.words(text)
        if isShort, !words.isEmpty {
            if !titleWords.isEmpty { relation.title = share(of: words, in: titleWords) }
            if !descriptionWords.isEmpty { relation.description = share(of: words, in: descriptionWords) }
            if !foldedAuthors.isEmpty, segment.size <= 200 {
                let folded = Words.folded(text)
                relation.author = foldedAuthors.contains { folded.contains($0) } ? 1 : 0
            }
        }
        if !bodyShingles.isEmpty {
            let shingles = Self.shingles(words)
            relation.body = shingles.isEmpty ? 0.5 : Float(shingles.count { bodyShingles.contains($0) }) / Float(shingles.count)
        }
        return relation
    }

    private func share(of words: [String], in set: Set<String>) -> Float {
        Float(words.count { set.contains($0) }) / Float(max(words.count, min(set.count, 6)))
    }
}
