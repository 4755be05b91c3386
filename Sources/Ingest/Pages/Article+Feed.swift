import Articles
import Markup
import Store

extension Article {
    /// Fills in from the feed what the page does not say.
    mutating func adopt(_ item: FoundItem) {
        if title?.isEmpty ?? true { title = item.title.map { PlainText.fromHTML($0) } }
        if authors.isEmpty { authors = item.authors }
        if published == nil { published = item.published.map { Timestamp(milliseconds: $0.milliseconds) } }
        if categories.isEmpty { categories = item.categories }
        if language == nil { language = item.language }
        if description == nil { description = item.summary.map { PlainText.fromHTML($0) }.flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// Takes over what a page without a text says of its article.
    mutating func adopt(metadataOf page: Article?) {
        guard let page else { return }
        (canonicalURL, siteName, image) = (page.canonicalURL, page.siteName, page.image)
        (paywalled, pageKind, reservations) = (page.paywalled, page.pageKind, page.reservations)
        if !page.authors.isEmpty { (authors, bylines) = (page.authors, page.bylines) }
        published = page.published ?? published
        modified = page.modified ?? modified
        title = page.title ?? title
        language = page.language ?? language
        description = page.description ?? description
    }
}
