import JSONText
import Language
import Testing

@testable import Quotations

/// A text put together by chance of pieces that take one, two, three and four bytes a scalar, and several scalars a letter.
private func text(_ seed: UInt64) -> String {
    let pieces = [
        "“The pier is shut,” said Orla Vance, a nurse. ", "Per Lund told the Ostby Courier that the planks were “rotten”. ", "👩‍👩‍👧‍👦", "𝒜𝓃𝓃 ",
        "e\u{301}\u{323}", "O\u{308}stby ", "🇩🇰", "\u{FEFF}", "\r\n\r\n", "\n\n", "\u{200D}", "\u{301}", "“", "”", "‘", "\"", "— ", "𠀋「橋は」",
        "LUND: No. ", "On 5 May 2021 it cost $3 million (10%). ", "She said so. ", "ﬁﬀ ", "\u{2028}", "\u{0}", "http://ostby.example/ü ",
    ]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    return (0..<60).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return pieces[Int(state >> 33) % pieces.count]
    }.joined()
}

@Suite("Offsets")
struct OffsetTests {
    @Test("Every start and end counts Unicode scalars and gives back the text", arguments: UInt64(0)..<60)
    func scalars(seed: UInt64) throws {
        let text = text(seed)
        let scalars = Array(text.unicodeScalars)
        var checked = 0
        var values = [try JSONValue(parsing: Array(Annotations.annotate(text, language: "en").json.utf8))]
        while let value = values.popLast() {
            values += value.array
            values += value.members.map(\.value)
            guard let start = value["start"]?.int, let end = value["end"]?.int else { continue }
            try #require(start >= 0 && start < end && end <= scalars.count)
            // A speaker's offsets are those of its mention.
            let words = try #require(value["text"]?.string ?? value["mention"]?.string)
            #expect(Array(words.unicodeScalars) == Array(scalars[start..<end]))
            checked += 1
        }
        #expect(checked > 5)
    }

    /// What stands at the edges of words may break a paragraph, a label or a quotation anywhere.
    @Test(
        "No break or mark at any place takes anything out of its bounds",
        arguments: ["\n\n", ": ", "“", "”", " — ", "\n", "?", "(", " Q: ", " A: "])
    func breaks(mark: String) throws {
        let text = """
            Halloran: The wall falls

            Ruth Halloran, the harbour master, said the wall would fall: “We knew.” Q: Who knew? A: I did. MARROW: It was late – “so late”, \
            she told the Tideline Review, according to Idris Okafor.

            “Nobody asked.”
            — Ruth Halloran, engineer
            """
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        for place in words.indices {
            let broken = words[..<place].joined(separator: " ") + mark + words[place...].joined(separator: " ")
            for text in [broken, words[..<place].joined(separator: " ") + mark] {
                let scalars = text.unicodeScalars.count
                let value = try JSONValue(parsing: Array(Annotations.annotate(text, language: "en").json.utf8))
                for quote in value["quotes"]?.array ?? [] { #expect(try #require(quote["end"]?.int) <= scalars) }
            }
        }
    }
}
