import Foundation
import Testing

@testable import Configuration

/// The environment is the process's own: these tests run one after the other.
@Suite(.serialized) struct CredentialTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "onrecord-credentials"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "  Bearer 7f3a\n".write(toFile: folder + "/api", atomically: true, encoding: .utf8)
        try "https://ann:safe@news.example/feed\n".write(toFile: folder + "/feeds", atomically: true, encoding: .utf8)
        setenv("CREDENTIALS_DIRECTORY", folder, 1)
    }

    @Test func `header fields, addresses and lists are taken from credentials`() throws {
        let settings = try Settings.parse(
            """
            include = ["credential:feeds"]
            [[feed]]
            url = "https://other.example/feed"
            headers = { "Authorization" = "credential:api" }
            [[feed]]
            url = "credential:feeds"
            """, file: "/etc/onrecord/feeds.conf")
        #expect(settings.feeds.map(\.url) == ["https://other.example/feed", "https://ann:safe@news.example/feed"])
        #expect(settings.feeds[0].fetch.headers == ["Authorization": "Bearer 7f3a"])
        #expect(settings.veiledAddresses == ["https://news.example/feed": "https://ann:safe@news.example/feed"])
    }

    @Test(arguments: ["none", "../onrecord-credentials/api", ".", "..", "", "a/b"])
    func `what is no credential is an error that names the place`(name: String) {
        for line in [
            "include = [\"credential:\(name)\"]", "[[feed]]\nurl = \"credential:\(name)\"",
            "[fetch]\nheaders = { \"A\" = \"credential:\(name)\" }",
        ] {
            #expect(throws: ConfigurationError.self) { try Settings.parse(line, file: "/etc/feeds.conf") }
        }
    }

    @Test func `who only looks needs no credentials, and is told what was not looked at`() throws {
        unsetenv("CREDENTIALS_DIRECTORY")
        defer { setenv("CREDENTIALS_DIRECTORY", folder, 1) }
        let text = """
            include = ["credential:feeds"]
            [fetch]
            ca_file = "credential:ca"
            headers = { "Authorization" = "credential:api" }
            [cluster]
            password = "credential:cluster.password"
            [[feed]]
            url = "credential:feeds"
            """
        let settings = try Settings.parse(text, file: "/etc/feeds.conf", credentials: .none)
        #expect(settings.feeds.map(\.url) == ["credential:feeds"] && settings.cluster.password == "credential:cluster.password")
        #expect(settings.remarks.count == 5)
        #expect(throws: ConfigurationError.self) { try Settings.parse(text, file: "/etc/feeds.conf") }
        #expect(throws: ConfigurationError.self) {
            try Settings.parse("include = [\"credential:../x\"]", file: "/etc/feeds.conf", credentials: .none)
        }
    }

    @Test func `feeds whose shown addresses are the same are not told apart by them`() throws {
        let feeds = ["a", "b"].map { "[[feed]]\nurl = \"https://news.example/feed?token=\($0)\"\n" }.joined()
        #expect(try Settings.parse(feeds, file: "/etc/feeds.conf").veiledAddresses.isEmpty)
    }
}
