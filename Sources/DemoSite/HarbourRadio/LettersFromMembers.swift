extension Story {
    /// A page that robots.txt closes to machines: its record comes from the feed's own content.
    static let lettersFromMembers = Story(
        publication: .harbourRadio,
        path: "/radio/members/letters-foghorn",
        section: "Members",
        headline: "Members write in about the new foghorn",
        standfirst: "Three letters for it, two against, and one from a dog.",
        authors: [Author(name: "Bram Ledger", role: "listeners' editor")],
        age: 720,
        picture: Picture(caption: "The new foghorn on the east mole.", credit: "Harbour Radio"),
        text: """
            No subject has filled our postbag like the foghorn that the Harbour Board put up on the east mole in October.

            "It is the first thing on this coast that is louder than my brother-in-law," wrote Agnes Pell of Chandler Street. "I am for it."

            Retired signalman Victor Oram disagrees. "The old horn gave you a note you could steer by," he wrote. "The new one only tells you \
            that somebody has bought a horn."

            The Harbour Board said it had received 61 complaints and would turn the horn by twelve degrees.

            According to Oram, twelve degrees would point it at his bedroom.

            The last word goes to a terrier called Biscuit, whose owner, Nell Harker, took dictation: "I answer it every time. It never \
            writes back."
            """)
}
