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
    case robots, records, configuration

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
        }
    }
}

/// What each target does with its bytes, and what has to hold of the outcome.
enum Readers {}
