/// A reader of bytes from outside.
enum Target: String, CaseIterable {
    /// RSS, RDF, Atom, CDF.
    case feed
    case jsonfeed
    case sitemap
    /// OPML, plain lists, and the feeds that a page advertises.
    case subscriptions
    case date, charset, address, json
    case page, text
    case robots, records, configuration, watchlist
    /// Gzip files.
    case gzip
    /// An answer's header fields.
    case fields
    /// What is fetched, and how it may be shown.
    case url
    /// Readers' cursors, and what waits for the cluster.
    case spool
    /// What the state keeps of feeds and records.
    case state
    /// What hubs ask and sign.
    case websub

    func read(_ bytes: [UInt8]) {
        switch self {
        case .feed, .jsonfeed, .sitemap: Readers.feed(bytes)
        case .subscriptions: Readers.subscriptions(bytes)
        case .date: Readers.date(bytes)
        case .charset: Readers.charset(bytes)
        case .address: Readers.address(bytes)
        case .json: Readers.json(bytes)
        case .page: Readers.page(bytes)
        case .text: Readers.text(bytes)
        case .robots: Readers.robots(bytes)
        case .records: Readers.records(bytes)
        case .configuration: Readers.configuration(bytes)
        case .watchlist: Readers.watchlist(bytes)
        case .gzip: Readers.gzip(bytes)
        case .fields: Readers.fields(bytes)
        case .url: Readers.url(bytes)
        case .spool: Readers.spool(bytes)
        case .state: Readers.state(bytes)
        case .websub: Readers.websub(bytes)
        }
    }
}

/// What each target does with its bytes, and what has to hold of the outcome.
enum Readers {}
