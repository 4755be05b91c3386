import ArgumentParser
import Articles
import Configuration
import Fetching
import Language

/// `onrecord article`
struct ArticleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "article", abstract: "Prints one page's article as one JSON object.",
        discussion: """
              onrecord article https://example.org/news/ferry.html
              onrecord article saved.html --url https://example.org/news/ferry.html | jq -r .text
            """)

    @Argument(help: "A file, a URL, or - for standard input.", completion: .file())
    var source: String?

    @Option(help: "The address that the file came from.")
    var url: String?

    @Flag(help: #"Read lines {"id","path"|"html","url"?} from standard input, print one line each."#)
    var jsonl = false

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        if jsonl == (source != nil) { throw ValidationError("Give a file or URL, or --jsonl.") }
    }

    func run() async throws {
        guard let source else {
            return JSONLines.run { request in
                let html: [UInt8]
                var contentType = request.string("content_type")
                if let text = request.string("html") {
                    html = Array(text.utf8)
                    contentType = "text/html; charset=utf-8"
                } else if let path = request.string("path") {
                    html = try TextFile.read(path)
                } else {
                    throw Problem("\"path\" or \"html\" is missing")
                }
                return Array(try Self.article(html, contentType: contentType, url: request.string("url")).json.utf8)
            }
        }
        let content = try await Source.read(source, accept: FetchRequest.acceptPage, url: url, configuration)
        do throws(ArticleError) {
            Console.line(try Self.article(content.bytes, contentType: content.contentType, url: content.url).json)
        } catch {
            throw Failure.failed("\(Source.name(source)): \(error)")
        }
    }

    /// The article of a page, its language told from the text where the page declares none.
    private static func article(_ html: [UInt8], contentType: String?, url: String?) throws(ArticleError) -> Article {
        var article = try ArticleExtractor.extract(html, contentType: contentType, url: url)
        article.language = article.language ?? LanguageGuess.language(of: article.text)
        return article
    }
}
