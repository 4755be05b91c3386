import JSONText
import Markup

/// Reads articles from pages.
///
/// ```swift
/// let article = try ArticleExtractor.extract(bytes, contentType: "text/html; charset=utf-8", url: "https://example.org/a")
/// print(article.title ?? "", article.text)
/// ```
public enum ArticleExtractor {
    /// How much of a page is read.
    public struct Limits: Sendable {
        public var html: HTMLLimits
        /// Segments of text; what follows is passed over.
        public var segments: Int

        public init(html: HTMLLimits = .standard, segments: Int = 20_000) {
            self.html = html
            self.segments = segments
        }

        public static let standard = Limits()
    }

    /// Reads the article of a page.
    ///
    /// - Parameters:
    ///   - html: the page's bytes as they came.
    ///   - contentType: the `Content-Type` header, for its charset.
    ///   - url: the address the page was fetched from.
    ///   - limits: how much is read.
    /// - Throws: ``ArticleError`` where the bytes are no page.
    public static func extract(
        _ html: [UInt8], contentType: String? = nil, url: String? = nil, limits: Limits = .standard
    ) throws(ArticleError) -> Article {
        guard html.contains(where: { $0 > 0x20 }) else { throw ArticleError(.empty, "the page is empty") }
        if let format = FileFormat.notHTML(html) { throw ArticleError(.notHTML, "the bytes are \(format), not a page") }
        let utf8 = decoded(html, contentType: contentType)
        return read(HTMLDocument(utf8: utf8, limits: limits.html), url: url, limits: limits)
    }

    /// The page in UTF-8. Bytes that are UTF-8 throughout are taken as such, whatever a header or `meta` element says:
    /// publishers change their servers' charset and forget the pages'.
    static func decoded(_ html: [UInt8], contentType: String?) -> [UInt8] {
        let hasMarks = html.contains { $0 >= 0xC2 }
        if hasMarks, !html.starts(with: [0xFF, 0xFE]), !html.starts(with: [0xFE, 0xFF]), !html.contains(0),
            String(validating: html, as: UTF8.self) != nil
        {
            return html.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(html.dropFirst(3)) : html
        }
        return Charset.decode(html, contentType: contentType, kind: .html).utf8
    }

    static func read(_ page: HTMLDocument, url: String?, limits: Limits, model: BlockModel? = .shipped) -> Article {
        let facts = PageFacts(page: page, url: url, segments: limits.segments)
        var article = Article()
        PageMetadata.write(facts, to: &article)
        article.isTruncated = page.isTruncated || facts.cut.isTruncated
        let shape = PageShape(facts.cut)
        let features = SegmentFeatures(shape, hints: PageHints(article, facts: facts))
        let keep = model?.keep(features) ?? Array(repeating: false, count: facts.cut.segments.count)
        var assembler = BlockAssembler(shape, keep: keep)
        var blocks = assembler.candidates()
        if PageKindChooser.isLive(facts) { date(&blocks, by: LiveEntries(facts.cut)) }
        article.setBlocks(blocks.map { ($0.block, $0.isRunning) })
        completeFromScripts(&article, facts: facts)
        article.pageKind = PageKindChooser(facts: facts, shape: shape, keep: keep).kind(of: article)
        if article.pageKind == .index || article.pageKind == .error { article.setBlocks([]) }
        return article
    }

    /// Reads a page's article with another model than the one that ships, to measure it.
    package static func text(of html: [UInt8], url: String?, model: BlockModel) -> String {
        let utf8 = decoded(html, contentType: nil)
        return read(HTMLDocument(utf8: utf8), url: url, limits: .standard, model: model).text
    }

    /// Gives the first block of each entry its time.
    private static func date(_ blocks: inout [BlockAssembler.Candidate], by entries: LiveEntries) {
        var current = -1
        for index in blocks.indices where blocks[index].isRunning {
            guard let entry = entries.entry(of: blocks[index].segment), entry.number != current else { continue }
            current = entry.number
            blocks[index].block.time = entry.time
        }
    }

    /// Takes the body from the page's scripts where they hold much more of it than the page shows.
    private static func completeFromScripts(_ article: inout Article, facts: PageFacts) {
        let shown = article.text.utf8.count
        guard shown < 3000 else { return }
        let blocks = StructuredBody(facts).blocks()
        let size = StructuredBody.size(blocks)
        guard size >= 250, size > shown * 2 else { return }
        article.setBlocks(blocks.map { ($0, true) })
    }

    /// Makes an article of the content that a feed gives with an item.
    ///
    /// - Parameters:
    ///   - html: the content as HTML.
    ///   - url: the item's address.
    ///   - title: the item's title.
    public static func fromFeedContent(
        html: String, url: String?, title: String?, authors: [String] = [], published: Timestamp? = nil, modified: Timestamp? = nil,
        language: String? = nil, categories: [String] = [], siteName: String? = nil, limits: Limits = .standard
    ) -> Article {
        var article = Article()
        article.url = url
        article.title = title.map(Words.plain)
        article.published = published
        article.modified = modified
        article.language = language
        article.categories = categories
        article.siteName = siteName
        let cleaner = BylineCleaner(siteName: siteName, host: nil)
        for author in authors {
            for byline in cleaner.bylines(in: author, isOrganization: false) where !article.authors.contains(byline.name) {
                article.authors.append(byline.name)
                article.bylines.append(byline)
            }
        }
        let shape = PageShape(Segmenter.segment(HTMLDocument(utf8: Array(html.utf8), limits: limits.html), limit: limits.segments))
        let keep = shape.cut.segments.map { segment in !(segment.isLink && segment.size < 80) }
        var assembler = BlockAssembler(shape, keep: keep)
        article.setBlocks(assembler.candidates().map { ($0.block, $0.isRunning) })
        return article
    }
}
