import Language
import Testing

@testable import Quotations

/// Quotations with these words, by "q1", "q2", …
private func marked(_ texts: [String]) -> [Quotation] {
    var quotations = texts.enumerated().map { index, text in
        Quotation(id: "q\(index + 1)", kind: .direct, passage: Quotation.Passage(0..<text.utf8.count, in: TextBuffer(text)))
    }
    Repetitions.mark(&quotations)
    return quotations
}

@Suite("Repeated quotations")
struct RepetitionTests {
    private static let body = "The river does not read our permits, and it took the footbridge in an hour"

    @Test(
        "The same words in another setting point to the first printing",
        arguments: [
            "The river does not read our permits, and it took the foot- bridge in an hour.",
            "the river does not read our permits — and it took the foot-bridge in an hour!",
            "The river does not read our permits, and it took the footbridge in an hour,",
        ])
    func again(text: String) {
        let quotations = marked([Self.body, text])
        #expect(quotations.map(\.sameAs) == [nil, "q1"])
        #expect(quotations[0].fingerprint == quotations[1].fingerprint)
    }

    @Test("A part points to the whole, before it or behind it")
    func parts() {
        #expect(marked(["It took the footbridge in an hour", Self.body]).map(\.sameAs) == ["q2", nil])
        #expect(marked([Self.body, "it took the footbridge in an hour"]).map(\.sameAs) == [nil, "q1"])
    }

    @Test("A headline's few words point to the sentence that begins with them, not to one that holds them by chance")
    func heads() {
        #expect(marked(["We will not sell", "We will not sell the only beach our children have"]).map(\.sameAs) == ["q2", nil])
        #expect(marked(["in an hour or", "It took the footbridge in an hour or two at most"]).map(\.sameAs) == [nil, nil])
    }

    @Test("Three printings all point to one")
    func chain() {
        #expect(marked([Self.body, "it took the footbridge in an hour", Self.body]).map(\.sameAs) == [nil, "q1", "q1"])
    }

    @Test("Other words are other quotations")
    func others() {
        let quotations = marked([Self.body, "The council does not read our letters, and it took the school in a year", "Yes", "Yes"])
        #expect(quotations.allSatisfy { $0.sameAs == nil })
    }

    @Test("A pull quote without a name takes the speaker of the body")
    func speaker() {
        let text = """
            “The pier does not pay for itself, and it never did.”

            The town met on Monday. “The pier does not pay for itself, and it never did,” Orla Vance said.
            """
        let quotations = Annotations.annotate(text, language: "en").quotations
        #expect(quotations.map { $0.speaker?.name } == ["Orla Vance", "Orla Vance"])
        #expect(quotations.compactMap(\.sameAs).count == 1)
    }

    @Test("The same statement has the same fingerprint in two articles")
    func across() {
        let first = Annotations.annotate("“The pier is closed until May,” said Orla Vance.", language: "en").quotations
        let second = Annotations.annotate("Orla Vance, a nurse, said: \"The pier is closed until May.\"", language: "en").quotations
        #expect(first.first?.fingerprint != nil)
        #expect(first.first?.fingerprint == second.first?.fingerprint)
    }

    @Test("Parts of one utterance share a group, and others do not")
    func groups() {
        let quotations = Annotations.annotate(
            "“The pier,” said Orla Vance, “is closed until May.” Nils Lund said: “Good.”", language: "en"
        ).quotations
        #expect(quotations.map(\.group) == ["g1", "g1", nil])
    }
}
