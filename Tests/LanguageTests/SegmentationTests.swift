import Testing

@testable import Language

/// Tokens and sentences of invented texts.
struct SegmentationTests {
    private func tokens(_ text: String) -> [String] {
        let document = Annotator().annotate(text)
        return document.tokens.map { document.text.string($0) }
    }

    private func sentences(_ text: String) -> [String] {
        let document = Annotator().annotate(text)
        return document.sentences.map { range in
            document.text.string(document.tokens[range.lowerBound].start..<document.tokens[range.upperBound - 1].end)
        }
    }

    @Test(
        "Words, numbers, abbreviations and addresses are cut as the treebanks do",
        arguments: [
            ("I don't know.", "I|do|n't|know|."),
            ("Ni’s plan can’t fail", "Ni|’s|plan|ca|n’t|fail"),
            ("a long-term, non-profit plan", "a|long|-|term|,|non-profit|plan"),
            ("The U.S. paid $3.5 million at 10:30 a.m.", "The|U.S.|paid|$|3.5|million|at|10:30|a.m."),
            ("J. R. Ottway and A.B. Lunn, Ph.D., spoke", "J.|R.|Ottway|and|A.B.|Lunn|,|Ph.D.|,|spoke"),
            (
                "See https://example.org/a?b=1, or write to desk@example.com.",
                "See|https://example.org/a?b=1|,|or|write|to|desk@example.com|."
            ),
            ("It works.[]It is new.The end", "It|works|.|[|]|It|is|new|.|The|end"),
            ("“Yes,” she said—twice", "“|Yes|,|”|she|said|—|twice"),
            ("AT&T and O'Marra cut 1,200 jobs (5%)", "AT&T|and|O'Marra|cut|1,200|jobs|(|5|%|)"),
            ("the workers' '90s @desk #news", "the|workers|'|'90s|@desk|#news"),
            ("I cannot... really?!", "I|can|not|...|really|?!"),
            ("", ""),
            (" \u{FEFF}\u{AD}\n", ""),
        ])
    func cutsTokens(text: String, expected: String) {
        #expect(tokens(text).joined(separator: "|") == expected)
    }

    @Test(
        "Sentences keep their closing marks and are not cut at abbreviations",
        arguments: [
            ("Dr. Ni spoke. Mr. Brandt did not.", ["Dr. Ni spoke.", "Mr. Brandt did not."]),
            ("“We sail.” The crew left.", ["“We sail.”", "The crew left."]),
            ("\"We sail.\" \"At noon.\" He left.", ["\"We sail.\"", "\"At noon.\"", "He left."]),
            ("“Why?” Calloway asked. Nobody knew.", ["“Why?” Calloway asked.", "Nobody knew."]),
            ("He lives in the U.S. He likes it.", ["He lives in the U.S.", "He likes it."]),
            ("He met U.S. Senator Dunn there.", ["He met U.S. Senator Dunn there."]),
            ("It works.[3]It is new. [4] More of it", ["It works.[3]", "It is new.", "[4] More of it"]),
            ("She works for Lunn Inc. in Oslo. It grows.", ["She works for Lunn Inc. in Oslo.", "It grows."]),
            ("He waited… and left. Then… Nothing.", ["He waited… and left.", "Then…", "Nothing."]),
            ("One line\nAnother line", ["One line", "Another line"]),
            ("(It rained.) We stayed.", ["(It rained.)", "We stayed."]),
        ])
    func cutsSentences(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test("Copy wrapped at a fixed width is read as paragraphs")
    func readsWrappedCopy() {
        let text = """
            The harbour board met on Monday to hear the engineers who had
            looked at the old pier, and it decided that the pier must be
            closed until the spring.
            The mayor said that nobody had been told of the danger when
            he signed the lease.
            """
        let document = Annotator().annotate(text)
        #expect(document.paragraphs.count == 2)
        #expect(document.sentences.count == 2)
    }

    @Test("Every token lies in one sentence and one paragraph")
    func coversAllTokens() {
        let document = Annotator().annotate("One. Two “three” (four)\n\nFive: six…\n7")
        #expect(document.sentences.flatMap { $0 } == Array(document.tokens.indices))
        #expect(document.paragraphs.flatMap { $0 } == Array(document.tokens.indices))
    }

    // A few seconds where the time grows with the length, an hour where it grows with its square.
    @Test(
        "Marks, addresses and lines in long rows are each looked at once", .timeLimit(.minutes(5)),
        arguments: ["?.", "etc.)", "ab.com,", "http://"])
    func readsLongRows(row: String) {
        let text = String(repeating: row, count: 20_000) + "and so on. The end."
        #expect(tokens(text).suffix(3) == ["The", "end", "."])
    }
}
