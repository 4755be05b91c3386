extension Story {
    /// A feature: scare quotes that nobody said, "as she observed", a remark within a report, a speaker named once and then by surname.
    static let lighthouseKeeper = Story(
        publication: .courier,
        path: "/courier/features/lighthouse-keeper",
        section: "Features",
        headline: "‘Haunted’ lighthouse finds a keeper who likes the noise",
        standfirst: "After two years without takers, Gannet Rock has a tenant. She brought earplugs and has not used them.",
        authors: [Author(name: "Hannah Okoro", role: "harbour correspondent"), Author(name: "Callum Reyes", role: "features writer")],
        age: 1_530,
        picture: Picture(caption: "Gannet Rock, where the fog signal still sounds every ninety seconds.", credit: "Luis Brandt"),
        pullQuote: "“The tower doesn’t moan. It breathes, and you would too if you stood in that wind.”",
        text: """
            The advertisement ran for two years: a free home, a view of forty miles, and a “resident presence” that former tenants described \
            as footsteps, sighs and, on one occasion, a hymn.

            Last week the Gannet Rock Trust handed the keys to Marguerite Sallow, a piano tuner from Weirbridge, who answered the \
            advertisement because of the noise and not in spite of it.

            “The tower doesn’t moan,” Sallow said on the gallery, holding her hat. “It breathes, and you would too if you stood in that wind.”

            The sound, she explained, is a note slightly flat of B, made by the wind across a vent that was cut in 1902. “Nobody thought to \
            ask a tuner,” she said.

            The trust’s chairman, Edwin Thackeray, is glad of any explanation. “We had a priest, we had a plumber and we had a gentleman \
            from the television,” he said. “The gentleman from the television stayed one night.”

            As Thackeray observed, “a ghost is cheaper than a new roof, but it brings in less.”

            The “curse” of Gannet Rock goes back to 1911, when the assistant keeper, Amos Dell, left his post and was never found. In the \
            logbook, which the trust keeps in a biscuit tin, the last entry in his hand reads simply: “Fog lifting.”

            Sallow has read it. “He didn’t vanish,” she says. “He went home. I would have written more, but then I’m paid by the hour.”

            Local historian Bernadette Quill believes that Dell took passage on a collier the same night. “There is a man of his name and \
            his limp on the crew list at Cardle,” Quill said. “I have shown that list to everybody who sells ghost tours, and they all say \
            the same thing: ‘Lovely, but don’t print it.’”

            The trust will open the tower to visitors on Saturdays from May. Sallow intends to give the first of them a lesson in listening.
            """)
}
