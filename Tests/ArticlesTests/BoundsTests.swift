import Testing

@testable import Articles

@Suite struct BoundsTests {
    private func text(_ html: String) throws -> Article {
        try ArticleExtractor.extract(Array(html.utf8), url: "https://courier.example/fog")
    }

    @Test("A page with more than is read of one says so")
    func truncated() throws {
        let paragraph = "<p>\(SamplePage.paragraphs[0])</p>"
        let limits = ArticleExtractor.Limits(segments: 50)
        let long = Array(String(repeating: paragraph, count: 100).utf8)
        #expect(try ArticleExtractor.extract(long, limits: limits).isTruncated)
        #expect(try !ArticleExtractor.extract(long).isTruncated)
    }

    @Test("Elements in one another a hundred thousand deep, and as many links, are read")
    func deep() throws {
        let deep = String(repeating: "<div>", count: 100_000) + "<p>\(SamplePage.paragraphs[0])</p>"
        #expect(try text(deep).text == SamplePage.paragraphs[0])
        let links = String(repeating: "<a href='/a'>Harbour news</a> ", count: 100_000)
        #expect(try text("<h1>Fog</h1><p>\(SamplePage.paragraphs[0])</p>" + links).text == SamplePage.paragraphs[0])
    }

    @Test("A program under the name of a page is refused")
    func binary() {
        let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 3)) }
        #expect(throws: ArticleError.self) { try ArticleExtractor.extract([0x7F, 0x45, 0x4C, 0x46] + bytes) }
        #expect(throws: ArticleError.self) { try ArticleExtractor.extract(bytes) }
    }
}
