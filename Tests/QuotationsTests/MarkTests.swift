import Testing

@testable import Quotations

/// What stands between marks, as the reader sees it.
private func inner(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var paragraphs: [Range<Int>] = []
    var start = 0
    for position in bytes.indices where bytes[position] == 0x0A {
        if start < position { paragraphs.append(start..<position) }
        start = position + 1
    }
    if start < bytes.count { paragraphs.append(start..<bytes.count) }
    return MarkReader.spans(bytes, paragraphs: paragraphs).map { String(decoding: bytes[$0.inner], as: UTF8.self) }
}

@Suite("Quotation marks")
struct MarkTests {
    @Test(
        "Every style of mark opens and closes speech",
        arguments: [
            ("“The pier is shut,” said Orla.", "The pier is shut,"),
            ("\"The pier is shut,\" said Orla.", "The pier is shut,"),
            ("``The pier is shut,'' said Orla.", "The pier is shut,"),
            ("''The pier is shut,'' said Orla.", "The pier is shut,"),
            ("‘The pier is shut’, said Orla.", "The pier is shut"),
            ("'The pier is shut', said Orla.", "The pier is shut"),
            ("«La jetée est fermée», dit Orla.", "La jetée est fermée"),
            ("« La jetée est fermée », dit Orla.", "La jetée est fermée"),
            ("»Die Mole ist zu«, sagte Orla.", "Die Mole ist zu"),
            ("„Die Mole ist zu“, sagte Orla.", "Die Mole ist zu"),
            ("„Die Mole ist zu”, sagte Orla.", "Die Mole ist zu"),
            ("”Piren är stängd”, sade Orla.", "Piren är stängd"),
            ("オルラは「桟橋は閉鎖」と言った。", "桟橋は閉鎖"),
            ("“The pier is shut,\" said Orla.", "The pier is shut,"),
            ("\"The pier is shut,” said Orla.", "The pier is shut,"),
        ])
    func styles(text: String, expected: String) {
        #expect(inner(text) == [expected])
    }

    @Test(
        "Apostrophes, inches and elisions are no marks",
        arguments: [
            "The islanders’ boats and the pilots’ launch lay in Orla's yard.",
            "Orla's and the pilots' boats didn't sail.",
            "She is 6'2\" and the pipe is 12\" wide.",
            "Rock 'n' roll of the '90s, ’tis said.",
            "The dogs' home took 'em in.",
        ])
    func noMarks(text: String) {
        #expect(inner(text).isEmpty)
    }

    @Test("A plural's apostrophe does not close speech when a better mark follows")
    func possessiveInside() {
        #expect(inner("‘The pilots’ launch is gone’, said Orla.") == ["The pilots’ launch is gone"])
    }

    @Test("Speech within speech is found inside the outer one")
    func nested() {
        #expect(inner("“He said ‘no,’ twice,” said Orla.") == ["He said ‘no,’ twice,", "no,"])
        #expect(inner("‘He said “no” twice,’ said Orla.") == ["He said “no” twice,", "no"])
    }

    @Test("A mark that is never closed ends with the paragraph and spoils nothing behind it")
    func unclosed() {
        #expect(inner("“We sail at nine, said Orla.\n“Not before,” said Per.") == ["We sail at nine, said Orla.", "Not before,"])
        #expect(inner("“We sail, said Orla. “Not before nine,” she said.") == ["We sail, said Orla.", "Not before nine,"])
    }

    @Test("A closing mark whose opening one was lost takes the paragraph's start")
    func unopened() {
        #expect(inner("We sail at nine,” said Orla. “Not before.”") == ["We sail at nine,", "Not before."])
    }

    @Test("Speech over several paragraphs re-opens in each and closes in the last")
    func paragraphs() {
        let bytes = Array("“We sail.\n“And we return.”".utf8)
        let end = bytes.firstIndex(of: 0x0A) ?? 0
        let spans = MarkReader.spans(bytes, paragraphs: [0..<end, end + 1..<bytes.count])
        #expect(spans.map(\.isClosed) == [false, true])
        #expect(spans.map(\.continuesParagraph) == [false, true])
    }
}
