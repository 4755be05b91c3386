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
        let titleElement = facts.page.nodes.first { facts.page.tag($0) == .title }
            .map { Words.plain(String(decoding: facts.page.rawText(of: $0), as: UTF8.self)) }
        var candidates: [Candidate] = []
        let site = siteName.map(Words.folded)
        @discardableResult
        func add(_ text: String?, weight: Double) -> Int? {
            guard let text, !text.isEmpty else { return nil }
            // The site's own name is a title only where there is nothing else.
            let folded = Words.folded(text)
            candidates.append(Candidate(text: text, folded: folded, weight: folded == site ? 0.02 : weight))
            return candidates.count - 1
        }
        let headline = add(facts.linked.article?["headline"]?.string.map { withoutSite(Words.plain($0)) }, weight: 1)
        let social = add(facts.meta.first("og:title").map { withoutSite(Words.plain($0)) }, weight: 1)
        add(facts.meta.first("twitter:title").map { withoutSite(Words.plain($0)) }, weight: 0.3)
        // Most publishing systems make `og:title` and `title` of the same field: then they are one voice.
        let cutTitle = titleElement.map(withoutSite)
        let repeatsOpenGraph =
            cutTitle.map(Words.folded).map { folded in candidates.contains { $0.weight == 1 && $0.folded == folded } } ?? false
        let title = add(cutTitle, weight: repeatsOpenGraph ? 0.01 : 0.6)
        let declared = candidates.count
        for heading in headings() {
            // A heading counts in full only if it says what the page declares.
            let overlap = candidates[..<declared].map { Words.overlap($0.text, heading) }.max() ?? 0
            let isEqual = candidates[..<declared].contains { $0.folded == Words.folded(heading) }
            let saysTheSame = isEqual || (overlap >= 0.4 && Words.words(heading).count >= 3)
            let hasNoRival = candidates[..<declared].allSatisfy { $0.weight < 0.1 }
            add(heading, weight: saysTheSame ? 1.4 : hasNoRival ? 0.5 : 0.05)
        }
        cutTails(&candidates)
        cutKickers(&candidates)
        let searchTitle = searchTitle(headline: headline, social: social, title: title, candidates)
        var best: (text: String, weight: Double)?
        for candidate in candidates {
            // One vote a source: several headings with the same words count once.
            var weight = 0.0
            var hasHeading = false
            for (index, other) in candidates.enumerated() where other.folded == candidate.folded {
                if index >= declared {
                    if hasHeading { continue }
                    hasHeading = true
                }
                weight += other.weight
            }
            if candidate.folded == searchTitle { weight -= 1.8 }
            if weight > (best?.weight ?? -9) + 0.001 { best = (candidate.text, weight) }
        }
        return best.map { spelling($0.text, headings: candidates[declared...].map(\.text)) }
    }

    /// A title as the heading with the same words writes it, for what a page declares often lacks quotation marks or has other dashes.
    ///
    /// A heading all in capitals or without the title's colons and dashes (its kicker stands in a line of its own) stays out.
    private func spelling(_ title: String, headings: [String]) -> String {
        func separators(_ text: String) -> Int { text.unicodeScalars.count { ":-–—|".unicodeScalars.contains($0) } }
        let words = Words.words(title)
        return headings.first {
            Words.words($0) == words && separators($0) >= separators(title) && ($0 != $0.uppercased() || title == title.uppercased())
        } ?? title
    }

    /// Cuts a section's or a site's name off where the rest is another source's whole title.
    private func cutTails(_ candidates: inout [Candidate]) {
        for index in candidates.indices {
            for separator in Self.separators + ["-", "--"] {
                guard let (head, _) = Words.parts(candidates[index].text, around: separator, last: true) else { continue }
                let folded = Words.folded(head)
                if folded.count >= 12, candidates.contains(where: { $0.folded == folded }) {
                    candidates[index].text = head
                    candidates[index].folded = folded
                }
            }
        }
    }

    /// Cuts a kicker off where two sources have different ones before the same words: what they share is the title.
    private func cutKickers(_ candidates: inout [Candidate]) {
        let tails = candidates.map { candidate -> (head: String, text: String, folded: String)? in
            for separator in [": ", " - ", " – ", " — ", " | "] {
                if let (head, tail) = Words.parts(candidate.text, around: separator, last: false), Words.words(tail).count >= 4 {
                    return (head, tail, Words.folded(tail))
                }
            }
            return nil
        }
        for index in candidates.indices {
            guard let tail = tails[index] else { continue }
            let isShared = candidates.indices.contains {
                guard let other = tails[$0], other.folded == tail.folded else { return false }
                return candidates[$0].folded != candidates[index].folded && Words.overlap(other.head, tail.head) < 0.5
            }
            if isShared { (candidates[index].text, candidates[index].folded) = (tail.text, tail.folded) }
        }
    }

    /// The title that is written for search engines, folded.
    ///
    /// Publishers who write several headlines give that one to the `title` element. So where the linked data's headline and
    /// `og:title` differ, the one that `title` repeats is less likely the one over the article.
    private func searchTitle(headline: Int?, social: Int?, title: Int?, _ candidates: [Candidate]) -> String? {
        guard let headline, let social, let title, candidates[headline].folded != candidates[social].folded else { return nil }
        let folded = candidates[title].folded
        return folded == candidates[headline].folded || folded == candidates[social].folded ? folded : nil
    }

    private static let separators = [
        " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", "| ", "ㅣ", " ‹ ", " ― ", "｜", " |",
    ]

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
        names += (facts.meta.all("article:section").prefix(3) + [facts.linked.article?["articleSection"]?.string].compactMap { $0 }).map(
            Words.folded)
        // Some pages put the headline where the application's name belongs.
        names.removeAll { $0.isEmpty || $0.count > 40 }
        var title = title
        for _ in 0..<3 {
            guard let shorter = withoutOneSite(title, names) else { break }
            title = shorter
        }
        return title
    }

    private func withoutOneSite(_ title: String, _ names: [String]) -> String? {
        for separator in Self.separators + [": "] {
            guard let (before, tail) = Words.parts(title, around: separator, last: true) else { continue }
            if isSite(Words.folded(tail), names) { return before }
            // "| CBC News" of the site "CBC": a short name counts as a word only.
            if let first = Words.words(tail).first, Words.words(tail).count <= 3, first.utf8.count == 3, names.contains(first) {
                return before
            }
            if let (head, behind) = Words.parts(title, around: separator, last: false), names.contains(Words.folded(head)) { return behind }
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
