import Feeds
import Fetching
import Glibc
import TOMLKit

/// Turns the tables of a TOML file into settings and collects what is wrong with them.
struct SettingsReader {
    let file: String
    /// The folder that relative paths are relative to.
    let folder: String
    private let lines: KeyLines
    private let credentials: Credentials.Need
    private(set) var problems: [ConfigurationError.Problem] = []
    /// What is no mistake, but worth a look.
    private(set) var remarks: [ConfigurationError.Problem] = []

    init(file: String, folder: String, text: String, credentials: Credentials.Need) {
        self.file = file
        self.folder = folder
        self.credentials = credentials
        lines = KeyLines(text)
    }

    mutating func settings(_ root: TOMLTable) -> Settings {
        var settings = Settings()
        for key in root.keys where !Self.tables.contains(key) && Self.description("", key) == nil {
            unknown(key, "", among: SettingDescription.all.filter { $0.table.isEmpty }.map(\.key) + Self.tables)
        }
        for standard in [\Settings.output, \.state] { settings[keyPath: standard] = folder + "/" + settings[keyPath: standard] }
        path(root, "", "output", &settings.output)
        path(root, "", "state", &settings.state)
        text(root, "", "contact", &settings.contact)
        list(root, "", "include", &settings.include)
        duration(root, "", "remember", &settings.remember)
        size(root, "", "min_free", &settings.minFree)
        networks(root, &settings.allowNetworks)
        if let table = table(root, "poll") { poll(table, "poll", &settings.poll) }
        if let table = table(root, "fetch") { fetch(table, "fetch", &settings.fetch) }
        if let table = table(root, "limits") { limits(table, &settings.limits) }
        if let table = table(root, "segments") {
            size(table, "segments", "max_bytes", &settings.segments.maxBytes)
            duration(table, "segments", "max_age", &settings.segments.maxAge)
            truth(table, "segments", "compress", &settings.segments.compress)
            durationOrOff(table, "segments", "keep_for", &settings.segments.keepFor)
            size(table, "segments", "keep_bytes", &settings.segments.keepBytes)
        }
        if let table = table(root, "stories") { durationOrOff(table, "stories", "window", &settings.stories.window) }
        if let table = table(root, "status") {
            if string(table, "status", "listen") == "off" {
                settings.status.listen = nil
            } else {
                listen(table, "status", &settings.status.listen)
            }
        }
        if let table = table(root, "websub") { webSub(table, &settings.webSub) }
        if let table = table(root, "watch") { list(table, "watch", "lists", &settings.watch.lists) }
        if let table = table(root, "cluster") { cluster(table, &settings.cluster) }
        feeds(root, &settings)
        return settings
    }

    private static let tables = ["poll", "fetch", "limits", "segments", "stories", "status", "websub", "watch", "cluster", "feed"]

    private static func description(_ table: String, _ key: String) -> SettingDescription? {
        SettingDescription.all.first { $0.table == table && $0.key == key }
    }

    // MARK: Tables

    private mutating func table(_ root: TOMLTable, _ name: String) -> TOMLTable? {
        guard let value = root[name] else { return nil }
        guard let table = value.table else {
            problem("", name, "\(name) is a table: write [\(name)] and its keys below")
            return nil
        }
        let keys = SettingDescription.all.filter { $0.table == name }.map(\.key)
        for key in table.keys where !keys.contains(key) { unknown(key, name, among: keys) }
        return table
    }

    private mutating func poll(_ table: TOMLTable, _ name: String, _ poll: inout PollSettings) {
        if duration(table, name, "interval", &poll.interval) {
            // An interval is obeyed: a bound that nobody has written gives way to it.
            if table["min_interval"] == nil { poll.minimum = min(poll.minimum, poll.interval) }
            if table["max_interval"] == nil { poll.maximum = max(poll.maximum, poll.interval) }
        }
        duration(table, name, "min_interval", &poll.minimum)
        duration(table, name, "max_interval", &poll.maximum)
        for (key, value) in [("interval", poll.interval), ("min_interval", poll.minimum), ("max_interval", poll.maximum)]
        where value < .seconds(1) && table[key] != nil {
            problem(name, key, "\(key) is at least \"1s\"")
        }
        // A feed that says nothing of it does not repeat what is wrong with all.
        if poll.minimum > poll.maximum, table["min_interval"] != nil || table["max_interval"] != nil {
            problem(name, "min_interval", "min_interval is longer than max_interval")
        }
    }

    private mutating func fetch(_ table: TOMLTable, _ name: String, _ fetch: inout FetchSettings) {
        whole(table, name, "per_site", in: 1...64, &fetch.perSite)
        duration(table, name, "delay", &fetch.delay)
        duration(table, name, "timeout", &fetch.timeout)
        if fetch.timeout < .seconds(1), table["timeout"] != nil { problem(name, "timeout", "timeout is at least \"1s\"") }
        truth(table, name, "articles", &fetch.articles)
        truth(table, name, "obey_reservations", &fetch.obeyReservations)
        durationOrOff(table, name, "max_age", &fetch.maxAge)
        duration(table, name, "retry_for", &fetch.retryFor)
        size(table, name, "max_bytes", &fetch.maxBytes)
        whole(table, name, "max_redirects", in: 0...50, &fetch.maxRedirects)
        if text(table, name, "proxy", &fetch.proxy), let proxy = fetch.proxy, !ServerAddress.isProxy(proxy) {
            problem(name, "proxy", "proxy: \"\(PublicURL.text(proxy))\" is no address such as \"http://proxy.example.org:3128\"")
        }
        file(table, name, "ca_file", &fetch.caFile)
        headers(table, name, &fetch.headers)
    }

    private mutating func webSub(_ table: TOMLTable, _ webSub: inout WebSubSettings) {
        text(table, "websub", "callback", &webSub.callback)
        listen(table, "websub", &webSub.listen)
        if let callback = webSub.callback {
            if !FeedAddress.isFeedAddress(callback) || callback.contains(where: { $0 == "?" || $0 == "#" }) {
                problem("websub", "callback", "callback is an http or https address without a query")
            }
            if !callback.hasSuffix("/") { webSub.callback = callback + "/" }
        }
        if (webSub.callback == nil) != (webSub.listen == nil) {
            let missing = webSub.callback == nil ? "callback" : "listen"
            problem("websub", missing == "listen" ? "callback" : "listen", "callback and listen go together: \(missing) is missing")
        }
    }

    private mutating func cluster(_ table: TOMLTable, _ cluster: inout ClusterSettings) {
        let name = "cluster"
        list(table, name, "servers", &cluster.servers)
        for server in cluster.servers where !ClusterSettings.isServer(server) {
            problem(name, "servers", "servers: \"\(server)\" is no address such as \"nats://news-1.example.net:4222\"")
        }
        var prefix: String? = cluster.prefix
        text(table, name, "prefix", &prefix)
        cluster.prefix = prefix ?? cluster.prefix
        if !ClusterSettings.isPrefix(cluster.prefix) {
            problem(name, "prefix", "prefix is up to 32 letters, digits and hyphens")
        }
        text(table, name, "name", &cluster.name)
        whole(table, name, "replicas", in: 1...5, &cluster.replicas)
        duration(table, name, "keep_for", &cluster.keepFor)
        size(table, name, "spool", &cluster.spool)
        text(table, name, "user", &cluster.user)
        for (key, place) in [("password", \ClusterSettings.password), ("token", \.token)] {
            guard text(table, name, key, &cluster[keyPath: place]), let named = cluster[keyPath: place] else { continue }
            cluster[keyPath: place] = Credentials.value(named, credentials)
            if cluster[keyPath: place] == nil { problem(name, key, "\(key): " + Credentials.complaint(named)) }
        }
        for (key, place) in [
            ("credentials", \ClusterSettings.credentialsFile), ("ca_file", \.caFile), ("certificate", \.certificateFile),
            ("key", \.keyFile),
        ] {
            file(table, name, key, &cluster[keyPath: place])
        }
        if (cluster.certificateFile == nil) != (cluster.keyFile == nil) {
            problem(name, cluster.keyFile == nil ? "certificate" : "key", "certificate and key go together")
        }
    }

    private mutating func feeds(_ root: TOMLTable, _ settings: inout Settings) {
        guard let value = root["feed"] else { return }
        guard let array = value.array, array.allSatisfy({ $0.table != nil }) else {
            return problem("", "feed", "feeds are a list of tables: write [[feed]] and its keys below")
        }
        let keys = ["url", "tags"] + SettingDescription.all.filter(\.perFeed).map(\.key)
        var listed: [String: Int?] = [:]
        for (position, table) in array.compactMap(\.table).enumerated() {
            let name = "feed#\(position)"
            for key in table.keys where !keys.contains(key) { unknown(key, name, among: keys) }
            var url: String?
            text(table, name, "url", &url)
            if let named = url, Credentials.isNamed(named) {
                url = Credentials.value(named, credentials)
                if url == nil {
                    problem(name, "url", "url: " + Credentials.complaint(named))
                    continue
                }
            }
            guard let url else {
                problem(name, "url", "a feed without url")
                continue
            }
            guard FeedAddress.isFeedAddress(url) || Credentials.isLeft(url, credentials) else {
                problem(name, "url", "\"\(PublicURL.text(url))\" is no http or https address")
                continue
            }
            let line = lines.line(of: "url", in: name)
            if let first = listed[url] {
                let place = first.map { " in line \($0)" } ?? ""
                remark(name, "url", "\(PublicURL.text(url)) is listed already\(place), and that listing counts")
            } else {
                listed[url] = .some(line)
            }
            var feed = FeedSettings(
                url: url, poll: settings.poll, fetch: settings.fetch, origin: .init(file: file, line: line))
            list(table, name, "tags", &feed.tags)
            poll(table, name, &feed.poll)
            fetch(table, name, &feed.fetch)
            settings.feeds.append(feed)
        }
    }

    // MARK: Values

    /// - Returns: whether the key is there and well formed; likewise below.
    @discardableResult
    private mutating func text(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout String?) -> Bool {
        guard let found = table[key] else { return false }
        guard let text = found.string, !text.isEmpty else {
            problem(name, key, "\(key) is a text in quotation marks")
            return false
        }
        if Credentials.isLeft(text, credentials) { remark(name, key, "\(key): \(text) is looked at only where it is used") }
        value = text
        return true
    }

    @discardableResult
    private mutating func path(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout String) -> Bool {
        var path: String?
        text(table, name, key, &path)
        guard let path else { return false }
        guard let path = Credentials.path(path, credentials) else {
            problem(name, key, "\(key): " + Credentials.complaint(path))
            return false
        }
        value = path.hasPrefix("/") ? path : folder + "/" + path
        return true
    }

    /// The path of a file that has to be there.
    private mutating func file(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout String?) {
        var path = ""
        guard self.path(table, name, key, &path) else { return }
        if let text = string(table, name, key), Credentials.isLeft(text, credentials) { return value = text }
        // Whether it may be read shows where it is used: not everybody who looks at feeds may.
        if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { problem(name, key, "\(key): there is no file \"\(path)\"") }
        value = path
    }

    private mutating func listen(_ table: TOMLTable, _ name: String, _ value: inout String?) {
        guard text(table, name, "listen", &value), let listen = value, !ServerAddress.isListenable(listen) else { return }
        problem(name, "listen", "listen: \"\(listen)\" is no address and port such as \"127.0.0.1:8390\" or \"[::1]:8390\"")
    }

    private mutating func truth(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout Bool) {
        guard let found = table[key] else { return }
        guard let truth = found.bool else { return problem(name, key, "\(key) is true or false") }
        value = truth
    }

    private mutating func limits(_ table: TOMLTable, _ limits: inout FeedLimits) {
        whole(table, "limits", "items", in: 1...1_000_000, &limits.items)
        whole(table, "limits", "depth", in: 10...10_000, &limits.depth)
        size(table, "limits", "text", &limits.textBytes)
        size(table, "limits", "attribute", &limits.attributeBytes)
        size(table, "limits", "entities", &limits.entityBytes)
        size(table, "limits", "links", &limits.linkBytes)
    }

    private mutating func whole(
        _ table: TOMLTable, _ name: String, _ key: String, in range: ClosedRange<Int>, _ value: inout Int
    ) {
        guard let found = table[key] else { return }
        guard let whole = found.int, range.contains(whole) else {
            return problem(name, key, "\(key) is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        value = whole
    }

    @discardableResult
    private mutating func duration(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout Duration) -> Bool {
        guard let found = table[key] else { return false }
        guard let text = found.string, let duration = Quantities.duration(text) else {
            problem(name, key, "\(key) is a duration such as \"30s\", \"15m\", \"6h\" or \"7d\"")
            return false
        }
        value = duration
        return true
    }

    private mutating func size(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout Int) {
        guard let found = table[key] else { return }
        guard let size = found.int ?? found.string.flatMap(Quantities.size), size >= 1024 else {
            return problem(name, key, "\(key) is a size of at least 1kB such as \"500kB\" or \"64MB\"")
        }
        value = size
    }

    private mutating func size(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout Int?) {
        var size = -1
        self.size(table, name, key, &size)
        if size >= 0 { value = size }
    }

    private mutating func list(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout [String]) {
        guard let found = table[key] else { return }
        guard let array = found.array, array.allSatisfy({ $0.string != nil }) else {
            return problem(name, key, "\(key) is a list of texts such as [\"a\", \"b\"]")
        }
        value = array.compactMap(\.string)
    }

    private mutating func headers(_ table: TOMLTable, _ name: String, _ value: inout [String: String]) {
        guard let found = table["headers"] else { return }
        guard let fields = found.table else {
            return problem(name, "headers", "headers is a table such as { \"X-Key\" = \"value\" }")
        }
        for field in fields.keys {
            if let named = fields[field]?.string, Credentials.value(named, credentials) == nil {
                problem(name, "headers", "headers: " + Credentials.complaint(named))
                continue
            }
            let held = fields[field]?.string.flatMap { Credentials.value($0, credentials) }
            guard let text = held, HeaderField.isValid(name: field, value: text) else {
                problem(name, "headers", "headers: \"\(field)\" is no header field with a text")
                continue
            }
            if Credentials.isLeft(text, credentials) { remark(name, "headers", "headers: \(text) is looked at only where it is used") }
            value[field] = text
        }
    }

    private mutating func networks(_ root: TOMLTable, _ value: inout [NetworkRange]) {
        var texts: [String] = []
        list(root, "", "allow_networks", &texts)
        for text in texts {
            guard let network = NetworkRange(text) else {
                problem("", "allow_networks", "allow_networks: \"\(text)\" is no network such as \"10.0.0.0/8\"")
                continue
            }
            value.append(network)
        }
    }

    private mutating func durationOrOff(_ table: TOMLTable, _ name: String, _ key: String, _ value: inout Duration?) {
        if string(table, name, key) == "off" {
            value = nil
        } else {
            var length = value ?? .zero
            if duration(table, name, key, &length) { value = length }
        }
    }

    private func string(_ table: TOMLTable, _ name: String, _ key: String) -> String? { table[key]?.string }

    // MARK: Problems

    private mutating func remark(_ table: String, _ key: String, _ message: String) {
        remarks.append(.init(file: file, line: lines.line(of: key, in: table), message: message))
    }

    private mutating func problem(_ table: String, _ key: String, _ message: String) {
        problems.append(.init(file: file, line: lines.line(of: key, in: table), message: message))
    }

    private mutating func unknown(_ key: String, _ table: String, among keys: [String]) {
        let place = table.isEmpty ? "at the top of the file" : table.hasPrefix("feed#") ? "in [[feed]]" : "in [\(table)]"
        let near = Spelling.nearest(to: key, among: keys).map { "; did you mean \"\($0)\"?" } ?? ""
        problem(table, key, "unknown key \"\(key)\" \(place)\(near)")
    }
}
