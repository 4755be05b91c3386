import Testing

@testable import Language

@Suite struct WatchListTests {
    private func list(_ text: String) -> WatchList {
        var builder = WatchList.Builder()
        #expect(builder.add(Array(text.utf8)) == [])
        return builder.list()
    }

    private func found(_ list: String, in text: String, language: String? = "en") -> [String] {
        let document = Annotator(watching: self.list(list)).annotate(text, language: language)
        return document.watched.map {
            "\(document.string($0.tokens))=\($0.term.name)/\($0.term.type)\($0.term.identifier.map { "/\($0)" } ?? "")"
        }
    }

    @Test("A term is found in any case, with its own type, canonical name and identifier")
    func finds() {
        let list = "velorin|velorin sodium\tdrug\tVelorin\tX1\n# a comment\n\nmarsh fever\tcondition\r\n"
        #expect(
            found(list, in: "Doctors gave VELORIN sodium against Marsh  fever, and velorin again.")
                == ["VELORIN sodium=Velorin/drug/X1", "Marsh  fever=marsh fever/condition", "velorin=Velorin/drug/X1"])
    }

    @Test("A term never matches inside a word", arguments: ["He sang.", "The gangway is long.", "Mr. Gange spoke."])
    func wholeWords(_ text: String) {
        #expect(found("gang\tgroup", in: text).isEmpty)
    }

    @Test("Where case matters the form has to be written exactly so")
    func caseRule() {
        #expect(found("SOAR\tcondition\t\t\tcase", in: "Prices soar while SOAR spreads.") == ["SOAR=SOAR/condition"])
    }

    @Test(
        "Plurals are found where the rule says so",
        arguments: [
            ("tablet\tdrug\t\t\tplural", ["tablets", "tablet"]), ("remedy\tdrug\t\t\tplural", ["remedies", "remedy"]),
            ("flu box\tdrug\t\t\tplural", ["flu boxes", "flu box"]), ("tablet\tdrug", ["tablet"]),
        ])
    func plurals(_ list: String, _ forms: [String]) {
        let text = "They sold tablets, remedies and flu boxes; one tablet, one remedy, one flu box."
        #expect(Set(found(list, in: text).compactMap { $0.split(separator: "=").first.map(String.init) }) == Set(forms))
    }

    @Test("Of overlapping terms the first counts, of those that begin together the longest")
    func overlaps() {
        let list = "blue lake\tplace\nblue lake fever\tcondition\nlake fever\tcondition\nfever\tsymptom\nlake fever clinic ward\tplace"
        #expect(
            found(list, in: "The blue lake fever and a lake fever, then fever in the lake fever clinic.") == [
                "blue lake fever=blue lake fever/condition", "lake fever=lake fever/condition", "fever=fever/symptom",
                "lake fever=lake fever/condition",
            ])
    }

    @Test("A term inside a longer name is part of the name, a name inside a longer term is part of the term")
    func names() {
        #expect(found("Marsh\tticker", in: "Helena Marsh said so. Helena Marsh left.").isEmpty)
        let document = Annotator(watching: list("Keller's syndrome\tcondition\tKeller syndrome"))
            .annotate("Patients with Keller's syndrome met Dr. Anna Holt in London.", language: "en")
        #expect(document.watched.map(\.term.name) == ["Keller syndrome"])
        #expect(!document.entities.contains { $0.name.hasPrefix("Keller") })
        #expect(document.entities.contains { $0.name == "Anna Holt" })
    }

    @Test("Terms are found in any language, and the steps that know English only are named")
    func otherLanguages() {
        let text = "Die Ärzte gaben ihm Velorin, sagte die Ministerin am Montag, und das ist für die Insel nicht neu."
        #expect(found("velorin\tdrug", in: text, language: nil) == ["Velorin=velorin/drug"])
        #expect(Annotator().annotate(text).skipped == [.names, .roles, .nominals, .measures])
        #expect(Annotator().annotate("The doctors gave him pills, and that is not new.").skipped.isEmpty)
    }

    @Test(
        "A line that is wrong is told with its number",
        arguments: [
            ("velorin", 1, "type"), ("a\tdrug\nvelorin\tDrug", 2, "no type"), ("\n# x\n\tdrug", 3, "missing"),
            ("velorin\tdrug\t\t\tplurals", 1, "no rule"), ("…\tdrug", 1, "no word"), ("a\tb\tc\td\tcase\tf", 1, "five columns"),
            (String(repeating: "a", count: 201) + "\tdrug", 1, "200 bytes"),
            (Array(repeating: "a", count: 17).joined(separator: " ") + "\tdrug", 1, "16 words"),
        ])
    func problems(_ text: String, _ line: Int, _ message: String) {
        var builder = WatchList.Builder()
        let problems = builder.add(Array(text.utf8))
        #expect(problems.map(\.line) == [line])
        #expect(problems.first?.message.contains(message) == true)
    }

    @Test("All terms are found in a text that is full of them, as a search for each by itself finds them")
    func agreesWithPlainSearch() {
        var random = Random(state: 7)
        let words = ["a", "b", "c"]
        for _ in 0..<60 {
            let forms = Set((0..<12).map { _ in (0...Int(random.next() % 3)).map { _ in words[Int(random.next() % 3)] } })
            let text = (0..<80).map { _ in words[Int(random.next() % 3)] }
            var expected: [Range<Int>] = []
            var position = 0
            while position < text.count {
                let best = forms.filter { text[position...].starts(with: $0) }.map(\.count).max()
                if let best { expected.append(position..<position + best) }
                position += best ?? 1
            }
            let list = list(forms.map { $0.joined(separator: " ") + "\tx" }.sorted().joined(separator: "\n"))
            let document = Annotator().segmented(text.joined(separator: " "))
            #expect(list.matches(in: document, words: document.tokens.indices.map { document.hash($0).value }).map(\.tokens) == expected)
        }
    }

    private struct Random {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
