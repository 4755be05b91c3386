/// Edits an article as the papers do that take it over, and puts different articles of one paper side by side.
struct Syndication {
    /// How a copy differs from what the agency sent.
    enum Edit: String, CaseIterable {
        case agencyLine, newParagraphs, cutToHalf, cutToThird, copyEdited, allTogether
    }

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, bound)
    }

    private static let places = ["Havenmere", "Quillport", "Gull Island", "Sandwick", "North Tarn", "Ostrey", "Bellhaven", "Marrow Bay"]
    private static let people = ["Orla Finch", "Tom Reed", "Ada Marsh", "Ivo Lind", "Nell Harrow", "Piet Oud", "Sana Vale", "Rufus Kerr"]
    private static let subjects = [
        "the harbour board", "a court", "the fishing fleet", "the school council", "the lighthouse trust", "the ferry company",
        "a group of islanders", "the town's bakers", "the coast guard", "the weather office", "the hospital", "the library",
    ]
    private static let verbs = [
        "refused to pay for", "has opened", "will close", "counted", "lost", "voted against", "repaired", "bought", "asked for",
        "warned of", "promised", "found",
    ]
    private static let objects = [
        "a new pier", "the northern road", "forty boats", "the old mill", "two wells", "a longer season", "the winter timetable",
        "a bridge over the sound", "nineteen houses", "the market hall", "a film about seals", "the dunes",
    ]
    private static let rest = [
        "after a winter of storms", "before the summer begins", "although nobody had asked", "in spite of its debts",
        "for the first time in a hundred years", "with the help of its neighbours", "by nine votes to six", "on Thursday night",
        "while the rain went on", "against the advice of its own engineers",
    ]

    private mutating func pick(_ list: [String]) -> String { list[random(list.count)] }

    mutating func sentence() -> String {
        let number = random(900) + 3
        return switch random(4) {
        case 0: "In \(pick(Self.places)) \(pick(Self.subjects)) \(pick(Self.verbs)) \(pick(Self.objects)) \(pick(Self.rest))."
        case 1: "“We \(pick(Self.verbs)) \(pick(Self.objects)) \(pick(Self.rest)),” said \(pick(Self.people)) of \(pick(Self.places))."
        case 2:
            "Some \(number) people in \(pick(Self.places)) signed a letter in which \(pick(Self.subjects)) \(pick(Self.verbs)) \(pick(Self.objects))."
        default:
            "\(pick(Self.people)), who is \(number % 60 + 20), said that \(pick(Self.subjects)) \(pick(Self.verbs)) \(pick(Self.objects)) \(pick(Self.rest))."
        }
    }

    /// Paragraphs that tell one story.
    mutating func story(paragraphs: Int) -> [String] {
        (0..<paragraphs).map { _ in (0..<(random(3) + 1)).map { _ in sentence() }.joined(separator: " ") }
    }

    /// The same story as another paper prints it.
    mutating func copy(of story: [String], _ edit: Edit) -> [String] {
        switch edit {
        case .agencyLine:
            return ["\(pick(Self.places).uppercased()), March \(random(28) + 1) (Coastwire) — " + story[0]] + story.dropFirst()
        case .newParagraphs:
            var copy = story
            for _ in 0...(story.count / 5) { copy.insert(self.story(paragraphs: 1)[0], at: random(copy.count) + 1) }
            return copy
        case .cutToHalf: return Array(story.prefix(max(2, (story.count + 1) / 2)))
        case .cutToThird: return Array(story.prefix(max(2, (story.count + 2) / 3)))
        case .copyEdited:
            return story.map { paragraph in
                // One word in twenty is another.
                paragraph.split(separator: " ").map { random(20) == 0 ? "local" : String($0) }.joined(separator: " ")
            }
        case .allTogether:
            var copy = self.copy(of: self.copy(of: story, .agencyLine), .copyEdited)
            copy = Array(copy.prefix(max(2, copy.count * 7 / 10)))
            return self.copy(of: copy, .newParagraphs) + ["Readers can reach the newsroom of the Courier by letter or at the counter."]
        }
    }

    /// Another story of the same paper: the words of its own, and those that all of the paper's stories share.
    ///
    /// - Parameter background: paragraphs that stand in an earlier story on the same matter.
    mutating func follower(background: [String], paragraphs: Int, boilerplate: [String]) -> [String] {
        story(paragraphs: paragraphs) + background + boilerplate
    }
}
