import Markup

/// All that a page says about itself, before anything is chosen.
struct PageFacts: Sendable {
    let page: HTMLDocument
    let linked: LinkedData
    let meta: MetaTags
    /// The address the page was fetched from.
    let url: String?
    /// The page's text in segments.
    let cut: SegmentedPage

    init(page: HTMLDocument, url: String?, segments: Int = 20_000) {
        self.page = page
        cut = Segmenter.segment(page, limit: segments)
        self.url = url
        linked = LinkedData(page)
        meta = MetaTags(page)
    }

    /// The host's name without "www.", of the page's address or the one it declares.
    var host: String? {
        for address in [url, meta.first("og:url"), meta.links["canonical"]?.first] {
            guard let address, let range = address.firstRange(of: "://") else { continue }
            var host = address[range.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
            if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
            if let colon = host.firstIndex(of: ":") { host = String(host[..<colon]) }
            if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
            if !host.isEmpty { return host }
        }
        return nil
    }
}
