import Testing

@testable import Articles

@Suite struct StorySignatureTests {
    private let story = SamplePage.paragraphs.joined(separator: "\n\n")
    private let other = """
        The lighthouse on the north shore of Gull Island went dark on Tuesday night for the first time in a hundred and twelve years, when
        a cable under the sound gave way. Keepers lit an oil lamp by hand and kept it burning until a boat with a generator arrived at
        noon. Nobody was hurt, the coast guard said, and no ship had been near the rocks. The cable will be mended before the next storm.
        """

    @Test("A text is wholly like itself, in other marks and capitals too")
    func same() throws {
        let first = try #require(StorySignature(story))
        #expect(first.similarity(to: first) == 1)
        let second = try #require(StorySignature(story.uppercased().replacing("“", with: "\"").replacing("”", with: "\"")))
        #expect(first.similarity(to: second) == 1)
    }

    @Test("A version with a new first line, or without its end, is alike and shares a key")
    func versions() throws {
        let first = try #require(StorySignature(story))
        for text in [
            "Havenmere Radio reports that ferries will leave early.\n\n" + story, SamplePage.paragraphs.dropLast().joined(separator: " "),
        ] {
            let second = try #require(StorySignature(text))
            #expect(first.similarity(to: second) > 0.5)
            #expect(!Set(first.keys).isDisjoint(with: second.keys))
        }
    }

    @Test("Another story is not alike")
    func another() throws {
        let (first, second) = try (#require(StorySignature(story)), #require(StorySignature(other)))
        #expect(first.similarity(to: second) < 0.1)
        #expect(Set(first.keys).isDisjoint(with: second.keys))
    }

    @Test("A short text has no print", arguments: ["", "Fog.", "The last ferry sails an hour earlier."])
    func short(_ text: String) {
        #expect(StorySignature(text) == nil)
    }

    @Test("A stored print is the same print")
    func stored() throws {
        let first = try #require(StorySignature(story))
        #expect(StorySignature(values: first.values) == first)
        #expect(StorySignature(values: [1, 2]) == nil)
    }
}
