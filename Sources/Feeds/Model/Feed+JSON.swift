import JSONText
import Markup

extension Feed {
    /// The feed as one JSON object: absent values are left out, times are RFC 3339 in UTC.
    public var json: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }

    /// Writes the feed as one JSON object.
    public func write(to json: inout JSONWriter) {
        json.object { writeMembers(to: &$0) }
    }

    /// Writes the members of the feed's object, for a caller that has members of its own to add.
    public func writeMembers(to json: inout JSONWriter) {
        json.field("format", format.name)
        json.field("title", title)
        json.field("description", description)
        json.field("link", link)
        json.field("language", language)
        json.field("updated", updated?.utc)
        json.array("authors", authors) { $1.write(to: &$0) }
        json.array("items", items, evenIfEmpty: true) { $1.write(to: &$0) }
    }
}

extension Feed.Person {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("name", name)
            json.field("email", email)
            json.field("url", url)
        }
    }
}

extension Feed.Item {
    /// Writes the item's object; `content` is the fullest text there is, which in much of RSS is the description.
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("link", link)
            json.field("title", title)
            json.field("summary", summary)
            json.field("content", content ?? summary)
            json.field("published", published?.utc)
            json.field("updated", updated?.utc)
            json.array("authors", authors) { $1.write(to: &$0) }
            json.strings("categories", categories)
            json.array("enclosures", enclosures) { json, enclosure in
                json.object { json in
                    json.field("url", enclosure.url)
                    json.field("type", enclosure.type)
                    json.field("length", enclosure.length.map { Int($0) })
                }
            }
            json.field("language", language)
        }
    }
}
