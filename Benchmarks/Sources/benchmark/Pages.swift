import ArgumentParser
import Articles
import CLibXML2
import DemoSite
import Feeds
import Fetching
import Foundation
import Language
import Markup
import Quotations
import Records

/// From a page's bytes to the written line.
struct Pages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Articles a CPU second from page bytes to record, stage by stage.",
        discussion: """
            The floor is libxml2's bare HTML parse of the same bytes; a ratio to it means the same on every machine. Without a \
            folder the pages are those of the demo's site, which are short: compare like with like.
            """)

    @Argument(help: "A folder of pages (*.html).")
    var folder: String?

    @Option(help: "How often all pages are gone through.")
    var rounds = 5

    func run() async throws {
        let pages = if let folder { try Self.read(folder) } else { try await Self.demo() }
        guard !pages.isEmpty else { throw ValidationError("There is no *.html there.") }
        var seconds: [(stage: String, seconds: Double)] = []
        func measure(_ stage: String, _ body: () -> Void) {
            let before = Usage.own.seconds
            body()
            seconds.append((stage, Usage.own.seconds - before))
        }
        var articles: [Article] = []
        var documents: [Document] = []
        var annotations: [Annotations] = []
        var bytes = 0
        for _ in 0..<rounds {
            measure(Self.floor) { for page in pages { Self.parse(page) } }
            measure("page to tree") {
                for page in pages { _ = HTMLDocument(utf8: Charset.decode(page, contentType: nil, kind: .html).utf8) }
            }
            measure("page to article") { articles = pages.compactMap { try? ArticleExtractor.extract($0) } }
            measure("article to document") { documents = articles.map { Annotator().annotate($0.text, language: $0.language) } }
            measure("document to quotations") {
                annotations = documents.map { Annotations(document: $0, quotations: QuotationExtractor().extract(from: $0)) }
            }
            measure("record to line") {
                for (article, annotations) in zip(articles, annotations) {
                    let record = Record(
                        id: "0", revision: 1, event: .new, seenAt: .now,
                        source: .init(feed: "https://example.org/feed", feedTitle: nil, itemID: nil, tags: []), article: article,
                        contentFrom: .page, annotations: annotations, producer: .init(program: "benchmark", version: "0", model: ""))
                    bytes += record.encoded.line(sequence: 1).count
                }
            }
        }
        let stages = Dictionary(grouping: seconds, by: \.stage).mapValues { $0.map(\.seconds).reduce(0, +) }
        let floor = stages[Self.floor] ?? 0
        // The tree is part of reading the article.
        let total = stages.values.reduce(0, +) - floor - (stages["page to tree"] ?? 0)
        let count = Double(pages.count * rounds)
        print("\(pages.count) pages, \(rounds) rounds, \(documents.map { $0.tokens.count }.reduce(0, +)) tokens, \(bytes) bytes of records")
        for (stage, _) in seconds.prefix(6) {
            let seconds = stages[stage] ?? 0
            print("\((seconds / count * 1000).shown(2)) ms a page  \((seconds / floor).shown()) × floor  \(stage)")
        }
        print("\((count / total).shown()) articles a CPU second, \((total / floor).shown()) × floor, peak \(Usage.own.peakMiB.shown()) MiB")
    }

    private static let floor = "libxml2's bare parse (the floor)"

    private static func parse(_ page: [UInt8]) {
        let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        let document = page.withUnsafeBytes {
            htmlReadMemory($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, "UTF-8", Int32(options))
        }
        xmlFreeDoc(document)
    }

    private static func read(_ folder: String) throws -> [[UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".html") }.sorted().map {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
        }
    }

    private static func demo() async throws -> [[UInt8]] {
        let site = try await DemoSite()
        let loopback = AddressGuard(allowing: [DemoSite.network].compactMap { NetworkRange($0) })
        let client = HTTPClient(settings: HTTPClientSettings(userAgent: "benchmark", guarding: loopback))
        var pages: [[UInt8]] = []
        for url in site.feeds {
            let response = try await client.fetch(FetchRequest(url: url))
            let feed = try FeedParser.parse(response.body, contentType: response.contentType, url: url)
            for link in feed.items.compactMap(\.link) { pages.append(try await client.fetch(FetchRequest(url: link)).body) }
        }
        await client.shutdown()
        await site.stop()
        return pages
    }
}
