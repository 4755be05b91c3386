import Testing

@testable import Articles

/// Which kind a block has, by the elements around it. A feed's own content is read, where no model chooses.
@Suite struct BlockKindTests {
    private static let body = SamplePage.paragraphs[1]

    private func blocks(_ html: String) -> [Article.Block] {
        ArticleExtractor.fromFeedContent(html: "<p>\(Self.body)</p>" + html, url: nil, title: nil).blocks
    }

    @Test(
        "The elements around a block tell its kind",
        arguments: [
            ("<h3>On the quay</h3>", Article.Block.Kind.heading), ("<ul><li>No boats before ten</li></ul>", .listItem),
            ("<blockquote><p>We have waited for this.</p></blockquote>", .quote), ("<pre>sail(at: five)</pre>", .code),
            ("<figure><figcaption>The ferry Petrel last winter</figcaption></figure>", .caption),
            ("<table><tr><td>2024</td><td>11</td></tr><tr><td>2025</td><td>19</td></tr></table>", .table),
            ("<div class=\"key-takeaways\"><p>The last boat sails at five.</p></div>", .keyPoint),
            ("<p>Fog lay on the sound.</p>", .paragraph),
        ])
    func kinds(_ html: String, _ kind: Article.Block.Kind) throws {
        #expect(try #require(blocks(html).last).kind == kind)
    }

    @Test("A sentence pulled out of the body is a pull quote and not in the text; words of its own are in the text")
    func pulled() throws {
        let repeated = blocks("<aside class=\"pullquote\"><p>A boat that leaves at five comes home</p></aside>")
        #expect(repeated.map(\.kind) == [.paragraph, .pullQuote])
        #expect(repeated.last?.start == nil)
        let own = blocks("<aside class=\"pullquote\"><p>The sea keeps its own timetable, as every child here knows</p></aside>")
        #expect(own.last?.kind == .pullQuote)
        #expect(own.last?.start != nil)
    }
}
