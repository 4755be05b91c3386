import Feeds
import Fetching
import Language
import Records

/// Everything that the configuration says, with the defaults filled in.
public struct Settings: Sendable, Hashable {
    /// The folder of the segments.
    public var output = "out"
    /// The database of what is known of feeds and items.
    public var state = "state.db"
    /// An address that tells publishers who asks; part of the User-Agent.
    public var contact: String?
    /// Networks that are not public and may be fetched from.
    public var allowNetworks: [NetworkRange] = []
    /// OPML files and plain lists, as they stand in the configuration.
    public var include: [String] = []
    /// How long an item is remembered once no feed shows it any more.
    public var remember: Duration = .seconds(90 * 86_400)
    /// No feed is polled while the disk of the output or of the state has less room, in bytes; `nil` for what ``DiskRoom`` thinks right.
    public var minFree: Int?
    public var poll = PollSettings()
    public var fetch = FetchSettings()
    /// How much of a feed is read; the bytes of the whole are bounded by ``FetchSettings/maxBytes``.
    public var limits = FeedLimits()
    public var segments = SegmentSettings()
    public var stories = StorySettings()
    public var status = StatusSettings()
    public var webSub = WebSubSettings()
    public var watch = WatchSettings()
    public var cluster = ClusterSettings()
    /// The feeds of the file itself and of what it includes, each address once.
    public var feeds: [FeedSettings] = []
    /// What is no mistake, but worth a look: `onrecord check` tells of it.
    public var remarks: [ConfigurationError.Problem] = []

    public init() {}

    /// The addresses of feeds that are shown without their secrets, by the form that is shown; forms that several feeds share are left
    /// out.
    public var veiledAddresses: [String: String] {
        Dictionary(grouping: feeds.map(\.url)) { PublicURL.text($0) }.compactMapValues { $0.count == 1 ? $0[0] : nil }
            .filter { $0.key != $0.value }
    }

    /// Where feeds that were added by command are listed.
    public var addedFeedsFile: String { FilePath.folder(of: state) + "/added.opml" }
}

/// When feeds are polled.
public struct PollSettings: Sendable, Hashable {
    /// Where a feed tells nothing better.
    public var interval: Duration = .seconds(15 * 60)
    public var minimum: Duration = .seconds(5 * 60)
    public var maximum: Duration = .seconds(86_400)

    /// Whether the interval is the user's own: then the learned rate of news only shortens it.
    public var isIntervalGiven: Bool { interval != PollSettings().interval }

    public init() {}
}

/// How pages and feeds are asked for.
public struct FetchSettings: Sendable, Hashable {
    /// Requests at once to one site.
    public var perSite = 2
    /// Between the starts of two requests to one site.
    public var delay: Duration = .seconds(1)
    /// For one request, redirects included.
    public var timeout: Duration = .seconds(30)
    /// Whether pages are fetched, or the feed's own content is all.
    public var articles = true
    /// Whether the text of a page whose publisher reserves it is left out of the record.
    public var obeyReservations = false
    /// Older items of a feed seen for the first time are noted, not written; `nil` writes all.
    public var maxAge: Duration? = .seconds(7 * 86_400)
    /// How long a page that cannot be had is tried again before its record is written from the feed's content.
    public var retryFor: Duration = .seconds(86_400)
    /// The most bytes of one answer, decoded.
    public var maxBytes = 20 << 20
    /// How many redirects are followed for one request.
    public var maxRedirects = 8
    /// An HTTP or SOCKS proxy.
    public var proxy: String?
    /// A file of certificates that are trusted instead of the system's.
    public var caFile: String?
    /// Sent with each request, by name.
    public var headers: [String: String] = [:]

    public init() {}
}

/// When a segment is finished, and what becomes of it then.
public struct SegmentSettings: Sendable, Hashable {
    public var maxBytes = 64 << 20
    public var maxAge: Duration = .seconds(3600)
    /// Whether finished segments get a compressed form beside them.
    public var compress = false
    /// How long finished segments are kept; `nil` for ever.
    public var keepFor: Duration?
    /// How many bytes of finished segments are kept; `nil` for all.
    public var keepBytes: Int?

    public init() {}

    public var limits: SegmentLimits { SegmentLimits(bytes: maxBytes, age: maxAge) }

    public var retention: RetentionLimits { RetentionLimits(age: keepFor, bytes: keepBytes) }
}

/// Which articles are held against each other.
public struct StorySettings: Sendable, Hashable {
    /// How long back the first article of the same story is looked for; `nil` for not at all.
    public var window: Duration? = .seconds(3 * 86_400)

    public init() {}
}

/// The status page and what else is served.
public struct StatusSettings: Sendable, Hashable {
    /// Host and port; `nil` for none.
    public var listen: String? = "127.0.0.1:8390"

    public init() {}
}

/// Where hubs push news to (W3C Recommendation WebSub).
public struct WebSubSettings: Sendable, Hashable {
    /// The public address that hubs are told, ending with a slash; `nil` subscribes to nothing.
    public var callback: String?
    /// Host and port that it leads to; `nil` for none.
    public var listen: String?

    public init() {}
}

/// What is looked for in every text besides the names.
public struct WatchSettings: Sendable, Hashable {
    /// The files of terms, as they stand in the configuration.
    public var lists: [String] = []
    /// The terms of all of them; `nil` where there is no list.
    public var terms: WatchList?

    public init() {}
}

/// One feed with the settings that hold for it.
public struct FeedSettings: Sendable, Hashable {
    public var url: String
    public var tags: [String] = []
    public var poll = PollSettings()
    public var fetch = FetchSettings()
    /// The file that lists it, and the line where that is known.
    public var origin: Origin

    /// Where a feed is listed.
    public struct Origin: Sendable, Hashable {
        public var file: String
        public var line: Int?

        public init(file: String, line: Int? = nil) {
            self.file = file
            self.line = line
        }
    }

    public init(url: String, tags: [String] = [], poll: PollSettings, fetch: FetchSettings, origin: Origin) {
        self.url = url
        self.tags = tags
        self.poll = poll
        self.fetch = fetch
        self.origin = origin
    }
}
