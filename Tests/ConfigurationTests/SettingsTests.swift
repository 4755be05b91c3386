import Fetching
import Foundation
import Records
import Testing

@testable import Configuration

private func settings(_ text: String, file: String = "/etc/onrecord/feeds.conf") throws -> Settings { try Settings.parse(text, file: file) }

/// What is wrong with a text, as a user reads it.
private func problems(_ text: String) -> [String] {
    do {
        _ = try settings(text)
        return []
    } catch {
        return (error as? ConfigurationError)?.problems.map(\.description) ?? ["\(error)"]
    }
}

@Suite struct SettingsTests {
    @Test func `an empty file gives the defaults`() throws {
        var expected = Settings()
        expected.output = "/etc/onrecord/out"
        expected.state = "/etc/onrecord/state.db"
        #expect(try settings("") == expected)
    }

    /// Writing a key's documented default changes nothing.
    @Test(arguments: SettingDescription.all.filter { !$0.standard.isEmpty })
    func `the documented default is the default`(_ setting: SettingDescription) throws {
        let text = (setting.table.isEmpty ? "" : "[\(setting.table)]\n") + "\(setting.key) = \(setting.standard)\n"
        #expect(try settings(text) == settings(""))
    }

    @Test func `every key that is documented is read`() throws {
        for setting in SettingDescription.all {
            let table = setting.table.isEmpty ? "" : "[\(setting.table)]\n"
            // A date is what no key takes, so a key that is read complains of it.
            #expect(!problems(table + "\(setting.key) = 1979-05-27\n").isEmpty, "\(setting.name)")
            if setting.perFeed {
                let feed = "[[feed]]\nurl = \"https://a.example/\"\n"
                #expect(
                    problems(feed + "\(setting.key) = 1979-05-27\n").contains { $0.hasPrefix("/etc/onrecord/feeds.conf:3:") },
                    "\(setting.name)")
            }
        }
    }

    @Test func `every key is read`() throws {
        let settings = try settings(
            """
            output = "/var/out"
            state = "data/state.db"
            contact = "https://example.org/bot"
            allow_networks = ["127.0.0.0/8", "10.1.2.3"]
            remember = "30d"
            [poll]
            interval = "20m"
            min_interval = "1s"
            max_interval = "2d"
            [fetch]
            per_site = 4
            delay = "0s"
            timeout = "10s"
            articles = false
            max_age = "off"
            retry_for = "1h"
            max_bytes = "2MB"
            proxy = "http://proxy.example:3128"
            ca_file = "/etc/passwd"
            headers = { "X-Key" = "value" }
            [segments]
            max_bytes = 4096
            max_age = "10m"
            [status]
            listen = "off"
            """, file: "conf/feeds.conf")
        #expect(settings.output == "/var/out")
        #expect(settings.state == "conf/data/state.db")
        #expect(settings.addedFeedsFile == "conf/data/added.opml")
        #expect(settings.contact == "https://example.org/bot")
        #expect(settings.allowNetworks.count == 2)
        #expect(settings.remember == .seconds(30 * 86_400))
        #expect((settings.poll.interval, settings.poll.minimum, settings.poll.maximum) == (.seconds(1200), .seconds(1), .seconds(172_800)))
        let fetch = settings.fetch
        #expect((fetch.perSite, fetch.delay, fetch.timeout, fetch.articles) == (4, .zero, .seconds(10), false))
        #expect((fetch.maxAge, fetch.retryFor, fetch.maxBytes) == (nil, .seconds(3600), 2 << 20))
        #expect((fetch.proxy, fetch.caFile, fetch.headers) == ("http://proxy.example:3128", "/etc/passwd", ["X-Key": "value"]))
        #expect((settings.segments.maxBytes, settings.segments.maxAge) == (4096, .seconds(600)))
        #expect(settings.status.listen == nil)
    }

    @Test func `a feed's own settings hold before the general ones`() throws {
        let feeds = try settings(
            """
            [poll]
            interval = "20m"
            [fetch]
            ca_file = "/etc/passwd"
            max_age = "off"
            headers = { "X-Key" = "value" }
            [[feed]]
            url = "https://a.example/rss"
            tags = ["health", "local"]
            interval = "1m"
            min_interval = "30s"
            articles = false
            max_age = "2d"
            headers = { "X-Other" = "more" }
            [[feed]]
            url = "https://b.example/rss"
            """, file: "conf/feeds.conf"
        ).feeds
        #expect(feeds.map(\.url) == ["https://a.example/rss", "https://b.example/rss"])
        #expect(feeds[0].tags == ["health", "local"])
        #expect((feeds[0].poll.interval, feeds[0].poll.minimum) == (.seconds(60), .seconds(30)))
        #expect((feeds[0].fetch.articles, feeds[0].fetch.maxAge) == (false, .seconds(172_800)))
        #expect(feeds[0].fetch.headers == ["X-Key": "value", "X-Other": "more"])
        #expect(feeds[0].origin == .init(file: "conf/feeds.conf", line: 8))
        #expect((feeds[1].poll.interval, feeds[1].fetch.articles, feeds[1].fetch.maxAge) == (.seconds(1200), true, nil))
        #expect(feeds.map(\.fetch.caFile) == ["/etc/passwd", "/etc/passwd"])
    }

    @Test(
        arguments: [
            ("[status]\nlisten = \"nonsense\"", ":2: listen: \"nonsense\""), ("[status]\nlisten = \"127.0.0.1:99999\"", ":2: listen:"),
            ("[status]\nlisten = \"news.example:8390\"", ":2: listen:"), ("[status]\nlisten = \"::1:8390\"", ":2: listen:"),
            ("[websub]\ncallback = \"https://a.example/\"\nlisten = \":0\"", ":3: listen:"),
            ("[fetch]\nca_file = \"/nowhere/ca.pem\"", ":2: ca_file: there is no file"), ("[fetch]\nproxy = \"nonsense\"", ":2: proxy:"),
            ("[fetch]\nproxy = \"gopher://a.example:70\"", ":2: proxy:"), ("[fetch]\nproxy = \"http://a.example:x\"", ":2: proxy:"),
            ("output = \"a\\u0000b\"", ":1: a text contains a NUL"),
        ])
    func `what nobody could use is told with its line`(text: String, message: String) {
        #expect(problems(text).contains { $0.contains(message) }, "\(problems(text))")
    }

    @Test(arguments: ["127.0.0.1:8390", "[::1]:8390", "localhost:80", ":8390", "0.0.0.0:1"])
    func `a page can be listened for at addresses of every form`(listen: String) throws {
        #expect(try settings("[status]\nlisten = \"\(listen)\"").status.listen == listen)
    }

    @Test(arguments: ["http://proxy.example", "socks5h://ann:secret@10.0.0.1:1080/", "proxy.example:3128", "http://[::1]:3128"])
    func `a proxy may be written in every form that is understood`(proxy: String) throws {
        #expect(try settings("[fetch]\nproxy = \"\(proxy)\"").fetch.proxy == proxy)
    }

    @Test func `a feed that is listed twice is remarked, and the first listing counts`() throws {
        let feed = "[[feed]]\nurl = \"https://a.example/rss\"\n"
        let settings = try settings(feed + "tags = [\"first\"]\n" + feed)
        #expect(settings.feeds.map(\.tags) == [["first"]])
        #expect(
            settings.remarks.map(\.description) == [
                "/etc/onrecord/feeds.conf:5: https://a.example/rss is listed already in line 2, and that listing counts"
            ])
    }

    @Test func `a file that is no UTF-8 is told of with the line`() throws {
        let path = NSTemporaryDirectory() + "onrecord-latin-\(UUID().uuidString).conf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(Array("# fine\noutput = \"caf".utf8) + [0xE9, 0x22, 0x0A]).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: ConfigurationError.self) { try Settings.load(path) }
        #expect(error?.problems.map(\.description) == ["\(path):2: this is no UTF-8"])
    }

    @Test(arguments: [
        ("feed:https://a.example/x", "https://a.example/x"), ("FEED://a.example/x", "https://a.example/x"),
        ("http://a.example/", "http://a.example/"),
    ])
    func `the scheme of feed readers is understood`(text: String, address: String) { #expect(FeedAddress.webAddress(text) == address) }

    @Test(arguments: [
        ("outptu = \"x\"", ":1: unknown key \"outptu\" at the top of the file; did you mean \"output\"?"),
        ("\n[fetch]\n  max_agee = \"1d\"", ":3: unknown key \"max_agee\" in [fetch]; did you mean \"max_age\"?"),
        (
            "[[feed]]\nurl = \"https://a.example/\"\n[[feed]]\nurl = \"https://b.example/\"\ntag = []",
            ":5: unknown key \"tag\" in [[feed]]; did you mean \"tags\"?"
        ),
        ("[pol]\ninterval = \"1m\"", ":1: unknown key \"pol\" at the top of the file; did you mean \"poll\"?"),
        ("zzzzzzzz = 1", ":1: unknown key \"zzzzzzzz\" at the top of the file"),
        ("[poll]\ninterval = \"soon\"", ":2: interval is a duration such as \"30s\", \"15m\", \"6h\" or \"7d\""),
        ("[poll]\ninterval = 15", ":2: interval is a duration such as \"30s\", \"15m\", \"6h\" or \"7d\""),
        ("[poll]\ninterval = \"0s\"", ":2: interval is at least \"1s\""),
        ("[poll]\nmin_interval = \"2h\"\nmax_interval = \"1h\"", ":2: min_interval is longer than max_interval"),
        ("poll = 3", ":1: poll is a table: write [poll] and its keys below"),
        ("[fetch]\nper_site = 0", ":2: per_site is a whole number from 1 to 64"),
        ("[fetch]\narticles = \"yes\"", ":2: articles is true or false"),
        ("[fetch]\nmax_bytes = \"lots\"", ":2: max_bytes is a size of at least 1kB such as \"500kB\" or \"64MB\""),
        ("[fetch]\nheaders = { \"a b\" = \"c\" }", ":2: headers: \"a b\" is no header field with a text"),
        ("[fetch]\nheaders = { \"X-Key\" = \"a\\r\\nX-Other: b\" }", ":2: headers: \"X-Key\" is no header field with a text"),
        ("allow_networks = [\"home\"]", ":1: allow_networks: \"home\" is no network such as \"10.0.0.0/8\""),
        ("include = \"feeds.opml\"", ":1: include is a list of texts such as [\"a\", \"b\"]"),
        ("output = \"\"", ":1: output is a text in quotation marks"),
        ("[[feed]]\ntags = []", ":1: a feed without url"),
        ("[[feed]]\nurl = \"ftp://a.example/\"", ":2: \"ftp://a.example/\" is no http or https address"),
        ("feed = \"https://a.example/\"", ":1: feeds are a list of tables: write [[feed]] and its keys below"),
    ])
    func `a mistake is named with its key and line`(text: String, message: String) {
        #expect(problems(text) == ["/etc/onrecord/feeds.conf" + message])
    }

    @Test func `all mistakes are told at once, and none for each feed again`() {
        let text = """
            [poll]
            min_interval = "2h"
            max_interval = "1h"
            [fetch]
            timeout = "0s"
            [[feed]]
            url = "https://a.example/"
            [[feed]]
            url = "nowhere"
            """
        #expect(problems(text).count == 3)
    }

    @Test func `broken TOML is told with its line`() {
        let found = problems("output = \"x\"\n[poll\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("/etc/onrecord/feeds.conf:2:") == true)
    }

    @Test func `a password in a feed's address is not shown`() {
        #expect(!problems("[[feed]]\nurl = \"ftp://user:secret@a.example/\"").joined().contains("secret"))
    }

    @Test func `a missing file is told by its name`() {
        #expect { try Settings.load("/nonexistent/feeds.conf") } throws: { "\($0)".contains("/nonexistent/feeds.conf") }
    }
}

@Suite final class IncludeTests {
    private let folder = NSTemporaryDirectory() + "onrecord-test-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: folder + "/feeds.d", withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }

    @Test func `a line with a slip shows no password`() throws {
        try write("htps://ann:pass99@a.example/rss town\nhttps//ann:pass99@b.example/?token=pass99\n", "feeds.d/plain.txt")
        try write("include = [\"feeds.d/*\"]", "feeds.conf")
        #expect { try Settings.load(folder + "/feeds.conf") } throws: { error in
            "\(error)".contains("htps://a.example/rss town") && !"\(error)".contains("pass99")
        }
    }

    @Test func `lists are read in order, each address once`() throws {
        try write("# local\nhttps://a.example/rss town harbour\n\nhttps://b.example/rss\n", "feeds.d/plain.txt")
        try write(
            """
            <?xml version="1.0"?><opml version="2.0"><head/><body><outline text="B" type="rss" xmlUrl="https://b.example/rss"/>
            <outline text="C" type="rss" xmlUrl="https://c.example/rss"/></body></opml>
            """, "feeds.d/more.opml")
        try write("https://d.example/rss\n", "added.opml")
        try write(
            """
            include = ["feeds.d/*.txt", "feeds.d/*.opml", "none/*.opml"]
            [poll]
            interval = "7m"
            [[feed]]
            url = "https://c.example/rss"
            interval = "1m"
            """, "feeds.conf")
        let feeds = try Settings.load(folder + "/feeds.conf").feeds
        #expect(feeds.map(\.url) == ["https://c.example/rss", "https://a.example/rss", "https://b.example/rss", "https://d.example/rss"])
        #expect(feeds.map(\.poll.interval) == [60, 420, 420, 420].map { .seconds($0) })
        #expect(feeds[1].tags == ["town", "harbour"])
        #expect(feeds[1].origin.file.hasSuffix("/feeds.d/plain.txt"))
    }

    @Test func `a list that is not there and a line that is no address are told`() throws {
        try write("https://a.example/rss\nnot an address\n", "feeds.d/plain.txt")
        try write("include = [\"feeds.d/plain.txt\", \"gone.opml\"]\n", "feeds.conf")
        #expect {
            try Settings.load(folder + "/feeds.conf")
        } throws: { error in
            let messages = (error as? ConfigurationError)?.problems.map(\.description) ?? []
            return messages.count == 2 && messages.contains { $0.contains("there is no file \"gone.opml\"") }
                && messages.contains { $0.contains("/feeds.d/plain.txt:2: ") }
        }
    }

    @Test func `a file is replaced as a whole`() throws {
        try WholeFile.replace(folder + "/list", with: Array("one".utf8))
        try WholeFile.replace(folder + "/list", with: Array("two".utf8))
        #expect(try TextFile.read(folder + "/list") == Array("two".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["feeds.d", "list"])
    }
}

@Suite struct WordingTests {
    @Test(arguments: [
        ("0s", 0), ("30s", 30), ("15m", 900), ("6h", 21_600), ("7d", 604_800), ("100000000d", 8_640_000_000_000), ("", nil), ("s", nil),
        ("15", nil), ("-1s", nil), ("1.5h", nil), ("1w", nil), ("1 s", nil), ("99999999999999999999s", nil), ("100000001s", nil),
        ("٣s", nil),
    ])
    func `durations have a unit`(text: String, seconds: Int?) { #expect(Quantities.duration(text) == seconds.map { .seconds($0) }) }

    @Test(arguments: [
        ("0", 0), ("1024", 1024), ("7B", 7), ("500kB", 512_000), ("64MB", 64 << 20), ("2GB", 2 << 30), ("MB", nil), ("1TB", nil),
        ("-1", nil),
        ("99999999999GB", nil), ("1000000000001", nil),
    ])
    func `sizes are powers of 1024`(text: String, bytes: Int?) { #expect(Quantities.size(text) == bytes) }

    @Test(arguments: [
        ("intervall", "interval"), ("outptu", "output"), ("per-site", "per_site"), ("Timeout", "timeout"), ("xyzzy", nil),
        (String(repeating: "a", count: 100_000), nil),
    ])
    func `a misspelt key is guessed`(word: String, meant: String?) {
        #expect(Spelling.nearest(to: word, among: SettingDescription.all.map(\.key)) == meant)
    }

    @Test func `keys are found in their tables`() {
        let lines = KeyLines("a = 1\n# b = 2\n[ t ]\n  \"b\" = 3\n[[feed]]\nurl = 1\n[[feed]]\nurl = 2\n[x.y]\nz = 1")
        #expect(lines.line(of: "a", in: "") == 1)
        #expect(lines.line(of: "b", in: "t") == 4)
        #expect(lines.line(of: "missing", in: "t") == 3)
        #expect(lines.line(of: "url", in: "feed#0") == 6)
        #expect(lines.line(of: "url", in: "feed#1") == 8)
        #expect(lines.line(of: "z", in: "x.y") == 10)
        #expect(lines.line(of: "b", in: "") == nil)
    }
}
