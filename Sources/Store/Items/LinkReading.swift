import Records

/// What of the links of a document names a page, and what only the visit.
///
/// A fragment may be an item's own place on a page that grows (a live blog, a list of comments, a list of changes) or the same word behind
/// every link; a parameter may be a story's number or a session's. No list of names tells, so the document is asked first: what stands
/// behind different links alike tells none of them apart.
struct LinkReading {
    /// An item's link as it is read.
    struct Reading {
        /// The normalised address, with the fragment where that is an item's place.
        var link: String
        /// Whether the fragment is part of ``link``.
        var isAnchored = false
        /// The address with a fragment that may be a place or not; `nil` where there is none.
        var place: String?
        /// ``link`` without what seems to be of the visit.
        var plain: String
        /// Whether no other link of the document has the same ``plain``.
        var isPlainUnique = true
    }

    /// For each item; `nil` where it has no link.
    private(set) var readings: [Reading?]
    /// Whether different links remain different ones without what seems to be of the visit.
    private(set) var plainLinksTell = false
    /// How many different links there are.
    private(set) var count = 0

    init(_ items: [FoundItem]) {
        let fragments = items.map(Self.fragment)
        var pages = Users()
        var places = Users()
        for (item, fragment) in zip(items, fragments) {
            guard let link = item.normalisedLink, let fragment else { continue }
            pages.note(fragment, usedBy: link)
            // One guid is one item, listed under two headings.
            places.note(link, usedBy: item.guid ?? fragment)
        }
        readings = zip(items, fragments).map { item, fragment in
            guard let link = item.normalisedLink else { return nil }
            guard let fragment, !pages.hasSeveral(fragment) else { return Reading(link: link, plain: link) }
            let place = link + "#" + fragment
            // A number counts something; a word alone may be a part of any page.
            let isAnchored = places.hasSeveral(link) || fragment.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return Reading(link: isAnchored ? place : link, isAnchored: isAnchored, place: place, plain: isAnchored ? place : link)
        }
        readPlainly()
    }

    /// What a link's fragment says, where it can be a place.
    private static func fragment(of item: FoundItem) -> String? {
        guard let link = item.link, let mark = link.utf8.firstIndex(of: UInt8(ascii: "#")), let normalised = item.normalisedLink,
            !normalised.utf8.contains(UInt8(ascii: "#"))
        else { return nil }
        let fragment = link[link.index(after: mark)...]
        // Parameters of a counter, or words to be marked on the page.
        return fragment.isEmpty || fragment.contains("=") || fragment.hasPrefix(":~:") ? nil : String(fragment)
    }

    // MARK: Parameters

    private mutating func readPlainly() {
        var links: Set<String> = []
        var values: [Substring: (value: Substring, links: Int, isConstant: Bool)] = [:]
        for case let reading? in readings where links.insert(reading.link).inserted {
            for (name, value) in Self.parameters(reading.link) {
                let before = values[name]
                values[name] = (value, (before?.links ?? 0) + 1, (before?.isConstant ?? true) && (before.map { $0.value == value } ?? true))
            }
        }
        count = links.count
        guard !values.isEmpty else { return }
        let constant = Set(values.filter { $0.value.links > 1 && $0.value.isConstant }.keys)
        var users = Users()
        var shortened: Set<String> = []
        for position in readings.indices {
            guard var reading = readings[position], let query = reading.link.firstIndex(of: "?") else {
                if let link = readings[position]?.link { users.note(link, usedBy: link) }
                continue
            }
            let kept = Self.parameters(reading.link).filter { name, value in
                !constant.contains(name) && !Self.visitNames.contains(name.lowercased()) && !Self.isToken(value)
            }
            reading.plain = reading.link[..<query] + (kept.isEmpty ? "" : "?" + kept.map { "\($0)=\($1)" }.joined(separator: "&"))
            readings[position] = reading
            users.note(reading.plain, usedBy: reading.link)
            if reading.plain != reading.link { shortened.insert(reading.plain) }
        }
        for position in readings.indices {
            let isUnique = readings[position].map { !users.hasSeveral($0.plain) }
            readings[position]?.isPlainUnique = isUnique ?? true
        }
        plainLinksTell = shortened.count > 1
    }

    private static func parameters(_ link: String) -> [(name: Substring, value: Substring)] {
        guard let query = link.firstIndex(of: "?") else { return [] }
        return link[link.index(after: query)...].split(separator: "&").map { parameter in
            let name = parameter.prefix { $0 != "=" }
            return (name, parameter.dropFirst(name.count + 1))
        }
    }

    /// Names that are a session's or a source's on most sites, and an article's on some.
    private static let visitNames: Set<String> = [
        "sid", "sess", "session", "sessionid", "session_id", "token", "ref", "referrer", "referer", "src", "source", "from", "via",
        "origin", "campaign", "medium", "track", "tracking", "trk", "rnd", "rand", "random", "nocache", "cachebuster", "cb", "ts",
        "timestamp", "_",
    ]

    /// Whether a value was drawn rather than given: long, of letters and digits.
    private static func isToken(_ value: Substring) -> Bool {
        value.utf8.count >= 16 && value.contains(where: \.isLetter) && value.contains(where: \.isNumber)
    }
}

/// Who uses a mark, as far as it matters: one, or several.
struct Users {
    private var first: [String: String] = [:]
    private var several: Set<String> = []

    mutating func note(_ mark: String, usedBy user: String) {
        if let known = first[mark] {
            if known != user { several.insert(mark) }
        } else {
            first[mark] = user
        }
    }

    func hasSeveral(_ mark: String) -> Bool { several.contains(mark) }
}
