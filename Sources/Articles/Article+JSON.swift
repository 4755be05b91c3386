import JSONText
import Markup

extension Article {
    /// The article as one JSON object.
    public var json: String {
        var writer = JSONWriter()
        writer.object { json in writeFields(to: &json) }
        return writer.text
    }

    /// Writes the article's members, without the object around them, in the order that never changes.
    ///
    /// Absent values are left out; `authors`, `categories`, `blocks` and `text` are there even if empty.
    public func writeFields(to json: inout JSONWriter) {
        json.field("url", url)
        json.field("canonical_url", canonicalURL)
        json.field("title", title)
        json.strings("authors", authors, evenIfEmpty: true)
        json.array("bylines", bylines) { json, byline in
            json.object { json in
                json.field("name", byline.name)
                json.field("role", byline.role)
            }
        }
        json.field("published", published?.local)
        json.field("modified", modified?.local)
        json.field("site_name", siteName)
        json.field("language", language)
        json.field("description", description)
        json.field("image", image)
        json.strings("categories", categories, evenIfEmpty: true)
        json.field("paywalled", paywalled)
        json.field("page_kind", pageKind.rawValue)
        json.strings("reservations", reservations)
        if isTruncated { json.field("truncated", true) }
        json.field("text", text)
        json.array("blocks", blocks, evenIfEmpty: true) { json, block in
            json.object { json in
                json.field("kind", block.kind.rawValue)
                json.field("text", block.text)
                json.field("start", block.start)
                json.field("end", block.end)
                json.field("level", block.level)
                json.field("time", block.time?.local)
            }
        }
    }
}
