extension Story {
    /// A science report: a study as source, pronouns as speakers, a fisherman's view, a ministry that only plans.
    static let seagrass = Story(
        publication: .tideline,
        path: "/tideline/seagrass-returns",
        section: "Sea",
        headline: "Seagrass returns to Ellery Sound, and it brought the cuttlefish",
        standfirst: "Divers have mapped nine hectares of a meadow that was declared lost in 1976.",
        authors: [Author(name: "Matteo Grant", role: "science editor")],
        age: 1_180,
        picture: Picture(caption: "A transect in the north meadow, at five metres.", credit: "Image: Weirbridge Marine Station"),
        pullQuote: "“I put my hand down for the anchor line and there was a lawn.”",
        text: """
            The seagrass of Ellery Sound was declared lost in 1976, in a report of four lines. This summer it took divers eleven days to \
            swim around what has come back.

            “I put my hand down for the anchor line and there was a lawn,” said Idris Okafor, a marine biologist at the Weirbridge Marine \
            Station, who found the first patch by accident. He has since counted nine hectares.

            Okafor attributes the return to cleaner water. Since the town closed its old outfall in 2011, he said, light reaches a metre and \
            a half deeper. “Grass is not sentimental,” he said. “Give it light and it stays.”

            His colleague Noor Haddad, who leads the station’s mapping group, is more careful. “One good decade does not make a meadow,” she \
            said. “I want to see it survive a hot one.”

            The survey found that young cuttlefish were forty times as common inside the meadow as outside it. Herring spawn was seen for the \
            first time since records began, the authors report.

            Not everybody is pleased. Boats may no longer anchor in the north bay, and the Cardle Inshore Fishermen’s Association said it had \
            learned of the ban from a buoy. “They put the sign up first and asked us after,” said its secretary, Wilf Carrow. “But I’ll say \
            this for the weed,” he went on. “My grandson caught a bass there that fed eight.”

            The Environment Ministry plans to include the bay in its next list of protected areas, a spokeswoman said. She gave no date.

            Haddad hopes that the ministry will wait for the winter count. “Numbers first, ribbon later,” she said.
            """)
}
