/// Takes people's names out of a byline: "By Ada Marsh and Tom Reed, Harbour Correspondent".
struct BylineCleaner: Sendable {
    private let sites: [String]

    init(siteName: String?, host: String?, publishers: [String] = []) {
        var sites = publishers.prefix(50).map(Words.folded)
        if let siteName { sites.append(Words.folded(siteName)) }
        if let host {
            sites.append(Words.folded(host))
            if let label = host.split(separator: ".").max(by: { $0.count < $1.count }) { sites.append(Words.folded(String(label))) }
        }
        self.sites = sites.filter { $0.count >= 3 }
    }

    /// The names in a text that is nothing but a byline.
    ///
    /// - Parameters:
    ///   - isOrganization: whether the source says it is no person; then only what looks like a person's name counts.
    ///   - mustLookLikeName: whether the text may be anything, so that only what looks like a name counts.
    func bylines(
        in text: String, isOrganization: Bool, isPerson: Bool = false, mustLookLikeName: Bool = false
    ) -> [Article.Byline] {
        guard text.utf8.count <= 1000 else { return [] }
        var found: [Article.Byline] = []
        var hasSite = false
        var pieces = split(withoutLead(text))
        if pieces.count > 60 { pieces.removeSubrange(60...) }
        for piece in pieces {
            let name = cleaned(piece)
            guard isUsable(name, isPerson: isPerson) else {
                if isSite(name, isPerson: isPerson) { hasSite = true }
                continue
            }
            // "The Havenmere Courier, Havenmere": what follows the site's name is its place.
            if Self.isRole(name) || ((found.last != nil || hasSite) && Self.isPlace(name)) {
                if var last = found.popLast() {
                    if last.role == nil { last.role = name }
                    found.append(last)
                }
                continue
            }
            if isOrganization || mustLookLikeName, !Self.looksLikeName(name) { continue }
            if !found.contains(where: { Words.folded($0.name) == Words.folded(name) }) { found.append(Article.Byline(name: name)) }
        }
        return found
    }

    // MARK: Parts

    private static let leads = [
        "written by", "reported by", "reporting by", "posted by", "published by", "story by", "words by", "text by", "by:", "by ", "von ",
        "par ",
        "por:", "por ", "di ", "da ", "door ", "af ", "av ", "text:", "author:", "authors:", "autor:", "autorin:", "von:", "par:", "przez ",
        "yazan:", "автор:", "opinion by", "analysis by", "review by", "oleh ", "redaktion:",
    ]

    /// What follows "By" and the like at a line's beginning; `nil` for another line.
    static func afterLead(_ text: String) -> String? {
        let small = text.lowercased()
        for lead in writtenLeads where small.hasPrefix(lead) && text.count > lead.count { return String(text.dropFirst(lead.count)) }
        return nil
    }

    private static let writtenLeads = [
        "written by ", "written by: ", "reported by ", "posted by ", "published by ", "story by ", "words by ", "text by ", "by: ", "by ",
        "von ",
        "author: ", "autor: ", "autorin: ", "escrito por ", "por ", "reporter: ", "article by ",
    ]

    private func withoutLead(_ text: String) -> String {
        var text = text.trimmed
        for _ in 0..<3 {
            let small = text.lowercased()
            // "ByAda Marsh": two elements that only their style keeps apart.
            if small.hasPrefix("by"), text.dropFirst(2).first?.isUppercase == true, text.contains(" ") {
                text = String(text.dropFirst(2))
                continue
            }
            guard let lead = Self.leads.first(where: { small.hasPrefix($0) }), text.count > lead.count else { return text }
            text = String(text.dropFirst(lead.count)).trimmed
        }
        return text
    }

    /// Splits at what stands between two names, but keeps a title after a comma ("Ada Marsh, MD") with its name.
    private func split(_ text: String) -> [String] {
        var text = text
        for word in [
            " and ", " und ", " et ", " y ", " e ", " & ", " og ", " och ", " en ", " i ", " with ", " mit ", " ve ", " und\u{A0}",
        ] {
            text = text.replacing(word, with: "\u{1}")
        }
        var pieces: [String] = []
        for piece in text.split(whereSeparator: { "\u{1};|·•/\n–—，、،".contains($0) }) {
            for part in piece.split(separator: ",") {
                let part = String(part).trimmed
                if let last = pieces.last, Self.isSuffix(part) {
                    pieces[pieces.count - 1] = last + ", " + part
                } else {
                    pieces.append(part)
                }
            }
        }
        return pieces
    }

    private static func isSuffix(_ text: String) -> Bool {
        let folded = Words.folded(text)
        return ["md", "phd", "mph", "rn", "jr", "sr", "ii", "iii", "esq", "mba", "dds", "do", "lcsw", "rd", "cfa", "msc", "ms"].contains(
            folded)
    }

    private func cleaned(_ piece: String) -> String {
        var text = piece.trimmed
        while let first = text.first, "[(<*".contains(first) { text.removeFirst() }
        // Notes in brackets, addresses.
        if let bracket = text.firstIndex(where: { $0 == "(" || $0 == "[" || $0 == "<" }), bracket != text.startIndex {
            text = String(text[..<bracket]).trimmed
        }
        if text.contains("@") {
            text = text.split(separator: " ").filter { !$0.contains("@") }.joined(separator: " ")
        }
        text = withoutLead(text)
        for word in [" for ", " für ", " pour ", " of the ", " in ", " aus "] {
            if let range = text.firstRange(of: word) { text = String(text[..<range.lowerBound]).trimmed }
        }
        for title in [" 기자", " 记者", " 記者", " 특파원"] where text.hasSuffix(title) { text = String(text.dropLast(title.count)).trimmed }
        for role in Self.leadingRoles where text.lowercased().hasPrefix(role) && text.count > role.count + 3 {
            text = String(text.dropFirst(role.count)).trimmed
        }
        while let last = text.last, ".,:;-*]".contains(last), !text.hasSuffix("Jr."), !text.hasSuffix("Sr.") { text.removeLast() }
        if text == text.uppercased(), text.count > 4, text.contains(" "),
            text.unicodeScalars.contains(where: { $0.properties.isLowercase }) == false
        {
            text = Self.titleCased(text)
        }
        return text.trimmed
    }

    private static func titleCased(_ text: String) -> String {
        var output = ""
        var startsWord = true
        for character in text {
            output += startsWord ? String(character) : character.lowercased()
            startsWord = !character.isLetter
        }
        return output
    }

    private static let leadingRoles = ["staff writer ", "staff reporter ", "senior reporter ", "reporter ", "correspondent ", "editor "]

    private func isUsable(_ name: String, isPerson: Bool) -> Bool {
        guard name.count >= 2, name.count <= 70, name.contains(where: { $0.isLetter }), !name.contains("://") else { return false }
        let folded = Words.folded(name)
        guard !folded.isEmpty, folded.contains(where: { !$0.isNumber }) else { return false }
        return !isSite(name, isPerson: isPerson) && !Self.noNames.contains(folded)
    }

    private func isSite(_ name: String, isPerson: Bool) -> Bool {
        // A writer's own site bears the writer's name.
        if sites.contains(Words.folded(name)) { return !(isPerson && Self.looksLikeName(name)) }
        // "n-tv NACHRICHTEN", "MDR Thüringen": the site's own name and a word more.
        guard let first = name.split(separator: " ").first, !isPerson else { return false }
        return sites.contains(Words.folded(String(first)))
    }

    private static let noNames: Set<String> = [
        "admin", "administrator", "editor", "editors", "staff", "redaktion", "redacción", "redaccion", "redazione", "larédaction",
        "rédaction",
        "unknown", "author", "guest", "anonymous", "null", "undefined", "none", "newsdesk", "newsroom", "staffwriter", "staffreporter",
        "webmaster", "team", "contributor", "follow", "share", "comments", "print", "email", "onlineredaktion", "redakcja", "toimitus",
        "editorialteam", "editorialstaff", "nachrichten", "noticias", "news", "actualités", "notizie", "online", "desk", "webdesk",
        "guestauthor", "updated", "published", "posted",
    ]

    private static func isRole(_ text: String) -> Bool {
        let small = text.lowercased()
        return roles.contains { small.contains($0) }
    }

    private static let roles = [
        "correspondent", "editor", "reporter", "journalist", "writer", "columnist", "producer", "contributor", "redakteur", "korrespondent",
        "photographer", "bureau chief", "rédacteur", "rédactrice", "periodista", "staff", "professor", "fellow", "director", "redaktör",
        "analyst", "critic", "author of", "head of", "chief", "consultant", "expert", "coordinator", "specialist", "strategist", "manager",
        "engineer", "president", "founder", "attorney", "redaktionsleiter", "autor des", "chefredaktion",
    ]

    /// A word that is no person's name of two parts, behind a name: a city, an agency.
    private static func isPlace(_ text: String) -> Bool {
        !text.contains(" ") && !text.contains("-") && text.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
    }

    /// Two to five words that begin with capitals, or a short name in a script without capitals.
    static func looksLikeName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        if text.unicodeScalars.contains(where: { (0x2E80..<0xD7A4).contains($0.value) }) { return text.count <= 10 }
        guard (2...5).contains(words.count), !text.contains(where: { $0.isNumber }), !text.contains("?"), !text.contains("!") else {
            return false
        }
        let capitals = words.filter { $0.first?.isUppercase == true || particles.contains(String($0)) || $0.first?.isLowercase == false }
        guard capitals.count == words.count, words.first?.first?.isLowercase != true || words.count > 2 else { return false }
        let folded = words.map { Words.folded(String($0)) }
        return !folded.contains { notInNames.contains($0) }
    }

    private static let particles: Set<String> = [
        "de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "dos", "del", "al", "bin", "ter", "zu", "el", "ten",
    ]
    private static let notInNames: Set<String> = [
        "the", "news", "staff", "editor", "press", "media", "agency", "updated", "published", "read", "more", "minutes", "by", "photo",
        "follow",
        "share", "comments", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "university", "about", "desk", "team", "view", "all",
        "posts",
        "and", "on", "redaktion", "online", "reporter", "contact", "email", "twitter", "facebook",
    ]
}
