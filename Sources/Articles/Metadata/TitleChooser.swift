import Markup

/// Chooses a page's title by agreement among its headline, its headings and its `title` element.
///
/// No source is right on every page: `og:title` is written for networks, `title` carries the site's name, the first
/// `h1` may be the site's name itself. A heading that another source repeats is what readers see as the title.
struct TitleChooser {
    private let facts: PageFacts
    private let siteName: String?

    private struct Candidate {
        var text: String
        var folded: String
        var weight: Double
    }

    init(_ facts: PageFacts, siteName: String?) {
        self.facts = facts
        self.siteName = siteName
    }

    func title() -> String? {
        let headings = headings()
        let linked = facts.linked.article?["headline"]?.string.map(Words.plain)
        let openGraph = facts.meta.first("og:title").map { withoutSite(Words.plain($0)) }
        let twitter = facts.meta.first("twitter:title").map { withoutSite(Words.plain($0)) }
        let titleElement = facts.page.nodes.first { facts.page.tag($0) == .title }
            .map { Words.plain(String(decoding: facts.page.rawText(of: $0), as: UTF8.self)) }
        let title = titleElement.map(withoutSite)
        let others = [linked, openGraph, twitter, title].compactMap { $0 }.filter { !$0.isEmpty }

        // A heading that a second source repeats.
        for heading in headings {
            let folded = Words.folded(heading)
            if others.contains(where: { Words.folded($0) == folded }) { return heading }
        }
        // A heading that says much the same, at most with a kicker more or less.
        for heading in headings where others.contains(where: { Words.overlap($0, heading) >= 0.6 }) && Words.words(heading).count >= 3 {
            return heading
        }
        for value in others {
            let folded = Words.folded(value)
            if others.filter({ Words.folded($0) == folded }).count > 1 { return value }
        }
        if let first = others.first { return first }
        return headings.first
    }

    /// The page's `h1` elements' texts; those in a header or a list of links are later.
    private func headings() -> [String] {
        var found: [String] = []
        for node in facts.page.nodes where facts.page.tag(node) == .h1 {
            let text = Words.collapse(facts.page.text(of: node))
            if !text.isEmpty, text.utf8.count < 600 { found.append(text) }
            if found.count >= 20 { break }
        }
        return found
    }

    /// A title without the site's name before or behind it.
    func withoutSite(_ title: String) -> String {
        var names: [String] = [siteName, facts.meta.first("og:site_name"), facts.meta.first("application-name")]
            .compactMap { $0 }.map(Words.folded)
        if let host = facts.host {
            let labels = host.split(separator: ".")
            names.append(Words.folded(host))
            names.append(contentsOf: labels.dropLast().filter { $0.count > 2 }.map { Words.folded(String($0)) })
        }
        names.removeAll { $0.isEmpty }
        var title = title
        for _ in 0..<3 {
            guard let shorter = withoutOneSite(title, names) else { break }
            title = shorter
        }
        return title
    }

    private func withoutOneSite(_ title: String, _ names: [String]) -> String? {
        for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", "| ", " ‹ ", ": ", " ― ", "｜", " |"] {
            if let range = title.ranges(of: separator).last {
                let tail = Words.folded(String(title[range.upperBound...]))
                if isSite(tail, names) { return String(title[..<range.lowerBound]) }
            }
            if let range = title.firstRange(of: separator) {
                let head = Words.folded(String(title[..<range.lowerBound]))
                if names.contains(head) { return String(title[range.upperBound...]) }
            }
        }
        return nil
    }

    private func isSite(_ text: String, _ names: [String]) -> Bool {
        guard !text.isEmpty else { return false }
        return names.contains { name in
            name == text || (name.count >= 4 && text.count <= name.count + 12 && text.contains(name))
                || (text.count >= 4 && name.contains(text))
        }
    }
}
