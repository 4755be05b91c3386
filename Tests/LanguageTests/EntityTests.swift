import Testing

@testable import Language

/// Who is in a text, on invented towns and people.
struct EntityTests {
    private static let annotator = Annotator()

    private func annotate(_ text: String) -> Document { Self.annotator.annotate(text) }

    private func named(_ document: Document, _ type: EntityType) -> [String] {
        zip(document.entities, document.namedEntities()).filter { $0.type == type.rawValue && $1 }.map(\.0.name)
    }

    private func entity(_ document: Document, _ name: String) throws -> Entity {
        try #require(document.entities.first { $0.name == name })
    }

    /// The texts of an entity's mentions.
    private func mentions(_ document: Document, _ name: String) throws -> [String] {
        let entity = try #require(document.entities.firstIndex { $0.name == name })
        return document.mentions.filter { $0.entity == entity }.map { document.string($0.tokens) }
    }

    @Test("A doctor with degrees, a role and an employer is read in full and found again under the surname")
    func readsCredentialsRoleAndAffiliation() throws {
        let document = annotate(
            "It works quickly, says Helena Marsh, MD, a psychiatrist with Alderbrook Health. Dr. Marsh sees patients every week. Marsh said she was pleased."
        )
        let person = try entity(document, "Helena Marsh")
        #expect(person.credentials == ["MD"])
        #expect(person.roles == ["psychiatrist"])
        #expect(person.affiliation == "Alderbrook Health")
        #expect(person.gender == .female)
        #expect(try mentions(document, "Helena Marsh") == ["Helena Marsh", "a psychiatrist", "Marsh", "Marsh", "she"])
        #expect(named(document, .person) == ["Helena Marsh"])
    }

    @Test("A role may stand before the name or before a comma")
    func readsRolesBeforeNames() throws {
        let document = annotate(
            "The fleet will grow, chief executive Carla Brennan said. A spokesman for the harbour, Peter Lund, disagreed.")
        #expect(try entity(document, "Carla Brennan").roles == ["chief executive"])
        #expect(try entity(document, "Peter Lund").roles == ["spokesman"])
        #expect(try entity(document, "Peter Lund").gender == .male)
    }

    @Test("Two people of one surname stay two, told apart by their titles")
    func keepsNamesakesApart() throws {
        let document = annotate(
            "Robert Keane met his sister, Alice Keane, in Dublin. Mr. Keane left early. Ms. Keane stayed until Friday.")
        #expect(named(document, .person) == ["Robert Keane", "Alice Keane"])
        #expect(try mentions(document, "Robert Keane").contains("Keane"))
        #expect(try mentions(document, "Alice Keane").contains("Keane"))
    }

    @Test("An age behind a capitalised word tells of a person, and is none itself")
    func findsPeopleByAge() throws {
        let document = annotate(#""We lost it all," Fell, 34, said. Anna Fell, 31, his wife, said she was sad."#)
        let people = named(document, .person)
        #expect(people.allSatisfy { $0.hasSuffix("Fell") } && !people.isEmpty)
        #expect(!document.entities.contains { $0.name == "34" || $0.name == "31" })
    }

    @Test("A given name that is a plain word stays with the surname")
    func keepsPlainGivenNames() throws {
        let document = annotate(
            #"The ferry captain, Per Lund, said the quay was icy. Per Lund will retire. "It is icy," said Per Lund. Lund has two sons."#)
        #expect(named(document, .person) == ["Per Lund"])
        #expect(try mentions(document, "Per Lund").filter { $0 == "Per Lund" }.count == 3)
    }

    @Test("Whoever is written to is not named by the greeting")
    func greetingsNameNobody() {
        let document = annotate("Dear Council, I write about the bridge. Dear Editor, the harbour is dirty. Dear Mr. Holt, thank you.")
        #expect(named(document, .person) == ["Holt"])
    }

    @Test("A surname takes the one of two whom the pronoun behind it fits")
    func pronounsTellNamesakes() throws {
        let document = annotate(
            "Senator Lisa Crowe and her brother Dan Crowe run the firm. Crowe said she would sell. Dan Crowe said he would not.")
        #expect(try mentions(document, "Lisa Crowe").contains("Crowe"))
    }

    @Test("Tables of results name clubs by their towns, and athletes' countries as places")
    func readsResults() {
        let document = annotate(
            """
            SOCCER - FIRST DIVISION RESULTS.

            Leeds 3 Everton 1

            Barnsley 2 Tottenham 0

            1. Petra Kovacova (Slovakia) 2:04.11

            2. Lena Holm (Sweden) 2:05.80
            """)
        #expect(named(document, .organization) == ["Leeds", "Everton", "Barnsley", "Tottenham"])
        #expect(named(document, .person) == ["Petra Kovacova", "Lena Holm"])
        #expect(named(document, .location) == ["Slovakia", "Sweden"])
    }

    @Test("An acronym joins the body it is short for")
    func joinsAcronyms() throws {
        let document = annotate(
            "The National Bridge Safety Council met on Monday. The NBSC will report in May, officials said.")
        #expect(try mentions(document, "National Bridge Safety Council").contains("NBSC"))
    }

    @Test("A town is not the body that is named after it")
    func keepsTownsApart() throws {
        let document = annotate(
            "The city of Harwick will run out of heating money by spring. According to the Harwick Energy Trust, many have applied for help."
        )
        #expect(named(document, .location) == ["Harwick"])
        #expect(try mentions(document, "Harwick Energy Trust") == ["Harwick Energy Trust"])
    }

    @Test(
        "Dates, sums, shares and measures are told by their form",
        arguments: [
            ("It cost $3.5 million in all.", EntityType.money, "$3.5 million"),
            ("Prices rose by 4.2% there.", .percent, "4.2%"),
            ("Some 40 percent of them agreed.", .percent, "40 percent"),
            ("They met on March 3, 2021, again.", .date, "March 3, 2021"),
            ("The bridge is 300 metres long.", .quantity, "300 metres"),
        ])
    func findsMeasures(text: String, type: EntityType, expected: String) {
        #expect(named(annotate(text), type) == [expected])
    }

    @Test("Nouns and pronouns that may speak are mentions too")
    func findsNominalsAndPronouns() {
        let document = annotate("Police said the driver had fled. Officials declined to comment. “I saw it,” a witness told reporters.")
        let kinds = Dictionary(document.mentions.map { (document.string($0.tokens), $0.kind) }, uniquingKeysWith: { first, _ in first })
        #expect(kinds["Police"] == .nominal)
        #expect(kinds["the driver"] == .nominal)
        #expect(kinds["Officials"] == .nominal)
        #expect(kinds["a witness"] == .nominal)
        #expect(kinds["I"] == .pronoun)
    }

    @Test("Mentions are in order, never overlap and belong to entities in order of their first mention")
    func keepsMentionsInOrder() {
        let document = annotate(
            "Mayor Olga Prentice told the Harwick Gazette that Harwick had spent £2m on the pier since 2019. “We are proud,” she said. Prentice, 54, lives in Leeds."
        )
        var end = 0
        var seen = 0
        for mention in document.mentions {
            #expect(mention.tokens.lowerBound >= end)
            #expect(!mention.tokens.isEmpty)
            end = mention.tokens.upperBound
            #expect(mention.entity <= seen)
            seen = max(seen, mention.entity + 1)
        }
        #expect(seen == document.entities.count)
    }

    @Test(
        "The language of a text is told from its words or script",
        arguments: [
            ("The mayor said that the bridge would be closed for a week and that it was not safe.", "en"),
            ("Der Bürgermeister sagte, dass die Brücke für eine Woche gesperrt wird und nicht sicher ist.", "de"),
            ("Le maire a dit que le pont serait fermé pour une semaine et qu’il n’est pas sûr.", "fr"),
            ("El alcalde dijo que el puente se cerrará por una semana y que no es seguro para los coches.", "es"),
            ("O prefeito disse que a ponte não é segura e que será fechada por uma semana para os carros.", "pt"),
            ("Il sindaco ha detto che il ponte non è sicuro e che sarà chiuso per una settimana.", "it"),
            ("Мэр сказал, что мост будет закрыт на неделю.", "ru"),
            ("市長は橋が閉鎖されると述べた。", "ja"),
        ])
    func tellsLanguages(text: String, expected: String) {
        #expect(annotate(text).language == expected)
    }

    @Test("Of a few words the declared language is believed, of an article its own words")
    func weighsDeclaredLanguages() {
        let sentence = "Der Rat sagte, dass die Brücke gesperrt wird und nicht sicher ist. "
        #expect(Self.annotator.annotate("Ferry in Oslo", language: "en-GB").language == "en")
        #expect(Self.annotator.annotate(String(repeating: sentence, count: 8), language: "en-GB").language == "de")
    }

    @Test("Text that is no prose is read without a crash, the same each time")
    func survivesAnything() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let base = Array(
            "Dr. Ana O’Neil, MD, said: “It’s $5.5bn—or 40%...” [3]It cost 1,200 (U.S.) ‘ok’ http://x.co/a?b J.R. 'n' #a @b München 東京 \u{AD}\u{200D}é\n\n— she."
                .utf8)
        for _ in 0..<150 {
            var bytes = base
            for _ in 0..<random(12) + 1 {
                switch random(4) {
                case 0: bytes[random(bytes.count)] = UInt8(random(256))
                case 1: bytes.insert(base[random(base.count)], at: random(bytes.count))
                case 2: bytes.remove(at: random(bytes.count))
                default: bytes.append(contentsOf: base[random(base.count)...])
                }
                if bytes.isEmpty { bytes = base }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let first = annotate(text)
            let second = annotate(text)
            #expect(first.mentions == second.mentions && first.entities == second.entities && first.tokens == second.tokens)
            #expect(first.sentences.flatMap { $0 } == Array(first.tokens.indices))
        }
    }
}
