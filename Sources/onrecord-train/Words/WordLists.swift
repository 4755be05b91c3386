import Language

/// Gathers what the model knows of single words: clusters, name lists, and how often a word is written with a capital.
struct WordLists {
    private var words: [UInt64: UInt32] = [:]
    private var phrases: [UInt64: UInt32] = [:]
    private var tree = [UInt8](repeating: 0, count: 2048)

    /// What a phrase names.
    private enum Phrase: UInt32 { case city = 1, country, state, county, organization, club }

    private static func key(_ word: String) -> UInt64 { WordHash(word).value }

    private mutating func mark(_ word: String, _ list: WordFacts.List) { words[Self.key(word), default: 0] |= list.bit }

    private mutating func addPlace(_ name: String, _ list: WordFacts.List, _ phrase: Phrase) {
        let document = Annotator().segmented(name)
        let parts = document.tokens.map { WordHash(document.text.bytes, $0.bytes).value }
        guard let first = parts.first else { return }
        if parts.count == 1 {
            words[first, default: 0] |= list.bit
        } else if parts.count <= 6 {
            words[first, default: 0] |= WordFacts.List.phraseStart.bit
            phrases[parts.dropFirst().reduce(first, Hashing.join), default: 0] = phrase.rawValue
        }
    }

    /// Adds bodies, companies, papers and clubs.
    ///
    /// - Parameter path: a file of more organizations, one a line; it may be missing.
    mutating func readOrganizations(_ path: String) throws {
        let more = Files.exists(path) ? try Files.table(path).map { $0[0] } : []
        for name in WireNames.bodies + WireNames.companies + WireNames.papers + WireNames.agencies + more {
            addPlace(name, .organization, .organization)
        }
        for club in WireNames.clubs { addPlace(club, .club, .club) }
        for team in WireNames.teams {
            addPlace(team.nickname, .club, .club)
            addPlace("\(team.town) \(team.nickname)", .club, .club)
        }
    }

    /// Reads `clusters.tsv`: word, fine, middle, coarse cluster, each row.
    mutating func readClusters(_ path: String) throws {
        for row in try Files.table(path) where row.count >= 4 {
            guard let fine = Int(row[1]), let middle = Int(row[2]), let coarse = Int(row[3]) else { continue }
            add([.init(word: row[0], fine: fine, middle: middle, coarse: coarse)])
        }
    }

    /// Adds words with their clusters; numbers that the file has no room for are passed over.
    mutating func add(_ places: [WordClusters.Place]) {
        for place in places where (1..<1024).contains(place.fine) {
            guard let middle = UInt8(exactly: place.middle), let coarse = UInt8(exactly: place.coarse) else { continue }
            let key = Self.key(place.word)
            words[key] = (words[key] ?? 0) & ~0x3FF | UInt32(place.fine)
            tree[place.fine * 2] = middle
            tree[place.fine * 2 + 1] = coarse
        }
    }

    /// Reads the folder of name lists.
    mutating func readNames(_ folder: String) throws {
        for row in try Files.table("\(folder)/us_census_first_male.tsv") { mark(row[0], .maleName) }
        for row in try Files.table("\(folder)/us_census_first_female.tsv") { mark(row[0], .femaleName) }
        for (rank, row) in try Files.table("\(folder)/us_census_last.tsv").enumerated() {
            mark(row[0], .surname)
            if rank < 3000 { mark(row[0], .commonSurname) }
        }
        for row in try Files.table("\(folder)/cities15000.tsv") {
            let people = row.count > 3 ? Int(row[3]) ?? 0 : 0
            addPlace(row[0], .city, .city)
            if people >= 400_000 { addPlace(row[0], .bigCity, .city) }
        }
        for row in try Files.table("\(folder)/us_counties.tsv") { addPlace(row[0], .city, .county) }
        for row in try Files.table("\(folder)/us_states.tsv") { addPlace(row[0], .state, .state) }
        for row in try Files.table("\(folder)/countries.tsv") { addPlace(row[0], .country, .country) }
        for extra in ["UK", "U.K.", "US", "U.S.", "USA", "U.S.A.", "UAE", "Britain", "England", "Scotland", "Wales"] {
            addPlace(extra, .country, .country)
        }
        for row in try Files.table("\(folder)/nationalities.txt") { mark(row[0], .nationality) }
    }

    /// Learns from running text how often words stand with a capital in the middle of sentences.
    mutating func countCapitals(_ documents: some Sequence<Document>) {
        var counts: [UInt64: (small: Int, large: Int)] = [:]
        for document in documents {
            let bytes = document.text.bytes
            for sentence in document.sentences {
                let letters = sentence.filter { Self.isLetter(bytes[document.tokens[$0].start]) }
                let large = letters.filter { 0x41...0x5A ~= bytes[document.tokens[$0].start] }
                guard letters.count >= 5, large.count * 2 < letters.count else { continue }
                for index in sentence.dropFirst() where Self.isLetter(bytes[document.tokens[index].start]) {
                    guard Self.isLetter(bytes[document.tokens[index - 1].start]) else { continue }
                    let key = WordHash(bytes, document.tokens[index].bytes).value
                    if 0x41...0x5A ~= bytes[document.tokens[index].start] {
                        counts[key, default: (0, 0)].large += 1
                    } else {
                        counts[key, default: (0, 0)].small += 1
                    }
                }
            }
        }
        for (key, count) in counts where count.small + count.large >= 4 {
            let share = Double(count.large) / Double(count.small + count.large)
            let bin: UInt32 = share < 0.02 ? 1 : share < 0.2 ? 2 : share < 0.6 ? 3 : share < 0.95 ? 4 : 5
            words[key] = (words[key] ?? 0) & ~(7 << 10) | bin << 10
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte || 0x61...0x7A ~= byte }

    /// The sections of the model file: words, phrases, tree of clusters.
    var sections: [[UInt8]] {
        func table(_ entries: [UInt64: UInt32]) -> [UInt8] {
            WordTable.section(entries.sorted { $0.key < $1.key }.map { (hash: $0.key, value: $0.value) })
        }
        return [table(words), table(phrases), tree]
    }
}
