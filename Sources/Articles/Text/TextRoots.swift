import Markup

/// The elements that several ways of looking at a page take for the one that holds the text; 0 for none.
///
/// They agree on most pages. Where they do not, ``BlockModel`` has learned from examples whom to believe.
struct TextRoots {
    static let names = ["body", "article", "main", "scored"]

    /// By class or microdata: "article-body", `itemprop="articleBody"`.
    private(set) var body = 0
    /// The `article` element with the most running text.
    private(set) var article = 0
    /// The `main` element.
    private(set) var main = 0
    /// The element whose own paragraphs have the most running text, those of its children counted by half.
    private(set) var scored = 0

    var all: [Int] { [body, article, main, scored] }

    init(_ shape: inout PageShape) {
        var seen: Set<Int> = []
        var scores: [Int: Int] = [:]
        var most = (body: 0, article: 0, main: 0)
        for segment in shape.cut.segments {
            let running = PageShape.runningSize(segment)
            guard running > 0 else { continue }
            let page = shape.cut.page
            var node = segment.container
            if page.tag(node) == .p || page.tag(node) == .li { node = page.parent(node) }
            if node > 0 {
                scores[node, default: 0] += running
                scores[page.parent(node), default: 0] += running / 2
            }
            var steps = 0
            node = segment.container
            while node > 0, steps < 100, seen.insert(node).inserted {
                let tag = page.tag(node)
                let size = shape.running(in: node)
                if tag == .article, size > most.article { (article, most.article) = (node, size) }
                if tag == .main, size > most.main { (main, most.main) = (node, size) }
                if tag != .body, shape.categories(node) & ClassVocabulary.articleBody.bit != 0, size * 10 >= most.body * 9 {
                    // Of two with nearly the same text the inner one.
                    if size > most.body * 11 / 10 || page.contains(body, node) { (body, most.body) = (node, max(size, most.body)) }
                }
                node = page.parent(node)
                steps += 1
            }
        }
        var best = 0
        for (node, score) in scores where score > best || (score == best && node < scored) { (scored, best) = (node, score) }
    }
}
