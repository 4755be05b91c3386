/// One key of the configuration, as the reader, `onrecord check`, the manual page and the documentation know it.
public struct SettingDescription: Sendable, Hashable {
    /// What a value looks like.
    public enum Kind: String, Sendable {
        case text, whole, truth, duration, size, list, table
        /// A duration, or "off".
        case durationOrOff
    }

    /// The table it stands in; empty for the top of the file.
    public var table: String
    public var key: String
    public var kind: Kind
    /// The default as it would be written; empty for none.
    public var standard: String
    /// Whether it may also stand under `[[feed]]`.
    public var perFeed: Bool
    /// One sentence for people.
    public var help: String

    init(_ table: String, _ key: String, _ kind: Kind, _ standard: String, perFeed: Bool = false, _ help: String) {
        self.table = table
        self.key = key
        self.kind = kind
        self.standard = standard
        self.perFeed = perFeed
        self.help = help
    }

    /// How it is spoken of: `poll.interval`.
    public var name: String { table.isEmpty ? key : "\(table).\(key)" }

    /// All keys, in the order in which a file would hold them.
    public static let all: [SettingDescription] = [
        .init("", "output", .text, #""out""#, "Folder of the segments."),
        .init("", "state", .text, #""state.db""#, "Database of what is known of feeds and items."),
        .init("", "contact", .text, "", "Address of a page or mailbox that tells publishers who asks; part of the User-Agent."),
        .init("", "allow_networks", .list, "[]", #"Private networks that may be fetched from, such as "10.0.0.0/8"."#),
        .init("", "include", .list, "[]", "OPML files and plain lists with one address a line; * and ? stand for parts of a name."),
        .init("", "remember", .duration, #""90d""#, "How long an item is remembered once no feed shows it any more."),
        .init(
            "", "min_free", .size, "",
            "Polling pauses while the disk of the output or of the state has less room; without it 500 MB, or a twentieth of a small disk."),
        .init("poll", "interval", .duration, #""15m""#, perFeed: true, "Between two polls, where a feed tells nothing better."),
        .init("poll", "min_interval", .duration, #""5m""#, perFeed: true, "Never poll more often than this."),
        .init("poll", "max_interval", .duration, #""24h""#, perFeed: true, "Never poll more seldom than this."),
        .init("fetch", "per_site", .whole, "2", perFeed: true, "Requests at once to one site."),
        .init("fetch", "delay", .duration, #""1s""#, perFeed: true, "Between the starts of two requests to one site."),
        .init("fetch", "timeout", .duration, #""30s""#, perFeed: true, "For one request, redirects included."),
        .init("fetch", "articles", .truth, "true", perFeed: true, "Fetch the pages, or use the feed's own content only."),
        .init(
            "fetch", "obey_reservations", .truth, "false", perFeed: true,
            "Leave the text out of a record whose page reserves it (noarchive, nosnippet, noai, tdm-reservation)."),
        .init(
            "fetch", "max_age", .durationOrOff, #""7d""#, perFeed: true,
            #"Older items of a feed seen for the first time are noted, not written; "off" writes all."#),
        .init(
            "fetch", "retry_for", .duration, #""24h""#, perFeed: true,
            "How long a page that cannot be had is tried again before the feed's own content is written."),
        .init("fetch", "max_bytes", .size, #""20MB""#, perFeed: true, "The most bytes of one answer, decoded."),
        .init("fetch", "max_redirects", .whole, "8", perFeed: true, "The most redirects that are followed for one request."),
        .init("fetch", "proxy", .text, "", perFeed: true, "Address of an HTTP or SOCKS proxy."),
        .init("fetch", "ca_file", .text, "", perFeed: true, "File of the certificates that are trusted instead of the system's."),
        .init("fetch", "headers", .table, "{}", perFeed: true, "Header fields sent to the server that has the feed, with each request."),
        .init("limits", "items", .whole, "10000", "The most items of one feed document; the rest is left out."),
        .init("limits", "depth", .whole, "200", "How deep elements may stand in one another; deeper ones are passed over."),
        .init("limits", "text", .size, #""4MB""#, "The most bytes of one text of a feed, such as an item's content; the rest is cut."),
        .init("limits", "attribute", .size, #""64kB""#, "The most bytes of one attribute of a feed, such as a link; the rest is cut."),
        .init("limits", "entities", .size, #""1MB""#, "The most bytes that a feed's own entities may add to it."),
        .init("limits", "links", .size, #""4MB""#, "The most bytes that making a feed's links absolute may add; the rest stay relative."),
        .init("segments", "max_bytes", .size, #""64MB""#, "A segment of this size is finished."),
        .init("segments", "max_age", .duration, #""1h""#, "A segment whose first record is this old is finished."),
        .init("segments", "compress", .truth, "false", "Write a compressed .zst beside each finished segment."),
        .init(
            "segments", "keep_for", .durationOrOff, #""off""#,
            #"Finished segments are removed when they are this old and every cursor has passed them; "off" keeps them."#),
        .init(
            "segments", "keep_bytes", .size, "",
            "The oldest finished segments are removed when all take more than this, as far as every cursor has passed them."),
        .init(
            "stories", "window", .durationOrOff, #""3d""#,
            #"How long back an article is held against others, to name the first of the same story; "off" names none."#),
        .init("status", "listen", .text, #""127.0.0.1:8390""#, #"Host and port of the status page; "off" for none."#),
        .init(
            "websub", "callback", .text, "",
            "Public address at which hubs push news of feeds that name one; without it all feeds are polled."),
        .init("websub", "listen", .text, "", "Host and port that the callback address leads to."),
        .init("watch", "lists", .list, "[]", "Files of terms to look for in every text; * and ? stand for parts of a name."),
        .init(
            "cluster", "servers", .list, "[]",
            "Addresses of the NATS servers that a fleet works through; without them this machine works by itself."),
        .init("cluster", "name", .text, "", "This worker's name, which no other has; without it the machine's."),
        .init("cluster", "prefix", .text, #""onrecord""#, "What all names in the cluster begin with; each fleet has its own."),
        .init("cluster", "replicas", .whole, "3", "How many servers hold each message: 1, 3 or 5."),
        .init("cluster", "keep_for", .duration, #""30d""#, "How long the servers keep records for collectors."),
        .init("cluster", "spool", .size, #""256MB""#, "The most bytes of records that wait on disk while the cluster has no quorum."),
        .init("cluster", "user", .text, "", "User of the servers."),
        .init("cluster", "password", .text, "", "The user's password."),
        .init("cluster", "token", .text, "", "Token, where the servers ask for one instead."),
        .init("cluster", "credentials", .text, "", "File with a user's JWT and seed, where the servers ask for that."),
        .init("cluster", "ca_file", .text, "", "File of the certificates that are trusted instead of the system's; turns TLS on."),
        .init("cluster", "certificate", .text, "", "File of this side's certificate, where the servers ask for one."),
        .init("cluster", "key", .text, "", "File of that certificate's key."),
    ]
}
