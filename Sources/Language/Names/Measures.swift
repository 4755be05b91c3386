/// Finds dates, sums of money, percentages and quantities by their form.
struct Measures {
    private let document: Document
    private let table: TokenTable
    private var taken: [Bool]

    /// Adds mentions of dates, money, percentages and quantities where no name stands.
    static func find(_ document: Document, _ table: TokenTable) -> Document {
        var taken = [Bool](repeating: false, count: document.tokens.count)
        for mention in document.mentions { for token in mention.tokens { taken[token] = true } }
        var reader = Measures(document: document, table: table, taken: taken)
        return reader.run()
    }

    private static let months = WordSet(
        "january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. jan feb apr aug sept oct nov dec"
    )
    private static let days = WordSet(
        "monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thurs. fri. sat. sun.")
    private static let relative = WordSet("yesterday today tomorrow tonight")
    private static let periods = WordSet(
        "day week month year night morning afternoon evening weekend quarter decade century spring summer autumn fall winter")
    private static let lengths = WordSet("days weeks months years hours minutes decades centuries weekends seconds")
    private static let shifts = WordSet("last next this past coming previous")
    private static let spelled = WordSet(
        """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty \
        fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half m bn k mn tn
        """)
    private static let scales = WordSet("hundred thousand million billion trillion dozen m bn k mn tn")
    private static let currencies = WordSet(
        "dollar dollars euro euros pound pounds cent cents pence yen yuan rupee rupees rouble roubles ruble rubles franc francs peso pesos krona kroner usd eur gbp won real reais shekels rand"
    )
    private static let units = WordSet(
        """
        kilometre kilometres kilometer kilometers km metre metres meter meters mile miles foot feet inch inches yard yards acre acres hectare hectares \
        kg kilogram kilograms kilo kilos gram grams g mg milligrams tonne tonnes ton tons pound pounds lb lbs ounce ounces litre litres liter liters gallon gallons \
        barrel barrels mph kph degrees megawatts gigawatts mw gw kilowatts watts volts gigabytes megabytes gb mb terabytes cm mm ml
        """)
    private static let percents = WordSet("percent per-cent pct percentage")
    private static let cent = WordHash("cent")
    private static let per = WordHash("per")

    private func word(_ token: Int) -> WordHash { WordHash(value: table.lower[token]) }

    private func isDigits(_ token: Int) -> Bool {
        table.form[token].contains(.digit) && 0x30...0x39 ~= document.text.bytes[document.tokens[token].start]
    }

    private func isCurrencySign(_ token: Int) -> Bool {
        let (value, _) = Scalars.decode(document.text.bytes, at: document.tokens[token].start)
        return value == 0x24 || value == 0xA3 || value == 0xA5 || 0x20A0...0x20CF ~= value
    }

    private func isYear(_ token: Int) -> Bool {
        let bytes = document.tokens[token].bytes
        guard bytes.count == 4, document.text.bytes[bytes].allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        let first = document.text.bytes[bytes.lowerBound]
        return first == UInt8(ascii: "1") || first == UInt8(ascii: "2")
    }

    /// A number in figures or words with its scale, from a token on.
    private func number(_ start: Int, _ end: Int) -> Int? {
        var position = start
        guard position < end, isDigits(position) || (Self.spelled.contains(word(position)) && table.form[position].contains(.small)) else {
            return nil
        }
        position += 1
        while position < end {
            if Self.spelled.contains(word(position)) {
                position += 1
            } else if document.isMark(position, "-"), document.isAttached(position), position + 1 < end,
                Self.spelled.contains(word(position + 1))
            {
                position += 2
            } else {
                break
            }
        }
        return position
    }

    private mutating func run() -> Document {
        var document = self.document
        var additions: [Mention] = []
        for sentence in document.sentences {
            var token = sentence.lowerBound
            while token < sentence.upperBound {
                guard !taken[token], let (end, type) = measure(token, sentence), end <= sentence.upperBound,
                    !taken[token..<end].contains(true)
                else {
                    token += 1
                    continue
                }
                additions.append(Mention(tokens: token..<end, kind: .name, entity: document.entities.count))
                document.entities.append(Entity(type: type.rawValue, name: document.string(token..<end)))
                token = end
            }
        }
        document.mentions = (document.mentions + additions).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
        return document
    }

    private func measure(_ token: Int, _ sentence: Range<Int>) -> (Int, EntityType)? {
        let end = sentence.upperBound
        if isCurrencySign(token), let stop = number(token + 1, end) { return (stop, .money) }
        if let stop = date(token, end) { return (stop, .date) }
        guard let stop = number(token, end) else { return nil }
        guard stop < end else { return nil }
        if document.isMark(stop, "%") || Self.percents.contains(word(stop)) { return (stop + 1, .percent) }
        if word(stop) == Self.per, stop + 1 < end, word(stop + 1) == Self.cent { return (stop + 2, .percent) }
        if Self.currencies.contains(word(stop)), !Self.units.contains(word(stop)) || stop - token > 1 { return (stop + 1, .money) }
        if Self.lengths.contains(word(stop)) { return (stop + 1, .date) }
        if Self.units.contains(word(stop)) { return (stop + 1, .quantity) }
        return nil
    }

    private func isShortNumber(_ token: Int) -> Bool { isDigits(token) && document.tokens[token].bytes.count <= 4 }

    private func date(_ token: Int, _ end: Int) -> Int? {
        let here = word(token)
        let capital = table.form[token].contains(.capital)
        if Self.relative.contains(here) { return token + 1 }
        if Self.days.contains(here), capital {
            var stop = token + 1
            if stop + 1 < end, document.isMark(stop, ","), Self.months.contains(word(stop + 1)) { stop += 1 }
            if stop < end, let more = monthDay(stop, end) { return more }
            return document.isMark(stop - 1, ",") ? stop - 1 : stop
        }
        if let stop = monthDay(token, end) { return stop }
        // "5 May 2024", "the 1990s", "in 2024".
        if isShortNumber(token), document.tokens[token].bytes.count <= 2 || !isYear(token), token + 1 < end,
            Self.months.contains(word(token + 1)),
            table.form[token + 1].contains(.capital)
        {
            return token + 2 < end && isYear(token + 2) ? token + 3 : token + 2
        }
        if isYear(token), token + 1 >= end || !Self.lengths.contains(word(token + 1)) && document.tokens[token + 1].tag != .noun {
            return token + 1
        }
        if Self.shifts.contains(here), token + 1 < end,
            Self.periods.contains(word(token + 1))
                || (Self.days.contains(word(token + 1)) || Self.months.contains(word(token + 1)))
                    && table.form[token + 1].contains(.capital)
        {
            return token + 2
        }
        return nil
    }

    private func monthDay(_ token: Int, _ end: Int) -> Int? {
        guard token < end, Self.months.contains(word(token)), table.form[token].contains(.capital) else { return nil }
        var stop = token + 1
        if stop < end, isShortNumber(stop) {
            let year = isYear(stop)
            stop += 1
            if !year, stop + 1 < end, document.isMark(stop, ","), isYear(stop + 1) {
                stop += 2
            } else if !year, stop < end, isYear(stop) {
                stop += 1
            }
            return stop
        }
        // "May" and "March" alone are words and names too.
        return document.tokens[token].tag == .properNoun ? stop : nil
    }
}
