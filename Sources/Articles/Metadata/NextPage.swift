import Markup

/// Finds the next page of an article that is cut into several.
///
/// `rel="next"` leads to the next article as often as to the next page, and so do links named "Next". An address is believed only if
/// it is the page's own with a page number in one of the ways that publishing systems write it.
enum NextPage {
    /// The address of the page that follows, absolute; `nil` where there is none.
    static func address(_ facts: PageFacts) -> String? {
        guard let own = facts.url, let here = PageNumber(own) else { return nil }
        let declared = facts.meta.links["next"]?.prefix(3) ?? []
        for address in declared.map({ WebAddress.resolve($0, against: own) }) where here.isFollowed(by: address) { return address }
        var seen = 0
        for node in facts.page.nodes where facts.page.tag(node) == .a {
            seen += 1
            if seen > 20_000 { break }
            guard let target = facts.page.attribute(.href, of: node), target.utf8.count <= 2000,
                target.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }),
                !target.hasPrefix("#")
            else { continue }
            let address = WebAddress.resolve(target, against: own)
            if here.isFollowed(by: address) { return address }
        }
        return nil
    }
}

/// An address taken apart into the article's and the number of its page.
struct PageNumber {
    /// What all pages of the article share.
    let base: String
    let number: Int

    /// - Returns: `nil` for what is no address of a page.
    init?(_ address: String) {
        let parts = WebAddress(address)
        guard let host = parts.host, parts.scheme == "http" || parts.scheme == "https" else { return nil }
        var number: Int?
        var query: [Substring] = []
        for field in (parts.query ?? "").split(separator: "&") {
            let pair = field.split(separator: "=", maxSplits: 1)
            if pair.count == 2, Self.names.contains(pair[0].lowercased()), let value = Self.count(pair[1]) {
                number = value
            } else if !pair[0].hasPrefix("utm_") {
                query.append(field)
            }
        }
        var segments = parts.path.split(separator: "/", omittingEmptySubsequences: true)
        if number == nil, let last = segments.last, segments.count >= 2 {
            number = Self.takeNumber(from: last, of: &segments)
        }
        base = host.lowercased() + "/" + segments.joined(separator: "/") + "?" + query.joined(separator: "&")
        self.number = number ?? 1
    }

    /// Whether an address is that of the page behind this one.
    func isFollowed(by address: String) -> Bool {
        guard let other = PageNumber(address) else { return false }
        return other.base == base && other.number == number + 1
    }

    private static let names: Set<String> = [
        "page", "p", "pg", "paged", "seite", "pagina", "página", "strana", "sida", "side", "part", "teil",
    ]

    /// Takes a page's number off the end of a path: "ferry/2", "ferry/page/2", "ferry/page-2", "ferry_2.html", "ferry-page-2.html".
    private static func takeNumber(from last: Substring, of segments: inout [Substring]) -> Int? {
        var (stem, ending) = (last, last[last.endIndex...])
        if let dot = last.lastIndex(of: "."), last.distance(from: dot, to: last.endIndex) <= 6 {
            (stem, ending) = (last[..<dot], last[dot...])
        }
        if ending.isEmpty, let number = count(stem) {
            segments.removeLast()
            if let word = segments.last, names.contains(word.lowercased()) { segments.removeLast() }
            return number
        }
        guard let mark = stem.lastIndex(where: { "-_,".contains($0) }), let number = count(stem[stem.index(after: mark)...]) else {
            return nil
        }
        var head = stem[..<mark]
        if names.contains(head.lowercased()) {
            segments.removeLast()
            return number
        }
        if let before = head.lastIndex(where: { "-_".contains($0) }), names.contains(head[head.index(after: before)...].lowercased()) {
            head = head[..<before]
        }
        guard !head.isEmpty else { return nil }
        segments[segments.count - 1] = head + ending
        return number
    }

    /// A page's number; no article has a hundred pages, and longer numbers are ids.
    private static func count(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), let number = Int(text), number > 0 else { return nil }
        return number
    }
}
