extension Story {
    /// A public hearing, in straight marks: introduced quotations, one over three paragraphs, a letter read aloud.
    static let schoolRoof = Story(
        publication: .harbourRadio,
        path: "/radio/stories/school-roof",
        section: "Education",
        headline: "Pupils count the buckets as roof repair slips to autumn",
        standfirst: "The county says that the money is there. The head teacher says that the rain is there too.",
        authors: [Author(name: "Ines Calloway", role: "presenter")],
        age: 300,
        picture: Picture(caption: "Fourteen buckets stand in the corridor of Quayside School.", credit: "Harbour Radio"),
        text: """
            Fourteen buckets stand in the corridor of Quayside School this week. On Monday there were nine.

            Head teacher Samuel Oyelaran told parents on Tuesday night: "I was promised a roof in April, and then in July. I have stopped \
            writing the dates down in pen."

            The repair of the Victorian building was to begin after Easter. It now depends on a grant from Marrow County Council, which \
            decides in September.

            County councillor Fiona Strand defended the delay. "We could patch it tomorrow and patch it again every winter," Strand said. \
            "I would rather come back once with slates than five times with tar."

            She insisted the money had been set aside and could not be used for anything else.

            That did not satisfy Rosa Delgado, whose two sons go to the school. Delgado brought a bucket to the meeting and set it on the \
            table. Then she spoke for four minutes without notes.

            "My boys can tell you which drip is which. The one by the library goes fast. The one by the hall goes slow, and they call it the \
            grandfather.

            "They think that's what a school sounds like. That is what frightens me, that they are used to it.

            "So don't tell me September," Delgado said. "Tell them."

            A letter from Year Six was read aloud by the chair of governors, Peter Aldous. "Dear Council," it began, "we have measured the \
            rain and there is too much of it."

            Oyelaran, asked afterwards how long the school could go on, said that he had bought six more buckets. "Blue ones," he said. \
            "One has to plan ahead."
            """)
}
