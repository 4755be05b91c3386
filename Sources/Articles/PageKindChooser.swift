import JSONText
import Markup

/// Says what a page is, from what it declares and how much text was found.
struct PageKindChooser {
    let facts: PageFacts
    let shape: PageShape
    /// Which segments were taken for the text.
    let keep: [Bool]

    /// - Parameter article: with its metadata and text.
    func kind(of article: Article) -> Article.PageKind {
        let size = article.text.utf8.count
        if size < 1500, isError(article.title ?? "") { return .error }
        if Self.isLive(facts) { return .live }
        if isIndex(article, size: size) { return .index }
        if article.paywalled, size < 2500 { return .paywall }
        if isVideo, size < 700 { return .video }
        return .article
    }

    private func isError(_ title: String) -> Bool {
        let small = title.lowercased()
        let whole = ["404", "403", "error", "not found", "oops", "forbidden", "access denied", "just a moment...", "attention required!"]
        if whole.contains(small.trimmed) { return true }
        let parts = [
            "page not found", "404 not found", "404 error", "error 404", "403 forbidden", "access denied", "just a moment...",
            "seite nicht gefunden",
            "page introuvable", "página no encontrada", "pagina non trovata", "are you a robot", "attention required! | cloudflare",
            "service unavailable", "bad gateway", "internal server error",
        ]
        return parts.contains { small.contains($0) }
    }

    /// Whether a page calls itself a live blog.
    static func isLive(_ facts: PageFacts) -> Bool {
        if facts.linked.objects.contains(where: { LinkedData.isType($0, ["LiveBlogPosting"]) }) { return true }
        guard let root = facts.page.nodes.first(where: { facts.page.tag($0) == .body }),
            let range = facts.page.attributeRange(.class, of: root), !range.isEmpty
        else { return false }
        return ClassVocabulary.table.categories(in: facts.page.buffer, range) & ClassVocabulary.live.bit != 0
    }

    /// A page of links: the front page of a site, or many headings that are links and hardly a sentence.
    private func isIndex(_ article: Article, size: Int) -> Bool {
        if facts.linked.article != nil || facts.meta.first("og:type")?.lowercased() == "article" { return false }
        let kept = shape.cut.segments.indices.filter { keep[$0] }.map { shape.cut.segments[$0] }
        if kept.count(where: \.isLink) >= 15, kept.reduce(0, { $0 + $1.linkSize }) * 10 > kept.reduce(0, { $0 + $1.size }) * 7 {
            return true
        }
        if size >= 200 { return false }
        let links = shape.cut.segments.count { $0.isLink && $0.size >= (size == 0 ? 5 : 25) }
        if let url = facts.url {
            let address = WebAddress(url)
            if address.path.isEmpty || address.path == "/", (address.query ?? "").isEmpty, links >= 8 { return true }
        }
        return links >= 20
    }

    private var isVideo: Bool {
        if facts.meta.first("og:type")?.lowercased().hasPrefix("video") == true { return true }
        return facts.linked.article == nil && facts.linked.objects.contains { LinkedData.isType($0, ["VideoObject"]) }
    }
}
