import ArgumentParser
import Configuration
import Feeds
import Fetching

/// `onrecord feed`
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "Prints one feed as one JSON object.",
        discussion: """
            Reads RSS, Atom, RDF, JSON Feed, CDF and sitemaps.

              onrecord feed https://example.org/rss.xml
              curl -s https://example.org/rss.xml | onrecord feed - --url https://example.org/rss.xml
            """)

    @Argument(help: "A file, a URL, or - for standard input.", completion: .file())
    var source: String?

    @Option(help: "The Content-Type that the file came with.")
    var contentType: String?

    @Option(help: "The address that the file came from, for its relative links.")
    var url: String?

    @Flag(help: #"Read lines {"id","path","content_type"?,"url"?} from standard input, print one line each."#)
    var jsonl = false

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        if jsonl == (source != nil) { throw ValidationError("Give a file or URL, or --jsonl.") }
    }

    func run() async throws {
        guard let source else {
            return JSONLines.run { request in
                guard let path = request.string("path") else { throw Problem("\"path\" is missing") }
                let bytes = try TextFile.read(path)
                return try FeedParser.parse(bytes, contentType: request.string("content_type"), url: request.string("url")).json
            }
        }
        let content = try await Source.read(
            source, accept: FetchRequest.acceptFeed, contentType: contentType, url: url, configuration)
        do throws(FeedError) {
            let feed = try FeedParser.parse(content.bytes, contentType: content.contentType, url: content.url)
            Console.write(feed.json + [0x0A])
            for remark in feed.remarks { Console.message("\(Source.name(source)): \(remark)") }
        } catch {
            throw Failure.failed("\(Source.name(source)): \(error)")
        }
    }
}
