extension Story {
    /// A report of a fire: police and fire service as speakers, much indirect speech, one witness, nothing certain.
    static let netLoftFire = Story(
        publication: .courier,
        path: "/courier/news/net-loft-fire",
        section: "News",
        headline: "Fire guts net loft on Tanner’s Quay",
        standfirst: "Nobody was hurt. Police are treating the cause as unexplained and want to hear from a man with a bicycle.",
        authors: [Author(name: "Joel Aspinall", role: "reporter")],
        age: 460,
        picture: Picture(caption: "Firefighters on Tanner’s Quay on Wednesday night.", credit: "Reader’s picture"),
        text: """
            A fire destroyed a nineteenth-century net loft on Tanner’s Quay on Wednesday night, along with the gear of four fishing families.

            Marrow County Fire and Rescue said that 32 firefighters had fought the blaze for six hours and that the building next door, an \
            ice store, had been saved. No one was injured, according to the service.

            “The roof had gone before the first engine crossed the bridge,” said Station Officer Liam Garrick. “After that you protect what \
            is left, and you keep the gas bottles wet.”

            Marrow Police described the cause as unexplained. Inspector Yasmin Dorsey said officers wanted to speak to a man seen pushing a \
            bicycle along the quay shortly before ten. “He is a witness, and I want to stress that word,” Dorsey told reporters on Thursday. \
            “He may have seen the lights go out.”

            The police also appealed for footage from boats moored on the north side.

            Net maker Harriet Blythe, whose grandfather built the loft, stood behind the tape in her slippers. “You can buy twine,” she said. \
            “You can’t buy the bench.”

            Blythe’s neighbours have started a collection, which stood at £11,300 on Thursday evening. Skipper Owen Tan, who lost three sets \
            of pots, said he had been offered a loan of gear by two rivals and a man he owed money to.

            The Harbour Board insisted that the quay’s alarms had been tested in September. “Every bell rang,” a spokesman for the board said. \
            He declined to say whether anybody had been there to hear it.

            The loft was insured, Blythe believes, for “about the price of a good door.”
            """)
}
