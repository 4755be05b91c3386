import Foundation

/// An article as its newsroom filed it; a template makes the page.
struct Story: Sendable {
    /// Someone who wrote it.
    struct Author: Sendable {
        var name: String
        var role: String
    }

    /// The picture above it.
    struct Picture: Sendable {
        var caption: String
        var credit: String
    }

    var publication: Publication
    /// Path of its page, from the root of the site.
    var path: String
    var section: String
    var headline: String
    var standfirst: String
    var authors: [Author]
    /// Minutes before the edition at which it went out.
    var age: Int
    var picture: Picture
    /// A sentence of the body that the page repeats in large type; empty for none.
    var pullQuote = ""
    /// The text in the newsroom's notation: paragraphs between empty lines, `## ` before a heading; inline HTML as it is.
    var text: String

    /// A paragraph or heading of the text.
    struct Paragraph: Sendable, Hashable {
        var isHeading: Bool
        /// HTML without the element around it.
        var html: String
    }

    var paragraphs: [Paragraph] {
        text.split(separator: "\n\n").map { block in
            let line = block.split(separator: "\n").joined(separator: " ")
            return line.hasPrefix("## ")
                ? Paragraph(isHeading: true, html: String(line.dropFirst(3))) : Paragraph(isHeading: false, html: line)
        }
    }

    /// The whole text as simple HTML, as feeds carry it.
    var html: String {
        paragraphs.map { $0.isHeading ? "<h2>\($0.html)</h2>" : "<p>\($0.html)</p>" }.joined(separator: "\n")
    }

    var byline: String { authors.map(\.name).joined(separator: " and ") }
}
