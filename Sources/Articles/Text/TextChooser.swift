import Markup

/// Decides which segments of a page are the article's text.
struct TextChooser {
    /// Plain rules: running text in the main container, and short lines among it.
    static func keep(_ shape: inout PageShape) -> [Bool] {
        let cut = shape.cut
        var keep = Array(repeating: false, count: cut.segments.count)
        let main = shape.mainContainer
        let inside = cut.segments(in: main)
        let bad: [ClassVocabulary] = [
            .share, .related, .newsletter, .comment, .navigation, .footer, .sidebar, .advert, .author, .tags, .caption, .consent, .tool,
            .promotion, .login,
            .legal, .contents, .rating, .date,
        ]
        let mask = bad.reduce(UInt64(0)) { $0 | $1.bit }
        for index in inside {
            let segment = cut.segments[index]
            var node = segment.container
            var isBad = segment.isHidden
            while node > main {
                if shape.categories(node) & mask != 0 { isBad = true }
                switch cut.page.tag(node) {
                case .aside, .nav, .footer, .form, .figcaption, .figure: isBad = true
                default: break
                }
                node = cut.page.parent(node)
            }
            if isBad { continue }
            if PageShape.runningSize(segment) > 0 { keep[index] = true; continue }
            if segment.linkDensity < 0.4 { keep[index] = true }
        }
        if let first = inside.first(where: { keep[$0] && PageShape.runningSize(cut.segments[$0]) > 0 }),
            let last = inside.last(where: { keep[$0] && PageShape.runningSize(cut.segments[$0]) > 0 })
        {
            for index in inside where index < first || index > last { keep[index] = false }
        }
        return keep
    }
}
