/// Leads from one page of a long list to the next; nothing where there is only one.
enum Pager {
    /// - Parameters:
    ///   - name: what it is called for those who hear the page.
    ///   - address: of a page by its number from 1.
    static func html(page: Int, of pages: Int, _ name: String, _ address: (Int) -> String) -> HTML {
        guard pages > 1 else { return "" }
        let before: HTML = page > 1 ? "<a rel=\"prev\" href=\"\(address(page - 1))\">← Page \(page - 1)</a>" : ""
        let after: HTML = page < pages ? "<a rel=\"next\" href=\"\(address(page + 1))\">Page \(page + 1) →</a>" : ""
        return "<nav class=\"pager\" aria-label=\"\(name)\">\(before) <span>\(page) of \(pages)</span> \(after)</nav>"
    }
}
