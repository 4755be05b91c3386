import Markup

/// What a page's `meta` elements and microdata say, by name.
struct MetaTags: Sendable {
    private var values: [String: [String]] = [:]
    /// `link` elements' addresses by relation.
    private(set) var links: [String: [String]] = [:]

    private static let maximumTags = 2000

    init(_ page: HTMLDocument) {
        var count = 0
        for node in page.nodes {
            let tag = page.tag(node)
            guard tag == .meta || tag == .link, count < Self.maximumTags else { continue }
            count += 1
            if tag == .link {
                guard let relation = page.attribute(.rel, of: node), let address = page.attribute(.href, of: node) else { continue }
                for word in relation.lowercased().split(separator: " ") { links[String(word), default: []].append(address) }
                continue
            }
            guard let content = page.attribute(.content, of: node) else { continue }
            let text = Words.collapse(content)
            guard !text.isEmpty else { continue }
            for attribute in [HTMLAttribute.name, .property, .itemprop] {
                guard let key = page.attribute(attribute, of: node) else { continue }
                for word in key.lowercased().split(separator: " ") { values[String(word), default: []].append(text) }
            }
        }
    }

    /// All values under a name.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The first value under the first name that has one.
    func first(_ names: String...) -> String? {
        for name in names {
            if let value = values[name]?.first { return value }
        }
        return nil
    }
}
