import Feeds
import FlyingFox
import FlyingSocks
import Foundation
import Testing

@testable import onrecord

@Suite("The commands on the list of feeds", .timeLimit(.minutes(5)))
struct FeedsCommandTests {
    private static let rss = "<rss version=\"2.0\"><channel><title>Marrow Courier</title><link>http://a.example/</link></channel></rss>"

    /// Serves pages by path at an address of loopback.
    private func serve(_ pages: [String: String]) async throws -> (origin: String, serving: Task<Void, any Error>) {
        let server = HTTPServer(address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), timeout: 60, logger: .disabled)
        await server.appendRoute("*") { request in
            guard let text = pages[request.path] else { return HTTPResponse(statusCode: .notFound) }
            let type = text.hasPrefix("<rss") ? "application/rss+xml" : "text/html"
            return HTTPResponse(statusCode: .ok, headers: [.contentType: type], body: Data(text.utf8))
        }
        let serving = Task { try await server.run() }
        try await server.waitUntilListening(timeout: 60)
        guard case .ip4(let host, let port)? = await server.listeningAddress else { throw SocketError.unsupportedAddress }
        return ("http://\(host):\(port)", serving)
    }

    private func desk() throws -> Folder {
        let folder = try Folder()
        try folder.write("allow_networks = [\"127.0.0.0/8\"]\n[status]\nlisten = \"off\"\n[fetch]\ndelay = \"0s\"\n", to: "feeds.conf")
        return folder
    }

    private func link(_ href: String, _ title: String) -> String {
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"\(title)\" href=\"\(href)\">"
    }

    @Test("a page's main feed is added, whatever stands before it: comments, and addresses that lead nowhere")
    func advertised() async throws {
        let page = "<html><head>" + link("/comments/feed", "Comments") + link("/gone", "Old") + link("/main", "News") + "</head></html>"
        let (origin, serving) = try await serve(["/": page, "/main": Self.rss, "/comments/feed": Self.rss])
        let folder = try desk()
        let add = try await Command.run(["feeds", "add", origin + "/", "--tag", "local"], in: folder.path)
        #expect(add.status == 0 && add.output == origin + "/main\n" && add.error.contains("/gone: the server answers 404"))
        #expect(try folder.text("added.opml").contains("category=\"local\""))
        serving.cancel()
    }

    @Test("of a page that advertises none the usual addresses are tried; where none is a feed, nothing is added")
    func usual() async throws {
        let (origin, serving) = try await serve(["/": "<html><body>News</body></html>", "/atom.xml": Self.rss])
        let folder = try desk()
        let add = try await Command.run(["feeds", "add", "--json", origin + "/"], in: folder.path)
        #expect(add.status == 0)
        #expect(try add.json["url"]?.string == origin + "/atom.xml")
        let (empty, second) = try await serve(["/": "<html><head>" + link("/gone", "News") + "</head></html>"])
        let none = try await Command.run(["feeds", "add", empty + "/"], in: folder.path)
        #expect(none.status == 1 && none.error.contains("no feed is there"))
        #expect(try !folder.text("added.opml").contains(empty))
        serving.cancel()
        second.cancel()
    }

    @Test("a tag is given to a feed that is listed already, or refused where it stands in a file of its own")
    func tags() async throws {
        let folder = try desk()
        try folder.write(try folder.text("feeds.conf") + "[[feed]]\nurl = \"http://b.example/rss\"\n", to: "feeds.conf")
        for tag in ["one", "two"] {
            let add = try await Command.run(["feeds", "add", "--unchecked", "http://a.example/rss", "--tag", tag], in: folder.path)
            #expect(add.status == 0)
        }
        #expect(try await Command.run(["feeds", "list"], in: folder.path).output.contains("http://a.example/rss  #one  #two"))
        let other = try await Command.run(["feeds", "add", "--unchecked", "http://b.example/rss", "--tag", "one"], in: folder.path)
        #expect(other.status == 1 && other.error.contains("feeds.conf, line"))
        #expect(try await Command.run(["feeds", "add", "--unchecked", "http://b.example/rss"], in: folder.path).status == 0)
    }

    @Test("an import says what it passes over and why, and fails where nothing is a feed or the end is missing")
    func imports() async throws {
        let folder = try desk()
        let opml = """
            <opml version="2.0"><body><outline xmlUrl="http://a.example/rss"/><outline xmlUrl="feed://b.example/rss"/>
            <outline xmlUrl="gopher://c.example/"/><outline xmlUrl="http://a.example/rss"/></body></opml>
            """
        let whole = try await Command.run(["feeds", "import", "-"], input: opml, in: folder.path)
        #expect(whole.status == 0 && whole.error.contains("2 of 4 feeds added"))
        #expect(whole.error.contains("gopher://c.example/: no http or https address") && whole.error.contains("listed already"))
        let cut = try await Command.run(
            ["feeds", "import", "-"], input: "<opml><body><outline xmlUrl=\"http://d.example/rss\"/><outl", in: folder.path)
        #expect(cut.status == 1 && cut.error.contains("cut short") && cut.error.contains("1 of 1 feed added"))
        let garbage = try await Command.run(["feeds", "import", "-", "--json"], input: "no feeds here\nnor here\n", in: folder.path)
        #expect(garbage.status == 1 && garbage.error.contains("holds no feed"))
        #expect(try garbage.json["passed_over"]?.array.count == 2)
        #expect(try await Command.run(["feeds", "list"], in: folder.path).output.split(separator: "\n").count == 3)
    }

    @Test("feeds of comments are the last choice")
    func ranking() {
        let links = ["comments/feed", "sport", "news"].map { FeedDiscovery.Link(url: "https://a.example/" + $0) }
        #expect(FeedSearch.ranked(links).map(\.url) == [links[1].url, links[2].url, links[0].url])
    }
}
