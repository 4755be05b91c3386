import Testing

@testable import Articles

@Suite struct StorySignatureTests {
    private let story = SamplePage.paragraphs.joined(separator: "\n\n")

    @Test("A text is wholly like itself, in other marks and capitals too")
    func same() throws {
        let first = try #require(StorySignature(story))
        #expect(first.similarity(to: first) == 1)
        let second = try #require(StorySignature(story.uppercased().replacing("“", with: "\"").replacing("”", with: "\"")))
        #expect(first.similarity(to: second) == 1)
    }

    @Test("A story is recognised as other papers print it", arguments: Syndication.Edit.allCases)
    func copies(_ edit: Syndication.Edit) throws {
        var desk = Syndication(seed: 7)
        var found = 0
        let pairs = 200
        for number in 0..<pairs {
            let story = desk.story(paragraphs: 6 + number % 15)
            let copy = desk.copy(of: story, edit)
            let (first, second) = try (#require(signature(story)), #require(signature(copy)))
            if first.isSameStory(as: second), !Set(first.keys).isDisjoint(with: second.keys) { found += 1 }
        }
        #expect(found >= pairs * (edit == .allTogether ? 80 : 95) / 100, "\(found) of \(pairs)")
    }

    @Test("Two stories of one paper are two, whatever background and boilerplate they share", arguments: [0, 1, 2])
    func followers(background: Int) throws {
        var desk = Syndication(seed: 11)
        let boilerplate = desk.story(paragraphs: 1)
        var wrong = 0
        let pairs = 300
        for number in 0..<pairs {
            let shared = desk.story(paragraphs: background)
            let length = 6 * max(1, background) + number % 10
            let first = desk.follower(background: shared, paragraphs: length, boilerplate: boilerplate)
            let second = desk.follower(background: shared, paragraphs: length, boilerplate: boilerplate)
            if try #require(signature(first)).isSameStory(as: #require(signature(second))) { wrong += 1 }
        }
        #expect(wrong <= pairs / 100, "\(wrong) of \(pairs)")
    }

    private func signature(_ paragraphs: [String]) -> StorySignature? { StorySignature(paragraphs.joined(separator: "\n\n")) }

    @Test("A short text has no print", arguments: ["", "Fog.", "The last ferry sails an hour earlier."])
    func short(_ text: String) {
        #expect(StorySignature(text) == nil)
    }

    @Test("A stored print is the same print")
    func stored() throws {
        let first = try #require(StorySignature(story))
        #expect(StorySignature(bytes: first.bytes) == first)
        #expect(StorySignature(bytes: [1, 2]) == nil)
    }
}
