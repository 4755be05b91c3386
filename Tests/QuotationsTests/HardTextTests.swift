import Language
import Testing

@testable import Quotations

/// A text that names its speakers in a way of its own, with what each of them is found to say.
private struct Text: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var said: [Said]

    struct Said: Equatable, Sendable, CustomStringConvertible {
        var words: String
        var name: String?
        var description: String { "\(name ?? "nobody"): \(words)" }
    }

    init(_ name: String, _ text: String, _ said: [(String, String?)]) {
        testDescription = name
        self.text = text
        self.said = said.map { Said(words: $0.0, name: $0.1) }
    }
}

@Suite("Speakers by their full names")
struct HardTextTests {
    @Test(
        "Each class of naming leads to the full name",
        arguments: [
            Text(
                "two people of one surname",
                "Brothers Carl Meyer and Tom Meyer run the mill. “We grind at night,” Carl Meyer said. “He sleeps by day,” Tom Meyer said. “I do not,” Carl said.",
                [("We grind at night", "Carl Meyer"), ("He sleeps by day", "Tom Meyer"), ("I do not", "Carl Meyer")]),
            Text(
                "husband and wife",
                "Peter Lang and his wife, Greta, bought the inn in 2010. “It was a ruin,” Greta Lang said. “The roof leaked,” Mr. Lang said. “And the cellar flooded,” Mrs. Lang said.",
                [("It was a ruin", "Greta Lang"), ("The roof leaked", "Peter Lang"), ("And the cellar flooded", "Greta Lang")]),
            Text(
                "title and surname before the full name",
                "Dr. Ode spoke on Monday. “Boil the water,” Ode said. Miriam Ode, the county health officer, will speak again on Friday.",
                [("Boil the water", "Miriam Ode")]),
            Text(
                "nickname", "Robert Kay was blunt about the council. “They are fools,” Bob Kay said.", [("They are fools", "Robert Kay")]),
            Text(
                "later mentions by role",
                "Aline Duprey, chief executive of Norwind, spoke first. “We will build,” the chief executive said.",
                [("We will build", "Aline Duprey")]),
            Text(
                "whom a quotation speaks of is not who speaks",
                "Sonya Harl, the lawyer of Pat Quill, told the Review that her client meant no harm. “Pat Quill is passionate about the town,” she said in a letter.",
                [("her client meant no harm", "Sonya Harl"), ("Pat Quill is passionate about the town", "Sonya Harl")]),
            Text(
                "one man is not several neighbours",
                "The two neighbours have argued for years. “Marrow opposes all of it,” Tom Jessup said.\n\n“We want the two neighbours to talk,” he added.",
                [("Marrow opposes all of it", "Tom Jessup"), ("We want the two neighbours to talk", "Tom Jessup")]),
            Text(
                "a body that the state runs",
                "The pier has been closed since Monday, according to the state-run Weirbridge News Agency.",
                [("The pier has been closed since Monday", "Weirbridge News Agency")]),
            Text(
                "short name of an organization",
                "The Ostby Harbour Authority (OHA) closed the pier. “It is unsafe,” the OHA said. “It will reopen,” the authority said in a statement.",
                [("It is unsafe", "Ostby Harbour Authority"), ("It will reopen", "Ostby Harbour Authority")]),
            Text(
                "a spokesman without a name",
                "A spokesman for Norwind said the turbines were safe. “They are tested daily,” the spokesman said.",
                [("the turbines were safe", "A spokesman for Norwind"), ("They are tested daily", "A spokesman for Norwind")]),
            Text(
                "pronouns over paragraphs",
                "Ellen Marsh moved here in 1990. She opened a bakery.\n\n“It was cold,” she said. “Nobody came.”\n\n“I nearly left,” Marsh said.",
                [("It was cold", "Ellen Marsh"), ("Nobody came.", "Ellen Marsh"), ("I nearly left", "Ellen Marsh")]),
            Text(
                "a dialogue without cues",
                "Ana Silva and Ben Koch met on the pier.\n\n“You sold it,” Silva said.\n\n“I did not,” Koch said.\n\n“You signed the paper.”\n\n“My lawyer signed it.”",
                [
                    ("You sold it", "Ana Silva"), ("I did not", "Ben Koch"), ("You signed the paper.", "Ana Silva"),
                    ("My lawyer signed it.", "Ben Koch"),
                ]),
            Text(
                "speech before anybody is named",
                "“I never wanted to be mayor. I wanted to fish.”\n\nSo says Lena Ortiz, who has run Ostby for 20 years. “The boats are gone,” she says.",
                [("I never wanted to be mayor. I wanted to fish.", "Lena Ortiz"), ("The boats are gone", "Lena Ortiz")]),
            Text(
                "particles in names",
                "Ludwig van der Heide and Maria de la Cruz came. “The dam holds,” van der Heide said. “For now,” de la Cruz said.",
                [("The dam holds", "Ludwig van der Heide"), ("For now", "Maria de la Cruz")]),
            Text(
                "initials", "J. R. Okafor and K.T. Lindqvist signed. “It is done,” said Okafor. “At last,” Lindqvist said.",
                [("It is done", "J. R. Okafor"), ("At last", "K.T. Lindqvist")]),
            Text(
                "the surname first",
                "Prime Minister Nguyen Van Thanh met Kim Sung-min on Monday. “We agree,” Thanh said. “We do,” Kim said.",
                [("We agree", "Nguyen Van Thanh"), ("We do", "Kim Sung-min")]),
            Text(
                "a changed name", "Clara Dunn, formerly Clara Voss, returned on Monday. “I was Voss then,” Dunn said.",
                [("I was Voss then", "Clara Dunn")]),
            Text(
                "a speaker within speech", "“My father told me, ‘Never sell the boat,’ and I listened,” Joan Pike said.",
                [("My father told me, ‘Never sell the boat,’ and I listened", "Joan Pike")]),
            Text(
                "a report that goes on speaking",
                "The report, by Ostby University, found that “half the planks are rotten.” It says the pier should close.",
                [("half the planks are rotten.", "The report"), ("the pier should close", "The report")]),
            Text(
                "a statement", "The Ostby School Board met on Monday. “The decision was hard,” the board said in a statement.",
                [("The decision was hard", "Ostby School Board")]),
            Text(
                "a transcript with titles",
                "Anchor Joan Wallace interviewed Senator Paul Reyes on Sunday.\n\nWALLACE: Senator, will you vote for it?\n\nREYES: I will not.\n\nSEN. REYES: It is expensive.",
                [("Senator, will you vote for it?", "Joan Wallace"), ("I will not.", "Paul Reyes"), ("It is expensive.", "Paul Reyes")]),
            Text(
                "questions and answers",
                "Novelist Iris Vale has written about the island.\n\nQ: Why did you write it?\n\nA: Because nobody else would.",
                [("Why did you write it?", nil), ("Because nobody else would.", "Iris Vale")]),
            Text(
                "a question and a name in capitals",
                "Mayor Elena Duarte took questions on Monday.\n\nQ: Will the pool close?\n\nDUARTE: It may. We will know next week.",
                [("Will the pool close?", nil), ("It may. We will know next week.", "Elena Duarte")]),
            Text(
                "who passed it on, at the end",
                "A spokeswoman, Anke Vos, told the Harwick Courier the province “stands ready to help,” the paper reported.",
                [("the province “stands ready to help,”", "Anke Vos")]),
            Text(
                "an age behind the name", "“It moves,” said Tom Fell, 34, of Ostby. Tom Fell, 34, said the pier was unsafe.",
                [("It moves", "Tom Fell"), ("the pier was unsafe", "Tom Fell")]),
            Text(
                "brackets", "Repairs (they will take a year, said engineer Omar Haddad) begin on Monday.",
                [("they will take a year", "Omar Haddad")]),
            Text(
                "a headline", "Ortiz: Pier will close\n\nMayor Lena Ortiz told the council on Monday that the pier would close.",
                [("Pier will close", "Lena Ortiz"), ("the pier would close", "Lena Ortiz")]),
            Text(
                "a name behind what it names",
                "The company that runs the cable cars, NorthLift, said the ropes had frozen. “The ropes hold,” the firm behind the plan, Halden Homes, said.",
                [("the ropes had frozen", "NorthLift"), ("The ropes hold", "Halden Homes")]),
            Text(
                "a name with a title behind a role",
                "The trust’s director, Dr. Mira Feld, said the ward would stay open. “We need nurses,” the union’s leader, Jonas Riis, said.",
                [("the ward would stay open", "Mira Feld"), ("We need nurses", "Jonas Riis")]),
            Text(
                "a nickname between marks",
                "“We lost the boat,” said Arne “Skip” Lindqvist, who fished here for years.",
                [("We lost the boat", "Arne “Skip” Lindqvist")]),
            Text(
                "a pictograph before the marks", "⚽ “We won, and nobody thought we could,” the captain, Ida Krog, said.",
                [("We won, and nobody thought we could", "Ida Krog")]),
            Text(
                "a dialogue of dashes",
                "Ada Holm met Nils Lund at the pier on Monday.\n\n— The boat is late, said Ada Holm.\n\n— It is always late, Lund said. We are used to it.\n\n— Not like this.",
                [
                    ("The boat is late", "Ada Holm"), ("It is always late", "Nils Lund"), ("We are used to it.", "Nils Lund"),
                    ("Not like this.", "Ada Holm"),
                ]),
            Text(
                "a list of dashes",
                "The council set out its plans on Monday.\n\n— Close the pool in May.\n\n— Sell the town hall.", []),
            Text(
                "who did not say it", "The crew of the tower kept calm. Nobody in the tower said “abandon the ship.”", []),
            Text(
                "several paragraphs of one speech",
                "Harbour master Nils Lund spoke for an hour on Monday.\n\n“We have waited nine years for a new pier.\n\n“Nobody came, nobody called, and the planks rotted.\n\n“Now we close it,” Lund said.",
                [
                    ("We have waited nine years for a new pier.", "Nils Lund"),
                    ("Nobody came, nobody called, and the planks rotted.", "Nils Lund"), ("Now we close it", "Nils Lund"),
                ]),
        ])
    private func fullNames(text: Text) {
        let found = Annotations.annotate(text.text, language: "en").quotations
            .map { Text.Said(words: $0.passage.text, name: $0.speaker?.name) }
        #expect(found == text.said)
    }

    @Test("Who passed a statement on is told apart from who made it")
    func via() {
        let found = Annotations.annotate("Lena Ortiz told Nils Lund that the pier would close, the Courier reported.", language: "en")
            .quotations
        #expect(found.first?.speaker?.name == "Lena Ortiz")
        #expect(found.first?.via == "Courier" || found.first?.via == "the Courier")
    }

    @Test("Speech that was denied or only supposed is marked so")
    func modality() {
        let found = Annotations.annotate("Nils Lund denied that he took money.", language: "en").quotations
        #expect(found.map(\.modality) == [.denied])
    }

    @Test("Parts of a sentence that only name whom or where are no quotation")
    func fragments() {
        #expect(
            Annotations.annotate("Ana Silva and Ben Koch argued on the pier. Nils Lund warned the town.", language: "en").quotations.isEmpty
        )
    }
}
