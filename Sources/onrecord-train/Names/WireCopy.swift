/// Makes up agency copy: datelines, headlines in capitals, tables of results, lists of athletes, scoreboards, market notes.
///
/// Running text never shows a town that is a team ("Chicago 5 Milwaukee 3") or a country behind an athlete's name; papers and
/// agencies print little else on their sports pages. The names are real or drawn from name lists, the results are invented.
struct WireCopy {
    /// A piece of text with its names.
    struct Piece {
        var text = ""
        var spans: [(start: Int, end: Int, type: String)] = []
    }

    var random: SplitMix
    let cities: [String]
    let countries: [String]
    let given: [String]
    let surnames: [String]
    var piece = Piece()
    private var length = 0
    /// Whether marks stand apart, as some corpora print them.
    var apart = false

    /// - Parameters:
    ///   - folder: the name lists.
    ///   - seed: one seed makes the same copy each time.
    init(gazetteers folder: String, seed: UInt64) throws {
        random = SplitMix(state: seed)
        cities = try Files.table("\(folder)/cities15000.tsv").filter { $0.count > 3 && (Int($0[3]) ?? 0) >= 150_000 }.map { $0[0] }
        countries = try Files.table("\(folder)/countries.tsv").map { $0[0] }
        let census =
            try Files.table("\(folder)/us_census_first_male.tsv").prefix(300)
            + Files.table("\(folder)/us_census_first_female.tsv").prefix(300)
        given = census.map { Self.titled($0[0]) } + WireNames.given + WireNames.given + WireNames.given
        let common = try Files.table("\(folder)/us_census_last.tsv").prefix(6000).map { Self.titled($0[0]) }
        surnames = common + (0..<14).flatMap { _ in WireNames.surnames }
        guard !cities.isEmpty, !countries.isEmpty else {
            throw TrainingFailure(description: "\(folder): no large city in cities15000.tsv, or no country in countries.tsv")
        }
    }

    static func titled(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst().lowercased() }

    /// Makes documents of some twelve lines.
    mutating func pieces(_ count: Int) -> [Piece] {
        (0..<count).map { _ in
            piece = Piece()
            length = 0
            apart = chance(2)
            document()
            return piece
        }
    }

    // MARK: Putting text together

    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(random.next() % UInt64(list.count))] }
    mutating func chance(_ one: UInt64) -> Bool { random.next() % one == 0 }
    mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(random.next() % UInt64(range.count)) }

    mutating func put(_ text: String) {
        piece.text += text
        length += text.unicodeScalars.count
    }

    mutating func name(_ text: String, _ type: String, loud: Bool = false) {
        let text = loud ? text.uppercased() : text
        let start = length
        put(text)
        piece.spans.append((start, length, type))
    }

    mutating func person(loud: Bool = false) { name("\(pick(given)) \(pick(surnames))", "PER", loud: loud) }
    mutating func surname(loud: Bool = false) { name(pick(surnames), "PER", loud: loud) }
    mutating func initialled() { name("\(pick(given).prefix(1)). \(pick(surnames))", "PER") }
    mutating func city(loud: Bool = false) { name(pick(cities), "LOC", loud: loud) }
    mutating func country(loud: Bool = false) { name(pick(countries), "LOC", loud: loud) }
    mutating func club(loud: Bool = false) { name(pick(WireNames.clubs), "ORG", loud: loud) }
    mutating func company() {
        name(
            chance(3)
                ? pick(surnames) + pick([" Corp", " Inc", " Group", " Holdings", " plc", " Bank", " AG", " Industries"])
                : pick(WireNames.companies), "ORG")
    }
    mutating func bracketed(_ body: (inout Self) -> Void) {
        put(apart ? "( " : "(")
        body(&self)
        put(apart ? " )" : ")")
    }
    mutating func score() { put(apart ? "\(number(0...6)) - \(number(0...6))" : "\(number(0...6))-\(number(0...6))") }
}
