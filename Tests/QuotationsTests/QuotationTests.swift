import JSONText
import Language
import Testing

@testable import Quotations

/// A quotation in few words: kind, text, speaker's name.
private struct Brief: Equatable, CustomStringConvertible {
    var kind: Quotation.Kind
    var text: String
    var name: String?

    init(_ kind: Quotation.Kind, _ text: String, _ name: String?) {
        self.kind = kind
        self.text = text
        self.name = name
    }

    var description: String { "\(kind) \(text) — \(name ?? "nobody")" }
}

private func quotations(_ text: String) -> [Quotation] { Annotations.annotate(text).quotations }

private func brief(_ text: String) -> [Brief] {
    quotations(text).map { Brief($0.kind, $0.passage.text, $0.speaker?.name) }
}

@Suite("Quotations")
struct QuotationTests {
    @Test("The speaker may stand behind, before and inside of what was said")
    func positions() {
        #expect(
            brief("“The pier is closed until May,” Orla Vance said on Monday.") == [
                Brief(.direct, "The pier is closed until May", "Orla Vance")
            ])
        #expect(brief("Orla Vance said: “The pier is closed.”") == [Brief(.direct, "The pier is closed.", "Orla Vance")])
        let parts = quotations("“The pier,” said Orla Vance, “is closed until May.”")
        #expect(parts.map(\.passage.text) == ["The pier", "is closed until May."])
        #expect(parts.allSatisfy { $0.speaker?.name == "Orla Vance" && $0.group == parts[0].group && $0.group != nil })
    }

    @Test("Reported clauses are indirect, and mixed where some words stand between marks")
    func reported() {
        let text = """
            Orla Vance said on Monday that the pier would stay closed until May.

            Nils Lund, the harbour master, said the repairs were “a bottomless pit” for the town.
            """
        let found = quotations(text)
        #expect(found.map(\.kind) == [.indirect, .mixed])
        #expect(found.map { $0.speaker?.name } == ["Orla Vance", "Nils Lund"])
        #expect(found.last?.verbatim.map(\.text) == ["a bottomless pit"])
    }

    @Test("A source behind “according to” is the speaker")
    func according() {
        #expect(
            brief("The pier will stay closed until May, according to Orla Vance.")
                == [Brief(.indirect, "The pier will stay closed until May", "Orla Vance")])
    }

    @Test("What follows attributed speech in the same paragraph goes on with it")
    func continued() {
        let found = quotations("“The pier is closed,” said Orla Vance. “It will stay so until May.”")
        #expect(found.map { $0.speaker?.name } == ["Orla Vance", "Orla Vance"])
    }

    @Test("A dash and a name below a quotation give its speaker", arguments: ["— ", "– ", "-- "])
    func dash(dash: String) {
        let found = quotations(
            "“The pier does not pay for itself, and it never will.” \(dash)Orla Vance, RN, harbour nurse\n\nIt rained on Monday.")
        #expect(found.first?.speaker?.name == "Orla Vance")
        #expect(found.first?.kind == .direct)
    }

    @Test("The labels of a transcript name the speakers")
    func transcript() {
        let text = """
            VANCE: Why is the pier closed?

            LUND: Because the planks are rotten, and nobody has paid for new ones.

            VANCE: Who should pay?
            """
        #expect(
            brief(text).map(\.text) == [
                "Why is the pier closed?", "Because the planks are rotten, and nobody has paid for new ones.", "Who should pay?",
            ])
        #expect(quotations(text).map { $0.speaker?.mention.text } == ["VANCE", "LUND", "VANCE"])
    }

    @Test("The second printing of the same words points to the first")
    func repeated() {
        let text = """
            “The pier does not pay for its-self, and it never did.\" — Orla Vance, nurse

            The town met on Monday. “The pier does not pay for its- self, and it never did,” Orla Vance said.
            """
        let found = quotations(text)
        #expect(found.count == 2)
        #expect(found.last?.sameAs == found.first?.id)
        #expect(found.first?.fingerprint == found.last?.fingerprint)
    }

    @Test("Titles and terms between marks are no speech")
    func titles() {
        let found = quotations("Her second novel, “The Salt Path,” sold slowly. The so-called “pier” is a plank.")
        #expect(found.isEmpty)
    }

    @Test("What somebody did not say is nobody's statement")
    func negated() {
        #expect(quotations("Orla Vance did not say the pier was rotten.").isEmpty)
    }

    @Test("Offsets count Unicode scalars and give back the text")
    func offsets() {
        let text = "Ærø 🏝️: “Moløn er lukket — nu,” said Orla Vance.\n\n«Nul», said Per Lund, “it’s “over”.”"
        let scalars = Array(text.unicodeScalars)
        for quotation in quotations(text) {
            for passage in [quotation.passage, quotation.cue, quotation.speaker?.mention].compactMap(\.self) {
                #expect(String(String.UnicodeScalarView(scalars[passage.scalars])) == passage.text)
            }
        }
    }

    @Test("The object has entities before quotes and is JSON")
    func shape() throws {
        let json = Annotations.annotate("“The pier is closed,” said Orla Vance, a nurse.").json
        let value = try JSONValue(parsing: Array(json.utf8))
        #expect(value.members.map(\.name) == ["entities", "quotes"])
        let quote = value["quotes"]?[0]
        #expect(quote?["kind"]?.string == "direct")
        #expect(quote?["text"]?.string == "The pier is closed")
        #expect(quote?["start"]?.int == 1)
        #expect(quote?["speaker"]?["name"]?.string == "Orla Vance")
        let entity = quote?["speaker"]?["entity"]?.string
        #expect(value["entities"]?.array.contains { $0["id"]?.string == entity } == true)
    }

    @Test("Other languages are read by their cues and marks")
    func german() {
        let text = "„Die Mole bleibt bis Mai geschlossen“, sagte Orla Vance am Montag in der Stadt, und das ist nicht für alle gut."
        let annotations = Annotations.annotate(text, language: "de")
        #expect(annotations.quotations.first?.passage.text == "Die Mole bleibt bis Mai geschlossen")
    }

    @Test("Broken text of any kind is survived", arguments: 0..<40)
    func broken(seed: Int) {
        let original = "“The pier,” said ‘Orla’ Vance, “is \"closed\"”: — «no» 12\" 'em.\n\nLUND: „Ja“ (according to) X, said that. "
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var bytes = Array(original.utf8)
        for _ in 0..<(1 + next(12)) {
            switch next(4) {
            case 0: bytes[next(bytes.count)] = UInt8(next(256))
            case 1: bytes.removeSubrange(0..<next(bytes.count / 2))
            case 2: bytes.insert(contentsOf: Array("“\"'’—:”".utf8), at: next(bytes.count))
            default: bytes += bytes.prefix(next(bytes.count))
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let scalars = Array(text.unicodeScalars)
        for quotation in quotations(text) {
            #expect(String(String.UnicodeScalarView(scalars[quotation.passage.scalars])) == quotation.passage.text)
        }
    }
}
